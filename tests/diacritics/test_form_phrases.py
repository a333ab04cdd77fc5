"""Phrases that the legal form fixes: mended where a whole line is nearly one, never made of another line."""

import pytest

from diacritics.conventions.form_phrases import PHRASES, REASON
from diacritics.restore import restore
from diacritics.syllable import skeleton


def restored(line: str) -> str:
    return restore(line, "english-ocr").text


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        ("CQNG HoA xA HQI CHU NGHiA VI~T NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("GONG HOA XA HQI CHU NGHlA VIjT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("D9c 1ap - Ttr do - H#mh phvc", "Độc lập - Tự do - Hạnh phúc"),
        ("TM. UY BAN NHAN DAN", "TM. ỦY BAN NHÂN DÂN"),
        ("KT. CHU TJCH", "KT. CHỦ TỊCH"),
        ("PRO CHU TICH", "PHÓ CHỦ TỊCH"),
        ("Kinh g~:", "Kính gửi:"),
        ("Kinh guri(1):", "Kính gửi(1):"),
        ("Noi nh~n:", "Nơi nhận:"),
    ],
)
def test_a_line_that_is_nearly_a_phrase(seen: str, expected: str) -> None:
    assert restored(seen) == expected


@pytest.mark.parametrize("phrase", PHRASES)
def test_a_phrase_without_its_marks_is_found(phrase: str) -> None:
    assert restored(skeleton(phrase)) == phrase


@pytest.mark.parametrize(
    "seen",
    [
        "QUY DINH",
        "NGHI DINH",
        "CHU TICH",
        "GIAM DOC",
        "HOI DONG NHAN SU",
        "Kinh phi",
        "Nguoi nhan:",
        "Noi nhan nuoi",
        "quyet dinh",
        "Ke hoach",
        "TM. BAN CHI DAO",
        "UBND TINH",
        "",
    ],
)
def test_other_lines_are_no_phrase(seen: str) -> None:
    found = restore(seen, "english-ocr")
    assert all(token.reason != REASON for token in found.tokens)


def test_only_a_whole_line_and_only_in_garbled_text() -> None:
    text = "theo PRO CHU TICH"
    assert REASON not in restore(text, "english-ocr").explain()
    for channel in ("stripped", "vietnamese-ocr"):
        assert REASON not in restore("PRO CHU TICH", channel).explain()
