"""The reading of Vietnamese for OCRmyPDF, and so for whatever calls it (paperless-ngx): an engine of its own.

    picture of a page ─ generate_ocr ─▶ prepare, analyse ─▶ OcrElement in pixels of the picture, and its text

OCRmyPDF finds this module by its entry point. It reads where Vietnamese is asked for (`-l vie`) or the plugin
is named (`--plugin sohoa`), and leaves all else to Tesseract, which also tells how a page lies.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from pathlib import Path

from ocrmypdf import hookimpl
from ocrmypdf.builtin_plugins.tesseract_ocr import TesseractOcrEngine
from ocrmypdf.exceptions import MissingDependencyError, SubprocessOutputError
from ocrmypdf.models.ocr_element import Baseline, OcrElement
from ocrmypdf.pluginspec import OcrEngine
from PIL import Image

from extract.core.errors import DocumentError, MissingProgram
from extract.core.geometry import Box
from extract.core.model import Line, Page
from extract.core.options import Options
from extract.core.source import Source
from extract.intake.filetype import signed
from extract.layout import analyse
from extract.preparation import prepare
from extract.serialise.searchable.layer import ON_HEAD, line_element, tree, words_apart
from extract.serialise.searchable.metadata import PROGRAM
from extract.serialise.searchable.words import lines_of

NAMES = ("sohoa", __name__)  # as which the plugin may be asked for
LANGUAGE = "vie"
HEAD = 1 << 16  # bytes that tell what kind of picture it is
BELOW = 0.2  # of the height of a word: what hangs below the line it stands on


class SohoaEngine(TesseractOcrEngine):
    """Reads a page as `sohoa read` does."""

    @staticmethod
    def creator_tag(_options: object) -> str:
        return PROGRAM

    def __str__(self) -> str:
        return PROGRAM

    @staticmethod
    def supports_generate_ocr() -> bool:
        return True

    @staticmethod
    def generate_ocr(input_file: Path, options: object, page_number: int = 0) -> tuple[OcrElement, str]:  # noqa: ARG004
        """The words of a page's picture in reading order, and its text. Raises what OCRmyPDF tells people."""
        try:
            return read_picture(input_file, page_number)
        except MissingProgram as error:
            raise MissingDependencyError(str(error)) from error
        except DocumentError as error:
            raise SubprocessOutputError(str(error)) from error


@hookimpl
def get_ocr_engine(options: object) -> OcrEngine | None:
    """This engine, where it is asked for."""
    if getattr(options, "ocr_engine", "auto") != "auto":
        return None
    named = any(str(name) in NAMES for name in getattr(options, "plugins", None) or ())
    return SohoaEngine() if named or LANGUAGE in getattr(options, "languages", ()) else None


def read_picture(path: Path, number: int) -> tuple[OcrElement, str]:
    """A page's picture as a tree in its pixels, and its text. Raises DocumentError."""
    with path.open("rb") as file:
        kind = signed(file.read(HEAD))
    document = prepare(Source(path, path.name, "", kind.media_type if kind else ""), Options())
    layout, page = analyse(document), document.pages[0]
    with Image.open(path) as picture:
        size = picture.size
    scale = size[0] / (page.stored_size[0] or size[0])

    def in_pixels(box: Box) -> Box:
        placed = page.to_stored(box)
        return Box(*(edge * scale for edge in placed.edges))

    lines: Iterable[Line] = [line.placed(in_pixels) for line in lines_of(page, layout)]
    if page.pose and page.pose.turns == ON_HEAD:
        lines = words_apart(lines, on_head=True)
    return tree(size, (_element(line, page) for line in lines), number), layout.page_texts[0]


def _element(line: Line, page: Page) -> OcrElement:
    """A line as it lies in the picture: turned by quarters, or falling by its skew."""
    if page.pose is None or not (page.pose.turns or page.pose.skew):
        return line_element(line)
    if page.pose.turns:
        return line_element(line, 90.0 * page.pose.turns)
    element = line_element(line)
    first = line.words[0].box
    if first and line.box:
        rest = first.y1 - BELOW * first.height - line.box.y1
        element.baseline = Baseline(math.tan(math.radians(page.pose.skew)), rest)
    return element
