"""Where the signature's block is on a page, and what of it was read well.

lines ─▶ the last position in capitals, else "Nơi nhận" beside it ─▶ Block(zone, title, lines)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.core.geometry import Box
from extract.core.model import Line
from extract.core.type_size import usual_size
from extract.form import cues
from extract.form.folding import fold_words
from extract.form.person_names import FEWEST, is_clear_name
from extract.form.positions import after_mark, has_mark, is_acting, is_authority, is_position
from extract.form.signing_form import MARK, is_deputy
from extract.imaging.view import View

DEPTH, HALF_WIDTH, RISE = 13.0, 9.5, 2.5  # ems below the position, to its sides, above it
# Where no position was read: ems above and below "Nơi nhận", which stands left of this share of the width.
ABOVE, BELOW, LEFT_HALF, MIDDLE = 2.5, 17.0, 0.4, 0.7
TITLE_DEPTH, TITLES_DEPTH = 2.4, 8.5  # ems below the position, below the block's top: no title stands lower
KEPT = 0.6  # a title, and a name read here, of which every word was read with this needs no second look
# Of some 25 names that Tesseract read with less than this, on gold and made scans, a letter was wrong in 2.
NAME_KEPT = 0.87
BASIS = "can cu"  # folded; how a basis begins
LONGEST_POSITION, BEFORE_TITLE = 8, 2  # words; those that a seal left before it: "_PI2 CHỦ TỊCH"


@dataclass(frozen=True, slots=True)
class Block:
    """Where the block is on the page, its last position, and the lines in it."""

    zone: Box
    title: Line | None
    lines: tuple[Line, ...]
    em: float

    @property
    def named(self) -> bool:
        return any(is_sure_name(line, NAME_KEPT) for line in self.lines)

    @property
    def signed_for(self) -> bool:
        """Whether KT. stands there."""
        return any(has_mark(bare_capitals(line)) and MARK.match(bare_capitals(line)) for line in self.lines)

    @property
    def titled(self) -> bool:
        """Whether a title stands there that says all: a deputy's under the head's."""
        return self.signed_for and self.title is not None and is_deputy(bare_capitals(self.title))

    def goes_with(self, title: Line) -> bool:
        """Whether a title may be the signer's own: under KT. a deputy's."""
        return not self.signed_for or is_deputy(title.text)

    @property
    def foot(self) -> float:
        """Where the last position ends; names stand lower."""
        return self.title.box.y1 if self.title and self.title.box else self.zone.y0

    def may_be_title(self, row: Box) -> bool:
        """Whether a row stands where a title may."""
        if self.title is None or self.title.box is None:
            return row.centre[1] < self.zone.y0 + TITLES_DEPTH * self.em
        own = self.title.box
        return row.centre[1] < own.y1 + TITLE_DEPTH * self.em and own.x0 < row.centre[0] < own.x1


def block_of(lines: Sequence[Line], view: View) -> Block | None:
    """The signature's block of a page; None where neither a position nor "Nơi nhận" was read."""
    em = usual_size(word for line in lines for word in line.words)
    title = next((line for line in _from_below(lines) if is_title(line) and not _issues(line, lines)), None)
    if title and title.box:
        x, y = title.box.centre[0], title.box
        zone = Box(x - HALF_WIDTH * em, y.y0 - RISE * em, x + HALF_WIDTH * em, y.y1 + DEPTH * em)
    else:
        width = view.picture.shape[1] / view.scale
        heads = [box for box in _recipients(lines) if box.x0 < LEFT_HALF * width]
        if not heads:
            return None
        x, top = MIDDLE * width, heads[-1].y0
        zone = Box(x - HALF_WIDTH * em, top - ABOVE * em, x + HALF_WIDTH * em, top + BELOW * em)
    return Block(zone, title, tuple(line for line in lines if zone.overlaps(line.box)), em)


def _issues(title: Line, lines: Sequence[Line]) -> bool:
    """Whether a position is the issuer's, in the head or over the preamble: the number or a basis follows."""
    below = (line.text for line in lines if line.box and title.box and line.box.y0 > title.box.y1)
    return any(cues.is_number(text) or fold_words(text).startswith(BASIS) for text in below)


def _recipients(lines: Sequence[Line]) -> list[Box]:
    """ "Nơi nhận:"; a line of the signature may go on behind it."""
    heads = (" ".join(line.text.split()[:2]) for line in lines)
    return [
        line.box for head, line in zip(heads, lines, strict=True) if line.box and cues.is_recipients(head)
    ]


def _from_below(lines: Sequence[Line]) -> list[Line]:
    return sorted((line for line in lines if line.box), key=lambda line: -line.box.y1 if line.box else 0.0)


def bare_capitals(line: Line) -> str:
    """The capitals of a line, what a seal left at its ends apart."""
    words = line.text.split()
    while words and not words[0].isupper():
        words.pop(0)
    while words and not words[-1].isupper():
        words.pop()
    return " ".join(words).strip(" .,:;-~")


def is_title(line: Line) -> bool:
    """Whether a line is a position in capitals, what a seal left at its ends apart."""
    text = bare_capitals(line)
    words = text.split()
    if not text.isupper() or len(words) > LONGEST_POSITION:
        return False
    ends = (" ".join(words[first:]) for first in range(min(len(words), BEFORE_TITLE + 1)))
    return is_acting(text) or any(map(is_position, ends))


def is_sure_name(line: Line, least: float = KEPT) -> bool:
    """Whether a name was read well; one of two words may have lost its family name to the seal."""
    words = [word for word in line.words if word.text]
    if len(words) <= FEWEST or not is_clear_name([word.text for word in words]):
        return False
    return min(word.confidence for word in words) >= least


def is_sure(line: Line) -> bool:
    """Whether a line is a part of the block that was read well."""
    words, bare = [word for word in line.words if word.text.isupper()], bare_capitals(line)
    formal = is_title(line) or (has_mark(bare) and is_authority(after_mark(bare)))
    return is_sure_name(line, NAME_KEPT) or (formal and min(word.confidence for word in words) >= KEPT)
