"""What a record says beside what a package tells: its pages, its doubts, what could not be read.

record ─ noted ─▶ Noted, small enough to hold those of all documents
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from extract.export.records import Json
from schemas.catalogue import Message

# Notices of a page of which nothing was read. What is told of parts of a page (print-not-read, pictures)
# is in the record, and does not make a page unread.
_UNREAD = frozenset({
    "page-unreadable",
    "page-impossible",
    "page-not-read",
    "page-program-failed",
    "picture-not-read",
    "page-lost",
    "image-page-damaged",
    "image-no-page",
})  # fmt: skip
# Why no searchable PDF stands beside a record.
_NO_COPY = frozenset({
    "searchable-page-missing",
    "searchable-font-missing",
    "searchable-refused",
    "searchable-not-made",
})  # fmt: skip
_NOT_FOUND, _WAS_SIGNED, _DRAWN = "not-found", "searchable-unsigned", "searchable-pages-drawn"


@dataclass(frozen=True, slots=True)
class Noted:
    """Of one record."""

    media_type: str
    verdicts: Mapping[int, str]  # by page of the file
    unread: tuple[int, ...]  # pages of the file
    doubts: int  # entries in `review`
    not_found: frozenset[str]  # fields that its type must have
    was_signed: bool
    is_drawn: bool  # pages of the copy beside it were made pictures
    no_copy: tuple[Message, ...]  # why there is none, where the record tells


def noted(record: Json) -> Noted:
    """Of a record of any version."""
    warnings, review = record["processing"]["warnings"], record["review"]
    codes = {notice["code"] for notice in warnings}
    unread = {notice["page"] for notice in warnings if notice["code"] in _UNREAD}
    return Noted(
        record["source"]["media_type"] or "",
        {page["number"]: page["verdict"] for page in record["content"]["pages"]},
        tuple(sorted(unread - {None})),
        len(review),
        frozenset(entry["field"] for entry in review if entry["code"] == _NOT_FOUND),
        _WAS_SIGNED in codes,
        _DRAWN in codes,
        tuple(Message.of(one["code"], **one["params"]) for one in warnings if one["code"] in _NO_COPY),
    )


def noting(records: Iterable[tuple[str, Json]], into: dict[str, Noted]) -> Iterator[tuple[str, Json]]:
    """The records, unchanged; what is noted of each goes into `into` on the way."""
    for key, record in records:
        into[key] = noted(record)
        yield key, record
