"""What one word may have been: the channel's candidates, the word as it stands, and what its case says.

word, kind, case evidence, confidence ─▶ Slot (numbers in the model, log P(seen | candidate))
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from diacritics import tokens
from diacritics.arrays import Floats, Ints
from diacritics.channel.channels import Channel, Recogniser
from diacritics.language_model import LanguageModel, frequency
from diacritics.lattice import Slot
from diacritics.parts import Kind, is_legal_skeleton
from diacritics.syllable import is_syllable, skeleton

_READ_AS = {"đ": "đdbpð", "q": "qo", "ư": "ưu", "l": "li", "i": "il"}  # letters of abbreviations, as misread

NO_CASE = -1  # the case of this word tells nothing: first of its sentence, or among capitals

OWN_LETTER = re.compile(r"[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")  # an English recogniser never writes these
_UNKNOWN_LETTER = -2.2  # log probability of one letter of a word the model does not know
_SMALL_UNKNOWN = -7.0  # and of it being a word at all when it is in small letters: names are not
_FOREIGN = -3.0  # a known word that is no syllable: against garbage that the corpus holds too
_MIXED = -12.0  # digits and letters together, taken as meant so
_MOSTLY_CAPITAL = math.log(0.4)  # share of ALL-CAPITAL forms of what may stand in a code
# Share of wrong words in Tesseract's readings of real scans, where it does not say (5 to 15 % seen).
_WRONG = 0.05
_LEARNED_WRONG = 0.025  # and in the lines the channel was learned from
_DOUBTFUL = 0.6  # confidence under which even an abbreviation may be another word
_SURE = 0.9  # recogniser's confidence above which a legal word that may be a name is left alone
# Tesseract is as sure (0.96) of "sô" for số as of số. Words made better and worse on 20 rendered and 15
# scanned pages, sure words left alone 201 : 5 and 165 : 2, sure names alone 223 : 5 and 175 : 2.
_LEAST_WRONG = 0.05
_SURE_WRONG = 0.001
# Log P and log frequency by which a candidate may be behind the best. Of 6,600 words of 004 those further
# behind had a posterior of 0.2 together; 9 lost nine of 21,669 syllables of held-back pairs, 10 none.
_BEHIND = 10.0


def merged(weighted: Sequence[tuple[float, Slot]]) -> Slot:
    """One slot of several readings of a word, each with the log probability that it is the right one."""
    numbers = np.unique(np.concatenate([slot.numbers for _, slot in weighted]))
    scores = np.full(len(numbers), -np.inf, dtype=np.float32)
    for weight, slot in weighted:
        np.logaddexp.at(scores, np.searchsorted(numbers, slot.numbers), np.float32(weight) + slot.channel)
    order = np.argsort(-scores, kind="stable")
    return Slot(numbers[order], scores[order])


class Candidates:
    """Slots for words of one channel; every answer is kept."""

    def __init__(self, channel: Channel, model: LanguageModel) -> None:
        self.channel, self._model = channel, model
        self._remembered = lru_cache(maxsize=1 << 17)(self._slot)
        self._own = isinstance(channel, Recogniser) and channel.own
        self._kept: dict[int, Slot] = {}

    def slot(self, text: str, kind: Kind, case: int, confidence: float) -> Slot:
        """Candidates of a word; `case` as `tokens.case_of` numbers it, or NO_CASE; `confidence` 0..1."""
        return self._remembered(text, kind is Kind.CODE, case, confidence)

    def kept(self, text: str) -> Slot:
        """The one candidate of a part that stays as it is."""
        number = self._model.number(tokens.classify(text))
        if number not in self._kept:
            self._kept[number] = Slot(np.array([number], dtype=np.int64), np.zeros(1, dtype=np.float32))
        return self._kept[number]

    def _slot(self, text: str, in_code: bool, case: int, confidence: float) -> Slot:
        found = (
            self._recognised(text, case, confidence, in_code=in_code)
            if isinstance(self.channel, Recogniser)
            else self._bare(text)
        )
        if in_code:
            found = self._of_code(text, found)
        elif case != NO_CASE:
            found = Slot(found.numbers, found.channel + self._model.case[found.numbers, case])
        return _within_reach(found)

    def _bare(self, text: str) -> Slot:
        found = self.channel.read(text) if text.isascii() else self.kept(text)
        return found if len(found.numbers) else self.kept(text)

    def _recognised(self, text: str, case: int, confidence: float, *, in_code: bool) -> Slot:
        legal = is_syllable(text)
        by_vietnamese = self.channel.name == "vietnamese-ocr"
        if by_vietnamese and not any(map(str.isalnum, text)):
            return self.kept(text)  # a lone sign is a sign, not a letter
        if legal and self.channel.name == "english-ocr" and OWN_LETTER.search(text):
            return self.kept(text)
        found = self.channel.read(text)
        number = self._model.number(tokens.classify(text))
        scores = found.channel
        if by_vietnamese:
            sure = legal and _SURE < confidence < 1.0 and text[0].isupper() and not text.isupper()
            scores = self._with_confidence(found, number, sure, confidence)
        heading = case == NO_CASE and self._own  # CQNG among capitals is no abbreviation
        shortest = 2 if by_vietnamese else 3  # letters; TB is no misread word of two
        abbreviated = _is_abbreviation(text, shortest) and confidence >= _DOUBTFUL and not heading
        if abbreviated or (in_code and by_vietnamese):
            found = Slot(*self._abbreviations(text, found, scores))
            scores = found.channel
        if number in found.numbers:
            return Slot(found.numbers, scores)
        own = self._as_it_stands(text, number, legal)
        return Slot(np.append(found.numbers, number), np.append(scores, np.float32(own)))

    def _abbreviations(self, text: str, found: Slot, scores: Floats) -> tuple[Ints, Floats]:
        """Readings of an abbreviation: the same letters, or letters that are known to be misread so."""
        read = text.lower()
        words = [self._model.words[number] for number in found.numbers]
        fitting = [
            len(word) == len(read) and all(_may_read(b, a) for a, b in zip(read, word, strict=True))
            for word in words
        ]
        return found.numbers[fitting], scores[fitting]

    def _with_confidence(self, found: Slot, number: int, sure: bool, confidence: float) -> Floats:
        """Other candidates count by how likely the recogniser was wrong here, against where it learned."""
        wrong = _WRONG if confidence == 1.0 else min(max(1 - confidence, _LEAST_WRONG), 0.7)
        if sure:
            wrong = _SURE_WRONG
        shift = math.log(wrong / _LEARNED_WRONG)
        return np.where(found.numbers == number, found.channel, found.channel + np.float32(shift))

    def _as_it_stands(self, text: str, number: int, legal: bool) -> float:
        if not text.isalpha():
            garbled = self._own and sum(c.islower() for c in text) > 1
            return _MIXED + (_UNKNOWN_LETTER * len(text) if garbled else 0.0)
        assert isinstance(self.channel, Recogniser)
        score = self.channel.identity(text)
        if number == self._model.numbers[tokens.UNKNOWN]:
            name = text.istitle() or text.isupper()
            return score + _UNKNOWN_LETTER * len(text) + (0.0 if name else _SMALL_UNKNOWN)
        return score if legal else score + _FOREIGN

    def _of_code(self, text: str, found: Slot) -> Slot:
        """Only abbreviations whose letters may be read so, and the part itself: NĐ is no NQ."""
        own = self._model.number(tokens.classify(text))
        if self.channel.name == "english-ocr":
            if OWN_LETTER.search(text):
                return self.kept(text)
            if text.isalpha():
                found = Slot(*self._abbreviations(text, found, found.channel))
        fitting = (self._model.case[found.numbers, 2] > _MOSTLY_CAPITAL) | (found.numbers == own)
        return Slot(found.numbers[fitting], found.channel[fitting]) if fitting.any() else self.kept(text)


def _within_reach(slot: Slot) -> Slot:
    """Without the candidates that no context makes likely."""
    score = slot.channel + frequency(slot.numbers)
    near = score > score.max() - _BEHIND
    return slot if near.all() else Slot(slot.numbers[near], slot.channel[near])


def _is_abbreviation(text: str, shortest: int) -> bool:
    return len(text) >= shortest and text.isalpha() and text.isupper() and not is_legal_skeleton(text)


def _may_read(letter: str, seen: str) -> bool:
    return seen in _READ_AS.get(letter, letter) or skeleton(seen) == skeleton(letter)
