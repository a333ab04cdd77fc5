"""The part of the contract that says what a document is and says: the fields, and what they are made of."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from schemas.kinds import HeadingKind
from schemas.published import Named

DATE = "YYYY-MM-DD, or YYYY-MM, YYYY where no more is printed"


class Model(BaseModel):
    """Strict where we write; the exported schema lets readers take keys that a later version adds."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_serialization_defaults_required=True,
        json_schema_extra={"additionalProperties": True},
    )


class DocType(Model):
    """Tên loại văn bản; `code` as in Nghị định 30/2020/NĐ-CP, Phụ lục III ("CV" for công văn)."""

    code: str | None = Field(default=None, description="abbreviation: QĐ, TTr, CV")
    name: str | None = Field(default=None, description="in full: Tờ trình")


class Citation(Model):
    """A document that this one cites, and how often."""

    type: str | None = Field(default=None, description="Quyết định, Luật, ...")
    code: str | None = Field(default=None, description="1322/QĐ-TTg; null where only a title is given")
    title: str | None = Field(default=None, description="where the text gives it")
    date: str | None = Field(default=None, description=DATE)
    issuer: str | None = Field(default=None, description="who issued it")
    count: int = Field(default=1, description="how often it is cited")
    pinpoints: list[str] = Field(
        default=[], description='places cited of it, each by itself: "điểm a khoản 2 Điều 5"'
    )


class OutlineEntry(Model):
    """A heading or a numbered point."""

    marker: str = Field(description="I., Điều 5., a)")
    level: int = Field(description="depth, from 1")
    title: str = Field(description="the words behind the marker")
    kind: HeadingKind


class FootnoteEntry(Model):
    """A footnote."""

    marker: str = Field(description="the number or sign")
    text: str = Field(description="what it says")


class TableEntry(Model):
    """A table joined over its pages."""

    title: str | None = Field(default=None, description="the line above it")
    columns: list[str] = Field(default=[], description="heads of the columns")
    rows: list[list[str]] = Field(default=[], description="the cells, row by row")


class Task(Model):
    """What the document orders, to whom, by when."""

    text: str = Field(description="the order as printed")
    lead: list[str] = Field(default=[], description="who does it (chủ trì)")
    support: list[str] = Field(default=[], description="who helps (phối hợp)")
    directed_by: str | None = Field(default=None, description="who directs it")
    deadline: str | None = Field(default=None, description="by when, as printed")


class Statistic(Model):
    """A figure that the document states."""

    label: str | None = Field(default=None, description="what is counted")
    value: str = Field(description="as printed")
    unit: str | None = Field(default=None, description="of the value")
    qualifier: str | None = Field(default=None, description="trên, khoảng, ...")
    sentence: str = Field(description="where it stands")


class Signer(Model):
    """Who signed: "TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH" is authority, "PHÓ CHỦ TỊCH" is title."""

    authority: str | None = Field(default=None, description="TM. ỦY BAN NHÂN DÂN; KT. CHỦ TỊCH")
    title: str | None = Field(default=None, description="chức vụ: PHÓ CHỦ TỊCH")
    name: str | None = Field(default=None, description="họ và tên")


class Signatory(Signer):
    """One of those who signed: of a joint document, minutes, a contract, or who approved it."""

    organ: str | None = Field(default=None, description="for which he signs, where his block names it")


class Appendix(Model):
    """A document that is issued with another one, or carries its own appendix."""

    title: str | None = Field(default=None, description="of the appendix")
    issued_with: str | None = Field(default=None, description="Kèm theo Quyết định số ...")


class Incoming(Model):
    """Dấu đến: the stamp of an organ that received the paper; no part of the document itself."""

    organ: str | None = Field(default=None, description="that organ")
    number: str | None = Field(default=None, description="số đến")
    date: str | None = Field(default=None, description="ngày đến: YYYY-MM-DD")


class Money(Model):
    """An amount, written out: "1,25 tỷ đồng" is 1250000000 VND."""

    amount: int | float = Field(description="in units of the currency")
    currency: str | None = Field(default=None, description="ISO 4217; null where none is printed")


class Party(Model):
    """A side of a contract, an inspection or a meeting, and who speaks for it."""

    name: str = Field(description="of the side")
    representative: str | None = Field(default=None, description="who speaks for it")
    position: str | None = Field(default=None, description="of that person")
    address: str | None = Field(default=None, description="as printed")


# Values of fields that a schema declares for itself.
Single = str | int | float | Money | Party | Signer | TableEntry
Extra = Annotated[
    Single | list[Single] | None,
    Named(
        "Extra", "A value of a field that a schema declares for itself: null where it was not found, or []."
    ),
]


class Fields(Model):
    """What the document is and says."""

    doc_type: DocType = DocType()
    number: str | None = Field(default=None, description="số: 922, 05")
    notation: str | None = Field(default=None, description="ký hiệu: TTr-SKHCN")
    code: str | None = Field(default=None, description="số and ký hiệu as they are cited: 922/TTr-SKHCN")
    organ_parent: str | None = Field(default=None, description="the agency above the one that issued it")
    organ: str | None = Field(default=None, description="the agency that issued it")
    place: str | None = Field(default=None, description="where it was issued")
    date: str | None = Field(default=None, description=DATE)
    title: str | None = Field(default=None, description="trích yếu")
    urgency: str | None = Field(default=None, description="mức độ khẩn as printed")
    secrecy: str | None = Field(default=None, description="độ mật as printed")
    addressees: list[str] = Field(default=[], description="Kính gửi")
    legal_bases: list[str] = Field(default=[], description="căn cứ, each as printed")
    citations: list[Citation] = Field(default=[], description="documents that it cites, each once")
    outline: list[OutlineEntry] = Field(default=[], description="headings and points, in reading order")
    footnotes: list[FootnoteEntry] = Field(default=[], description="in their order")
    tables: list[TableEntry] = Field(default=[], description="each joined over its pages")
    tasks: list[Task] = Field(default=[], description="what the document orders")
    statistics: list[Statistic] = Field(default=[], description="figures that the document states")
    recipients: list[str] = Field(default=[], description="nơi nhận, without the archive line")
    archive_line: str | None = Field(default=None, description="what follows Lưu:")
    signer: Signer = Signer()
    signers: list[Signatory] = Field(default=[], description="all who signed, in reading order")
    attachments: list[str] = Field(default=[], description="what is sent along")
    appendix: Appendix | None = Field(default=None, description="null where there is none")
    incoming: Incoming | None = Field(default=None, description="dấu đến; null where there is none")

    extra: dict[str, Extra] = Field(
        default={}, description="the schema's own fields by name, all of them always; {} when it has none"
    )
