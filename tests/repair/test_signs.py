"""Signs that stand for others: what a reader sees, and nothing else."""

from __future__ import annotations

import pytest

from extract.core.model import Line, Origin, Page, Word
from extract.repair.decode import decode_page
from extract.repair.signs import with_d, with_plain_signs
from schemas.methods import Method


@pytest.mark.parametrize(
    ("read", "text"),
    [
        ("СHỦ TỊСH Ủy bаn", "CHỦ TỊCH Ủy ban"),  # Cyrillic
        ("củа со quan", "của co quan"),  # a word all Cyrillic beside one that mixes
        ("215/QĐ-UВND", "215/QĐ-UBND"),
        ("đê ba\u200bo h\u00adọp \ufeffSở", "đê bao họp Sở"),
        ("của\u200bhuyện", "của huyện"),  # it was a blank
        ("T&#7880;NH S&#x1ED1;:&nbsp;5", "TỈNH Số: 5"),
        ("T&amp;#7880;NH B&amp;amp;#204;NH", "TỈNH BÌNH"),  # written as text, once and twice
        ("T&#7880NH T\\u1ec8NH T%u1EC8NH", "TỈNH TỈNH TỈNH"),
        (
            "ＵＢＮＤ \U0001d414BND ba\ufe0fo",
            "UBND UBND bao",
        ),  # full width, mathematics, a selector
        ("d\u0335ê D\u0335ê", "đê Đê"),
        ("họ\u200b\u0302p", "hộp"),
        ("Chương Ⅱ 215⁄QĐ-UBND", "Chương II 215/QĐ-UBND"),
        ("Vè\u0302 hu\u031b\u0301ng tá\u0306t", "Về hứng tắt"),  # the tone before the mark under it
        # What stays
        (r"C:\\u0041bc %u0020 &#12 &#65B", r"C:\\u0041bc %u0020 &#12 &#65B"),
        ("Москва на то", "Москва на то"),
        ("ΔT 5 kΩ µm α", "ΔT 5 kΩ µm α"),
        ("R&D; AT&T &xyz; a & b;", "R&D; AT&T &xyz; a & b;"),
        ("nh\u00adng", "nhng"),
        ("Kính gửi: Sở", "Kính gửi: Sở"),
    ],
)
def test_signs(read: str, text: str) -> None:
    page = Page(1, (Line.of(Word.read(word) for word in read.split(" ")),), Origin.PLAIN)
    found = with_plain_signs(page)
    assert found.text == text
    assert [word.raw for word in found.words] == read.split(" ")
    changed = [word for word in found.words if word.text != word.raw]
    assert all(word.method is Method.PLAIN_SIGNS and word.confidence == 1.0 for word in changed)


@pytest.mark.parametrize(
    ("read", "text"),
    [
        ("ðịnh", "định"),
        ("ðê", "đê"),
        ("QÐ-UBND", "QĐ-UBND"),
        ("Ɖộc", "Độc"),
        ("QƉ-UBND", "QĐ-UBND"),
        ("það", "það"),
        ("veður", "veður"),
    ],
)
def test_the_vietnamese_d(read: str, text: str) -> None:
    assert with_d(read) == text


def test_decoding_brings_no_signs_back() -> None:
    read = [
        "Ủy",
        "ban",
        "nhân",
        "dân",
        "XÃ\xad",
        "AN\xad",
        "BÃ¬NH",
    ]  # two look like UTF-8
    page = with_plain_signs(Page(1, (Line.of(map(Word.read, read)),), Origin.PLAIN))
    assert decode_page(page).words[-2].text == "AN"
