"""Web pages (.html, also called .doc, or held by a mail, a web archive or a Word file) as blocks.

    bytes ─▶ characters ─▶ lxml's tree, which closes what is left open ─▶ Paragraph | Grid | Picture

Shown is what a browser shows: blanks run together, line breaks are those of the markup, lists have their
marks, tables their spans. Fonts are kept, because old pages are TCVN3 and VNI under `.VnTime` and
`VNI-Times`. Scripts, styles and hidden elements are left out.
"""

from __future__ import annotations

import base64
import codecs
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from lxml import html

from extract.core.errors import BrokenFile, EmptyFile, TooLarge
from extract.core.limits import Limits
from extract.core.model import Document, Origin
from extract.intake.characters import decode
from extract.intake.formats import HTML
from extract.readers.flow import (
    Block,
    Grid,
    GridCell,
    Look,
    Paragraph,
    Picture,
    Span,
    check_length,
    page,
    shown,
)
from extract.readers.office.html_styles import Rules, is_hidden, look_of, rules_of
from extract.readers.office.html_tables import loose_text, rows_of
from extract.readers.office.list_numbers import written
from extract.readers.plain.tab_columns import lay_columns

Resource = Callable[[str], bytes | None]  # the address of a picture ─▶ the picture, where the file holds it

_CHARSET = re.compile(rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.I)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
# fmt: off
_LEFT_OUT = frozenset((
    "script", "style", "head", "title", "template", "noscript", "object", "embed", "applet", "map", "del",
))
_BLOCKS = frozenset((
    "html", "body", "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "center", "ul", "ol", "li", "dl", "dt",
    "dd", "pre", "blockquote", "address", "article", "section", "header", "footer", "main", "aside", "nav",
    "figure", "figcaption", "form", "fieldset", "legend", "hr", "details", "summary", "caption", "textarea",
))
_FRAMES = frozenset(("iframe", "frame"))
# fmt: on
_DATA = re.compile(r"data:image/[\w.+-]+;base64,", re.I)
_NUMBER = re.compile(r"\d{1,8}")
_LIST_TYPES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_DEEPEST = 200  # elements within elements; lxml itself stops at 256
_MOST_SPAN = 64  # rows or columns of one cell


def read_html(path: Path, limits: Limits) -> Document:
    """The page as one page without boxes. Raises EmptyFile, TooLarge, TooManyPages or BrokenFile."""
    if path.stat().st_size > limits.max_bytes:
        raise TooLarge
    return html_document(path.read_bytes(), limits)


def html_document(data: bytes, limits: Limits, resource: Resource = lambda _: None) -> Document:
    """The web page in `data` as a document. Raises as `read_html`."""
    blocks = html_blocks(data, resource, limits=limits)
    laid = page(lay_columns(blocks), Origin.OFFICE)
    if not laid.lines and not laid.figures:
        raise EmptyFile("text-empty")
    return Document((laid,), HTML.media_type, HTML.paged)


