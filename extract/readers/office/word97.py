"""The binary parts of a Word 97-2003 file: text pieces, runs of properties, fonts, styles, notes.

    OLE streams ─▶ Word97 ─▶ stretches(cp range): text with the bytes of its properties

Source: [MS-DOC] (revision 2023). `cp` is a character position in the whole document, `fc` a byte
offset in the WordDocument stream. 8-bit text keeps each byte as its cp1252 character (see
`byte_text`), so legacy Vietnamese fonts can be decoded later. Word 6/95 files give their text only.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

import olefile

from extract.core.errors import BrokenFile, EncryptedOffice, Unsupported
from extract.readers.office.byte_text import byte_text
from extract.readers.office.list_numbers import Lists
from extract.readers.office.word97_lists import lists_of
from extract.readers.office.word97_pieces import Piece, pieces_of
from extract.readers.office.word97_runs import Runs, runs_of
from extract.readers.office.word97_shapes import Shapes
from extract.readers.office.word97_sprm import Stylesheet

_WORD97, _WORD6 = 0xA5EC, 0xA5DC
_COMPLEX, _ENCRYPTED, _TABLE1 = 0x0004, 0x0100, 0x0200
# Where FibRgFcLcb97 names the parts ([MS-DOC] 2.5.6): offset of a pair (fc, lcb) in the FIB.
STSH, NOTE_REFS, NOTE_TEXTS, HEADERS = 0x0A2, 0x0AA, 0x0B2, 0x0F2
_CHPX, _PAPX, _FONTS, _CLX = 0x0FA, 0x102, 0x112, 0x1A2
ENDNOTE_REFS, ENDNOTE_TEXTS = 0x20A, 0x212
_DRAWINGS = 0x22A
_LISTS, _LIST_OVERRIDES = 0x2E2, 0x2EA
SHAPES, BOX_TEXTS = 0x1DA, 0x25A
HEADER_SHAPES, HEADER_BOX_TEXTS = 0x1E2, 0x26A
# Characters of the parts of the document, in the order of their text ([MS-DOC] 2.4.1).
_COUNTS = ("text", "notes", "headers", "macros", "comments", "endnotes", "boxes", "header_boxes")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text of one piece and one run of character properties."""

    cp: int
    text: str
    changes: bytes
    fc: int
    width: int


class Word97:
    """A document in an open file, or in one of its storages, named with the "/" at its end.

    Raises BrokenFile, EncryptedOffice or Unsupported; damaged parts raise struct.error.
    """

    def __init__(self, container: olefile.OleFileIO, folder: str = "") -> None:
        self.container, self.folder = container, folder
        self._main = _stream(container, folder + "WordDocument")
        if len(self._main) < 0x60:
            raise BrokenFile("doc-cut-off")
        ident, version, flags = struct.unpack_from("<HH6xH", self._main, 0)
        if flags & _ENCRYPTED:
            raise EncryptedOffice
        self.is_old = ident == _WORD6
        if not self.is_old and (ident != _WORD97 or version < 0x00C0):
            raise Unsupported("word-before-6")
        table = folder + ("1Table" if flags & _TABLE1 else "0Table")
        self._table = b"" if self.is_old else _stream(container, table)
        self.data = _stream(container, folder + "Data") if container.exists(folder + "Data") else b""
        if self.is_old:
            self._load_old(flags)
        else:
            self._load()

    def _load(self) -> None:
        counts = struct.unpack_from("<8i", self._main, 0x4C)
        self.parts = _part_ranges(counts)
        self.pieces = pieces_of(self.part(_CLX))
        # Every character takes a byte of its own; a longer text means overlapping pieces, made to choke us.
        if self.pieces and not 0 <= self.pieces[-1].end <= len(self._main):
            raise BrokenFile("doc-text-table-damaged")
        self.characters = runs_of(self.part(_CHPX), self._main, paragraphs=False)
        self.paragraphs = runs_of(self.part(_PAPX), self._main, paragraphs=True)
        self.fonts = _fonts(self.part(_FONTS))
        self.styles = Stylesheet(self.part(STSH))
        self.shapes = Shapes(self.part(_DRAWINGS), self._main)

    def _load_old(self, flags: int) -> None:
        """Word 6/95: the text of a file that was not fast-saved, without its properties."""
        start, end = struct.unpack_from("<II", self._main, 0x18)
        (length,) = struct.unpack_from("<i", self._main, 0x34)
        if flags & _COMPLEX or not 0 < length <= end - start:
            raise Unsupported("word-fast-saved", "save-as-docx")
        self.parts = _part_ranges((length, 0, 0, 0, 0, 0, 0, 0))
        self.pieces = (Piece(0, length, start, 1, b""),)
        self.characters = self.paragraphs = Runs((), (), ())
        self.fonts = ()
        self.styles = Stylesheet(b"")
        self.shapes = Shapes(b"", b"")

    def part(self, position: int) -> bytes:
        """A part of the table stream by the place of its (fc, lcb) in the FIB; b"" where there is none."""
        if self.is_old or len(self._main) < position + 8:
            return b""
        start, size = struct.unpack_from("<II", self._main, position)
        return self._table[start : start + size]

    def lists(self) -> Lists:
        """The numbered lists, counted from the start of the document."""
        if self.is_old or len(self._main) < _LIST_OVERRIDES + 8:
            return Lists()
        start, size = struct.unpack_from("<II", self._main, _LISTS)
        return lists_of(self._table[start:], size, self.part(_LIST_OVERRIDES))

    def stretches(self, start: int, end: int) -> Iterator[Stretch]:
        """The text between two character positions."""
        for piece in self.pieces:
            cp, last = max(start, piece.start), min(end, piece.end)
            while cp < last:
                fc = piece.offset + (cp - piece.start) * piece.width
                run_end, changes = self.characters.at(fc)
                count = min(last - cp, max(1, -(-(run_end - fc) // piece.width)))
                raw = self._main[fc : fc + count * piece.width]
                text = byte_text(raw) if piece.width == 1 else raw.decode("utf-16-le", "replace")
                if not text:
                    return
                yield Stretch(cp, text, changes + piece.changes, fc, piece.width)
                cp += count


def _stream(container: olefile.OleFileIO, name: str) -> bytes:
    if not container.exists(name):
        raise BrokenFile("doc-part-missing", part=name)
    return bytes(container.openstream(name).read())


def _part_ranges(counts: tuple[int, ...]) -> dict[str, tuple[int, int]]:
    """The cp range of each part of the document; the parts follow one another."""
    ranges: dict[str, tuple[int, int]] = {}
    at = 0
    for name, count in zip(_COUNTS, counts, strict=True):
        ranges[name] = (at, at + max(0, count))
        at += max(0, count)
    return ranges


def _fonts(table: bytes) -> tuple[str, ...]:
    """The names of the font table (SttbfFfn), by index."""
    names: list[str] = []
    at = 4
    while at < len(table):
        size = table[at]
        name = table[at + 40 : at + 1 + size].decode("utf-16-le", "ignore")
        names.append(name.split("\0")[0])
        at += 1 + size
    return tuple(names)
