"""ALTO 4.4 (https://www.loc.gov/standards/alto/): one file with all pages of a document.

    LayeredPage ─▶ Page ─▶ ComposedBlock (a part of the form) ─▶ TextBlock (a paragraph) ─▶ TextLine
                ─▶ String with its confidence, ALTERNATIVE: the raw reading and what else it may be

Measures are pixels at 300 dpi. A page's ROTATION says how its text lies on it.
"""

from __future__ import annotations

from lxml import etree

from extract.pipeline import Converted
from extract.serialise.layered import (
    DPI,
    LayeredBlock,
    LayeredLine,
    LayeredPage,
    LayeredWord,
    Pixels,
    layered,
)
from extract.serialise.xml import Element, added, file_of
from extract.version import VERSION

ALTO = "http://www.loc.gov/standards/alto/ns-v4#"
SCHEMA = "http://www.loc.gov/standards/alto/v4/alto-4-4.xsd"
LOCATION = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"


def alto_of(converted: Converted) -> bytes:
    """The file."""
    pages = list(layered(converted))
    root = etree.Element(f"{{{ALTO}}}alto", {"SCHEMAVERSION": "4.4"}, nsmap={None: ALTO})
    root.set(LOCATION, f"{ALTO} {SCHEMA}")
    _description(root, converted, pages)
    layout = added(root, "Layout")
    for page in pages:
        _page(layout, page)
    return file_of(root)


def _description(root: Element, converted: Converted, pages: list[LayeredPage]) -> None:
    about = added(root, "Description")
    added(about, "MeasurementUnit", "pixel")
    image = added(about, "sourceImageInformation")
    added(image, "fileName", pages[0].image.partition("#")[0] if pages else "")
    added(image, "documentIdentifier", f"sha256:{converted.sha256}")
    step = added(about, "Processing", ID="sohoa")
    added(step, "processingCategory", "contentGeneration")
    added(step, "processingStepSettings", f"{DPI} dpi; {converted.engine or 'text of the file'}")
    software = added(step, "processingSoftware")
    added(software, "softwareName", "sohoa")
    added(software, "softwareVersion", VERSION)


def _page(layout: Element, page: LayeredPage) -> None:
    name = f"p{page.number}"
    size = {"WIDTH": page.width, "HEIGHT": page.height}
    element = added(
        layout, "Page", ID=name, PHYSICAL_IMG_NR=page.number, **size, PROCESSINGREFS="sohoa", LANG="vi"
    )
    if page.turned:
        element.set("ROTATION", f"{page.turned:g}")
    space = added(element, "PrintSpace", HPOS=0, VPOS=0, **size)
    for at, block in enumerate(page.blocks, start=1):
        _block(space, block, f"{name}b{at}")


def _block(space: Element, block: LayeredBlock, name: str) -> None:
    element = added(space, "ComposedBlock", ID=name, **_place(block.box), TYPE=block.region)
    for at, held in enumerate(block.paragraphs, start=1):
        paragraph = added(element, "TextBlock", ID=f"{name}t{at}", **_place(held.box), LANG="vi")
        for below, line in enumerate(held.lines, start=1):
            _line(paragraph, line, f"{name}t{at}l{below}")


def _line(paragraph: Element, line: LayeredLine, name: str) -> None:
    element = added(paragraph, "TextLine", ID=name, **_place(line.box))
    for at, word in enumerate(line.words):
        if at:
            added(element, "SP")
        _word(element, word, f"{name}s{at + 1}")


def _word(line: Element, word: LayeredWord, name: str) -> None:
    element = added(line, "String", ID=name, **_place(word.box), CONTENT=word.text, WC=word.confidence)
    if word.raw:
        added(element, "ALTERNATIVE", word.raw, PURPOSE="raw")
    for other, chance in word.others:
        added(element, "ALTERNATIVE", other, PURPOSE=f"reading {chance:g}")


def _place(box: Pixels) -> dict[str, object]:
    return {"HPOS": box.left, "VPOS": box.top, "WIDTH": box.width, "HEIGHT": box.height}
