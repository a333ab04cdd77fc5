"""What a sample document says, and the field values that follow from it.

    content/*.yaml ─▶ load ─▶ Letter ─▶ paper, office: the document      ─▶ truth: the expected fields

Printed lines are built from the values (number, place, date, recipients ...), so that document and
expectation cannot drift apart. Citations are written out by hand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

_CONTENT = Path(__file__).parent / "content"
_MARK = re.compile(r"\^\d+")


@dataclass(frozen=True)
class Basis:
    """A legal basis: "Căn cứ ...;"."""

    text: str


@dataclass(frozen=True)
class Opening:
    """A first paragraph that names its basis and goes on ("Thực hiện ..., Sở ... báo cáo như sau:")."""

    text: str


@dataclass(frozen=True)
class Text:
    """A paragraph; `^1` marks the first footnote."""

    text: str


@dataclass(frozen=True)
class Centre:
    """A centred bold line, such as "QUYẾT ĐỊNH:"."""

    text: str


@dataclass(frozen=True)
class Item:
    """A numbered heading or point; a point's title is all it says."""

    marker: str
    text: str
    level: int
    heading: bool = False

    @property
    def printed(self) -> str:
        return f"{self.marker} {self.text}"


@dataclass(frozen=True)
class Table:
    """A ruled table; widths are shares of the text's width."""

    title: str | None
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]


Block = Basis | Opening | Text | Centre | Item | Table


@dataclass(frozen=True)
class Citation:
    """A cited document, as the record gives it."""

    type: str
    code: str | None
    date: str | None
    issuer: str | None
    title: str | None = None
    count: int = 1
    pinpoints: tuple[str, ...] = ()


@dataclass(frozen=True)
class Letter:
    """One document in the form of Nghị định 30/2020/NĐ-CP (or the party's form)."""

    type_code: str
    type_name: str
    number: str
    notation: str
    code: str
    organ: str  # as the record gives it
    organ_lines: tuple[str, ...]
    place: str
    date: date
    title: str
    title_lines: tuple[str, ...]
    body: tuple[Block, ...]
    recipients: tuple[str, ...]
    archive_line: str
    signing_lines: tuple[str, ...]
    signer: tuple[str | None, str, str]  # authority, title, name
    organ_parent: str | None = None
    parent_lines: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    notes: tuple[str, ...] = ()
    urgency: str | None = None
    party: bool = False
    attachments: tuple[str, ...] = ()

    @property
    def number_line(self) -> str:
        return f"Số {self.code}" if self.party else f"Số: {self.code}"

    @property
    def date_line(self) -> str:
        day, month = f"{self.date.day:02d}", self.date.month
        return f"{self.place}, ngày {day} tháng {f'0{month}' if month < 3 else month} năm {self.date.year}"

    @property
    def motto_lines(self) -> tuple[str, ...]:
        if self.party:
            return ("ĐẢNG CỘNG SẢN VIỆT NAM",)
        return ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")

    @property
    def is_official_letter(self) -> bool:
        """Công văn: no tên loại, its trích yếu stands under the number."""
        return self.type_code == "CV"

    @property
    def addressee_lines(self) -> tuple[str, ...]:
        if len(self.addressees) < 2:
            return tuple(f"Kính gửi: {name}" for name in self.addressees)
        last = len(self.addressees) - 1
        names = (f"- {name}{'.' if n == last else ';'}" for n, name in enumerate(self.addressees))
        return ("Kính gửi:", *names)

    @property
    def recipient_lines(self) -> tuple[str, ...]:
        return ("Nơi nhận:", *(f"- {name};" for name in self.recipients), f"- Lưu: {self.archive_line}.")


def load(name: str) -> Letter:
    """The letter of content/NAME.yaml; its keys are the fields of Letter."""
    given: dict[str, Any] = yaml.safe_load((_CONTENT / f"{name}.yaml").read_text(encoding="utf-8"))
    signer = given.pop("signer")
    body = tuple(_block(*next(iter(block.items()))) for block in given.pop("body"))
    citations = tuple(_citation(cited) for cited in given.pop("citations"))
    held = {key: tuple(value) if isinstance(value, list) else value for key, value in given.items()}
    who = (signer["authority"], signer["title"], signer["name"])
    return Letter(body=body, citations=citations, signer=who, **held)


def _block(kind: str, given: Any) -> Block:
    if kind == "table":
        rows = tuple(tuple(row) for row in given["rows"])
        return Table(given["title"], tuple(given["columns"]), rows, tuple(given["widths"]))
    if kind in ("heading", "point"):
        return Item(given["marker"], given["text"], given["level"], heading=kind == "heading")
    return {"basis": Basis, "opening": Opening, "text": Text, "centre": Centre}[kind](given)


def _citation(given: Mapping[str, Any]) -> Citation:
    place = {key: given.get(key) for key in ("type", "code", "date", "issuer", "title")}
    pinpoints = tuple(given.get("pinpoints", ()))
    return Citation(**place, count=given.get("count", 1), pinpoints=pinpoints)


def without_marks(text: str) -> str:
    """The text with its footnote marks as they are printed: digits joined to the word."""
    return text.replace("^", "")


def truth(letter: Letter) -> dict[str, Any]:
    """The fields a record of this document should have; tasks and statistics are not stated."""
    items = [block for block in letter.body if isinstance(block, Item)]
    tables = [block for block in letter.body if isinstance(block, Table)]
    authority, title, name = letter.signer
    return {
        "doc_type": {"code": letter.type_code, "name": letter.type_name},
        "number": letter.number,
        "notation": letter.notation,
        "code": letter.code,
        "organ_parent": letter.organ_parent,
        "organ": letter.organ,
        "place": letter.place,
        "date": letter.date.isoformat(),
        "title": letter.title,
        "urgency": letter.urgency,
        "secrecy": None,
        "addressees": list(letter.addressees),
        "legal_bases": [block.text for block in letter.body if isinstance(block, Basis | Opening)],
        "citations": [
            {
                "type": cited.type,
                "code": cited.code,
                "title": cited.title,
                "date": cited.date,
                "issuer": cited.issuer,
                "count": cited.count,
                "pinpoints": list(cited.pinpoints),
            }
            for cited in letter.citations
        ],
        "outline": [
            {
                "marker": item.marker,
                "level": item.level,
                "title": _MARK.sub("", item.text),
                "kind": "heading" if item.heading else "point",
            }
            for item in items
        ],
        "footnotes": [{"marker": str(n), "text": text} for n, text in enumerate(letter.notes, start=1)],
        "tables": [
            {"title": table.title, "columns": list(table.columns), "rows": [list(row) for row in table.rows]}
            for table in tables
        ],
        "recipients": list(letter.recipients),
        "archive_line": letter.archive_line,
        "signer": {"authority": authority, "title": title, "name": name},
        "attachments": list(letter.attachments),
    }
