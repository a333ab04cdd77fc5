"""Samples that people check, and what they key: kept beside the corrections, added to and never changed.

    records drawn (sample.py) ─ begin ─▶ Sample ;  what each person reads ─ key, settle ─▶ truth

A sample is checked by one person, or keyed by two of whom none sees what the other one wrote: `mine` gives
each only his own, `differences` what both have keyed and not alike.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from extract.review.keyed import Drawn, Keyed, Place, Sample, ThirdPerson, alike
from extract.review.store import Store, now

PEOPLE = 2  # who key one document


class Sampling(Store):
    """The samples of an output folder; one for each thread. Every method may raise OutputError."""

    def begin(
        self, drawn: Sequence[tuple[str, str]], *, seed: str, per: str, who: str, size: int | None = None
    ) -> Sample:
        """A sample of these documents: record and id of each, in the order in which they were drawn."""
        at, count = now(), len(drawn) if size is None else size
        with self.at_once() as connection:
            number = connection.execute(
                "insert into samples (at, who, seed, size, per) values (?, ?, ?, ?, ?)",
                (at, who, seed, count, per),
            ).lastrowid
            assert number is not None
            connection.executemany(
                "insert into drawn values (?, ?, ?, ?)",
                [(number, place, record, document) for place, (record, document) in enumerate(drawn)],
            )
        return Sample(number, at, who, seed, count, per)

    def samples(self) -> list[Sample]:
        """All, the newest first."""
        rows = self.ask("select id, at, who, seed, size, per from samples order by id desc")
        return [Sample(*row) for row in rows]

    def drawn(self, sample: int) -> list[Drawn]:
        """The documents of a sample, in the order in which they were drawn."""
        question = "select place, record, document from drawn where sample = ? order by place"
        return [Drawn(*row) for row in self.ask(question, sample)]

    def key(self, sample: int, values: Mapping[str, Any], *, document: str, who: str) -> None:
        """What a person reads of a document, by field; who keys a field again has read it so.

        Raises ThirdPerson, and KeyError for a document that is not of the sample.
        """
        with self.at_once() as connection:
            found = connection.execute(
                "select 1 from drawn where sample = ? and document = ?", (sample, document)
            ).fetchone()
            if not found:
                raise KeyError(document)
            people = connection.execute(
                "select distinct who from keyed where sample = ? and document = ? and not settles"
                " and who != ?",
                (sample, document, who),
            ).fetchall()
            if len(people) >= PEOPLE:
                raise ThirdPerson(document)
            _add(connection, sample, values, document, who, settles=False)

    def settle(self, sample: int, field: str, value: Any, *, document: str, who: str) -> None:
        """What stands on the page, where two people read it otherwise."""
        with self.at_once() as connection:
            _add(connection, sample, {field: value}, document, who, settles=True)

    def mine(self, sample: int, document: str, who: str) -> dict[str, Any]:
        """What a person has keyed of a document, by field; never what the other one did."""
        own = (document, who)
        keyed = self._keyed(sample, settles=0)
        return {one.field: one.value for one in keyed if (one.document, one.who) == own}

    def differences(self, sample: int) -> list[tuple[Keyed, Keyed]]:
        """What two people read otherwise and nobody settled yet."""
        settled = {(one.document, one.field) for one in self._keyed(sample, settles=1)}
        pairs = [
            (some[0], some[1])
            for place, some in self._by_place(sample).items()
            if place not in settled and len(some) == PEOPLE
        ]
        return [(one, other) for one, other in pairs if not alike(one.value, other.value)]

    def truth(self, sample: int) -> dict[Place, Any]:
        """What stands on the page by all who looked: settled, read alike by two, or by the only one."""
        found = {
            place: some[0].value
            for place, some in self._by_place(sample).items()
            if all(alike(some[0].value, one.value) for one in some)
        }
        return found | {(one.document, one.field): one.value for one in self._keyed(sample, settles=1)}

    def _by_place(self, sample: int) -> dict[Place, list[Keyed]]:
        held = dict[Place, list[Keyed]]()
        for one in self._keyed(sample, settles=0):
            held.setdefault((one.document, one.field), []).append(one)
        return held

    def _keyed(self, sample: int, settles: int) -> list[Keyed]:
        """The last of each person, or what was settled last."""
        person = "who, " if not settles else ""
        rows = self.ask(
            "select document, field, who, value from keyed where id in (select max(id) from keyed"
            f" where sample = ? and settles = ? group by {person}document, field) order by id",
            sample,
            settles,
        )
        return [Keyed(document, field, who, json.loads(value)) for document, field, who, value in rows]


def _add(
    connection: Any, sample: int, values: Mapping[str, Any], document: str, who: str, *, settles: bool
) -> None:
    connection.executemany(
        "insert into keyed (at, who, sample, document, field, value, settles) values (?, ?, ?, ?, ?, ?, ?)",
        [
            (now(), who, sample, document, field, json.dumps(value, ensure_ascii=False), int(settles))
            for field, value in values.items()
        ],
    )
