"""Small letters that were read as capitals, told by the height of the word and by its neighbours.

    Page read by OCR ─▶ words such as "SỞ", "X", "Sau" no higher than small print ─▶ "sở", "x", "sau"
                     ─▶ one word in capitals amid small print: "đối VỚI kiểm tra", "Bộ Y tẾ" ─▶ "với", "tế"

c, o, s, v, x and z differ from their capitals in nothing but height, and Tesseract scales every line to one
height before it reads it. On 31 rendered and 15 scanned pages 9 words became right and none wrong. A mark
hides the height: there the neighbours tell. What is printed in capitals amid small print are abbreviations,
which have no tones (TƯ), or several words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from statistics import median

from diacritics.syllable import is_syllable
from extract.core.edit import every_line, exchanged
from extract.core.model import Line, Page, Word
from extract.core.type_size import expected_height, font_size, is_plain
from schemas.methods import Method

SAME_SHAPE = frozenset("COSVXZ")  # without marks: boxes of Ô and Ơ are too unsure (3 names made worse)
NEARER = 0.5  # the height must be this much nearer to that of small letters than to that of capitals
ENOUGH = 3  # plain words of a line that tell its font size; else the page's

_EDGE = re.compile(r"^\W+|\W+$")
_TONE = re.compile("[\u0300\u0301\u0303\u0309\u0323]")


def mended(page: Page) -> Page:
    """The page with such words in small letters."""
    usual = _size([word for line in page.lines for word in line.words])
    pairs = (pair for line in every_line(page) for pair in _in_line(line, usual))
    return exchanged(page, dict(pairs))


def _in_line(line: Line, usual: float | None) -> Iterator[tuple[int, Word]]:
    if len(line.words) > 1 and all(word.text == word.text.upper() for word in line.words[:ENOUGH]):
        return  # a title
    em = _size(line.words) or usual
    for before, word, after in _with_neighbours(line):
        among = any(_in_capitals(_EDGE.sub("", text)) for text in (before, after))
        if em and word.box and word.raw and word.text.isalpha() and word.text[0] in SAME_SHAPE and not among:
            small, seen = expected_height(word.text.lower()) * em, expected_height(word.text) * em
            if abs(word.box.height - small) < NEARER * abs(word.box.height - seen):
                yield id(word), replace(word, text=word.text.lower(), method=Method.LETTER_HEIGHT)
        text = _amid_small(word.text, before, after)
        if text != word.text:
            yield id(word), replace(word, text=text, method=Method.LETTER_HEIGHT)


def _with_neighbours(line: Line) -> Iterator[tuple[str, Word, str]]:
    texts = [word.text for word in line.words]
    return zip(("", *texts), line.words, (*texts[1:], ""), strict=False)


def _amid_small(text: str, before: str, after: str) -> str:
    """A syllable with a tone in capitals between words in small letters, as it was printed."""
    core = _EDGE.sub("", text)
    rest = core[1:].lower()
    if rest == core[1:] or not _TONE.search(unicodedata.normalize("NFD", rest)) or not is_syllable(core):
        return text
    if core[0].islower():
        return text.replace(core, core[0] + rest)
    beside = [_EDGE.sub("", word) for word in (before, after)]
    if not any(word[1:].islower() for word in beside) or any(map(_in_capitals, beside)):
        return text
    # A name goes on, or a sentence begins.
    first = core[0].lower() if before[:1].islower() and before[-1].isalnum() else core[0]
    return text.replace(core, first + rest)


def _in_capitals(word: str) -> bool:
    return len(word) > 1 and word.isalpha() and word.isupper()


def _size(words: list[Word] | tuple[Word, ...]) -> float | None:
    """The font size that plain words tell, in points; None when they are too few."""
    plain = [word for word in words if is_plain(word) and not word.text.isupper()]
    return median(font_size(word) for word in plain) if len(plain) >= ENOUGH else None
