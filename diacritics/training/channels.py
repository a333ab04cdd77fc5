"""Learns a recogniser's channel, P(seen | meant), from aligned words.

    engine: Counter of (true word, word as read)
       └─ pooled ─▶ weighted counts ─ EM ─▶ edits {true letters: {read letters: probability}}
                                    ─────▶ words {read word: {true word: count}}

What a document was read with is not known, and most were read with none of the engines here. So each
engine counts the same, however many lines it read, and whole words count less than they were seen:
counted in full, a word read often here was held to be read no other way.

A true segment of one letter is read as none to three letters, one of two letters as one or two. The
probabilities are learned by expectation-maximisation over all segmentations (Ristad and Yianilos,
"Learning String-Edit Distance", 1998; segments as in Brill and Moore, 2000).
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from diacritics.syllable import skeleton

Edits = dict[str, dict[str, float]]
Pairs = Mapping[tuple[str, str], float]  # (true word, word as read) to its weight
_Step = tuple[int, int, str, str]  # true and read position after the step, true and read letters

SHAPES = ((1, 1), (1, 0), (1, 2), (2, 1), (2, 2), (1, 3))  # (true letters, read letters) of a segment
ROUNDS = 6
_LEAST_COUNT = 0.5  # expected count under which an edit is dropped: noise of the alignment
_START = {(1, 1): 1e-3, (1, 0): 1e-4, (1, 2): 1e-5, (2, 1): 1e-7, (2, 2): 1e-9, (1, 3): 1e-7}
_FLOOR = 1e-9
# Of a whole word's weight, where engines are pooled. Share: syllables recalled from three layers of other
# engines, words wrong in held-back lines of a known one. 0.3: 78.5 %, 1.67 %; 0.1: 79.5 %, 1.71 %;
# 0.05: 79.7 %, 1.69 %; 0.02: 79.7 %, 1.71 %.
_WHOLE_SHARE = 0.05
_LEAST_SEEN = 2  # times, under which a whole word's reading is chance


def pool(engines: Mapping[str, Counter[tuple[str, str]]]) -> dict[tuple[str, str], float]:
    """One table of weights, to which every engine gives the same; one engine's are its counts."""
    pooled: defaultdict[tuple[str, str], float] = defaultdict(float)
    mean = sum(counts.total() for counts in engines.values()) / max(len(engines), 1)
    for counts in engines.values():
        weight = mean / counts.total()
        for pair, count in counts.items():
            pooled[pair] += weight * count
    return dict(pooled)


def learn(pairs: Pairs) -> Edits:
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


def whole_words(
    engines: Mapping[str, Counter[tuple[str, str]]],
) -> tuple[dict[str, dict[str, float]], dict[str, float]]:
    """Read word to true words with weights, for pairs seen twice or more; and what each true word weighs,
    however it was read."""
    share = _WHOLE_SHARE if len(engines) > 1 else 1.0
    seen: Counter[tuple[str, str]] = Counter()
    for counts in engines.values():
        seen.update(counts)
    table: dict[str, dict[str, float]] = defaultdict(dict)
    totals: defaultdict[str, float] = defaultdict(float)
    for (true, read), weight in sorted(pool(engines).items()):
        totals[true] += share * weight
        if seen[true, read] >= _LEAST_SEEN:
            table[read][true] = _rounded(share * weight)
    return dict(table), {true: _rounded(weight) for true, weight in totals.items()}


def _rounded(value: float) -> float:
    return float(f"{value:.3g}")


def write(path: Path, engines: Mapping[str, Counter[tuple[str, str]]]) -> None:
    """The learned channel as JSON: edits, whole words, totals of true words."""
    learned = learn(pool(engines))
    edits = {a: {b: _rounded(p) for b, p in sorted(row.items())} for a, row in sorted(learned.items())}
    words, totals = whole_words(engines)
    content = {"edits": edits, "words": words, "totals": totals}
    path.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
