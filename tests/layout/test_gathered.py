"""Which pictures with running names are one document, told by their pages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.core.model import Document, Page
from extract.core.options import Split
from extract.layout.gathered import gathered
from layout.test_boundaries import BODY, DECISION, REPORT, SIGNATURE, Lines, head, title
from schemas.catalogue import Message
from support.layout_pages import centred, page

OPEN = [*head("45", "BC-STL"), *title("BÁO CÁO"), *BODY]
TEXT: Lines = [
    (85.0, 100.0 + 18 * row, "nội dung tiếp theo của văn bản được trình bày ở đây,") for row in range(9)
]
CLOSES: Lines = [*TEXT, *SIGNATURE]
ANNEX: Lines = [centred(60.0, "PHỤ LỤC I"), *TEXT]


def numbered(number: int, lines: Lines) -> Lines:
    return [(300.0, 40.0, str(number)), *lines]


def file_of(*contents: Lines) -> Document:
    pages = tuple(replace(page(lines), number=number) for number, lines in enumerate(contents, 1))
    return Document(pages, "image/jpeg", paged=True)


def parts(*contents: Lines) -> list[tuple[int, int]]:
    return [(one.first, one.files) for one in gathered([file_of(lines) for lines in contents])]


@pytest.mark.parametrize(
    ("contents", "expected"),
    [
        ([OPEN, TEXT, CLOSES], [(0, 3)]),
        ([REPORT, DECISION], [(0, 1), (1, 1)]),
        ([OPEN, CLOSES, DECISION, ANNEX], [(0, 2), (2, 2)]),
        ([TEXT, TEXT, OPEN, CLOSES], [(0, 1), (1, 1), (2, 2)]),  # no head before them
        ([numbered(4, TEXT), numbered(5, TEXT), TEXT], [(0, 2), (2, 1)]),
        ([[], numbered(2, TEXT), numbered(3, CLOSES)], [(0, 3)]),  # its first page could not be read
        ([OPEN, [], CLOSES, []], [(0, 4)]),  # backs of sheets
        ([OPEN, CLOSES, [], [], []], [(0, 2), (2, 1), (3, 1), (4, 1)]),  # other pictures
        ([[], []], [(0, 1), (1, 1)]),
    ],
)
def test_what_pages_say_decides(contents: list[Lines], expected: list[tuple[int, int]]) -> None:
    assert parts(*contents) == expected


def test_a_file_of_several_pages_is_a_document_file() -> None:
    files = [file_of(OPEN), file_of(REPORT, DECISION), file_of(CLOSES)]
    told = [(one.first, one.files, one.divided.part) for one in gathered(files)]
    assert [(first, count, part.index if part else None) for first, count, part in told] == [
        *((0, 1, None), (1, 1, 1), (1, 1, 2), (2, 1, None)),
    ]  # fmt: skip
    assert [one.first for one in gathered(files, Split.NEVER)] == [0, 1, 2]


SHEET = replace(file_of([]), pages=(replace(file_of([]).pages[0], separator=True),))


def test_separator_sheets_part_pictures_and_are_in_none() -> None:
    files = [SHEET, file_of(OPEN), file_of(TEXT), SHEET, file_of(TEXT), SHEET]
    told = [(one.first, one.files, one.sheets) for one in gathered(files)]
    assert told == [(1, 2, (0,)), (4, 1, (3, 5))]
    files = [file_of(TEXT), file_of(REPORT), SHEET, file_of(DECISION), file_of(TEXT)]
    told = [(one.first, one.files, one.sheets) for one in gathered(files, Split.SEPARATOR)]
    assert told == [(0, 2, ()), (3, 2, (2,))]
    assert [one.first for one in gathered([SHEET, SHEET])] == [0, 1]  # nothing else: nothing is lost


def test_what_only_its_place_joins_is_told() -> None:
    (one,) = gathered([file_of(lines) for lines in (REPORT, TEXT, TEXT)])
    assert one.divided.doubtful == ((2, "picture-behind-end"),)
    (one,) = gathered([file_of(lines) for lines in (REPORT, ANNEX, TEXT)])
    assert one.divided.doubtful == ()


def test_pages_and_their_warnings_have_the_numbers_of_the_document() -> None:
    damaged = replace(file_of([]).pages[0], warnings=(Message.of("page-unreadable", page=1),))
    files = [file_of(TEXT), file_of(OPEN), replace(file_of([]), pages=(damaged,)), file_of(CLOSES)]
    pages: tuple[Page, ...] = list(gathered(files))[1].divided.document.pages
    assert [page.number for page in pages] == [1, 2, 3]
    assert pages[1].warnings == (Message.of("page-unreadable", page=2),)
