"""Tên loại, trích yếu and Kính gửi: what stands between the header and the text.

    rows under the header ─ find_opening ─▶ Opening(title, addressees, body)

Box 5a (centred) and 9a of Nghị định 30/2020/NĐ-CP, Phụ lục I.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.form import cues
from extract.form.agencies import begins_with_agency
from extract.form.folding import fold_words, is_capitals, written
from extract.form.positions import is_authority, is_deciding
from extract.form.word_patterns import any_of
from extract.layout.geometry import Piece, edges_of
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
# A căn cứ shorter than its line may seem centred. Of the forms of NĐ 30/2020, Phụ lục III, mẫu 1.1 to 1.3.
BASES = re.compile(
    r"^(?:can cu|theo (?:de nghi|de xuat|ket qua|y kien)|xet (?:de nghi|to trinh)|tren co so)\b"
)
# Rows of a trích yếu are set evenly; the line under it and the text after it stand this much further down.
APART = 1.25
# Rows of a title stand on one axis; an indent of 28 points moves the middle of a full line by 3 %.
ON_AXIS = 0.02
BULLET = re.compile(r"^\s*[-–+*]\s")
TELEGRAPHS = re.compile(r"(?i)\bđiện\s*:\s*$")
# An item of addressees that fills its row ends so near to the right edge, and goes on so near to the left.
FULL, AT_MARGIN = 0.06, 0.02


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
    return Margins(*edges_of(lines)) if lines else Margins(0.0, 1.0)


def find_opening(lines: Sequence[Piece], edges: Margins, *, headed: bool) -> Opening:
    """Title and addressees among the rows below the header; `headed` tells that there is one."""
    start = _title_start(lines, edges, headed=headed)
    end = start + _title_length(lines[start:], edges) if start is not None else 0
    telegram = end > 0 and start is not None and fold_words(lines[start].text) == "cong dien"
    kinh = next(
        (i for i, line in enumerate(lines[: end + TYPE_WITHIN]) if _addresses(line.text, telegram=telegram)),
        None,
    )
    if kinh is None:
        return Opening(tuple(lines[:end]), (), tuple(lines[end:]))
    last = kinh + 1
    while last < len(lines) and _still_addressed(lines[last - 1], lines[last], edges):
        last += 1
    return Opening(tuple(lines[:end]), tuple(lines[end:last]), tuple(lines[last:]))


def _addresses(text: str, *, telegram: bool) -> bool:
    """Whether a row heads the addressees: "Kính gửi:", or of a công điện who issues it with "điện:" (Nghị
    định 30/2020/NĐ-CP, Phụ lục III, mẫu 1.6)."""
    return cues.is_addressees(text) or (telegram and TELEGRAPHS.search(text) is not None)


def _title_start(lines: Sequence[Piece], edges: Margins, *, headed: bool) -> int | None:
    for i, line in enumerate(lines[:TYPE_WITHIN]):
        named = cues.opens_title(line.text) or (cues.is_small_type(line.text) and _is_deep(line, edges))
        if named and not line.text.rstrip().endswith(":"):
            return i
        if cues.is_addressees(line.text) or BODY_START.match(fold_words(line.text)):
            return None
    for i, line in enumerate(lines[:3]):
        if is_capitals(line.text) and len(line.text) > 8 and _centred(line, edges):
            return i if headed or (i == 0 and not cues.MARKER.match(line.text)) else None
    return None


def _is_deep(line: Piece, edges: Margins) -> bool:
    """Whether a row stands far in from both edges, as no paragraph does."""
    return min(line.x0 - edges.left, edges.right - line.x1) > ADDRESSEE_INDENT * edges.width


def _title_length(lines: Sequence[Piece], edges: Margins) -> int:
    """Rows of tên loại and trích yếu: centred ones, and full ones between centred ones."""
    count = 1
    while count < min(len(lines), LONGEST_TITLE) and not _ends_title(lines, count, edges):
        count += 1
    while count > 1 and not (_centred(lines[count - 1], edges) or _under_type(lines, count - 1, edges)):
        count -= 1
    return count


def _under_type(lines: Sequence[Piece], index: int, edges: Margins) -> bool:
    """Whether a row is set on the axis of the tên loại, which is centred: where no line of the text is full
    its right edge is not known."""
    typed = cues.opens_title(lines[0].text) or cues.is_small_type(lines[0].text)
    return typed and abs(lines[index].middle - lines[0].middle) < ON_AXIS * edges.width


def _ends_title(lines: Sequence[Piece], count: int, edges: Margins) -> bool:
    """Whether the row after `count` rows of a title is none of it."""
    before, line = lines[count - 1], lines[count]
    if cues.is_addressees(line.text) or cues.MARKER.match(line.text) or BULLET.match(line.text):
        return True
    if NARRATES.match(fold_words(line.text)) or cues.starts_text(line.text) or _announces(line.text):
        return True
    if _starts_body(line.text) and (not _centred(line, edges) or _is_apart(lines, count)):
        return True
    if _is_basis(line.text, count) or (_is_apart(lines, count) and _is_sentence(line.text)):
        return True
    if count > 1 and (before.text.rstrip().endswith(".") or not written(before.text)):
        return True
    if count > 1 and is_authority(line.text):
        return not is_capitals(before.text) or (not _runs_on(before) and _names_who(lines, count))
    return _is_set_in(line, edges) and abs(line.middle - before.middle) > ON_AXIS * edges.width


def _is_set_in(line: Piece, edges: Margins) -> bool:
    """Whether a row is set as the first of a paragraph is; the longest row of a title may be, on its axis."""
    full = edges.right - line.x1 < 0.01 * edges.width
    return line.x0 - edges.left > 0.04 * edges.width and full and not is_capitals(line.text)


def _names_who(lines: Sequence[Piece], count: int) -> bool:
    """Whether the row after a title in capitals names who decides, or apart from it an agency again."""
    return _decides(lines[count:]) or (_is_apart(lines, count) and begins_with_agency(lines[count].text))


def _is_apart(lines: Sequence[Piece], count: int) -> bool:
    """Whether the row stands further below the title than the title's rows stand below each other."""
    if count < 2:
        return False
    above, own = (lines[i].y - lines[i - 1].y for i in (count - 1, count))
    return own > APART * above


