"""What people did in an output folder: who, how much, how fast, and how often each field was wrong.

    review.sqlite ─ report ─▶ Report(people, fields, days)

Only what counts is counted: who takes back an entry has not made it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from extract.review.entries import Action
from extract.review.log import undone
from extract.review.store import Store

# A person who says nothing for longer is away: a document of ten pages is checked in less.
PAUSE = 300.0  # seconds
AT_ONCE = 5_000  # rows
_PLACE = re.compile(r"\[\d+\]")
_RIGHT, _WRONG = (Action.CONFIRM,), (Action.CORRECT, Action.ABSENT)


@dataclass(frozen=True, slots=True)
class Person:
    """`hours` at work; documents of which the person said anything."""

    who: str
    documents: int
    confirmed: int
    corrected: int
    finished: int
    hours: float

    @property
    def documents_an_hour(self) -> float:
        """0 where there is no telling."""
        return self.documents / self.hours if self.hours else 0.0


@dataclass(frozen=True, slots=True)
class Field:
    """`name`: path without places: recipients[], tables[].rows[][]."""

    name: str
    right: int
    wrong: int


@dataclass(frozen=True, slots=True)
class Report:
    """People by what they did most, fields by how often they were wrong, entries by day (YYYY-MM-DD)."""

    people: tuple[Person, ...]
    fields: tuple[Field, ...]
    days: tuple[tuple[str, int], ...]


@dataclass(slots=True)
class _Work:
    """Of one person, as it is counted."""

    actions: Counter[str] = field(default_factory=Counter)
    documents: set[str] = field(default_factory=set)
    last: float = 0.0
    seconds: float = 0.0

    def goes_on(self, at: float) -> None:
        """Something was said at this time (Unix seconds)."""
        if 0 < at - self.last <= PAUSE:
            self.seconds += at - self.last
        self.last = at


def report(folder: Path, since: str = "", until: str = "~") -> Report:
    """Of all that was said, or from a time on and until another one (`at` of entries). Raises OutputError."""
    people, days = defaultdict[str, _Work](_Work), Counter[str]()
    fields = defaultdict[str, Counter[str]](Counter)
    for at, who, document, name, action in _said(folder, since, until):
        work = people[who]
        work.goes_on(datetime.fromisoformat(at.replace("Z", "+00:00")).timestamp())
        work.actions[action] += 1
        work.documents.add(document)
        days[at[:10]] += 1
        if action in (*_RIGHT, *_WRONG):
            fields[_PLACE.sub("[]", name)][action] += 1
    found = [Field(name, _sum(some, _RIGHT), _sum(some, _WRONG)) for name, some in fields.items()]
    return Report(
        tuple(sorted((_person(*one) for one in people.items()), key=lambda one: (-one.documents, one.who))),
        tuple(sorted(found, key=lambda one: (-one.wrong, one.name))),
        tuple(sorted(days.items())),
    )


def _said(folder: Path, since: str, until: str) -> Iterator[tuple[str, str, str, str, str]]:
    """Time, person, document, field and action of what counts, in the order of time."""
    with Store(folder) as store:
        gone = undone(
            [(a, b) for a, b in store.ask("select id, undoes from entries where undoes is not null")]
        )
        last = 0
        while rows := store.ask(
            "select id, at, who, document, field, action from entries where id > ? order by id limit ?",
            last,
            AT_ONCE,
        ):
            last = rows[-1][0]
            for number, at, *rest in rows:
                if number not in gone and since <= at < until and rest[-1] != Action.UNDO:
                    yield (at, *rest)


def _person(who: str, work: _Work) -> Person:
    return Person(
        who,
        len(work.documents),
        _sum(work.actions, _RIGHT),
        _sum(work.actions, _WRONG),
        work.actions[Action.FINISH],
        work.seconds / 3600,
    )


def _sum(actions: Counter[str], of: tuple[Action, ...]) -> int:
    return sum(actions[action] for action in of)
