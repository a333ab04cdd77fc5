"""How far in the document the pages before have come: text begun, signed, appendix begun.

page 1 ─▶ Progress ─▶ page 2 ─▶ Progress ─▶ ...
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.form import cues
from extract.layout.page_heads import NOTHING, Repeated

# Nơi nhận that goes on after a page break ends within this many lines.
REST_OF_LIST = 14


@dataclass(frozen=True, slots=True)
class Progress:
    """What the pages before have held."""

    opened: bool = False  # a header or text
    signed: bool = False  # nơi nhận or a signature
    listing: bool = False  # nơi nhận, broken off at the end of the page
    appended: bool = False  # an appendix
    repeated: Repeated = NOTHING  # what stands on page after page of the whole document


def rest_of_list(texts: Sequence[str], before: Progress) -> int:
    """How many lines at the head of a page still belong to the nơi nhận of the page before."""
    if not texts or not before.signed or before.appended:
        return 0
    dashed = texts[0].lstrip().startswith(("-", "–", "+"))
    if not (cues.is_recipients(texts[0]) or (before.listing and dashed)):
        return 0
    return next((i + 1 for i, text in enumerate(texts[:REST_OF_LIST]) if cues.is_archive(text)), 0)


def is_listing(texts: Iterable[str]) -> bool:
    """Whether nơi nhận has begun and its last line, "Lưu: ...", is still to come."""
    held = list(texts)
    return bool(held) and not any(cues.is_archive(text) for text in held)
