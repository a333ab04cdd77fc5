"""Tesseract's words to lines.

table of words (TSV) ─▶ rows_of ─┬▶ lines_of ─▶ lines cut at wide gaps
words of the library ────────────┘
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from statistics import median

from extract.core.geometry import Box
from extract.core.line_cuts import cut_at_gaps
from extract.core.model import Line, Word
from schemas.methods import Method

# A word as it was read: its text; left, top, right, bottom in pixels; confidence in percent.
Seen = tuple[str, tuple[int, int, int, int], float]


def lines_of(rows: Iterable[Sequence[Seen]], scale: float) -> tuple[Line, ...]:
    """Words in Tesseract's lines, cut where the gap is wide; `scale` makes points of pixels."""
    held = ([_word(seen, scale) for seen in row if seen[0].strip()] for row in rows)
    return tuple(line for words in held if words for line in cut_at_gaps(words, _size(words)))


def rows_of(table: str) -> list[list[Seen]]:
    """The words in Tesseract's lines, of its table (TSV)."""
    rows: dict[tuple[str, str, str], list[Seen]] = {}
    for row in filter(None, table.split("\n")):
        # level, page, block, paragraph, line, word; left, top, width, height; confidence, text
        _, _, block, paragraph, line, _, *place, sure, text = row.split("\t")
        if not text.strip() or sure == "conf":
            continue
        x, y, width, height = map(int, place)
        rows.setdefault((block, paragraph, line), []).append(
            (text, (x, y, x + width, y + height), float(sure))
        )
    return list(rows.values())


def _word(seen: Seen, scale: float) -> Word:
    text, (x0, y0, x1, y1), sure = seen
    box = Box(x0 * scale, y0 * scale, x1 * scale, y1 * scale)
    return _in_plain_signs(Word.read(text.strip(), box, confidence=max(sure, 0.0) / 100))


def _in_plain_signs(word: Word) -> Word:
    plain = _plain_signs(word.raw)
    return word if plain == word.raw else word.repaired(plain, word.confidence, Method.PLAIN_SIGNS)


def _plain_signs(text: str) -> str:
    """Signs that the Vietnamese data knows in two forms, often read as both: "QĐÐ", "31⁄10/⁄2017".

    Neither § nor the long dash is printed in Vietnamese documents (of 1,333 lone dashes in 10 born-digital
    files none is long): an 8 ("§." for "8."), and the dash that word processors set.
    """
    return re.sub("/?⁄/?", "/", re.sub("Đ?Ð", "Đ", text)).replace("§", "8").replace("—", "–")


def _size(words: Sequence[Word]) -> float:
    """The font size of a row: letters with their marks fill about the height of the em."""
    return median(word.box.height for word in words if word.box)