def _announces(text: str) -> bool:
    """A row in small letters that ends with a colon: the text or a list follows, "gửi các tài liệu sau:"."""
    return text.rstrip().endswith(":") and not is_capitals(text)


def _is_sentence(text: str) -> bool:
    """A paragraph of one line: a capital, small letters, and a sign at its end, which no trích yếu has."""
    return text[:1].isupper() and not is_capitals(text) and text.rstrip().endswith((".", ":"))


def _is_basis(text: str, count: int) -> bool:
    """Whether a row begins as a căn cứ does, however it is set; or ends with a semicolon, as căn cứ do."""
    begins = not text[:1].islower() and BASES.match(fold_words(text)) is not None
    return (begins and count > 1) or (text.rstrip().endswith(";") and _starts_body(text))


def _decides(lines: Sequence[Piece]) -> bool:
    """Whether the first of these rows names who decides, although the title above it is in capitals too: its
    next lines in capitals go down to the căn cứ, and none of them names that better ("THANH TRA VIỆC")."""
    if not is_deciding(lines[0].text):
        return False
    end = next((i for i, line in enumerate(lines) if not is_capitals(line.text)), len(lines))
    based = end < len(lines) and (_starts_body(lines[end].text) or _is_basis(lines[end].text, count=2))
    return based and not any(is_deciding(line.text) for line in lines[1:end])


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
    """Whether the row belongs to Kính gửi: further in than text ever is, an item of a list, or its rest."""
    if before.text.rstrip().endswith(".") or cues.is_type(line.text) or cues.starts_text(line.text):
        return False
    if BODY_START.match(fold_words(line.text)):
        return False
    deep = line.x0 > edges.left + ADDRESSEE_INDENT * edges.width
    item = BULLET.match(line.text) is not None and before.text.rstrip().endswith((";", ":"))
    return deep or item or _wraps(before, line, edges)


def _wraps(before: Piece, line: Piece, edges: Margins) -> bool:
    """Whether a list in a row ("Kính gửi: - Sở A; - Sở B"), an item with a dash or a name in capitals fills
    its row and goes on at the margin, where no first line of a text stands."""
    listed = BULLET.match(before.text) or re.search(r":\s*[-–]\s|;", before.text)
    capitals = is_capitals(line.text) and before.text.split()[-1].isupper()
    full = edges.right - before.x1 < FULL * edges.width
    return (
        bool(listed or capitals or line.text[:1].islower())
        and full
        and line.x0 - edges.left < AT_MARGIN * edges.width
    )
