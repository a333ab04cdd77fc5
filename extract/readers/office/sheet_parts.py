"""What a workbook (.xlsx) holds beside the values of its cells.

    file ─▶ SheetParts ─ heading() ─▶ marks and codes in page headers
                      ─ formats(sheet) ─▶ numbers that a print shows otherwise
                      ─ beside(sheet) ─▶ boxes, pictures, charts; told: comments, hidden rows, formulas

Values come from calamine, which passes all of this over. Source: ECMA-376, part 1, 18 and 20.5.
"""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO

from extract.core.limits import MIB, Limits
from extract.intake.archives import is_bomb
from extract.readers.flow import Block, Paragraph, Span
from extract.readers.office.docx_drawings import hung
from extract.readers.office.docx_package import Package
from extract.readers.office.number_formats import NumberFormat, Place, cells_in, formats_of
from extract.readers.office.page_headers import heading
from extract.readers.office.unread import Unread
from schemas.catalogue import Message

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_LARGEST = 64 * MIB  # of a part that is looked into: a sheet of half a million rows
_HEADER = re.compile(rb"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)>([^<]*)<")
_SIDES = re.compile(r"&[LCR]")
_CODES = re.compile(r'&(?:"[^"]*"|\d+|K[0-9A-Fa-f]{6}|[A-Za-z])')  # 18.3.1.39: fonts, sizes, page numbers
_HIDDEN = re.compile(rb'<(?:\w+:)?(?:row|col)\b[^>]*\bhidden="(?:1|true)"')
_NO_VALUE = re.compile(
    rb'<c\b(?![^>]*\bt="str")[^>]*>\s*<f\b(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>'
)
_COMMENT = re.compile(rb"<(?:\w+:)?comment\b")


class SheetParts:
    """The parts of one open workbook; of one that is no .xlsx there are none."""

    def __init__(self, file: BinaryIO, limits: Limits) -> None:
        self._unread = Unread()
        self._parts: dict[str, str] = {}
        self._formats: dict[str, NumberFormat] = {}
        with suppress(Exception):  # the bytes decide what goes wrong; values are read all the same
            archive = zipfile.ZipFile(file)
            looked_into = frozenset(
                member.filename
                for member in archive.infolist()
                if member.file_size <= _LARGEST and not is_bomb(member, limits)
            )
            self._package = Package(archive, looked_into)
            self._parts = self._sheets()
            self._formats = self._styled()

    def heading(self) -> list[Block]:
        """Marks and codes of the page headers and footers of all sheets."""
        lines = [
            [Paragraph((Span(text),))]
            for sheet, part in self._parts.items()
            for text in _headers(self._data(part, sheet))
        ]
        return heading([], lines, self._unread)

    def beside(self, sheet: str) -> list[Block]:
        """What is drawn on a sheet; what is not read of it is told."""
        blocks: list[Block] = []
        if part := self._parts.get(sheet):
            try:
                self._tell(self._data(part, sheet), sheet)
                for kind, name in self._package.relations(part).values():
                    blocks += self._related(kind, name, sheet)
            except Exception:  # damaged markup
                self._unread.add("pieces-not-read", sheet)
        return blocks

    def formats(self, sheet: str) -> dict[Place, NumberFormat]:
        """The cells of a sheet whose numbers are shown by a format that says more than their digits."""
        part = self._parts.get(sheet)
        return cells_in(self._data(part, sheet), self._formats) if part and self._formats else {}

    def notices(self) -> tuple[Message, ...]:
        """What is told of all sheets that were asked for."""
        return self._unread.notices()

    def _sheets(self) -> dict[str, str]:
        """The name of the part of each sheet."""
        main = self._package.main()
        root = self._package.part(main) if main.endswith(".xml") else None
        relations = self._package.relations(main)
        return {
            sheet.get("name", ""): relations.get(sheet.get(_ID, ""), ("", ""))[1]
            for sheet in (() if root is None else root.iter(_S + "sheet"))
        }

    def _styled(self) -> dict[str, NumberFormat]:
        related = self._package.relations(self._package.main()).values()
        styles = next((self._package.part(name) for kind, name in related if kind.endswith("/styles")), None)
        return {} if styles is None else formats_of(styles)

    def _data(self, part: str, sheet: str) -> bytes:
        try:
            return self._package.data(part) or b""
        except Exception:  # a damaged member
            self._unread.add("pieces-not-read", sheet)
            return b""

    def _tell(self, data: bytes, sheet: str) -> None:
        for pattern, code in ((_HIDDEN, "rows-hidden"), (_NO_VALUE, "formulas-without-values")):
            for _ in pattern.finditer(data):
                self._unread.add(code, sheet)

    def _related(self, kind: str, name: str, sheet: str) -> Iterator[Block]:
        if kind.endswith("/drawing"):
            yield from self._drawn(name, sheet)
        elif kind.endswith("/comments"):
            for _ in _COMMENT.finditer(self._data(name, sheet)):
                self._unread.add("comments-left-out", sheet)
        elif kind.endswith(("/oleObject", "/package")):
            self._unread.add("objects-not-read", sheet)

    def _drawn(self, name: str, sheet: str) -> Iterator[Block]:
        root = self._package.part(name)
        relations = self._package.relations(name)
        for anchor in () if root is None else root:
            for body in anchor.iter(_DRAWN + "txBody"):
                for paragraph in body.iter(_A + "p"):
                    text = "".join(part.text or "" for part in paragraph.iter(_A + "t"))
                    if text.strip():
                        yield Paragraph((Span(text),))
            yield from hung(anchor, self._package, relations, self._unread, sheet)


def _headers(data: bytes) -> Iterator[str]:
    """What headers and footers of a sheet say, left, middle and right apart."""
    for found in _HEADER.finditer(data):
        for side in _SIDES.split(html.unescape(found[1].decode("utf-8", "replace"))):
            text = _CODES.sub("", side.replace("&&", "\0")).replace("\0", "&").strip()
            if text:
                yield text
