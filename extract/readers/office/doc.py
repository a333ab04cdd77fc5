"""Word 97-2003 documents (.doc): paragraphs, tables, notes and run fonts from the binary parts.

    path ─▶ Word97 ─▶ paragraphs between their end marks ─▶ TableFlow ─▶ flow.page ─▶ Document

Shown is what a print shows: results of fields, not their codes; no deleted or hidden text. Cells are
told by their marks (0x07) and the row's definition of edges; tables inside cells stay text of the
cell. Text boxes follow the paragraph that holds their anchor.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import olefile

from extract.core.errors import BrokenFile, DocumentError, EmptyFile, TooLarge
from extract.core.limits import Limits
from extract.core.model import Document, Origin
from extract.intake.formats import DOC
from extract.readers.flow import Block, Look, Picture, Span, check_length, footnote, page, shown
from extract.readers.office.embedded import Objects
from extract.readers.office.page_headers import heading
from extract.readers.office.table_builder import TableFlow
from extract.readers.office.unread import Unread
from extract.readers.office.word97 import Stretch, Word97
from extract.readers.office.word97_fields import Fields
from extract.readers.office.word97_marks import (
    CELL,
    COMMENT,
    DRAWING,
    ENDS,
    FIELD_BEGIN,
    FIELD_END,
    FIELD_SEPARATOR,
    PICTURE,
    SIGNS,
    SYMBOL,
    split,
)
from extract.readers.office.word97_places import (
    UNANCHORED,
    box_places,
    drawn_shapes,
    header_places,
    note_places,
)
from extract.readers.office.word97_rows import define_row
from extract.readers.office.word97_shapes import inline_picture
from extract.readers.office.word97_sprm import (
    C_PICTURE,
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
from extract.readers.pixels import is_drawing, is_pixels
from extract.readers.plain.tab_columns import lay_columns
from schemas.catalogue import Message


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
        with olefile.OleFileIO(str(path)) as container:
            file = Word97(container)
            start, end = file.parts["text"]
            check_length(min(end - start, size), limits)  # damaged files claim anything
            return _Reader(file, Objects(limits, word=_inner)).document()
    except DocumentError:
        raise
    except Exception as error:  # the bytes decide what goes wrong in OLE and binary structures
        raise BrokenFile("doc-damaged", error=type(error).__name__) from error


def _inner(container: olefile.OleFileIO, folder: str) -> list[Block]:
    """The text of a document within a document; objects in that are not read."""
    file = Word97(container, folder)
    return _Reader(file, None).body()


class _Reader:
    """One file on its way to blocks; `objects` reads what other programs put into it."""

    def __init__(self, file: Word97, objects: Objects | None) -> None:
        self._file, self._objects = file, objects
        self._looks: dict[tuple[int, bytes], Props] = {}
        self._notes = note_places(file)
        self._boxes, self._drawn = box_places(file), drawn_shapes(file)
        self._unread, self._near = Unread(), ""
        # Pictures and objects in the lines of the paragraph that is being read.
        self._seen: list[bytes] = []
        self._placed: list[Block] = []
        self._lists = file.lists()

    def document(self) -> Document:
        blocks = [*self._heading(), *self.body()]
        notes = tuple(footnote(marker, self._blocks(*place)) for marker, place in self._notes.values())
        laid = page(lay_columns(blocks), Origin.OFFICE, notes)
        old = (Message.of("word-old"),) if self._file.is_old else ()
        return Document((laid,), DOC.media_type, DOC.paged, (*old, *self._unread.notices()))

    def body(self) -> list[Block]:
        """The text alone."""
        return [*self._blocks(*self._file.parts["text"]), *self._hung(UNANCHORED)]

    def _blocks(self, start: int, end: int) -> list[Block]:
        flow = TableFlow()
        fields = Fields()
        held: list[tuple[Stretch, str]] = []
        for stretch, text in split(self._file.stretches(start, end)):
            if text not in ENDS:
                held.append((stretch, text))
                continue
            self._end_paragraph(flow, held, fields, stretch, text)
            held = []
        for span in self._spans(held, 0, fields):
            flow.add(span)
        return flow.finish()

    def _end_paragraph(
        self, flow: TableFlow, held: list[tuple[Stretch, str]], fields: Fields, mark: Stretch, sign: str
    ) -> None:
        style, changes = self._paragraph(mark)
        flags = dict(sprms(changes))
        spans = list(self._spans(held, style, fields))
        if any(span.text.strip() for span in spans):
            marker = self._lists.marker(_list_place(flags))
            spans[:0] = [Span(marker + " ", spans[0].look)] if marker else []
            self._near = "".join(span.text for span in spans)
        for span in spans:
            flow.add(span)
        in_table = bool(flags.get(P_IN_TABLE, b"\0")[0])
        if sign == CELL and flags.get(P_ROW_END, b"\0")[0]:
            define_row(flow, flags.get(T_DEFINITION, b""))
            flow.end_row()
        elif sign == CELL and in_table:
            flow.end_cell()
        else:
            flow.end_paragraph(in_table)
        pictures, self._seen = self._seen, []
        placed, self._placed = self._placed, []
        flow.insert([*placed, *(block for data in pictures for block in self._picture(data))], in_table)
        for stretch, text in held:
            if text == DRAWING:
                flow.insert(self._hung(stretch.cp), in_table)

    def _hung(self, anchor: int) -> list[Block]:
        """The text boxes and pictures of the shape or group that is anchored here."""
        blocks = [block for box in self._boxes.pop(anchor, ()) for block in self._blocks(*box)]
        shape = self._drawn.pop(anchor, None)
        for member in () if shape is None else self._file.shapes.members(shape):
            blocks += self._picture(self._file.shapes.picture(member))
        return blocks

    def _picture(self, data: bytes | None) -> Iterator[Block]:
        if data is not None and is_pixels(data):
            yield Picture(data)
        elif data is not None and is_drawing(data):
            self._unread.add("drawings-not-read", self._near)

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

    def _spans(self, held: list[tuple[Stretch, str]], style: int, fields: Fields) -> Iterator[Span]:
        for stretch, text in held:
            props = self._props(style, stretch.changes)
            if text == FIELD_BEGIN:
                fields.begin()
            elif text == FIELD_SEPARATOR:
                fields.separate()
                self._read_object(stretch, fields)
            elif text == FIELD_END:
                if fields.embeds and not fields.is_read:
                    self._unread.add("objects-not-read", self._near)
                yield Span(fields.end(), self._look(props, props.font_other))
            elif text == PICTURE and not props.hidden:
                self._see(stretch, fields)
            elif fields.in_code:
                fields.add_code(text)
            else:
                fields.shown()
                yield from self._shown(stretch, text, props)

    def _read_object(self, stretch: Stretch, fields: Fields) -> None:
        """The object of an EMBED field, whose separator names its storage (sprmCPicLocation)."""
        place = dict(sprms(stretch.changes)).get(C_PICTURE)
        if self._objects is None or place is None or not fields.embeds:
            return
        folder = f"{self._file.folder}ObjectPool/_{int.from_bytes(place, 'little')}/"
        found = self._objects.stored(self._file.container, folder)
        self._placed += found
        if found:
            fields.mark_read()

    def _see(self, stretch: Stretch, fields: Fields) -> None:
        """A picture in the line; in the code of a field, what a form field holds."""
        place = dict(sprms(stretch.changes)).get(C_PICTURE)
        offset = int.from_bytes(place or b"", "little")
        if place is None or offset >= len(self._file.data):
            return
        if fields.in_code:
            header = int.from_bytes(self._file.data[offset + 4 : offset + 6], "little")
            fields.add_data(self._file.data[offset + header :])
            return
        data = inline_picture(self._file.data, offset)
        # The picture of an object: what it shows was read, or is told by itself.
        if data and not (fields.embeds and (fields.is_read or is_drawing(data))):
            self._seen.append(data)

    def _shown(self, stretch: Stretch, text: str, props: Props) -> Iterator[Span]:
        if text == COMMENT:
            self._unread.add("comments-left-out", self._near)
        if props.hidden:
            return
        if stretch.cp in self._notes and len(text) == 1:
            yield Span(f"[{self._notes[stretch.cp][0]}]")
        elif text == SYMBOL and props.symbol:
            font, sign = props.symbol
            yield shown(chr(sign), self._look(props, font))
        else:
            font = props.font_ascii if text.isascii() else props.font_other
            yield shown(text.translate(SIGNS), self._look(props, font))

    def _look(self, props: Props, font: int) -> Look:
        name = self._file.fonts[font] if font < len(self._file.fonts) else ""
        return Look(name, props.bold, props.italic, props.caps, props.raised)

    def _props(self, style: int, changes: bytes) -> Props:
        key = (style, changes)
        if key not in self._looks:
            base = self._file.styles.paragraph_props(style)
            self._looks[key] = applied(changes, base, base, self._file.styles)
        return self._looks[key]

    def _heading(self) -> list[Block]:
        """What the headers and footers add; the first page's header may be the one of all pages."""
        first, others = header_places(self._file)
        headers, rest = ([self._blocks(*place) for place in places] for places in (first, others))
        return heading(headers, rest, self._unread)


def _list_place(flags: dict[int, bytes]) -> tuple[str, int] | None:
    """The list and level that paragraph properties name; None outside lists."""
    number = int.from_bytes(flags.get(P_LIST, b"\0"), "little")
    return (str(number), flags.get(P_LIST_LEVEL, b"\0")[0]) if number else None
