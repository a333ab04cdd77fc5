"""The values of a record as a person checks them: each with its place, its doubts, and alternatives.

    record (people's values in it), machine's record, entries ─▶ Value, Value, ... in the order of the form

A path names a value as in `evidence` and `review`: number, signer.name, recipients[1].
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from extract.desk.wording import is_text, label, reason, written
from extract.review.entries import Entry
from extract.review.log import counting
from extract.review.paths import value_at

Json = dict[str, Any]
LONG = 64  # signs; a longer value has a field of several lines
# Scalars and lists of texts at the top of the form, and those at its end; what is between has its own leaf.
TOP = (
    "doc_type.name", "number", "notation", "code", "organ_parent", "organ", "place", "date", "title",
    "urgency", "secrecy", "addressees",
)  # fmt: skip
END = (
    "signer.authority", "signer.title", "signer.name", "recipients", "archive_line", "attachments",
    "appendix.title", "appendix.issued_with", "incoming.organ", "incoming.number", "incoming.date",
)  # fmt: skip
# What a person checks of a document that was drawn: single values, and lists as a whole.
LISTS = ("addressees", "recipients")
KEYED = (*TOP, "signer.authority", "signer.title", "signer.name", "recipients", "archive_line")
REST = ("legal_bases", "citations", "tasks", "statistics", "footnotes", "outline")
ABSENT = ("appendix", "incoming")  # objects that most documents do not have
# Doubts of what is one value to a person, or is known by one part.
INNER = {"doc_type": "doc_type.name", "signer": "signer.name"}
# What an alternative must look like to be one, by the last name of the path; others are any text.
FITS = {
    "date": re.compile(r"\d{4}(-\d\d){0,2}"),
    "number": re.compile(r"\d+\w?"),
    "code": re.compile(r"\S+[/-]\S+"),
}
# Parameters of a doubt that may be the value.
ALTERNATIVES = ("number", "other", "value", "meant", "date", "cited", "appendix", "said", "seen")


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a value is to be checked, in words."""

    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Value:
    """One value at the desk."""

    field: str
    label: str
    held: Any  # what the record has now; None where nothing is
    text: str  # the same as a person writes it
    page: int | None
    box: tuple[float, ...] | None
    confidence: float | None
    raw: str  # what was seen on the page
    doubts: tuple[Doubt, ...]
    offers: tuple[str, ...]
    by: Entry | None  # who said so last, if a person did

    @property
    def name(self) -> str:
        """As an HTML id."""
        return re.sub(r"[^A-Za-z0-9_-]+", "-", self.field).strip("-")

    @property
    def editable(self) -> bool:
        """Whether it is a text or a list of texts; what is made of more is edited in its own leaf."""
        return is_text(self.held)

    @property
    def is_page(self) -> bool:
        """Whether it is the text of a page, in which Enter is a new line."""
        return self.field.startswith("content.")

    @property
    def lines(self) -> int:
        """How many the field needs."""
        return min(1 + len(self.text) // LONG + self.text.count("\n"), 8)


class Values:
    """Of one document. `record` has people's values, `machine` is as it lies on disk."""

    def __init__(self, record: Json, machine: Json, entries: Sequence[Entry]) -> None:
        self._record, self._machine = record, machine
        self.standing = counting(entries)  # those that nobody took back
        self._last = {entry.field: entry for entry in self.standing if entry.field}
        self._evidence: dict[str, Json] = {}
        for one in record["evidence"]:
            self._evidence.setdefault(one["field"], one)
        self._doubts: dict[str, list[Json]] = {}
        for one in record["review"]:
            self._doubts.setdefault(INNER.get(one["field"], one["field"]), []).append(one)

    def shown(self) -> dict[str, Value]:
        """All that stands beside the pages, by its path."""
        return {value.field: value for value in (*self.doubtful(), *self.top(), *self.end())}

    def doubtful(self) -> list[Value]:
        """Those with open doubts, in the order of the form; what stands in no form comes last."""
        order = {value.field: place for place, value in enumerate([*self.top(), *self.end()])}
        fields = sorted(filter(None, self._doubts), key=lambda field: (order.get(field, len(order)), field))
        return [self.of(field) for field in fields]

    def whole(self) -> list[str]:
        """Doubts of the document as a whole, in words."""
        return [reason(doubt) for doubt in self._doubts.get("", [])]

    def top(self) -> list[Value]:
        """What heads the document."""
        return [value for name in TOP for value in self._some(name)]

    def end(self) -> list[Value]:
        """Who signed, and who gets it."""
        extra = [f"extra.{name}" for name in self._record["fields"]["extra"]]
        return [value for name in (*END, *extra) for value in self._some(name)]

    def rest(self, name: str) -> list[Value]:
        """The texts of a list of things: each citation's code, each task's deadline."""
        held = self._record["fields"].get(name) or []
        return [self.of(field) for field in _leaves(held, name)]

    def of(self, field: str) -> Value:
        """One value. ValueError for what is no path."""
        held = value_at(self._record, field)
        seen = self._evidence.get(field) or self._evidence.get(_parent(field)) or self._around(field)
        doubts = self._doubts.get(field, [])
        text = written(field, held) if is_text(held) else str(seen.get("text") or "")
        offers = tuple(self._offers(field, text, doubts)) if is_text(held) else ()
        return Value(
            field,
            label(field),
            held,
            text,
            seen.get("page") or _page_of(field, self._record),
            tuple(seen["bbox"]) if seen.get("bbox") else None,
            seen.get("confidence"),
            seen.get("raw", ""),
            tuple(Doubt(one["code"], reason(one)) for one in doubts),
            offers,
            self._last.get(field),
        )

    def _some(self, name: str) -> Iterator[Value]:
        """A value, or those of a list; of an empty one that is doubted its first place."""
        if name.partition(".")[0] in ABSENT and self._record["fields"][name.partition(".")[0]] is None:
            return
        held = value_at(self._record, name)
        if not isinstance(held, list) or (not held and name in self._doubts):
            yield self.of(name)
        else:
            count = len(held) + (name in LISTS)  # one more, to be written in
            yield from (self.of(f"{name}[{index}]") for index in range(count))

    def _around(self, field: str) -> Json:
        """The place of a list: that of its items on the page of the first."""
        items = [one for name, one in self._evidence.items() if name.startswith(f"{field}[") and one["bbox"]]
        boxes = [one["bbox"] for one in items if one["page"] == items[0]["page"]]
        if not boxes:
            return {}
        corners = zip((min, min, max, max), zip(*boxes, strict=True), strict=True)
        return {"page": items[0]["page"], "bbox": [outermost(sides) for outermost, sides in corners]}

    def _offers(self, field: str, text: str, doubts: Sequence[Json]) -> Iterator[str]:
        """What else it may be: what doubts name, the machine's value behind a person's, what was seen."""
        found = [one["params"].get(name) for one in doubts for name in ALTERNATIVES]
        found += [value_at(self._machine, field), self._evidence.get(field, {}).get("raw")]
        if field == "code":
            parts = self._record["fields"]
            found.append(f"{parts['number']}/{parts['notation']}" if parts["number"] else None)
        fits = FITS.get(field.rpartition(".")[2].partition("[")[0])
        given = {_bare(text), ""}
        for one in found:
            if one is None or isinstance(one, dict | list) or (fits and not fits.fullmatch(str(one))):
                continue
            offer = written(field, one)
            if _bare(offer) not in given:
                given.add(_bare(offer))
                yield offer


def _bare(text: str) -> str:
    """What makes two readings two: not case, nor the signs around an item of a list."""
    return text.strip(" -–~+*•;.,:").casefold()


def _leaves(held: Any, path: str) -> Iterator[str]:
    """Paths of all texts within."""
    if isinstance(held, list):
        for index, one in enumerate(held):
            yield from _leaves(one, f"{path}[{index}]")
    elif isinstance(held, dict):
        for name, one in held.items():
            yield from _leaves(one, f"{path}.{name}")
    elif isinstance(held, str) or held is None:
        yield path


def _parent(field: str) -> str:
    """doc_type of doc_type.name, citations[0] of citations[0].code."""
    return field.rpartition(".")[0]


def _page_of(field: str, record: Json) -> int | None:
    if found := re.match(r"content\.pages\[(\d+)\]", field):
        return int(record["content"]["pages"][int(found[1])]["number"])
    return None
