"""Tasks: what is ordered, to whom, by when; from tables with such columns and from blocks of labelled lines.

Nội dung | Thời gian | Đơn vị chủ trì | Đơn vị phối hợp          a table row
a) Rà soát ...  - Chỉ đạo thực hiện: ...  - Phòng chủ trì: ...    a point and its labelled lines
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from extract.fields.context import ELSEWHERE, Answer, Context
from extract.fields.lists import BULLET
from extract.fields.matching import first_anchor, fold
from extract.fields.trace import Trace
from extract.layout.model import Paragraph, Region, WholeTable
from schemas import vocabulary
from schemas.loader import FieldRule
from schemas.record import Evidence, Task

# Words, folded, by which a column or a labelled line is known; "support" before "lead": "phối hợp chủ trì".
ROLES = {
    "support": ("phoihop",),
    "lead": ("chutri", "thuchienchinh", "coquanthuchien", "donvithuchien"),
    "directed_by": ("chidao", "phutrach"),
    "deadline": ("thoigian", "thoihan", "hoanthanh", "tiendo"),
    "text": ("noidung", "nhiemvu", "congviec", "tennhiemvu"),
}
LABEL = re.compile(r"^(?P<label>[^:]{4,60}):\s*(?P<value>.*)$", re.DOTALL)
SCOPED = re.compile(r"^[^:]{3,60}:\s*")  # "Chương trình 1: Phòng A": whose part it is
LABEL_WORDS = 10


def read_tasks(rule: FieldRule, context: Context) -> Answer:  # noqa: ARG001 - every reader has this form
    """Tasks of all tables, then of all blocks."""
    tasks: list[Task] = []
    evidence: dict[str, Evidence] = {}
    for table in context.layout.tables:
        tasks += _of_table(table)
    for task, lines in _of_blocks(context.layout.paragraphs):
        evidence[f"tasks[{len(tasks)}]"] = lines.evidence(ELSEWHERE, "labelled lines after a point")
        tasks.append(task)
    return Answer(tasks, evidence)


def role(label: str) -> str | None:
    """What a column or label says of a task."""
    bare = fold(label)
    return next((name for name, words in ROLES.items() if any(w in bare for w in words)), None)


def _of_table(table: WholeTable) -> list[Task]:
    """Rows of a table that has a column for the work and one for who leads it."""
    columns: dict[str, int] = {}
    for index, title in enumerate(table.columns):
        found = role(title)
        if found and found not in columns:
            columns[found] = index
    if not {"text", "lead"} <= columns.keys():
        return []
    return [
        _row(row, columns)
        for row in table.rows
        if row[columns["text"]].strip() and row[columns["lead"]].strip()
    ]


def _row(row: tuple[str, ...], columns: dict[str, int]) -> Task:
    def cell(name: str) -> str:
        return row[columns[name]].strip() if name in columns else ""

    return Task(
        text=cell("text"),
        lead=units(cell("lead")),
        support=units(cell("support")),
        directed_by=cell("directed_by") or None,
        deadline=cell("deadline") or None,
    )


def units(text: str) -> list[str]:
    """The units of one cell: divided at semicolons and lines; commas stand inside group names.

    >>> units("Các sở, ngành; UBND các huyện, thị xã;")
    ['Các sở, ngành', 'UBND các huyện, thị xã']
    """
    parts = [unit for part in re.split(r";|\n\s*[-+•]\s*", text) for unit in _agencies(part)]
    return [part.strip(" .,-+\n") for part in parts if part.strip(" .,-+\n")]


def _agencies(text: str) -> list[str]:
    """Divided at commas only where an agency's name stands on both sides."""
    parts = re.split(r",\s+", text.strip())
    if all(part[:1].isupper() and first_anchor(part, vocabulary.agency_heads()) for part in parts):
        return parts
    return [text]


def _of_blocks(paragraphs: Iterable[Paragraph]) -> list[tuple[Task, Trace]]:
    """A statement followed by labelled lines, at least one of which says who leads or supports."""
    found: list[tuple[Task, Trace]] = []
    statement: Paragraph | None = None
    labels: list[tuple[str, list[str]]] = []
    for paragraph in paragraphs:
        if paragraph.region is not Region.BODY:
            continue
        named = _label(paragraph.text)
        if labels and paragraph.text.lstrip().startswith("+"):
            labels[-1][1].append(paragraph.text)
        elif named and (labels or named[0] != "other"):
            labels.append(named)
        else:
            _close(found, statement, labels)
            statement, labels = paragraph, []
    _close(found, statement, labels)
    return found


def _label(text: str) -> tuple[str, list[str]] | None:
    match = LABEL.match(BULLET.sub("", text))
    if not match or len(match["label"].split()) > LABEL_WORDS or text.lstrip()[:1] not in "-–+•":
        return None
    found = role(match["label"])
    return ("other" if found in (None, "text") else str(found)), [match["value"]]


def _close(
    found: list[tuple[Task, Trace]], statement: Paragraph | None, labels: list[tuple[str, list[str]]]
) -> None:
    named = {name for name, _ in labels}
    if statement is None or not named & {"lead", "support"}:
        return
    values = {name: [v for label, held in labels if label == name for v in held] for name in named}
    task = Task(
        text=re.sub(r"^\s*(?:[-–+•]|\(?\w{1,2}[.)]|(?:\d+\.)+\d*)\s+", "", statement.text).strip(),
        lead=_people(values.get("lead", [])),
        support=_people(values.get("support", [])),
        directed_by=_single(values.get("directed_by")),
        deadline=_single(values.get("deadline")),
    )
    found.append((task, Trace.of(statement.lines)))


def _people(values: list[str]) -> list[str]:
    out: list[str] = []
    for value in values:
        bare = BULLET.sub("", value)
        if value.lstrip().startswith("+"):
            bare = SCOPED.sub("", bare)
        out += [unit for unit in units(bare) if unit not in out]
    return out


def _single(values: list[str] | None) -> str | None:
    return (values[0].strip().rstrip(".;") or None) if values else None
