"""Letters of a notation that OCR confuses, put right where one known part fits and no other.

    "QB" ─▶ "QĐ"        "NO", said to be a Nghị định ─▶ "NĐ"        "HPND" ─▶ "HĐND"        "TTq" ─▶ "TTg"

A type is one of some forty abbreviations, so many confusions can be undone there; an agency may be one that
the vocabulary does not have, so there only signs that no agency has, and what is read for Đ, are undone
(HPND is HĐND, but DCT is not BCT).

Of the codes in 600 lines read by two recognisers (305 each, drawn at random from rendered and degraded lines,
2026-11-22) 97 % and 98 % are right by code_patterns.py and this table together; 93 % were without them.
"""

from __future__ import annotations

import re
from functools import cache

from rapidfuzz.distance import Levenshtein

from diacritics.syllable import skeleton
from schemas import vocabulary

# What recognisers read (right) for a letter of a notation (left): Tesseract eng and vie, OmniPage and Canon
# layers of scanned reports. Digits and small letters stand in no abbreviation, Đ has no like in English.
SIGNS = {
    "Đ": "DBPOÐ0",
    "D": "Đ0",
    "O": "0",
    "I": "1l|",
    "T": "17",
    "B": "8",
    "S": "5",
    "g": "q9ạa",
    "U": "Ư",
    "V": "Y",
}
TYPE_SIGNS = {**SIGNS, "T": "17Il", "Đ": "DBPOÐ0Q8R", "Q": "O0G", "C": "G(", "N": "M", "K": "X", "H": "N"}
LONG_AGENCY = 4  # letters from which an agency cannot be another one that differs in a Đ alone
# One letter read as two, or as one that is rare.
RUNS = (("YV", "V"), ("Y", "V"), ("DP", "Đ"), ("DB", "Đ"), ("DDP", "DĐ"))
LONG_TYPE = 4  # letters of a type's code (TTLT) in which one may be wrong or one too many
SESSION = re.compile(r"(QH|UBTVQH)([\dIlOT|]{1,2})")  # "QHI3", "QHT3": the law's session
_DIGITS = str.maketrans("OoQlI|!]iSsZBD", "00011111155280")


def repair_number(seen: str) -> str:
    """The digits of a number in which letters were read for digits: "l322" is 1322.

    >>> repair_number("l322"), repair_number("O8")
    ('1322', '08')
    """
    return seen.translate(_DIGITS)


def repair_segment(segment: str, said: str | None = None, *, may_be_type: bool = True) -> str:
    """A part of a notation with confused letters put right, when one known part fits and no other.

    `said` is the name of the type that the words before the code give it; after a known type or agency no
    part `may_be_type`.

    >>> repair_segment("QB"), repair_segment("HDND"), repair_segment("SKHCN")
    ('QĐ', 'HĐND', 'SKHCN')
    >>> repair_segment("NO"), repair_segment("NO", "Nghị định")
    ('NO', 'NĐ')
    """
    plain = segment.replace("Ð", "Đ").replace("ĐĐ", "Đ") if segment != "ĐĐ" else segment
    session = SESSION.fullmatch(plain)
    if session:
        return session[1] + session[2].replace("T", "1").translate(_DIGITS)
    if plain in vocabulary.type_codes() or plain in vocabulary.agency_abbreviations():
        return plain
    for fitting in (
        {code for code in codes_of(said) if _is_said(plain, code)} if said and may_be_type else set(),
        _by_stroke().get(skeleton(plain).upper(), frozenset()),
        {code for code in vocabulary.type_codes() if may_be_type and confusable(plain, code, TYPE_SIGNS)},
        {name for name in vocabulary.agency_abbreviations() if _is_agency(plain, name)},
        {plain.replace(seen, meant) for seen, meant in RUNS}
        & (vocabulary.agency_abbreviations() | vocabulary.type_codes()),
    ):
        if len(fitting) == 1:
            return next(iter(fitting))
        if fitting:
            return plain
    return plain


def confusable(seen: str, meant: str, signs: dict[str, str]) -> bool:
    """Whether a recogniser may read `seen` where `meant` is printed: at least one letter is right."""
    if len(seen) != len(meant) or len(meant) < 2:
        return False
    wrong = [(s, m) for s, m in zip(seen, meant, strict=True) if s != m]
    return len(wrong) <= len(meant) // 2 and all(s in signs.get(m, "") for s, m in wrong)


@cache
def codes_of(type_name: str) -> frozenset[str]:
    """The abbreviations of a type by its name: QĐ of Quyết định; none for a công văn."""
    kinds = [kind for kind in vocabulary.document_types() if kind.name == type_name and kind.coded]
    return frozenset(code for kind in kinds for code in (kind.code, *kind.old) if code)


def _is_said(seen: str, code: str) -> bool:
    """Whether the code of the type that is said was read so; of a long one any letter may be wrong."""
    if confusable(seen, code, TYPE_SIGNS):
        return True
    return len(code) >= LONG_TYPE and len(seen) >= len(code) and Levenshtein.distance(seen, code) == 1


def _is_agency(seen: str, name: str) -> bool:
    if len(name) < LONG_AGENCY and seen.isupper() and seen.isalpha():
        return False
    return confusable(seen, name, SIGNS)


@cache
def _by_stroke() -> dict[str, frozenset[str]]:
    """Known parts by their letters without the stroke of Đ and without case."""
    table: dict[str, set[str]] = {}
    for part in vocabulary.type_codes() | vocabulary.agency_abbreviations():
        table.setdefault(skeleton(part).upper(), set()).add(part)
    return {key: frozenset(values) for key, values in table.items()}
