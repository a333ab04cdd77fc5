"""Text as the index has it, and what a person types as a question to it.

    text ─ marked, folded ─▶ the two columns of the index
    what was typed ─ phrases ─▶ Phrase, ... ─ question ─▶ a question of FTS5

A phrase typed with marks is sought as it stands, one without any among words without marks: "quyet dinh"
finds Quyết định, "quyết định" does not find quyết đinh. Nothing typed is ever syntax of FTS5: only letters
and figures of it are used, each phrase in quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from diacritics.syllable import nfc, skeleton

MARKED, FOLDED = "marked", "folded"  # the columns
MOST_WORDS = 32  # of a query: more than a person looks for, and FTS5 answers it in milliseconds
LONGEST_QUERY = 2_000  # letters that are looked at
WORD = re.compile(r"[^\W_]+")
_PIECE = re.compile(r'"([^"]*)"?|(\S+)')
_TONES = "\u0300\u0301\u0309\u0303\u0323"
# The two places of the tone mark (hoà, hòa) are one; so made in texts and queries alike, wherever the letters
# stand in a word, that nothing is found by its syllable that its letters would not find.
_PLACES = {
    nfc(glide + vowel + tone): nfc(glide + tone) + vowel
    for glide, vowel in map(tuple, ("oa", "oe", "uy", "Oa", "Oe", "Uy", "OA", "OE", "UY"))
    for tone in _TONES
}
_PLACED = re.compile("|".join(_PLACES))


def marked(text: str) -> str:
    """With its marks, each tone mark in its older place; as long as the text in NFC."""
    return _PLACED.sub(lambda found: _PLACES[found[0]], nfc(text))


def folded(text: str) -> str:
    """Without marks; as long as the text in NFC."""
    return skeleton(text)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand together; of the last one only the beginning is known with `is_begun`."""

    words: tuple[str, ...]
    is_begun: bool = False

    @property
    def column(self) -> str:
        """Where it is sought."""
        text = " ".join(self.words)
        return FOLDED if folded(text) == text else MARKED

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Where it stands in a text of its column, in small letters (`small`)."""
        for found in _pattern(self).finditer(text):
            if not WORD.match(text[found.start() - 1 : found.start()]):
                yield found.span()


@lru_cache(64)
def _pattern(phrase: Phrase) -> re.Pattern[str]:
    """Of small letters, and it begins with one: so a text is gone through in no time."""
    words = r"[\W_]+".join(map(re.escape, map(small, phrase.words)))
    rest = r"[^\W_]*" if phrase.is_begun else ""
    return re.compile(rf"{words}{rest}(?![^\W_])")


def small(text: str) -> str:
    """In small letters, and as long as before."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(char.lower()[0] for char in text)


def phrases(query: str) -> list[Phrase]:
    """What was typed: words, "words in quotes", 1360/QĐ-TTg (one phrase), word*."""
    found, left = list[Phrase](), MOST_WORDS
    for phrase in _phrases(query[:LONGEST_QUERY]):
        words = phrase.words[:left]
        left -= len(words)
        if words:
            found.append(Phrase(words, phrase.is_begun and len(words) == len(phrase.words)))
    return found


def _phrases(query: str) -> Iterator[Phrase]:
    for quoted, bare in _PIECE.findall(query):
        words = WORD.findall(marked(quoted or bare))
        yield Phrase(tuple(words), bare.endswith("*"))


def question(wanted: Iterable[Phrase]) -> str:
    """For MATCH: all of the phrases."""
    return " AND ".join(
        f'{phrase.column} : "{" ".join(phrase.words)}"{" *" if phrase.is_begun else ""}' for phrase in wanted
    )
