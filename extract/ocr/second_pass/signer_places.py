"""Rows of a signature's block that may be the signer's name, put together from all inks.

    rows of one ink, of the next ─▶ NamePlace: all readings of what stands at one height ─▶ the name as a line

The seal and the pen cover other letters in each ink, so that all readings of a place decide together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from diacritics.syllable import is_syllable
from extract.core.geometry import Box
from extract.core.model import Line, Word
from extract.ocr.engine import Heard, Steps
from extract.ocr.second_pass.missed_print import MOST_TRUST, line_of
from extract.ocr.second_pass.name_search import names_said, where_said
from extract.ocr.second_pass.signature_words import Said, name_in
from extract.ocr.second_pass.signature_zone import KEPT, is_sure_name

DISAGREED = 0.55  # most confidence of a word that the first recogniser read otherwise: it is for review
COVERED = 0.5  # of a row's height, from which another stands on it


@dataclass(frozen=True, slots=True)
class NamePlace:
    """Where a name may stand, and what was read there: each reading with the part of the page that it saw."""

    box: Box
    readings: tuple[tuple[Box, Steps], ...]


def covers(line: Box, row: Box) -> bool:
    """Whether two boxes stand on one height, one on the other."""
    common = min(line.y1, row.y1) - max(line.y0, row.y0)
    return common > COVERED * min(row.height, line.height) and line.x0 < row.x1 and row.x0 < line.x1


def with_rows(places: Sequence[NamePlace], found: Iterable[NamePlace]) -> list[NamePlace]:
    """The places with the rows of another ink."""
    held = list(places)
    for new in found:
        at = next((i for i, place in enumerate(held) if covers(place.box, new.box)), None)
        if at is None:
            held.append(new)
        else:
            held[at] = replace(held[at], readings=(*held[at].readings, *new.readings))
    return held


def named_line(places: Sequence[NamePlace], em: float) -> list[Line]:
    """The name at the lowest place that surely says one; the line alone, or none."""
    for place in sorted(places, key=lambda place: -place.box.y1):
        steps = [one for _, one in place.readings]
        words = name_in(names_said(steps))
        if words:
            return [_line(words, place, steps, em)]
    return []


def weighed(name: Line, first: Sequence[Line]) -> Line:
    """The name held against what the first recogniser read there: what both read is sure.

    A syllable that they read differently is in doubt; the first one's stands where it read a whole name, and
    more surely.
    """
    there = [line for line in first if line.box and name.box and covers(line.box, name.box)]
    read = [word for line in there for word in line.words if re.search(r"[^\W\d_]", word.text)]
    pairs = zip_longest(reversed(name.words), reversed(read[-len(name.words) :]))
    whole = any(map(is_sure_name, there))
    return Line.of(reversed([_weighed(new, old, whole=whole) for new, old in pairs if new]))


def with_raw(new: Line, replaced: Sequence[Line]) -> Line:
    """The line with what was seen first in its place: word for word, or all of it at its first word."""
    seen = [word.raw for line in replaced for word in sorted(line.words, key=lambda word: word.left)]
    if len(seen) != len(new.words):
        seen = [" ".join(seen), *[""] * (len(new.words) - 1)]
    return Line.of(replace(word, raw=raw) for word, raw in zip(new.words, seen, strict=True))


def _weighed(new: Word, old: Word | None, *, whole: bool) -> Word:
    text = old.text.strip(".,:;-'") if old else ""
    if old is None or old.confidence < KEPT or not is_syllable(text):
        return new
    if text == new.text:
        return replace(new, confidence=min(1 - (1 - new.confidence) * (1 - old.confidence), MOST_TRUST))
    kept, other = (new.text, new.confidence), (text, old.confidence)
    if whole and old.confidence > new.confidence:
        kept, other = other, kept
    others = (reading for reading in new.readings if reading[0] not in (kept[0], other[0]))
    return replace(new, text=kept[0], confidence=min(kept[1], DISAGREED), readings=(other, *others))


def _line(words: Sequence[Said], place: NamePlace, steps: Sequence[Steps], em: float) -> Line:
    number, left, right = where_said([word.text for word in words], steps)
    seen = place.readings[number][0]
    box = replace(seen, x0=seen.x0 + left * seen.width, x1=seen.x0 + right * seen.width)
    line = line_of(list(_heard(words)), box, box.y1, em)
    others = (word.shares[1:] for word in words)
    return Line.of(replace(seen, readings=own) for seen, own in zip(line.words, others, strict=True))


def _heard(words: Sequence[Said]) -> Iterator[Heard]:
    """The words side by side, as wide as they are long."""
    total, before = sum(len(word.text) + 1 for word in words) - 1, 0
    for word in words:
        yield Heard(word.text, (before + len(word.text) / 2) / total, word.share)
        before += len(word.text) + 1
