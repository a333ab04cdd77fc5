"""Learns a recogniser's channel, P(seen | meant), from aligned words.

    Counter of (true word, word as read) ─ EM ─▶ edits {true letters: {read letters: probability}}
                                         ─────▶ words {read word: {true word: count}}

A true segment of one letter is read as none to three letters, one of two letters as one or two. The
probabilities are learned by expectation-maximisation over all segmentations (Ristad and Yianilos,
"Learning String-Edit Distance", 1998; segments as in Brill and Moore, 2000).
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from diacritics.syllable import skeleton

Edits = dict[str, dict[str, float]]
_Step = tuple[int, int, str, str]  # true and read position after the step, true and read letters

SHAPES = ((1, 1), (1, 0), (1, 2), (2, 1), (2, 2), (1, 3))  # (true letters, read letters) of a segment
ROUNDS = 6
_LEAST_COUNT = 0.5  # expected count under which an edit is dropped: noise of the alignment
_START = {(1, 1): 1e-3, (1, 0): 1e-4, (1, 2): 1e-5, (2, 1): 1e-7, (2, 2): 1e-9, (1, 3): 1e-7}
_FLOOR = 1e-9


def learn(pairs: Counter[tuple[str, str]]) -> Edits:
    """Edit probabilities from word pairs; words that are read too differently tell nothing."""
    usable = {pair: n for pair, n in pairs.items() if len(pair[1]) <= 2 * len(pair[0]) + 1}
    edits: Edits = {}
    for _ in range(ROUNDS):
        expected: Edits = defaultdict(lambda: defaultdict(float))
        for (true, seen), count in usable.items():
            for (left, right), share in _expect(true, seen, edits).items():
                expected[left][right] += share * count
        edits = _normalise(expected)
    return edits


def _probability(left: str, right: str, edits: Mapping[str, Mapping[str, float]]) -> float:
    if edits:
        return edits.get(left, {}).get(right, _FLOOR * _START[len(left), len(right)])
    alike = left == right or skeleton(left).lower() == skeleton(right).lower()
    return 0.5 if alike and len(left) == 1 else _START[len(left), len(right)]


def _steps(true: str, seen: str, i: int, j: int) -> Iterator[_Step]:
    for di, dj in SHAPES:
        if i + di <= len(true) and j + dj <= len(seen):
            yield i + di, j + dj, true[i : i + di], seen[j : j + dj]


def _expect(true: str, seen: str, edits: Edits) -> dict[tuple[str, str], float]:
    """Expected number of uses of each segment in this pair."""
    rows, columns = len(true) + 1, len(seen) + 1
    forward = [[0.0] * columns for _ in range(rows)]
    backward = [[0.0] * columns for _ in range(rows)]
    forward[0][0] = backward[-1][-1] = 1.0
    moves: list[tuple[int, int, _Step, float]] = []
    for i in range(rows):
        for j in range(columns):
            if forward[i][j]:
                for step in _steps(true, seen, i, j):
                    weight = _probability(step[2], step[3], edits)
                    forward[step[0]][step[1]] += forward[i][j] * weight
                    moves.append((i, j, step, weight))
    total = forward[-1][-1]
    found: defaultdict[tuple[str, str], float] = defaultdict(float)
    if not total:
        return found
    for i, j, (to_i, to_j, left, right), weight in reversed(moves):
        after = backward[to_i][to_j]
        backward[i][j] += weight * after
        found[left, right] += forward[i][j] * weight * after / total
    return found


def _normalise(expected: Edits) -> Edits:
    """Counts to probabilities. Two-letter segments share the mass of their first letter."""
    edits: Edits = {}
    totals: defaultdict[str, float] = defaultdict(float)
    for left, row in expected.items():
        totals[left[0]] += sum(row.values())
    for left, counts in expected.items():
        kept = {right: n / totals[left[0]] for right, n in counts.items() if n >= _LEAST_COUNT}
        if kept:
            edits[left] = kept
    return edits


def whole_words(pairs: Counter[tuple[str, str]]) -> dict[str, dict[str, int]]:
    """Read word to true words with counts, for pairs seen twice or more."""
    table: dict[str, dict[str, int]] = defaultdict(dict)
    for (true, seen), count in sorted(pairs.items()):
        if count >= 2:
            table[seen][true] = count
    return dict(table)


def totals(pairs: Iterable[tuple[tuple[str, str], int]]) -> dict[str, int]:
    """How often each true word was read at all."""
    seen: Counter[str] = Counter()
    for (true, _), count in pairs:
        seen[true] += count
    return dict(seen)


def write(path: Path, pairs: Counter[tuple[str, str]]) -> None:
    """The learned channel as JSON: edits, whole words, totals of true words."""
    rounded = {
        a: {b: float(f"{p:.3g}") for b, p in sorted(row.items())} for a, row in sorted(learn(pairs).items())
    }
    content = {"edits": rounded, "words": whole_words(pairs), "totals": totals(sorted(pairs.items()))}
    path.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
