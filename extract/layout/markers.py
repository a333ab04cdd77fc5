"""Markers of headings and points, also those that OCR misread.

    "II. NỘI DUNG" ─ read ─▶ Mark(kind, number, value, what follows)
    "H. NỘI DUNG", "11. ...", "¢) ..." ─ misread ─▶ the marks that they may have been

A misread mark is a guess: the outline takes it only where it is the very next of its kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from rapidfuzz.distance import Levenshtein

from extract.form.folding import LOWER, UPPER, is_capitals

LETTERS = "abcdđeghiklmnopqrstuvxy"
CAPITALS = "ABCDEGHIK"

_ROMAN = r"(?:[IVX]{1,6})"
_ONES = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
ROMAN = {
    tens + ones: 10 * n + m for n, tens in enumerate(("", "X", "XX")) for m, ones in enumerate(_ONES) if n + m
}
_NEXT = r"(?=\s|[^\W\d])"
# Kinds by rank, the highest first.
RANKS = (
    "part",
    "letter",
    "chapter",
    "section",
    "roman",
    "article",
    "number",
    "2 numbers",
    "3 numbers",
    "4 numbers",
    "point",
    "bracket",
)
_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("part", rf"^(?:Phần|PHẦN)\s+(?P<n>thứ \w+|THỨ \w+|{_ROMAN}|\d{{1,2}})\s*[.:]?(?=\s|$)"),
        ("chapter", rf"^(?:Chương|CHƯƠNG)\s+(?P<n>{_ROMAN}|\d{{1,2}})\s*[.:]?(?=\s|$)"),
        ("section", rf"^(?:Mục|MỤC)\s+(?P<n>{_ROMAN}|\d{{1,2}})\s*[.:]?(?=\s|$)"),
        ("letter", rf"^(?P<n>[A-HK-U])\s*[.)/]{_NEXT}"),
        ("roman", rf"^(?P<n>{_ROMAN})(?:\s*(?:[.)/]|\s[-–]){_NEXT}|(?=\s[^{LOWER}]{{6,}}$))"),
        ("article", r"^(?:Điều|ĐIỀU)\s+(?P<n>\d{1,3}[a-zđ]?)\s*[.:–-]?(?=\s|$)"),
        ("4 numbers", rf"^(?P<n>\d{{1,2}}(?:\.\d{{1,2}}){{3}})\s*[.)]?{_NEXT}"),
        ("3 numbers", rf"^(?P<n>\d{{1,2}}(?:\.\d{{1,2}}){{2}})\s*[.)]?{_NEXT}"),
        ("2 numbers", rf"^(?P<n>\d{{1,2}}\.\d{{1,2}})\s*[.)]?{_NEXT}"),
        ("number", rf"^(?P<n>\d{{1,2}})\s*[.)/]{_NEXT}"),
        ("point", rf"^(?P<n>[a-zđ]\d?)\s*[.)/]{_NEXT}"),
        ("bracket", rf"^\((?P<n>\d{{1,2}}|[a-zđ])\)\.?{_NEXT}"),
    )
)
# A short token and the sign after it, whatever they were; and the sign alone, its number lost.
_TOKEN = re.compile(rf"^(?P<n>[^\s.,/()]{{1,4}})\s?(?P<sign>[.)/,]){_NEXT}")
_UNSIGNED = re.compile(rf"^(?P<n>\d{{1,2}}|{_ROMAN})(?P<sign>)\s(?=[{UPPER}])")
# Specks before a marker.
NOISE = re.compile(r"^[_|~`*]+\s*(?=[^\W_])")
_LOST = re.compile(rf"^[.,]\s+(?=[{UPPER}])")
# What recognisers give for parts of a number; several signs of one numeral may be run together.
_AS_ROMAN: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys("1lI|!iìíïÌÍỊJT[]", ("I",)),
    **dict.fromkeys("VvYỶ", ("V",)),
    **dict.fromkeys("Xx", ("X",)),
    **dict.fromkeys("HUN", ("II",)),
    "m": ("III",),
}
_AS_DIGIT: Mapping[str, tuple[str, ...]] = {
    **{digit: (digit,) for digit in "0123456789"},
    **dict.fromkeys("lI|!iìíJ", ("1",)),
    **dict.fromkeys("Oo", ("0",)),
    **dict.fromkeys("Zz", ("2",)),
    **dict.fromkeys("Ss", ("5",)),
    **dict.fromkeys("Gób", ("6",)),
    "B": ("8",),
    "q": ("9",),
}
_AS_LETTER: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys("¢©", ("c",)),
    **dict.fromkeys("€éèêẹ", ("e", "c")),
    **dict.fromkeys("áàâăäạ4", ("a",)),
    **dict.fromkeys("d₫đ", ("d", "đ")),
    **dict.fromkeys("6", ("b",)),
    **dict.fromkeys("9", ("g",)),
    **dict.fromkeys("1|!", ("i", "l")),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A marker: what kind, its number, and where the title begins in the text."""

    kind: str
    number: str
    shown: str  # as printed, or as it must have been printed
    end: int

    @property
    def rank(self) -> int:
        return RANKS.index(self.kind)

    @property
    def value(self) -> int | None:
        """Its place in a list, from 1; None where the number is a word."""
        last = self.number.rsplit(".", 1)[-1]
        if last.isdigit():
            return int(last)
        if self.kind == "letter" and self.number in CAPITALS:
            return CAPITALS.index(self.number) + 1
        if self.kind in ("point", "bracket") and self.number in LETTERS:
            return LETTERS.index(self.number) + 1
        return ROMAN.get(self.number)


def read(text: str) -> Mark | None:
    """The marker that the text begins with, as it stands there."""
    for name, pattern in _FORMS:
        if found := pattern.match(text):
            return Mark(name, found["n"], " ".join(text[: found.end()].split()), found.end())
    return None


def misread(text: str) -> Iterator[Mark]:
    """What the first signs of the text may have been instead; a numeral may have lost or won a stroke."""
    found = _TOKEN.match(text) or _UNSIGNED.match(text)
    if found is None:
        return
    token, sign = found["n"], found["sign"] if found["sign"] in (")", "/") else "."
    guesses = [("roman", n) for n in _spelt(token, _AS_ROMAN) if n in ROMAN]
    guesses += [("roman", n) for n in ROMAN if token in ROMAN and Levenshtein.distance(token, n) == 1]
    guesses += [("number", n) for n in _spelt(token, _AS_DIGIT) if len(n) <= 2 and n[0] != "0"]
    if found["sign"]:
        guesses += [("point", n) for n in _spelt(token, _AS_LETTER) if len(n) == 1]
    else:  # without a sign a list cannot begin
        guesses = [(kind, n) for kind, n in guesses if n not in ("1", "I")]
    for kind, number in guesses:
        yield Mark(kind, number, number + sign, found.end())


def lost(text: str, number: str) -> Mark | None:
    """The roman marker of a line that kept only its full stop, or nothing and stands in capitals."""
    found = _LOST.match(text)
    if found:
        return Mark("roman", number, f"{number}.", found.end())
    capitals = is_capitals(text) and text[:1].isalpha() and read(text) is None
    return Mark("roman", number, f"{number}.", 0) if capitals else None


def _spelt(token: str, signs_of: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Every way to read the token; none when one of its signs has no reading."""
    readings = [signs_of.get(sign, ()) for sign in token]
    return ["".join(parts) for parts in product(*readings)] if all(readings) else []
