"""Made lines with their truth, as many as a run wants: the same for the same seed, fonts and corpus.

    Texts, Faces, seed, number of the batch ─▶ Batch(pictures, labels, labels of steps)

Nothing is stored. A batch hangs on its number alone, so that workers may make them in any order and a run
goes on where it was. The labels of steps say at which step a sign has its middle; they teach where things
are, which CTC alone is slow to find.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from extract.imaging.colour import Grey
from extract.ocr.line import picture
from extract.ocr.line.alphabet import BLANK, encode
from extract.ocr.line.training import drawing, wear
from extract.ocr.line.training.drawing import Span
from extract.ocr.line.training.faces import Faces
from extract.ocr.line.training.text import Texts

UNSURE = -100  # the label of a step that may say anything
SHORTEST = 0.25  # the longest line of a batch may be this share of the run's longest, or more


@dataclass(frozen=True, slots=True)
class MadeLine:
    """A piece of a line and what it says."""

    text: str
    piece: Grey
    spans: tuple[Span, ...]  # left and right column of each sign in the piece


@dataclass(frozen=True, slots=True)
class Batch:
    """Lines of about one length, padded with paper and with BLANK."""

    pictures: NDArray[np.float16]  # lines x height x columns; half as much to hand over from the workers
    steps: NDArray[np.int64]  # of each line
    labels: NDArray[np.int64]  # lines x signs
    lengths: NDArray[np.int64]
    places: NDArray[np.int64]  # lines x steps: the label of each step, or UNSURE


class Maker:
    """Makes lines of some texts in some faces."""

    def __init__(self, texts: Texts, faces: Faces) -> None:
        self.texts, self.faces = texts, faces

    def line(self, chance: random.Random, longest: int) -> MadeLine:
        """A line of at most `longest` signs."""
        text = self.texts.piece(chance, longest)
        around = self.texts.prose(chance, longest), self.texts.prose(chance, longest)
        ink = drawing.drawn(text, self.faces, chance, around)
        worn = wear.spoiled(ink, ink.page, chance)
        piece, left = wear.cut(worn, chance)
        return MadeLine(text, piece, tuple((a - left, b - left) for a, b in worn.spans))

    def batch(self, seed: int, number: int, size: int, height: int, longest: int) -> Batch:
        """Batch `number` of a run with this seed."""
        chance = random.Random(seed * 1_000_003 + number)
        room = max(round(longest * chance.uniform(SHORTEST, 1)), 1)
        made: list[tuple[MadeLine, NDArray[np.float32]]] = []
        while len(made) < size:
            line = self.line(chance, room)
            seen = picture.seen(line.piece, height)
            if needed(line.text) <= seen.shape[1] // picture.STEP:
                made.append((line, seen))
        return stacked(made, height)


def needed(text: str) -> int:
    """Steps that CTC needs for a text: one a sign, one between two that are alike."""
    return len(text) + sum(a == b for a, b in pairwise(text))


def stacked(made: Sequence[tuple[MadeLine, NDArray[np.float32]]], height: int) -> Batch:
    """Lines with their pictures as arrays."""
    wide = max(seen.shape[1] for _, seen in made)
    most = max(len(line.text) for line, _ in made)
    pictures = np.ones((len(made), height, wide), np.float16)
    labels = np.full((len(made), most), BLANK, np.int64)
    places = np.full((len(made), wide // picture.STEP), UNSURE, np.int64)
    for at, (line, seen) in enumerate(made):
        pictures[at, :, : seen.shape[1]] = seen
        labels[at, : len(line.text)] = encode(line.text)
        places[at] = labelled(line, height, len(places[at]))
    steps = np.array([seen.shape[1] // picture.STEP for _, seen in made], np.int64)
    lengths = np.array([len(line.text) for line, _ in made], np.int64)
    return Batch(pictures, steps, labels, lengths, places)


def labelled(line: MadeLine, height: int, steps: int) -> NDArray[np.int64]:
    """The label of every step: a sign at its middle, BLANK around the line and between two that are alike."""

    def step(x: float) -> int:
        return int(picture.column(x, line.piece.shape, height) / picture.STEP)

    labels = np.full(steps, UNSURE, np.int64)
    labels[: max(step(line.spans[0][0]), 0)] = BLANK
    labels[step(line.spans[-1][1]) + 1 :] = BLANK
    before = BLANK
    for number, (left, right) in zip(encode(line.text), line.spans, strict=True):
        begins, middle = step(left), step((left + right) / 2)
        if 0 <= middle < steps:
            if number == before and labels[begins] == UNSURE:
                labels[begins] = BLANK
            labels[middle] = number
        before = number
    return labels
