"""A recogniser's channel adapted to one document: what its own confident words say of its confusions.

    Lattice, pooled channel ─ decode ─▶ readings (seen, meant, weight) ─ count ─▶ adapted channel ─ decode ...

Expectation-maximisation without supervision, from the channel that was learned of aligned pairs, on the
first pages; then the whole is decoded once. The brake against drift: a round counts only where the document
became likelier by it, and a word read often counts little more than one read once. (That a confusion be
shown by several words lost 2 to 5 points of three layers.)
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from diacritics.arrays import Floats
from diacritics.channel.channels import Recogniser
from diacritics.channel.edit_model import LONGEST, Reading
from diacritics.decoding.candidates import Candidates
from diacritics.decoding.decoder import Segment, decode
from diacritics.decoding.sentences import Sentence, cut
from diacritics.decoding.slots import with_slots
from diacritics.decoding.token_cuts import Cut, mended
from diacritics.decoding.widen import noise_of, widen
from diacritics.language_model import LanguageModel
from diacritics.lattice import Lattice, Slot
from diacritics.letter_case import case_of, with_case
from diacritics.parts import Kind

ROUNDS = 3
_ENOUGH = 200  # words of a document from which it teaches more than it misleads
_SAMPLE = 3000  # tokens that teach: page 1 of three layers .902 by 3,000, .897 by 1,500
_CONFIDENT = 0.8  # posterior of a word that counts as known
# Share of garbled words from which the recogniser is none that the channel was learned from: 0.08 in a
# report read by Tesseract, 0.33 to 0.36 in layers of three other engines.
_OTHER_ENGINE = 0.18


@dataclass(frozen=True, slots=True)
class Known:
    """Sentences with their slots, the posteriors of all candidates, whether the channel is the document's
    own, and the evidence: mean log probability of a token and its likeliest meaning, before `widen`."""

    sentences: list[Sentence]
    posteriors: list[list[Floats]]
    own: bool
    evidence: float


@dataclass(frozen=True, slots=True)
class _Decoder:
    """Decodes a lattice; what was decoded before, slot for slot, is remembered."""

    model: LanguageModel
    before: dict[tuple[int, int | None, tuple[Slot, ...]], list[Floats]] = field(default_factory=dict)

    def read(self, lattice: Lattice, pieces: Sequence[Cut], candidates: Candidates, own: bool) -> Known:
        channel = candidates.channel
        if isinstance(channel, Recogniser):
            channel.prepare(part.text.strip() for cut in pieces for part in cut if part.kind is not Kind.KEPT)
        sentences = with_slots(lattice, pieces, channel.name, candidates, self.model)
        posteriors = self._decoded(sentences)
        evidence = _evidence(sentences, posteriors, self.model) / max(len(lattice), 1)
        if own:
            widen(sentences, posteriors, candidates, self.model)
            posteriors = self._decoded(sentences)
        return Known(sentences, posteriors, own, evidence)

    def _decoded(self, sentences: Sequence[Sentence]) -> list[list[Floats]]:
        keys = [(sentence.before, sentence.after, tuple(sentence.slots)) for sentence in sentences]
        new = list(dict.fromkeys(key for key in keys if key not in self.before))
        found = decode([Segment(before, slots, after) for before, after, slots in new], self.model)
        self.before.update(zip(new, found, strict=True))
        return [self.before[key] for key in keys]


def read(lattice: Lattice, candidates: Candidates, model: LanguageModel) -> Known:
    """A lattice that came through the candidates' channel, decoded: by a channel of its own where the
    document is long enough and came from another engine than the channel was learned from."""
    channel, decoder = candidates.channel, _Decoder(model)
    pieces = cut(lattice, channel.name)
    if not isinstance(channel, Recogniser) or channel.name != "english-ocr":
        return decoder.read(lattice, pieces, candidates, own=False)
    own = _own_channel(lattice, pieces, candidates, decoder) if len(lattice) >= _ENOUGH else None
    if own is not None:
        candidates = Candidates(own, model)
    return decoder.read(lattice, mended(pieces, lattice, candidates, model), candidates, own=own is not None)


def _own_channel(
    lattice: Lattice, pieces: Sequence[Cut], candidates: Candidates, decoder: _Decoder
) -> Recogniser | None:
    """The channel of the document, learned from its beginning; None where the learned one fits, or where
    none makes the document likelier."""
    size = next((at for at in range(_SAMPLE, len(lattice)) if lattice[at - 1].ends_line), len(lattice))
    lattice, pieces = lattice[:size], pieces[:size]
    known = decoder.read(lattice, pieces, candidates, own=False)
    if noise_of(known.sentences, known.posteriors) < _OTHER_ENGINE:
        return None
    found: Recogniser | None = None
    channel = candidates.channel
    assert isinstance(channel, Recogniser)
    for _ in range(ROUNDS):
        readings = _confident(known, decoder.model)
        if not readings:
            break
        channel = channel.adapted(channel.expected(readings))
        candidates = Candidates(channel, decoder.model)
        if found is None:
            pieces = mended(pieces, lattice, candidates, decoder.model)
        again = decoder.read(lattice, pieces, candidates, own=True)
        if again.evidence <= known.evidence:
            break
        found, known = channel, again
    return found


def _evidence(
    sentences: Sequence[Sentence], posteriors: Sequence[Sequence[Floats]], model: LanguageModel
) -> float:
    """log P of the likeliest meanings, by bigrams, and of what was seen of them."""
    left: list[int] = []
    right: list[int] = []
    total = 0.0
    for sentence, rows in zip(sentences, posteriors, strict=True):
        at = [int(row.argmax()) for row in rows]
        words = [int(slot.numbers[best]) for slot, best in zip(sentence.slots, at, strict=True)]
        total += sum(float(slot.channel[best]) for slot, best in zip(sentence.slots, at, strict=True))
        left += [sentence.before, *words[:-1]]
        right += words
    score, _ = model.bigram(np.array(left, dtype=np.int64), np.array(right, dtype=np.int64))
    return total + float(score.sum())


def _confident(known: Known, model: LanguageModel) -> list[Reading]:
    """Words of high posterior, each kind of reading once, repeated ones by the logarithm of their number."""
    found: defaultdict[tuple[str, str], float] = defaultdict(float)
    for sentence, rows in zip(known.sentences, known.posteriors, strict=True):
        for place, slot, row in zip(sentence.places, sentence.slots, rows, strict=True):
            if place.kind is not Kind.WORD or len(slot.numbers) < 2:
                continue
            best = int(row.argmax())
            word = model.words[slot.numbers[best]]
            if row[best] >= _CONFIDENT and word.isalpha() and len(word) <= LONGEST:
                found[place.read, with_case(word, case_of(place.read))] += float(row[best])
    return [Reading(seen, meant, 1 + math.log(max(n, 1))) for (seen, meant), n in sorted(found.items())]
