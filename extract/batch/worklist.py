"""The documents of one run, in tables of SQLite's that go with it: a million of them take no memory.

    sources ─ see ─▶ found (every document)
            ─ wait ─▶ work (what is to be made) ─▶ Stored, a few at a time
    documents of the ledger, found ─ order_lines ─▶ lines (what records.jsonl lacks, in its order)

The tables lie in a temporary file behind the ledger's connection, so that both can be asked together; of
the ledger itself nothing is changed here. What is read while something else is written is read in pieces,
since an open question would keep the ledger's log from being emptied.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from extract.batch.ledger import Rows
from extract.core.source import Source

AT_ONCE = 200  # sources read from the table at once: some 100 kilobytes
CREATE = (
    "create temp table found (output text primary key, number integer, size integer) without rowid",
    """create temp table work (
    number     integer primary key,
    output     text not null unique,
    size       integer,
    media_type text,
    refused    integer,  -- intake gives it to no reader
    leader     text,     -- the record that this one's is written from, since their documents are the same
    of_kept    integer,  -- that record is of an earlier run
    source     blob
    )""",
    "create index temp.twins on work (leader) where leader is not null",
    "create temp table settled (token text, output text)",
    "create temp table absorbed (output text primary key, records text) without rowid",
    "create temp table lines (number integer primary key, output text)",
)
# Sizes that a document to be made has in common with another one, and the first record of each content.
SHARED = (
    """create temp table shared as select size from found
    where size in (select size from work where size > 0 and not refused) group by size having count(*) > 1""",
    "create unique index temp.by_size on shared (size)",
    """create temp table first (
    sha256 text, media_type text, output text, of_kept integer, primary key (sha256, media_type)
    ) without rowid""",
    """insert or ignore into first select d.sha256, d.media_type, d.output, 1
    from found cross join documents d using (output)
    where found.size in shared and d.state = 'done' and d.sha256 is not null and d.media_type is not null
        and d.output not in (select output from work)
    order by found.number""",
)
# Those of other runs first; a document that is still to be made has its place among its own.
ORDER = """
insert into lines (output) select d.output from documents d left join found using (output)
    where d.listed = 0 and (found.output is not null or d.state in ('done', 'failed'))
    order by found.output is not null, found.number, d.output
