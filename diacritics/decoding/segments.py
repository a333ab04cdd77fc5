"""Tokens to sentences of slots, and the decoder's posteriors back to tokens.

    Lattice ─ build ─▶ Sentences (slots, and where each came from) ─ decode ─▶ posteriors
            ─ choose_words ─▶ Words ─ assemble ─▶ Decoded, one a token

A line's end is no sentence's end when the line is full or the next line goes on in small letters.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from diacritics import tokens
from diacritics.conventions.abbreviations import own_abbreviations, rewritten
from diacritics.conventions.list_letters import lost_letters
from diacritics.decoding.candidates import NO_CASE, OWN_LETTER, Candidates, merged
from diacritics.decoding.decoder import Segment
from diacritics.language_model import LanguageModel
from diacritics.lattice import Decoded, Lattice, Slot, Token
from diacritics.letter_case import case_of, with_case
from diacritics.parts import Kind, Part, is_legal_skeleton, parts
from diacritics.syllable import skeleton

_ENDS = ".;:!?"
_LONGEST = 60  # parts of a sentence, after which it is cut; the decoder's padding grows with it
_CUT_AT_COMMA = 35
_FULL_LINE = 0.85  # of the 90th percentile of line lengths: such a line ran to the margin
# Share of words with a letter only Vietnamese has, from which a sentence (or the whole text) was
# neither stripped nor read as English; running Vietnamese has 0.45 to 0.6.
_MARKED = 0.25
_SHORT = 3  # letters of a syllable that is taken for misread capitals
_CAPITAL_I = re.compile(r"^I(?=[aegouyvwàáâãèéêìíòóôõùúýăơưạ-ỹ][^A-Z]*$)")  # no syllable begins so
_MOSTLY = math.log(0.5)  # share of a word's forms that makes its case the likely one
_ONE_SHAPE = set("CKOPSUVWXYZ")  # capitals that look like their small letters
_LETTERED = "the letter after d in a list"
_SPELLED_OUT = "spelled out in the document"
_MISREAD = 0.2  # share of changed tokens from which a text's abbreviations are in doubt too
_ALTERNATIVES = 4
_LEAST_SHOWN = 0.005  # posterior of a reading that is worth telling
# Posterior under which a reading stays as it was. A recogniser of Vietnamese is right 19 times of 20,
# and its wrong words are seen by the reader; a wrong correction is not.
# Of 59 read pages in two halves: 0.6 made 12 and 19 words worse, 0.75 with what else is measured in
# candidates.py 5 and 4, and left fewer words wrong (468 and 521 instead of 503 and 570).
_LEAST = {"stripped": 0.0, "english-ocr": 0.0, "vietnamese-ocr": 0.75}
_LEAST_CODE = 0.9


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


class Word(NamedTuple):
    """The chosen text of a part, its posterior, and other texts with theirs."""

    text: str
    posterior: float
    alternatives: tuple[tuple[str, float], ...] = ()


def cut(lattice: Lattice, channel: str) -> list[tuple[Part, ...]]:
    """The parts of each token."""
    return [parts(token.seen, channel) for token in lattice]


def build(
    lattice: Lattice,
    pieces: Sequence[tuple[Part, ...]],
    channel: str,
    candidates: Candidates,
    model: LanguageModel,
) -> list[Sentence]:
    """The sentences of a lattice, cut into pieces, with their slots."""
    breaks = _hard_breaks(lattice)
    if channel == "vietnamese-ocr":  # a heading ends nothing: "QUYẾT ĐỊNH" alone hardly ends a paragraph
        breaks = {at: short and pieces[at][-1].text in _ENDS for at, short in breaks.items()}
    found = list(_sentences(pieces, breaks, model))
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


def _fill(sentence: Sentence, lattice: Lattice, channel: str, candidates: Candidates, good: bool) -> None:
    places = sentence.places
    good = good or _is_good([place.text for place in places], channel)
    for at, place in enumerate(places):
        if good or place.kind is Kind.KEPT:
            sentence.slots.append(candidates.kept(place.text.strip()))
        else:
            text = _recased(places, at) if channel == "english-ocr" else place.text.strip()
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
    return math.log(max(1.0 - sum(math.exp(reading.log_prob) for reading in token.readings), _LEAST_SHOWN))


def _case(places: Sequence[Place], at: int) -> int:
    """The word's case where it tells something: not at the start, not among words in capitals."""
    text = places[at].text
    if at == 0 or (text.isupper() and _capital_neighbour(places, at)):
        return NO_CASE
    return tokens.case_of(text)


def _recased(places: Sequence[Place], at: int) -> str:
    """The word; one in capitals alone among small letters was hardly printed so: co SO, BO trưởng;
    nor was a capital I before a vowel: quan Iy."""
    text = _CAPITAL_I.sub("l", places[at].text.strip())
    lone = 1 < len(text) <= _SHORT and text.isupper() and not _capital_neighbour(places, at)
    after = places[at + 1].text if at + 1 < len(places) else ""
    if not (lone and after and not after.isupper() and is_legal_skeleton(text)):
        return text
    return text.lower() if set(text) <= _ONE_SHAPE and at else text.capitalize()


