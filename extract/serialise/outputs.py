"""A document converted and made outputs of, in the worker; whatever goes wrong is told in its record.

Source ─▶ pipeline.convert ─▶ Converted ─▶ record_of, SERIALISERS[also], searchable ─▶ Outputs
                          └─▶ DocumentError ─▶ failed ─▶ Outputs(record)
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from extract.core.errors import DocumentError, Internal, OutOfMemory
from extract.core.options import Also, Options, PageDone
from extract.core.source import Source
from extract.intake.formats import possible
from extract.pipeline import Converted, Refused, convert
from extract.serialise.alto import alto_of
from extract.serialise.failure import failed
from extract.serialise.hocr import hocr_of
from extract.serialise.markdown import markdown_of
from extract.serialise.model import Outputs
from extract.serialise.page_xml import page_of
from extract.serialise.record import record_of
from extract.serialise.text import text_of
from schemas.catalogue import Message
from schemas.record import Notice

# What may stand beside a record, but for the PDF, which may be large and is a file from the first. A
# serialiser that fails fails its document: nothing is written by halves.
SERIALISERS: dict[Also, Callable[[Converted], bytes]] = {
    Also.TXT: text_of,
    Also.MD: markdown_of,
    Also.HOCR: hocr_of,
    Also.ALTO: alto_of,
    Also.PAGE: page_of,
}


def to_outputs(source: Source, options: Options, on_page: PageDone | None = None) -> tuple[Outputs, ...]:
    """Of each document of a file the record and what stands beside it, at least one.

    Never raises: a failure is in `processing.error` of the one record of the file.
    """
    started = time.monotonic()
    problem: DocumentError
    try:
        return tuple(
            Outputs(failed(one.source, one.error, options))
            if isinstance(one, Refused)
            else _outputs(one, options)
            for one in convert(source, options, on_page)
        )
    except DocumentError as error:
        problem = error
    except MemoryError:
        problem = OutOfMemory()
    except Exception as error:
        problem = Internal.of(error)
    return (Outputs(failed(source, problem, options, time.monotonic() - started)),)


def _outputs(one: Converted, options: Options) -> Outputs:
    """What can be made; what of that was asked for cannot is told in the record."""
    also, record = possible(options.also, one.source.media_type), record_of(one)
    if impossible := [asked.value for asked in options.also if asked not in also]:
        notice = Message.of("also-without-places", formats=", ".join(impossible))
        record.processing.warnings.append(Notice.of(notice))
    made: dict[Also, bytes | Path] = {
        asked: SERIALISERS[asked](one) for asked in also if asked in SERIALISERS
    }
    if Also.PDF not in options.also:
        return Outputs(record, made)
    pdf, notices = _searchable(one, options)
    record.processing.warnings += notices
    return Outputs(record, {**made, Also.PDF: pdf} if pdf else made)


def _searchable(one: Converted, options: Options) -> tuple[Path | None, list[Notice]]:
    """The searchable PDF in a temporary file, and what the record tells of it."""
    from extract.serialise.searchable.made import searchable  # noqa: PLC0415 - an extra

    handle, name = tempfile.mkstemp(suffix=f".{Also.PDF}", prefix="sohoa-")
    os.close(handle)
    made = searchable(one, options, Path(name))
    if made.path is None:
        Path(name).unlink()
    return made.path, [*map(Notice.of, made.notices)]
