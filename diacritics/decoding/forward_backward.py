"""Forward-backward over flat arrays of states.

    states position by position + Moves between neighbours ─▶ posterior of each state, within its group

All groups of a position advance together; every position is scaled, so that no product vanishes.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from diacritics.arrays import Doubles, Floats, Ints
from diacritics.decoding.runs import edges

_FLOOR = -600.0  # natural logarithm under which a weight is as good as none


@dataclass(slots=True)
class Moves:
    """Ways from a state at one position to one at the next, in the order of `left`, with their weights."""

    left: Ints
    right: Ints
    weights: Doubles


def weights_of(scores: Floats, groups: Ints) -> Doubles:
    """exp of the scores, the largest of each group (they rise) made 1."""
    if not len(scores):
        return np.zeros(0)
    changes = np.concatenate((np.zeros(1, dtype=np.int64), np.flatnonzero(np.diff(groups)) + 1))
    most = np.repeat(np.maximum.reduceat(scores, changes), np.diff(changes, append=len(scores)))
    weights: Doubles = np.exp(np.maximum(scores - most, _FLOOR), dtype=np.float64)
    return weights


def forward_backward(starts: Ints, groups: Ints, moves: Moves, opening: Doubles) -> Doubles:
    """Posteriors of states that stand position by position (`starts`), within each of `groups` (rising).

    `opening` weighs the states of the first position.
    """
    count = int(starts[-1])
    begins = np.repeat(starts[:-1], np.diff(starts))
    local = groups - groups[begins]
    from_, to = moves.left - begins[moves.left], moves.right - begins[moves.right]
    outgoing = np.bincount(moves.left, minlength=count)
    last = (outgoing == 0).astype(np.float64)
    spans = list(pairwise(starts.tolist()))
    steps = [slice(a, b) for a, b in pairwise(edges(outgoing)[starts].tolist())]
    forward, backward = np.zeros(count), np.ones(count)
    forward[: starts[1]] = opening
    for step, (begin, end) in zip(steps, spans[1:], strict=False):
        flow = forward[moves.left[step]] * moves.weights[step]
        forward[begin:end] = _shared(_summed(to[step], flow, end - begin), local[begin:end])
    for step, (begin, end) in zip(steps[-2::-1], spans[-2::-1], strict=True):
        flow = backward[moves.right[step]] * moves.weights[step]
        ahead = _summed(from_[step], flow, end - begin) + last[begin:end]
        backward[begin:end] = _shared(ahead, local[begin:end])
    return _shared(forward * backward, groups)


def _summed(groups: Ints, values: Doubles, size: int) -> Doubles:
    """The sum of the values of each group 0..size-1."""
    return np.bincount(groups, values, size).astype(np.float64, copy=False)


def _shared(values: Doubles, groups: Ints) -> Doubles:
    """Each value divided by the sum of its group."""
    total = np.maximum(_summed(groups, values, 0), 1e-300)
    shares: Doubles = values / total[groups]
    return shares
