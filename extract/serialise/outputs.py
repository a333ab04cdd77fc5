"""A document converted and made outputs of, in the worker; whatever goes wrong is told in its record.

Source ─▶ pipeline.convert ─▶ Converted ─▶ record_of ─▶ Record
                          └─▶ DocumentError ─▶ failed ─▶ Record
"""

from __future__ import annotations

import time

from extract.core.errors import DocumentError, Internal, OutOfMemory
from extract.core.options import Options, PageDone
from extract.core.source import Source
from extract.pipeline import convert
from extract.serialise.failure import failed
from extract.serialise.record import record_of
from schemas.record import Record


def to_record(source: Source, options: Options, on_page: PageDone | None = None) -> Record:
    """One document, one record; it never raises: a failure is in `processing.error`."""
    started = time.monotonic()
    problem: DocumentError
    try:
        return record_of(convert(source, options, on_page))
    except DocumentError as error:
        problem = error
    except MemoryError:
        problem = OutOfMemory()
    except Exception as error:
        problem = Internal(f"The program failed: {type(error).__name__}: {error}.")
    return failed(source, problem, options, time.monotonic() - started)
