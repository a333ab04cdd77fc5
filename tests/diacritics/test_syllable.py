"""Syllables: parts, legality, skeleton, tone placement."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diacritics.syllable import Tone, inventory, is_syllable, normalise_tone, same, skeleton, spell, split

SYLLABLES = sorted(inventory())


@pytest.mark.parametrize(
    ("text", "onset", "rhyme", "tone"),
    [
        ("nghĩa", "ngh", "ia", Tone.NGA),
        ("Quảng", "qu", "ang", Tone.HOI),
        ("quốc", "qu", "ôc", Tone.SAC),
        ("gì", "gi", "i", Tone.HUYEN),
        ("giếng", "gi", "iêng", Tone.SAC),  # the i is of the onset and of the rhyme
        ("già", "gi", "a", Tone.HUYEN),
        ("ỦY", "", "uy", Tone.HOI),
        ("Uỷ", "", "uy", Tone.HOI),
        ("hoà", "h", "oa", Tone.HUYEN),
        ("đường", "đ", "ương", Tone.HUYEN),
        ("khuỷu", "kh", "uyu", Tone.HOI),
        ("Nguyễn", "ng", "uyên", Tone.NGA),
        ("yếu", "", "yêu", Tone.SAC),
        ("ở", "", "ơ", Tone.HOI),
    ],
)
def test_parts(text: str, onset: str, rhyme: str, tone: Tone) -> None:
    assert split(text) == (onset, rhyme, tone)


@pytest.mark.parametrize(
    "text", ["giết", "thuở", "buýt", "xoong", "kỹ", "qui", "quy", "boong", "ượt", "thủy", "thuỷ", "the"]
)
def test_legal(text: str) -> None:
    assert is_syllable(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "12",
        "hoc",  # a stop asks for the acute or the dot
        "kà",  # c before a
        "cế",  # k before ê
        "ngế",  # ngh before ê
        "gê",
        "HĐND",
        "world",
        "tlinh",
        "HoAxA",
        "khóang",  # mark on the wrong vowel
        "trướng ",
        "Đắk",  # a final k is of other languages
    ],
)
def test_not_legal(text: str) -> None:
    assert not is_syllable(text)


@given(st.sampled_from(SYLLABLES), st.booleans())
def test_spelling_round_trip(text: str, new_placement: bool) -> None:
    parts = split(text)
    assert parts is not None
    written = spell(parts, new_placement=new_placement)
    assert split(written) == parts
    assert split(written.upper()) == parts
    assert split(unicodedata.normalize("NFD", written)) == parts
    assert normalise_tone(written) == text


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA"),
        ("kết qủa, Qúy I", "kết quả, Quý I"),
        ("uỷ thuỷ khoẻ tuỳ", "ủy thủy khỏe tùy"),
        ("hoàn toàn, ngoài, quy, quý", "hoàn toàn, ngoài, quy, quý"),
        ("khóan họat", "khoán hoạt"),
        ("Société 12/QĐ-UBND naïve", "Société 12/QĐ-UBND naïve"),
    ],
)
def test_normalise_tone(text: str, normal: str) -> None:
    assert normalise_tone(text) == normal
    assert same(text, normal)


def test_different_words_are_not_same() -> None:
    assert not same("hóa", "hòa")
    assert not same("kĩ", "kỹ")  # another letter, not another place


@given(st.text())
def test_normalise_tone_is_stable_and_keeps_length(text: str) -> None:
    once = normalise_tone(text)
    assert normalise_tone(once) == once
    assert len(once) == len(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Đề án số 5", "De an so 5"),
        ("ỦY BAN NHÂN DÂN", "UY BAN NHAN DAN"),
        (unicodedata.normalize("NFD", "được"), "duoc"),
        ("Größe, ça, mañana", "Größe, ça, mañana"),  # marks of other languages stay
    ],
)
def test_skeleton(text: str, bare: str) -> None:
    assert skeleton(text) == bare


@given(st.sampled_from(SYLLABLES))
def test_skeleton_of_syllable_is_ascii(text: str) -> None:
    assert skeleton(text).isascii()
    assert len(skeleton(text)) == len(text)


def test_inventory_size() -> None:
    assert 14_000 < len(SYLLABLES) < 18_000  # the rules, not the words in use (about 7,000)
