"""The n-gram model: exact hashed tables, Kneser-Ney on a small corpus, the shipped model."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diacritics import language_model, tokens
from diacritics.training import kneser_ney, ngrams, pack, vocabulary


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Điều 5, khoản 2.", "điều <num> , khoản <num> ."),
        ("Quyết định 33/2022/QĐ-UBND", "quyết định <num> / qđ - ubnd"),
        ("hoá HOÀ thuỷ", "hóa hòa thủy"),
        ("“Số: 1.250,5” – QH15", '" số : <num> " - <mix>'),
        ("10 % ☎", "<num> % <sign>"),
    ],
)
def test_tokens(text: str, expected: str) -> None:
    assert " ".join(map(tokens.classify, tokens.TOKEN.findall(text))) == expected


@given(st.sets(st.integers(0, (1 << 32) - 1), min_size=1, max_size=300), st.integers(0, (1 << 32) - 1))
def test_table_finds_exactly_its_keys(keys: set[int], other: int) -> None:
    array = np.array(sorted(keys), dtype=np.uint64)
    table, order = pack.table(array, 32)
    assert (order[table.find(array)] == np.arange(len(array))).all()
    assert (table.find(np.array([other], dtype=np.uint64))[0] >= 0) == (other in keys)


@given(st.integers(2, 38), st.integers(0, (1 << 38) - 1), st.integers(0, (1 << 38) - 1))
def test_mix_is_a_bijection(bits: int, a: int, b: int) -> None:
    keys = np.array([a % (1 << bits), b % (1 << bits)], dtype=np.uint64)
    mixed = language_model.mix(keys, bits)
    assert (mixed[0] == mixed[1]) == (keys[0] == keys[1])
    assert mixed.max() < 1 << bits


def _counts(seed: int, size: int) -> tuple[ngrams.Counts, int]:
    stream = np.random.default_rng(seed).zipf(1.5, 3000) % size
    return ngrams.count([stream.astype(np.uint16)], [1.0]), size


def test_counts_are_those_of_the_stream() -> None:
    stream = np.array([1, 2, 3, 1, 2, 3, 1, 2, 4], dtype=np.uint16)
    counts = ngrams.count([stream], [2.0])
    found = {int(key): float(n) for key, n in zip(counts.trigrams, counts.weighted, strict=True)}
    assert found[(1 << 32) | (2 << 16) | 3] == 4.0  # seen twice, weight 2
    spread = dict(zip(counts.bigrams.tolist(), counts.spread.tolist(), strict=True))
    assert spread[(1 << 16) | 2] == 1  # only 3 stands before "1 2"


@settings(deadline=None, max_examples=10)
@given(st.integers(0, 1000))
def test_probabilities_of_all_followers_sum_to_one(seed: int) -> None:
    counts, size = _counts(seed, 12)
    whole = kneser_ney.estimate(counts, 0, size)
    assert whole.unigram.sum() == pytest.approx(1)
    pruned = kneser_ney.prune(counts, whole, 0, most_bigrams=40, most_trigrams=60)
    first = (pruned.bigrams >> np.uint32(16)).astype(int)
    second = (pruned.bigrams & np.uint32(0xFFFF)).astype(int)
    for word in range(size):
        backed_off = np.exp(pruned.unigram_backoff[word] + pruned.unigram)
        backed_off[second[first == word]] = np.exp(pruned.bigram[first == word])
        assert backed_off.sum() == pytest.approx(1, abs=0.02)


def test_quantised_values_stay_near() -> None:
    values = np.random.default_rng(1).normal(-6, 2, 5000).astype(np.float32)
    levels, codes = pack.quantise(values)
    assert np.abs(levels[codes] - values).mean() < 0.05


def test_vocabulary_keeps_what_is_frequent_and_knows_its_case() -> None:
    raw = [tokens.BOUNDARY, "Sở", "sở", "UBND", "hiếm", "12"]
    found = vocabulary.select(raw, np.array([10.0, 60.0, 40.0, 30.0, 1.0, 9.0]))
    assert found.words[len(tokens.CLASSES) :] == ["sở", "ubnd"]
    numbers = dict(zip(raw, found.of_raw.tolist(), strict=True))
    assert numbers["hiếm"] == tokens.CLASSES.index(tokens.UNKNOWN)
    assert numbers["12"] == tokens.CLASSES.index(tokens.NUMBER)
    assert found.case[numbers["UBND"]].argmax() == 2


@pytest.mark.parametrize(
    ("likely", "unlikely"),
    [
        ("ủy ban nhân dân tỉnh", "ủy bàn nhân dân tính"),
        ("căn cứ luật tổ chức", "cần cư luật tổ chức"),
        ("theo đề nghị của giám đốc", "theo để nghỉ của giám độc"),
    ],
)
def test_shipped_model_prefers_vietnamese(likely: str, unlikely: str) -> None:
    model = language_model.load()
    good, bad = (
        model.score(np.array([model.number(word) for word in text.split()])) for text in (likely, unlikely)
    )
    assert good.sum() > bad.sum() + 5


def test_words_outside_the_vocabulary_are_unknown() -> None:
    model = language_model.load()
    assert model.words[model.number("qwertzuiop")] == tokens.UNKNOWN
