"""What an office file holds and its reader cannot read, to be told with its number and its place.

add(code, near) for each thing ─▶ notices(): one Message for each kind, with the place of its first
"""

from __future__ import annotations

from collections import Counter

from diacritics.encodings import decode, detect
from schemas.catalogue import Message

_SHOWN = 60  # letters of the text beside a thing: enough to find it


class Unread:
    """The unread things of one file, by the code of what is said of them."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._near: dict[str, str] = {}

    def add(self, code: str, near: str) -> None:
        """One more; `near`: the text of the paragraph that it stands in, or "" where it has none."""
        self._counts[code] += 1
        place = " ".join(near.split())
        if place and code not in self._near:
            self._near[code] = place if len(place) <= _SHOWN else place[:_SHOWN].rstrip() + "…"

    def notices(self) -> tuple[Message, ...]:
        """What is told of each kind."""
        return tuple(
            Message.of(code, count=count, near=_said(self._near.get(code, "…")))
            for code, count in self._counts.items()
        )


def _said(text: str) -> str:
    """The text of a place as a person reads it, also where it is in a legacy encoding."""
    encoding = None if text.isascii() else detect(text)
    return decode(text, encoding) if encoding else text
