"""The name under a signature, where the first recogniser left none: stamped, hollow or slanted letters.

    lines ─▶ the last position in capitals ("PHÓ CHỦ TỊCH") ─▶ the paper below it without a sure name
          ─▶ slanted rows of letters, levelled ─▶ second recogniser ─▶ the row that is a person's name

Names are often stamped by hand: in blue ink, which the picture for print has lost, a few degrees out of
level, or in letters of which only the outline took ink. A row counts only when it reads as a name surely.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import mean

import cv2
import numpy as np

from extract.core.geometry import Box
from extract.core.model import Line
from extract.core.type_size import usual_size
from extract.form.person_names import is_clear_name
from extract.form.positions import is_acting, is_position
from extract.imaging.colour import Grey
from extract.imaging.view import View
from extract.ocr.engine import Heard, LineRecogniser
from extract.ocr.second_pass.missed_print import line_of

DEPTH, HALF_WIDTH = 13.0, 9.5  # ems below the position and to its sides, where the name stands
BLUR = 0.5  # points: joins the outline of hollow letters; full letters are read as well with it
PAPER, INK = 0.9, 0.72  # the share of pixels that are darker than paper; ink is darker than this share of it
TALLEST, WIDEST = 2.2, 6.0  # ems; what is larger is a stroke of the signature, or the ring of a seal
JOIN, RISE = 0.9, 0.25  # ems between letters of one row, and by which they may stand higher
LONGEST, SHORTEST, HIGHEST, LOWEST = 16.0, 3.5, 2.6, 0.5  # ems: a name's length and height
STEEPEST = 20.0  # degrees
# Ems around a row. Letters of a stamp are read differently in a wider frame ("Khành", "Thành"): every row is
# read with each of these, and all readings go to the decoder.
MARGINS = 0.05, 0.15, 0.3
MOST_ROWS = 4  # read, from the lowest: 30 ms each
# Share of the readings for the least sure word, and for all on average. Three names that Tesseract lost had
# .5 and more; strokes and seals gave no name at all.
LEAST, SURE = 0.4, 0.7
KEPT = 0.6  # a name of which every word was read with this needs no second look
LONGEST_POSITION = 8  # words


@dataclass(frozen=True, slots=True)
class Row:
    """A slanted rectangle of letters in the picture, pixels."""

    centre: tuple[float, float]
    size: tuple[float, float]  # along the row, across it
    angle: float  # degrees by which it falls to the right


@dataclass(frozen=True, slots=True)
class Said:
    """A word of a row: its readings with their shares, the largest first, and where it is (0..1)."""

    shares: tuple[tuple[str, float], ...]
    place: float

    @property
    def text(self) -> str:
        return self.shares[0][0]

    @property
    def share(self) -> float:
        return self.shares[0][1]


def with_signed_name(lines: Sequence[Line], view: View, reader: LineRecogniser | None) -> tuple[Line, ...]:
    """The lines with the signer's name; `view` is the page in plain grey."""
    title = next((line for line in _from_below(lines) if _is_title(line)), None)
    if reader is None or title is None or title.box is None:
        return tuple(lines)
    em = usual_size(word for line in lines for word in line.words)
    middle, foot = title.box.centre[0], title.box.y1
    zone = Box(middle - HALF_WIDTH * em, foot, middle + HALF_WIDTH * em, foot + DEPTH * em)
    below = [line for line in lines if zone.overlaps(line.box)]
    if any(_is_sure_name(line) for line in below):
        return tuple(lines)
    found = _found(zone, view, reader, em)
    if found is None or found.box is None:
        return tuple(lines)
    return (*(line for line in lines if line not in below or not found.box.overlaps(line.box)), found)


def _from_below(lines: Sequence[Line]) -> list[Line]:
    return sorted((line for line in lines if line.box), key=lambda line: -line.box.y1 if line.box else 0.0)


def _is_title(line: Line) -> bool:
    """Whether a line is a position in capitals, what a seal left at its ends apart."""
    words = line.text.split()
    while words and not words[0].isupper():
        words.pop(0)
    while words and not words[-1].isupper():
        words.pop()
    text = " ".join(words).strip(" .,:;-~")
    return text.isupper() and len(words) <= LONGEST_POSITION and (is_position(text) or is_acting(text))


def _is_sure_name(line: Line) -> bool:
    words = [word for word in line.words if word.text]
    return is_clear_name([word.text for word in words]) and min(word.confidence for word in words) >= KEPT


