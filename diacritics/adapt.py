"""A recogniser's channel adapted to one document: what its own confident words say of its confusions.

    Lattice, pooled channel ─ decode ─▶ readings (seen, meant, weight) ─ count ─▶ adapted channel ─ decode ...

Expectation-maximisation without supervision, from the channel that was learned of aligned pairs.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from diacritics import segments
from diacritics.candidates import Candidates
from diacritics.channel import Recogniser, case_of, with_case
from diacritics.confusions import Reading
from diacritics.context import widen
from diacritics.decoder import decode
from diacritics.edit_model import LONGEST
from diacritics.joins import Cut, mended
from diacritics.language_model import LanguageModel
from diacritics.lattice import Lattice
from diacritics.parts import Kind

ROUNDS = 3
_ENOUGH = 200  # words of a document from which it teaches more than it misleads
_CONFIDENT = 0.8  # posterior of a word that counts as known


def adapted(
    lattice: Lattice, pieces: Sequence[Cut], candidates: Candidates, model: LanguageModel
) -> tuple[Candidates, Sequence[Cut]]:
    """Candidates of the channel adapted to the lattice, and the pieces cut anew by it; of the channel as it
    is where the lattice is too short to learn from."""
    channel = candidates.channel
    assert isinstance(channel, Recogniser)
    if len(lattice) < _ENOUGH:
        return candidates, mended(pieces, lattice, candidates, model)
    for round_ in range(ROUNDS):
        readings = _confident(lattice, pieces, candidates, model)
        if not readings:
            break
        channel = channel.adapted(channel.expected(readings))
        candidates = Candidates(channel, model)
        if round_ == 0:
            pieces = mended(pieces, lattice, candidates, model)
    return candidates, pieces


def _confident(
    lattice: Lattice, pieces: Sequence[Cut], candidates: Candidates, model: LanguageModel
) -> list[Reading]:
    """Words of high posterior, each kind of reading once, repeated ones by the logarithm of their number."""
    sentences = segments.build(lattice, pieces, candidates.channel.name, candidates, model)
    found: Counter[tuple[str, str]] = Counter()
    posteriors = decode([sentence.as_segment() for sentence in sentences], model)
    widen(sentences, posteriors, candidates, model)
    posteriors = decode([sentence.as_segment() for sentence in sentences], model)
    for sentence, rows in zip(sentences, posteriors, strict=True):
        for place, slot, row in zip(sentence.places, sentence.slots, rows, strict=True):
            if place.kind is not Kind.WORD or len(slot.numbers) < 2:
                continue
            best = int(row.argmax())
            word = model.words[slot.numbers[best]]
            if row[best] >= _CONFIDENT and word.isalpha() and len(word) <= LONGEST:
                found[place.read, with_case(word, case_of(place.read))] += float(row[best])
    return [Reading(seen, meant, 1 + math.log(max(n, 1))) for (seen, meant), n in sorted(found.items())]
