"""What a document is looked at for, and which paper asks for it.

Thông tư 05/2025/TT-BNV, Điều 8 asks for it of digitised papers; Nghị định 31/2026/NĐ-CP, Điều 12 fines by the
share of documents that miss it. Where no paper asks, the basis says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from schemas.catalogue import Message


class Criterion(StrEnum):
    """In the order in which they are told."""

    TEXT_LAYER = "text-layer"
    RESOLUTION = "resolution"
    PDF_A = "pdf-a"
    FIELDS = "fields"
    FILE_NAME = "file-name"
    SIGNATURE = "signature"
    FAILED = "failed"
    UNREAD = "unread"
    IN_REVIEW = "in-review"


class State(StrEnum):
    """How a document stands to a criterion."""

    MET = "met"
    MISSED = "missed"
    OPEN = "open"  # not known, or a person must say what holds
    NOT_ASKED = "not-asked"  # of such a document


@dataclass(frozen=True, slots=True)
class Row:
    """`missed`, `basis`: codes of what is said; `is_asked`: a batch that has some of them is not complete."""

    missed: str
    basis: str
    is_asked: bool = True


ROWS: Mapping[Criterion, Row] = MappingProxyType({
    Criterion.TEXT_LAYER: Row("accept-text-layer", "basis-text-layer"),
    Criterion.RESOLUTION: Row("accept-resolution", "basis-resolution"),
    Criterion.PDF_A: Row("accept-pdf-a", "basis-pdf-a"),
    Criterion.FIELDS: Row("accept-fields", "basis-fields"),
    Criterion.FILE_NAME: Row("accept-file-name", "basis-file-name"),
    Criterion.SIGNATURE: Row("accept-signature", "basis-signature"),
    Criterion.FAILED: Row("accept-failed", "basis-failed"),
    Criterion.UNREAD: Row("accept-unread", "basis-unread"),
    Criterion.IN_REVIEW: Row("accept-in-review", "basis-in-review", is_asked=False),
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands, and why; MET and NOT_ASKED need no reason."""

    state: State
    why: tuple[Message, ...] = ()


MET, NOT_ASKED = Standing(State.MET), Standing(State.NOT_ASKED)


def missed(code: str, /, **params: object) -> Standing:
    """It is not as asked, and this says what is wrong."""
    return Standing(State.MISSED, (Message.of(code, **params),))


def undecided(code: str, /, **params: object) -> Standing:
    """It is not known, and this says why."""
    return Standing(State.OPEN, (Message.of(code, **params),))
