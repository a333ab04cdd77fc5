"""Word documents in Office Open XML (.docx): body in order, with looks, tables, notes and list numbers.

    path ─▶ Package (docx_package) ─▶ Paragraph | Grid ─▶ flow.page ─▶ Document

Shown is what a print of the final version shows: inserted text stays, deleted and hidden text is
dropped, automatic list numbers are written out, text boxes and pictures follow the paragraph that holds
their anchor, pieces in other formats stand where they are anchored (`docx_chunks`); `page_headers` says what
headers and footers add. Element names are those of ECMA-376, part 1,
chapter 17.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from extract.core.errors import BrokenFile, DocumentError
from extract.core.limits import Limits
from extract.core.model import Document, Origin
from extract.intake.formats import DOCX
from extract.readers.flow import Block, Look, Paragraph, Span, check_length, page, shown
from extract.readers.office.docx_alternatives import children
from extract.readers.office.docx_chunks import chunk
from extract.readers.office.docx_drawings import hung
from extract.readers.office.docx_form_fields import FormFields
from extract.readers.office.docx_math import formula, is_formula
from extract.readers.office.docx_notes import Notes
from extract.readers.office.docx_numbering import lists_of
from extract.readers.office.docx_objects import of_object
from extract.readers.office.docx_package import Package, Parts, check_members, check_package
from extract.readers.office.docx_styles import Styles, toggle, w
from extract.readers.office.docx_tables import grid_of
from extract.readers.office.embedded import Objects
from extract.readers.office.page_headers import heading
from extract.readers.office.unread import Unread
from extract.readers.plain.tab_columns import lay_columns

_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_DROPPED = frozenset({w("del"), w("moveFrom"), w("pPr"), w("rPr"), w("sdtPr"), w("sdtEndPr")})
_FIXED = {  # what elements of a run show that hold no text
    w("tab"): "\t",
    w("ptab"): "\t",
    w("br"): "\n",
    w("cr"): "\n",
    w("noBreakHyphen"): "-",
}
_ORNAMENT = "\uf0b7"
_DEEPEST = 60  # tables within tables; real documents have three at most


def read_docx(path: Path, limits: Limits) -> Document:
    """The document as one page without boxes.

    Raises TooLarge, TooManyPages, EmptyFile, EncryptedOffice or BrokenFile.
    """
    check_package(path, limits)
    try:
        with zipfile.ZipFile(path) as archive:
            return read_package(Package(archive), limits)
    except DocumentError:
        raise
    except Exception as error:  # the bytes decide what goes wrong in zip, XML and package code
        raise BrokenFile("docx-damaged", error=type(error).__name__) from error


def read_package(package: Parts, limits: Limits) -> Document:
    """The document of an open package. Raises DocumentError, and anything that its bytes bring about."""
    return _Reader(package, limits).document()


class _Reader:
    """One package on its way to blocks: styles, numbering and notes at hand."""

    def __init__(self, package: Parts, limits: Limits, *, is_nested: bool = False) -> None:
        self._package, self._limits, self._is_nested = package, limits, is_nested
        main = package.main()
        self._root = package.part(main)
        if self._root is not None:  # an empty paragraph counts as a character
            check_length(sum(len(part.text or "") + 1 for part in self._root.iter(w("t"), w("p"))), limits)
        self._relations = self._here = package.relations(main)  # of the document, of the part being read
        self._objects = Objects(limits, word_xml=self._nested)
        self._unread, self._near, self._fields = Unread(), "", FormFields()
        self._styles = Styles(self._related("styles"), self._related("theme"))
        self._lists = lists_of(self._related("numbering"))
        self._notes = Notes(self._related("footnotes"), self._related("endnotes"))
        self._facing = toggle(self._related("settings"), "evenAndOddHeaders")
        self._paragraph_properties: Any = None  # of the paragraph that is being read
        self._carried: tuple[Span, ...] = ()  # of a paragraph whose end is deleted: the next one goes on
        self._depth = 0

    def document(self) -> Document:
        body = None if self._root is None else self._root.find(w("body"))
        if body is None:
            raise BrokenFile("docx-no-body")
        blocks = [*self._heading(body), *self._blocks(body)]
        self._here = {}  # notes have relations of their own, and hardly ever a picture
        notes = tuple(self._notes.laid(self._blocks))
        laid = page(lay_columns(blocks), Origin.OFFICE, notes)
        return Document((laid,), DOCX.media_type, DOCX.paged, self._unread.notices())

    def _related(self, kind: str) -> Any:
        """The root of the first part that the document relates to by this kind of relation, or None."""
        targets = (target for given, target in self._relations.values() if given.endswith("/" + kind))
        target = next(targets, None)
        return None if target is None else self._package.part(target)

    def _heading(self, body: Any) -> list[Block]:
        """What the headers and footers of the sections add; the first page has the first section's header."""
        sections = list(body.iter(w("sectPr")))
        first = self._printed(sections[0], "header")[:1] if sections else []
        parts = [self._printed(section, kind) for section in sections for kind in ("header", "footer")]
        others = [name for name in dict.fromkeys(chain.from_iterable(parts)) if name not in first]
        return heading(map(self._part, first), map(self._part, others), self._unread)

    def _printed(self, section: Any, kind: str) -> list[str]:
        """Names of the section's headers or footers that are printed, the first page's first."""
        references = section.findall(w(f"{kind}Reference"))
        given = {ref.get(w("type"), "default"): ref.get(_ID, "") for ref in references}
        used = {"first": toggle(section, "titlePg"), "default": True, "even": self._facing}
        return [self._relations.get(given.get(page, ""), ("", ""))[1] for page, on in used.items() if on]

    def _part(self, name: str) -> list[Block]:
        root = self._package.part(name)
        self._here = self._package.relations(name)
        blocks = [] if root is None else list(self._blocks(root))
        self._here = self._relations
        return blocks

    def _blocks(self, container: Any) -> Iterator[Block]:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise BrokenFile("docx-tables-too-deep")
        for child in children(container):
            if child.tag == w("p"):
                yield from self._paragraph(child)
            elif child.tag == w("tbl"):
                yield grid_of(child, self._blocks)
            elif child.tag == w("altChunk"):
                yield from self._chunk(self._here.get(child.get(_ID, ""), ("", ""))[1])
            elif child.tag not in _DROPPED:
                yield from self._blocks(child)
        if self._carried:
            yield Paragraph(self._carried)
            self._carried = ()
        self._depth -= 1

    def _chunk(self, name: str) -> list[Block]:
        """A piece in another format; one that cannot be read is told."""
        data = self._package.data(name)
        try:
            if data is not None:
                return list(chunk(data, self._limits, self._nested))
        except (DocumentError, zipfile.BadZipFile):
            pass
        self._unread.add("pieces-not-read", self._near)
        return []

    def _nested(self, data: bytes) -> list[Block]:
        """The body of a .docx within this one; what lies in that is too deep."""
        if self._is_nested:
            raise BrokenFile("docx-tables-too-deep")
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_members(archive.infolist(), self._limits)
            inner = _Reader(Package(archive), self._limits, is_nested=True)
            inner._unread = self._unread
            body = None if inner._root is None else inner._root.find(w("body"))
            return [] if body is None else list(inner._blocks(body))

    def _paragraph(self, element: Any) -> Iterator[Block]:
        properties = element.find(w("pPr"))
        drawn: list[Any] = []
        self._paragraph_properties = properties
        spans = (*self._carried, *self._spans(element, self._styles.paragraph_look(properties), drawn))
        self._fields.end_paragraph()
        if any(span.text.strip() for span in spans):
            marker = self._lists.marker(self._styles.numbering(properties))
            if marker:
                spans = (Span(marker + " ", spans[0].look), *spans)
            self._near = "".join(span.text for span in spans)
        joined = properties is not None and properties.find(f"{w('rPr')}/{w('del')}") is not None
        self._carried = spans if joined else ()
        if not joined:
            yield Paragraph(spans)
        for drawing in drawn:
            for box in _outermost(drawing, w("txbxContent")):
                yield from self._blocks(box)
            read = of_object(drawing, self._package, self._here, self._objects)
            yield from read or hung(drawing, self._package, self._here, self._unread, self._near)

    def _spans(self, element: Any, base: Look, drawn: list[Any]) -> Iterator[Span]:
        """The runs under an element, through links, fields, content controls and tracked insertions."""
        for child in children(element):
            if child.tag == w("r"):
                yield from self._run(child, base, drawn)
            elif is_formula(child):
                yield Span(formula(child), base)
            elif child.tag not in _DROPPED:
                yield from self._spans(child, base, drawn)

    def _run(self, run: Any, base: Look, drawn: list[Any]) -> Iterator[Span]:
        properties = run.find(w("rPr"))
        if self._styles.is_hidden(properties, self._paragraph_properties):
            return
        for child in children(run):
            if child.tag == w("ruby"):
                yield from self._spans(child.find(w("rubyBase")), base, drawn)
                continue
            text = self._text(child, drawn)
            if text:
                font = child.get(w("font")) if child.tag == w("sym") else None
                yield shown(text, self._styles.run_look(properties, base, text, font))

    def _text(self, child: Any, drawn: list[Any]) -> str:
        """What one child of a run shows; text boxes and pictures are put aside."""
        tag = child.tag
        if tag == w("t"):
            return self._fields.passed(child.text or "")
        if tag == w("fldChar"):
            return self._fields.shown(child)
        if tag == w("commentReference"):
            self._unread.add("comments-left-out", self._near)
        if tag == w("instrText"):
            self._fields.add_code(child.text or "")
        if tag in _FIXED:
            return _FIXED[tag]
        if tag == w("sym"):
            return _sign(child.get(w("char"), ""))
        if tag in (w("footnoteReference"), w("endnoteReference")):
            return self._notes.reference(child)
        if tag in (w("drawing"), w("pict"), w("object")):
            drawn.append(child)
        return ""


def _sign(code: str) -> str:
    """The character of a w:sym; an ornament where the file does not say it."""
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return _ORNAMENT


def _outermost(element: Any, tag: str) -> Iterator[Any]:
    for child in children(element):
        if child.tag == tag:
            yield child
        else:
            yield from _outermost(child, tag)
