"""Word documents in Office Open XML (.docx): body in order, with looks, tables, notes and list numbers.

    path ─▶ Package ─▶ Paragraph | Grid ─▶ flow.page ─▶ Document

Shown is what a print of the final version shows: inserted text stays, deleted and hidden text is
dropped, automatic list numbers are written out, text boxes follow the paragraph that holds their
anchor. Of headers only the first page's is taken (letterheads live there); footers hold page numbers
and addresses and are dropped. Element names are those of ECMA-376, part 1, chapter 17.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extract.core.errors import BrokenFile, DocumentError, EmptyFile, EncryptedOffice, TooLarge
from extract.core.limits import Limits
from extract.core.model import Document, Footnote, Origin
from extract.intake.archives import is_bomb
from extract.intake.formats import DOCX
from extract.readers.flow import (
    Block,
    Grid,
    GridCell,
    Look,
    Paragraph,
    Span,
    check_length,
    footnote,
    is_letterhead,
    page,
    shown,
)
from extract.readers.office.docx_numbering import lists_of
from extract.readers.office.docx_package import Package
from extract.readers.office.docx_styles import Styles, w
from extract.readers.plain.tab_columns import lay_columns

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_DROPPED = frozenset(
    {w("del"), w("moveFrom"), w("pPr"), w("rPr"), w("sdtPr"), w("sdtEndPr"), _MC + "Fallback"}
)
_ENCRYPTED_FLAG = 0x1
# Parsed XML takes about eight times its size in memory; pictures are never unpacked.
_MARKUP_COST = 8
_DEEPEST = 60  # tables within tables; real documents have three at most


def read_docx(path: Path, limits: Limits) -> Document:
    """The document as one page without boxes.

    Raises TooLarge, TooManyPages, EmptyFile, EncryptedOffice or BrokenFile.
    """
    _check(path, limits)
    try:
        with zipfile.ZipFile(path) as archive:
            return _Reader(Package(archive), limits).document()
    except DocumentError:
        raise
    except Exception as error:  # the bytes decide what goes wrong in zip, XML and package code
        raise BrokenFile(f"The .docx file is damaged ({type(error).__name__}).") from error


def _check(path: Path, limits: Limits) -> None:
    """Bounds on what the package unpacks to, before anything of it is unpacked."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        if path.stat().st_size == 0:
            raise EmptyFile from error
        raise BrokenFile("The .docx file is not a whole zip package.") from error
    if any(member.flag_bits & _ENCRYPTED_FLAG for member in members):
        raise EncryptedOffice
    unpacked = sum(member.file_size for member in members)
    if unpacked > limits.max_unpacked or len(members) > limits.max_members:
        raise TooLarge(f"The .docx file unpacks to {unpacked:,} bytes in {len(members):,} parts.")
    markup = [member for member in members if member.filename.endswith((".xml", ".rels"))]
    size = sum(member.file_size for member in markup)
    if size > limits.max_unpacked // _MARKUP_COST:
        raise TooLarge(f"The text parts of the .docx file unpack to {size:,} bytes.")
    if any(is_bomb(member, limits) for member in markup):
        raise TooLarge(
            f"A text part of the .docx file unpacks to more than {limits.max_ratio} times its size."
        )


