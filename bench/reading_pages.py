"""The pages that bench/reading.py reads: each with its picture, its right text and its class.

    documents, transcripts ─ transcribed ─┐
    PDFs whose own text is right ─ born_digital ─┴─▶ Sample(picture at 200 dpi, text, fields)

A transcript is FILE.txt, the text of FILE with a form feed between pages (as in tests/golden/expected), or
NAME.p3.txt, the text of page 3 of NAME.* or NAME__*.*; FILE may lie anywhere under the documents folder. A
record beside it (FILE.json, NAME.json) names the header fields. The class of a page is the name of the
folder its document lies in.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
from PIL import Image

from extract.core.limits import Limits
from extract.core.model import Page
from extract.intake.filetype import identify
from extract.intake.formats import FORMATS, PDF, PNG
from extract.layout import analyse
from extract.readers import read, render
from extract.readers.image import read_image
from extract.readers.pdf.document import read_pdf

DPI = 200.0
SUFFIXES = {suffix for row in FORMATS if row.paged for suffix in row.suffixes}
LEAST_WORDS = 50  # a born-digital page with fewer says little
RENDERED = "rendered"  # the class of born-digital pages made pictures


@dataclass(frozen=True)
class Sample:
    """One page with its right text."""

    name: str
    group: str  # scanned, old, photo, rendered ...
    path: Path
    page: Page
    media_type: str
    gold: str
    header: tuple[str, ...] = ()  # header fields as the record has them

    def picture(self, path: Path) -> None:
        """Writes what every reader is given: the page as `pdftoppm -r 200 -gray` draws it."""
        drawn = render(self.path, self.media_type, self.page.number, DPI, annotations=True)
        cv2.imwrite(str(path), cv2.cvtColor(drawn, cv2.COLOR_RGB2GRAY))


def transcribed(documents: Path, gold: Path) -> Iterator[Sample]:
    """The pages that have a picture and a transcript."""
    for transcript in sorted(gold.rglob("*.txt")):
        name = transcript.name.removesuffix(".txt")
        stem, first = _stem_and_page(name)
        path = _document(documents, name, stem)
        if path is None:
            continue
        media_type = identify(path).media_type
        pages = read(path, media_type, Limits()).pages[first - 1 :]
        header = _header(transcript.with_name(f"{stem}.json"))
        for page, text in zip(pages, transcript.read_text("utf-8").split("\f"), strict=False):
            if page.has_image:
                named = header if page.number == 1 else ()
                yield Sample(f"{stem} p{page.number}", path.parent.name, path, page, media_type, text, named)


def _stem_and_page(name: str) -> tuple[str, int]:
    """The document's name, and the page where the transcript begins."""
    found = re.fullmatch(r"(.+)\.p(\d+)", name)
    return (found[1], int(found[2])) if found else (name, 1)


def _document(documents: Path, name: str, stem: str) -> Path | None:
    patterns = (f"{_exactly(stem)}__*", f"{_exactly(stem)}.*") if stem != name else (_exactly(name),)
    found = (path for pattern in patterns for path in documents.rglob(pattern))
    return next((path for path in found if path.suffix.lower() in SUFFIXES), None)


def _exactly(name: str) -> str:
    return re.sub(r"([\[\]*?])", r"[\1]", name)


def _header(record: Path) -> tuple[str, ...]:
    """Organs, number, place, date and title of a record, each as a page prints it."""
    if not record.exists():
        return ()
    held: dict[str, Any] = json.loads(record.read_text("utf-8"))
    held = held.get("fields", held)
    values = [held.get(name) for name in ("organ_parent", "organ", "place", "title")]
    number, notation = held.get("number"), held.get("notation")
    values.append(f"{number}/{notation}" if number and notation else None)
    values.append(_printed_date(held.get("date")))
    return tuple(value for value in values if isinstance(value, str) and value)


def _printed_date(date: object) -> str | None:
    if not isinstance(date, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", date):
        return None
    year, month, day = date.split("-")
    return f"ngày {day} tháng {month if int(month) < 3 else int(month)} năm {year}"


def born_digital(folder: Path, most: int, pictures: Path) -> Iterator[Sample]:
    """Pictures (written to `pictures`) of pages whose own text is right, at most `most` of a file.

    The text is in reading order, without page numbers and what a digital signature printed over the page.
    """
    for path in sorted(folder.rglob("*.pdf")):
        document = read_pdf(path, Limits())
        texts = analyse(document).page_texts
        for page, text in list(zip(document.pages, texts, strict=True))[:most]:
            if len(page.words) >= LEAST_WORDS:
                picture = pictures / f"{path.stem}.{page.number}.png"
                drawn = render(path, PDF.media_type, page.number, DPI, annotations=True)
                Image.fromarray(drawn).save(picture, dpi=(DPI, DPI))
                (only,) = read_image(picture, Limits()).pages
                name = f"{path.stem[:30]} p{page.number}"
                yield Sample(name, RENDERED, picture, only, PNG.media_type, text)
