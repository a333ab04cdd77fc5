"""Aligned lines (what was printed, what a recogniser read) to aligned words.

    pairs files (.tsv.xz): engine, true line, line as read ─▶ Counter of (true word, word as read)

A file holds the readings of any engines (`synthesis` makes such files); all engines of one kind teach
one channel.

A share of the lines, told by a hash of the true line, is held back from training and is what
`bench/restoration.py` measures on.
"""

from __future__ import annotations

import lzma
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from diacritics import tokens
from diacritics.syllable import normalise_tone, skeleton

# Name of the engine in a pairs file to the channel that it teaches.
ENGINES = {
    "eng": "english-ocr",
    "eng-ascii": "english-ocr",
    "eng-legacy": "english-ocr",
    "vie": "vietnamese-ocr",
}
CHANNELS = tuple(dict.fromkeys(ENGINES.values()))
HELD_BACK_SHARE = 10  # one line of so many

_GAP_COST = 1.0
_HOOKS = str.maketrans("", "", "’'?")
_EDGES = "".join(set(tokens.PUNCTUATION) - set("%&+=")) + "“”‘’«»–—"


def held_back(true_line: str) -> bool:
    """Whether a line (by its true text) is kept for measuring, never trained on."""
    return zlib.crc32(true_line.encode()) % HELD_BACK_SHARE == 0


def files(places: Iterable[Path]) -> list[Path]:
    """The pairs files named, those of a folder in order of their names."""
    return [
        path for place in places for path in (sorted(place.glob("*.tsv.xz")) if place.is_dir() else [place])
    ]


def lines(paths: Iterable[Path]) -> Iterator[tuple[str, str, str]]:
    """(engine, true line, line as read) of pairs files (.tsv.xz, three columns)."""
    for path in paths:
        with lzma.open(path, "rt", encoding="utf-8") as rows:
            for row in rows:
                engine, true, seen = row.rstrip("\n").split("\t")
                yield engine, true, seen


def word_pairs(paths: Iterable[Path], channel: str) -> dict[str, Counter[tuple[str, str]]]:
    """For each engine how often each word (without the punctuation around it) was read as what, held-back
    lines left out."""
    found: defaultdict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for engine, true, seen in lines(paths):
        if ENGINES[engine] == channel and not held_back(true):
            found[engine].update(_words(true, seen))
    return dict(found)


def _words(true: str, seen: str) -> Iterator[tuple[str, str]]:
    for left, right in align(true.split(), seen.split()):
        left_parts, right_parts = left.split("-"), right.split("-")
        if len(left_parts) != len(right_parts):
            left_parts, right_parts = [left], [right]
        for one, other in zip(left_parts, right_parts, strict=True):
            word, read = one.strip(_EDGES), _without_edges(other, one)
            if word.isalpha() and read:
                yield normalise_tone(word), normalise_tone(read)


def _without_edges(read: str, true: str) -> str:
    """The word as read without punctuation; a sign that recognisers write for a hook or horn (t? = ử)
    stays at the end unless the true word has punctuation there."""
    end = read.rstrip(_EDGES if true[-1:] in _EDGES else _EDGES.translate(_HOOKS))
    return end.lstrip(_EDGES)


def align(left: list[str], right: list[str]) -> list[tuple[str, str]]:
    """Chunks that stand for each other, in order; chunks without a partner are left out."""
    cost = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in range(len(left) + 1):
        for j in range(len(right) + 1):
            if i or j:
                cost[i][j] = min(
                    cost[i - 1][j] + _GAP_COST if i else 1e9,
                    cost[i][j - 1] + _GAP_COST if j else 1e9,
                    cost[i - 1][j - 1] + _distance(left[i - 1], right[j - 1]) if i and j else 1e9,
                )
    return _path(left, right, cost)


def _path(left: list[str], right: list[str], cost: list[list[float]]) -> list[tuple[str, str]]:
    i, j, path = len(left), len(right), []
    while i and j:
        if cost[i][j] == cost[i - 1][j] + _GAP_COST:
            i -= 1
        elif cost[i][j] == cost[i][j - 1] + _GAP_COST:
            j -= 1
        else:
            i, j = i - 1, j - 1
            path.append((left[i], right[j]))
    return path[::-1]


def _distance(a: str, b: str) -> float:
    """0 (same) to 2 (nothing in common), marks counting half."""
    return Levenshtein.normalized_distance(skeleton(a), skeleton(b)) + Levenshtein.normalized_distance(a, b)
