"""What the interface takes and gives, as its description tells programs."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field

from extract.desk.archive import key_of
from extract.desk.received import Job
from extract.index.model import Row


class Item(BaseModel):
    """A document as lists show it; people's values in place of the machine's."""

    key: str = Field(description="for /documents/{key}")
    record: str = Field(description="path of its record below the output folder")
    id: str | None = Field(description="of content and part; null where the file was not read")
    doc_type: str | None
    code: str | None
    organ: str | None
    date: str | None
    title: str | None
    signer: str | None
    state: str = Field(description="todo, done, clear, failed")
    pages: int
    doubts: int = Field(description="open ones")

    @staticmethod
    def of(row: Row) -> Item:
        """From a row of the index."""
        held = {name: getattr(row, name) for name in Item.model_fields if name != "key"}
        return Item(key=key_of(row.record), **held)


class Items(BaseModel):
    """Some documents, gravest first; `next` leads to those behind them, null at the end."""

    documents: list[Item]
    next: str | None


class Found(BaseModel):
    """A document that has the words sought."""

    document: Item
    page: int = Field(description="of the file, from 1; 0 where the hit is in the fields")
    snippet: list[str] = Field(description="plain and hit words by turns, plain ones first")
    more: int = Field(description="further pages of it with the words")


class Hits(BaseModel):
    """Some hits; `next` leads to those behind them."""

    hits: list[Found]
    next: str | None


class Accepted(BaseModel):
    """What was sent in, and how far it is."""

    job: int
    name: str = Field(description="as it was sent")
    bytes: int
    state: str = Field(description="receiving, queued, running, done, failed")
    message: str = Field(description="why it failed")
    documents: list[Item] = Field(default=[], description="once it is done: of an archive, several")

    @staticmethod
    def of(job: Job, documents: list[Item]) -> Accepted:
        """From a job."""
        return Accepted(
            job=job.id,
            name=job.name,
            bytes=job.bytes,
            state=job.state,
            message=job.message,
            documents=documents,
        )


class Correction(BaseModel):
    """What a person, or a program that knows, says of a value."""

    field: str = Field(description="its path: number, recipients[1], signer.name; empty for the document")
    action: str = Field(default="confirm", description="confirm, correct, absent, finish, reopen")
    value: Any = Field(default=None, description="the right one, for correct")
    seen: int = Field(description="`revision` of the document when it was looked at")
    reason: str = ""
    key: str = Field(
        default="", max_length=100, description="of your choice: what is sent twice is kept once"
    )


class Kept(BaseModel):
    """A correction is on disk."""

    entry: int
    revision: int


class Document(BaseModel):
    """A record as people left it."""

    key: str
    revision: int
    finished: bool
    record: dict[str, Any] = Field(description="by record.schema.json; `human` says what people changed")
