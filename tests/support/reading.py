"""A file read as intake and readers do it."""

from __future__ import annotations

from pathlib import Path

from extract import readers
from extract.core.limits import Limits
from extract.core.model import Document
from extract.intake.admission import judge

LIMITS = Limits()


def read(path: Path, data: bytes) -> Document:
    path.write_bytes(data)
    found, problem = judge(path, LIMITS)
    assert problem is None
    return readers.read(path, found.media_type, LIMITS)


def texts(document: Document) -> list[str]:
    return [line.text for page in document.pages for line in page.lines if line.text]


def told(document: Document) -> list[tuple[str, dict[str, object]]]:
    """The warnings of the document and of its pages: their codes, and what they say."""
    warnings = (*document.warnings, *(one for page in document.pages for one in page.warnings))
    return [(one.code, dict(one.params)) for one in warnings]
