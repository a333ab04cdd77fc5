"""Records and what people say of them, as the tests of index and review make them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from extract.review.entries import Action, Draft, Entry
from schemas.fields import Citation, DocType, Fields, Signatory, Signer, TableEntry, Task
from schemas.kinds import Kind
from schemas.record import (
    Content,
    Evidence,
    PageContent,
    Processing,
    Record,
    SourceFile,
    identity,
)
from schemas.told import Review

Json = dict[str, Any]
TEXTS = ("Trang một", "Trang 2")
SEEN = {"number": "922", "recipients[0]": "Như trên", "recipients[1]": "UBND tỉnh"}


def doubt(field: str, code: str = "low-confidence", confidence: float = 0.5) -> Review:
    """One of the machine's doubts."""
    return Review(field=field, code=code, reason="đọc được nhưng độ tin cậy thấp", confidence=confidence)


def made(
    path: str = "a/1.pdf.json",
    *,
    sha256: str = "5" * 64,
    review: list[Review] | None = None,
    seconds: float = 1.0,
    texts: tuple[str, ...] = TEXTS,
    **fields: Any,
) -> Json:
    """A record as it is read from disk; `fields` stand in place of those below."""
    told: dict[str, Any] = {
        "doc_type": DocType(code="TTr", name="Tờ trình"),
        "number": "922",
        "notation": "TTr-STN",
        "code": "922/TTr-STN",
        "organ": "Sở Thử nghiệm",
        "date": "2021-12-22",
        "title": "Về việc thử",
        "citations": [Citation(code="1/QĐ-TTg")],
        "tables": [TableEntry(columns=["TT", "Số"], rows=[["1", "24"]])],
        "tasks": [Task(text="Giao Sở Tư pháp")],
        "recipients": ["Như trên", "UBND tỉnh"],
        "signer": Signer(title="GIÁM ĐỐC", name="Lê Văn Thứ"),
        "signers": [Signatory(title="GIÁM ĐỐC", name="Lê Văn Thứ")],
        "extra": {"purpose": None},
    }
    pages = [
        PageContent(number=number, width=595, height=842, verdict=Kind.GOOD, text=text)
        for number, text in enumerate(texts, 1)
    ]
    record = Record(
        id=identity(sha256),
        source=SourceFile(path=path.removesuffix(".json"), record=path, sha256=sha256, pages=len(pages)),
        fields=Fields(**(told | fields)),
        evidence=[
            Evidence(field=field, page=1, bbox=None, raw=text, text=text, confidence=0.9)
            for field, text in (
                ("number", "922"),
                ("recipients[0]", "Như trên"),
                ("recipients[1]", "UBND tỉnh"),
            )
        ],
        content=Content(pages=pages, text="\f".join(texts)),
        review=review or [],
        processing=Processing(version="0", seconds=seconds),
    )
    found: Json = json.loads(record.to_json())
    return found


def put(folder: Path, record: Json) -> str:
    """The record on disk; its path below the folder."""
    path: str = record["source"]["record"]
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    return path


def said(record: Json, *spoken: tuple[str, Action, Any], who: str = "An") -> list[Entry]:
    """What a person says of a record, one after the other: field, action, new value."""
    entries = []
    for number, (field, action, new) in enumerate(spoken, 1):
        draft = Draft.of(record, field, action, new, who=who)
        values = {name: getattr(draft, name) for name in draft.__slots__ if name != "key"}
        entries.append(Entry(id=number, at="2026-11-27T05:50:12.345Z", **values))
    return entries
