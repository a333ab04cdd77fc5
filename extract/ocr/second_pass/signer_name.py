"""The block of the signature, where the first recogniser left its title or its name out or in doubt.

    lines ─▶ where the block is (its last position in capitals, else beside "Nơi nhận")
          ─▶ rows of letters there that no sure line covers, in several inks ─▶ second recogniser
          ─▶ the row that is a title, the row that is a person's name

Titles and names are often stamped by hand: in blue or red ink, which the picture for print has lost, a few
degrees out of level, in letters of which only the outline took ink, or under the seal. A row counts only when
it surely reads as a title of the vocabulary or as a name. A block that is whole is not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np

from extract.core.geometry import POINTS, Box
from extract.core.model import Line
from extract.form.matching import similarity
from extract.form.person_names import FEWEST, has_family_name, is_clear_name
from extract.imaging.colour import Grey, Picture
from extract.imaging.view import View
from extract.ocr.engine import Heard, LineRecogniser, Steps
from extract.ocr.second_pass.missed_print import line_of
from extract.ocr.second_pass.signature_inks import inks
from extract.ocr.second_pass.signature_rows import Row, levelled, lines_in, place, rows
from extract.ocr.second_pass.signature_words import TitleRead, may_say, title_in
from extract.ocr.second_pass.signature_zone import KEPT, Block, block_of, is_sure, is_sure_name
from extract.ocr.second_pass.signer_places import NamePlace, covers, named_line, weighed, with_raw, with_rows

BLUR = 0.5  # points: joins the outline of hollow letters; full letters are read as well with it
# Ems around a row. Letters of a stamp are read differently in a wider frame ("Khành", "Thành"): a row that
# may say something is read with each of these, and all readings go to the decoder. On 52 pages the first left
# 74 of 154 rows alone; names and titles stayed the same.
MARGINS = 0.15, 0.05, 0.3
SURE_NAME = 0.97  # a row of which the first reading is a whole name, each word as sure as this, has said it
MOST_ROWS = 4  # of names, from the lowest, and of titles, from the top: 30 ms each
SURE_TITLE = 0.9  # a row that reads so is one title, however high it is
ONE_OF_TWO = 0.5  # factor for a title that touches another line, of which nothing was read


def with_signed_name(
    lines: Sequence[Line], view: View, reader: LineRecogniser | None, colour: Callable[[Box], Picture]
) -> tuple[Line, ...]:
    """The lines with the signer's title and name; `view` is the page in plain grey, `colour` its parts."""
    block = block_of(lines, view)
    if reader is None or block is None or (block.named and block.titled):
        return tuple(lines)
    if block.named and block.title and not _has_more_titles(block, view, reader):
        return tuple(lines)
    found = _read(block, view, colour, reader)
    found = [new for new in found if not any(_says_more(line, new) for line in block.lines)]
    found = [new if new.text.isupper() else weighed(new, block.lines) for new in found]
    replaced = [[line for line in lines if _replaces(new, line, block)] for new in found]
    gone = {id(line) for held in replaced for line in held}
    kept = [line for line in lines if id(line) not in gone]
    return (*kept, *(with_raw(new, held) for new, held in zip(found, replaced, strict=True)))


def _has_more_titles(block: Block, view: View, reader: LineRecogniser) -> bool:
    """Whether letters stand by the title that no line accounts for: another title was stamped there."""
    part = view.crop(block.zone)
    if min(part.shape, default=0) < 2:
        return False
    look = Look(_soft(part, view), block, view, reader)
    return any(block.may_be_title(look.box(row)) for row in look.rows())


def _read(block: Block, view: View, colour: Callable[[Box], Picture], reader: LineRecogniser) -> list[Line]:
    """The title and the name that the block lacks, as far as its inks say them."""
    grey = np.ascontiguousarray(view.crop(block.zone))
    titles: list[Line] = []
    names: list[Line] = []
    places: list[NamePlace] = []
    if min(grey.shape, default=0) < 2:
        return []
    reader = _Once(reader)
    for ink in inks(grey, lambda: np.ascontiguousarray(colour(block.zone)), view.scale * POINTS):
        look = Look(_soft(ink, view), block, view, reader)
        held = list(look.rows())
        if not block.titled:
            titles = _better(titles, list(look.titles(held)))
        if not (block.named or any(map(is_sure_name, names))):
            places = with_rows(places, look.name_rows(held))
            names = named_line(places, block.em)
        titled = block.titled or (titles and all(map(is_sure, titles)) and block.goes_with(titles[-1]))
        if titled and (block.named or any(is_sure_name(name) for name in names)):
            break
    return [*titles, *names]


def _better(titles: list[Line], others: list[Line]) -> list[Line]:
    """The titles of two readings of the block: those that say more."""
    return max(titles, others, key=lambda held: sum(word.confidence for line in held for word in line.words))


def _soft(ink: Grey, view: View) -> Grey:
    return np.asarray(cv2.GaussianBlur(ink, (0, 0), BLUR * view.scale), np.uint8)


