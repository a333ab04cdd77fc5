"""Tokens to sentences: the parts of each token in running order, cut where a sentence ends.

    Lattice ─ cut ─▶ parts of each token ─ split ─▶ Sentences of places, their slots still empty

A line's end is no sentence's end when the line is full or the next line goes on in small letters.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from diacritics import tokens
from diacritics.decoding.decoder import Segment
from diacritics.language_model import LanguageModel
from diacritics.lattice import Lattice, Slot
from diacritics.parts import Kind, Part, parts

_ENDS = ".;:!?"
_LONGEST = 60  # parts of a sentence, after which it is cut; the decoder's padding grows with it
_CUT_AT_COMMA = 35
_FULL_LINE = 0.85  # of the 90th percentile of line lengths: such a line ran to the margin


@dataclass(slots=True)
class Place:
    """Where a slot comes from: the token, the part of it."""

    token: int
    part: int
    text: str
    kind: Kind
    read: str = ""  # the text in the case it was probably printed in


@dataclass(slots=True)
class Sentence:
    """Slots in running order, the place of each, and the token number before the first."""

    before: int
    slots: list[Slot] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    after: int | None = None

    def as_segment(self) -> Segment:
        return Segment(self.before, self.slots, self.after)


def cut(lattice: Lattice, channel: str) -> list[tuple[Part, ...]]:
    """The parts of each token."""
    return [parts(token.seen, channel) for token in lattice]


def split(
    lattice: Lattice, pieces: Sequence[tuple[Part, ...]], channel: str, model: LanguageModel
) -> list[Sentence]:
    """The sentences of a lattice, cut into pieces, without their slots."""
    breaks = _hard_breaks(lattice)
    if channel == "vietnamese-ocr":  # a heading ends nothing: "QUYẾT ĐỊNH" alone hardly ends a paragraph
        breaks = {at: short and pieces[at][-1].text in _ENDS for at, short in breaks.items()}
    return list(_sentences(pieces, breaks, model))


def _hard_breaks(lattice: Lattice) -> dict[int, bool]:
    """Tokens after which a line's end ends the sentence too, and whether it surely ends the paragraph:
    the line is short."""
    lengths, ends, length = [], [], 0
    for at, token in enumerate(lattice):
        length += len(token.seen) + 1
        if token.ends_line or at + 1 == len(lattice):
            lengths.append(length)
            ends.append(at)
            length = 0
    full = _FULL_LINE * float(np.percentile(lengths, 90)) if lengths else 0.0
    breaks = {}
    for end, width in zip(ends, lengths, strict=True):
        following = lattice[end + 1].seen if end + 1 < len(lattice) else ""
        goes_on = following[:1].islower() or (width >= full and following[:1].isalpha())
        if not goes_on:
            breaks[end] = width < full
    return breaks


def _sentences(
    pieces: Sequence[tuple[Part, ...]], breaks: dict[int, bool], model: LanguageModel
) -> Iterator[Sentence]:
    boundary = model.numbers[tokens.BOUNDARY]
    current = Sentence(boundary)
    for at, token_parts in enumerate(pieces):
        for number, part in enumerate(token_parts):
            current.places.append(Place(at, number, part.text, part.kind))
        last = token_parts[-1].text
        length = len(current.places)
        if at in breaks:
            current.after = boundary if breaks[at] else None
            yield current
            current = Sentence(boundary)
        elif last in _ENDS or length >= _LONGEST or (last == "," and length >= _CUT_AT_COMMA):
            yield current
            current = Sentence(model.number(tokens.classify(last)))
    if current.places:
        yield current
