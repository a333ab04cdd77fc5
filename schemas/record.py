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

from pydantic import BaseModel, ConfigDict, Field

from schemas.catalogue import Language
from schemas.methods import Method
from schemas.told import Error as Error
from schemas.told import Notice as Notice
from schemas.told import Review as Review

SCHEMA_VERSION = "1.2"
SCHEMA_FILE = Path(__file__).with_name("record.schema.json")
SCHEMA_ID = "https://json-schema.org/draft/2020-12/schema"


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", json_schema_serialization_defaults_required=True)


class SourceFile(_Model):
    """The file a record was made from."""

    path: str = Field(description="path as given, relative to the root it was found under")
    sha256: str | None = Field(default=None, description="of the whole file, hexadecimal")
    media_type: str | None = Field(default=None, description="by content, not by suffix")
    bytes: int | None = None
    pages: int | None = Field(
        default=None, description="null where pages mean nothing (office and text files)"
    )


class DocType(_Model):
    """Tên loại văn bản; `code` as in Nghị định 30/2020/NĐ-CP, Phụ lục III ("CV" for công văn)."""

    code: str | None = None
    name: str | None = None


class Citation(_Model):
    """A document that this one cites, and how often."""

    type: str | None = None
    code: str | None = None
    title: str | None = None
    date: str | None = Field(
        default=None, description="YYYY-MM-DD, or YYYY-MM, YYYY where no more is printed"
    )
    issuer: str | None = None
    count: int = 1
    pinpoints: list[str] = Field(
        default=[], description='places cited of it, each by itself: "điểm a khoản 2 Điều 5"'
    )


class OutlineEntry(_Model):
    """A heading or a numbered point."""

    marker: str
    level: int
    title: str
    kind: str


class FootnoteEntry(_Model):
    """A footnote."""

    marker: str
    text: str


class TableEntry(_Model):
    """A table joined over its pages."""

    title: str | None = None
    columns: list[str] = []
    rows: list[list[str]] = []


class Task(_Model):
    """What the document orders, to whom, by when."""

    text: str
    lead: list[str] = []
    support: list[str] = []
    directed_by: str | None = None
    deadline: str | None = None


class Statistic(_Model):
    """A figure that the document states."""

    label: str | None = None
    value: str
    unit: str | None = None
    qualifier: str | None = None
    sentence: str


class Signer(_Model):
    """Who signed: "TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH" is authority, "PHÓ CHỦ TỊCH" is title."""

    authority: str | None = None
    title: str | None = None
    name: str | None = None


class Appendix(_Model):
    """A document that is issued with another one, or carries its own appendix."""

    title: str | None = None
    issued_with: str | None = None


class Incoming(_Model):
    """Dấu đến: the stamp of an organ that received the paper; no part of the document itself."""

    organ: str | None = None
    number: str | None = None
    date: str | None = Field(default=None, description="YYYY-MM-DD: the day of receipt")


class Money(_Model):
    """An amount, written out: "1,25 tỷ đồng" is 1250000000 VND."""

    amount: int | float
    currency: str | None = Field(default=None, description="ISO 4217; null where none is printed")


class Party(_Model):
    """A side of a contract, an inspection or a meeting, and who speaks for it."""

    name: str
    representative: str | None = None
    position: str | None = None
    address: str | None = None


# A value of a field that a schema declares for itself (`extra`): null where it was not found, or [].
Single = str | int | float | Money | Party | Signer | TableEntry
Extra = Single | list[Single] | None


class Fields(_Model):
    """What the document is and says."""

    doc_type: DocType = DocType()
    number: str | None = None
    notation: str | None = None
    code: str | None = None
    organ_parent: str | None = None
    organ: str | None = None
    place: str | None = None
    date: str | None = Field(
        default=None, description="YYYY-MM-DD, or YYYY-MM, YYYY where no more is printed"
    )
    title: str | None = None
    urgency: str | None = None
    secrecy: str | None = None
    addressees: list[str] = []
    legal_bases: list[str] = []
    citations: list[Citation] = []
    outline: list[OutlineEntry] = []
    footnotes: list[FootnoteEntry] = []
    tables: list[TableEntry] = []
    tasks: list[Task] = []
    statistics: list[Statistic] = []
    recipients: list[str] = []
    archive_line: str | None = None
    signer: Signer = Signer()
    attachments: list[str] = []
    appendix: Appendix | None = None
    incoming: Incoming | None = None

    extra: dict[str, Extra] = Field(
        default={}, description="the schema's own fields by name, all of them always; {} when it has none"
    )


class Evidence(_Model):
    """Where a value was read. `raw` is what was seen, `text` what it was repaired to."""

    page: int
    bbox: tuple[float, float, float, float] | None = Field(
        default=None, description="x0, y0, x1, y1 in PDF points from the top left; null in flow documents"
    )
    raw: str
    text: str
    confidence: float = Field(ge=0, le=1)
    method: str = Field(description="how the value was found")
    reading: list[Method] = Field(
        default=[], description="how the words came from raw to text, each way once, in their order"
    )


class PageContent(_Model):
    """One page's text in reading order."""

    number: int
    width: float | None = None
    height: float | None = None
    verdict: str
    text: str


class Content(_Model):
    """The repaired text."""

    pages: list[PageContent] = []
    text: str = ""


class Processing(_Model):
    """How the record was made."""

    tool: str = "sohoa"
    version: str
    schema_name: str | None = Field(default=None, alias="schema")
    engine: str | None = None
    seconds: float = 0.0
    language: Language = Field(default=Language.EN, description="that sentences are written in")
    warnings: list[Notice] = []
    error: Error | None = None

    model_config = ConfigDict(populate_by_name=True)


class Record(_Model):
    """One document."""

    schema_version: str = SCHEMA_VERSION
    source: SourceFile
    fields: Fields = Fields()
    evidence: dict[str, list[Evidence]] = {}
    content: Content = Content()
    review: list[Review] = []
    processing: Processing

    def to_json(self, indent: int | None = 2) -> str:
        """JSON text in NFC, in the contract's key order; `indent=None` gives one line."""
        data = self.model_dump(by_alias=True, mode="json")
        return unicodedata.normalize("NFC", json.dumps(data, ensure_ascii=False, indent=indent))


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a Record as it is written: every key required."""
    return {"$schema": SCHEMA_ID, **Record.model_json_schema(by_alias=True, mode="serialization")}


def json_schema_text() -> str:
    """The text of record.schema.json."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    SCHEMA_FILE.write_text(json_schema_text(), encoding="utf-8")
