"""A name that was searched is held against what the first recogniser read there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.core.geometry import Box
from extract.core.model import Line, Origin, Page, Verdict, Word
from extract.ocr.second_pass.signer_places import DISAGREED, weighed
from extract.repair.page import repair_page
from schemas.kinds import Kind
from schemas.methods import Method


def line(text: str, confidence: float, *, again: bool = False) -> Line:
    words = []
    for at, text_of_word in enumerate(text.split()):
        word = Word.read(text_of_word, Box(60 * at, 0, 60 * at + 50, 12), confidence)
        words.append(word.repaired(text_of_word, confidence, Method.READ_AGAIN) if again else word)
    return Line.of(words)


@pytest.mark.parametrize(
    ("first", "sure", "name", "last"),
    [
        ("Lê Thị Vân", 0.8, "Lê Thị Vân", 0.9),  # both read it
        ("Lê Thị Vân", 0.5, "Lê Thị Văn", 0.7),  # hardly read before: says nothing
        ("Lê Thị Vân", 0.8, "Lê Thị Vân", DISAGREED),  # the surer one stands
        ("Lê Thị Vân", 0.65, "Lê Thị Văn", DISAGREED),
        ("ó. Lê Thị Vân", 0.8, "Lê Thị Văn", DISAGREED),  # no whole name was read
        ("Lê Thị V4n", 0.8, "Lê Thị Văn", 0.7),  # no syllable
        ("Thị Vân", 0.8, "Lê Thị Văn", DISAGREED),
    ],
)
def test_what_two_recognisers_read_of_a_name(first: str, sure: float, name: str, last: float) -> None:
    new = "Lê Thị Vân" if last == 0.9 else "Lê Thị Văn"
    found = weighed(line(new, 0.7, again=True), [line(first, sure)])
    assert found.text == name
    assert found.words[-1].confidence == pytest.approx(last, abs=0.01)
    if last == DISAGREED:
        assert {name.rsplit(maxsplit=1)[-1], found.words[-1].readings[0][0]} == {"Vân", "Văn"}


def test_the_decoder_leaves_a_searched_name() -> None:
    words = line("Lê Thị Vân", 0.55, again=True).words
    name = Line.of([*words[:-1], replace(words[-1], readings=(("Văn", 0.5),))])
    page = repair_page(Page(1, (name,), Origin.OCR, 595.0, 400.0, Verdict(Kind.IMAGE)))
    assert page.lines[0].text == "Lê Thị Vân"
    assert page.lines[0].words[-1].confidence == 0.55