def html_blocks(
    data: bytes, resource: Resource = lambda _: None, *, charset: str | None = None, limits: Limits
) -> list[Block]:
    """The blocks of a web page; `charset` is what a mail says of it. Raises BrokenFile or TooManyPages."""
    text = _DECLARATION.sub("", _characters(data, charset)).replace("\0", "")
    check_length(len(text) // 2, limits)  # half of a page and more is markup
    if not text.strip():
        return []
    try:
        root = html.document_fromstring(text)
    except Exception as error:  # the bytes decide what goes wrong in the parser
        raise BrokenFile("html-damaged", error=type(error).__name__) from error
    builder = _Builder(resource, rules_of(root), limits)
    builder.element(root, Look(), 0)
    return builder.finish()


def _characters(data: bytes, charset: str | None) -> str:
    """The characters: by byte order mark, by valid UTF-8, by what is said, or one a byte for `diacritics`.

    What a page says of itself is often a template's default; UTF-8 proves itself.
    """
    text, _ = decode(data)
    said = _CHARSET.search(data[:4096])
    name = charset or (said[1].decode("ascii", "replace") if said else "")
    if text.isascii() or "\ufffd" in text or any(ord(letter) > 0xFF for letter in text):
        return text
    try:
        codec = codecs.lookup(name).name
    except LookupError:
        return text
    if codec in ("iso8859-1", "cp1252", "ascii", "utf-8"):
        return text
    return data.decode(codec, "replace")


class _Builder:
    """The blocks of one element (a page, or a cell) as they grow."""

    def __init__(self, resource: Resource, rules: Rules, limits: Limits) -> None:
        self._resource, self._rules, self._limits = resource, rules, limits
        self._blocks: list[Block] = []
        self._spans: list[Span] = []
        self._pictures: list[Picture] = []
        self._counted: dict[Any, int] = {}  # items of each list so far
        self._blank = True  # at the start of a line, or after a blank: the next one is not shown

    def finish(self) -> list[Block]:
        """All blocks; the last paragraph ends here."""
        self._end()
        return self._blocks

    def element(self, element: Any, look: Look, depth: int) -> None:
        """An element and what it holds; not the text behind it."""
        tag = element.tag if isinstance(element.tag, str) else ""
        if depth > _DEEPEST:
            raise BrokenFile("html-too-deep")
        style = self._rules.style(element) if tag else ""
        if not tag or tag in _LEFT_OUT or is_hidden(element, style):
            return
        if tag == "table":
            self._table(element, look_of(element, tag, style, look), depth)
            return
        if self._single(element, tag, look):
            return
        inner = look_of(element, tag, style, look)
        if tag in _BLOCKS:
            self._end()
        if tag == "li":
            self._text(self._marker(element), inner)
        self._inside(element, inner, depth, preserved=tag == "pre")
        if tag in _BLOCKS:
            self._end()

    def _inside(self, element: Any, look: Look, depth: int, *, preserved: bool = False) -> None:
        self._text(element.text, look, preserved=preserved)
        for child in element:
            self.element(child, look, depth + 1)
            self._text(child.tail, look, preserved=preserved)

    def _single(self, element: Any, tag: str, look: Look) -> bool:
        """Elements that show something by themselves."""
        if tag == "br":
            self._spans.append(Span("\n", look))
            self._blank = True
        elif tag == "img":
            self._picture(element.get("src") or "")
        elif tag in _FRAMES:
            self._frame(element)
        elif tag == "input":
            self._text(_input(element), look)
        elif tag == "select":
            chosen = [option for option in element.iter("option") if option.get("selected") is not None]
            for option in chosen:
                self._text(option.text_content(), look)
        else:
            return False
        return True

    def _marker(self, item: Any) -> str:
        """What stands before the next item of a list."""
        parent = item.getparent()
        if parent is None or parent.tag != "ol":
            return "- "
        given = next(
            (
                number
                for number in (item.get("value", ""), parent.get("start", ""))
                if _NUMBER.fullmatch(number)
            ),
            "1",
        )
        counted = item.get("value") is None and parent in self._counted
        number = self._counted[parent] = self._counted[parent] + 1 if counted else int(given)
        return f"{written(number, _LIST_TYPES.get(parent.get('type', ''), 'decimal'))}. "

    def _frame(self, element: Any) -> None:
        """A page within the page: in the markup itself, or another part of a web archive."""
        inline = element.get("srcdoc")
        data = inline.encode() if inline else self._resource(element.get("src") or "")
        if data:
            self._end()
            self._blocks += html_blocks(data, limits=self._limits)

    def _picture(self, address: str) -> None:
        inline = _DATA.match(address)
        try:
            data = base64.b64decode(address[inline.end() :]) if inline else self._resource(address)
        except ValueError:  # no base64
            data = None
        if data:
            self._pictures.append(Picture(data))

    def _text(self, text: str | None, look: Look, *, preserved: bool = False) -> None:
        if not text:
            return
        if not preserved:
            text = _BLANKS.sub(" ", text)
            if self._blank:
                text = text.lstrip(" ")
            if not text:
                return
            self._blank = text.endswith(" ")
        self._spans.append(shown(text, look))

    def _end(self) -> None:
        if self._spans:
            self._blocks.append(Paragraph(tuple(self._spans)))
        self._blocks += self._pictures
        self._spans, self._pictures, self._blank = [], [], True

    def _table(self, table: Any, look: Look, depth: int) -> None:
        """A table; what stands in it and in no cell comes before it, as browsers show it."""
        self._end()
        rows, loose = rows_of(table)
        for element in loose:
            self.element(element, look, depth + 1)
        self._text(" ".join(loose_text(table)), look)
        self._end()
        grid = self._grid(rows, look, depth)
        # A table of one cell is a frame around what it holds.
        self._blocks += grid.cells[0].blocks if len(grid.cells) == 1 else [grid]

    def _grid(self, rows: Sequence[Sequence[Any]], look: Look, depth: int) -> Grid:
        cells: list[GridCell] = []
        free: dict[int, int] = {}  # column -> the first row that no cell above reaches down to
        for row, line in enumerate(rows):
            column = 0
            for cell in line:
                while free.get(column, 0) > row:
                    column += 1
                down, across = _span(cell, "rowspan"), _span(cell, "colspan")
                inner = _Builder(self._resource, self._rules, self._limits)
                inner._inside(cell, look_of(cell, cell.tag, self._rules.style(cell), look), depth + 1)
                cells.append(GridCell(row, column, tuple(inner.finish()), down, across))
                free |= dict.fromkeys(range(column, column + across), row + down)
                column += across
        return Grid(tuple(cells))


def _span(cell: Any, name: str) -> int:
    try:
        return max(1, min(int(cell.get(name, "1")), _MOST_SPAN))
    except ValueError:
        return 1


def _input(element: Any) -> str:
    kind = (element.get("type") or "text").lower()
    if kind in ("checkbox", "radio"):
        return "☒ " if element.get("checked") is not None else "☐ "
    return (element.get("value") or "") if kind in ("text", "number", "date", "email", "tel") else ""
