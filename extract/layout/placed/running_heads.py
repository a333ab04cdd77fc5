"""Which lines at the edges of pages are running heads, and which are the form's own.

    pages ─ lines at their edges ─ repeated in place ─▶ Repeated(heads, letterhead, codes)

A running head (of a gazette, a book, a web page) is set by whoever prints, at the same height of every page,
and says nothing of the document. So a line is one only when it repeats in place inside one document and is no
part of the form. Part of the form are marks (Nghị định 30/2020/NĐ-CP, phụ lục I, mục 10: urgency on the first
page; secrecy is marked on others too), the code of a form ("Mẫu số 01/ĐK"), a type of document, an agency,
and every line that somewhere stands in the head of a document: a scanner's batch has one on each page.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from statistics import median_low

from extract.core.model import Page
from extract.form import cues
from extract.form.agencies import begins_with_agency
from extract.form.folding import is_capitals
from extract.form.motto import motto_span
from extract.form.stamps import is_mark
from extract.layout.geometry import Piece, Sheet
from extract.layout.page_heads import NOTHING, NUMBER, SAME_PLACE, Head, Repeated, head_key
from extract.layout.placed.header import ABOVE, LEVEL, find_header

# A running head stands on at least this many pages, and this share of all, in this band of the page. Lines of
# the form are told by what they say and need no third page.
HEAD_PAGES, FORM_PAGES = 3, 2
HEAD_SHARE = 0.4
EDGE = 0.1
SHORTEST = 6  # signs of a running head
# A number that more than this share of the lines have is the same on all; of the others more than this share
# go with the pages: a recogniser misreads some.
STEADY = 0.5


@dataclass(frozen=True, slots=True)
class _Seen:
    """A line at the edge of a page; pages count from 0, `place` is its height in shares of the page's."""

    page: int
    item: Piece
    place: float


_Group = Sequence[_Seen]


@dataclass(frozen=True, slots=True)
class _OwnHead:
    """Where a document's head begins: height and left edge of its motto, height of a line; points."""

    y: float
    left: float
    step: float

    def holds(self, item: Piece) -> bool:
        """Agencies may begin a line above the motto, as in `placed.header`; nothing else above is of it."""
        beside = item.middle < self.left and is_capitals(item.text)
        return self.y - item.y <= (LEVEL if beside else ABOVE) * self.step


def repeated(pages: Sequence[Page | Sheet]) -> Repeated:
    """What stands at the same height of several pages; pages without positions have no heights."""
    if len(pages) < FORM_PAGES:
        return NOTHING
    groups = [group for group in _groups(pages) if _is_repeated(group, len(pages))]
    if not groups:
        return NOTHING
    own = _own_heads(pages)
    codes, rest = _parted(groups, lambda group: _names_form(group[0].item.text))
    letterhead, free = _parted(rest, lambda group: any(_in_head(seen, own) for seen in group))
    heads = [group for group in free if not _is_form(group[0].item.text) and _goes_on(group, own)]
    return Repeated(_heads(heads), _heads(filter(_is_steady, letterhead)), _heads(filter(_is_steady, codes)))


def _parted(groups: Iterable[_Group], test: Callable[[_Group], bool]) -> tuple[list[_Group], list[_Group]]:
    """The groups that pass the test, and the others."""
    held = [(group, test(group)) for group in groups]
    return [group for group, passed in held if passed], [group for group, passed in held if not passed]


def _heads(groups: Iterable[_Group]) -> tuple[Head, ...]:
    return tuple(Head(head_key(group[0].item.text), _place(group)) for group in groups)


def _place(group: _Group) -> float:
    return median_low(seen.place for seen in group)


def _groups(pages: Sequence[Page | Sheet]) -> Iterator[_Group]:
    """Lines of one key in one place."""
    found: dict[tuple[str, bool], list[_Seen]] = defaultdict(list)
    for index, page in enumerate(pages):
        for seen in _at_edges(page, index):
            found[head_key(seen.item.text), seen.place < EDGE].append(seen)
    for group in found.values():
        place = _place(group)
        yield [seen for seen in group if abs(seen.place - place) <= SAME_PLACE]


def _at_edges(sheet: Page | Sheet, index: int) -> Iterator[_Seen]:
    if not isinstance(sheet, Sheet) or not sheet.page.height:
        return
    tables = [table.box for table in sheet.page.tables if table.box]
    for item in sheet.items:
        place = item.y / sheet.size[1]
        box = item.line.box
        if box and not EDGE <= place <= 1 - EDGE and not any(table.is_beside(box) for table in tables):
            yield _Seen(index, item, place)


def _is_repeated(group: _Group, count: int) -> bool:
    """Whether the line stands on enough pages, and its numbers are the same or go with the pages."""
    if not head_key(group[0].item.text) or len(_pages(group)) < max(FORM_PAGES, HEAD_SHARE * count):
        return False
    gone = Counter(value - seen.page for seen, values in _other_numbers(group) for value in values)
    return not gone or max(gone.values()) > STEADY * gone.total()


def _is_steady(group: _Group) -> bool:
    """Whether the numbers are the same on every page: "Mẫu số 01" and "Mẫu số 02" are two forms."""
    return sum(not values for _, values in _other_numbers(group)) > STEADY * len(group)


def _other_numbers(group: _Group) -> list[tuple[_Seen, set[int]]]:
    """For each line its numbers that most of the lines have not."""
    numbers = [set(map(int, NUMBER.findall(seen.item.text))) for seen in group]
    often = Counter(chain.from_iterable(numbers))
    same = {value for value, times in often.items() if times > STEADY * len(group)}
    return [(seen, held - same) for seen, held in zip(group, numbers, strict=True)]


def _pages(group: _Group) -> list[int]:
    return sorted({seen.page for seen in group})


def _own_heads(pages: Sequence[Page | Sheet]) -> dict[int, _OwnHead]:
    """The pages that begin a document: those with a motto, and a first page with any head."""
    found: dict[int, _OwnHead] = {}
    for index, page in enumerate(pages):
        head = _own_head(page, first=index == 0) if isinstance(page, Sheet) else None
        if head:
            found[index] = head
    return found


def _own_head(sheet: Sheet, *, first: bool) -> _OwnHead | None:
    header = find_header(sheet.items, *sheet.size, sheet.tilt, opens=first)
    if header is None:
        return None
    motto = next((item for item in header.right if motto_span(item.line.words)), None)
    if motto:
        return _OwnHead(motto.y, motto.x0, motto.height)
    top = min((*header.left, *header.right), key=lambda item: item.y)
    return _OwnHead(top.y, 0.0, top.height) if first else None


def _in_head(seen: _Seen, own: dict[int, _OwnHead]) -> bool:
    return seen.place < EDGE and seen.page in own and own[seen.page].holds(seen.item)


def _names_form(text: str) -> bool:
    return cues.is_form_code(text) or cues.is_form_box(text)


def _is_form(text: str) -> bool:
    """Whether a line is part of the form by what it says."""
    if is_mark(text) or cues.is_type(text) or cues.starts_appendix(text):
        return True
    return is_capitals(text) and begins_with_agency(text) and not cues.opens_title(text)


def _goes_on(group: _Group, own: dict[int, _OwnHead]) -> bool:
    """Whether the line stands again, on enough pages, inside one document."""
    at_top = group[0].place < EDGE
    again = 0
    for before, page in pairwise(_pages(group)):
        inside = not any(between in own for between in range(before + 1, page))
        again += inside and (at_top or page not in own)
    return again >= HEAD_PAGES - 1 and len(head_key(group[0].item.text)) >= SHORTEST
