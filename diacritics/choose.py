"""Which channel a text came through: legacy encoding, stripped, read by a recogniser, or good as it is.

text ─ judge ─▶ Share (of words that are marked, legal, ...) ─ choose ─▶ channel name
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from diacritics.candidates import OWN_LETTER
from diacritics.edit_model import looks
from diacritics.encodings import detect
from diacritics.parts import is_legal_skeleton
from diacritics.syllable import is_syllable

NONE = "none"

_WORD = re.compile(r"[\w¢€@&]{2,}")
# Running Vietnamese has one of its own letters in 45 to 60 % of its words, tables of names in 35 %.
_GOOD_OWN = 0.25
_GOOD_LEGAL = 0.90
_MISREAD_LEGAL = 0.85  # text read by an English recogniser has 0.5: hoach, cép, trién are no syllables
_SOME_OWN = 0.12
_STRIPPED_MARKED = 0.03
_BARE_LEGAL = 0.5  # stripped or misread Vietnamese has 0.66 and more; English, French, Malay at most 0.28
_STRIPPED_LEGAL = 0.88  # stripped text 0.95 and more; layers misread by five engines 0.66 to 0.87


@dataclass(frozen=True, slots=True)
class Shares:
    """Shares (0..1) of a text's words: with a letter only Vietnamese has, with any mark, legal as they
    stand, legal but for marks."""

    own: float
    marked: float
    legal: float
    bare_legal: float


def shares(text: str) -> Shares:
    """The shares over words of two letters and more; legal ones among those in small letters (the others
    may be names), if there are any."""
    words = [word for word in _WORD.findall(text) if any(c.isalpha() for c in word)]
    total = max(len(words), 1)
    small = [word for word in words if word.islower()] or words
    return Shares(
        own=sum(OWN_LETTER.search(word) is not None for word in words) / total,
        marked=sum(not word.isascii() for word in words) / total,
        legal=sum(is_syllable(word) for word in small) / max(len(small), 1),
        bare_legal=sum(is_legal_skeleton(looks(word)) for word in small) / max(len(small), 1),
    )


def choose(text: str) -> str:
    """The channel's name; "none" for text that is good, foreign, or nothing to tell by."""
    encoding = detect(text)
    if encoding:
        return encoding
    found = shares(text)
    if found.own >= _GOOD_OWN:
        return NONE if found.legal >= _GOOD_LEGAL else "vietnamese-ocr"
    if found.bare_legal < _BARE_LEGAL or found.own > _SOME_OWN:
        return NONE
    if found.marked <= _STRIPPED_MARKED and found.bare_legal >= _STRIPPED_LEGAL:
        return "stripped"
    return "english-ocr" if found.legal <= _MISREAD_LEGAL else NONE
