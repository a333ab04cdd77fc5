"""Files one after the other, pictures whose names run on together (running_names).

files in the order of `arranged` ─ gathered ─▶ lists: pictures of a run, or one file alone
what is known of each picture of a run ─ joined ─▶ one Source
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path, PurePath
from typing import NamedTuple, TypeVar

from extract.core.source import Picture, Source
from extract.intake import formats
from extract.intake.running_names import follows

Item = TypeVar("Item")


class At(NamedTuple):
    """A file whose name runs on."""

    path: Path
    parts: tuple[str, ...]
    state: os.stat_result | None = None

    @property
    def size(self) -> int:
        """In bytes. Raises OSError."""
        return self.state.st_size if self.state else self.path.stat().st_size


def gathered(items: Iterable[Item], name_of: Callable[[Item], str | None], most: int) -> Iterator[list[Item]]:
    """`name_of`: its path with "/" between; None for what stays alone. `most`: files read together."""
    held: list[Item] = []
    for item in items:
        if held and not (len(held) < most and _goes_on(name_of(held[-1]), name_of(item))):
            yield held
            held = []
        held.append(item)
    if held:
        yield held


def _goes_on(before: str | None, name: str | None) -> bool:
    return before is not None and name is not None and follows(name, before)


def joined(pictures: Sequence[Picture], root: str, tokens: Iterable[str | None]) -> Source:
    """Two pictures and more as one Source; what the first one is, its name says."""
    first, marks = pictures[0], list(tokens)
    return Source(
        first.path,
        first.name,
        root,
        promised(first.parts).media_type,
        token=together(marks),
        parts=first.parts,
        url=first.url,
        size=sum(picture.size for picture in pictures),
        pictures=tuple(pictures),
    )


def together(tokens: Sequence[str | None]) -> str | None:
    """The token of several files; None when one has none."""
    known = [token for token in tokens if token is not None]
    return hashlib.sha256("\n".join(known).encode()).hexdigest() if len(known) == len(tokens) else None


def promised(parts: Sequence[str]) -> formats.Format:
    """What the name of a file says that it is."""
    return formats.promised(PurePath(parts[-1]).suffix.lower())
