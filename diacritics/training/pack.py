"""A pruned model to the files of `diacritics.language_model`: hashed tables, 8-bit logarithms.

Pruned ─▶ Packed (arrays by file name)
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from diacritics.language_model import (
    BIGRAM_INDEX_BITS,
    BIGRAM_KEY_BITS,
    TRIGRAM_KEY_BITS,
    WORD_BITS,
    Table,
    mix,
)
from diacritics.training.kneser_ney import Pruned

_MAX_REMAINDER_BITS = 16


def table(keys: NDArray[np.uint64], key_bits: int) -> tuple[Table, NDArray[np.int64]]:
    """The table of distinct keys, and the order in which the keys stand in it (position to input index)."""
    mixed = mix(keys, key_bits)
    order = np.argsort(mixed)
    bucket_bits = max(len(keys).bit_length() - 1, key_bits - _MAX_REMAINDER_BITS, 1)
    rest_bits = key_bits - bucket_bits
    ordered = mixed[order]
    sizes = np.bincount((ordered >> np.uint64(rest_bits)).astype(np.int64), minlength=1 << bucket_bits)
    before = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(sizes)))
    base = before[::64]
    running = before - np.repeat(base, 64)[: len(before)]
    if running.max() > 255:
        raise ValueError("a group of 64 buckets holds more than 255 entries: the keys are badly mixed")
    remainder = (ordered & np.uint64((1 << rest_bits) - 1)).astype(np.uint16)
    return Table(key_bits, remainder, running.astype(np.uint8), base.astype(np.int32)), order


def quantise(values: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.uint8]]:
    """256 levels (means of equal-sized groups) and the level of each value."""
    edges = np.quantile(values, np.linspace(0, 1, 257)[1:-1]).astype(np.float32)
    codes = np.searchsorted(edges, values).astype(np.uint8)
    sums = np.bincount(codes, values, 256)
    sizes = np.bincount(codes, minlength=256)
    levels = np.divide(sums, sizes, out=np.full(256, -20.0), where=sizes > 0)
    return levels.astype(np.float32), codes


def pack(model: Pruned) -> dict[str, NDArray[Any]]:
    """Arrays by name, as `language_model.load` wants them."""
    if len(model.bigrams) >= 1 << BIGRAM_INDEX_BITS:
        raise ValueError("too many bigrams for the trigram key")
    bigrams, order = table(model.bigrams.astype(np.uint64), BIGRAM_KEY_BITS)
    place = np.empty(len(order), dtype=np.uint64)
    place[order] = np.arange(len(order), dtype=np.uint64)
    keys = (place[model.trigram_context] << np.uint64(WORD_BITS)) | model.trigram_word.astype(np.uint64)
    trigrams, trigram_order = table(keys, TRIGRAM_KEY_BITS)
    levels2, codes2 = quantise(model.bigram[order])
    levels_backoff, codes_backoff = quantise(model.bigram_backoff[order])
    levels3, codes3 = quantise(model.trigram[trigram_order])
    return {
        "unigram": model.unigram,
        "unigram_backoff": model.unigram_backoff,
        "bigram_code": codes2,
        "bigram_backoff_code": codes_backoff,
        "trigram_code": codes3,
        "codes": np.stack((levels2, levels_backoff, levels3)),
        **_parts("bigrams", bigrams),
        **_parts("trigrams", trigrams),
    }


def _parts(name: str, packed: Table) -> dict[str, NDArray[Any]]:
    parts = ("remainder", "running", "base")
    return {f"{name}_{part}": getattr(packed, part) for part in parts}


def write(folder: Path, words: list[str], arrays: Mapping[str, NDArray[Any]]) -> None:
    """The model's files into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "vocabulary.txt").write_text("\n".join(words), encoding="utf-8")
    for name, values in arrays.items():
        np.save(folder / f"{name}.npy", values)
