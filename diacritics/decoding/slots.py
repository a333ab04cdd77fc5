"""Sentences with a slot for each place: what the part may have been meant to be.

    Lattice, parts of each token ─ sentences.split ─▶ Sentences ─ with_slots ─▶ the same with their slots

A sentence that never came through the channel keeps its words.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from diacritics import tokens
from diacritics.decoding.candidates import NO_CASE, OWN_LETTER, Candidates, merged
from diacritics.decoding.misread_capitals import capital_neighbour, recased
from diacritics.decoding.sentences import Place, Sentence, split
from diacritics.language_model import LanguageModel
from diacritics.lattice import Lattice, Token
from diacritics.parts import Kind, Part, parts

# Share of words with a letter only Vietnamese has, from which a sentence (or the whole text) was
# neither stripped nor read as English; running Vietnamese has 0.45 to 0.6.
_MARKED = 0.25
LEAST_SHOWN = 0.005  # posterior of a reading that is worth telling


def with_slots(
    lattice: Lattice,
    pieces: Sequence[tuple[Part, ...]],
    channel: str,
    candidates: Candidates,
    model: LanguageModel,
) -> list[Sentence]:
    """The sentences of a lattice, cut into pieces, with their slots."""
    found = split(lattice, pieces, channel, model)
    good = _is_good([place.text for sentence in found for place in sentence.places], channel)
    for sentence in found:
        _fill(sentence, lattice, channel, candidates, good)
    return found


def _is_good(words: Iterable[str], channel: str) -> bool:
    """Whether these words have so many Vietnamese letters that they never came through the channel."""
    if channel == "vietnamese-ocr":
        return False
    words = list(words)
    marked = sum(map(_is_marked, words))
    return marked >= _MARKED * max(sum(map(_has_letter, words)), 1)


@lru_cache(maxsize=1 << 16)
def _is_marked(word: str) -> bool:
    return OWN_LETTER.search(word) is not None


@lru_cache(maxsize=1 << 16)
def _has_letter(word: str) -> bool:
    return any(c.isalpha() for c in word)


def _fill(sentence: Sentence, lattice: Lattice, channel: str, candidates: Candidates, good: bool) -> None:
    places = sentence.places
    good = good or _is_good([place.text for place in places], channel)
    for at, place in enumerate(places):
        if good or place.kind is Kind.KEPT:
            sentence.slots.append(candidates.kept(place.text.strip()))
        else:
            text = recased(places, at) if channel == "english-ocr" else place.text.strip()
            place.read = text
            token, case = lattice[place.token], _case(places, at)
            confidence = round(token.confidence, 2)
            slot = candidates.slot(text, place.kind, case, confidence)
            others = [
                (log_prob, candidates.slot(other, place.kind, _case_like(case, other), confidence))
                for other, log_prob in _other_readings(token, place, channel)
            ]
            sentence.slots.append(merged([(_first_weight(token), slot), *others]) if others else slot)


def _case_like(case: int, other: str) -> int:
    """The case of another reading, where the place's case tells anything."""
    return case if case == NO_CASE else tokens.case_of(other)


def _other_readings(token: Token, place: Place, channel: str) -> Iterator[tuple[str, float]]:
    """What further readings of the token have in this place: those cut into the same parts."""
    own = [part.kind for part in parts(token.seen, channel)] if token.readings else []
    for reading in token.readings:
        found = parts(reading.text, channel)
        if [part.kind for part in found] == own:
            yield found[place.part].text.strip(), reading.log_prob


def _first_weight(token: Token) -> float:
    """Log probability that `seen` is the right reading: what the others leave."""
    return math.log(max(1.0 - sum(math.exp(reading.log_prob) for reading in token.readings), LEAST_SHOWN))


def _case(places: Sequence[Place], at: int) -> int:
    """The word's case where it tells something: not at the start, not among words in capitals."""
    text = places[at].text
    if at == 0 or (text.isupper() and capital_neighbour(places, at)):
        return NO_CASE
    return tokens.case_of(text)
