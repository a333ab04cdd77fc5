"""Names are found in what a recogniser thinks step by step, with what names are made of."""

from __future__ import annotations

import numpy as np
import pytest

from diacritics.syllable import spellings
from extract.ocr.engine import Steps
from extract.ocr.second_pass.name_search import names_said, where_said
from extract.ocr.second_pass.signature_words import name_in

LETTERS = "".join(spellings())
SIGNS = ("", *sorted({*LETTERS, *LETTERS.upper(), *" .-"}))
LEAST = 1e-4  # probability of a sign that is not seen


def steps(text: str, *doubts: tuple[str, str, float]) -> Steps:
    """A reading that sees a text; a doubt: in place of a sign another one, with a probability."""
    other = {sign: (instead, share) for sign, instead, share in doubts}
    rows = []
    for sign in text:
        row = np.full(len(SIGNS), LEAST)
        instead, share = other.get(sign, (sign, 0.0))
        row[SIGNS.index(instead)] = max(share, LEAST)
        row[SIGNS.index(sign)] = 1 - share
        blank = np.full(len(SIGNS), LEAST)
        blank[0] = 1.0
        rows += [row, blank]
    return Steps(np.log(np.array(rows), dtype=np.float32), SIGNS, 0)


@pytest.mark.parametrize(
    ("readings", "name"),
    [
        (["Nguyễn Trúc Giang"] * 2, "Nguyễn Trúc Giang"),
        (["Nguyễn Trức Giang", "Nguyễn Trúc Giang"], "Nguyễn Trúc Giang"),  # the one that is given to persons
        (["- x Lê Hoàng Anh", "Lê Hoàng Anh", "r Trần"], "Lê Hoàng Anh"),  # what a seal left, and a part
        (["LêHoàng Anh", "Lê Hoàng Anh"], "Lê Hoàng Anh"),
        (["Nguyễn Hải"] * 3, "Nguyễn Hải"),
        (["Hồ sơ kèm theo"] * 3, ""),  # no word but the first has a capital
        (["PHÓ GIÁM ĐỐC"] * 3, ""),
        (["Xoẹt Xì Quàng Xiên"] * 3, ""),
        ([""], ""),
    ],
)
def test_a_name_is_what_the_readings_say_best(readings: list[str], name: str) -> None:
    found = name_in(names_said([steps(text) for text in readings if text]))
    assert " ".join(word.text for word in found) == name


def test_a_weak_sign_gives_way_to_what_makes_a_name() -> None:
    hai = steps("Vũ Lải Dũng", ("L", "H", 0.1))
    assert names_said([hai])[0].words == ("Vũ", "Hải", "Dũng")


def test_readings_that_disagree_leave_the_word_in_doubt_with_the_other_one_beside_it() -> None:
    first, *others = name_in(names_said([steps("Vũ Minh Hà"), steps("Võ Minh Hà")]))
    assert {text for text, _ in first.shares[:2]} == {"Vũ", "Võ"}
    assert first.share < 0.7 < min(word.share for word in others)


def test_a_usual_name_is_not_sure_where_another_one_is_read_as_well() -> None:
    words = name_in(names_said([steps("Nguyễn Thị Mai"), steps("Trần Văn Bình")]))
    assert all(word.share < 0.6 for word in words)


def test_the_place_of_a_name_is_without_the_junk_around_it() -> None:
    readings = [steps("- Trần"), steps("--Lê Hoàng Anh--")]
    number, left, right = where_said(("Lê", "Hoàng", "Anh"), readings)
    assert number == 1
    assert left == pytest.approx(2 / 16, abs=0.05)
    assert right == pytest.approx(14 / 16, abs=0.05)
