"""Two pages on one sheet: the left one first, none woven into the other; a sheet of one page stays whole."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.core.geometry import Box
from extract.core.model import Cell, Document, Line, Origin, Page, Table, Word
from extract.layout import analyse
from extract.layout.model import Region
from extract.layout.placed.spread import fold

WIDE, HIGH = 842.0, 595.0
LEFT = tuple(f"khoản {n} của Điều này quy định việc thu nộp các khoản" for n in range(8))
RIGHT = tuple(f"mục {n} của phần sau nêu rõ trách nhiệm của từng đơn vị" for n in range(8))
LIST = ("Nơi nhận:", "- Như trên;", "- Lưu: VT.")


def line(text: str, left: float, top: float) -> Line:
    words = []
    for part in text.split():
        wide = 5.2 * len(part)
        words.append(Word.read(part, Box(left, top, left + wide, top + 10)))
        left += wide + 3
    return Line.of(words)


def sheet(*columns: tuple[float, float, tuple[str, ...]]) -> Page:
    """A landscape sheet; each column has its left edge, its first line's top, its lines."""
    lines = [
        line(text, left, top + 18 * index) for left, top, texts in columns for index, text in enumerate(texts)
    ]
    return Page(1, tuple(lines), Origin.OCR, WIDE, HIGH)


@pytest.mark.parametrize(
    ("page", "two"),
    [
        (sheet((60, 60, LEFT), (470, 60, RIGHT)), True),
        (sheet((60, 60, LEFT), (470, 67, LIST)), True),  # the end of the document
        (sheet((60, 60, LEFT)), True),  # its back is blank
        (sheet((470, 60, LEFT)), True),
        (sheet((60, 60, LEFT), (470, 60, LIST)), False),  # columns: each row stands on a line of the other
        (sheet((60, 60, LIST), (470, 67, LIST)), False),  # signature and recipients of a landscape page
        (sheet((60, 60, LEFT), (470, 60, RIGHT), (300, 20, ("BÁO CÁO TÌNH HÌNH THỰC HIỆN THU CHI",))), False),
        (sheet((60, 60, LEFT), (366, 60, RIGHT)), False),  # no gutter
        (replace(sheet((60, 60, LEFT), (470, 60, RIGHT)), width=595.0), False),  # a portrait page
    ],
)
def test_two_pages_are_told_from_one(page: Page, two: bool) -> None:
    assert (fold(page) is not None) is two


def test_rules_across_the_middle_are_a_table() -> None:
    page = sheet((60, 60, LEFT), (470, 60, RIGHT))
    cells = tuple(Cell(0, at, (), Box(50 + 400 * at, 50, 440 + 400 * at, 300)) for at in range(2))
    assert fold(replace(page, tables=(Table(cells, Box(50, 50, 840, 300)),))) is None


def test_the_left_page_is_read_first_and_boxes_stay() -> None:
    woven = sheet((60, 60, LEFT), (470, 60, RIGHT[:3]), (630, 150, ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")))
    both = [  # as a recogniser gives them that sees no gutter
        Line.of(word for held in woven.lines for word in held.words if word.box and word.box.y0 == top)
        for top in sorted({word.box.y0 for word in woven.words if word.box})
    ]
    page = replace(woven, lines=tuple(both))
    layout = analyse(Document((page,), "image/png", paged=True))
    assert layout.page_texts[0].splitlines() == [*LEFT, *RIGHT[:3], "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]
    assert [block.text for block in layout.of(Region.SIGNATURE)] == ["KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH"]
    placed = {word for block in layout.blocks for held in block.lines for word in held.line.words}
    assert placed == set(page.words)
