"""Header, title and addressees of a document without positions, by a machine over its first lines.

    lines ─ open_ ─▶ issuer lines, motto lines, title lines, addressees; and the lines that follow

However the converter mixed the two columns, issuer lines come out first, then motto lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.core.model import Line
from extract.form import cues
from extract.form.agencies import begins_with_agency
from extract.form.folding import fold_words, is_capitals, written
from extract.form.motto import is_motto, motto_span
from extract.form.positions import is_authority
from extract.form.stamps import is_stamp
from extract.layout.model import Region
from extract.layout.placed.title import BODY_START, BULLET

# The header ends within this many lines, even where every cell's paragraph is a line.
HEADER_LINES = 24
LONGEST_TITLE = 8  # lines
# A trích yếu's line is no longer than this unless it is a whole paragraph of capitals or "Về việc".
TITLE_LINE = 400
ORNAMENT = re.compile(r"[\W_]+0[\W_]+")  # "-0-" under an agency or the motto
LABELLED = re.compile(r"^[^:]{2,20}:\s")  # "Địa chỉ: ...": a line of a cover

Labelled = tuple[Region, Line]


def open_(lines: Sequence[Line]) -> tuple[list[Labelled], list[Line]]:
    """Labelled lines of the opening in reading order, and the rest."""
    header, count = _header(lines)
    rest = list(lines[count:])
    title = _title(rest)
    rest = rest[len(title) :]
    addressed = _addressees(rest)
    rest = rest[len(addressed) :]
    head = [
        pair
        for region in (Region.ISSUER, Region.MOTTO, Region.OVERLAY)
        for pair in header
        if pair[0] is region
    ]
    head += [(Region.TITLE, line) for line in title]
    return head + [(Region.ADDRESSEES, line) for line in addressed], rest


def _header(lines: Sequence[Line]) -> tuple[list[Labelled], int]:
    """The header's lines with their regions, and how many lines they were."""
    found: list[Labelled] = []
    kept = count = 0
    subject = False
    grids = _header_tables(lines)
    for index, line in enumerate(lines[:HEADER_LINES]):
        parts = _parts(line)
        inside = line.cell is not None and line.cell[0] in grids
        regions = [_in_cell(part) if inside else _region(part, subject=subject) for part in parts]
        if not inside and (None in regions or cues.opens_title(line.text)):
            named = any(begins_with_agency(before.text) for before in lines[:index])
            if named and not kept and cues.opens_title(line.text):
                kept, count = len(found), index  # agencies over the tên loại: a head without its other parts
            break
        anchor = _anchors(parts)
        if grids and count and not inside and not anchor and Region.ISSUER in regions:
            break  # capitals below a header table: a title, or the head of the next table
        found += [(region, part) for region, part in zip(regions, parts, strict=True) if region]
        if inside or anchor or subject or count:
            kept, count = len(found), index + 1
        subject = cues.SUBJECT.match(parts[-1].text) is not None or (subject and not anchor)
    return found[:kept], count


def _header_tables(lines: Sequence[Line]) -> set[int]:
    """The tables that hold the motto, the number or place and date: all their cells are header."""
    first = lines[:HEADER_LINES]
    return {line.cell[0] for line in first if line.cell and line.cell[2] <= 2 and _anchors([line])}


def _in_cell(line: Line) -> Region:
    """The region of a line in a header table: by what it says, else by its column."""
    said = _region(line, subject=False)
    bare = not written(line.text) or ORNAMENT.fullmatch(line.text) is not None
    over = said is Region.OVERLAY and (is_stamp(line.text) or bare)
    if said is Region.MOTTO or cues.is_number(line.text) or over:  # figures alone are a cell's text
        return said or Region.ISSUER
    return Region.ISSUER if line.cell is None or line.cell[2] == 0 else Region.MOTTO


def _anchors(parts: Sequence[Line]) -> bool:
    return any(
        is_motto(part.words) or cues.is_number(part.text) or cues.is_place_date(part.text) for part in parts
    )


def _parts(line: Line) -> list[Line]:
    """The line, or its left and right column where a converter joined them."""
    words = line.words
    span = motto_span(words)
    index = span[0] if span else _date_start(line)
    if not index:
        return [line]
    return [Line.of(words[:index], line.cell), Line.of(words[index:], line.cell)]


def _date_start(line: Line) -> int:
    """The word after the number's notation, when place and date follow it on the line."""
    if not cues.is_number_and_date(line.text):
        return 0
    day = next((i for i, w in enumerate(line.words) if fold_words(w.text)[:2] == "ng"), 0)
    return max((i + 1 for i, w in enumerate(line.words[:day]) if "/" in w.text or "-" in w.text), default=0)


def _region(line: Line, *, subject: bool) -> Region | None:
    """What a header line is; None when it is none."""
    text = line.text
    if is_motto(line.words) or cues.is_place_date(text):
        return Region.MOTTO
    if cues.is_number(text) or cues.SUBJECT.match(text):
        return Region.ISSUER
    if not any(char.isalpha() for char in text) or is_stamp(text):
        return Region.OVERLAY
    if cues.is_addressees(text) or cues.starts_appendix(text) or cues.MARKER.match(text):
        return None
    if subject and len(text) < 90 and not BODY_START.match(fold_words(text)):
        return Region.ISSUER
    return Region.ISSUER if is_capitals(text) and len(text) < 90 else None


def _title(lines: Sequence[Line]) -> list[Line]:
    """Tên loại and the lines of trích yếu under it."""
    if not lines or not cues.opens_title(lines[0].text):
        return []
    count = 1
    while count < min(len(lines), LONGEST_TITLE) and not _ends_title(lines[count - 1], lines[count], count):
        count += 1
    return list(lines[:count])


def _ends_title(before: Line, line: Line, count: int) -> bool:
    text = line.text
    if cues.is_addressees(text) or cues.MARKER.match(text) or BULLET.match(text) or len(text) > TITLE_LINE:
        return True
    if cues.starts_text(text) or (count > 1 and is_authority(text)):
        return True
    if line.cell != before.cell:
        return True
    if LABELLED.match(text) and not cues.is_type(before.text):
        return True
    if count > 1 and (before.text.rstrip().endswith(".") or _new_sentence(before.text, text)):
        return True
    return count > 1 and BODY_START.match(fold_words(text)) is not None and text[:1].isupper()


def _new_sentence(before: str, text: str) -> bool:
    """Whether a long paragraph follows the short lines of a title."""
    return text[:1].isupper() and len(text) > 2.2 * max(60, len(before))


def _addressees(lines: Sequence[Line]) -> list[Line]:
    if not lines or not cues.is_addressees(lines[0].text):
        return []
    count = 1
    while count < len(lines) and _still_addressed(lines[count - 1].text, lines[count].text):
        count += 1
    return list(lines[:count])


def _still_addressed(before: str, text: str) -> bool:
    if before.rstrip().endswith("."):
        return False
    return text.lstrip().startswith(("-", "–", "+")) or (
        before.rstrip().endswith((",", ":")) and len(text) < 120
    )
