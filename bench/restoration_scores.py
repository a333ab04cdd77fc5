"""Figures of restoration: true lines beside found lines, what of the true ones came out right.

    true lines, found lines ─▶ compare ─▶ Score(syllables, tokens, diacritics) ─▶ shares, paired test

`⟨?⟩` in a true line stands for what nobody can know. As a word of its own it is not counted; inside a
word that word is not counted as a token, its letters still are. The definitions are in restoration.py.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import comb

from rapidfuzz.distance import Levenshtein

from diacritics.syllable import nfc, normalise_tone

UNKNOWN = "⟨?⟩"

_SYLLABLE = re.compile(r"⟨\?⟩|[^\W\d_]+")
_INSIDE = re.compile(r"(?<=\S)⟨\?⟩|⟨\?⟩(?=\S)")


@dataclass(slots=True)
class Score:
    """Which true syllables and tokens were found, in order; diacritics found and diacritics there are."""

    syllables: list[bool] = field(default_factory=list)
    tokens: list[bool] = field(default_factory=list)
    extra: int = 0  # syllables found where none was meant
    diacritics: tuple[int, int] = (0, 0)

    def add(self, true: str, found: str) -> None:
        wanted, got = syllables(true), syllables(found)
        right = matched(wanted, got)
        self.syllables += [ok for word, ok in zip(wanted, right, strict=True) if word != UNKNOWN]
        self.extra += max(len(got) - len(wanted), 0)
        words = nfc(true).split()
        whole = matched(words, nfc(found).split())
        self.tokens += [ok for word, ok in zip(words, whole, strict=True) if UNKNOWN not in word]
        there, here = diacritics(true.replace(UNKNOWN, ""), found), self.diacritics
        self.diacritics = (here[0] + there[0], here[1] + there[1])


def compare(true: Iterable[str], found: Iterable[str]) -> Score:
    """The score of lines, line by line. ValueError when there are more of one than of the other."""
    score = Score()
    for wanted, got in zip(true, found, strict=True):
        if wanted.strip() != UNKNOWN:
            score.add(wanted, got)
    return score


def share(right: Sequence[bool]) -> float:
    return sum(right) / max(len(right), 1)


def syllables(text: str) -> list[str]:
    """Runs of letters, case and tone placement (hóa, hoá) made one."""
    return _SYLLABLE.findall(normalise_tone(_INSIDE.sub("", nfc(text))).lower())


def matched(true: Sequence[str], found: Sequence[str]) -> list[bool]:
    """For every true word whether it is there, in the alignment with the fewest changes."""
    right = [False] * len(true)
    for block in Levenshtein.opcodes(true, found):
        if block.tag == "equal":
            right[block.src_start : block.src_end] = [True] * (block.src_end - block.src_start)
    return right


def diacritics(true: str, found: str) -> tuple[int, int]:
    """Diacritic-bearing characters of `true` found exactly, and all of them (viparse-corpus, METRIC.md).

    Both texts in NFC, blanks squeezed, reduced to base letters and aligned; nothing else is made one.
    """
    wanted, got = (" ".join(nfc(text).split()) for text in (true, found))
    bare, other = ("".join(map(base_letter, text)) for text in (wanted, got))
    marked = [wanted[at] != letter for at, letter in enumerate(bare)]
    right = sum(
        marked[block.src_start + step] and wanted[block.src_start + step] == got[block.dest_start + step]
        for block in Levenshtein.opcodes(bare, other)
        if block.tag == "equal"
        for step in range(block.src_end - block.src_start)
    )
    return right, sum(marked)


@lru_cache(maxsize=4096)
def base_letter(letter: str) -> str:
    """One character without its marks, đ as d."""
    if letter in "đĐ":
        return "d" if letter == "đ" else "D"
    bare = "".join(c for c in unicodedata.normalize("NFD", letter) if unicodedata.category(c) != "Mn")
    return bare if len(bare) == 1 else letter


def sign_test(first: int, second: int) -> float:
    """Two-sided exact sign test: how likely a split at least so uneven is by chance."""
    cases, fewer = first + second, min(first, second)
    as_uneven = sum(comb(cases, k) for k in range(fewer + 1))
    return min(1.0, as_uneven / 2 ** (cases - 1)) if cases else 1.0


def paired(ours: Sequence[bool], theirs: Sequence[bool]) -> tuple[int, int, float]:
    """Right in ours only, right in theirs only, and the sign test of the two."""
    only_ours = sum(a and not b for a, b in zip(ours, theirs, strict=True))
    only_theirs = sum(b and not a for a, b in zip(ours, theirs, strict=True))
    return only_ours, only_theirs, sign_test(only_ours, only_theirs)
