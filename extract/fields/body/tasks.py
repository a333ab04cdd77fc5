"""Tasks: what is ordered, to whom, by when.

Nội dung | Thời gian | Đơn vị chủ trì | Đơn vị phối hợp          a table row
a) Rà soát ...  - Chỉ đạo thực hiện: ...  - Phòng chủ trì: ...    a point and its labelled lines
Giao Sở A chủ trì, phối hợp với Sở B ...                          a sentence (see `orders`)

Sentences are asked only where the document has neither such a table nor such lines: there they say
again, or in general, what the table says task by task.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from extract.fields.body.lists import BULLET
from extract.fields.body.orders import order
from extract.fields.body.statistics import REPORTS, sentences
from extract.fields.context import ELSEWHERE, IN_PLACE, Answer, Context
from extract.fields.head.doctype import read_type
from extract.fields.trace import Trace, evidence_at
from extract.form.folding import fold_letters
from extract.form.matching import first_anchor
from extract.form.word_patterns import any_of
from extract.layout.footnotes import without_markers
from extract.layout.model import Paragraph, Region, WholeTable
from schemas import vocabulary
from schemas.clues import Clue
from schemas.fields import Task
from schemas.language import FieldRule
from schemas.record import Evidence

# A table of steps is a procedure.
STEPS = re.compile(rf"^(?:{any_of(vocabulary.tasks('steps'))})\b", re.IGNORECASE)
LABEL = re.compile(r"^(?P<label>[^:]{4,60}):\s*(?P<value>.*)$", re.DOTALL)
SCOPED = re.compile(r"^[^:]{3,60}:\s*")  # "Chương trình 1: Phòng A": whose part it is
LABEL_WORDS = 10
PLAIN_WORDS = 5  # of a label without a dash: "Đơn vị chủ trì: ..."
# The marker and the article or bullet before a statement.
STATEMENT = re.compile(r"^\s*(?:Điều \d+\.?|[-–+•*]|\(?\w{1,2}[.)]|(?:\d+\.)+\d*)\s+")


def read_tasks(rule: FieldRule, context: Context) -> Answer:
    """Tasks of all tables, then of all blocks."""
    found = [(task, _place(table, task)) for table in context.layout.tables for task in _of_table(table)]
    for task, trace in _of_blocks(context.layout.paragraphs):
        found.append((task, trace.evidence(ELSEWHERE, (Clue.LABELLED_LINES,))))
    found = found or list(_of_sentences(rule, context))
    return Answer(
        [task for task, _ in found],
        {f"{rule.name}[{index}]": evidence for index, (_, evidence) in enumerate(found)},
    )


def _place(table: WholeTable, task: Task) -> Evidence:
    return evidence_at(table.page, table.box, task.text, IN_PLACE, (Clue.TABLE_ROW,))


def _of_sentences(rule: FieldRule, context: Context) -> Iterator[tuple[Task, Evidence]]:
    """Orders that begin a sentence of the body."""
    kind = read_type(rule, context).value
    stated = kind is None or kind.code not in REPORTS
    notes = frozenset(note.marker for note in context.layout.footnotes)
    for paragraph in context.layout.paragraphs:
        if paragraph.region is not Region.BODY or any(line.line.cell for line in paragraph.lines):
            continue
        trace = Trace.of(paragraph.lines)
        for start, sentence in sentences(trace.text):
            bare = STATEMENT.sub("", sentence)
            if task := order(without_markers(bare, notes).strip(), stated=stated):
                yield task, trace.evidence(ELSEWHERE, (Clue.ORDER,), start, start + len(sentence))


def role(label: str) -> str | None:
    """What a column or label says of a task."""
    found = next((name for name, words in vocabulary.task_roles().items() if _has(label, words)), None)
    return None if found == "deadline" and _has(label, vocabulary.tasks("products")) else found


def _has(label: str, words: tuple[str, ...]) -> bool:
    return any(fold_letters(word) in fold_letters(label) for word in words)


def _of_table(table: WholeTable) -> list[Task]:
    """Rows of a table that has a column for the work and one for who leads it."""
    columns: dict[str, int] = {}
    for index, title in enumerate(table.columns):
        found = role(title)
        if found and found not in columns:
            columns[found] = index
    if not {"text", "lead"} <= columns.keys() or STEPS.match(table.columns[0]):
        return []
    return [
        _row(row, columns)
        for row in table.rows
        if row[columns["text"]].strip()
        and row[columns["lead"]].strip() not in ("", row[columns["text"]].strip())
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
    if not match or len(match["label"].split()) > LABEL_WORDS:
        return None
    found = role(match["label"])
    dashed = text.lstrip()[:1] in "-–+•*"
    if not dashed and (found in (None, "text") or len(match["label"].split()) > PLAIN_WORDS):
        return None
    return ("other" if found in (None, "text") else str(found)), [match["value"]]


def _close(
    found: list[tuple[Task, Trace]], statement: Paragraph | None, labels: list[tuple[str, list[str]]]
) -> None:
    named = {name for name, _ in labels}
    if statement is None or not named & {"lead", "support"}:
        return
    values = {name: [v for label, held in labels if label == name for v in held] for name in named}
    task = Task(
        text=STATEMENT.sub("", statement.text).strip(),
        lead=_people(values.get("lead", [])),
        support=_people(values.get("support", [])),
        directed_by=_single(values.get("directed_by")),
        deadline=_single(values.get("deadline")),
    )
    if task.lead or task.support:
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