def _capital_neighbour(places: Sequence[Place], at: int) -> bool:
    near = (*places[max(at - 1, 0) : at], *places[at + 1 : at + 2])
    return any(len(place.text) > 1 and place.text.isupper() for place in near)


def choose_words(
    sentence: Sentence, posteriors: Sequence[NDArray[np.float32]], channel: str, model: LanguageModel
) -> list[Word]:
    """The best text of each place; the text as seen where the best is not sure enough."""
    return [
        Word(place.text, 1.0) if place.kind is Kind.KEPT else _word(place, slot, row, channel, model)
        for place, slot, row in zip(sentence.places, sentence.slots, posteriors, strict=True)
    ]


def doubt_capitals(
    sentence: Sentence, posteriors: Sequence[NDArray[np.float32]], model: LanguageModel
) -> None:
    """A capital that is a misread letter says nothing of the word's case: Nghị Binh is Nghị định, KS Kế."""
    for at, (place, slot, row) in enumerate(zip(sentence.places, sentence.slots, posteriors, strict=True)):
        read = place.read
        if place.kind is not Kind.WORD or read == read.lower() or _capital_neighbour(sentence.places, at):
            continue
        number = int(slot.numbers[int(row.argmax())])
        word = model.words[number]
        case = case_of(read)
        misread = skeleton(word)[:1] != skeleton(read)[:1].lower()
        if case == 2 and len(read) <= _SHORT and model.case[number, 2] < _MOSTLY:
            place.read = with_case(read.lower(), 1)
        elif case == 1 and at and misread and model.case[number, 0] > _MOSTLY and word.isalpha():
            place.read = read.lower()


def _word(place: Place, slot: Slot, row: NDArray[np.float32], channel: str, model: LanguageModel) -> Word:
    seen = place.text.strip()
    lead = place.text[: len(place.text) - len(seen)]
    best = int(row.argmax()) if len(row) > 1 else 0
    posterior = float(row[best])
    if posterior > 1 - _LEAST_SHOWN:  # no other is worth telling
        return Word(lead + _written(seen, place.read, model.words[slot.numbers[best]]), posterior)
    order = np.argsort(-row, kind="stable")[: _ALTERNATIVES + 1].tolist()
    ranked = [i for i in order if row[i] > _LEAST_SHOWN]
    forms = [(lead + _written(seen, place.read, model.words[slot.numbers[i]]), float(row[i])) for i in ranked]
    text, posterior = forms[0]
    least = _LEAST_CODE if place.kind is Kind.CODE and channel != "stripped" else _LEAST[channel]
    if text != place.text and posterior < least:
        posterior = next((p for form, p in forms if form == place.text), 0.0)
        text = place.text
    others = tuple((form, p) for form, p in forms if form != text)
    return Word(text, posterior, others)


@lru_cache(maxsize=1 << 16)
def _written(seen: str, read: str, word: str) -> str:
    """The model's word in the case it was read in; what was seen itself if that is the same word."""
    if word.startswith("<") or tokens.classify(seen) == word:
        return seen
    return with_case(word, case_of(read))


def assemble(
    lattice: Lattice, sentences: Iterable[tuple[Sentence, list[Word]]], channel: str, model: LanguageModel
) -> Iterator[Decoded]:
    """One Decoded a token, in order."""
    words: list[list[Word]] = [[] for _ in lattice]
    for sentence, chosen in sentences:
        for place, word in zip(sentence.places, chosen, strict=True):
            words[place.token].append(word)
    decoded = [_decoded(token.seen, found, channel) for token, found in zip(lattice, words, strict=True)]
    if channel != "vietnamese-ocr":
        for at in lost_letters(lattice):
            decoded[at] = replace(decoded[at], text="đ" + decoded[at].seen[1:], reason=_LETTERED)
    texts = [token.text for token in decoded]
    misread = sum(token.changed for token in decoded) >= _MISREAD * len(decoded)
    forms = own_abbreviations(texts, channel, model.numbers) if misread else {}
    for token, text in zip(decoded, rewritten(texts, forms), strict=True):
        yield token if text == token.text else replace(token, text=text, reason=_SPELLED_OUT)


def _decoded(seen: str, words: Sequence[Word], channel: str) -> Decoded:
    if len(words) == 1:
        (word,) = words
        reason = channel if word.text != seen else ""
        return Decoded(seen, word.text, word.posterior, word.alternatives, reason)
    text = "".join(word.text for word in words)
    open_words = [word for word in words if word.alternatives]
    alternatives: tuple[tuple[str, float], ...] = ()
    if len(open_words) == 1:
        at = words.index(open_words[0])
        before, after = "".join(w.text for w in words[:at]), "".join(w.text for w in words[at + 1 :])
        alternatives = tuple((before + form + after, p) for form, p in open_words[0].alternatives)
    posterior = min((word.posterior for word in words), default=1.0)
    return Decoded(seen, text, posterior, alternatives, channel if text != seen else "")
