"""What a page of a file says of where documents begin and end, looked at as if nothing came before it.

Page ─ lay_out_sheet, alone ─▶ Signs(motto, code, date, type, closing ...)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.core.model import Line, Page
from extract.form import cues, dates
from extract.form.codes import Code, parse_header
from extract.form.folding import fold_words, written
from extract.form.matching import first_anchor
from extract.form.motto import motto_span
from extract.layout.flow.page import flow
from extract.layout.geometry import is_placed, sheet_of
from extract.layout.model import Block, Region
from extract.layout.placed.spread import lay_out_sheet
from extract.layout.progress import Progress

# Of a page's lines, as the reader gives them, the first so many are looked at for a head.
HEAD_LINES = 20
LABEL_LINES = 4  # "Mẫu số 05" and "(Kèm theo ...)" stand above what they label
BLANK_WORDS = 3  # a page with fewer words is blank: a number, a speck
# What stands in a form that is still to be filled in: dots, underscores, dots between strokes.
TO_FILL_IN = re.compile(r"[.…_]{3,}|(?:\.\s){3,}|/{2,}|\(\d\)")
LABEL = re.compile(r"^\W*(?:mau|bieu mau|bieu so|mau so|phu luc|phieu|ban hanh kem theo|kem theo|dinh kem)\b")
DRAFT = re.compile(r"(?:ban )?du thao\b.{0,12}$")
NUMBER = re.compile(r"\d{1,3}")


@dataclass(frozen=True, slots=True)
class Signs:
    """One page by itself."""

    blank: bool = False
    motto: bool = False
    code: Code | None = None  # of the line "Số: ..."
    numbered: bool = False  # that line is there, with or without digits
    date: str | None = None  # of the head, as far as it is printed
    dated: bool = False  # the line of place and date is there
    type: bool = False  # tên loại, or "V/v" under the number
    labelled: bool = False  # "Mẫu số", "Phụ lục", "(Kèm theo ...)" above
    to_fill_in: bool = False  # number or date are dots: a form
    draft: bool = False  # "DỰ THẢO" in the head
    closes: bool = False  # nơi nhận or a signature
    says: str = ""  # its text as bare letters and digits
    printed: int | None = None  # its page number

    @property
    def has_head(self) -> bool:
        """Motto, number, or tên loại: a document most likely begins here."""
        return self.motto or self.numbered or self.type


def has_head(page: Page) -> bool:
    """Whether it is worth a look: some line near the top may belong to the head of a document."""
    lines = page.lines[:HEAD_LINES]
    return any(cues.is_number(line.text) or motto_span(line.words) is not None for line in lines)


def signs_of(page: Page) -> Signs:
    """What the page says, looked at alone."""
    if sum(written(word.text) for word in page.words) < BLANK_WORDS:
        return Signs(blank=True)
    blocks, _ = lay_out_sheet(sheet_of(page), Progress()) if is_placed(page) else flow(page, Progress())
    issuer, motto = (_lines(blocks, region) for region in (Region.ISSUER, Region.MOTTO))
    head = [*issuer, *motto]
    number = next((line for line in head if cues.is_number(line.text)), None)
    placed = next((line for line in head if cues.is_place_date(line.text)), None)
    dated = dates.find(placed.text) if placed else None
    return Signs(
        motto=any(motto_span(line.words) is not None for line in head),
        code=_code(number) if number else None,
        numbered=number is not None,
        date=dated.iso if dated else None,
        dated=placed is not None,
        type=any(cues.opens_title(line.text) for line in _lines(blocks, Region.TITLE))
        or any(cues.SUBJECT.match(line.text) for line in issuer),
        labelled=_labelled(page),
        to_fill_in=any(TO_FILL_IN.search(line.text) for line in (number, placed) if line),
        draft=any(DRAFT.match(fold_words(line.text)) for line in page.lines[:HEAD_LINES]),
        says="".join(fold_words(line.text).replace(" ", "") for line in page.lines),
        closes=any(block.region in (Region.RECIPIENTS, Region.SIGNATURE) for block in blocks),
        printed=_printed(_lines(blocks, Region.PAGE_NUMBER)),
    )


def _lines(blocks: Sequence[Block], region: Region) -> list[Line]:
    return [line.line for block in blocks if block.region is region for line in block.lines]


def _code(line: Line) -> Code | None:
    anchor = first_anchor(line.text, ("Số",))
    return parse_header(line.text[anchor[1] :].lstrip(" :.;,")) if anchor else None


def _labelled(page: Page) -> bool:
    """Whether a label of a form or an annex stands at the top, above any head."""
    top = sorted(
        (line for line in page.lines if written(line.text)),
        key=lambda line: line.box.y0 if line.box else 0.0,
    )
    return any(LABEL.match(fold_words(line.text)) for line in top[:LABEL_LINES])


def _printed(numbers: Sequence[Line]) -> int | None:
    found = next((match for line in numbers if (match := NUMBER.search(line.text))), None)
    return int(found[0]) if found else None
