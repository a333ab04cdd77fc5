"""The contract: one Record a document, as pydantic models; the JSON Schema is exported from here.

Keys keep the order of this page and are always present: null, [] or "" where the document has
nothing. Values keep the document's own spelling; only dates, codes and what OCR broke are normalised.

After a change here write the exported schema anew: `python -m schemas.record`.
"""
# ruff: noqa: PLC0414 (Error, Notice and Review are parts of the contract that stand in told.py)

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

from pydantic import ConfigDict, Field

from schemas.catalogue import Language
from schemas.clues import Clue
from schemas.fields import Fields, Model
from schemas.kinds import Kind
from schemas.methods import Method
from schemas.published import Published
from schemas.told import Error as Error
from schemas.told import Notice as Notice
from schemas.told import Review as Review

SCHEMA_VERSION = "2.0"
HUMAN = "human"  # the one key that is not there where it has nothing to say
SCHEMA_FILE = Path(__file__).with_name("record.schema.json")
DIALECT = "https://json-schema.org/draft/2020-12/schema"
SCHEMA_ID = f"urn:sohoa:record:{SCHEMA_VERSION}"


class Part(Model):
    """Which of the documents of one file this is, and its pages there."""

    index: int = Field(description="from 1, in the order of the pages")
    of: int = Field(description="documents in the file")
    first_page: int = Field(description="of the file, from 1")
    last_page: int = Field(description="of the file; what the file has behind it belongs to other documents")


class SourceFile(Model):
    """The file a record was made from."""

    path: str = Field(
        description="as it is on disk, below the root it was found under, with / between; a byte that is no"
        " UTF-8 is written \\xff, a backslash twice, so that it leads back"
    )
    record: str = Field(default="", description="where this record lies below the output folder")
    files: list[str] = Field(
        default=[], description="of a document of several pictures: their paths, in the order of its pages"
    )
    part: Part | None = Field(default=None, description="null when all pages of the file are one document")
    sha256: str | None = Field(
        default=None,
        description="of the whole file, hexadecimal; of several pictures that of theirs, one a line",
    )
    media_type: str | None = Field(default=None, description="by content, not by suffix")
    bytes: int | None = Field(default=None, description="size of the file")
    pages: int | None = Field(
        default=None, description="of the document; null where pages mean nothing (office and text files)"
    )


class Evidence(Model):
    """Where a value was read. `raw` is what was seen, `text` what it was repaired to."""

    field: str = Field(
        default="", description="path of the value below `fields`: number, signer.name, citations[0]"
    )
    page: int = Field(description="of the file, from 1")
    bbox: tuple[float, float, float, float] | None = Field(
        default=None, description="x0, y0, x1, y1 in PDF points from the top left; null in flow documents"
    )
    raw: str = Field(description="what was seen")
    text: str = Field(description="what it was repaired to")
    confidence: float = Field(ge=0, le=1, description="0 to 1")
    clues: list[Clue] = Field(default=[], description="where it was looked for, and what told it")
    reading: list[Method] = Field(
        default=[], description="how the words came from raw to text, each way once, in their order"
    )


class PageContent(Model):
    """One page's text in reading order."""

    number: int = Field(description="of the file, from 1")
    width: float | None = Field(default=None, description="in PDF points; null in flow documents")
    height: float | None = Field(default=None, description="in PDF points; null in flow documents")
    verdict: Kind = Field(description="what the page's own text was worth")
    text: str = Field(description="without page numbers and running heads")


class Content(Model):
    """The repaired text."""

    pages: list[PageContent] = Field(default=[], description="in their order")
    text: str = Field(default="", description="of all pages")


class Human(Model):
    """What a person said of a value, and what the machine had read. It lies over the record, see `review`."""

    field: str = Field(
        description="path of the value below `fields`, or content.pages[0].text, as the machine's record has"
        " it; empty where it is about the whole document"
    )
    value: Any = Field(default=None, description="what the person said; null where nothing is printed")
    machine: Any = Field(default=None, description="what the machine reads")
    who: str = Field(description="the person")
    at: str = Field(description="when: 2026-11-27T05:50:12.345Z")
    action: str = Field(
        description="confirm, correct, absent (nothing printed there), split, join, finish, reopen; follow:"
        " corrected because another value was"
    )


class Processing(Model):
    """How the record was made."""

    tool: str = Field(default="sohoa", description="name of the program")
    version: str = Field(description="of the program")
    schema_name: str | None = Field(default=None, alias="schema", description="which fields were read")
    engine: str | None = Field(default=None, description="of OCR, where pages were read by one")
    seconds: float = Field(default=0.0, description="of the worker")
    language: Language = Field(default=Language.EN, description="that reason, message and advice are in")
    warnings: list[Notice] = Field(default=[], description="what went wrong without stopping it")
    error: Error | None = Field(default=None, description="null when the document is converted")

    model_config = ConfigDict(populate_by_name=True)


class Record(Model):
    """One document."""

    schema_version: str = Field(default=SCHEMA_VERSION, description="of this contract")
    id: str | None = Field(
        default=None,
        description="of content and part, the same on every machine; null where the file was not read",
    )
    source: SourceFile
    fields: Fields = Fields()
    evidence: list[Evidence] = Field(default=[], description="a place for each value, for some several")
    content: Content = Content()
    review: list[Review] = Field(default=[], description="what a person should look at")
    human: list[Human] = Field(
        default=[], description="what people said; only in records that are handed out with corrections"
    )
    processing: Processing

    def to_json(self, indent: int | None = 2) -> str:
        """JSON text in NFC but for `source.path`, in the contract's order; `indent=None` gives one line."""
        data = self.model_dump(by_alias=True, mode="json")
        if not self.human:
            del data[HUMAN]
        whole = unicodedata.normalize("NFC", json.dumps(data, ensure_ascii=False, indent=indent))
        return _with_path(whole, self.source.path)


def identity(sha256: str | None, part: Part | None = None) -> str | None:
    """A record's id: half of the file's hash (128 bits), and the part of the file."""
    return f"{sha256[:32]}-{part.index if part else 1}" if sha256 else None


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a Record as it is written: every key required but `human`."""
    held = Record.model_json_schema(by_alias=True, mode="serialization", schema_generator=Published)
    held["required"].remove(HUMAN)
    return {"$schema": DIALECT, "$id": SCHEMA_ID, **held}


def json_schema_text() -> str:
    """The text of record.schema.json."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    SCHEMA_FILE.write_text(json_schema_text(), encoding="utf-8")


def _with_path(whole: str, path: str) -> str:
    """The path as it is on disk, where it may be no NFC: escaped, so that no reader normalises it unseen."""
    normal = unicodedata.normalize("NFC", path)
    if normal == path:
        return whole
    return whole.replace(json.dumps(normal, ensure_ascii=False), json.dumps(path), 1)
