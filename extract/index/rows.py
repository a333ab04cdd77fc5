"""A record as the index has it: its row, and its words.

record ─ entry_of ─▶ Entry(row, reasons, words of its fields, text of its pages)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from extract.index.doubts import gravity
from extract.index.model import Row, State

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """All that stands in the index of one record."""

    row: Row
    reasons: tuple[str, ...]  # codes of its open doubts, each once
    head: str  # what its fields say
    pages: tuple[tuple[int, str], ...]  # number in the file, and text


def entry_of(record: Json, path: str, machine: Json | None = None) -> Entry:
    """Of a record as people left it; `machine`: as it is on disk, where that is another one."""
    fields, source, review = record["fields"], record["source"], record["review"]
    held = record["content"]["pages"]
    row = Row(
        record=path,
        id=record["id"],
        sha256=source["sha256"],
        doc_type=fields["doc_type"]["code"],
        code=fields["code"],
        organ=fields["organ"],
        date=fields["date"],
        title=fields["title"],
        signer=fields["signer"]["name"],
        state=state_of(record),
        pages=source["pages"] or len(held),
        doubts=len(review),
        gravity=gravity((machine or record)["review"]),
        folder=PurePosixPath(path).parent.as_posix(),
    )
    reasons = tuple(dict.fromkeys(doubt["code"] for doubt in review))
    return Entry(row, reasons, head_of(record), tuple((page["number"], page["text"]) for page in held))


def state_of(record: Json) -> State:
    """How far a person and the program are with it."""
    if record["processing"]["error"]:
        return State.FAILED
    if record["review"]:
        return State.TODO
    return State.DONE if record.get("human") else State.CLEAR


def head_of(record: Json) -> str:
    """What is sought first: how the document is called, whose it is, who signed it, the name of its file."""
    return " · ".join(dict.fromkeys(filter(None, _head(record))))


def _head(record: Json) -> Iterator[str | None]:
    fields = record["fields"]
    code, date = (
        fields["code"] or "-".join(filter(None, (fields["number"], fields["notation"]))),
        fields["date"],
    )
    yield " ".join(filter(None, (fields["doc_type"]["name"], code)))
    yield fields["title"]
    yield fields["organ"]
    yield fields["organ_parent"]
    yield fields["signer"]["name"]
    yield "/".join(reversed(date.split("-"))) if date else None
    yield from fields["addressees"]
    yield from fields["recipients"]
    yield record["source"]["path"]