def _found(zone: Box, view: View, reader: LineRecogniser, em: float) -> Line | None:
    """The lowest row below the position that reads as a name."""
    part = view.crop(zone)
    if min(part.shape, default=0) < 2:
        return None
    soft = np.asarray(cv2.GaussianBlur(part, (0, 0), BLUR * view.scale), np.uint8)
    for row in sorted(_rows(soft, em * view.scale), key=lambda row: -row.centre[1])[:MOST_ROWS]:
        heard = [reader.read(_levelled(soft, row, margin * em * view.scale)) for margin in MARGINS]
        words = list(_agreed(heard))
        if _is_surely_name(words):
            return _line(words, *_place(row, view, (view.column(zone.x0), view.row(zone.y0)), em), em)
    return None


def _agreed(heard: Sequence[Sequence[Heard]]) -> Iterator[Said]:
    """Word by word what the readings say; those with another number of words than the first do not count."""
    alike = [one for one in heard if len(one) == len(heard[0])]
    for column in zip(*alike, strict=True):
        shares: Counter[str] = Counter()
        for one in column:
            shares[one.text] += one.confidence / len(heard)
        yield Said(tuple(shares.most_common()), column[0].place)


def _is_surely_name(words: Sequence[Said]) -> bool:
    return (
        is_clear_name([word.text for word in words])
        and min(word.share for word in words) >= LEAST
        and mean(word.share for word in words) >= SURE
    )


def _line(words: Sequence[Said], box: Box, foot: float, em: float) -> Line:
    line = line_of([Heard(word.text, word.place, word.share) for word in words], box, foot, em)
    return Line.of(
        replace(seen, readings=word.shares[1:]) for seen, word in zip(line.words, words, strict=True)
    )


def _rows(soft: Grey, em: float) -> Iterator[Row]:
    """What may be rows of letters; `em` in pixels."""
    paper = float(np.quantile(soft, PAPER))
    _, labels, stats, _ = cv2.connectedComponentsWithStats((soft < INK * paper).astype(np.uint8))
    wide, high = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    letter = (high < TALLEST * em) & (wide < WIDEST * em)
    letter[0] = False
    kernel = np.ones((max(round(RISE * em), 1), max(round(JOIN * em), 1)), np.uint8)
    joined = cv2.morphologyEx(letter[labels].astype(np.uint8), cv2.MORPH_CLOSE, kernel)
    _, groups, boxes, _ = cv2.connectedComponentsWithStats(joined)
    for index in np.flatnonzero(boxes[:, cv2.CC_STAT_WIDTH] > SHORTEST * em):
        row = _rectangle((groups == index) & letter[labels]) if index else None
        if row and SHORTEST * em < row.size[0] < LONGEST * em and LOWEST * em < row.size[1] < HIGHEST * em:
            yield row


def _rectangle(own: np.ndarray[tuple[int, int], np.dtype[np.bool_]]) -> Row | None:
    ys, xs = np.nonzero(own)
    if xs.size < 3:
        return None
    slope = float(np.polyfit(xs, ys, 1)[0])
    angle = math.degrees(math.atan(slope))
    if abs(angle) > STEEPEST:
        return None
    cosine, sine = math.cos(math.atan(slope)), math.sin(math.atan(slope))
    along, across = xs * cosine + ys * sine, ys * cosine - xs * sine
    a0, a1, c0, c1 = along.min(), along.max(), across.min(), across.max()
    middle, height = (a0 + a1) / 2, (c0 + c1) / 2
    centre = float(middle * cosine - height * sine), float(middle * sine + height * cosine)
    return Row(centre, (float(a1 - a0), float(c1 - c0)), angle)


def _levelled(soft: Grey, row: Row, margin: float) -> Grey:
    wide, high = (max(round(side + 2 * margin), 2) for side in row.size)
    matrix = cv2.getRotationMatrix2D(row.centre, row.angle, 1.0)
    matrix[0, 2] += wide / 2 - row.centre[0]
    matrix[1, 2] += high / 2 - row.centre[1]
    cut = cv2.warpAffine(soft, matrix, (wide, high), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(cut, np.uint8)


def _place(row: Row, view: View, corner: tuple[int, int], em: float) -> tuple[Box, float]:
    """Where the row stands on the page, as if it were level, and its foot."""
    x, y = (
        (row.centre[0] + corner[0]) / view.scale + view.left,
        (row.centre[1] + corner[1]) / view.scale + view.top,
    )
    wide, high = row.size[0] / view.scale + 2 * MARGINS[0] * em, row.size[1] / view.scale
    return Box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2), y + high / 2
