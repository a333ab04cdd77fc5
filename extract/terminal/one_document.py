"""One document looked at by itself: its text, or what each page is worth.

FILE ─▶ intake (exactly one document) ─▶ pipeline ─▶ text of the pages · pages with their verdicts · PDF/A
"""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from extract.batch import writer
from extract.batch.workers import processors
from extract.core.errors import NoSuchPage, SetupError, Unsupported
from extract.core.model import Document
from extract.core.options import Also, Options
from extract.core.source import Source
from extract.intake.find import find
from extract.layout import analyse
from extract.preparation import prepare
from extract.serialise.record import content
from extract.serialise.searchable import can_make
from extract.terminal.usage import Mistake
from schemas.record import Content

if TYPE_CHECKING:  # an extra
    from extract.serialise.searchable.made import Searchable

PAGES = "'--pages'"  # as usage errors call it


def page_numbers(text: str) -> frozenset[int]:
    """ "1,3-5" as {1, 3, 4, 5}. Raises Mistake."""
    numbers: set[int] = set()
    for part in text.split(","):
        first, dash, last = part.strip().partition("-")
        if not first.isdecimal() or (dash and not last.isdecimal()):
            raise Mistake("no-list-of-pages", PAGES, text=text)
        low, high = int(first), int(last or first)
        if not 1 <= low <= high <= 1_000_000:
            raise Mistake("no-range-of-pages", PAGES, text=part.strip())
        numbers.update(range(low, high + 1))
    return frozenset(numbers)


def whole_machine() -> Options:
    """For one document: as many of its pages at once as there are processors."""
    return Options(page_jobs=processors())


def read(path: Path, options: Options, pages: Collection[int] | None = None) -> Content:
    """The repaired text in reading order; `pages` counts from 1, None is all. Raises DocumentError."""
    with _one(path, options) as source:
        document = prepare(source, options, pages)
        if not document.pages:
            raise NoSuchPage
        return content(document, analyse(document))


def inspect(path: Path, options: Options, draw: Path | None = None) -> Document:
    """The document with each page's verdict; pictures of its pages go to a folder of its own in `draw`.

    Raises DocumentError, and OutputError when the pictures cannot be written.
    """
    with _one(path, options) as source:
        document = prepare(source, options)
        if draw:
            from extract.terminal.draw import draw_document  # noqa: PLC0415 - only pictures need it

            draw_document(source, path, document, analyse(document), draw)
        return document


def searchables(path: Path, options: Options, folder: Path) -> Iterator[tuple[str, Searchable]]:
    """A searchable PDF in a folder for each document of a file, called as the file and ".pdf".

    Raises DocumentError; OutputError when the folder cannot be written; SetupError without the packages.
    """
    if not can_make():
        raise SetupError("pdfa-not-installed")
    from extract.pipeline import Converted, convert  # noqa: PLC0415 - takes long to load
    from extract.serialise.searchable.made import searchable  # noqa: PLC0415 - an extra

    writer.prepare(folder)
    with _one(path, options) as source:
        for one in convert(source, options):
            if isinstance(one, Converted):
                name = Path(source.record(one.part)).with_suffix(f".{Also.PDF}").name
                yield name, searchable(one, options, folder / name)


@contextmanager
def _one(path: Path, options: Options) -> Iterator[Source]:
    """The only document of a file. Raises DocumentError, also for a folder or an archive of several."""
    with tempfile.TemporaryDirectory(prefix="sohoa-") as workdir:
        found = list(find([path], options.limits, Path(workdir)))
        if len(found) != 1:
            raise Unsupported("several-files", path=path, count=len(found))
        if found[0].error:
            raise found[0].error
        yield found[0]
