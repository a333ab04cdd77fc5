"""A recogniser's channel adapted to one document: what its own confident words say of its confusions.

    Lattice, pooled channel ─ decode ─▶ readings (seen, meant, weight) ─ count ─▶ adapted channel ─ decode ...

Expectation-maximisation without supervision, from the channel that was learned of aligned pairs.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from diacritics import segments
from diacritics.candidates import Candidates
from diacritics.channel import Recogniser, case_of, with_case
from diacritics.confusions import Reading
from diacritics.context import noise_of, widen
from diacritics.decoder import decode
from diacritics.edit_model import LONGEST
from diacritics.joins import Cut, mended
from diacritics.language_model import LanguageModel
from diacritics.lattice import Lattice
from diacritics.parts import Kind
from diacritics.segments import Sentence

Floats = NDArray[np.float32]

ROUNDS = 3
_ENOUGH = 200  # words of a document from which it teaches more than it misleads
_CONFIDENT = 0.8  # posterior of a word that counts as known
# Share of garbled words from which the recogniser is none that the channel was learned from: 0.10 in a
# report read by Tesseract, 0.28 to 0.37 in layers of three other engines.
_OTHER_ENGINE = 0.18


@dataclass(frozen=True, slots=True)
class Reader:
    """How a document is read: the parts of its tokens, candidates for them, and whether the channel is its
    own; then words may be read as anything."""

    pieces: Sequence[Cut]
    candidates: Candidates
    own: bool

    def decode(self, lattice: Lattice, model: LanguageModel) -> tuple[list[Sentence], list[list[Floats]]]:
        """Sentences with their slots, and the posteriors of all candidates."""
        channel = self.candidates.channel.name
        sentences = segments.build(lattice, self.pieces, channel, self.candidates, model)
        posteriors = decode([sentence.as_segment() for sentence in sentences], model)
        if self.own:
            widen(sentences, posteriors, self.candidates, model)
            posteriors = decode([sentence.as_segment() for sentence in sentences], model)
        return sentences, posteriors


def reader(lattice: Lattice, candidates: Candidates, model: LanguageModel) -> Reader:
    """How to read a lattice that came through the candidates' channel: adapted where the document is long
    enough, and read by another engine than the channel was learned from."""
    channel = candidates.channel
    pieces = segments.cut(lattice, channel.name)
    if not isinstance(channel, Recogniser) or channel.name != "english-ocr":
        return Reader(pieces, candidates, own=False)
    found = Reader(pieces, candidates, own=False)
    known = found.decode(lattice, model) if len(lattice) >= _ENOUGH else ([], [])
    if noise_of(*known) < _OTHER_ENGINE:
        return Reader(mended(pieces, lattice, candidates, model), candidates, own=False)
    for _ in range(ROUNDS):
        readings = _confident(*known, model)
        if not readings:
            break
        channel = channel.adapted(channel.expected(readings))
        candidates = Candidates(channel, model)
        if not found.own:
            pieces = mended(pieces, lattice, candidates, model)
        found = Reader(pieces, candidates, own=True)
        known = found.decode(lattice, model)
    return found


def _confident(
    sentences: Sequence[Sentence], posteriors: Sequence[Sequence[Floats]], model: LanguageModel
) -> list[Reading]:
    """Words of high posterior, each kind of reading once, repeated ones by the logarithm of their number."""
    found: defaultdict[tuple[str, str], float] = defaultdict(float)
    for sentence, rows in zip(sentences, posteriors, strict=True):
        for place, slot, row in zip(sentence.places, sentence.slots, rows, strict=True):
            if place.kind is not Kind.WORD or len(slot.numbers) < 2:
                continue
            best = int(row.argmax())
            word = model.words[slot.numbers[best]]
            if row[best] >= _CONFIDENT and word.isalpha() and len(word) <= LONGEST:
                found[place.read, with_case(word, case_of(place.read))] += float(row[best])
    return [Reading(seen, meant, 1 + math.log(max(n, 1))) for (seen, meant), n in sorted(found.items())]
