"""Word 97-2003 documents (.doc): paragraphs, tables, notes and run fonts from the binary parts.

    path ─▶ Word97 ─▶ paragraphs between their end marks ─▶ TableFlow ─▶ flow.page ─▶ Document

Shown is what a print shows: results of fields, not their codes; no deleted or hidden text. Cells are
told by their marks (0x07) and the row's definition of edges; tables inside cells stay text of the
cell. Text boxes follow the paragraph that holds their anchor.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

from extract.core.errors import BrokenFile, DocumentError, EmptyFile, TooLarge
from extract.core.limits import Limits
from extract.core.model import Document, Origin
from extract.intake.formats import DOC
from extract.readers.flow import Block, Look, Span, check_length, footnote, is_letterhead, page, shown
from extract.readers.office import word97 as parts
from extract.readers.office.table_builder import Merge, TableFlow
from extract.readers.office.word97 import Stretch, Word97
from extract.readers.office.word97_sprm import (
    P_HUGE,
    P_IN_TABLE,
    P_LIST,
    P_LIST_LEVEL,
    P_ROW_END,
    T_DEFINITION,
    Props,
    applied,
    sprms,
)
from extract.readers.plain.tab_columns import lay_columns

_PARAGRAPH, _CELL, _PAGE = "\r", "\x07", "\f"
_ENDS = (_PARAGRAPH, _CELL, _PAGE)
_FIELD_BEGIN, _FIELD_SEPARATOR, _FIELD_END = "\x13", "\x14", "\x15"
_NOTE, _DRAWING, _SYMBOL = "\x02", "\x08", "("
# Line and column break, optional and firm hyphen; pictures, separators and anchors show nothing.
_SIGNS = str.maketrans(
    {"\x0b": "\n", "\x0e": "\n", "\x1e": "-", "\x1f": "", "\x01": "", "\x02": "", "\x03": "", "\x04": ""}
    | {"\x05": "", "\x08": "", "\x06": ""}
)
_FRD, _SPA, _FTXBXS = 2, 26, 22  # bytes of an entry for a note, an anchor, a text box ([MS-DOC] 2.8)
_MERGES = ((0x01, 0x02), (0x40, 0x20))  # TC80 flags: first of a merge, continued; across, down
_FIRST_PAGE_HEADER, _HEADER = (
    10,
    7,
)  # stories of the header part ([MS-DOC] 2.8.28): six separators before them


def read_doc(path: Path, limits: Limits) -> Document:
    """The document as one page without boxes.

    Raises EmptyFile, TooLarge, EncryptedOffice, Unsupported or BrokenFile.
    """
    size = path.stat().st_size
    if size == 0:
        raise EmptyFile
    if size > limits.max_bytes:
        raise TooLarge
    try:
        file = Word97(path)
        start, end = file.parts["text"]
        check_length(min(end - start, size), limits)  # damaged files claim anything
        return _Reader(file).document()
    except DocumentError:
        raise
    except Exception as error:  # the bytes decide what goes wrong in OLE and binary structures
        raise BrokenFile(f"The .doc file is damaged ({type(error).__name__}).") from error


class _Reader:
    """One file on its way to blocks."""

    def __init__(self, file: Word97) -> None:
        self._file = file
        self._looks: dict[tuple[int, bytes], Props] = {}
        self._notes = self._note_places()
        self._boxes = self._box_places()
        self._lists = file.lists()

    def document(self) -> Document:
        blocks = [*self._letterhead(), *self._blocks(*self._file.parts["text"])]
        notes = tuple(footnote(marker, self._blocks(*place)) for marker, place in self._notes.values())
        laid = page(lay_columns(blocks), Origin.OFFICE, notes)
        old = ("an old Word file (6 or 95): its fonts and tables are not read",) if self._file.is_old else ()
        return Document((laid,), DOC.media_type, DOC.paged, old)

    def _blocks(self, start: int, end: int) -> list[Block]:
        flow = TableFlow()
        fields: list[bool] = []  # for each open field: still in its code
        held: list[tuple[Stretch, str]] = []
        for stretch, text in _split(self._file.stretches(start, end)):
            if text not in _ENDS:
                held.append((stretch, text))
                continue
            self._end_paragraph(flow, held, fields, stretch, text)
            held = []
        for span in self._spans(held, 0, fields):
            flow.add(span)
        return flow.finish()

    def _end_paragraph(
        self, flow: TableFlow, held: list[tuple[Stretch, str]], fields: list[bool], mark: Stretch, sign: str
    ) -> None:
        style, changes = self._paragraph(mark)
        flags = dict(sprms(changes))
        spans = list(self._spans(held, style, fields))
        if any(span.text.strip() for span in spans):
            marker = self._lists.marker(_list_place(flags))
            spans[:0] = [Span(marker + " ", spans[0].look)] if marker else []
        for span in spans:
            flow.add(span)
        in_table = bool(flags.get(P_IN_TABLE, b"\0")[0])
        if sign == _CELL and flags.get(P_ROW_END, b"\0")[0]:
            _define_row(flow, flags.get(T_DEFINITION, b""))
            flow.end_row()
        elif sign == _CELL and in_table:
            flow.end_cell()
        else:
            flow.end_paragraph(in_table)
        for stretch, text in held:
            if text == _DRAWING and (box := self._boxes.pop(stretch.cp, None)):
                flow.insert(self._blocks(*box), in_table)

    def _paragraph(self, mark: Stretch) -> tuple[int, bytes]:
        """Style number and property changes of the paragraph that ends with this mark."""
        _, value = self._file.paragraphs.at(mark.fc)
        style = int.from_bytes(value[:2], "little")
        changes = value[2:] + mark.changes
        for code, operand in sprms(value[2:]):
            if code in P_HUGE:
                at = int.from_bytes(operand, "little")
                size = int.from_bytes(self._file.data[at : at + 2], "little")
                changes += self._file.data[at + 2 : at + 2 + size]
        return style, self._file.styles.paragraph_sprms(style) + changes

    def _spans(self, held: list[tuple[Stretch, str]], style: int, fields: list[bool]) -> Iterator[Span]:
        for stretch, text in held:
            if text == _FIELD_BEGIN:
                fields.append(True)
            elif text == _FIELD_SEPARATOR and fields:
                fields[-1] = False
            elif text == _FIELD_END and fields:
                fields.pop()
            elif not any(fields):
                yield from self._shown(stretch, text, self._props(style, stretch.changes))

    def _shown(self, stretch: Stretch, text: str, props: Props) -> Iterator[Span]:
        if props.hidden:
            return
        if stretch.cp in self._notes and len(text) == 1:
            yield Span(f"[{self._notes[stretch.cp][0]}]")
        elif text == _SYMBOL and props.symbol:
            font, sign = props.symbol
            yield shown(chr(sign), self._look(props, font))
        else:
            font = props.font_ascii if text.isascii() else props.font_other
            yield shown(text.translate(_SIGNS), self._look(props, font))

    def _look(self, props: Props, font: int) -> Look:
        name = self._file.fonts[font] if font < len(self._file.fonts) else ""
        return Look(name, props.bold, props.italic, props.caps)

    def _props(self, style: int, changes: bytes) -> Props:
        key = (style, changes)
        if key not in self._looks:
            base = self._file.styles.paragraph_props(style)
            self._looks[key] = applied(changes, base, base, self._file.styles)
        return self._looks[key]

    def _note_places(self) -> dict[int, tuple[str, tuple[int, int]]]:
        """For the position of each reference: its marker and the range of the note's text.

        Word counts the references that it numbers itself; the others show the sign at their place.
        """
        found: dict[int, tuple[str, tuple[int, int]]] = {}
        for part, refs, texts in (
            ("notes", parts.NOTE_REFS, parts.NOTE_TEXTS),
            ("endnotes", parts.ENDNOTE_REFS, parts.ENDNOTE_TEXTS),
        ):
            places = _positions(self._file.part(refs), _FRD)[:-1]
            bounds = _positions(self._file.part(texts), 0)
            start = self._file.parts[part][0]
            counted = 0
            for place, first, last in zip(places, bounds, bounds[1:], strict=False):
                sign = "".join(stretch.text for stretch in self._file.stretches(place, place + 1))
                counted += sign == _NOTE
                found[place] = (str(counted) if sign == _NOTE else sign, (start + first, start + last))
        return found

    def _box_places(self) -> dict[int, tuple[int, int]]:
        """For the position of each anchor: the range of its text box's text. Both name the same shape."""
        anchors, boxes = self._file.part(parts.SHAPES), self._file.part(parts.BOX_TEXTS)
        bounds = _positions(boxes, _FTXBXS)
        start = self._file.parts["boxes"][0]
        ranges = {
            shape: (start + first, start + last)
            for shape, first, last in zip(_shapes(boxes, _FTXBXS, 14), bounds, bounds[1:], strict=False)
        }
        places = zip(_positions(anchors, _SPA), _shapes(anchors, _SPA, 0), strict=False)
        return {place: ranges[shape] for place, shape in places if shape in ranges}

    def _letterhead(self) -> list[Block]:
        """The header of the first page, when it holds words."""
        bounds = _positions(self._file.part(parts.HEADERS), 0)
        start = self._file.parts["headers"][0]
        for story in (_FIRST_PAGE_HEADER, _HEADER):
            if len(bounds) > story + 1 and bounds[story] < bounds[story + 1]:
                blocks = self._blocks(start + bounds[story], start + bounds[story + 1])
                if is_letterhead(blocks):
                    return blocks
        return []


