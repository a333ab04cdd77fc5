"""The index read by others: while a batch writes it or after.

index.sqlite ─ Index ─▶ work list, counts by facet, hits, progress
"""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Any

from extract.index.asked import COLUMNS, as_stored, conditions, row_of
from extract.index.model import Cursor, Filter, Hit, Progress, Row, State
from extract.index.opened import plainly, to_read
from extract.index.search import search
from extract.index.tables import FACETS, FILE

MOST_VALUES = 200  # of a facet: more than anybody reads in a list


ALL = Filter()


class Index:
    """The index of an output folder, opened read-only; one for each thread.

    Raises OutputError where there is none that can be read: `extract.index.build.ensure` makes it. So may
    every method.
    """

    def __init__(self, folder: Path) -> None:
        self._path, self._connection = folder / FILE, to_read(folder)

    def __enter__(self) -> Index:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends the connection."""
        self._connection.close()

    def work(self, filter: Filter, after: Cursor | None, limit: int) -> list[Row]:
        """The rows wanted, gravest first, behind a cursor (`rows[-1].cursor`)."""
        where, values = conditions(filter)
        if after:
            where += " and (d.rank, d.record) > (?, ?)"
            values += [-after.rank, after.place]
        return self._rows(f"where {where} order by d.rank, d.record limit ?", *values, limit)

    def facets(self, filter: Filter) -> dict[str, list[tuple[str, int]]]:
        """Values and numbers of documents, most frequent first, by the names of Filter's fields.

        A facet counts what the other ones leave, so that one may be exchanged for another.
        """
        found = {name: self._values(name, filter) for name in FACETS}
        where, values = conditions(filter, without="reason")
        rows = f"documents d join reasons on document = number where {where}" if values else "reasons"
        question = f"select reason, count(*) from {rows} group by reason order by 2 desc, 1 limit ?"
        return {**found, "reason": self._ask(question, *values, MOST_VALUES)}

    def search(self, query: str, after: Cursor | None, limit: int, filter: Filter = ALL) -> list[Hit]:
        """Documents that have all the words, with or without marks.

        "words in quotes" stand together, word* is how one begins. Those whose fields have them come first. No
        words, no hits; never raises for what was typed.
        """
        with plainly(self._path):
            return search(self._connection, query, after, limit, conditions(filter))

    def row(self, record: str) -> Row | None:
        """Of one record."""
        return next(iter(self._rows("where d.record = ?", record)), None)

    def of_document(self, document: str) -> list[Row]:
        """The records of a document by its id: several where a file lies in several places."""
        return self._rows("where d.id = ? order by d.record", document)

    def revisions(self, document: str | None = None) -> list[tuple[str, str, int]]:
        """Record, id and the revision that the index has of what people said; of one document, or of all."""
        only, values = ("= ?", [document]) if document else ("is not null", [])
        return self._ask(f"select record, id, revision from documents where id {only}", *values)

    def next_todo(self, record: str) -> str | None:
        """The next document to do in the order of the work list, behind this one; from the top at its end."""
        here = self.row(record)
        wanted = Filter(state=State.TODO)
        rows = self.work(wanted, here.cursor, 1) if here else []
        rows = rows or self.work(wanted, None, 2)
        return next((row.record for row in rows if row.record != record), None)

    def progress(self) -> Progress:
        """How far the folder is."""
        rows = self._ask("select state, count(*), sum(pages), sum(doubts) from documents group by state")
        return Progress(
            **{state: count for state, count, _, _ in rows},
            pages=sum(row[2] for row in rows),
            doubts=sum(row[3] for row in rows),
        )

    def _values(self, name: str, filter: Filter) -> list[tuple[str, int]]:
        where, values = conditions(filter, without=name)
        question = f"select {name}, count(*) from documents d where {where} group by 1"
        if not values:
            question, values = "select value, documents from counts where facet = ? and documents > 0", [name]
        return self._ask(f"{question} order by 2 desc, 1 limit ?", *values, MOST_VALUES)

    def _rows(self, question: str, *values: Any) -> list[Row]:
        return [
            row_of(found) for found in self._ask(f"select {COLUMNS} from documents d {question}", *values)
        ]

    def _ask(self, question: str, *values: Any) -> list[Any]:
        with plainly(self._path):
            return self._connection.execute(question, [as_stored(value) for value in values]).fetchall()
