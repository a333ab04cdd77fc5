"""One of several pictures that are read together: what it proves to be, however its name ends.

Picture ─ read_picture ─▶ PictureFile(path, document, error): a damaged one is an empty page that tells it
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from extract.core.errors import BrokenFile, DocumentError
from extract.core.limits import Limits
from extract.core.model import Document, Origin, Page, Verdict
from extract.core.source import Picture
from extract.intake.admission import judge
from extract.intake.formats import Shape
from extract.readers import read
from schemas.catalogue import Message
from schemas.kinds import Kind


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A file as read; `error`: why it could not be."""

    path: Path
    document: Document
    error: DocumentError | None = None


def read_picture(picture: Picture, limits: Limits) -> PictureFile:
    """Never raises DocumentError: the other pictures are read all the same."""
    try:
        found, problem = judge(picture.path, limits)
        if problem is None and found.shape is not Shape.PICTURE:
            problem = BrokenFile("suffix-not-content", suffix=picture.path.suffix.lower())
        if problem:
            raise problem
        return PictureFile(picture.path, read(picture.path, found.media_type, limits))
    except DocumentError as error:
        return PictureFile(picture.path, _empty(picture, error), error)


def _empty(picture: Picture, error: DocumentError) -> Document:
    known = {"page": 1, "file": picture.parts[-1], "cause": error.cause, "advice": error.advice}
    warning = Message.of("picture-not-read", **{**dict(error.message.params), **known})
    page = Page(1, (), Origin.OCR, verdict=Verdict(Kind.EMPTY), warnings=(warning,))
    return Document((page,), "", paged=True)
