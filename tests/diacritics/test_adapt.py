"""A recogniser learned from the document it read: confusions, joined words, words the context asks for."""

import numpy as np
import pytest

from diacritics import language_model
from diacritics.channel.channels import Recogniser
from diacritics.channel.edit_model import Reading
from diacritics.decoding import adapt
from diacritics.decoding.adapt import read
from diacritics.decoding.candidates import Candidates
from diacritics.decoding.sentences import cut
from diacritics.decoding.token_cuts import mended
from diacritics.lattice import Token
from diacritics.restore import restore

MODEL = language_model.load()
ENGLISH = Recogniser("english-ocr", MODEL)
# Invented; a recogniser that reads ự as \l, ộ as Q and ề as ~.
LINES = """Uy ban nhan dan tinh th\\lc hien nhiem vu theo d~ nghi cua cQng dong
xay d\\lng chuong trinh hanh dQng, hQi nghi ban v~ kinh te xa hQi va phap luat
s\\l nghiep giao duc, l\\lc luong lao dQng trong nQi bQ don vi v~ nghi"""


def readings() -> list[Reading]:
    words = (("cQng", "cộng"), ("dQng", "động"), ("hQi", "hội"), ("nQi", "nội"), ("bQ", "bộ"))
    return [Reading(seen, meant, 2.0) for seen, meant in words]


def test_confusions_are_counted_by_letter() -> None:
    found = ENGLISH.expected(readings())
    assert found.single["Q"].sum() == pytest.approx(10, abs=0.5)
    assert found.single["Q"][ENGLISH._letters.number("ộ")] == pytest.approx(10, abs=0.5)


def test_a_channel_of_the_document_reads_new_words_alike() -> None:
    own = ENGLISH.adapted(ENGLISH.expected(readings()))
    slot = own.read("mQt")
    assert MODEL.words[slot.numbers[np.argmax(slot.channel)]] == "một"


def test_short_texts_and_known_engines_keep_the_learned_channel() -> None:
    lattice = [
        Token(word) for word in ["Thuc", "hién", "nhiém", "vu", "phat", "trién", "kinh", "té", "xa", "héi"]
    ]
    for times in (1, 40):
        assert not read(lattice * times, Candidates(ENGLISH, MODEL), MODEL).own


def test_a_long_text_of_another_engine_is_read_by_its_own_channel() -> None:
    lattice = [Token(word) for word in LINES.split()] * 6
    assert read(lattice, Candidates(ENGLISH, MODEL), MODEL).own
    found = restore("\n".join([LINES] * 6), "english-ocr").text
    assert "thực hiện nhiệm vụ" in found
    assert "hội nghị" in found


@pytest.mark.parametrize(
    "kept", ["33/2022/QĐ-UBND", "15/5/2025", "a@b.gov.vn", "SVH,TT,DL", "Phòng/Đơn", "1.250", "(1)"]
)
def test_no_other_cut_of_codes_dates_and_numbers(kept: str) -> None:
    lattice = [Token(word) for word in f"theo {kept} cua tinh".split()]
    pieces = cut(lattice, "english-ocr")
    assert mended(pieces, lattice, Candidates(ENGLISH, MODEL), MODEL) == list(pieces)


def test_joined_words_come_apart() -> None:
    assert (
        "lao động tỉnh" in restore("Lién doan lao dongtinh Quang Ngai to chirc hoi nghi", "english-ocr").text
    )


def test_a_round_that_makes_the_document_less_likely_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    lattice = [Token(word) for word in LINES.split()] * 6
    better = [0.0]

    def falling(*_: object) -> float:
        better[0] -= 1000
        return better[0]

    monkeypatch.setattr(adapt, "_evidence", falling)
    assert not read(lattice, Candidates(ENGLISH, MODEL), MODEL).own


@pytest.mark.parametrize("seen", ["nghi¢p", "tl6ng", "HQi", "x" * 30, "®", "Q", "chuong"])
def test_words_are_read_alike_alone_and_together(seen: str) -> None:
    together, alone = (Recogniser("english-ocr", MODEL) for _ in range(2))
    others = ["thti", "vifc", "cong", "CQNG", "nghiep"]
    together.prepare([*others, *(other + "n" for other in others), seen])
    assert list(together.read(seen).numbers) == list(alone.read(seen).numbers)
    assert together.read(seen).channel == pytest.approx(alone.read(seen).channel)


@pytest.mark.parametrize("word", ["John", "Facebook", "Zalo", "Web"])
def test_letters_of_foreign_words_are_read_as_they_are(word: str) -> None:
    assert ENGLISH.identity(word) > -2
    assert restore(f"Theo {word} cua tinh", "english-ocr").text.split()[1] == word


@pytest.mark.parametrize(
    ("seen", "restored"),
    [
        ("1/1945/NĐ-HĐND", "1/1945/NĐ-HĐND"),
        ("12/2021/NQ-HĐND", "12/2021/NQ-HĐND"),
        ("33/QB-UBND", "33/QĐ-UBND"),
        ("45/KH-UBND", "45/KH-UBND"),
    ],
)
def test_parts_of_codes(seen: str, restored: str) -> None:
    assert (
        restore(f"Nghi quyet so {seen} cua Hoi dong nhan dan tinh", "english-ocr").tokens[3].text == restored
    )


@pytest.mark.parametrize(("seen", "restored"), [("ban®", "ban®"), ("trién®,", "triển®,"), ("nhan®", "nhân®")])
def test_a_footnote_sign_stays_behind_its_word(seen: str, restored: str) -> None:
    text = "Uy ban nhan dan tinh phat trién kinh té"
    assert seen.strip("®,") in text
    found = restore(text.replace(seen.strip("®,"), seen), "english-ocr")
    assert restored in found.text
