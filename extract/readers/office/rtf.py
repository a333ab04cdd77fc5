r"""Rich Text Format: the few control words that carry text, fonts, tables and notes.

    bytes ─▶ Parser (rtf_parser) ─▶ Paragraph | Grid ─▶ flow.page ─▶ Document

A file that is cut off is read as far as it goes.
"""

from __future__ import annotations

import re
from pathlib import Path

from extract.core.errors import BrokenFile, EmptyFile, TooLarge
from extract.core.limits import Limits
from extract.core.model import Document, Origin
from extract.intake.formats import RTF
from extract.readers.flow import check_length, page
from extract.readers.office.rtf_parser import Parser
from extract.readers.plain.tab_columns import lay_columns
from schemas.catalogue import Message

_ENDS = re.compile(rb"\\(?:par|cell|row|line|sect)(?![a-z])")  # each makes a line, also an empty one


def read_rtf(path: Path, limits: Limits) -> Document:
    """The document as one page without boxes. Raises EmptyFile, TooLarge, TooManyPages or BrokenFile."""
    if path.stat().st_size > limits.max_bytes:
        raise TooLarge
    data = path.read_bytes()
    if not data:
        raise EmptyFile
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        raise BrokenFile("rtf-no-start")
    check_length(sum(1 for _ in _ENDS.finditer(data)), limits)
    parser = Parser(data, limits)
    closed = parser.run()
    laid = page(lay_columns(parser.blocks()), Origin.OFFICE, tuple(parser.notes))
    check_length(sum(len(word.raw) + 1 for word in laid.words), limits)
    warnings = () if closed else (Message.of("rtf-cut-off"),)
    return Document((laid,), RTF.media_type, RTF.paged, (*warnings, *parser.unread.notices()))
