"""The search of an inventory against the same sums written out one by one."""

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diacritics import language_model
from diacritics.channel.channels import Recogniser
from diacritics.channel.edit_model import NEVER, SHAPES, EditModel, Reading
from diacritics.channel.expectation import expected
from diacritics.channel.trie_search import Inventory
from diacritics.decoding.candidates import NO_CASE, Candidates
from diacritics.language_model import frequency
from diacritics.parts import Kind

ENGLISH = Recogniser("english-ocr", language_model.load())
LETTERS = EditModel(
    {
        "a": {"a": 0.8, "o": 0.15, "": 0.05},
        "o": {"o": 0.9, "a": 0.1},
        "m": {"m": 0.7, "rn": 0.2, "iii": 0.1},
        "r": {"r": 0.9, "": 0.1},
        "rn": {"rn": 0.6, "m": 0.4},
    }
)
WORDS = ["a", "o", "ma", "mo", "rna", "orn", "arno", "mama", "romano"]
SEEN = st.text(alphabet="aomrni", min_size=1, max_size=7)


def inventory(beam: float, rare: tuple[str, ...] = ()) -> Inventory:
    numbers = np.zeros((len(WORDS), max(map(len, WORDS))), dtype=np.int64)
    for row, word in zip(numbers, WORDS, strict=True):
        row[: len(word)] = [LETTERS.number(c) for c in word]
    lengths = np.array([len(word) for word in WORDS])
    frequencies = np.array([-5.0 * (word in rare) for word in WORDS], dtype=np.float32)
    return Inventory(numbers, LETTERS.pair_numbers(numbers), lengths, frequencies, beam)


def found(seen: list[str], words: Inventory) -> dict[tuple[str, str], list[float]]:
    """log P of every beginning of a seen word, by it and the word."""
    return {
        (seen[i], WORDS[at]): row[: len(seen[i]) + 1].tolist()
        for which, ends, rows in words.search(seen, LETTERS)
        for i, at, row in zip(which, ends, rows.T, strict=True)
    }


@cache
def written_out(seen: str, word: str) -> float:
    """log P(seen | word) of the best segmentation."""
    if not word:
        return 0.0 if not seen else -np.inf
    best = -np.inf
    for size, k in SHAPES:
        if size > len(word) or k > len(seen):
            continue
        letters = np.array([[LETTERS.number(c) for c in word[:size]]])
        row = LETTERS.row(seen[:k])[letters[0, 0]]
        if size == 2:
            row = LETTERS.pair_row(seen[:k])[LETTERS.pair_numbers(letters)[0, 0]]
        best = max(best, float(row) + written_out(seen[k:], word[size:]))
    return best


@settings(max_examples=60)
@given(st.lists(SEEN, min_size=1, max_size=4, unique=True))
def test_every_word_is_scored_as_if_alone(seen: list[str]) -> None:
    for (read, word), row in found(sorted(seen, key=len), inventory(beam=5000.0)).items():
        for end, score in enumerate(row):
            expected = written_out(read[:end], word)
            assert max(score, NEVER / 2) == pytest.approx(max(expected, NEVER / 2), abs=1e-3)


@settings(max_examples=60)
@given(st.lists(SEEN, min_size=1, max_size=4, unique=True))
def test_what_the_beam_leaves_is_scored_the_same(seen: list[str]) -> None:
    seen = sorted(seen, key=len)
    wide = found(seen, inventory(beam=5000.0))
    for key, row in found(seen, inventory(beam=6.0)).items():
        assert row[-1] <= wide[key][-1] + 1e-4


@pytest.mark.parametrize(
    ("seen", "word", "rare", "kept"),
    [
        ("ma", "mo", (), True),
        ("ma", "mo", ("mo",), False),
        ("ma", "romano", (), False),
        ("rna", "ma", (), True),
    ],
)
def test_the_beam_weighs_letters_and_frequency(
    seen: str, word: str, rare: tuple[str, ...], kept: bool
) -> None:
    assert ((seen, word) in found([seen], inventory(4.0, rare))) == kept


def test_a_documents_channel_does_not_depend_on_what_was_asked_before() -> None:
    letters = EditModel({"a": {"a": 1.0}, "m": {"m": 0.9, "n": 0.1}})
    counted = expected(letters, [Reading("na", "ma", 3.0)])
    before = letters.updated(counted).row("|-")
    letters.row("|-")
    assert letters.updated(counted).row("|-").tolist() == before.tolist()


@pytest.mark.parametrize(
    ("run", "words"),
    [("dongtinh", ["dong", "tinh"]), ("congnghe", ["cong", "nghe"]), ("Vi~tNam", ["Vi~t", "Nam"])],
)
def test_joined_words_are_cut(run: str, words: list[str]) -> None:
    assert words in [cut for _, cut in ENGLISH.joined.segment(run)]


@pytest.mark.parametrize("run", ["a", "tinh", "abcdefghijklmnopq", "!;", "quantam"])
def test_no_cut_leaves_one_letter_alone(run: str) -> None:
    for _, cut in ENGLISH.joined.segment(run):
        assert "".join(cut) == run
        assert len(cut) == 1 or min(map(len, cut)) > 1


@pytest.mark.parametrize("seen", ["cua", "nghi¢p", "x", "Duong"])
def test_candidates_are_within_reach_of_the_best(seen: str) -> None:
    slot = Candidates(ENGLISH, language_model.load()).slot(seen, Kind.WORD, NO_CASE, 1.0)
    score = slot.channel + frequency(slot.numbers)
    assert score.min() > score.max() - 11
