"""A pruned model to the files of `diacritics.language_model`: hashed tables, logarithms of few bits.

Pruned ─▶ Packed (arrays by file name)
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from diacritics.language_model import (
    BASE_SHIFT,
    BIGRAM_INDEX_BITS,
    BIGRAM_KEY_BITS,
    CODE_BITS,
    REMAINDER_BITS,
    TRIGRAM_KEY_BITS,
    WORD_BITS,
    Table,
    mix,
    remainder_mask,
)
from diacritics.training.kneser_ney import Pruned

_BACKOFF_LEVELS = 256
_SAMPLE = 1 << 20  # values that levels are fitted to
_ROUNDS = 30


def table(
    keys: NDArray[np.uint64], key_bits: int, codes: NDArray[np.uint16], *, exact: bool
) -> tuple[Table, NDArray[np.int64]]:
    """The table of distinct keys with their codes, and the order in which the keys stand in it (position
    to input index). Two to four keys share a bucket, fewer where they must be told apart exactly."""
    mixed = mix(keys, key_bits)
    order = np.argsort(mixed)
    bucket_bits = max(len(keys).bit_length() - 2, key_bits - REMAINDER_BITS if exact else 1, 1)
    ordered = mixed[order]
    sizes = np.bincount(
        (ordered >> np.uint64(key_bits - bucket_bits)).astype(np.int64), minlength=1 << bucket_bits
    )
    before = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(sizes)))
    base = before[:: 1 << BASE_SHIFT]
    running = before - np.repeat(base, 1 << BASE_SHIFT)[: len(before)]
    if running.max() > 255:
        raise ValueError("a group of buckets holds more than 255 entries: the keys are badly mixed")
    remainder = (ordered & np.uint64(remainder_mask(key_bits, bucket_bits))).astype(np.uint16)
    entries = remainder << np.uint16(CODE_BITS) | codes[order]
    return Table(key_bits, entries, running.astype(np.uint8), base.astype(np.int32)), order


def quantise(values: NDArray[np.float32], count: int) -> tuple[NDArray[np.float32], NDArray[np.uint16]]:
    """Levels of least squared error (Lloyd 1957), from equal-sized groups on, and each value's level."""
    sample = np.sort(values[:: max(len(values) // _SAMPLE, 1)].astype(float))
    sums = np.concatenate((np.zeros(1), np.cumsum(sample)))
    levels = np.quantile(sample, (np.arange(count) + 0.5) / count)
    for _ in range(_ROUNDS):
        edges = np.concatenate(([0], np.searchsorted(sample, _middles(levels)), [len(sample)]))
        sizes = np.diff(edges)
        levels = np.where(sizes > 0, np.diff(sums[edges]) / np.maximum(sizes, 1), levels)
    codes = np.searchsorted(_middles(levels), values).astype(np.uint16)
    return levels.astype(np.float32), codes


def _middles(levels: NDArray[np.float64]) -> NDArray[np.float64]:
    return (levels[1:] + levels[:-1]) / 2


def pack(model: Pruned) -> dict[str, NDArray[Any]]:
    """Arrays by name, as `language_model.load` wants them."""
    if len(model.bigrams) >= 1 << BIGRAM_INDEX_BITS:
        raise ValueError("too many bigrams for the trigram key")
    first = (model.bigrams >> np.uint32(WORD_BITS)).astype(np.int64)
    second = (model.bigrams & np.uint32((1 << WORD_BITS) - 1)).astype(np.int64)
    below = model.unigram_backoff[first] + model.unigram[second]
    gains2, codes2 = quantise(model.bigram - below, 1 << CODE_BITS)
    bigrams, order = table(model.bigrams.astype(np.uint64), BIGRAM_KEY_BITS, codes2, exact=True)
    backoffs, backoff_codes = quantise(model.bigram_backoff, _BACKOFF_LEVELS)
    place = np.empty(len(order), dtype=np.uint64)
    place[order] = np.arange(len(order), dtype=np.uint64)
    keys = (place[model.trigram_context] << np.uint64(WORD_BITS)) | model.trigram_word.astype(np.uint64)
    lower = _lower(model, second[model.trigram_context], below + gains2[codes2])
    backed_off = backoffs[backoff_codes[model.trigram_context]] + lower
    gains3, codes3 = quantise(model.trigram - backed_off, 1 << CODE_BITS)
    trigrams, _ = table(keys, TRIGRAM_KEY_BITS, codes3, exact=False)
    return {
        "unigram": model.unigram,
        "unigram_backoff": model.unigram_backoff,
        "bigram_backoff_code": backoff_codes[order].astype(np.uint8),
        "gains": np.stack((gains2, gains3)),
        "backoffs": backoffs,
        **_parts("bigrams", bigrams),
        **_parts("trigrams", trigrams),
    }


def _lower(model: Pruned, second: NDArray[np.int64], bigram: NDArray[np.float32]) -> NDArray[np.float32]:
    """log P(third | second) of each trigram, as the packed bigrams (`bigram`, in their order) give it."""
    third = model.trigram_word.astype(np.int64)
    keys = ((second << WORD_BITS) | third).astype(np.uint32)
    at = np.minimum(np.searchsorted(model.bigrams, keys), len(model.bigrams) - 1)
    known = model.bigrams[at] == keys
    return np.where(known, bigram[at], model.unigram_backoff[second] + model.unigram[third])


def _parts(name: str, packed: Table) -> dict[str, NDArray[Any]]:
    parts = ("entries", "running", "base")
    return {f"{name}_{part}": getattr(packed, part) for part in parts}


def write(folder: Path, words: list[str], arrays: Mapping[str, NDArray[Any]]) -> None:
    """The model's files into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "vocabulary.txt").write_text("\n".join(words), encoding="utf-8")
    for name, values in arrays.items():
        np.save(folder / f"{name}.npy", values)