def _split(stretches: Iterator[Stretch]) -> Iterator[tuple[Stretch, str]]:
    """Stretches cut so that every mark and special sign stands alone, at its own position."""
    for stretch in stretches:
        at = 0
        for index, sign in enumerate(stretch.text):
            if (sign < " " and sign not in "\t\x0b\x0e\x1e\x1f") or (sign == _SYMBOL and stretch.changes):
                if at < index:
                    yield _part(stretch, at, index)
                yield _part(stretch, index, index + 1)
                at = index + 1
        if at < len(stretch.text):
            yield _part(stretch, at, len(stretch.text))


def _part(stretch: Stretch, start: int, end: int) -> tuple[Stretch, str]:
    text = stretch.text[start:end]
    fc = stretch.fc + start * stretch.width
    return Stretch(stretch.cp + start, text, stretch.changes, fc, stretch.width), text


def _positions(plc: bytes, size: int) -> tuple[int, ...]:
    """The character positions of a PLC whose data elements have this size."""
    count = (len(plc) - 4) // (4 + size) if len(plc) >= 4 else -1
    return struct.unpack_from(f"<{count + 1}I", plc, 0) if count >= 0 else ()


def _shapes(plc: bytes, size: int, offset: int) -> list[int]:
    """The shape numbers at this offset in the data elements of a PLC."""
    count = max(0, len(_positions(plc, size)) - 1)
    data = plc[4 * (count + 1) :]
    return [int.from_bytes(data[size * n + offset : size * n + offset + 4], "little") for n in range(count)]


def _list_place(flags: dict[int, bytes]) -> tuple[str, int] | None:
    """The list and level that paragraph properties name; None outside lists."""
    number = int.from_bytes(flags.get(P_LIST, b"\0"), "little")
    return (str(number), flags.get(P_LIST_LEVEL, b"\0")[0]) if number else None


def _define_row(flow: TableFlow, definition: bytes) -> None:
    """Edges and merges of a row from its sprmTDefTable operand ([MS-DOC] 2.9.324)."""
    flow.define_row()
    count = definition[0] if definition else 0
    if len(definition) < 1 + 2 * (count + 1):
        return
    left, *edges = struct.unpack_from(f"<{count + 1}h", definition, 1)
    flow.define_left(left)
    for number, edge in enumerate(edges):
        at = 1 + 2 * (count + 1) + 20 * number
        flags = int.from_bytes(definition[at : at + 2], "little")
        for way, (first, continued) in zip("hv", _MERGES, strict=True):
            if flags & first:
                flow.define_merge(way, Merge.FIRST)
            elif flags & continued:
                flow.define_merge(way, Merge.CONTINUED)
        flow.define_cell(edge)
