"""The documents of one file, each with its own pages.

Document ─ separator sheets, boundaries ─▶ for each Divided(document with pages from 1, part, doubtful pages)

Sheets that part documents belong to none; the document behind one tells that it was left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from extract.core.model import Document, Page
from extract.core.options import Split
from extract.layout.boundaries import boundaries
from schemas.catalogue import Message
from schemas.record import Part

ANOTHER = "several-documents"  # another one may begin on the page


@dataclass(frozen=True, slots=True)
class Divided:
    """One document of a file; `part` is None for the only one."""

    document: Document
    part: Part | None = None
    doubtful: tuple[tuple[int, str], ...] = ()  # pages of `document`, and what is in doubt (codes of review)


def divided(whole: Document, split: Split = Split.AUTO) -> tuple[Divided, ...]:
    """The documents of a file in their order; a document without pages of its own (office files) is one."""
    parted = _parted(whole.pages)
    if split is Split.NEVER or not whole.paged or not parted:
        return (Divided(whole),)
    parts: list[tuple[int, int]] = []
    doubtful: tuple[int, ...] = ()
    for pages in parted:
        if split is Split.SEPARATOR:
            parts.append((pages[0].number, pages[-1].number))
        else:
            found = boundaries(pages)
            parts, doubtful = [*parts, *found.parts], (*doubtful, *found.doubtful)
    if parts == [(whole.pages[0].number, whole.pages[-1].number)]:
        return (Divided(whole, doubtful=tuple((number, ANOTHER) for number in doubtful)),)
    return tuple(_part(whole, parts, index, doubtful) for index in range(len(parts)))


def _parted(pages: Sequence[Page]) -> list[list[Page]]:
    """The pages between separator sheets; none where there are only such sheets."""
    return [list(some) for sheet, some in groupby(pages, lambda page: page.separator) if not sheet]


def _part(whole: Document, parts: Sequence[tuple[int, int]], index: int, doubtful: Sequence[int]) -> Divided:
    first, last = parts[index]
    inside = [page for page in whole.pages if first <= page.number <= last]
    pages = tuple(replace(page, number=number) for number, page in enumerate(inside, 1))
    warnings = (whole.warnings if index == 0 else ()) + _left_out(whole, parts, index)
    part = Part(index=index + 1, of=len(parts), first_page=first, last_page=last)
    told = tuple((number - first + 1, ANOTHER) for number in doubtful if first <= number <= last)
    return Divided(replace(whole, pages=pages, warnings=warnings), part, told)


def _left_out(whole: Document, parts: Sequence[tuple[int, int]], index: int) -> tuple[Message, ...]:
    """The separator sheets before a part, and behind the last one."""
    since = parts[index - 1][1] if index else 0
    until = parts[index][0] if index + 1 < len(parts) else len(whole.pages) + 1
    sheets = [page.number for page in whole.pages if page.separator and since < page.number < until]
    return tuple(Message.of("separator-left-out", page=number) for number in sheets)
