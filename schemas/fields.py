"""The part of the contract that says what a document is and says: the fields, and what they are made of."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from schemas.kinds import HeadingKind


class Model(BaseModel):
    """Strict where we write; the exported schema lets readers take keys that a later version adds."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_serialization_defaults_required=True,
        json_schema_extra={"additionalProperties": True},
    )


class DocType(Model):
    """Tên loại văn bản; `code` as in Nghị định 30/2020/NĐ-CP, Phụ lục III ("CV" for công văn)."""

    code: str | None = None
    name: str | None = None


class Citation(Model):
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


class OutlineEntry(Model):
    """A heading or a numbered point."""

    marker: str
    level: int
    title: str
    kind: HeadingKind


class FootnoteEntry(Model):
    """A footnote."""

    marker: str
    text: str


class TableEntry(Model):
    """A table joined over its pages."""

    title: str | None = None
    columns: list[str] = []
    rows: list[list[str]] = []


class Task(Model):
    """What the document orders, to whom, by when."""

    text: str
    lead: list[str] = []
    support: list[str] = []
    directed_by: str | None = None
    deadline: str | None = None


class Statistic(Model):
    """A figure that the document states."""

    label: str | None = None
    value: str
    unit: str | None = None
    qualifier: str | None = None
    sentence: str


class Signer(Model):
    """Who signed: "TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH" is authority, "PHÓ CHỦ TỊCH" is title."""

    authority: str | None = None
    title: str | None = None
    name: str | None = None


class Appendix(Model):
    """A document that is issued with another one, or carries its own appendix."""

    title: str | None = None
    issued_with: str | None = None


class Incoming(Model):
    """Dấu đến: the stamp of an organ that received the paper; no part of the document itself."""

    organ: str | None = None
    number: str | None = None
    date: str | None = Field(default=None, description="YYYY-MM-DD: the day of receipt")


class Money(Model):
    """An amount, written out: "1,25 tỷ đồng" is 1250000000 VND."""

    amount: int | float
    currency: str | None = Field(default=None, description="ISO 4217; null where none is printed")


class Party(Model):
    """A side of a contract, an inspection or a meeting, and who speaks for it."""

    name: str
    representative: str | None = None
    position: str | None = None
    address: str | None = None


# A value of a field that a schema declares for itself (`extra`): null where it was not found, or [].
Single = str | int | float | Money | Party | Signer | TableEntry
Extra = Single | list[Single] | None


class Fields(Model):
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
