"""An archive for archive.py: documents, and what a run of the program would have written of them.

    number of documents ─▶ folder of small texts ─ make ─▶ ledger, records.jsonl, records

Nothing is converted. A hundred documents are names of one file (hard links), records are empty files, and
each line of records.jsonl is the same invented record of ordinary size.
"""
# ruff: noqa: PLC0415 - what is written is written by the program of one checkout

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

A_FOLDER = 1_000  # documents
A_FILE = 100  # names
LETTER = "Kính gửi: Ủy ban nhân dân xã Bình An\nVề việc báo cáo số {}\n"


def names(count: int) -> Iterator[tuple[str, int]]:
    """Paths below the folder of documents, in their order, and the number of the file each is a name of."""
    for number in range(count):
        folder, place = divmod(number, A_FOLDER)
        yield f"hồ sơ {folder:05}/báo cáo {place:04}.txt", number // A_FILE


def link(top: Path, paths: Iterator[tuple[str, int]], content: Callable[[int], bytes]) -> None:
    """Files with many names each."""
    first: dict[int, Path] = {}
    for name, file in paths:
        path = top / name
        if file in first:
            path.hardlink_to(first[file])
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content(file))
            first = {file: path}


def documents(top: Path, count: int) -> None:
    """Small texts of different sizes."""
    link(top, names(count), lambda file: LETTER.format(file).encode() * (1 + file % 40))


def record_line() -> str:
    """An invented record of ordinary size, as a line; FOLDER and PATH stand for its document."""
    from schemas.clues import Clue
    from schemas.fields import Citation, Fields
    from schemas.kinds import Kind
    from schemas.record import Content, Evidence, PageContent, Processing, Record, SourceFile

    place = {"page": 1, "bbox": (72.0, 90.5, 120.0, 104.0), "raw": "S6: 5", "text": "5", "confidence": 0.9}
    text = LETTER.format(5) * 20
    record = Record(
        source=SourceFile(
            path="PATH",
            record="FOLDER/PATH.json",
            sha256="0" * 64,
            media_type="text/plain",
            bytes=80,
            pages=1,
        ),
        processing=Processing(version="0", schema="administrative", seconds=0.01),
        content=Content(text=text, pages=[PageContent(number=1, verdict=Kind.GOOD, text=text)]),
        fields=Fields(
            number="5",
            date="2020-03-05",
            title="Về việc báo cáo",
            recipients=["Như trên", "Lưu: VT"],
            citations=[Citation(code=f"{n}/2020/NĐ-CP", pinpoints=["khoản 1 Điều 2"]) for n in range(3)],
        ),
        evidence=[
            Evidence(field=name, **place, clues=[Clue.ANCHOR])
            for name in ("number", "date", "title", "place")
        ],
    )
    return json.dumps(json.loads(record.to_json()), ensure_ascii=False)


def make(top: Path, out: Path, count: int) -> None:
    """Ledger, records.jsonl and records, as this program would have written them."""
    from extract.batch.entries import stamp_of
    from extract.batch.ledger import Entry, Ledger
    from extract.core.options import Options
    from extract.intake.identity import fingerprint, token

    stamp = stamp_of(Options())
    out.mkdir(parents=True)
    link(out / top.name, ((f"{name}.json", file) for name, file in names(count)), lambda _: b"")
    content: dict[int, tuple[str, int]] = {}

    def entries() -> Iterator[Entry]:
        for name, file in names(count):
            path = top / name
            sha256, size = content.setdefault(file, fingerprint(path) if file not in content else ("", 0))
            yield Entry(
                output=f"{top.name}/{name}.json", path=str(path), sha256=sha256, bytes=size,
                media_type="text/plain", state="done", stage=None, code=None, message=None, pages=1,
                seconds=0.01, stamp=stamp, token=token(path),
            )  # fmt: skip

    line = record_line()
    with Ledger(out) as ledger, (out / "records.jsonl").open("w", encoding="utf-8") as lines:
        ledger.expect(entries())
        for name, _ in names(count):
            lines.write(line.replace("FOLDER", top.name).replace("PATH", name) + "\n")
        lines.flush()
        outputs = [f"{top.name}/{name}.json" for name, _ in names(count)]
        ledger.list_all(outputs, 1, (out / "records.jsonl").stat().st_size)
