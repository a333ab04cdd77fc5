"""Words in doubt, read again by the second recogniser; what both read is weighed.

    lines + picture ─▶ doubt ─▶ pieces of lines ─▶ second recogniser ─▶ words with both readings

Pieces of one number or code are put together and Roman numbers counted, with and without a second
recogniser. Words of the language get both readings, for the decoder to choose; of numbers and codes the surer
reading is taken here, since no language knows them. On 15 transcribed scans and 20 drawn pages 116 words were
right for it and one wrong.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from diacritics.parts import is_roman
from diacritics.syllable import is_syllable, same, skeleton
from extract.core.geometry import Box
from extract.core.model import Line, Word
from extract.core.type_size import stand, usual_size
from extract.imaging.colour import Grey
from extract.imaging.view import View
from extract.ocr.engine import Heard, LineRecogniser
from extract.ocr.second_pass.missed_print import with_lost_print
from extract.ocr.second_pass.roman_numerals import counted
from extract.ocr.second_pass.selection import are_pieces, has_digit, in_doubt
from schemas.methods import Method

# What is cut out above and below the line that words stand on, in ems: of .9 to 1.05 and .22 to .3 the best.
RISE, FALL = 0.95, 0.27
MARGIN = 2.0  # points to the sides, at most half the gap
LONGEST = 36.0  # ems of a piece: the network's picture holds 39
SMALLEST = 6  # pixels of a piece's shorter side
AGREED = 0.99  # both recognisers read the same: 632 of 638 were right
# Share of second readings that were right, where the two differ, over the recogniser's own confidence:
# 0.55 -> 0.33, 0.75 -> 0.62, 0.85 -> 0.66, 0.95 -> 0.82, 1.0 -> 0.97 (487 words).
SLOPE, OFFSET, MOST = 1.15, -0.2, 0.95
LEAST = 0.3  # a reading worth less is noise, mostly of seals: of 16 two were right
CLEARLY = 0.05  # by so much the second reading of a number must be surer than the first
LEAST_NUMBER = 0.65  # and at least so sure
LONE_SIGN = 0.7  # confidence from which a lone digit stays
CONTESTED = 0.85  # the most that a word is trusted when the readings differ: the language may speak
_ADDRESS = re.compile(r"(?<=ttp)(s?:)/(?!/)")  # of two strokes close together one is heard
SIGNS = ".,;:!?\"'“”()[]"

Words = list[Word]


def look_again(lines: Sequence[Line], view: View, reader: LineRecogniser | None) -> tuple[Line, ...]:
    """The lines with the words in doubt weighed again; `view` is the picture that was read."""
    em = usual_size(word for line in lines for word in line.words)
    whole = counted((_joined(line, em) for line in lines), view, em)
    if reader is None:
        return tuple(whole)
    doubtful = in_doubt(whole)
    weighed = [
        _again(line, {k for k in range(len(line.words)) if (i, k) in doubtful}, view, reader, em)
        for i, line in enumerate(whole)
    ]
    return with_lost_print(weighed, view, reader, em)


def _joined(line: Line, em: float) -> Line:
    """The line with the pieces of numbers and codes put together; as unsure as the least sure piece."""
    held: list[Words] = [[word] for word in line.words[:1]]
    for before, after in pairwise(line.words):
        if are_pieces(before, after, em):
            held[-1].append(after)
        else:
            held.append([after])
    if len(held) == len(line.words):
        return line
    return Line.of([_one(words) for words in held], line.cell)


def _one(words: Words) -> Word:
    if len(words) == 1:
        return words[0]
    text = words[0].text
    for word in words[1:]:
        text = text.rstrip("-") + word.text if word.text[0] == "-" else text + word.text
    raw = Word.read(" ".join(word.raw for word in words), Box.around(word.box for word in words))
    return raw.repaired(text, min(word.confidence for word in words), Method.READ_AGAIN)


def _again(line: Line, doubtful: set[int], view: View, reader: LineRecogniser, em: float) -> Line:
    if not doubtful:
        return line
    words = list(line.words)
    for first, end in _runs(line.words, doubtful, em):
        piece, box = _piece(words, first, end, view, em)
        if min(piece.shape) < SMALLEST:
            continue
        heard = _by_word(words[first:end], reader.read(piece), box)
        for k, pair in enumerate(heard, first):
            # What was read beside a word of which nothing was read may be both together.
            beside = heard[max(k - first - 1, 0) : k - first + 2]
            if all(beside):
                words[k] = _weighed(words[k], pair)
    return replace(line, words=tuple(words))


def _runs(words: Sequence[Word], doubtful: set[int], em: float) -> list[tuple[int, int]]:
    """Neighbours in doubt, first and end, as long as the second recogniser can read at once."""
    runs: list[tuple[int, int]] = []
    for k in sorted(doubtful):
        if runs and runs[-1][1] == k and _right(words[k]) - _left(words[runs[-1][0]]) < LONGEST * em:
            runs[-1] = runs[-1][0], k + 1
        else:
            runs.append((k, k + 1))
    return runs


def _left(word: Word) -> float:
    return word.box.x0 if word.box else 0.0


def _right(word: Word) -> float:
    return word.box.x1 if word.box else 0.0


def _piece(words: Words, first: int, end: int, view: View, em: float) -> tuple[Grey, Box]:
    """The picture of some words of a line, and where it lies on the page."""
    foot, size = stand(words[first:end], em)
    left, right = _left(words[first]) - MARGIN, _right(words[end - 1]) + MARGIN
    if first:
        left = max(left, (_right(words[first - 1]) + _left(words[first])) / 2)
    if end < len(words):
        right = min(right, (_right(words[end - 1]) + _left(words[end])) / 2)
    box = Box(left, foot - RISE * size, right, foot + FALL * size)
    return np.ascontiguousarray(view.crop(box)), box


def _by_word(words: Sequence[Word], heard: Sequence[Heard], box: Box) -> list[list[Heard]]:
    """What was heard in the place of each word."""
    edges = [(_right(before) + _left(after)) / 2 for before, after in pairwise(words)]
    found: list[list[Heard]] = [[] for _ in words]
    for one in heard:
        found[bisect(edges, box.x0 + one.place * box.width)].append(one)
    return found


def _weighed(word: Word, heard: Sequence[Heard]) -> Word:
    """The word with what both readings say: the surer as its text, the other beside it."""
    told = [one for one in heard if re.search(r"\w", one.text)]
    if len(told) != 1:
        return word
    (other,) = told
    text = _ADDRESS.sub(r"\1//", _as_signed(other.text, word.text))
    # A word in capitals has many to tell by, a word with a first capital has one ("Sung", sung).
    in_capitals = len(word.text) > 1 and word.text.isupper() and same(text.upper(), word.text)
    if same(text, word.text) or in_capitals:
        return replace(word, confidence=AGREED)
    if is_roman(word.text.strip(SIGNS)):
        return word
    if has_digit(word.text + text):
        return _surer_number(word, text, other.confidence)
    share = min(SLOPE * other.confidence + OFFSET, MOST)
    if share < LEAST:
        return word
    if share > 0.5:
        word, text, share = word.repaired(text, share, Method.READ_AGAIN), word.text, 1 - share
    return replace(word, confidence=min(word.confidence, CONTESTED), readings=((text, share),))


def _surer_number(word: Word, text: str, confidence: float) -> Word:
    core, other = word.text.strip(SIGNS), text.strip(SIGNS)
    misread = (
        is_syllable(core)
        or skeleton(core).upper() == skeleton(other).upper()
        or (core.isdigit() and not has_digit(other))
        or (len(core) == 1 and word.confidence > LONE_SIGN)
    )
    if misread or confidence < max(word.confidence + CLEARLY, LEAST_NUMBER):
        return word
    return word.repaired(text, confidence, Method.READ_AGAIN)


def _as_signed(text: str, first: str) -> str:
    """The second reading with the first one's signs around it: of these Tesseract knows more."""
    core, own = text.strip(SIGNS), first.strip(SIGNS)
    if not core or not own:
        return text
    before, after = first[: first.index(own)], first[first.index(own) + len(own) :]
    if not after:
        after = text[text.index(core) + len(core) :]
    return before + core + after