"""


@dataclass(frozen=True, slots=True)
class Stored:
    """Some of the documents to be made, in their order, read as they are needed."""

    rows: Rows
    where: str
    values: tuple[Any, ...] = ()

    def __len__(self) -> int:
        return int(self.rows.ask(f"select count(*) from work where {self.where}", *self.values)[0][0])

    def __iter__(self) -> Iterator[Source]:
        question = f"select number, source from work where number > ? and {self.where} order by 1 limit ?"
        some = self.rows.ask(question, 0, *self.values, AT_ONCE)
        while some:
            for _, source in some:
                yield pickle.loads(source)
            some = self.rows.ask(question, some[-1][0], *self.values, AT_ONCE)


class Worklist:
    """What one run found, and what of it is to be made. Every method may raise OutputError."""

    def __init__(self, rows: Rows) -> None:
        self._rows, self._number = rows, 0
        self._seen: list[tuple[str, int, int]] = []  # not in the table yet
        for statement in CREATE:
            rows.change(statement)

    def see(self, source: Source) -> None:
        """One more document of the run."""
        self._number += 1
        self._seen.append((source.output, self._number, source.size))
        if len(self._seen) == AT_ONCE:
            self._put()

    def _put(self) -> None:
        self._rows.connection.executemany("insert into found values (?, ?, ?)", self._seen)
        self._seen.clear()

    def wait(self, source: Source) -> None:
        """The one seen last is to be made."""
        self._rows.change(
            "insert into work (number, output, size, media_type, refused, source) values (?, ?, ?, ?, ?, ?)",
            self._number,
            source.output,
            source.size,
            source.media_type,
            source.error is not None,
            pickle.dumps(source),
        )

    def settle(self, source: Source) -> None:
        """It was read and found unchanged: its token is a new one."""
        self._rows.change("insert into settled values (?, ?)", source.token, source.output)

    def absorb(self, output: str, named: str) -> None:
        """What an earlier run made of a picture that is read together with others now."""
        self._rows.change("insert or ignore into absorbed values (?, ?)", output, named)

    def absorbed(self) -> list[tuple[str, str]]:
        """All that was absorbed: by its record, and the records of its documents."""
        return [(output, named) for output, named in self._rows.ask("select output, records from absorbed")]

    def find_twins(self, content: Callable[[Source], str | None]) -> None:
        """After the last document: which have the same content as another one.

        `content`: the SHA-256 of a document, None where it has none; asked only where two sizes are equal.
        """
        self._put()
        if not len(self.to_convert()):
            return
        for statement in SHARED:
            self._rows.change(statement)
        for source in Stored(self._rows, "not refused and size in shared"):
            sha256 = content(source)
            if sha256 and not self._is_first(sha256, source):
                self._rows.change(
                    "update work set (leader, of_kept) = (select output, of_kept from first"
                    " where sha256 = ? and media_type = ?) where output = ?",
                    sha256,
                    source.media_type,
                    source.output,
                )

    def _is_first(self, sha256: str, source: Source) -> bool:
        values = (sha256, source.media_type, source.output)
        return self._rows.change("insert or ignore into first values (?, ?, ?, 0)", *values) == 1

    def all(self) -> Stored:
        """All that is to be made."""
        return Stored(self._rows, "true")

    def refused(self) -> Stored:
        """What intake gives to no reader."""
        return Stored(self._rows, "refused")

    def to_convert(self, media_types: Sequence[str] | None = None) -> Stored:
        """What is to be converted, each content once; only of these media types where they are given."""
        only = "" if media_types is None else f" and media_type in ({', '.join('?' * len(media_types))})"
        return Stored(self._rows, f"not refused and leader is null{only}", tuple(media_types or ()))

    def kinds(self) -> dict[str, int]:
        """How much is to be converted, by media type."""
        return dict(self._rows.ask(
            "select media_type, count(*) from work where not refused and leader is null"
            " group by media_type order by min(number)"
        ))  # fmt: skip

    def count_twins(self) -> int:
        """How much is written from another one's record."""
        return len(Stored(self._rows, "leader is not null"))

    def twins(self, output: str) -> Stored:
        """What is written from this record when it is made."""
        return Stored(self._rows, "leader = ? and not of_kept", (output,))

    def twins_of_kept(self) -> Iterator[tuple[str, Source]]:
        """What is written from records of earlier runs: the record, and the document that has its content."""
        for source in Stored(self._rows, "leader is not null and of_kept"):
            yield self._rows.ask("select leader from work where output = ?", source.output)[0][0], source

    def by_itself(self, source: Source) -> None:
        """It is to be converted although another one has its content."""
        self._rows.change("update work set leader = null where output = ?", source.output)

    def settled(self) -> Iterator[tuple[str | None, str]]:
        """New tokens of records whose documents were read and found unchanged."""
        yield from self._rows.connection.execute("select token, output from settled")

    def kept(self) -> Iterator[tuple[str, str, str, str | None]]:
        """Records of earlier runs, which stay as they are: state, those of the documents, media type."""
        yield from self._rows.connection.execute(
            "select d.output, d.state, d.records, d.media_type"
            " from found cross join documents d using (output)"
            " where d.output not in (select output from work) order by found.number"
        )

    def order_lines(self) -> None:
        """What records.jsonl lacks is known now."""
        self._rows.change(ORDER)

    def finished(self, line: int) -> tuple[str, str] | None:
        """Of a file (from 1) that records.jsonl lacks: its record and those in it; None before."""
        found = self._rows.ask(
            "select output, records from lines cross join documents using (output)"
            " where number = ? and state in ('done', 'failed')",
            line,
        )
        return found[0] if found else None
