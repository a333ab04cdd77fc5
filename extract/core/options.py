"""How to convert: one set of options for the command line, batches and callers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from extract.core.limits import Limits


class Also(StrEnum):
    """What a worker writes beside the record: the value is the file's suffix."""

    what: str  # the file holds

    TXT = "txt", "its text"

    def __new__(cls, suffix: str, what: str) -> Also:
        """A suffix that knows what it stands for."""
        made = str.__new__(cls, suffix)
        made._value_, made.what = suffix, what
        return made


class Split(StrEnum):
    """Whether one file may hold several documents."""

    AUTO = "auto"  # what the pages say
    NEVER = "never"


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
