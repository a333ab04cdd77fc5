"""What an office calls a file: "574 UB.signed.pdf", "QD_1360_TTg.pdf" say the number of the document in it.

    name of the file + notation ─▶ numbers that stand beside a part of the notation

A number alone says nothing (dates, times and running numbers of programs stand in names too); beside the
letters of the type or the agency it is what the clerk who filed the document took for its number.
"""

from __future__ import annotations

import re

from diacritics.syllable import skeleton

TOKENS = re.compile(r"[A-Z]+|\d+")
NUMBER = re.compile(r"\d{1,5}")
BESIDE = re.compile(r"\s*[._\-()]?\s*")  # what may stand between the number and the letters
YEAR = re.compile(r"(?:19|20)\d\d")  # a number only at the beginning of the name: "2004 kh syt.pdf"
SHORTEST = 2  # letters: a single one stands beside too much


def numbers_in(name: str, notation: str) -> tuple[str, ...]:
    """The different numbers that a file's name puts beside a part of the notation.

    >>> numbers_in("574 UB.signed_20250510_124908.pdf", "UBND-KTTH"), numbers_in("QD430.pdf", "QĐ-UBND")
    (('574',), ('430',))
    """
    parts = [_folded(part) for part in re.split(r"[-/&,]", notation)]
    parts = [part for part in parts if len(part) >= SHORTEST]
    own = name.rpartition("/")[2]
    plain = _folded(own.rpartition(".")[0] or own)
    tokens = list(TOKENS.finditer(plain))
    found = []
    for index, token in enumerate(tokens):
        may_be = NUMBER.fullmatch(token[0]) and (index == 0 or not YEAR.fullmatch(token[0]))
        if may_be and any(_names(other[0], parts) for other in _beside(tokens, index, plain)):
            found.append(token[0])
    return tuple(dict.fromkeys(found))


def _beside(tokens: list[re.Match[str]], index: int, text: str) -> list[re.Match[str]]:
    """The tokens before and behind one, with nothing but a blank or a sign between."""
    pairs = ((i, i + 1) for i in (index - 1, index) if i >= 0 and i + 1 < len(tokens))
    near = [(a, b) for a, b in pairs if BESIDE.fullmatch(text[tokens[a].end() : tokens[b].start()])]
    return [tokens[a if b == index else b] for a, b in near]


def _names(token: str, parts: list[str]) -> bool:
    """Whether letters are a part of the notation, cut short ("UB" of UBND) or with more behind ("QDCT")."""
    shared = len(token) >= SHORTEST and token.isalpha()
    return shared and any(part.startswith(token) or token.startswith(part) for part in parts)


def _folded(text: str) -> str:
    return skeleton(text).upper().replace("Đ", "D")
