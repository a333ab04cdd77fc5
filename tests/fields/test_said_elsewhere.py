"""A number held against what the file's name and the notes of annexes say: supported, replaced, in doubt."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.fields import Extraction, extract
from schemas.clues import Clue
from schemas.loader import load
from schemas.record import Evidence
from support.forms import layout

MOTTO = ("motto", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc")
NOTE = ("appendix", "PHỤ LỤC\nDANH MỤC THỬ NGHIỆM\n(Kèm theo Quyết định số 275/QĐ-UBND ngày 05/8/2018)")


def head(number: str, confidence: float, name: str = "", *more: tuple[str, str]) -> Extraction:
    issuer = ("issuer", f"UBND TỈNH ĐỒNG THÁP\nSố: {number}/QĐ-UBND")
    pages = layout(issuer, MOTTO, *more, confidence=confidence)
    return extract(pages, load("administrative"), name=name)


def number_of(found: Extraction) -> tuple[str | None, Evidence | None, list[str]]:
    reasons = [item.reason for item in found.review if item.field == "number"]
    evidence = found.evidence.get("number", [None])[0]
    return found.fields.number, evidence, reasons


@pytest.mark.parametrize("confidence", [0.4, 0.7, 0.95])
def test_the_name_supports(confidence: float) -> None:
    number, evidence, reasons = number_of(head("275", confidence, "a/275 QD.pdf"))
    assert (number, reasons) == ("275", [])
    assert evidence is not None
    assert evidence.confidence > confidence
    assert Clue.FILE_NAME in evidence.clues


@pytest.mark.parametrize(
    ("number", "confidence", "given"),
    [
        ("215", 0.7, "275"),  # read weakly
        (" ", 0.8, "275"),  # not read
        ("2#5", 0.8, "275"),  # not readable
        ("215", 0.99, "215"),  # read surely: it stays, and somebody looks
    ],
)
def test_the_name_says_otherwise(number: str, confidence: float, given: str) -> None:
    found, evidence, reasons = number_of(head(number, confidence, "275-QD.signed.pdf"))
    assert found == given
    assert any("in the name of the file it is 275" in reason for reason in reasons)
    assert evidence is not None
    assert (Clue.FILE_NAME in evidence.clues) == (given == "275")


def test_the_note_of_an_annex() -> None:
    found, evidence, reasons = number_of(head("215", 0.7, "", NOTE))
    assert found == "275"
    assert reasons[0] == (
        "the number was read as 215, not surely; in the note of the annex it is 275, which is given"
    )
    assert evidence is not None
    assert Clue.ISSUED_WITH in evidence.clues
    assert evidence.confidence <= 0.5


def test_witnesses_that_contradict_each_other_decide_nothing() -> None:
    found, _, _ = number_of(head("215", 0.7, "271 QD.pdf", NOTE))
    assert found == "215"


@pytest.mark.parametrize("name", ["", "scan0012.pdf", "12 TB va 14 QD, 15 QD.pdf", "2018.pdf"])
def test_names_that_say_nothing(name: str) -> None:
    assert head("215", 0.7, name) == replace(head("215", 0.7))


def test_a_number_left_blank_stays_blank() -> None:
    found, _, reasons = number_of(head(" ", 1.0, "275 QD.pdf"))
    assert (found, reasons) == (None, ["the number was left blank on the page"])


@pytest.mark.parametrize(
    ("printed", "date"),
    [
        ("ngày     tháng 8 năm 2018", "2018-08-05"),
        ("ngày     tháng     năm 2018", "2018-08-05"),
        ("ngày     tháng 9 năm 2018", "2018-09"),  # the note says another month
        ("ngày 6 tháng 8 năm 2018", "2018-08-06"),  # nothing is missing
    ],
)
def test_the_date_of_the_note(printed: str, date: str) -> None:
    motto = ("motto", f"{MOTTO[1]}\nĐồng Tháp, {printed}")
    pages = layout(("issuer", "UBND TỈNH ĐỒNG THÁP\nSố: 275/QĐ-UBND"), motto, NOTE)
    found = extract(pages, load("administrative"))
    assert found.fields.date == date
    told = [item.reason for item in found.review if item.field == "date"]
    assert told  # also where another day is read than the note has
    if date == "2018-08-05":
        assert "in the note of the annex it is" in told[0]
        assert Clue.ISSUED_WITH in found.evidence["date"][0].clues
