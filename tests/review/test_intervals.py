"""Intervals: against published values, and as often right as they say."""

from __future__ import annotations

import math
import random

import pytest

from extract.review.intervals import Interval, Reviewed, Verdict, of_characters, of_documents, wilson

ASKED = 0.98


@pytest.mark.parametrize(
    ("right", "count", "low", "high"),
    [
        # Newcombe, Statistics in Medicine 17 (1998), table I, method 3
        (81 / 263, 263, 0.2553, 0.3662),
        (15 / 148, 148, 0.0624, 0.1605),
        (0 / 20, 20, 0.0, 0.1611),
        (1 / 29, 29, 0.0061, 0.1718),
        (0.5, math.inf, 0.5, 0.5),
    ],
)
def test_wilson(right: float, count: float, low: float, high: float) -> None:
    assert wilson(right, count) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(
    ("wrong", "drawn", "of", "verdict", "more"),
    [
        (0, 189, None, Verdict.PASSED, 0),
        (0, 188, None, Verdict.TOO_FEW, 1),
        (0, 50, None, Verdict.TOO_FEW, 139),
        (10, 100, None, Verdict.NOT_PASSED, 0),
        (2, 100, None, Verdict.TOO_FEW, None),  # just what is asked for: no sample can tell
        (2, 100, 1000, Verdict.TOO_FEW, 900),  # but all of them do
        (0, 60, 60, Verdict.PASSED, 0),  # nothing is left to be unsure of
        (2, 60, 60, Verdict.NOT_PASSED, 0),
        (0, 50, 60, Verdict.PASSED, 0),
        (0, 1, 1, Verdict.PASSED, 0),
    ],
)
def test_documents(wrong: int, drawn: int, of: int | None, verdict: Verdict, more: int | None) -> None:
    found = of_documents(wrong, drawn, of)
    assert found.right == 1 - wrong / drawn
    assert (found.verdict(ASKED), found.more(ASKED)) == (verdict, more)


def test_more_is_enough_and_no_more_than_that() -> None:
    found = of_documents(3, 400)
    more = found.more(ASKED)
    assert more
    at = found.right

    def verdict(drawn: int) -> Verdict:
        return Interval(at, drawn, drawn).verdict(ASKED)

    assert verdict(400 + more) is Verdict.PASSED
    assert verdict(400 + more - 1) is Verdict.TOO_FEW


def test_characters_of_long_documents_count_more() -> None:
    found = of_characters([Reviewed(10, 100, 1000), Reviewed(0, 100, 9000)])
    assert found.right == pytest.approx(0.99)
    assert of_characters([Reviewed(10, 100, 1000), Reviewed(0, 1000, 9000)]).right == pytest.approx(0.99)


def test_lines_of_one_page_are_no_independent_witnesses() -> None:
    """The same errors, spread over all documents or all in one."""
    spread = of_characters([Reviewed(3, 300, 3000)] * 20)
    together = of_characters([Reviewed(60, 300, 3000), *[Reviewed(0, 300, 3000)] * 19])
    assert spread.right == pytest.approx(together.right)
    assert together.effective < spread.effective / 3
    assert together.low < spread.low < ASKED < together.high


def test_no_error_seen_says_no_more_than_one_error() -> None:
    none = of_characters([Reviewed(0, 300, 3000)] * 20)
    one = of_characters([Reviewed(1, 300, 3000), *[Reviewed(0, 300, 3000)] * 19])
    assert one.low < none.low < 0.995
    assert none.high == pytest.approx(1.0)


def test_a_document_that_is_most_of_all_tells_little_of_the_others() -> None:
    even = of_characters([Reviewed(0, 300, 3000)] * 20)
    one_large = of_characters([Reviewed(0, 300, 300_000), *[Reviewed(0, 300, 3000)] * 19])
    assert one_large.low < even.low


@pytest.mark.parametrize("documents", [[], [Reviewed(0, 0, 100)], [Reviewed(0, 5, 0)]])
def test_nothing_read(documents: list[Reviewed]) -> None:
    with pytest.raises(ValueError, match="no character"):
        of_characters(documents)
    with pytest.raises(ValueError, match="no document"):
        of_documents(0, 0)


def test_one_document_tells_nothing_of_others() -> None:
    found = of_characters([Reviewed(0, 5000, 5000)])
    assert found.verdict(ASKED) is Verdict.TOO_FEW and found.low < 0.3


def test_as_often_right_as_it_says() -> None:
    """Batches of good scans and some bad ones: the true share lies within the bounds as often as they say."""
    chance, held = random.Random(1), 0
    batch = [(0.12 if number % 10 == 0 else 0.004, 500 + 37 * (number % 90)) for number in range(1000)]
    true = 1 - sum(rate * size for rate, size in batch) / sum(size for _, size in batch)
    for _ in range(300):
        read = [
            Reviewed(sum(chance.random() < rate for _ in range(200)), 200, size)
            for rate, size in chance.sample(batch, 60)
        ]
        found = of_characters(read)
        held += found.low <= true <= found.high
    assert held / 300 >= 0.92
