"""Pictures within the text of office files: print is read in its place, what is no print is told."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.shared import Cm

from extract.core.limits import Limits
from extract.core.model import Cell, Figure, Line, Origin, Page, Table, Word
from extract.core.options import Options
from extract.core.source import Source
from extract.intake import formats
from extract.preparation import prepare
from extract.repair.figures import Said, unfolded
from schemas.catalogue import Message
from support import paper

LETTER = (
    "Giao Phòng Nông nghiệp chủ trì, phối hợp với Ủy ban nhân dân xã tổ chức thực hiện kế hoạch này. " * 3
)
LINE = "ỦY BAN NHÂN DÂN"


def line(text: str, cell: tuple[int, int, int] | None = None, sure: float = 0.9) -> Line:
    return Line.of((Word.read(word, confidence=sure) for word in text.split()), cell)


def said(text: str, sure: float = 0.9) -> Said:
    return Said((Page(1, (line(text, sure=sure),), Origin.OCR),))


def parts(page: Page, what: Said) -> list[list[str]]:
    return [[one.text for one in part.lines] for part in unfolded(page, lambda _: what)]


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        (said(LETTER), [["a"], [LETTER.strip()], ["b"]]),  # a page of its own
        (said(LINE), [["a", LINE, "b"]]),  # a line among the others
        (said("~ Oe Ss", sure=0.4), [["a", "b"]]),  # an emblem
        (said("xq zw ffk jj"), [["a", "b"]]),  # signs that are no words
        (said("215 3450 1280"), [["a", "215 3450 1280", "b"]]),  # numbers are print
        (Said(problem=Message.of("image-damaged")), [["a", "b"]]),
    ],
)
def test_where_a_picture_stands(what: Said, expected: list[list[str]]) -> None:
    page = Page(1, (line("a"), line("b")), Origin.OFFICE, figures=(Figure(b"1", 1),))
    assert parts(page, what) == expected


def test_what_says_nothing_is_told_with_its_number_and_place() -> None:
    figures = (Figure(b"1", 1), Figure(b"2", 2), Figure(b"3", 2))
    page = Page(1, (line("Sơ đồ"), line("b")), Origin.OFFICE, figures=figures)
    broken = Said(problem=Message.of("image-damaged"))
    (found,) = unfolded(page, lambda figure: broken if figure.data == b"1" else Said())
    assert [(notice.code, dict(notice.params)["count"]) for notice in found.warnings] == [
        ("pictures-not-read", 1),
        ("pictures-without-print", 2),
    ]
    assert dict(found.warnings[0].params)["near"] == "Sơ đồ"


def test_tables_around_pictures_stay_whole() -> None:
    lines = (line("a", (0, 0, 0)), line("b"), line("c", (1, 0, 0)), line("d", (1, 0, 1)))
    tables = (
        Table((Cell(0, 0, lines[:1]),)),
        Table((Cell(0, 0, lines[2:3]), Cell(0, 1, lines[3:]))),
    )
    figures = (Figure(b"1", 1), Figure(b"2", 3, (1, 0, 0)))
    page = Page(1, lines, Origin.OFFICE, tables=tables, figures=figures)
    first, picture, last = unfolded(page, lambda figure: said(LETTER if figure.data == b"1" else LINE))
    assert [part.text for part in (first, picture, last)] == ["a", LETTER.strip(), f"b\nc\n{LINE}\nd"]
    assert [cell.text for cell in first.tables[0].cells] == ["a"]
    assert [cell.text for cell in last.tables[0].cells] == [f"c\n{LINE}", "d"]
    assert [one.cell for one in last.lines] == [None, (0, 0, 0), (0, 0, 0), (0, 0, 1)]


def test_a_scan_in_a_word_file_is_read(tmp_path: Path) -> None:
    paper.picture(["QUYẾT ĐỊNH", *[LETTER[:60]] * 8]).save(tmp_path / "scan.png", dpi=(150, 150))
    document = docx.Document()
    document.add_paragraph("Bản chụp kèm theo:")
    document.add_picture(str(tmp_path / "scan.png"), width=Cm(15))
    path = tmp_path / "a.docx"
    document.save(str(path))
    source = Source(path, "a.docx", "", formats.DOCX.media_type)
    pages = prepare(source, Options(limits=Limits())).pages
    assert [(page.number, page.origin) for page in pages] == [(1, Origin.OFFICE), (2, Origin.OCR)]
    assert "Phòng Nông nghiệp chủ trì" in pages[1].text