@dataclass(frozen=True, slots=True)
class _Once:
    """A recogniser that reads no picture twice: most rows look the same in several inks."""

    reader: LineRecogniser
    known: dict[tuple[int, bytes], Steps] = field(default_factory=dict)

    def read(self, piece: Grey) -> tuple[Heard, ...]:
        return self.words(self.steps(piece))

    def words(self, steps: Steps) -> tuple[Heard, ...]:
        return self.reader.words(steps)

    def steps(self, piece: Grey) -> Steps:
        key = piece.shape[1], piece.tobytes()
        if key not in self.known:
            self.known[key] = self.reader.steps(piece)
        return self.known[key]


@dataclass(frozen=True, slots=True)
class Reading:
    """A row as the recogniser sees it in one frame: step by step, and as words."""

    steps: Steps
    words: tuple[Heard, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """A block in one of its inks."""

    soft: Grey
    block: Block
    view: View
    reader: LineRecogniser
    known: dict[Row, list[Reading]] = field(default_factory=dict)  # a row may be title or name

    @property
    def em(self) -> float:
        return self.block.em * self.view.scale

    def rows(self) -> Iterator[Row]:
        """The rows of letters that no sure line covers, from the top; of several lines one is enough."""
        for row in sorted(rows(self.soft, self.em), key=lambda row: row.centre[1]):
            if self.free((row,)) or self.free(lines_in(row, self.em)):
                yield row

    def free(self, held: Sequence[Row]) -> list[Row]:
        """Those that no sure line covers."""
        sure = [line.box for line in self.block.lines if line.box and is_sure(line)]
        return [row for row in held if not any(covers(line, self.box(row)) for line in sure)]

    def box(self, row: Row) -> Box:
        """Where the row is on the page."""
        corner = self.view.column(self.block.zone.x0), self.view.row(self.block.zone.y0)
        return place(row, self.view, corner, MARGINS[0] * self.block.em)

    def heard(self, row: Row) -> list[Reading]:
        """The readings of a row; none where the first has neither a title's words nor a name's."""
        if row not in self.known:
            readings = (self._reading(row, margin * self.em) for margin in MARGINS)
            first = next(readings)
            others = () if _is_sure_name(first.words) else readings
            self.known[row] = [first, *others] if may_say(first.words) else []
        return self.known[row]

    def _reading(self, row: Row, margin: float) -> Reading:
        steps = self.reader.steps(levelled(self.soft, row, margin))
        return Reading(steps, self.reader.words(steps))

    def title(self, row: Row) -> TitleRead | None:
        """The title that a row says."""
        return title_in([reading.words for reading in self.heard(row)])

    def titles(self, held: Sequence[Row]) -> Iterator[Line]:
        """The rows that read as titles; of those that touch the upper one is the head's."""
        for row in [row for row in held if self.block.may_be_title(self.box(row))][:MOST_ROWS]:
            parts = lines_in(row, self.em)
            whole = self.title(row) if self.free((row,)) else None
            if whole and (whole.confidence >= SURE_TITLE or not parts):
                yield self._title(whole, row, 1.0)
                continue
            said = [(part, self.title(part)) for part in self.free(parts)]
            trust = 1.0 if all(found for _, found in said) else ONE_OF_TWO
            yield from (self._title(found, part, trust) for part, found in said if found)

    def _title(self, said: TitleRead, row: Row, trust: float) -> Line:
        words, box = said.text.split(), self.box(row)
        sure = said.confidence * trust
        heard = [Heard(word, (k + 0.5) / len(words), sure) for k, word in enumerate(words)]
        return line_of(heard, box, box.y1, self.block.em)

    def name_rows(self, held: Sequence[Row]) -> Iterator[NamePlace]:
        """The lowest rows, as far as they may say a name."""
        lower = [row for row in held if self.box(row).y1 > self.block.foot]
        for row in lower[: -MOST_ROWS - 1 : -1]:
            if said := self.heard(row):
                box = self.box(row)
                yield NamePlace(box, tuple((box, one.steps) for one in said))


def _is_sure_name(words: Sequence[Heard]) -> bool:
    """Whether a reading is a name with family, middle and given name, each word as sure as can be."""
    said = [word.text for word in words]
    return len(said) > FEWEST and is_clear_name(said) and min(w.confidence for w in words) >= SURE_NAME


def _says_more(line: Line, new: Line) -> bool:
    """Whether a line says the same title with something before it (what is left of "KT." or PHÓ), or a name
    with a family name and more words."""
    if not (line.box and new.box and covers(line.box, new.box)):
        return False
    count = len(new.words)
    words = [word for word in line.text.split() if re.search(r"[^\W\d_]", word) or new.text.isupper()]
    if not new.text.isupper():
        return (has_family_name(line.text) and len(words) > count) or _is_surer(line, new)
    before, own = " ".join(words[:-count]), " ".join(words[-count:])
    return re.search(r"\w", before) is not None and similarity(own, new.text) >= SURE_TITLE


def _is_surer(line: Line, new: Line) -> bool:
    """Whether the first recogniser read a whole name there, in doubt but its least sure word more surely."""
    least, other = (min(word.confidence for word in held.words) for held in (line, new))
    return is_clear_name(line.text.split()) and KEPT > least > other


def _replaces(new: Line, line: Line, block: Block) -> bool:
    """Whether an unsure line of the block stands where the new one does."""
    if line not in block.lines or is_sure(line) or not (new.box and line.box):
        return False
    return covers(line.box, new.box)
