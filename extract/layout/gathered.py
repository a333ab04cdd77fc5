"""The documents of pictures whose names run on: which pictures are the pages of one, which stand alone.

    pages of several files, in order ─ gathered ─▶ for each document Gathered(files, Divided: pages from 1)

What the pages say decides. A page with a head (motto, number, tên loại) begins a document, and pages without
one go on with it; pages before any head stay apart, unless their printed numbers run on. A page without words
is the back of a sheet: it goes along when a page of the document follows, or when it is the only one. A file
of several pages is a document file of its own (`divide`), and nothing is joined over it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from extract.core.model import Document, Page
from extract.core.options import Split
from extract.layout.boundaries import beginnings
from extract.layout.divide import ANOTHER, Divided, divided
from extract.layout.page_signs import Signs, signs_of
from schemas.catalogue import Message


@dataclass(frozen=True, slots=True)
class Gathered:
    """One document: so many of the files from one on (from 0), and its pages."""

    first: int
    files: int
    divided: Divided
    sheets: tuple[int, ...] = ()  # files that parted it from the one before


def gathered(files: Sequence[Document], split: Split = Split.AUTO) -> list[Gathered]:
    """The documents of the files in their order; separator sheets are in none of them."""
    sheets = [at for at, file in enumerate(files) if _is_sheet(file)]
    if len(sheets) == len(files) or split is Split.NEVER:
        sheets = []
    found: list[Gathered] = []
    for kind, some in groupby(range(len(files)), lambda at: at in sheets or len(files[at].pages) == 1):
        held = list(some)
        if not kind:
            found += [Gathered(at, 1, part) for at in held for part in divided(files[at], split)]
        for first, last in _between(held, sheets) if kind else ():
            whole = split is Split.SEPARATOR and bool(sheets)
            found += _of_pictures(first, files[first : last + 1], whole=whole)
    return [replace(one, sheets=_own_sheets(found, at, sheets)) for at, one in enumerate(found)]


def _is_sheet(file: Document) -> bool:
    return len(file.pages) == 1 and file.pages[0].separator


def _between(held: Sequence[int], sheets: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first and last of the files between separator sheets."""
    for sheet, some in groupby(held, lambda at: at in sheets):
        own = list(some)
        if not sheet:
            yield own[0], own[-1]


def _own_sheets(found: Sequence[Gathered], at: int, sheets: Sequence[int]) -> tuple[int, ...]:
    """The sheets before a document, and behind the last one."""
    since = found[at - 1].first if at else -1
    return tuple(
        sheet for sheet in sheets if since < sheet and (sheet < found[at].first or at == len(found) - 1)
    )


def _of_pictures(start: int, pictures: Sequence[Document], *, whole: bool) -> Iterator[Gathered]:
    """`whole`: they are one document, whatever the pages say."""
    signs = [signs_of(picture.pages[0]) for picture in pictures]
    parts, doubtful = ([(0, len(signs) - 1)], []) if whole else beginnings(signs)
    for first, last in parts if whole else [one for part in parts for one in _whole(signs, *part)]:
        pages = tuple(_renumbered(pictures[at].pages[0], at - first + 1) for at in range(first, last + 1))
        warnings = tuple(warning for at in range(first, last + 1) for warning in pictures[at].warnings)
        document = replace(pictures[first], pages=pages, warnings=warnings)
        told = [(at - first + 1, ANOTHER) for at in doubtful if first < at <= last]
        if not whole:
            told += [(at - first + 1, "picture-behind-end") for at in _behind_end(signs, first, last)]
        yield Gathered(start + first, last - first + 1, Divided(document, None, tuple(sorted(told))))


def _whole(signs: Sequence[Signs], first: int, last: int) -> Iterator[tuple[int, int]]:
    """What of a part is one document each, first and last page."""
    while first <= last:
        end = _end(signs, first, last)
        yield first, end
        first = end + 1


def _end(signs: Sequence[Signs], first: int, last: int) -> int:
    """The last page of what begins on a page: all with words from a head on, else what its numbers join."""
    end, headed = first, signs[first].has_head
    for at in range(first + 1, last + 1):
        if not headed and not _goes_on(signs[at - 1], signs[at]):
            return end
        if not signs[at].blank:
            end = at
    return last if headed and last - end == 1 else end  # the back of its last sheet


def _goes_on(before: Signs, page: Signs) -> bool:
    """Whether the printed page numbers run on; a first page bears none."""
    return page.printed is not None and page.printed == (before.printed or 1) + 1


def _behind_end(signs: Sequence[Signs], first: int, last: int) -> list[int]:
    """The page behind a signature that nothing joins to it but its place: the first such page, or none."""
    for at in range(first + 1, last + 1):
        page, before = signs[at], signs[first:at]
        if not page.blank and any(other.closes for other in before):
            return [] if page.labelled or _goes_on(before[-1], page) else [at]
    return []


def _renumbered(page: Page, number: int) -> Page:
    """The page with its number in the document, which its warnings tell too."""
    told = tuple(
        Message.of(warning.code, **{**dict(warning.params), "page": number})
        if "page" in dict(warning.params)
        else warning
        for warning in page.warnings
    )
    return replace(page, number=number, warnings=told)
