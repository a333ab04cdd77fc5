"""The archive line at the foot of the recipients, where it was read in doubt or passed over.

    lines ─▶ "- Lưu: ..." ─▶ the second recogniser says the same: as it is
                         ─▶ else read larger by both ─▶ the words they decide on
          ─▶ a list of recipients without it ─▶ what is printed right under its last item, read alone

It is the smallest print of a page, and the last line of a column: where recognisers of pages stop early.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from statistics import mean

import cv2
import numpy as np

from extract.core.geometry import POINTS, Box
from extract.core.model import Line, Word
from extract.core.pose import Pose
from extract.core.type_size import usual_size
from extract.form import cues
from extract.imaging.colour import Grey
from extract.imaging.view import View, plain_grey, posed_part
from extract.ocr.context import PageContext
from extract.ocr.engine import Heard, LineRecogniser
from extract.ocr.reading import makes_sense
from extract.ocr.second_pass.archive_words import LABEL, Reading, Said, decided, reading_of, same
from extract.ocr.second_pass.missed_print import JUNK, line_of
from extract.ocr.second_pass.reread import AGREED
from schemas.methods import Method

LARGER = 300.0  # dpi: initials in 7 point print have five pixels, at 175 three
ABOVE, BELOW, BEFORE, BEHIND = 0.15, 0.25, 0.4, 1.2  # ems around the line that are cut out
BEHIND_LOST = 6.0  # the same behind words that only the second recogniser found: it may have stopped early
BESIDE = 1.5  # ems by which items begin left or right of their head
STEP = 2.2  # ems from the foot of one item to the foot of the next
UNDER, WIDE = 3.2, 18.0  # ems under the last item that are read, and from its left
INK, LEAST_INK = 128, 0.004  # darkness of ink, and the share of it from which there is print
DASHES = "-–~"
PAPER = 20  # pixels of paper around what is read alone
SURE, SENSE = 0.7, 0.8  # mean confidence of the words of a line, and share of them that make sense


def with_archive_line(
    lines: Sequence[Line], view: View, pose: Pose, context: PageContext
) -> tuple[Line, ...]:
    """The lines with the archive line read anew; `view` is the page in plain grey."""
    em = usual_size(word for line in lines for word in line.words)
    solid = [line for line in lines if mean(word.confidence for word in line.words) >= JUNK]
    new = _passed_over(solid, view, context, em)
    places = [line.box for line in new if line.box]
    whole = [
        line for line in lines if line in solid or not any(box.overlaps(line.box) for box in places)
    ] + new
    if context.line_recogniser is None:
        return tuple(whole)
    look = _Look(view, pose, context, context.line_recogniser, em)
    return tuple(look.weighed(line) if cues.is_archive(line.text) else line for line in whole)


def _passed_over(lines: Sequence[Line], view: View, context: PageContext, em: float) -> list[Line]:
    """The lines under a list of recipients that has no archive line."""
    last = _last_item(lines, em)
    if last is None:
        return []
    zone = Box(last.x0 - em, last.y1 + 1, last.x0 + WIDE * em, last.y1 + UNDER * em)
    zone = Box(zone.x0, zone.y0, min([zone.x1, *_beside(lines, zone)]), zone.y1)
    part = view.crop(zone)
    if np.count_nonzero(part < INK) <= LEAST_INK * part.size:
        return []
    left, top = (round(side) / view.scale for side in (view.column(zone.x0), view.row(zone.y0)))
    right, down = (side - PAPER / view.scale for side in (left + view.left, top + view.top))
    read = context.read(_framed(part), view.scale * POINTS, column=True)
    placed = [line.placed(lambda box: box.moved(right, down)) for line in read]
    return [line for line in placed if _is_item(line)]


def _last_item(lines: Sequence[Line], em: float) -> Box | None:
    """The last line of the list under "Nơi nhận:"; None where it ends as it must, or there is no list."""
    boxed = sorted((line for line in lines if line.box), key=lambda line: line.box.y1 if line.box else 0.0)
    heads = [line.box for line in boxed if cues.is_recipients(" ".join(line.text.split()[:2]))]
    head = last = heads[-1] if heads else None
    if head is None or last is None or any(cues.is_archive(line.text) for line in boxed):
        return None
    for line in boxed:
        box = line.box
        if box and abs(box.x0 - head.x0) < BESIDE * em and 0 < box.y1 - last.y1 < STEP * em:
            last = box
    return last


def _beside(lines: Sequence[Line], zone: Box) -> list[float]:
    """Where words begin in the zone's height: the signature stands there."""
    return [word.box.x0 for line in lines for word in line.words if word.box and zone.overlaps(word.box)]


