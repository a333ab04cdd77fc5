"""Candidates for every token, to the probability of each: forward-backward, coarse to fine, in batches.

    segments of slots (candidate numbers, log P(seen | candidate)) ─▶ posterior of every candidate

First pass: bigrams over all candidates; candidates of next to no posterior probability are dropped.
Second pass: trigrams over what is left, exact over pairs of candidates. The best candidate of a slot is
the one with the largest marginal, which makes the fewest wrong syllables (not the one on the best
path). All segments of a document advance together, so the work is in numpy.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from diacritics.language_model import LanguageModel

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]

COARSE_WIDTH = 32  # candidates a slot in the first pass: 2.1 % of English-OCR words wrong, with 16 2.2 %
FINE_WIDTH = 6  # and in the second
COARSE_LEAST = 3e-5  # posterior under which the first pass drops a candidate
_BATCH_SLOTS = 8192  # padded slots worked on at once: some 60 MB
_NEVER = -1e4


@dataclass(frozen=True, slots=True, eq=False)
class Slot:
    """One token's candidates: vocabulary numbers and log P(seen | candidate), best first."""

    numbers: Ints
    channel: Floats


@dataclass(frozen=True, slots=True)
class Segment:
    """Slots in running order after one known token (a sentence's end, or the paragraph's start)."""

    before: int
    slots: Sequence[Slot]


def decode(segments: Sequence[Segment], model: LanguageModel, scale: float = 1.0) -> list[list[Floats]]:
    """For every segment and slot the posterior (0..1) of each candidate given.

    `scale` multiplies the language model's logarithms against the channel's.
    """
    results: list[list[Floats]] = [[] for _ in segments]
    order = sorted((i for i, s in enumerate(segments) if s.slots), key=lambda i: len(segments[i].slots))
    for batch in _batches(order, segments):
        posteriors = _Batch([segments[i] for i in batch], model, scale).run()
        for row, i in enumerate(batch):
            results[i] = [
                posteriors[row, at + 1, : len(slot.numbers)] for at, slot in enumerate(segments[i].slots)
            ]
    return results


def _batches(order: Sequence[int], segments: Sequence[Segment]) -> list[list[int]]:
    """Segments of like length together, at most `_BATCH_SLOTS` padded slots in one batch."""
    batches: list[list[int]] = []
    for i in order:
        length = len(segments[i].slots) + 1
        if not batches or (len(batches[-1]) + 1) * length > _BATCH_SLOTS:
            batches.append([])
        batches[-1].append(i)
    return batches


def frequency(numbers: Ints) -> Floats:
    """log frequency of words but for a constant, by Zipf's law: the vocabulary is in order of frequency.

    The model's own unigrams are too low for words that only follow few others (mẽ, in mạnh mẽ).
    """
    return -np.log1p(numbers.astype(np.float32))


