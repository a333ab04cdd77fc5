"""Lines of two columns: headers, signature blocks, and what stands beside them.

    Row ─ pair ─▶ Row of two cells, or as it was
    Row among pairs ─ beside ─▶ Row of one filled cell, or as it was

A marker before a tab ("1.<tab>Mục đích") and a page number after one (a table of contents) are no columns.
"""

from __future__ import annotations

import re
from dataclasses import replace

from extract.readers.plain.printed_rows import Row, cut_spans, width

# White space before a slash is a number left open ("Số:          /QĐ-UBND").
_GAP = re.compile(r"(?:[ \u00a0]*\t[\t \u00a0]*|[ \u00a0]{8,})(?![\s/])")
# Two columns of a header fit on one printed line: A4 between its margins takes about 100 letters of size 13.
_LONGEST_PAIR = 120
_LONGEST_LEFT = 60
_LONGEST_LIST = 30  # lines of a list of recipients beside a signature
_FAR_RIGHT = 20  # columns of white space before a line that belongs to the right column
# "1.", "2.1.", "a)", "IV.", "-", and "Điều 1." or "Phần II:" in any encoding.
_MARKER = re.compile(r"\S*[\d.]+[.)/:]?|[IVXLC]+[.)/]?|\w{1,2}[.)/]|[-+*•–o]|\S+ (?:\d+[a-z]?|[IVXLC]+)[.:)]")
_PAGE_NUMBER = re.compile(r"[\d.\s…]+")
# Justified by a converter: "Thời  gian   thực     hiện:        24 tháng"
_STRETCHED = re.compile(r"\S {3,7}(?=\S)")
_LETTER = re.compile(r"[^\W\d_]")
_LIST = re.compile(r"[-+•–]\s*[^\W\d_].*[^-]$")  # "- Lưu: VT", but no rule such as "-o0o-"


def pair(row: Row, *, below_pair: bool = False) -> Row:
    """The row as two columns, when it has the form of two."""
    text = row.text
    inner = text.strip(" \u00a0\t")
    if len(re.sub(r"\s+", " ", inner)) > _LONGEST_PAIR:
        return row
    start = len(text) - len(text.lstrip(" \u00a0\t"))
    gaps = [gap for gap in _GAP.finditer(text, start) if gap.end() < start + len(inner)]
    if not gaps:
        return row
    middle = start + len(inner) / 2
    gap = max(gaps, key=lambda found: (width(found[0]), -abs((found.start() + found.end()) / 2 - middle)))
    left, right = text[: gap.start()].strip(), text[gap.end() :].strip()
    if not _are_columns(left, right, below_pair=below_pair):
        return row
    return replace(
        row, cells=(cut_spans(row.spans, 0, gap.start()), cut_spans(row.spans, gap.end(), len(text)))
    )


def _are_columns(left: str, right: str, *, below_pair: bool) -> bool:
    if _MARKER.fullmatch(left) or _PAGE_NUMBER.fullmatch(right) or len(_STRETCHED.findall(left)) >= 2:
        return False
    if below_pair:
        return True
    # A single word beside a gap is a stretched table heading ("Ghi      chú"), unless it is a mere rule.
    many = all(len(side.split()) >= 2 or not _LETTER.search(side) for side in (left, right))
    return many or min(len(left), len(right)) >= 6


def beside(row: Row, held: list[Row], coming: list[Row], *, touching: bool) -> Row:
    """A line of one column among pairs: far to the right, or part of the list in the left column."""
    text = row.text
    inner = text.strip()
    if not inner or len(inner) > _LONGEST_LEFT:
        return row
    in_list = is_list(held)
    lead = text[: len(text) - len(text.lstrip())]
    # One tab is enough where columns are still open; elsewhere it is the indent of a paragraph.
    if width(lead) >= _FAR_RIGHT or ("\t" in lead and (touching or in_list)):
        return replace(row, cells=((), row.spans))
    if in_list and not _LIST.match(inner):  # the second line of an entry too long for its column
        in_list = touching and not _lefts(held)[-1].endswith((".", ";", ":"))
    if not touching:
        return replace(row, cells=(row.spans, ())) if in_list else row
    follows = next((later for later in coming if not later.text.strip() or pair(later).cells), None)
    if in_list or (follows is not None and follows.text.strip()):
        return replace(row, cells=(row.spans, ()))
    return row


def is_list(held: list[Row]) -> bool:
    """Whether a list of recipients stands in the left column of the rows held."""
    lefts = _lefts(held)
    return bool(lefts) and (lefts[-1].endswith(":") or any(_LIST.match(left) for left in lefts))


def _lefts(held: list[Row]) -> list[str]:
    """What stands in the left column of the rows held, if they are pairs."""
    if not held or len(held[-1].cells) != 2:
        return []
    lefts = ("".join(span.text for span in row.cells[0]).strip() for row in held[-_LONGEST_LIST:])
    return [left for left in lefts if left]
