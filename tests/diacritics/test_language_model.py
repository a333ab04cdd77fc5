"""The n-gram model: exact hashed tables, Kneser-Ney on a small corpus, the shipped model."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diacritics import language_model, tokens
from diacritics.training import kneser_ney, lexicon, ngrams, pack, vocabulary


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
    codes = (array % np.uint64(32)).astype(np.uint16)
    table, order = pack.table(array, 32, codes, exact=True)
    found = table.find(array)
    assert (order[found] == np.arange(len(array))).all()
    assert (table.codes(found) == codes).all()
    assert (table.find(np.array([other], dtype=np.uint64))[0] >= 0) == (other in keys)


def test_inexact_table_finds_its_keys_and_few_others() -> None:
    keys = np.random.default_rng(3).choice(1 << 38, 40_000, replace=False).astype(np.uint64)
    inside, outside = keys[:20_000], keys[20_000:]
    codes = (inside % np.uint64(32)).astype(np.uint16)
    table, _ = pack.table(inside, 38, codes, exact=False)
    assert (table.codes(table.find(inside)) == codes).mean() > 0.99
    assert (table.find(outside) >= 0).mean() < 0.005


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


@settings(max_examples=10)
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


@pytest.mark.parametrize(("count", "error"), [(256, 0.02), (32, 0.12)])
def test_quantised_values_stay_near(count: int, error: float) -> None:
    values = np.random.default_rng(1).normal(-6, 2, 5000).astype(np.float32)
    levels, codes = pack.quantise(values, count)
    assert np.abs(levels[codes] - values).mean() < error


def test_packed_model_gives_the_probabilities_it_was_made_from(tmp_path: Path) -> None:
    counts, size = _counts(5, 30)
    pruned = kneser_ney.prune(counts, kneser_ney.estimate(counts, 0, size), 0, 200, 300)
    arrays = {**pack.pack(pruned), "case": np.zeros((size, 3), dtype=np.float32)}
    pack.write(tmp_path, [*tokens.CLASSES, *(f"w{n}" for n in range(size - len(tokens.CLASSES)))], arrays)
    model = language_model.load(tmp_path)
    first, second = (
        (pruned.bigrams >> np.uint32(16)).astype(int),
        (pruned.bigrams & np.uint32(0xFFFF)).astype(int),
    )
    bigram, context = model.bigram(first, second)
    assert (context >= 0).all()
    assert np.abs(bigram - pruned.bigram).mean() < 0.05
    at = pruned.trigram_context
    third = pruned.trigram_word.astype(int)
    lower, last = model.bigram(second[at], third)
    trigram = model.trigram(context[at], last, third, lower)
    assert np.abs(trigram - pruned.trigram).mean() < 0.1


def test_vocabulary_keeps_what_is_frequent_and_knows_its_case() -> None:
    raw = [tokens.BOUNDARY, "Sở", "sở", "UBND", "hiếm", "12"]
    counts = np.array([10.0, 60.0, 40.0, 30.0, 1.0, 9.0])
    found = vocabulary.select(raw, counts)
    assert found.words[len(tokens.CLASSES) :] == ["sở", "ubnd"]
    numbers = dict(zip(raw, found.of_raw.tolist(), strict=True))
    assert numbers["hiếm"] == tokens.CLASSES.index(tokens.UNKNOWN)
    assert numbers["12"] == tokens.CLASSES.index(tokens.NUMBER)
    assert found.case[numbers["UBND"]].argmax() == 2


def test_lexicon_gives_places_as_text_names_them(tmp_path: Path) -> None:
    rows = (
        "Tỉnh Hà Bắc\tHuyện Yên Lũng\tXã Tân Mão\tHà Bắc\tYên Lũng\tTân Mão",
        "Tỉnh Hà Bắc\tHuyện Yên Lũng\tThị trấn Bố Sơn\tHà Bắc\tYên Lũng\tBố Sơn",
    )
    (tmp_path / "admin_units_legacy_63.tsv").write_text("\n".join(rows), encoding="utf-8")
    assert list(lexicon.lines(tmp_path)) == [
        "xã Tân Mão, huyện Yên Lũng, tỉnh Hà Bắc",
        "thị trấn Bố Sơn, huyện Yên Lũng, tỉnh Hà Bắc",
        "Tân Mão, Bố Sơn",
    ]


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
