"""Tesseract's table of words (TSV) to lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from extract.core.geometry import Box
from extract.core.line_cuts import cut_at_gaps
from extract.core.model import Line, Word
from schemas.methods import Method


def lines_of(table: str, scale: float) -> tuple[Line, ...]:
    """Words in Tesseract's lines (its TSV), cut where the gap is wide; `scale` makes points of pixels."""
    rows: dict[tuple[str, str, str], list[Word]] = {}
    for row in filter(None, table.split("\n")):
        # level, page, block, paragraph, line, word; left, top, width, height; confidence, text
        _, _, block, paragraph, line, _, *place, sure, text = row.split("\t")
        raw = text.strip()
        if not raw or sure == "conf":
            continue
        x, y, width, height = (int(side) * scale for side in place)
        word = Word.read(raw, Box(x, y, x + width, y + height), confidence=max(float(sure), 0.0) / 100)
        rows.setdefault((block, paragraph, line), []).append(_in_plain_signs(word))
    return tuple(line for words in rows.values() for line in cut_at_gaps(words, _size(words)))


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
