"""Plain text: characters by byte order mark, UTF-8 or single bytes; a line of the file is a line.

    path ─▶ decode ─▶ pages at form feeds ─▶ Line for each line ─▶ Document

An empty line stays as a Line without words, because in plain text nothing else ends a paragraph; a
line that begins with a tab begins anew too (converters write a cell or box of the page so), and gets
an empty line before it. Tables that were flattened to a line a cell are put together again (see
`flattened_tables`); columns set with tabs or rows of spaces become tables (see `tab_columns`).

Text that is no Unicode keeps its bytes: byte 0xB9 is the character U+00B9, C1 codes included, so that
`diacritics` can tell TCVN3, VNI, VISCII, VPS and CP1258 from it.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from extract.core.errors import BrokenFile, EmptyFile, TooLarge
from extract.core.limits import Limits
from extract.core.model import Document, Origin
from extract.intake.filetype import HEAD, utf16
from extract.intake.formats import TEXT
from extract.readers.flow import check_length, page
from extract.readers.plain.flattened_tables import blocks
from extract.readers.plain.lost_line_ends import with_line_ends
from extract.readers.plain.tab_columns import lay_columns
from schemas.catalogue import Message

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins like the mark of UTF-16
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
# A UTF-8 file cut or damaged somewhere: of its bytes above 0x7F nearly all are still in whole sequences.
# Vietnamese in a single-byte encoding reaches 0.2 by chance.
_DAMAGED_UTF8 = 0.97
_LINE_END = re.compile(r"\r\n|\r|\n|\v|\u2028|\u2029")
_C1 = re.compile("[\u0080-\u009f]")
_NEXT_LINE = "\u0085"  # of EBCDIC, and a letter in VISCII and VPS
_END_OF_FILE = "\x1a"  # ^Z ended DOS texts


def read_text(path: Path, limits: Limits) -> Document:
    """The text, a page for each form feed. Raises EmptyFile, TooLarge, TooManyPages or BrokenFile."""
    text, warnings = load(path, limits)
    pages = [part for part in text.split("\f") if part.strip()]
    if not pages:
        raise EmptyFile("text-empty")
    laid = tuple(
        page(lay_columns(blocks(with_line_ends(_LINE_END.split(part)))), Origin.PLAIN, number=number)
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
    return text, warnings


def decode(data: bytes) -> tuple[str, tuple[Message, ...]]:
    """Bytes of a text file as characters: by its mark, as UTF-8, or one character a byte."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _marked(data.removeprefix(mark), encoding)
    if codec := utf16(data[:HEAD]):
        return _marked(data, codec)
    try:
        return data.decode("utf-8").rstrip(_END_OF_FILE), ()
    except UnicodeDecodeError:
        pass
    high = len(_HIGH.findall(data))
    whole = sum(len(sequence) for sequence in _MULTIBYTE.findall(data))
    if whole > _DAMAGED_UTF8 * high:
        return data.decode("utf-8", "replace"), (Message.of("bytes-not-utf8"),)
    return data.decode("latin-1").rstrip(_END_OF_FILE), ()


def _marked(data: bytes, encoding: str) -> tuple[str, tuple[Message, ...]]:
    try:
        return data.decode(encoding), ()
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
    if text.count("\ufffd") > len(text) * (1 - _DAMAGED_UTF8):
        raise BrokenFile("text-wrong-encoding")
    return text, (Message.of("bytes-not-encoding"),)
