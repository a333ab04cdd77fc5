"""How to convert: one set of options for the command line, batches and callers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from extract.core.limits import Limits
from schemas.catalogue import Language, spoken


class Also(StrEnum):
    """What a worker writes beside the record."""

    TXT = "txt"
    MD = "md"
    HOCR = "hocr"
    ALTO = "alto"
    PAGE = "page"
    PDF = "pdf"  # searchable PDF/A (extract/serialise/searchable/)

    @property
    def suffix(self) -> str:
        """How the names of such files end."""
        return _ENDS.get(self, self.value)

    @property
    def placed(self) -> bool:
        """Whether it says where words stand, so that it can be made only of files with pages."""
        return self in (Also.HOCR, Also.ALTO, Also.PAGE)


# ALTO is known by this double suffix; a PAGE file holds one page, so that a document needs several.
_ENDS = {Also.ALTO: "alto.xml", Also.PAGE: "page.zip"}


class Flavour(StrEnum):
    """Part and level of PDF/A (ISO 19005)."""

    A1B = "1b"
    A2B = "2b"
    A3B = "3b"


class Split(StrEnum):
    """Whether one file may hold several documents."""

    AUTO = "auto"  # what the pages say
    NEVER = "never"
    SEPARATOR = "separator"  # only at separator sheets


class Pictures(StrEnum):
    """Whether pictures of a folder whose names run on may be one document."""

    JOINED = "joined"  # what the pages say
    SINGLE = "single"


# Who is told how OCR goes on with a document: pages it has read, pages it must read.
PageDone = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Options:
    """What `convert` may be told; the defaults suit administrative documents."""

    schema: str = "administrative"  # a name or the path of a YAML file
    limits: Limits = field(default_factory=Limits)
    page_jobs: int = 1  # pages of one document read by OCR at the same time
    page_timeout: float = 120.0  # seconds
    also: tuple[Also, ...] = ()  # outputs beside the record
    split: Split = Split.AUTO
    pictures: Pictures = Pictures.JOINED
    pdfa: Flavour = Flavour.A2B
    draw_pages: bool = False  # pages that PDF/A cannot hold become pictures
    upright: bool = False  # pages of the PDF are turned, levelled and made flat as they were read
    knowledge: Path | None = None  # what the archive knows of its documents (schemas/knowledge.py)
    language: Language = field(default_factory=spoken)  # of the sentences in the record
