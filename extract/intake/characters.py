"""The characters of a text file's bytes: by its mark, as UTF-16 or UTF-32, as UTF-8, or one a byte.

    bytes ─▶ decode ─▶ characters, warnings

Text that is no Unicode keeps its bytes: byte 0xB9 is the character U+00B9, C1 codes included, so that
`diacritics` can tell TCVN3, VNI, VISCII, VPS and CP1258 from it.
"""

from __future__ import annotations

import codecs
import re

from extract.core.errors import BrokenFile
from schemas.catalogue import Message

HEAD = 64 * 1024  # bytes looked at to tell what a file is
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins like the mark of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
# A UTF-8 file cut or damaged somewhere: of its bytes above 0x7F nearly all are still in whole sequences.
# Vietnamese in a single-byte encoding reaches 0.2 by chance.
_DAMAGED_UTF8 = 0.97
_END_OF_FILE = "\x1a\0"  # ^Z ended DOS texts, and NUL filled the rest of their last block
# UTF-16 without its mark: what Vietnamese text is made of, letters and signs of the Latin script.
WIDE_TEXT = re.compile(
    "[\t\r\n\f\u0020-\u007e\u00a0-\u024f\u0300-\u036f\u1e00-\u1eff\u2000-\u206f\u20ab\u2190-\u2193]"
)
LEAST_WIDE = 0.98  # of the characters; other binary files stay far below


def decode(data: bytes) -> tuple[str, tuple[Message, ...]]:
    """Bytes of a text file as characters: by its mark, as UTF-8, or one character a byte."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _marked(data.removeprefix(mark), encoding)
    if codec := wide(data[:HEAD]):
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


def wide(head: bytes) -> str | None:
    """The codec of UTF-16 or UTF-32 text that does not begin with its mark; None for anything else."""
    if b"\0" not in head:
        return None
    for codec, width in (("utf-16-le", 2), ("utf-16-be", 2), ("utf-32-le", 4), ("utf-32-be", 4)):
        text = head[: len(head) // width * width].decode(codec, "replace")
        if len(WIDE_TEXT.findall(text)) >= LEAST_WIDE * len(text) > 0:
            return codec
    return None
