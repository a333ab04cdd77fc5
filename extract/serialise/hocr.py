"""hOCR 1.2 (http://kba.github.io/hocr-spec/1.2/): the pages of a document as XHTML.

    LayeredPage ─▶ ocr_page ─▶ ocr_carea (a part of the form) ─▶ ocr_par ─▶ ocr_line ─▶ ocrx_word

Boxes are pixels at the resolution that `scan_res` says; `x_wconf` is the confidence in percent, `x_raw` what
was read where the text was repaired. The part of the form is the attribute `data-region` of a block.
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

XHTML = "http://www.w3.org/1999/xhtml"
DOCTYPE = (
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"'
    ' "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">'
)
CLASSES = "ocr_page ocr_carea ocr_par ocr_line ocrx_word ocrp_lang ocrp_wconf"


def hocr_of(converted: Converted) -> bytes:
    """The file."""
    pages = list(layered(converted))
    root = etree.Element(f"{{{XHTML}}}html", {"lang": "vi"}, nsmap={None: XHTML})
    head = added(root, "head")
    added(head, "title", pages[0].image.partition("#")[0] if pages else "")
    added(head, "meta", None, {"http-equiv": "Content-Type", "content": "text/html; charset=utf-8"})
    added(head, "meta", name="ocr-system", content=f"sohoa {VERSION}")
    added(head, "meta", name="ocr-capabilities", content=CLASSES)
    added(head, "meta", name="ocr-langs", content="vi")
    added(head, "meta", name="ocr-scripts", content="Latn")
    added(head, "meta", name="ocr-number-of-pages", content=len(pages))
    body = added(root, "body")
    for page in pages:
        _page(body, page)
    return file_of(root, DOCTYPE)


def _page(body: Element, page: LayeredPage) -> None:
    place = f"{_box(Pixels(0, 0, page.width, page.height))}; ppageno {page.number - 1}"
    title, name = f"image {_quoted(page.image)}; {place}", f"page_{page.number}"
    element = added(body, "div", None, {"class": "ocr_page"}, id=name, title=f"{title}; scan_res {DPI} {DPI}")
    for at, block in enumerate(page.blocks, start=1):
        _block(element, block, f"{page.number}_{at}", page.turned)


def _block(page: Element, block: LayeredBlock, number: str, turned: float) -> None:
    known = {"class": "ocr_carea", "data-region": block.region}
    area = added(page, "div", None, known, id=f"block_{number}", title=_box(block.box))
    for at, held in enumerate(block.paragraphs, start=1):
        paragraph = added(
            area, "p", None, {"class": "ocr_par"}, id=f"par_{number}_{at}", title=_box(held.box)
        )
        for below, line in enumerate(held.lines, start=1):
            _line(paragraph, line, f"{number}_{at}_{below}", turned)


def _line(paragraph: Element, line: LayeredLine, number: str, turned: float) -> None:
    angle = f"; textangle {turned:g}" if turned else ""
    title = _box(line.box) + angle
    element = added(paragraph, "span", None, {"class": "ocr_line"}, id=f"line_{number}", title=title)
    for at, word in enumerate(line.words, start=1):
        name, title = f"word_{number}_{at}", _title(word)
        added(element, "span", word.text, {"class": "ocrx_word"}, id=name, title=title).tail = "\n"


def _title(word: LayeredWord) -> str:
    raw = f"; x_raw {_quoted(word.raw)}" if word.raw else ""
    return f"{_box(word.box)}; x_wconf {round(100 * word.confidence)}{raw}"


def _box(box: Pixels) -> str:
    return f"bbox {box.left} {box.top} {box.right} {box.bottom}"


def _quoted(text: str) -> str:
    """A string as the format's grammar has it."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
