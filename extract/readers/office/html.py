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
from collections.abc import Callable, Iterator
from dataclasses import replace
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
from extract.readers.plain.tab_columns import lay_columns

Resource = Callable[[str], bytes | None]  # the address of a picture ─▶ the picture, where the file holds it

_CHARSET = re.compile(rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.I)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
# fmt: off
_LEFT_OUT = frozenset((
    "script", "style", "head", "title", "template", "noscript", "object", "embed", "applet", "map", "iframe",
))
_BLOCKS = frozenset((
    "html", "body", "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "center", "ul", "ol", "li", "dl", "dt",
    "dd", "pre", "blockquote", "address", "article", "section", "header", "footer", "main", "aside", "nav",
    "figure", "figcaption", "form", "fieldset", "legend", "hr", "details", "summary", "caption",
))
# fmt: on
_BOLD = frozenset(("b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"))
_ITALIC = frozenset(("i", "em", "cite"))
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden", re.I)
_FAMILY = re.compile(r"font-family\s*:\s*[\"']*([^;,\"']+)", re.I)
_WEIGHT = re.compile(r"font-weight\s*:\s*(bold|[6-9]00)", re.I)
_SLANT = re.compile(r"font-style\s*:\s*italic", re.I)
_CAPITALS = re.compile(r"text-transform\s*:\s*uppercase", re.I)
_DATA = re.compile(r"data:image/[\w.+-]+;base64,", re.I)
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
    builder = _Builder(resource)
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

    def __init__(self, resource: Resource) -> None:
        self._resource = resource
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
        style = element.get("style") or ""
        if depth > _DEEPEST:
            raise BrokenFile("html-too-deep")
        if not tag or tag in _LEFT_OUT or _HIDDEN.search(style):
            return
        if tag == "table":
            self._end()
            grid = self._grid(element, look, depth)
            # A table of one cell is a frame around what it holds.
            self._blocks += grid.cells[0].blocks if len(grid.cells) == 1 else [grid]
            return
        if self._single(element, tag, look):
            return
        inner = _look(element, tag, style, look)
        if tag in _BLOCKS:
            self._end()
        if tag == "li":
            self._text(self._marker(element.getparent()), inner)
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
        elif tag == "input":
            self._text(_input(element), look)
        elif tag == "select":
            chosen = [option for option in element.iter("option") if option.get("selected") is not None]
            for option in chosen:
                self._text(option.text_content(), look)
        else:
            return False
        return True

    def _marker(self, parent: Any) -> str:
        """What stands before the next item of a list."""
        if parent is None or parent.tag != "ol":
            return "- "
        start = parent.get("start", "1")
        first = int(start) if start.isdecimal() and len(start) < 9 else 1
        number = self._counted[parent] = self._counted.get(parent, first - 1) + 1
        return f"{number}. "

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

    def _grid(self, table: Any, look: Look, depth: int) -> Grid:
        cells: list[GridCell] = []
        free: dict[int, int] = {}  # column -> the first row that no cell above reaches down to
        for row, line in enumerate(_rows(table)):
            column = 0
            for cell in line:
                if cell.tag not in ("td", "th"):
                    continue
                while free.get(column, 0) > row:
                    column += 1
                down, across = _span(cell, "rowspan"), _span(cell, "colspan")
                inner = _Builder(self._resource)
                inner._inside(cell, _look(cell, cell.tag, cell.get("style") or "", look), depth + 1)
                cells.append(GridCell(row, column, tuple(inner.finish()), down, across))
                free |= dict.fromkeys(range(column, column + across), row + down)
                column += across
        return Grid(tuple(cells))


def _rows(table: Any) -> Iterator[Any]:
    """The rows of a table, not those of tables in its cells."""
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from _rows(child)


def _span(cell: Any, name: str) -> int:
    try:
        return max(1, min(int(cell.get(name, "1")), _MOST_SPAN))
    except ValueError:
        return 1


def _look(element: Any, tag: str, style: str, look: Look) -> Look:
    family = _FAMILY.search(style)
    font = element.get("face") if tag == "font" else family[1] if family else None
    return replace(
        look,
        font=font.split(",")[0].strip(" \"'") if font else look.font,
        bold=look.bold or tag in _BOLD or bool(_WEIGHT.search(style)),
        italic=look.italic or tag in _ITALIC or bool(_SLANT.search(style)),
        caps=look.caps or bool(_CAPITALS.search(style)),
    )


def _input(element: Any) -> str:
    kind = (element.get("type") or "text").lower()
    if kind in ("checkbox", "radio"):
        return "☒ " if element.get("checked") is not None else "☐ "
    return (element.get("value") or "") if kind in ("text", "number", "date", "email", "tel") else ""
