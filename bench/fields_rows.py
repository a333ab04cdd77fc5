"""Fields that are rows: citations, outline, footnotes, tables, tasks, statistics.

record, reference ─ rows ─▶ (name, given, expected), each a list of comparable rows
record ─ strays ─▶ values whose words do not stand in the document's text
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from typing import Any, NamedTuple

from bench.fields_values import normal
from diacritics.syllable import normalise_tone
from schemas.record import Record

ROWS = (
    "citations",
    "citation codes",
    "citation issuers",
    "citation counts",
    "outline",
    "outline nesting",
    "footnotes",
    "footnote texts",
    "tables",
    "table cells",
    "tasks",
    "task parts",
    "statistics",
)
Rows = tuple[str, list[Any], list[Any]]


def rows(record: Record, fields: dict[str, Any], gold: dict[str, Any]) -> Iterator[Rows]:
    """The rows of every such field that the reference has."""
    if "citations" in gold:
        yield from _citations(record, fields, gold)
    for field, name, of in (
        ("outline", "outline", _headings),
        ("outline", "outline nesting", _nested),
        ("footnotes", "footnotes", _markers),
        ("tables", "tables", _table_rows),
        ("tables", "table cells", _cells),
        ("tasks", "tasks", _tasks),
        ("tasks", "task parts", _task_parts),
        ("statistics", "statistics", _figures),
    ):
        if field in gold:
            yield name, of(fields), of(gold)
    if "footnotes" in gold:
        known = {n["marker"] for n in gold["footnotes"] if n["text"]}
        texts = ([normal(n["text"]) for n in r["footnotes"] if n["marker"] in known] for r in (fields, gold))
        yield "footnote texts", *texts


def _headings(record: dict[str, Any]) -> list[Any]:
    return [(entry["marker"], normal(entry["title"])) for entry in record["outline"]]


def _nested(record: dict[str, Any]) -> list[Any]:
    """Entries with their level and kind and the entry above: the place in the tree."""
    found = []
    path: list[str] = []
    for entry in record["outline"]:
        path = [*path[: entry["level"] - 1], entry["marker"]]
        found.append((" > ".join(path), entry["level"], entry["kind"], normal(entry["title"])))
    return found


def _markers(record: dict[str, Any]) -> list[Any]:
    """Markers with their place: footnotes in order."""
    return [(place, note["marker"]) for place, note in enumerate(record["footnotes"])]


def _table_rows(record: dict[str, Any]) -> list[Any]:
    return [normal(" | ".join(row)) for table in record["tables"] for row in table["rows"]]


def _cells(record: dict[str, Any]) -> list[Any]:
    """Cells with their table, row and column; the heads are row 0."""
    return [
        (number, place, normal(column), normal(cell))
        for number, table in enumerate(record["tables"])
        for place, row in enumerate([table["columns"], *table["rows"]])
        for column, cell in zip(table["columns"], row, strict=False)
    ]


def _tasks(record: dict[str, Any]) -> list[Any]:
    return [tuple(normal(value) for _, value in _parts(task)) for task in record["tasks"]]


def _task_parts(record: dict[str, Any]) -> list[Any]:
    found = [(name, normal(value)) for task in record["tasks"] for name, value in _parts(task)]
    return [part for part in found if part[1]]


def _parts(task: dict[str, Any]) -> list[tuple[str, str]]:
    people = [(key, "; ".join(task[key])) for key in ("lead", "support")]
    return [("text", task["text"]), *people, *((k, task[k] or "") for k in ("directed_by", "deadline"))]


def _figures(record: dict[str, Any]) -> list[Any]:
    keys = ("qualifier", "value", "unit")
    return [tuple(normal(one.get(key) or "") for key in keys) for one in record["statistics"]]


def strays(record: Record) -> list[str]:
    """Values of the body that stand nowhere in the text, signs, blanks and raised numbers aside."""
    fields = record.fields
    values = [("outline", entry.title) for entry in fields.outline]
    values += [("footnotes", note.text) for note in fields.footnotes]
    values += [("tasks", task.text) for task in fields.tasks]
    values += [("tasks", name) for task in fields.tasks for name in (*task.lead, *task.support)]
    values += [("statistics", value or "") for one in fields.statistics for value in (one.label, one.unit)]
    whole = _letters(record.content.text)
    return [f"{name} not in the text: {value!r}" for name, value in values if _letters(value) not in whole]


def _letters(text: str) -> str:
    return re.sub(r"[\W\d_]+", "", normalise_tone(text)).lower()


def _citations(record: Record, fields: dict[str, Any], gold: dict[str, Any]) -> Iterator[Rows]:
    """Citations as (type, code or title, date), and what is said of those that both sides have."""
    given, expected = _cited(record, fields, gold)
    yield "citations", [c.key for c in given], [c.key for c in expected]
    codes = ([c.code for c in side if c.code] for side in (given, expected))
    yield "citation codes", *codes
    both = {c.name for c in given} & {c.name for c in expected}
    known = [[c for c in side if c.name in both] for side in (given, expected)]
    yield "citation issuers", *([(c.name, c.issuer) for c in side] for side in known)
    if record.source.pages is not None or "citations_scope" not in gold:
        yield "citation counts", *([(c.name, c.count) for c in side] for side in known)


def _cited(record: Record, fields: dict[str, Any], gold: dict[str, Any]) -> tuple[list[Cited], list[Cited]]:
    """Cited documents of both sides; only those of the pages that the reference covers.

    A reference that lists no uncoded document leaves laws without number out: so do we there.
    """
    coded = all(c["code"] for c in gold["citations"]) and "citations_scope" in gold
    scope = re.match(r"pages? (\d+)(?:-(\d+))?", gold.get("citations_scope", ""))
    last = int(scope[2] or scope[1]) if scope else sys.maxsize
    wanted = [Cited.of(c) for c in gold["citations"]]
    given = []
    for index, entry in enumerate(fields["citations"]):
        found = [held for held in record.evidence if held.field == f"citations[{index}]"]
        if (coded and not entry["code"]) or (found and found[0].page > last):
            continue
        within = [place for place in found if place.page <= last]
        given.append(Cited.of({**entry, "count": len(within) if scope else entry["count"]}))
    if scope and record.source.pages is None:  # a flow document: its pages are not the reference's
        given = [c for c in given if c.code in {w.code for w in wanted}]
    return given, wanted


class Cited(NamedTuple):
    """A cited document in the form in which two are compared."""

    type: str | None
    code: str | None
    title: str
    date: str | None
    issuer: str | None
    count: int

    @property
    def name(self) -> str:
        return self.code or self.title

    @property
    def key(self) -> tuple[str | None, ...]:
        return self.type, self.name, self.date

    @staticmethod
    def of(entry: dict[str, Any]) -> Cited:
        return Cited(
            type=entry["type"],
            code=entry["code"] and normal(entry["code"]).replace(" ", ""),
            title=normal(entry["title"] or "", any_case=True),
            date=entry["date"],
            issuer=entry["issuer"] and normal(entry["issuer"], any_case=True),
            count=entry["count"],
        )
