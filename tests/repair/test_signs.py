"""Signs that stand for others: what a reader sees, and nothing else."""

from __future__ import annotations

import pytest

from extract.core.model import Line, Origin, Page, Word
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
        # What stays
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
        ("það", "það"),
        ("veður", "veður"),
    ],
)
def test_the_vietnamese_d(read: str, text: str) -> None:
    assert with_d(read) == text
