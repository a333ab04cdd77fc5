"""PAGE XML 2019-07-15 (https://github.com/PRImA-Research-Lab/PAGE-XML): a zip with a file for each page.

    LayeredPage ─▶ Page ─▶ TextRegion (a paragraph, typed by its part of the form) ─▶ TextLine ─▶ Word
                ─▶ TableRegion ─▶ TextRegion (a paragraph of a cell: row, column, spans)
                ─▶ TextEquiv: index 0 the repaired text, 1 the raw one, then what else it may be

The format holds one page a file. Coordinates are pixels at 300 dpi; the part of the form is in `custom`.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby

from lxml import etree

from extract.layout.model import Region
from extract.pipeline import Converted
from extract.serialise.layered import (
    DPI,
    LayeredLine,
    LayeredPage,
    LayeredParagraph,
    LayeredWord,
    Pixels,
    around,
    layered,
)
from extract.serialise.xml import Element, added, file_of
from extract.version import VERSION

PAGE = "http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"
# Types of the format (TextTypeSimpleType) for parts of the form; others are paragraphs.
TYPES = {
    Region.ISSUER: "header",
    Region.MOTTO: "header",
    Region.TITLE: "heading",
    Region.FOOTNOTE: "footnote",
    Region.PAGE_NUMBER: "page-number",
    Region.OVERLAY: "floating",
}
EARLIEST = (1980, 1, 1, 0, 0, 0)  # that a zip can say: the time of its members tells nothing


@dataclass(frozen=True, slots=True)
class _Region:
    """A paragraph, and what it is called in the file."""

    name: str
    region: Region
    paragraph: LayeredParagraph

    @property
    def table(self) -> object:
        """Alike for all that stands in one table."""
        return self.name if self.paragraph.cell is None else self.paragraph.cell.table


def page_of(converted: Converted) -> bytes:
    """The zip; its members are called by the number of their page in the file: "page-0001.xml"."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for page in layered(converted):
            member = zipfile.ZipInfo(f"page-{page.number:04}.xml", EARLIEST)
            made.writestr(member, _file(page, converted), zipfile.ZIP_DEFLATED)
    return held.getvalue()


def _file(page: LayeredPage, converted: Converted) -> bytes:
    root = etree.Element(f"{{{PAGE}}}PcGts", {"pcGtsId": f"page-{page.number:04}"}, nsmap={None: PAGE})
    about = added(root, "Metadata")
    added(about, "Creator", f"sohoa {VERSION}")
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    added(about, "Created", now)
    added(about, "LastChange", now)
    added(about, "Comments", f"{DPI} dpi; {converted.engine or 'text of the file'}")
    size = {"imageWidth": page.width, "imageHeight": page.height}
    element = added(root, "Page", imageFilename=page.image, **size, primaryLanguage="Vietnamese")
    if page.turned:
        element.set("orientation", f"{page.turned:g}")
    _regions(element, page)
    return file_of(root)


def _regions(element: Element, page: LayeredPage) -> None:
    """The paragraphs in their order; those of a table within it, in the order too."""
    paragraphs = ((block.region, one) for block in page.blocks for one in block.paragraphs)
    held = [_Region(f"r{at}", region, one) for at, (region, one) in enumerate(paragraphs, start=1)]
    if not held:
        return
    order = added(added(element, "ReadingOrder"), "OrderedGroup", id="order")
    for at, (_, group) in enumerate(groupby(held, lambda one: one.table)):
        parts = list(group)
        if parts[0].paragraph.cell is None:
            added(order, "RegionRefIndexed", index=at, regionRef=parts[0].name)
            _region(element, parts[0])
        else:
            inner = added(order, "OrderedGroupIndexed", index=at, id=f"order-t{at}", regionRef=f"t{at}")
            _table(element, inner, parts, f"t{at}")


def _table(page: Element, order: Element, parts: list[_Region], name: str) -> None:
    element = added(page, "TableRegion", id=name)
    _coords(element, around([one.paragraph.box for one in parts]))
    for at, one in enumerate(parts):
        added(order, "RegionRefIndexed", index=at, regionRef=one.name)
        _region(element, one)


def _region(parent: Element, one: _Region) -> None:
    region, paragraph, name = one.region, one.paragraph, one.name
    kind = "heading" if paragraph.heading else TYPES.get(region, "paragraph")
    element = added(parent, "TextRegion", id=name, type=kind, custom=f"structure {{type:{region};}}")
    _coords(element, paragraph.box)
    if cell := paragraph.cell:
        spans = {"rowSpan": cell.row_span, "colSpan": cell.column_span}
        role = {"rowIndex": cell.row, "columnIndex": cell.column, **spans}
        added(added(element, "Roles"), "TableCellRole", None, role)
    for at, line in enumerate(paragraph.lines, start=1):
        _line(element, line, f"{name}l{at}")
    added(added(element, "TextEquiv"), "Unicode", paragraph.text)


def _line(region: Element, line: LayeredLine, name: str) -> None:
    element = added(region, "TextLine", id=name)
    _coords(element, line.box)
    for at, word in enumerate(line.words, start=1):
        _word(element, word, f"{name}w{at}")
    added(added(element, "TextEquiv", index=0), "Unicode", line.text)
    if line.raw != line.text:
        added(added(element, "TextEquiv", index=1), "Unicode", line.raw)


def _word(line: Element, word: LayeredWord, name: str) -> None:
    element = added(line, "Word", id=name)
    _coords(element, word.box)
    added(added(element, "TextEquiv", index=0, conf=word.confidence), "Unicode", word.text)
    if word.raw:
        added(added(element, "TextEquiv", index=1), "Unicode", word.raw)
    for at, (other, chance) in enumerate(word.others, start=2):
        added(added(element, "TextEquiv", index=at, conf=chance), "Unicode", other)


def _coords(element: Element, box: Pixels) -> None:
    corners = (
        (box.left, box.top),
        (box.right, box.top),
        (box.right, box.bottom),
        (box.left, box.bottom),
    )
    added(element, "Coords", points=" ".join(f"{x},{y}" for x, y in corners))
