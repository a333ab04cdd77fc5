"""What repair leaves alone on a page that a Vietnamese recogniser read, and what it must mend there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from diacritics.lattice import Token
from diacritics.restore import restore_lattice
from diacritics.syllable import skeleton
from extract.core.model import Line, Origin, Page, Verdict, Word
from extract.repair.page import repair_page
from schemas.kinds import Kind

SURE, UNSURE = 0.93, 0.4


def repaired(lines: str, confidence: float) -> str:
    tokens = [
        Token(word, confidence, ends_line=at + 1 == len(line.split()))
        for line in lines.splitlines()
        for at, word in enumerate(line.split())
    ]
    return " ".join(token.text for token in restore_lattice(tokens, "vietnamese-ocr"))


@pytest.mark.parametrize(
    "line",
    [
        "Thuyết minh thiết kế TB kèm theo hồ sơ",  # two capitals are an abbreviation
        "Theo § 12 của hợp đồng",
        "Số: 154 /CTPH-LĐLĐ-SVH,TT,DL",
        "Số 14 -KH/HU Minh Hà, ngày 5 tháng 3 năm 2004",
        "theo Quyết định số 1322/QĐ-TTg ngày 05/7/2024",
    ],
)
@pytest.mark.parametrize("confidence", [SURE, UNSURE])
def test_left_alone(line: str, confidence: float) -> None:
    assert repaired(line, confidence) == line


def test_a_heading_over_a_full_line_is_mended() -> None:
    title = "Về việc điều chỉnh thời gian thực hiện chương trình khoa học và công nghệ"
    assert repaired(f"QUYÉT ĐỊNH\n{title}", SURE) == f"QUYẾT ĐỊNH {title}"


@pytest.mark.parametrize(
    ("seen", "confidence", "meant"),
    [
        ("quyêt", UNSURE, "quyết"),
        ("quyêt", 0.99, "quyêt"),  # both recognisers read it so
        ("N,", UNSURE, "N,"),
        ("tin-tuyen-sinh", UNSURE, "tin-tuyen-sinh"),
    ],
)
def test_print_that_stays(seen: str, confidence: float, meant: str) -> None:
    text = "Ủy ban nhân dân tỉnh ban hành Nghị"
    words = [*(Word.read(word, confidence=SURE) for word in text.split()), Word.read(seen, None, confidence)]
    page = Page(1, (Line(tuple(words)),), Origin.OCR, 595, 842, verdict=Verdict(Kind.IMAGE))
    assert repair_page(page).lines[0].text == f"{text} {meant}"


GOOD = "Sở Nông nghiệp đề nghị các huyện báo cáo kết quả trồng rừng trước ngày 15 tháng 5."
MORE = "Các xã ven sông đã di dời hơn một trăm hộ dân đến nơi ở mới trong mùa mưa vừa qua."
MISREAD = "Uy ban nhan dan huyén trién khai Ké hoach s6 12 vé phong chéng thién tai nam nay."


def test_bad_lines_of_a_good_page_are_restored() -> None:
    lines = [GOOD, skeleton(MORE), MORE, MISREAD, "The committee approved the report.", GOOD]
    words = [Line.of([Word.read(word) for word in line.split()]) for line in lines]
    page = repair_page(Page(1, tuple(words), Origin.PLAIN, 595, 842, verdict=Verdict(Kind.GOOD)))
    mended = "Ủy ban nhân dân huyện triển khai Kế hoạch số 12 về phòng chống thiên tai năm nay."
    assert [line.text for line in page.lines] == [GOOD, MORE, MORE, mended, lines[4], GOOD]
    assert page.lines[1].raw == skeleton(MORE)


def test_the_head_of_a_mail_is_no_stripped_text() -> None:
    head = ["From: Van thu", "To: a@b.vn", "Cc: Hai", "Date: Tue, 17 Sep 2031 08:00:00 +0700"]
    body = ["Kinh gui So Nong nghiep", "De nghi bao cao ket qua trong rung truoc ngay 15 thang 5 nam nay"]
    lines = tuple(Line.of(Word.read(word) for word in text.split()) for text in (*body, *head))
    page = Page(1, lines, Origin.OFFICE)
    for kind in (Kind.STRIPPED, Kind.GOOD):
        found = repair_page(replace(page, verdict=Verdict(kind)))
        assert [line.text for line in found.lines[2:]] == head
        assert found.lines[0].text == "Kính gửi Sở Nông nghiệp"
