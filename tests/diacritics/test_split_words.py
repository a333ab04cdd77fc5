"""Words that a recogniser read in pieces: made one, in the text and on the page; neighbours stay apart."""

from __future__ import annotations

import pytest

from diacritics.lattice import Token
from diacritics.restore import restore, restore_lattice
from extract.core.geometry import Box
from extract.core.model import Cell, Line, Origin, Page, Table, Verdict, Word
from extract.repair.page import repair_page
from schemas.kinds import Kind

VIETNAMESE, ENGLISH = "vietnamese-ocr", "english-ocr"


@pytest.mark.parametrize(
    ("channel", "seen", "expected"),
    [
        (VIETNAMESE, "các sở, ban, ng ành của tỉnh", "các sở, ban, ngành của tỉnh"),
        (VIETNAMESE, "th ực hi ện nhiệm vụ được giao", "thực hiện nhiệm vụ được giao"),
        (VIETNAMESE, "a) b ổ sung (ng ành),", "a) bổ sung (ngành),"),
        (VIETNAMESE, "lĩnh vực nông  ngh iệ  p\n", "lĩnh vực nông  nghiệp\n"),
        (ENGLISH, "sua doi, b O sung mot so dieu", "sửa đổi, bổ sung một số điều"),
        (ENGLISH, "cac so, ban, ng anh cua tinh", "các sở, ban, ngành của tỉnh"),
    ],
)
def test_pieces_are_one_word(channel: str, seen: str, expected: str) -> None:
    assert restore(seen, channel).text == expected


@pytest.mark.parametrize(
    "line",
    [
        "theo điểm c ưu tiên các xã",
        "Nguyễn V An làm đơn",
        "UBND tỉnh giao Sở Tài chính",
        "c) điều tra, khảo sát; đ) ăn ở",
        "khu vực 2 ha đất ở và 3 m mặt đường",
        "Quyết định số 12/QĐ-UBND ngày 5/6/2024",
    ],
)
def test_neighbours_stay_apart(line: str) -> None:
    assert restore(line, VIETNAMESE).text == line


def test_pieces_on_two_lines_stay_apart() -> None:
    assert restore("các sở, ban, ng\nành của tỉnh", VIETNAMESE).text.count("\n") == 1
    assert len(restore("các sở, ban, ng\nành của tỉnh", VIETNAMESE).text.split()) == 7


def test_every_token_has_its_answer() -> None:
    seen = ["các", "sở,", "ban,", "ng", "ành", "của", "tỉnh"]
    found = restore_lattice([Token(word) for word in seen], VIETNAMESE)
    assert [token.seen for token in found] == seen
    assert [token.text for token in found[3:6]] == ["ngành", "", "của"]


def test_pieces_on_a_page_are_one_word_in_lines_and_cells() -> None:
    words = [
        Word.read(seen, Box(20.0 * at, 10, 20.0 * at + 18, 20 + at), 0.6)
        for at, seen in enumerate(["các", "sở,", "ban,", "ng", "ành", "của", "tỉnh"])
    ]
    line = Line.of(words)
    table = Table((Cell(0, 0, (line,)),))
    page = Page(1, (line,), Origin.OCR, 600, 800, Verdict(Kind.IMAGE), (table,))
    found = repair_page(page)
    assert found.lines[0].text == "các sở, ban, ngành của tỉnh"
    assert found.lines[0].raw == line.raw
    word = found.lines[0].words[3]
    assert (word.raw, word.text, word.method) == ("ng ành", "ngành", "restored")
    assert word.box == Box(60, 10, 98, 24)
    assert found.tables[0].cells[0].lines[0] is found.lines[0]
