"""What was drawn of a batch for a person to check: values of fields, and lines of text.

    records ─ sampled ─▶ Sample(Value ..., Text ...)

What the program read stands in the sample: a new conversion may read otherwise, and then the sample tells of
the one before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from extract.export.records import Json
from extract.review.sample import Per, draw, draw_lines, stratum

# What describes a document: elements of the circular that documents say, and who signed.
FIELDS = (
    "doc_type",
    "number",
    "notation",
    "date",
    "organ",
    "title",
    "secrecy",
    "signer.title",
    "signer.name",
)


@dataclass(frozen=True, slots=True)
class Drawing:
    """How it is drawn: so many documents, by this seed, in these strata, so many lines of each."""

    size: int
    seed: str
    per: Per
    lines: int


@dataclass(frozen=True, slots=True)
class Value:
    """A field of a document; `page` of the file where it was read, from 1, None where nothing was."""

    record: str
    field: str
    page: int | None
    read: str


@dataclass(frozen=True, slots=True)
class Text:
    """A line; `line` of its page, from 1; `whole`: characters of the whole document."""

    record: str
    page: int
    line: int
    read: str
    whole: int


@dataclass(frozen=True, slots=True)
class Sample:
    """`of`: documents that could be drawn, those that were converted."""

    drawing: Drawing
    of: int
    values: tuple[Value, ...]
    texts: tuple[Text, ...]

    @property
    def records(self) -> frozenset[str]:
        """That were drawn."""
        return frozenset(value.record for value in self.values)

    @property
    def left(self) -> int:
        """Documents that were not."""
        return max(self.of - len(self.records), 0)


def sampled(records: Callable[[], Iterable[tuple[str, Json]]], drawing: Drawing) -> Sample:
    """The records are gone through twice; only those that are drawn are held."""
    strata = {
        key: stratum(key, record, drawing.per)
        for key, record in records()
        if record["processing"]["error"] is None
    }
    wanted = set(draw(strata, drawing.size, drawing.seed))
    held = {key: record for key, record in records() if key in wanted}
    values = tuple(value for key in held for value in values_of(key, held[key]))
    texts = tuple(text for key in held for text in _texts(key, held[key], drawing))
    return Sample(drawing, len(strata), values, texts)


def values_of(key: str, record: Json) -> Iterator[Value]:
    """The fields of a record, also those that it does not have: nothing may be printed there, or missed."""
    pages = {one["field"]: one["page"] for one in reversed(record["evidence"])}
    for field in FIELDS:
        yield Value(key, field, pages.get(field), _value(record["fields"], field))


def _value(fields: Json, field: str) -> str:
    held: Any = fields
    for step in (*field.split("."), "name") if field == "doc_type" else field.split("."):
        held = held[step]
    return held or ""


def _texts(key: str, record: Json, drawing: Drawing) -> Iterator[Text]:
    pages = record["content"]["pages"]
    whole = sum(len("".join(page["text"].split())) for page in pages)
    for line in draw_lines(pages, drawing.lines, drawing.seed, key):
        yield Text(key, line.page, line.place + 1, line.text, whole)
