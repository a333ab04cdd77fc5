"""Lines of the text put together to paragraphs, over page breaks and past footnotes between.

    Blocks of title, addressees, body, appendix ─ paragraphs ─▶ Paragraph(lines, joined text)

Where lines have positions a paragraph ends by indent, by a last line with room for the next word, or by
a wider step; in wrapped plain text by the same room counted in letters; in office files every line
is a paragraph already.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extract.core.geometry import Box
from extract.core.model import Document, Line, Origin
from extract.form import cues
from extract.form.folding import UPPER, is_capitals
from extract.layout.geometry import edges_of, long_lines
from extract.layout.line_joins import join
from extract.layout.markers import read
from extract.layout.model import Block, Paragraph, Placed, Region

TEXT = (Region.TITLE, Region.ADDRESSEES, Region.BODY, Region.APPENDIX)
# A printed line of text holds about 75-100 letters; a text file with longer ones is not wrapped.
WRAPPED_AT = 125
# Wrapped text has at least this share of lines without end punctuation; of these, sorted by length, the
# line at this share is a full one (headings are shorter, footnotes in small print longer).
OPEN_ENDED = 0.3
FULL_AT = 0.7
# First-line indents are 20-40 points of a text 450-480 wide.
INDENT = 0.025
# A step between lines this much wider than usual ends a paragraph.
WIDE_STEP = 1.45
# A wrapped line ended early when it and the next word take less than this share of a full line; bold
# print is a tenth wider, so without end punctuation more room is asked for.
ENOUGH = 0.93
PLENTY = 0.85
# Blank lines say nothing where most lines have one after them.
BLANKS_TELL = 0.5
BULLET = re.compile(r"^\s*(?:[-–—+*•●]|o\s)\s*\S")
NEW_BULLET = re.compile(rf"^\s*[-+*•]\s+[{UPPER}]")  # "- Thời gian ...": no dash inside a sentence
MARKER = re.compile(
    r"^\s*(?:(?:[IVXL]+|[A-Z]|\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđ])\s*[.)/]\s?(?=\D)|\d{1,2}\.\d{1,2}\.?\s"
    rf"|[IVX]{{1,5}}\s+(?=[{UPPER}]{{2,}}\s+[{UPPER}]{{2,}})"
    r"|\((?:\d{1,2}|[a-zđ])\)\s|(?:Điều|Chương|Phần|Mục|PHẦN|CHƯƠNG|MỤC|ĐIỀU)\s+(?:[\dIVXL]+|[Tt]hứ|THỨ))"
)
# A heading has at most this many lines.
HEADING_LINES = 3
INLINE = re.compile(r"^\s*\((\d{1,2})\)")


@dataclass(frozen=True, slots=True)
class _Setting:
    """How the lines of one page are set."""

    width: float | None = None  # letters of a full line of wrapped text; None when lines are paragraphs
    left: float = 0.0
    right: float = 0.0
    step: float = 0.0  # from line to line, points
    placed: bool = False


def paragraphs(document: Document, blocks: Iterable[Block]) -> tuple[Paragraph, ...]:
    """The paragraphs of title, addressees, body and appendix in reading order."""
    settings = {
        page.number: setting for page, setting in zip(document.pages, _settings(document), strict=True)
    }
    after_blank = _after_blank(document)
    groups: list[tuple[Region, list[Placed]]] = []
    for region, line in _lines(blocks):
        same = bool(groups) and groups[-1][0] is region
        if same and not _begins(groups[-1][1], line, region, settings, after_blank):
            groups[-1][1].append(line)
        else:
            groups.append((region, [line]))
    return tuple(
        Paragraph(region, tuple(lines), join(line.text for line in lines)) for region, lines in groups
    )


def _lines(blocks: Iterable[Block]) -> list[tuple[Region, Placed]]:
    return [(b.region, line) for b in blocks if b.region in TEXT for line in b.lines if line.text]


def _settings(document: Document) -> list[_Setting]:
    plain = [
        line.text
        for page in document.pages
        if page.origin is Origin.PLAIN
        for line in page.lines
        if line.text
    ]
    wrapped = wrapped_width(plain)
    found = []
    for page in document.pages:
        boxes = [line.box for line in page.lines if line.box and line.text]
        if boxes:
            found.append(_measured(boxes))
        else:
            found.append(_Setting(wrapped if page.origin is Origin.PLAIN else None))
    return found


def wrapped_width(texts: Sequence[str]) -> float | None:
    """Letters of a full line when the text is wrapped, else None."""
    going_on = sorted(len(text) for text in texts if not cues.TERMINAL.search(text))
    if len(going_on) < OPEN_ENDED * len(texts) or not going_on:
        return None
    full = going_on[int(FULL_AT * (len(going_on) - 1))]
    return float(full) if 40 < full <= WRAPPED_AT else None


def _measured(boxes: Sequence[Box]) -> _Setting:
    long = long_lines(boxes)
    left, right = edges_of(boxes)
    middles = sorted(box.centre[1] for box in long)
    steps = [b - a for a, b in pairwise(middles) if b - a > 4]
    step = median(steps) if steps else 0.0
    return _Setting(None, left, right, step, placed=True)


def _after_blank(document: Document) -> set[int]:
    """Identities of the lines that follow a blank line, where blank lines mean something."""
    found: set[int] = set()
    for page in document.pages:
        pairs = list(pairwise(page.lines))
        after = [line for before, line in pairs if not before.text and line.text]
        written = sum(1 for line in page.lines if line.text)
        if len(after) < BLANKS_TELL * written:
            found.update(id(line) for line in after)
    return found


def _begins(
    group: Sequence[Placed], line: Placed, region: Region, settings: dict[int, _Setting], blanks: set[int]
) -> bool:
    """Whether a paragraph begins with `line` after the lines of `group`."""
    before = group[-1]
    if before.line.cell != line.line.cell:
        return True
    if region is Region.TITLE:
        typed = cues.is_type(before.text) and len(group) == 1
        return typed or (is_capitals(before.text) and not is_capitals(line.text))
    if region is Region.ADDRESSEES:
        return bool(BULLET.match(line.text)) or before.text.rstrip().endswith((";", ":"))
    if line.line.cell is not None and line.box is not None:
        return bool(
            BULLET.match(line.text) or (MARKER.match(line.text) and cues.TERMINAL.search(before.text))
        )
    setting = settings[line.page]
    if setting.placed:
        return _begins_placed(group, line, setting, settings[before.page])
    if setting.width is None:
        return True
    return id(line.line) in blanks or _begins_wrapped(group, line, setting.width)


def _begins_placed(group: Sequence[Placed], line: Placed, here: _Setting, there: _Setting) -> bool:
    before = group[-1]
    if before.box is None or line.box is None:
        return True
    ended = cues.TERMINAL.search(before.text) is not None
    room = there.right - before.box.x1 > _first_width(line.line) + 0.3 * line.box.height
    indented = line.box.x0 - here.left > INDENT * (here.right - here.left)
    further = before.page != line.page or line.box.x0 > before.box.x0 + 0.5 * INDENT * (
        here.right - here.left
    )
    step = line.box.centre[1] - before.box.centre[1] if before.page == line.page else 0.0
    starts = _starts_item(group, line.text)
    if _upper(before) and _upper(line) and not starts and step < WIDE_STEP * here.step:
        return False
    if starts and (ended or room or (indented and further) or _is_next(group, line.text)):
        return True
    capital = _starts_sentence(line.text)
    if room and (ended or capital):
        return True
    if indented and further and (ended or capital) and not _runs_on(before.text):
        return True
    if indented and capital and _upper(before) and not is_capitals(line.text):
        return True  # who decides, over the whole line, and the first căn cứ
    if indented and ended and capital and _is_first(group, here):
        return True  # two paragraphs of one line, the first of them full
    return step > WIDE_STEP * max(here.step, 1.0) and (ended or capital)


def _is_first(group: Sequence[Placed], here: _Setting) -> bool:
    """Whether a paragraph so far is its first line, set in, and no item, whose lines may all be."""
    box = group[0].box
    alone = len(group) == 1 and box is not None and not _starts_item(group, group[0].text)
    return alone and box is not None and box.x0 - here.left > INDENT * (here.right - here.left)


def _begins_wrapped(group: Sequence[Placed], line: Placed, width: float) -> bool:
    before = group[-1].text
    ended = cues.TERMINAL.search(before) is not None
    needed = len(before) + 1 + len(line.text.split()[0])
    if _starts_item(group, line.text):
        free = ended or needed < ENOUGH * width
        return free or NEW_BULLET.match(line.text) is not None or _is_next(group, line.text)
    if _upper(group[-1]) and _upper(line):
        return False
    room = needed < (ENOUGH if ended else PLENTY) * width
    return room and (ended or _starts_sentence(line.text)) and not _runs_on(before)


def _starts_item(group: Sequence[Placed], text: str) -> bool:
    """A bullet or a marker that begins the line; "(2)" after "(1)" inside the paragraph is none."""
    inline = INLINE.match(text)
    if inline:
        number = int(inline.group(1))
        return number == 1 or not any(f"({number - 1})" in line.text[1:] for line in group)
    return bool(BULLET.match(text) or MARKER.match(text))


def _is_next(group: Sequence[Placed], text: str) -> bool:
    """Whether the marker follows the paragraph's own: "6." after "5.", "5.1." or "1." under its heading."""
    own, mark = read(group[0].text.lstrip()), read(text.lstrip())
    if own is None or mark is None or own.value is None or not _starts_sentence(text.lstrip()[mark.end :]):
        return False
    first = mark.value == 1 and mark.rank > own.rank and mark.kind != "bracket"
    if first and len(group) <= HEADING_LINES:
        return True
    return mark.kind == own.kind and mark.value == own.value + 1 and mark.kind != "article"


def _starts_sentence(text: str) -> bool:
    first = next((char for char in text if char.isalnum()), "")
    return first.isupper() or first.isdigit()


def _runs_on(text: str) -> bool:
    return text.rstrip().endswith((",", "-", "–"))


def _upper(line: Placed) -> bool:
    return is_capitals(line.text) and len(line.text) > 12


def _first_width(line: Line) -> float:
    box = next((word.box for word in line.words if word.box and word.text), None)
    return box.width if box else 0.0
