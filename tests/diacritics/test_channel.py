"""Channels: what a word as seen may have been."""

from collections import Counter

import pytest

from diacritics import language_model
from diacritics.channel.channels import Recogniser, Stripped
from diacritics.channel.edit_model import looks
from diacritics.letter_case import case_of
from diacritics.training import channels, pairs

MODEL = language_model.load()
ENGLISH = Recogniser("english-ocr", MODEL)
VIETNAMESE = Recogniser("vietnamese-ocr", MODEL)


def words(channel: Stripped | Recogniser, seen: str) -> list[str]:
    return [MODEL.words[number] for number in channel.read(seen).numbers]


@pytest.mark.parametrize(
    ("seen", "expected"), [("so", "sở"), ("HDND", "hđnd"), ("Duong", "đường"), ("an", "án")]
)
def test_stripped_offers_every_word_with_the_skeleton(seen: str, expected: str) -> None:
    assert expected in words(Stripped(MODEL), seen)


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("S&", "sở"), ("s6", "số"), ("ciia", "của"), ("PAy", "đẩy"), ("HPND", "hđnd"), ("nghi¢p", "nghiệp"),
        ("lyc", "lực"), ("chirc", "chức"), ("img", "ứng"), ("dugc", "được"), ("hién", "hiện"), ("x4", "xã"),
        ("l6p", "lớp"), ("nu’6c", "nước"),
    ],
)  # fmt: skip
def test_english_recogniser(seen: str, meant: str) -> None:
    assert meant in words(ENGLISH, seen)


@pytest.mark.parametrize(
    ("seen", "meant"), [("bỗ", "bổ"), ("sô", "số"), ("đối", "đổi"), ("phó", "phố"), ("cúa", "của")]
)
def test_vietnamese_recogniser(seen: str, meant: str) -> None:
    found = words(VIETNAMESE, seen)
    assert meant in found
    slot = VIETNAMESE.read(seen)
    assert slot.channel.max() <= 0


def test_a_good_word_is_most_likely_read_as_itself() -> None:
    slot = VIETNAMESE.read("nghiệp")
    assert MODEL.words[slot.numbers[slot.channel.argmax()]] == "nghiệp"


@pytest.mark.parametrize(
    ("seen", "plain"), [("S&", "so"), ("nghi¢p", "nghiep"), ("16p", "lop"), ("Đ6i", "doi")]
)
def test_looks(seen: str, plain: str) -> None:
    assert looks(seen) == plain


@pytest.mark.parametrize(
    ("seen", "case"), [("PAy", 1), ("HPND", 2), ("s6", 0), ("S&", 1), ("KHOa", 2), ("co", 0)]
)
def test_case_of_misread_words(seen: str, case: int) -> None:
    assert case_of(seen) == case


def test_edits_are_learned_from_pairs() -> None:
    found = channels.learn(Counter({("sở", "s&"): 30, ("mở", "m&"): 20, ("ở", "o"): 10, ("sa", "sa"): 50}))
    assert found["ở"]["&"] == pytest.approx(5 / 6, abs=0.02)
    assert found["ở"]["o"] == pytest.approx(1 / 6, abs=0.02)
    assert found["s"]["s"] == pytest.approx(1, abs=0.02)


def test_engines_weigh_the_same_however_much_they_read() -> None:
    long, short = Counter({("sở", "s&"): 900, ("mở", "mo"): 100}), Counter({("sở", "so"): 10})
    pooled = channels.pool({"one": long, "other": short})
    assert pooled["sở", "s&"] + pooled["mở", "mo"] == pytest.approx(pooled["sở", "so"])
    assert channels.pool({"one": short}) == {("sở", "so"): 10}


def test_whole_words_count_in_full_for_one_engine_and_less_for_a_pool() -> None:
    counts = Counter({("sở", "s&"): 40, ("mở", "m&"): 1})
    assert channels.whole_words({"one": counts}) == ({"s&": {"sở": 40}}, {"mở": 1, "sở": 40})
    words, totals = channels.whole_words({"one": counts, "other": counts})
    assert 0 < words["s&"]["sở"] < 40 and totals["sở"] == words["s&"]["sở"]


@pytest.mark.parametrize(
    ("true", "read", "aligned"),
    [
        ("cơ quan nhà", "co quan nha", [("cơ", "co"), ("quan", "quan"), ("nhà", "nha")]),
        ("cơ quan nhà nước", "co’ nha nude", [("cơ", "co’"), ("nhà", "nha"), ("nước", "nude")]),
        ("số 5", "| sé 5", [("số", "sé"), ("5", "5")]),
    ],
)  # fmt: skip
def test_alignment(true: str, read: str, aligned: list[tuple[str, str]]) -> None:
    assert pairs.align(true.split(), read.split()) == aligned
