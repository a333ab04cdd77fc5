"""Tên loại, trích yếu and Kính gửi: what stands between the header and the text.

    rows under the header ─ find_opening ─▶ Opening(title, addressees, body)

Box 5a (centred) and 9a of Nghị định 30/2020/NĐ-CP, Phụ lục I.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.form import cues
from extract.form.folding import fold_words, is_capitals
from extract.form.positions import is_authority
from extract.form.word_patterns import any_of
from extract.layout.geometry import Piece, edges_of, long_lines
from schemas import vocabulary

# Tên loại stands this many rows below the header or less.
TYPE_WITHIN = 7
# A trích yếu has at most this many rows.
LONGEST_TITLE = 12
# Margins at both sides of a centred line differ by less than this share of the text's width.
OFF_CENTRE = 0.07
# Lines with margins this deep at both sides are centred even when they differ by twice that.
DEEP = 0.12
# An addressee stands further in than any first-line indent (28-40 of 450-480 points).
ADDRESSEE_INDENT = 0.11
_BODY = any_of(map(fold_words, vocabulary.openings("body")))
_NARRATED = any_of(map(fold_words, vocabulary.openings("narrated")))
BODY_START = re.compile(
    rf"^(?:{_BODY}|{_NARRATED}|de |uy ban nhan dan \w+ \w+ (?:nhan|thong)"
    r"|dieu \d|chuong [ivx\d]|phan |muc [ivx\d])"
)
# No trích yếu begins so, however the line is set: "Hôm nay, ngày ...", "Trân trọng kính mời".
NARRATES = re.compile(rf"^(?:{_NARRATED})\b")
BULLET = re.compile(r"^\s*[-–+*]\s")


@dataclass(frozen=True, slots=True)
class Margins:
    """Left and right edge of the running text."""

    left: float
    right: float

    @property
    def width(self) -> float:
        return max(1.0, self.right - self.left)


@dataclass(frozen=True, slots=True)
class Opening:
    """Three consecutive parts; any may be empty."""

    title: tuple[Piece, ...]
    addressees: tuple[Piece, ...]
    body: tuple[Piece, ...]


def margins(lines: Sequence[Piece]) -> Margins:
    """The edges that long lines share; of all lines where none is long."""
    return Margins(*edges_of(long_lines(lines))) if lines else Margins(0.0, 1.0)


def find_opening(lines: Sequence[Piece], edges: Margins, *, headed: bool) -> Opening:
    """Title and addressees among the rows below the header; `headed` tells that there is one."""
    start = _title_start(lines, edges, headed=headed)
    end = start + _title_length(lines[start:], edges) if start is not None else 0
    kinh = next(
        (i for i, line in enumerate(lines[: end + TYPE_WITHIN]) if cues.is_addressees(line.text)), None
    )
    if kinh is None:
        return Opening(tuple(lines[:end]), (), tuple(lines[end:]))
    last = kinh + 1
    while last < len(lines) and _still_addressed(lines[last - 1], lines[last], edges):
        last += 1
    return Opening(tuple(lines[:end]), tuple(lines[end:last]), tuple(lines[last:]))


def _title_start(lines: Sequence[Piece], edges: Margins, *, headed: bool) -> int | None:
    for i, line in enumerate(lines[:TYPE_WITHIN]):
        if cues.opens_title(line.text) and not line.text.rstrip().endswith(":"):
            return i
        if cues.is_addressees(line.text) or BODY_START.match(fold_words(line.text)):
            return None
    for i, line in enumerate(lines[:3]):
        if is_capitals(line.text) and len(line.text) > 8 and _centred(line, edges):
            return i if headed or (i == 0 and not cues.MARKER.match(line.text)) else None
    return None


def _title_length(lines: Sequence[Piece], edges: Margins) -> int:
    """Rows of tên loại and trích yếu: centred ones, and full ones between centred ones."""
    count = 1
    while count < min(len(lines), LONGEST_TITLE):
        if _ends_title(lines[count - 1], lines[count], count, edges):
            break
        count += 1
    while count > 1 and not _centred(lines[count - 1], edges):
        count -= 1
    return count


def _ends_title(before: Piece, line: Piece, count: int, edges: Margins) -> bool:
    bare = fold_words(line.text)
    if cues.is_addressees(line.text) or cues.MARKER.match(line.text) or BULLET.match(line.text):
        return True
    if (
        NARRATES.match(bare)
        or cues.starts_text(line.text)
        or (_starts_body(line.text) and not _centred(line, edges))
    ):
        return True
    if count > 1 and is_authority(line.text):
        return not _runs_on(before)
    if before.text.rstrip().endswith(".") and count > 1:
        return True
    return line.x0 - edges.left > 0.04 * edges.width and edges.right - line.x1 < 0.01 * edges.width


def _starts_body(text: str) -> bool:
    """Whether a line begins the text; with a small letter the title goes on: "thực hiện Nghị quyết ..."."""
    return not text[:1].islower() and BODY_START.match(fold_words(text)) is not None


def _runs_on(before: Piece) -> bool:
    """A line of capitals that ends inside its phrase ("... CỦA", "... -")."""
    return is_capitals(before.text) and fold_words(before.text).split()[-1:] in (["cua"], ["va"])


def _centred(line: Piece, edges: Margins) -> bool:
    before, after = line.x0 - edges.left, edges.right - line.x1
    deep = min(before, after) > DEEP * edges.width
    return (
        abs(before - after) < (2 if deep else 1) * OFF_CENTRE * edges.width
        and before > -OFF_CENTRE * edges.width
    )


def _still_addressed(before: Piece, line: Piece, edges: Margins) -> bool:
    """Whether the row belongs to Kính gửi: a dash, or further in than text ever is."""
    if before.text.rstrip().endswith(".") or cues.is_type(line.text):
        return False
    deep = line.x0 > edges.left + ADDRESSEE_INDENT * edges.width
    return deep and not BODY_START.match(fold_words(line.text))
