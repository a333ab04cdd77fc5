"""Candidates for every token, to the probability of each: forward-backward, coarse to fine, in batches.

    segments of slots (candidate numbers, log P(seen | candidate)) ─▶ posterior of every candidate

First pass: bigrams over all candidates; candidates of next to no posterior probability are dropped.
Second pass: trigrams over what is left, exact over pairs of candidates. The best candidate of a slot is
the one with the largest marginal, which makes the fewest wrong syllables (not the one on the best
path). All segments of a batch advance together, position by position, over flat arrays: most slots
have few candidates, and padding them to the widest took four times as long.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from diacritics.arrays import Doubles, Floats, Ints
from diacritics.decoding.cells import Cells, Pairs
from diacritics.decoding.forward_backward import Moves, forward_backward, weights_of
from diacritics.decoding.runs import counting, edges, rank
from diacritics.language_model import LanguageModel, frequency
from diacritics.lattice import Slot

COARSE_WIDTH = 32  # candidates a slot in the first pass: 2.1 % of English-OCR words wrong, with 16 2.2 %
FINE_WIDTH = 6  # and in the second
COARSE_LEAST = 3e-5  # posterior under which the first pass drops a candidate
_BATCH_PAIRS = 1 << 18  # pairs of neighbouring candidates worked on at once: some 40 MB


@dataclass(frozen=True, slots=True)
class Segment:
    """Slots in running order after one known token (a sentence's end, or the paragraph's start), and
    before another where one is known (the paragraph's end)."""

    before: int
    slots: Sequence[Slot]
    after: int | None = None


def decode(segments: Sequence[Segment], model: LanguageModel, scale: float = 1.0) -> list[list[Floats]]:
    """For every segment and slot the posterior (0..1) of each candidate given.

    `scale` multiplies the language model's logarithms against the channel's.
    """
    results: list[list[Floats]] = [[] for _ in segments]
    for batch in _batches(segments):
        found = _Batch([segments[i] for i in batch], model, scale).run()
        for i, rows in zip(batch, found, strict=True):
            results[i] = rows
    return results


def _batches(segments: Sequence[Segment]) -> list[list[int]]:
    """Segments of like length together, at most `_BATCH_PAIRS` pairs of candidates in one batch."""
    batches: list[list[int]] = []
    room = 0
    for i in sorted((i for i, s in enumerate(segments) if s.slots), key=lambda i: len(segments[i].slots)):
        sizes = [1, *(min(len(slot.numbers), COARSE_WIDTH) for slot in segments[i].slots), 1]
        pairs = sum(a * b for a, b in pairwise(sizes))
        if not batches or pairs > room:
            batches.append([])
            room = _BATCH_PAIRS
        batches[-1].append(i)
        room -= pairs
    return batches


class _Batch:
    """Segments decoded together."""

    def __init__(self, segments: Sequence[Segment], model: LanguageModel, scale: float) -> None:
        self.model, self.scale, self.segments = model, np.float32(scale), segments
        slots = [slot for segment in segments for slot in _framed(segment)]
        lengths = np.array([_length(segment) for segment in segments], dtype=np.int64)
        position = counting(lengths)
        order = np.argsort(position, kind="stable")
        self.place = np.empty(len(slots), dtype=np.int64)  # of each slot, in the order position by position
        self.place[order] = np.arange(len(slots))
        running = [slots[i] for i in order.tolist()]
        kinds: dict[int, int] = {}
        self.kind = np.array([kinds.setdefault(id(slot), len(kinds)) for slot in running], dtype=np.int64)
        self.sizes = np.array([len(slot.numbers) for slot in running], dtype=np.int64)
        self.cells = Cells(
            np.concatenate([slot.numbers for slot in running]),
            np.concatenate([slot.channel for slot in running]),
            np.repeat(np.arange(len(slots)), self.sizes),
            edges(self.sizes)[edges(np.bincount(position))],
        )
        self.following = np.full(len(slots), -1, dtype=np.int64)  # the slot after each, -1 at the end
        inner = np.delete(np.arange(len(slots)), np.cumsum(lengths) - 1)
        self.following[self.place[inner]] = self.place[inner + 1]

    def run(self) -> list[list[Floats]]:
        """Posteriors of every segment, slot and candidate."""
        wide = self._widest()
        cells = self.cells.kept(wide)
        pairs = self._pairs(cells)
        fine = self._survivors(cells, self._coarse(cells, pairs))
        posterior = np.zeros(len(self.cells.numbers), dtype=np.float32)
        posterior[np.flatnonzero(wide)[fine]] = self._fine(cells.kept(fine), pairs.kept(fine))
        return self._by_segment(posterior)

    def _widest(self) -> NDArray[np.bool_]:
        """The best candidates of each slot by channel and frequency, at most COARSE_WIDTH."""
        cells = self.cells
        if self.sizes.max() <= COARSE_WIDTH:
            return np.ones(len(cells.numbers), dtype=np.bool_)
        return rank(cells.slot, cells.channel + self.scale * frequency(cells.numbers)) < COARSE_WIDTH

    def _pairs(self, cells: Cells) -> Pairs:
        """All pairs of candidates of neighbouring slots, with their bigrams looked up."""
        sizes = np.bincount(cells.slot, minlength=len(self.sizes))
        following = self.following[cells.slot]
        many = np.where(following < 0, 0, sizes[following])
        left = np.repeat(np.arange(len(many)), many)
        right = counting(many) + np.repeat(edges(sizes)[following], many)
        once, again = self._repeated(sizes)
        lower, context = self.model.bigram(cells.numbers[left[once]], cells.numbers[right[once]])
        return Pairs(left, right, lower[again], context[again], edges(many))

    def _repeated(self, sizes: Ints) -> tuple[Ints, Ints]:
        """Which pairs of candidates to look up, and of each pair which of these it is: the same two words
        in a row (khoa học) have the same pairs, and half of a report's words stand so."""
        slot = np.flatnonzero(self.following >= 0)
        following = self.following[slot]
        many = sizes[slot] * sizes[following]
        key = self.kind[slot] * len(self.kind) + self.kind[following]
        _, first, kind = np.unique(key, return_index=True, return_inverse=True)
        once = counting(many[first]) + np.repeat(edges(many)[first], many[first])
        again = counting(many) + np.repeat(edges(many[first])[kind], many)
        return once, again

    def _coarse(self, cells: Cells, pairs: Pairs) -> Doubles:
        """Posteriors from forward-backward over single candidates."""
        weights = weights_of(self.scale * pairs.lower + cells.channel[pairs.right], cells.slot[pairs.left])
        opening = np.ones(cells.starts[1])
        moves = Moves(pairs.left, pairs.right, weights)
        return forward_backward(cells.starts, cells.slot, moves, opening)

    def _survivors(self, cells: Cells, coarse: Doubles) -> NDArray[np.bool_]:
        """What the first pass leaves, at most FINE_WIDTH a slot."""
        alive: NDArray[np.bool_] = coarse > COARSE_LEAST
        crowded = np.bincount(cells.slot[alive], minlength=len(self.sizes)) > FINE_WIDTH
        at = np.flatnonzero(alive & crowded[cells.slot])
        alive[at[rank(cells.slot[at], coarse[at]) >= FINE_WIDTH]] = False
        return alive

    def _fine(self, cells: Cells, pairs: Pairs) -> Floats:
        """Posteriors from forward-backward over pairs of neighbouring candidates."""
        many = np.diff(pairs.first)[pairs.right]
        left = np.repeat(np.arange(len(many)), many)
        right = counting(many) + np.repeat(pairs.first[pairs.right], many)
        third = pairs.right[right]
        score = self.model.trigram(
            pairs.context[left], pairs.context[right], cells.numbers[third], pairs.lower[right]
        )
        slot = cells.slot[pairs.left]
        weights = weights_of(self.scale * score + cells.channel[third], slot[left])
        starts = pairs.first[cells.starts]
        opening = self.scale * pairs.lower[: starts[1]] + cells.channel[pairs.right[: starts[1]]]
        opening_weights = weights_of(opening, slot[: starts[1]])
        of_pairs = forward_backward(starts[:-1], slot, Moves(left, right, weights), opening_weights)
        return np.bincount(pairs.right, of_pairs, len(cells.numbers)).astype(np.float32)

    def _by_segment(self, posterior: Floats) -> list[list[Floats]]:
        """Flat posteriors as arrays, one a slot, in the order of the segments."""
        ends = np.cumsum(self.sizes)
        first, last = (ends - self.sizes)[self.place].tolist(), ends[self.place].tolist()
        found: list[list[Floats]] = []
        at = 0
        for segment in self.segments:
            inner = range(at + 1, at + 1 + len(segment.slots))
            found.append([posterior[first[i] : last[i]] for i in inner])
            at += _length(segment)
        return found


def _framed(segment: Segment) -> list[Slot]:
    """The segment's slots between what is known before and after them."""
    ends = [] if segment.after is None else [_known(segment.after)]
    return [_known(segment.before), *segment.slots, *ends]


@lru_cache(maxsize=256)
def _known(number: int) -> Slot:
    return Slot(np.array([number], dtype=np.int64), np.zeros(1, dtype=np.float32))


def _length(segment: Segment) -> int:
    return len(segment.slots) + 1 + (segment.after is not None)