def _is_item(line: Line) -> bool:
    """Whether a line is surely an item, or the archive line."""
    if mean(word.confidence for word in line.words) < SURE:
        return False
    sense = mean(makes_sense(word.text) for word in line.words[1:] or line.words)
    return (line.text[:1] in DASHES and sense >= SENSE) or cues.is_archive(line.text)


def _framed(part: Grey) -> Grey:
    paper = (int(np.median(part)),)
    framed = cv2.copyMakeBorder(part, PAPER, PAPER, PAPER, PAPER, cv2.BORDER_CONSTANT, value=paper)
    return np.asarray(framed, np.uint8)


@dataclass(frozen=True, slots=True)
class _Look:
    """A page on which an archive line is read again."""

    view: View
    pose: Pose
    context: PageContext
    reader: LineRecogniser
    em: float

    def weighed(self, line: Line) -> Line:
        """The line as all its readings have it."""
        own = reading_of([(word.text, word.confidence) for word in line.words])
        if line.box is None or not own:
            return line
        place = self._around(line.box, BEHIND if line.raw.strip() else BEHIND_LOST)
        again = self._heard(self.view.crop(place))
        if not again:
            return line
        if same(own, again):
            return _agreed(line, own)
        large = plain_grey(posed_part(self.context.picture(LARGER), self.pose, place))
        said = decided((own, again, self._heard(large), self._read(large)))
        return line if said == own else _as_said(line, own, said, self.em)

    def _around(self, box: Box, behind: float) -> Box:
        return Box(
            box.x0 - BEFORE * self.em,
            box.y0 - ABOVE * self.em,
            box.x1 + behind * self.em,
            box.y1 + BELOW * self.em,
        )

    def _heard(self, part: Grey) -> Reading:
        heard = self.reader.read(np.ascontiguousarray(part)) if min(part.shape) > 1 else ()
        return reading_of([(one.text, one.confidence) for one in heard])

    def _read(self, part: Grey) -> Reading:
        lines = self.context.read(_framed(part), self.context.true_dpi(LARGER), column=True)
        readings = (reading_of([(word.text, word.confidence) for word in line.words]) for line in lines)
        return next(filter(None, readings), ())


def _agreed(line: Line, own: Reading) -> Line:
    """The line whose words behind the label both recognisers read alike."""
    label, words = line.words[: -len(own)], line.words[-len(own) :]
    return replace(line, words=(*label, *(replace(word, confidence=AGREED) for word in words)))


def _as_said(line: Line, own: Reading, said: Sequence[Said], em: float) -> Line:
    """The line with the words that were decided on, each in its place where there are as many."""
    label, words = line.words[: -len(own)], line.words[-len(own) :]
    apart = LABEL.match(" ".join(word.text for word in label)) is not None
    if apart and len(said) == len(own):
        return Line.of((*label, *map(_anew, words, said)), line.cell)
    texts = [Said("- Lưu:", line.words[0].confidence), *said]
    letters = sum(len(one.text) + 1 for one in texts)
    ends = list(accumulate(len(one.text) + 1 for one in texts))
    middles = [(end - len(one.text) / 2) / letters for one, end in zip(texts, ends, strict=True)]
    heard = [Heard(one.text, middle, one.sure) for one, middle in zip(texts, middles, strict=True)]
    return line_of(heard, line.box, line.box.y1, em) if line.box else line


def _anew(word: Word, said: Said) -> Word:
    if word.text == said.text:
        return replace(word, confidence=min(word.confidence, said.sure))
    return word.repaired(said.text, said.sure, Method.READ_AGAIN)
