"""What is drawn: the same with the same seed, whatever the order, in proportion, small samples in large."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from extract.review.sample import Line, Per, draw, draw_lines, stratum

SIZES = {"a": 70, "b": 27, "c": 3}
BATCH = {f"{folder}/{number}.json": folder for folder, size in SIZES.items() for number in range(size)}
PAGES = [
    {"number": 3, "text": "Số: 15/BC-UBND\n-----\n\n  Kính gửi: Sở Y tế  "},
    {"number": 4, "text": "1. Kết quả\n./."},
]


def test_the_seed_and_the_names_decide_alone() -> None:
    names = list(BATCH)
    random.Random(7).shuffle(names)
    shuffled = {name: BATCH[name] for name in names}
    assert draw(BATCH, 20, "2026") == draw(shuffled, 20, "2026")
    assert draw(BATCH, 20, "2026") != draw(BATCH, 20, "2027")


def test_a_larger_sample_holds_the_smaller() -> None:
    whole = draw(BATCH, 100, "s")
    assert sorted(whole) == sorted(BATCH)
    assert all(draw(BATCH, size, "s") == whole[:size] for size in (0, 1, 2, 10, 37, 99, 100))
    assert draw(BATCH, 1000, "s") == whole


@pytest.mark.parametrize(
    ("size", "shares"),
    [(10, {"a": 7, "b": 3}), (20, {"a": 14, "b": 5, "c": 1}), (50, {"a": 35, "b": 14, "c": 1})],
)
def test_strata_have_their_shares(size: int, shares: dict[str, int]) -> None:
    assert Counter(BATCH[name] for name in draw(BATCH, size, "s")) == shares


def test_every_document_is_as_likely() -> None:
    names = [str(number) for number in range(40)]
    drawn = Counter(name for seed in range(500) for name in draw(dict.fromkeys(names, ""), 10, str(seed)))
    assert all(90 < drawn[name] < 165 for name in names)  # 125 each; four standard deviations are 39


def test_documents_that_come_later_change_little() -> None:
    later = {**BATCH, **{f"d/{number}.json": "a" for number in range(10)}}
    one, other = set(draw(dict.fromkeys(BATCH, ""), 20, "s")), set(draw(dict.fromkeys(later, ""), 20, "s"))
    assert len(one & other) >= 15


def test_lines_with_words_in_reading_order() -> None:
    first, second = Line(3, 0, "Số: 15/BC-UBND"), Line(3, 3, "Kính gửi: Sở Y tế")
    assert draw_lines(PAGES, 9, "s", "a.json") == [first, second, Line(4, 0, "1. Kết quả")]
    assert len(draw_lines(PAGES, 2, "s", "a.json")) == 2
    assert draw_lines([], 5, "s", "a.json") == []
    several = {tuple(draw_lines(PAGES, 1, seed, "a.json")) for seed in "0123456789"}
    assert len(several) == 3


@pytest.mark.parametrize(("per", "name"), [(Per.ALL, ""), (Per.FOLDER, "hoso01"), (Per.TYPE, "Công văn")])
def test_strata(per: Per, name: str) -> None:
    record = {"fields": {"doc_type": {"name": "Công văn"}}}
    assert stratum("hoso01/a.pdf.json", record, per) == name
    assert stratum("a.pdf.json", {"fields": {"doc_type": {"name": None}}}, Per.TYPE) == ""