class _Batch:
    """Padded arrays of one batch: rows x positions x candidates; position 0 is the token before."""

    def __init__(self, segments: Sequence[Segment], model: LanguageModel, scale: float) -> None:
        self.model, self.scale = model, scale
        slots = [slot for segment in segments for slot in segment.slots]
        lengths = np.array([len(segment.slots) for segment in segments], dtype=np.int64)
        sizes = np.array([len(slot.numbers) for slot in slots], dtype=np.int64)
        shape = (len(segments), int(lengths.max(initial=0)) + 1, int(sizes.max(initial=1)))
        self.numbers = np.zeros(shape, dtype=np.int64)
        self.channel = np.full(shape, _NEVER, dtype=np.float32)
        self.channel[:, :, 0] = 0  # padding: one candidate that costs nothing
        self.real = np.arange(shape[1]) <= lengths[:, None]
        self.numbers[:, 0, 0] = [segment.before for segment in segments]
        if slots:
            row = np.repeat(np.repeat(np.arange(len(segments)), lengths), sizes)
            place = np.concatenate([np.arange(1, n + 1) for n in lengths])
            at = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
            where = (row, np.repeat(place, sizes), at)
            self.numbers[where] = np.concatenate([slot.numbers for slot in slots])
            self.channel[where] = np.concatenate([slot.channel for slot in slots])

    def run(self) -> Floats:
        """Posteriors: rows x positions x candidates."""
        shape = self.channel.shape
        kept, numbers, channel = self._widest(
            self.channel + self.scale * frequency(self.numbers), COARSE_WIDTH
        )
        steps, _ = self._bigrams(numbers, channel)
        coarse = _marginals(steps, channel[:, 0])
        fine_kept, fine_numbers, fine_channel = self._survivors(coarse, numbers, channel)
        fine = self._trigram_marginals(fine_numbers, fine_channel)
        posterior = np.zeros(shape, dtype=np.float32)
        index = np.take_along_axis(kept, fine_kept, axis=2)
        np.put_along_axis(posterior, index, fine, axis=2)
        return posterior

    def _widest(self, score: Floats, width: int) -> tuple[Ints, Ints, Floats]:
        """The best candidates by `score`: their places, numbers and channel scores."""
        if score.shape[2] <= width:
            places = np.broadcast_to(np.arange(score.shape[2]), score.shape)
            return places.copy(), self.numbers, self.channel
        valid = np.where(self.channel > _NEVER / 2, score, np.float32(2 * _NEVER))
        places = np.argpartition(-valid, width - 1, axis=2)[:, :, :width]
        best = np.take_along_axis
        return places, best(self.numbers, places, axis=2), best(self.channel, places, axis=2)

    def _survivors(self, coarse: Floats, numbers: Ints, channel: Floats) -> tuple[Ints, Ints, Floats]:
        """What the first pass leaves, at most FINE_WIDTH a slot; no candidate of posterior 0 counts."""
        alive = np.where(coarse > COARSE_LEAST, coarse, 0)
        width = min(FINE_WIDTH, max(1, int((alive > 0).sum(axis=2).max())))
        places = np.argsort(-alive, axis=2, kind="stable")[:, :, :width]
        best = np.take_along_axis
        left = np.where(best(alive, places, axis=2) > 0, best(channel, places, axis=2), np.float32(_NEVER))
        return places, best(numbers, places, axis=2), left

    def _bigrams(self, numbers: Ints, channel: Floats) -> tuple[Floats, Ints]:
        """Scores of each candidate pair of neighbours (row, position, left, right) with the right one's
        channel, and the bigrams' positions in the model; position i is the pair (i, i + 1)."""
        shape = (*numbers[:, 1:].shape, numbers.shape[2])
        open_ = channel > _NEVER / 2
        asked = open_[:, :-1, :, None] & open_[:, 1:, None, :] & self.real[:, 1:, None, None]
        left = np.broadcast_to(numbers[:, :-1, :, None], shape)[asked]
        right = np.broadcast_to(numbers[:, 1:, None, :], shape)[asked]
        score, index = self.model.bigram(left, right)
        scores = np.where(open_[:, 1:, None, :] & open_[:, :-1, :, None], np.float32(0), np.float32(_NEVER))
        scores[asked] = self.scale * score
        indices = np.full(shape, -1, dtype=np.int64)
        indices[asked] = index
        return scores + np.maximum(channel[:, 1:, None, :], np.float32(_NEVER)), indices

    def _trigram_marginals(self, numbers: Ints, channel: Floats) -> Floats:
        """Posteriors from forward-backward over pairs of neighbouring candidates."""
        pairs, index = self._bigrams(numbers, channel)
        steps = self._trigram_steps(numbers, channel, pairs, index)
        forward = [
            _scaled(np.exp(np.maximum(pairs[:, 0] - pairs[:, 0].max(axis=(1, 2), keepdims=True), -600.0)))
        ]
        for at in range(steps.shape[1]):
            forward.append(_scaled(np.einsum("bki,bkij->bij", forward[-1], steps[:, at])))
        marginals = np.ones(channel.shape, dtype=np.float32)
        backward = np.ones_like(forward[-1])
        for at in range(len(forward) - 1, -1, -1):
            both = _scaled(forward[at] * backward)
            marginals[:, at + 1] = both.sum(axis=1)
            if at:
                backward = _scaled(np.einsum("bkij,bij->bki", steps[:, at - 1], backward))
        return marginals

    def _trigram_steps(
        self, numbers: Ints, channel: Floats, pairs: Floats, index: Ints
    ) -> NDArray[np.float64]:
        """exp scores (row, position, k, i, j) of candidate j at position + 2 after k and i."""
        rows, positions, width = pairs.shape[0], pairs.shape[1] - 1, pairs.shape[2]
        shape = (rows, positions, width, width, width)
        scores = np.broadcast_to(pairs[:, 1:, None], shape).copy()
        open_ = channel > _NEVER / 2
        asked = (
            open_[:, :-2, :, None, None]
            & open_[:, 1:-1, None, :, None]
            & open_[:, 2:, None, None, :]
            & self.real[:, 2:, None, None, None]
        )
        spot = np.nonzero(asked)
        row, at, first, second, third = spot
        seen = channel[row, at + 2, third]
        lower = (pairs[row, at + 1, second, third] - seen) / np.float32(self.scale)
        score = self.model.trigram(index[row, at, first, second], numbers[row, at + 2, third], lower)
        scores[spot] = self.scale * score + seen
        scores -= scores.max(axis=(2, 3, 4), keepdims=True)
        steps: NDArray[np.float64] = np.exp(np.maximum(scores, np.float32(-600)), dtype=np.float64)
        return steps


def _marginals(scores: Floats, start: Floats) -> Floats:
    """Forward-backward over single candidates: scores (row, position, left, right) ─▶ posteriors."""
    steps = np.exp(np.maximum(scores - scores.max(axis=(2, 3), keepdims=True), -600.0), dtype=np.float64)
    forward = [_scaled(np.exp(np.maximum(start, -600.0), dtype=np.float64))]
    for at in range(steps.shape[1]):
        forward.append(_scaled(np.einsum("bi,bij->bj", forward[-1], steps[:, at])))
    marginals = np.empty((*start.shape[:1], len(forward), start.shape[1]), dtype=np.float32)
    backward = np.ones_like(forward[-1])
    for at in range(len(forward) - 1, -1, -1):
        marginals[:, at] = _scaled(forward[at] * backward)
        if at:
            backward = _scaled(np.einsum("bij,bj->bi", steps[:, at - 1], backward))
    return marginals


def _scaled(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Each row divided by its sum."""
    total = values.sum(axis=tuple(range(1, values.ndim)), keepdims=True)
    scaled: NDArray[np.float64] = values / np.maximum(total, 1e-300)
    return scaled
