"""What a check found, of all documents: how many, which share, which ones.

Judged ... ─▶ Report ─▶ Tally of each criterion ; JSON
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from extract.packages.acceptance.criteria import ROWS, Criterion, Row, Standing, State
from schemas.catalogue import Message, say


@dataclass(frozen=True, slots=True)
class Judged:
    """A document; `record`: its record below the output folder, `path`: of the file it was made from."""

    record: str
    path: str
    pages: int | None
    standings: Mapping[Criterion, Standing]


@dataclass(frozen=True, slots=True)
class Tally:
    """Of one criterion: the documents that miss it, and those of which it is open."""

    criterion: Criterion
    missed: tuple[Judged, ...]
    open: tuple[Judged, ...]
    not_asked: int
    of: int  # documents in all: shares are of the whole batch, as fines are

    @property
    def row(self) -> Row:
        """What is asked."""
        return ROWS[self.criterion]

    @property
    def share(self) -> float:
        """Of those that miss it, 0 to 1."""
        return len(self.missed) / self.of if self.of else 0.0

    def why(self, document: Judged) -> str:
        """The reasons of one document."""
        return "; ".join(map(str, document.standings[self.criterion].why))

    def as_json(self) -> dict[str, Any]:
        """For other programs."""
        return {
            "criterion": self.criterion,
            "label": say(self.row.missed),
            "basis": say(self.row.basis),
            "asked": self.row.is_asked,
            "missed": len(self.missed),
            "percent": round(100 * self.share, 2),
            "open": len(self.open),
            "not_asked": self.not_asked,
            "documents": list(self._listed(self.missed)),
            "documents_open": list(self._listed(self.open)),
        }

    def _listed(self, documents: Iterable[Judged]) -> Iterator[dict[str, Any]]:
        for one in documents:
            why = [as_json(message) for message in one.standings[self.criterion].why]
            yield {"record": one.record, "path": one.path, "why": why}


@dataclass(frozen=True, slots=True)
class Report:
    """`own`: what archive.yaml tells of agency and fonds; `left_out`: covers, and by the archive's wish."""

    folder: Path
    when: datetime
    own: Mapping[str, str]
    files: int  # hồ sơ
    documents: tuple[Judged, ...]
    left_out: int
    notes: tuple[Message, ...]

    @property
    def pages(self) -> int:
        """Of those that have pages."""
        return sum(one.pages or 0 for one in self.documents)

    @property
    def tallies(self) -> Iterator[Tally]:
        """In the order of the criteria."""
        return (self._tally(criterion) for criterion in Criterion)

    @property
    def is_good(self) -> bool:
        """Whether nothing that is asked is missed; of no document nothing is shown."""
        missed = any(tally.missed for tally in self.tallies if tally.row.is_asked)
        return bool(self.documents) and not missed

    def as_json(self) -> dict[str, Any]:
        """For other programs."""
        return {
            "folder": str(self.folder),
            "time": self.when.isoformat(timespec="seconds"),
            "good": self.is_good,
            "files": self.files,
            "documents": len(self.documents),
            "pages": self.pages,
            "left_out": self.left_out,
            "notes": [as_json(note) for note in self.notes],
            "criteria": [tally.as_json() for tally in self.tallies],
        }

    def _tally(self, criterion: Criterion) -> Tally:
        def those(state: State) -> tuple[Judged, ...]:
            return tuple(one for one in self.documents if one.standings[criterion].state is state)

        not_asked = len(those(State.NOT_ASKED))
        return Tally(criterion, those(State.MISSED), those(State.OPEN), not_asked, len(self.documents))


def as_json(message: Message) -> dict[str, Any]:
    """A message for other programs."""
    return {"code": message.code, "params": dict(message.params), "message": message.say()}
