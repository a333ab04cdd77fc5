"""How many pages a document has and whether they are pictures, without reading it.

    Source ─▶ glance ─▶ Record with `source.pages` and the verdict of a few pages, nothing else

It has the form of `serialise.outputs.to_record`, so that it runs in the same guarded workers: counting the
pages of a damaged file can go wrong too.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pypdfium2

from extract.core.errors import DocumentError
from extract.core.model import Kind
from extract.core.options import Options, PageDone
from extract.core.source import Source
from extract.intake import filetype
from extract.readers import image
from extract.readers.pdf.document import opened
from extract.version import VERSION
from schemas.record import Content, Error, PageContent, Processing, Record, SourceFile

LOOKED_AT = 3  # pages of a PDF, spread evenly: files are scanned as a whole, or as body and appendix
LEAST_TEXT = 30  # characters on a page with its own text; signatures and page numbers of scans have fewer
PAGED = frozenset({filetype.PDF, filetype.PNG, filetype.JPEG, filetype.TIFF})


def glance(source: Source, options: Options, on_page: PageDone) -> Record:
    """Of a document whose kind is one of PAGED."""
    on_page(0, 0)
    record = Record(
        source=SourceFile(path=source.name, media_type=source.media_type),
        processing=Processing(version=VERSION, schema=options.schema),
    )
    try:
        if source.media_type == filetype.PDF:
            record.source.pages, kinds = _pdf(source.path)
        else:
            record.source.pages, kinds = _picture(source.path), [Kind.IMAGE]
    except DocumentError as error:
        record.processing.error = Error(code=error.code, message=str(error), stage=error.stage)
    else:
        record.content = Content(pages=[
            PageContent(number=number, verdict=kind.value, text="") for number, kind in enumerate(kinds, 1)
        ])  # fmt: skip
    return record


def _pdf(path: Path) -> tuple[int, Sequence[Kind]]:
    with opened(path) as document:
        count = len(document)
        chosen = sorted({number * count // LOOKED_AT for number in range(LOOKED_AT)}) if count else []
        return count, [_kind(document, number) for number in chosen]


def _kind(document: Any, number: int) -> Kind:
    try:
        letters = document[number].get_textpage().count_chars()
    except pypdfium2.PdfiumError:  # a damaged page: costs itself only
        return Kind.EMPTY
    return Kind.GOOD if letters >= LEAST_TEXT else Kind.IMAGE


def _picture(path: Path) -> int:
    with image.opened(path) as file:
        try:
            return int(getattr(file, "n_frames", 1))
        except image.DAMAGED:  # after the first frame
            return 1
