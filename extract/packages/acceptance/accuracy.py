"""How right a batch is read, measured on the sample that a person checked.

    Reviewed ─▶ of each field the share of right values, of all the share of right characters ─▶ Accuracy

A field is right or not in a document. Characters are wrong by the edit distance (Levenshtein) between the
line that was read and the right one. What the program did not read at all stands in no line: pages that were
not read, and print-not-read of the records, tell of that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapidfuzz.distance import Levenshtein

from extract.export.records import read as records
from extract.packages.acceptance import reviewed
from extract.packages.acceptance.drawn import FIELDS, Drawing, Text, values_of
from extract.packages.acceptance.report import as_json
from extract.review.intervals import Interval, Verdict, of_characters, of_documents
from extract.review.intervals import Reviewed as Characters
from schemas.catalogue import Message, say

# Công văn 7197/BKHCN-CĐSQG asks it of characters; of fields no paper asks a share, the same is taken.
ASKED = 0.98
CHARACTERS = "characters"


@dataclass(frozen=True, slots=True)
class Measured:
    """Of a field, or of characters; `found`: None where nothing was checked, `unchecked`: rows left empty."""

    name: str  # code of what is said of it
    found: Interval | None
    unchecked: int
    left: int  # documents that were not drawn

    @property
    def verdict(self) -> Verdict:
        """A field of which rows were passed over is not shown to be right: the hard ones are passed over."""
        shown = self.found.verdict(ASKED) if self.found else Verdict.TOO_FEW
        return Verdict.TOO_FEW if self.unchecked and shown is Verdict.PASSED else shown

    @property
    def more(self) -> int | None:
        """Documents that are still to be drawn, may be more than there are. None: no number helps."""
        return self.found.more(ASKED) if self.found else None

    @property
    def is_enough(self) -> bool:
        """Whether the batch has so many more documents."""
        return (self.more or 0) <= self.left

    def as_json(self) -> dict[str, Any]:
        """For other programs."""
        found = self.found
        return {
            "name": self.name,
            "label": say(self.name),
            "right": round(found.right, 6) if found else None,
            "low": round(found.low, 6) if found else None,
            "high": round(found.high, 6) if found else None,
            "documents": found.drawn if found else 0,
            "unchecked": self.unchecked,
            "verdict": self.verdict,
            "more_documents": self.more,
            "more_lines": not self.is_enough,
        }


@dataclass(frozen=True, slots=True)
class Accuracy:
    """`of`: documents that could be drawn."""

    sheet: Path
    drawing: Drawing
    drawn: int
    of: int
    measured: tuple[Measured, ...]
    notes: tuple[Message, ...]

    @property
    def is_good(self) -> bool:
        """Whether all of it is shown to be as right as is asked."""
        return all(one.verdict is Verdict.PASSED for one in self.measured)

    def as_json(self) -> dict[str, Any]:
        """For other programs."""
        return {
            "sheet": str(self.sheet),
            "seed": self.drawing.seed,
            "per": self.drawing.per,
            "drawn": self.drawn,
            "of": self.of,
            "asked": ASKED,
            "good": self.is_good,
            "notes": [as_json(note) for note in self.notes],
            "measured": [one.as_json() for one in self.measured],
        }


def accuracy(sheet: Path, folder: Path) -> Accuracy:
    """Of a work sheet that is filled in. Raises OutputError, NotInstalled."""
    held = reviewed.read(sheet)
    measured = [*(_field(name, held) for name in FIELDS)]
    if held.sample.texts:
        measured.append(_characters(held))
    drawn = len(held.sample.records)
    notes = tuple(_notes(held, folder))
    return Accuracy(sheet, held.sample.drawing, drawn, held.sample.of, tuple(measured), notes)


def _field(name: str, held: reviewed.Reviewed) -> Measured:
    said = [one for value, one in held.fields.items() if value.field == name]
    unchecked = sum(value.field == name for value in held.sample.values) - len(said)
    wrong = sum(not one.is_right for one in said)
    found = of_documents(wrong, len(said), held.sample.of) if said else None
    return Measured(name, found, unchecked, held.sample.left)


def _characters(held: reviewed.Reviewed) -> Measured:
    lines = defaultdict[str, list[tuple[Text, reviewed.Said]]](list)
    for text, said in held.lines.items():
        lines[text.record].append((text, said))
    found = [_of_document(some) for some in lines.values()]
    unchecked = len(held.sample.texts) - len(held.lines)
    return Measured(CHARACTERS, of_characters(found) if found else None, unchecked, held.sample.left)


def _of_document(lines: Sequence[tuple[Text, reviewed.Said]]) -> Characters:
    wrong = sum(0 if said.is_right else wrong_characters(text.read, said.right) for text, said in lines)
    return Characters(wrong, sum(len(reviewed.normal(text.read)) for text, _ in lines), lines[0][0].whole)


def wrong_characters(read: str, right: str) -> int:
    """How many letters must be changed, added or taken away."""
    return int(Levenshtein.distance(reviewed.normal(read), reviewed.normal(right)))


def _notes(held: reviewed.Reviewed, folder: Path) -> Iterator[Message]:
    """Whether the batch is still the one that was drawn from."""
    now = {
        (value.record, value.field): value.read
        for key, record in records(folder)
        if key in held.sample.records
        for value in values_of(key, record)
    }
    changed = sum(now.get((value.record, value.field)) != value.read for value in held.sample.values)
    if changed:
        yield Message.of("sample-outdated", count=changed)
