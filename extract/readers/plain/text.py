"""Plain text: a line of the file is a line.

    path ─▶ intake.characters.decode ─▶ pages at form feeds ─▶ Line for each line ─▶ Document

An empty line stays as a Line without words, because in plain text nothing else ends a paragraph; a
line that begins with a tab begins anew too (converters write a cell or box of the page so), and gets
an empty line before it. Tables that were flattened to a line a cell are put together again (see
`flattened_tables`), those that are drawn with signs lose their rules (see `drawn_tables`); columns set with
tabs or rows of spaces become tables (see `tab_columns`).
"""

from __future__ import annotations

import re
from pathlib import Path

from extract.core.errors import EmptyFile, TooLarge
from extract.core.limits import Limits
from extract.core.model import Document, Origin
from extract.intake.characters import decode
from extract.intake.formats import TEXT
from extract.readers.flow import check_length, page
from extract.readers.plain.drawn_tables import with_tabs
from extract.readers.plain.flattened_tables import blocks
from extract.readers.plain.lost_line_ends import with_line_ends
from extract.readers.plain.tab_columns import lay_columns
from schemas.catalogue import Message

_LINE_END = re.compile(r"\r\n|\r|\n|\v|\u2028|\u2029")
# Bold print and underlining of printers that could only strike twice: a letter, a step back, and it again.
_STRUCK = re.compile(r"_\x08(?=\S)|(?<=(.))\x08\1")
_C1 = re.compile("[\u0080-\u009f]")
_NEXT_LINE = "\u0085"  # of EBCDIC, and a letter in VISCII and VPS


def read_text(path: Path, limits: Limits) -> Document:
    """The text, a page for each form feed. Raises EmptyFile, TooLarge, TooManyPages or BrokenFile."""
    text, warnings = load(path, limits)
    pages = [part for part in text.split("\f") if part.strip()]
    if not pages:
        raise EmptyFile("text-empty")
    laid = tuple(
        page(
            lay_columns(blocks(with_tabs(with_line_ends(_LINE_END.split(part))))), Origin.PLAIN, number=number
        )
        for number, part in enumerate(pages, start=1)
    )
    # Form feeds are the printer's own page breaks.
    return Document(laid, TEXT.media_type, TEXT.paged or len(laid) > 1, warnings)


def load(path: Path, limits: Limits) -> tuple[str, tuple[Message, ...]]:
    """The characters of a text file and warnings about them."""
    if path.stat().st_size > limits.max_bytes:
        raise TooLarge
    data = path.read_bytes()
    if not data.strip():
        raise EmptyFile
    text, warnings = decode(data)
    check_length(len(text), limits)
    if set(_C1.findall(text)) == {_NEXT_LINE} and "\n" not in text:
        text = text.replace(_NEXT_LINE, "\n")
    return _STRUCK.sub("", text), warnings