class _Reader:
    """One package on its way to blocks: styles, numbering and notes at hand."""

    def __init__(self, package: Package, limits: Limits) -> None:
        self._package = package
        main = package.main()
        self._root = package.part(main)
        if self._root is not None:  # an empty paragraph counts as a character
            check_length(sum(len(part.text or "") + 1 for part in self._root.iter(w("t"), w("p"))), limits)
        self._relations = package.relations(main)
        self._styles = Styles(self._related("styles"), self._related("theme"))
        self._lists = lists_of(self._related("numbering"))
        self._notes: dict[str, Any] = {}  # element by marker, in the order of the references
        self._markers: dict[tuple[str, str], str] = {}  # by kind and id: a note is laid once
        self._note_elements = {kind: self._note_index(kind) for kind in ("footnote", "endnote")}
        self._depth = 0

    def document(self) -> Document:
        body = None if self._root is None else self._root.find(w("body"))
        if body is None:
            raise BrokenFile("The .docx file has no document body.")
        blocks = [*self._letterhead(body), *self._blocks(body)]
        notes = tuple(self._noted())
        laid = page(lay_columns(blocks), Origin.OFFICE, notes)
        return Document((laid,), DOCX.media_type, DOCX.paged)

    def _noted(self) -> Iterator[Footnote]:
        """The notes referred to; those that notes refer to come behind them."""
        while self._notes:
            waiting, self._notes = self._notes, {}
            for marker, note in waiting.items():
                yield footnote(marker, self._blocks(note))

    def _related(self, kind: str) -> Any:
        """The root of the first part that the document relates to by this kind of relation, or None."""
        targets = (target for given, target in self._relations.values() if given.endswith("/" + kind))
        target = next(targets, None)
        return None if target is None else self._package.part(target)

    def _note_index(self, kind: str) -> dict[str, Any]:
        root = self._related(kind + "s")
        return {} if root is None else {note.get(w("id")): note for note in root.findall(w(kind))}

    def _letterhead(self, body: Any) -> list[Block]:
        """The header of the first page, when it holds words (a page number alone is none)."""
        section = next(iter(body.iter(w("sectPr"))), None)
        if section is None:
            return []
        given = {ref.get(w("type"), "default"): ref.get(_ID) for ref in section.findall(w("headerReference"))}
        wanted = given.get("first") if section.find(w("titlePg")) is not None else given.get("default")
        _, target = self._relations.get(wanted or "", ("", ""))
        header = self._package.part(target)
        blocks = [] if header is None else list(self._blocks(header))
        return blocks if is_letterhead(blocks) else []

    def _blocks(self, container: Any) -> Iterator[Block]:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise BrokenFile("The .docx file nests its tables too deeply.")
        for child in container:
            if child.tag == w("p"):
                yield from self._paragraph(child)
            elif child.tag == w("tbl"):
                yield self._grid(child)
            elif child.tag not in _DROPPED and isinstance(child.tag, str):
                yield from self._blocks(child)
        self._depth -= 1

    def _paragraph(self, element: Any) -> Iterator[Block]:
        properties = element.find(w("pPr"))
        boxes: list[Any] = []
        spans = tuple(self._spans(element, self._styles.paragraph_look(properties), boxes))
        if any(span.text.strip() for span in spans):
            marker = self._lists.marker(self._styles.numbering(properties))
            if marker:
                spans = (Span(marker + " ", spans[0].look), *spans)
        yield Paragraph(spans)
        for box in boxes:
            yield from self._blocks(box)

    def _spans(self, element: Any, base: Look, boxes: list[Any]) -> Iterator[Span]:
        """The runs under an element, through links, fields, content controls and tracked insertions."""
        for child in element:
            if child.tag == w("r"):
                yield from self._run(child, base, boxes)
            elif child.tag == _MATH_TEXT:
                yield Span(child.text or "", base)
            elif child.tag not in _DROPPED and isinstance(child.tag, str):
                yield from self._spans(child, base, boxes)

    def _run(self, run: Any, base: Look, boxes: list[Any]) -> Iterator[Span]:
        properties = run.find(w("rPr"))
        if self._styles.is_hidden(properties):
            return
        for child in run:
            text = self._text(child, boxes)
            if text:
                font = child.get(w("font")) if child.tag == w("sym") else None
                yield shown(text, self._styles.run_look(properties, base, text, font))

    def _text(self, child: Any, boxes: list[Any]) -> str:
        """What one child of a run shows; text boxes are put aside."""
        tag = child.tag
        if tag == w("t"):
            return child.text or ""
        if tag in _FIXED:
            return _FIXED[tag]
        if tag == w("sym"):
            return chr(int(child.get(w("char"), "F0B7"), 16))
        if tag in (w("footnoteReference"), w("endnoteReference")):
            return self._note_marker(child)
        if tag in (_MC + "AlternateContent", w("drawing"), w("pict"), w("object")):
            choice = child.find(_MC + "Choice")
            boxes.extend(_outermost(child if choice is None else choice, w("txbxContent")))
        return ""

    def _note_marker(self, reference: Any) -> str:
        kind = "footnote" if reference.tag == w("footnoteReference") else "endnote"
        key = kind, reference.get(w("id"))
        note = self._note_elements[kind].get(key[1])
        if note is None:
            return ""
        if key not in self._markers:
            self._markers[key] = str(len(self._markers) + 1)
            self._notes[self._markers[key]] = note
        return f"[{self._markers[key]}]"

    def _grid(self, table: Any) -> Grid:
        cells: list[GridCell] = []
        above: dict[int, int] = {}  # column -> index in cells of the cell that a vertical merge continues
        for row, element in enumerate(_through(table, w("tr"))):
            column = _number(element.find(f"{w('trPr')}/{w('gridBefore')}"), 0)
            for cell in _through(element, w("tc")):
                properties = cell.find(w("tcPr"))
                span = max(1, _number(None if properties is None else properties.find(w("gridSpan")), 1))
                merge = None if properties is None else properties.find(w("vMerge"))
                if merge is not None and merge.get(w("val")) != "restart" and column in above:
                    at = above[column]
                    held = cells[at]
                    cells[at] = GridCell(
                        held.row, held.column, held.blocks, row - held.row + 1, held.column_span
                    )
                else:
                    above[column] = len(cells)
                    cells.append(GridCell(row, column, tuple(self._blocks(cell)), 1, span))
                column += span
        return Grid(tuple(cells))


_FIXED = {
    w("tab"): "\t",
    w("ptab"): "\t",
    w("br"): "\n",
    w("cr"): "\n",
    w("noBreakHyphen"): "-",
}


def _number(element: Any, otherwise: int) -> int:
    """The `w:val` of an element as a number within what a table may have (Word allows 63 columns)."""
    try:
        return min(int(element.get(w("val"))), 64)
    except (AttributeError, TypeError, ValueError):
        return otherwise


def _through(element: Any, tag: str) -> Iterator[Any]:
    """Children of this tag, also inside content controls and custom XML, but not in nested tables."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in (w("sdt"), w("sdtContent"), w("customXml"), w("ins")):
            yield from _through(child, tag)


def _outermost(element: Any, tag: str) -> Iterator[Any]:
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag != _MC + "Fallback":
            yield from _outermost(child, tag)
