"""How many pages a document has and whether they are pictures, as a record, without reading it.

    Source ─▶ glance ─▶ Record with `source.pages` and the verdict of a few pages, nothing else

It has the form of `serialise.outputs.to_outputs`, so that it runs in the same guarded workers: counting the
pages of a damaged file can go wrong too.
"""

from __future__ import annotations

from collections.abc import Sequence

from extract import readers
from extract.core.errors import DocumentError
from extract.core.options import Options, PageDone
from extract.core.source import Source
from extract.serialise.failure import problem_of
from extract.serialise.model import Outputs
from extract.version import VERSION
from schemas.kinds import Kind
from schemas.record import Content, PageContent, Processing, Record, SourceFile


def glance(source: Source, options: Options, on_page: PageDone) -> tuple[Outputs, ...]:
    """Of a document of a paged format."""
    on_page(0, 0)
    record = Record(
        source=SourceFile(path=source.original, record=source.output, media_type=source.media_type),
        processing=Processing(version=VERSION, schema=options.schema, language=options.language),
    )
    try:
        record.source.pages, kinds = _glance(source)
    except DocumentError as error:
        record.processing.error = problem_of(error, options.language)
    else:
        record.content = Content(pages=[
            PageContent(number=number, verdict=kind, text="") for number, kind in enumerate(kinds, 1)
        ])  # fmt: skip
    return (Outputs(record),)


def _glance(source: Source) -> tuple[int, Sequence[Kind]]:
    """Of several pictures each is a page."""
    count = len(source.pictures)
    return (count, (Kind.IMAGE,)) if count else readers.glance(source.path, source.media_type)
