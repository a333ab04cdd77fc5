"""OpenDocument texts (.odt): body in order, with looks, tables, notes, text boxes and pictures.

    path ─▶ content.xml, styles.xml ─▶ Paragraph | Grid | Picture ─▶ Document

Shown is what a print shows: no deleted text, no comments, list marks as the list style has them; headers and
footers add what `page_headers` says. Source: OpenDocument 1.3, part 3.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docx.oxml import parse_xml

from extract.core.errors import BrokenFile, DocumentError
from extract.core.limits import Limits
from extract.core.model import Document, Footnote, Origin
from extract.intake.formats import ODT
from extract.readers.flow import (
    Block,
    Grid,
    GridCell,
    Look,
    Paragraph,
    Picture,
    Span,
    check_length,
    footnote,
    lines_of,
    page,
    shown,
)
from extract.readers.office.docx_package import check_package
from extract.readers.office.odt_controls import controls_of
from extract.readers.office.odt_styles import Styles, draw, table, text, xlink
from extract.readers.office.page_headers import heading
from extract.readers.office.unread import Unread
from extract.readers.pixels import is_drawing, is_pixels
from extract.readers.plain.tab_columns import lay_columns

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_COMMENT = _OFFICE + "annotation"
_LEFT_OUT = frozenset(
    (text("tracked-changes"), _OFFICE + "annotation-end", text("sequence-decls"),
     _OFFICE + "forms", text("variable-decls"), text("ruby-text"), text("alphabetical-index-source"))
)  # fmt: skip
_SIGNS = {text("tab"): "\t", text("line-break"): "\n", text("soft-page-break"): ""}
_MOST_SPACES, _MOST_SPAN = 1_000, 64
_DEEPEST = 60


def read_odt(path: Path, limits: Limits) -> Document:
    """The document as one page without boxes.

    Raises TooLarge, TooManyPages, EmptyFile, EncryptedOffice or BrokenFile.
    """
    check_package(path, limits)
    try:
        with zipfile.ZipFile(path) as archive:
            return _Reader(archive, limits).document()
    except DocumentError:
        raise
    except Exception as error:  # the bytes decide what goes wrong in zip and XML
        raise BrokenFile("odt-damaged", error=type(error).__name__) from error


class _Reader:
    """One package on its way to blocks."""

    def __init__(self, archive: zipfile.ZipFile, limits: Limits) -> None:
        self._archive, self._names = archive, frozenset(archive.namelist())
        self._root = parse_xml(archive.read("content.xml"))
        check_length(sum(len(part) for part in self._root.itertext()), limits)
        self._laid_out = parse_xml(archive.read("styles.xml")) if "styles.xml" in self._names else None
        self._styles = Styles(self._root, self._laid_out)
        self._controls = controls_of(self._root)
        self._in_object = False  # an object within an object is told
        self._notes: list[Footnote] = []
        self._unread, self._near = Unread(), ""
        self._depth = 0

    def document(self) -> Document:
        body = self._root.find(f"{_OFFICE}body/{_OFFICE}text")
        if body is None:
            raise BrokenFile("odt-no-body")
        blocks = [*self._heading(), *self._blocks(body, Look())]
        laid = page(lay_columns(blocks), Origin.OFFICE, tuple(self._notes))
        return Document((laid,), ODT.media_type, ODT.paged, self._unread.notices())

    def _heading(self) -> list[Block]:
        root = self._laid_out
        parts = [] if root is None else [part for page in root.iter(self._styles.MASTER) for part in page]
        read = {part.tag: list(self._blocks(part, Look())) for part in reversed(parts)}
        first = [read.pop(tag) for tag in self._styles.HEADERS if tag in read]
        return heading(first, read.values(), self._unread)

    def _blocks(self, container: Any, look: Look, marker: str = "") -> Iterator[Block]:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise BrokenFile("odt-too-deep")
        for child in container:
            if child.tag in (text("p"), text("h")):
                yield from self._paragraph(child, look, marker)
                marker = ""
            elif child.tag == table("table"):
                yield self._grid(child)
            elif child.tag == text("list"):
                yield from self._list(child)
            elif child.tag == draw("frame"):
                yield from self._frame(child)
            elif child.tag == _COMMENT:
                self._unread.add("comments-left-out", self._near)
            elif child.tag not in _LEFT_OUT and isinstance(child.tag, str) and not _is_hidden(child):
                yield from self._blocks(child, look)
        self._depth -= 1

    def _list(self, element: Any) -> Iterator[Block]:
        for number, item in enumerate(element.findall(text("list-item")), start=1):
            yield from self._blocks(item, Look(), self._styles.list_marker(element, number))

    def _paragraph(self, element: Any, base: Look, marker: str) -> Iterator[Block]:
        hung: list[Any] = []
        look = self._styles.look(element.get(text("style-name")), base)
        spans = tuple(self._spans(element, look, hung))
        if any(span.text.strip() for span in spans):
            spans = (Span(marker, spans[0].look), *spans) if marker else spans
            self._near = "".join(span.text for span in spans)
        yield Paragraph(spans)
        for drawn in hung:  # shapes and groups hold paragraphs, as boxes do
            yield from self._frame(drawn) if drawn.tag == draw("frame") else self._blocks(drawn, Look())

    def _spans(self, element: Any, look: Look, hung: list[Any]) -> Iterator[Span]:
        if element.text:
            yield shown(_run_together(element.text), look)
        for child in element:
            yield from self._inline(child, look, hung)
            if child.tail:
                yield shown(_run_together(child.tail), look)

    def _inline(self, child: Any, look: Look, hung: list[Any]) -> Iterator[Span]:
        tag = child.tag
        if tag in _SIGNS:
            yield Span(_SIGNS[tag], look)
        elif tag == text("s"):
            yield Span(" " * min(int(child.get(text("c"), "1")), _MOST_SPACES), look)
        elif tag == text("note"):
            yield self._note(child)
        elif tag == draw("control"):
            yield Span(self._controls.get(child.get(draw("control")), ""), look)
        elif tag == _COMMENT:
            self._unread.add("comments-left-out", self._near)
        elif isinstance(tag, str) and tag.startswith(draw("")):
            hung.append(child)
        elif tag not in _LEFT_OUT and isinstance(tag, str):
            inner = self._styles.look(child.get(text("style-name")), look)
            yield from self._spans(child, inner, hung)

    def _note(self, element: Any) -> Span:
        marker = str(len(self._notes) + 1)
        self._notes.append(Footnote(marker, ()))  # its place, before notes within it
        body = element.find(text("note-body"))
        blocks = [] if body is None else list(self._blocks(body, Look()))
        self._notes[int(marker) - 1] = footnote(marker, blocks)
        return Span(f"[{marker}]")

    def _frame(self, frame: Any) -> Iterator[Block]:
        """A text box, a picture, or an object: in place of its picture where it can be read, else told."""
        read = self._object(frame.find(draw("object")))
        yield from read
        for child in () if read else frame:
            if child.tag == draw("text-box"):
                yield from self._blocks(child, Look())
            elif child.tag in (draw("object"), draw("object-ole")):
                self._unread.add("objects-not-read", self._near)
            elif child.tag == draw("image"):
                name = (child.get(xlink("href")) or "").removeprefix("./")
                data = self._archive.read(name) if name in self._names else b""
                if is_pixels(data):
                    yield Picture(data)
                elif is_drawing(data) and frame.find(draw("object")) is None:
                    self._unread.add("drawings-not-read", self._near)

    def _object(self, element: Any) -> list[Block]:
        """The tables and texts of a document within the package; a chart keeps its values in a table."""
        name = "" if element is None else (element.get(xlink("href")) or "").removeprefix("./").rstrip("/")
        part = f"{name}/content.xml"
        if not name or part not in self._names or self._in_object:
            return []
        depth, self._in_object = self._depth, True
        try:
            blocks = list(self._blocks(parse_xml(self._archive.read(part)), Look()))
        except Exception:  # damaged; it is told
            blocks = []
        self._depth, self._in_object = depth, False
        return blocks if lines_of(blocks) else []

    def _grid(self, element: Any) -> Grid:
        cells: list[GridCell] = []
        for row, line in enumerate(_rows(element)):
            column = 0
            for cell in line:
                repeated = _count(cell, "number-columns-repeated")
                if cell.tag == table("table-cell"):
                    down, across = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
                    cells.append(GridCell(row, column, tuple(self._blocks(cell, Look())), down, across))
                if cell.tag in (table("table-cell"), table("covered-table-cell")):
                    column += repeated
        return Grid(tuple(cells))


def _is_hidden(section: Any) -> bool:
    return bool(section.get(text("display")) == "none")


def _rows(element: Any) -> Iterator[Any]:
    for child in element:
        if child.tag == table("table-row"):
            yield child
        elif child.tag in (table("table-header-rows"), table("table-rows"), table("table-row-group")):
            yield from _rows(child)


def _count(cell: Any, name: str) -> int:
    value = cell.get(table(name), "1")
    return max(1, min(int(value), _MOST_SPAN)) if value.isdecimal() else 1


def _run_together(typed: str) -> str:
    """White space of the markup is one blank (OpenDocument 1.3, part 3, 6.1.2)."""
    return " ".join(("·" + typed + "·").split())[1:-1]
