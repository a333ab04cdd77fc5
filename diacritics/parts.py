"""One printed token to its parts: words that may be restored, and everything that stays as it is.

"327/QB-UBND," ─▶ 327 · / · QB(word, code) · - · UBND(word, code) · ,
"nghi¢p;"      ─▶ nghi¢p(word) · ;
"skh.gov.vn"   ─▶ skh.gov.vn (kept)
"""

from __future__ import annotations

import re
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple

from diacritics import tokens
from diacritics.syllable import skeleton, skeletons


class Kind(Enum):
    """What may happen to a part."""

    KEPT = auto()  # numbers, signs, addresses, Roman numerals, list letters
    WORD = auto()  # may be restored
    CODE = auto()  # word within a document code: only abbreviations fit


class Part(NamedTuple):
    """A piece of a token; the texts of a token's parts, joined, are the token."""

    text: str
    kind: Kind


_OCR_SIGNS = "¢€@$§£¥©"  # signs that recognisers write for letters
# A number no letter touches; a word, with signs and an "&" that is no "and" between capitals; one sign.
_NUMBER = rf"\d+(?:[.,/:]\d+)*(?![\w{_OCR_SIGNS}])"
_INSIDE = rf"[\w{_OCR_SIGNS}]|(?<=[^\W\d_])&(?![A-ZĐ])"
# What an English recogniser makes of horns and hooks: nu’6c = nước, co’ = cơ, st? = sử.
_HOOK = r"(?<=[^\W\d_])[’‘'](?=\w)|(?<=[uovtUO])[’'](?!\w)|(?<=[tiu])\?|(?<=[^\W\d_])[~^`%*](?=[^\W\d_])"
_PATTERNS = {
    "stripped": tokens.TOKEN,
    "english-ocr": re.compile(rf"{_NUMBER}|(?:{_INSIDE}|{_HOOK})+|[^\w\s]"),
    "vietnamese-ocr": re.compile(rf"{_NUMBER}|(?:{_INSIDE})+|[^\w\s]"),
}
_ADDRESS = re.compile(r"\S+@\w[\w-]*\.\w|https?:|www\.|\w\.(?:vn|com|net|org|gov|edu)\b", re.IGNORECASE)
_BLANK = re.compile(r"\s")  # two words that a recogniser gave as one: left alone
_ROMAN = re.compile(r"[IVX]{2,6}|[IVX](?=[.)])")
_CODE = re.compile(
    r"\d\s*/\S*[A-ZĐ&]{2,}|^/?[A-ZĐ]{2,}[A-ZĐa-z&]*-[A-ZĐ&]{2,}|\d-[A-ZĐ][A-ZĐa-z]+/[A-ZĐ]"
    r"|^-?[A-ZĐ]{2,}r?/[A-ZĐ]{2,}"  # a party's code whose number stands apart: -KH/HU
)
_NAME_WITH_NUMBER = re.compile(r"[A-ZĐ]{2,6}\d+|[A-RT-ZĐ]\d{2,}|\d+[A-ZĐ]{1,3}|[kcdm]?m[23]")  # QH15, 3D, m2
# 2026cua, 5voi: a lone digit only before letters that no misread first letter (1oai = loại) goes with.
_GLUED = re.compile(r"(\d{3,}|\d(?=[bcdđklmpqstvx]))([^\W\d_]{3,})")
_FOOTNOTE = re.compile(r"([^\W\d_]{2,})(\d{1,2})")  # tỉnh1: the digit is a footnote's mark


@lru_cache(maxsize=1 << 17)
def parts(seen: str, channel: str) -> tuple[Part, ...]:
    """The parts of a printed token seen through a channel ("stripped" or a recogniser's name).

    A recogniser writes signs inside words, and joins words to numbers; one of English writes digits
    for letters too.
    """
    if not seen or _ADDRESS.search(seen) or _BLANK.search(seen):
        return (Part(seen, Kind.KEPT),)
    in_code = _CODE.search(seen) is not None
    pieces = _PATTERNS[channel].findall(seen)
    found: list[Part] = []
    for at, piece in enumerate(pieces):
        after = pieces[at + 1] if at + 1 < len(pieces) else ""
        found += _split(piece, channel) or [Part(piece, _kind(piece, after, in_code, channel))]
    return tuple(found)


def _kind(piece: str, after: str, in_code: bool, channel: str) -> Kind:
    if not any(c.isalpha() or (channel != "stripped" and c in _OCR_SIGNS) for c in piece):
        return Kind.KEPT
    if _ROMAN.fullmatch(piece) or (len(piece) == 1 and after == ")"):
        return Kind.KEPT
    if any(c.isdigit() for c in piece) and (channel != "english-ocr" or _NAME_WITH_NUMBER.fullmatch(piece)):
        return Kind.KEPT
    return Kind.CODE if in_code and piece.isupper() else Kind.WORD


def _split(piece: str, channel: str) -> list[Part]:
    """A footnote's mark off its word, a number off the word stuck to it, where the word is Vietnamese.

    A capital before the number is a name with a number: "Lưu: VT, NC(Vi16)".
    """
    footnote = _FOOTNOTE.fullmatch(piece)
    if footnote and piece[0].islower() and is_legal_skeleton(footnote[1]):
        return [Part(footnote[1], Kind.WORD), Part(footnote[2], Kind.KEPT)]
    glued = _GLUED.fullmatch(piece) if channel != "stripped" else None
    if glued and is_legal_skeleton(glued[2]):
        return [Part(glued[1], Kind.KEPT), Part(" " + glued[2], Kind.WORD)]
    return []


def is_roman(word: str) -> bool:
    """Whether a word is a number in Roman figures, small ones of list items: II, IX, X."""
    return _ROMAN.fullmatch(word) is not None


def is_legal_skeleton(word: str) -> bool:
    """Whether some Vietnamese syllable, without its marks, is written like this word without its own."""
    return skeleton(word).lower() in skeletons()
