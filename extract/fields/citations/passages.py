"""The stretches of text in which documents are cited, each able to show where it was read.

    Layout ─▶ Passage(text) of paragraphs, of a subject in the header, of footnotes and of cells of tables

A paragraph that goes on after a page break or in another block is one passage with its beginning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.core.geometry import Box
from extract.fields.context import Context
from extract.fields.head.number_and_date import number_start
from extract.fields.trace import Clues, Trace, evidence_at, evidence_of
from extract.form.matching import after, is_rule
from extract.layout.model import Paragraph, Placed, Region
from schemas.record import Evidence

OWN_NUMBER_WORDS = 6  # "Số: 922 /TTr-SKHCN" of the header, when layout left it in the body
TORN = re.compile(r"\w[-/]$")  # "2103/QĐ-" at the end of a page
TEARS = re.compile(r"[A-ZĐ0-9]")
OPEN = re.compile(r"[\w,–]$")  # no sign ends the sentence
GOES_ON = re.compile(r"[^\W\d_A-ZĐ]{2}")  # a word in small letters, no "a)"


@dataclass(frozen=True, slots=True)
class Passage:
    """Text with the words behind it; footnotes and cells have only their place."""

    text: str
    trace: Trace | None = None
    page: int = 1
    box: Box | None = None

    def evidence(self, start: int, end: int, certainty: float, clues: Clues) -> Evidence:
        """Where the stretch was read."""
        if self.trace:
            return evidence_of(self.trace.within(start, end), certainty, clues)
        said = self.text[start:end]
        return evidence_at(self.page, self.box, said, certainty, clues)


def passages(context: Context, regions: tuple[str, ...]) -> Iterator[Passage]:
    """Subject, paragraphs, then footnotes, in reading order."""
    subject = _subject(context)
    if subject:
        yield _of(subject)
    wanted = {Region(name) for name in regions}
    held: list[Placed] = []
    last: Paragraph | None = None
    for paragraph in context.layout.paragraphs:
        if paragraph.region not in wanted:
            continue
        if last and not _continues(last, paragraph):
            yield _of(held)
            held = []
        held += _lines(paragraph)
        last = paragraph
    yield _of(held)
    for note in context.layout.footnotes:
        yield Passage(note.text, page=note.page, box=note.box)


def cells(context: Context) -> Iterator[Passage]:
    """Every cell of every table: there a code is whole that running lines of a page tear apart."""
    for table in context.layout.tables:
        for row in (table.columns, *table.rows):
            for cell in row:
                yield Passage(cell, page=table.page, box=table.box)


def _of(lines: list[Placed]) -> Passage:
    trace = Trace.of(lines)
    return Passage(trace.text, trace)


def _subject(context: Context) -> list[Placed]:
    """ "V/v triển khai Nghị định số ..." under the number of a công văn, to the end of its block."""
    lines = context.lines(Region.ISSUER.value)
    for index, line in enumerate(lines):
        if after(line.text, "V/v") or after(line.text, "Về việc"):
            return list(lines[index:])
    return []


def _continues(before: Paragraph, paragraph: Paragraph) -> bool:
    """Whether the sentence goes on: no sign ends the one, no capital begins the other."""
    if before.region != paragraph.region:
        return False
    end, begin = before.text.rstrip(), paragraph.text.lstrip()
    if TORN.search(end):
        return TEARS.match(begin) is not None
    return bool(OPEN.search(end) and GOES_ON.match(begin) and begin[0].islower())


def _lines(paragraph: Paragraph) -> list[Placed]:
    return [line for i, line in enumerate(paragraph.lines) if not _is_apart(line.text, first=i == 0)]


def _is_apart(text: str, *, first: bool) -> bool:
    """A line of signs only, or the document's own number."""
    if is_rule(text):
        return True
    own = first and not text.lstrip()[:1].islower() and len(text.split()) <= OWN_NUMBER_WORDS
    return own and number_start(text, ("Số",)) is not None
