"""What the words of a text say for and against each encoding.

    text ─ tokens ─▶ words with a letter beyond ASCII ─ votes ─▶ score for each encoding, 0 = "some language"

A word speaks for an encoding when decoding turns it into legal Vietnamese syllables, against it when
decoding gives none. Unicode Vietnamese is a candidate like the others (`UNICODE`), and so is any other
language, whose score is 0 by definition: an encoding must therefore turn about three quarters of the
words it touches into syllables. Measured on reports written in each encoding, over the words that
decoding changes: the right table .99 and more, the best of the wrong ones .56 (VPS read as VISCII);
Spanish, French, German and Portuguese none of 75 words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

from diacritics.encodings.cp1258 import CP1258
from diacritics.encodings.table import Encoding
from diacritics.encodings.tcvn3 import TCVN3
from diacritics.encodings.utf8 import UTF8
from diacritics.encodings.viqr import VIQR
from diacritics.encodings.viscii import VISCII
from diacritics.encodings.vni import VNI
from diacritics.encodings.vps import VPS
from diacritics.parts import is_legal_skeleton
from diacritics.syllable import is_syllable, normalise_tone

ENCODINGS: Mapping[str, Encoding] = MappingProxyType(
    {e.name: e for e in (TCVN3, VNI, VISCII, VPS, CP1258, UTF8, VIQR)}
)
UNICODE = ""  # the candidate "leave it as it is"

# Natural logarithms of how much likelier the encoding makes the word than "some language" does:
# ln(.97/.4) for a word that becomes legal, ln(.03/.6) for one that does not; a sign inside a word
# ("n¬i", "®Þnh") is rarer in any language, though not where an OCR went wrong; a native Vietnamese
# letter is nearly impossible in legacy text. Plain words that are no syllables (English, or garbled
# by OCR) speak gently against every encoding: a fortieth of the words of a legacy text are such.
LEGAL = 0.9
ILLEGAL = -3.0
SIGN_INSIDE = 1.0
NATIVE_LETTER = -4.0
PLAIN_ILLEGAL = -0.5
# A word in small letters that is legal but for its marks ("hoach", "hiéu") is one in 10,000 words of
# Vietnamese, whatever it is written in, but one in four of stripped or misread text.
BARE = -2.0

_SPACE = re.compile(r"[ \t\r\n\f\v]+")  # not str.split: U+00A0, U+0085, U+001C.. are letters in VISCII, VPS
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]+")
_WORDS = re.compile(r"[^\W\d_]+")
_ABBREVIATION_LETTERS = 6
QUOTES = "\u00a0«»‘’‚“”„‹›…–—"  # about a plain word they are what they look like
_VIQR_SIGN = re.compile(r"[aeo]\^|a\(|[ou]\+|[aeiouy][`~]|^dd", re.IGNORECASE)
_VIQR_TRIM = re.compile(r"^[(\[\"']+|[\]),;:!\"]+$|(?<=[^\W\d_])[.?]$")


def tokens(text: str) -> Iterator[str]:
    """The parts of the text that can speak: words, whole with their signs where these may be VIQR's."""
    for chunk in _SPACE.split(text):
        if chunk.isascii() and _VIQR_SIGN.search(chunk):
            yield chunk
        else:
            yield from filter(None, _PUNCTUATION.split(chunk))


@lru_cache(maxsize=65536)
def votes(token: str) -> Mapping[str, float]:
    """Score of one token for each encoding and for UNICODE, natural logarithms; see the constants."""
    raw = unicodedata.normalize("NFC", token)
    if any(char.isdigit() and char.isascii() for char in raw):
        return MappingProxyType({})
    if raw.isascii():
        return MappingProxyType(_plain_votes(raw))
    if raw.strip(QUOTES).isascii():
        return MappingProxyType({})
    scores = {name: _vote(raw, encoding) for name, encoding in ENCODINGS.items()}
    return MappingProxyType(scores | {UNICODE: LEGAL if _legal(raw) else 0.0})


def _plain_votes(raw: str) -> dict[str, float]:
    """VIQR is all ASCII; for the others a plain word is a syllable, an abbreviation, or a bad sign."""
    if _VIQR_SIGN.search(raw):
        trimmed = _VIQR_TRIM.sub("", _VIQR_TRIM.sub("", raw))
        return {VIQR.name: LEGAL + SIGN_INSIDE if _legal(VIQR.decode(trimmed)) else ILLEGAL}
    if len(raw) == 1 or raw.isupper() or _legal(raw):
        return {}
    return dict.fromkeys(ENCODINGS, BARE if _bare(raw) else PLAIN_ILLEGAL)


def is_native(word: str) -> bool:
    """Whether the word holds letters that only Unicode Vietnamese has (ư, đ, ạ ...; not à, é, ô)."""
    return any(ord(char) > 0xFF and char in _NATIVE for char in word)


_NATIVE = frozenset(letter for letter in VISCII.letters.values() if ord(letter) > 0xFF)


def _vote(raw: str, encoding: Encoding) -> float:
    if encoding is not UTF8 and is_native(raw):
        return NATIVE_LETTER
    decoded = encoding.decode(raw)
    if decoded == raw:
        return LEGAL if _legal(raw) else BARE if _bare(raw) else 0.0
    if not any(char.isalpha() for char in raw):  # signs alone: ®· is đã, but © or ½ prove nothing
        return LEGAL if len(raw) > 1 and decoded.isalpha() and _legal(decoded) else 0.0
    sign_inside = decoded.isalpha() and not raw.isalpha()
    if _legal(decoded):
        return LEGAL + SIGN_INSIDE * sign_inside
    if decoded.isupper() and len(decoded) <= _ABBREVIATION_LETTERS:
        return LEGAL if sign_inside else 0.0  # QĐ, HĐND
    return ILLEGAL


def _bare(word: str) -> bool:
    return word.islower() and is_legal_skeleton(word)


def _legal(text: str) -> bool:
    words = _WORDS.findall(text)
    return bool(words) and all(is_syllable(normalise_tone(word)) for word in words)
