"""What stands in ledger.sqlite: one row a document, its counts, and notes of the folder.

Entry ─▶ documents ─ triggers ─▶ counts, so that nobody reads a million rows to count them
"""

from __future__ import annotations

from typing import NamedTuple

FILE, LOCK = "ledger.sqlite", ".lock.sqlite"
LAYOUT = 6  # of the tables below; rows of an earlier one were made by an earlier tool and are made again
PENDING, RUNNING, DONE, FAILED = "pending", "running", "done", "failed"
ENDED = (DONE, FAILED)
TABLES = ("documents", "counts", "notes")


class Entry(NamedTuple):
    """One row; the names are those of the columns."""

    output: str
    path: str
    sha256: str | None
    bytes: int | None
    media_type: str | None
    state: str
    stage: str | None
    code: str | None
    message: str | None
    pages: int
    seconds: float
    stamp: str
    records: str = ""
    token: str | None = None
    attempts: int = 0
    listed: int = 0


def _key(row: str) -> str:
    return f"{row}.state, coalesce({row}.media_type, ''), coalesce({row}.code, '')"


# Statements of triggers: one document of its kind more, one fewer.
MORE = f"""
    insert into counts values ({_key("new")}, 1, new.pages, new.seconds)
        on conflict (state, media_type, code) do update set documents = documents + 1,
            pages = pages + excluded.pages, seconds = seconds + excluded.seconds;"""
FEWER = f"""
    update counts set documents = documents - 1, pages = pages - old.pages, seconds = seconds - old.seconds
        where (state, media_type, code) = ({_key("old")});"""
CREATE = f"""
create table if not exists documents (
    output     text primary key,  -- path of the record below the output folder
    path       text not null,     -- of the document
    sha256     text,              -- of the document; null until it was read, or when it could not be
    bytes      integer,
    token      text,              -- of the file (extract.intake.identity); null where it could change unseen
    media_type text,
    state      text not null check (state in ('pending', 'running', 'done', 'failed')),
    attempts   integer not null default 0,
    stage      text,              -- where it failed
    code       text,              -- of the error, when failed
    message    text,
    pages      integer not null default 0,
    seconds    real not null default 0,
    stamp      text not null,     -- tool, contract and schema that made the record
    records    text not null default '',  -- of several documents in it: paths of their records, one a line
    listed     integer not null default 0,  -- line of records.jsonl, 0 when it has none
    at         text not null default current_timestamp
) without rowid;
-- What few documents are, found without looking at the others
create index if not exists in_work on documents (at) where state = 'running';
create index if not exists unlisted on documents (output) where listed = 0;
create index if not exists several on documents (output) where records != '';
create table if not exists counts (
    state text, media_type text, code text,  -- '' for null
    documents integer, pages integer, seconds real,
    primary key (state, media_type, code)
) without rowid;
create trigger if not exists added after insert on documents begin {MORE}
end;
create trigger if not exists changed after update of state, media_type, code, pages, seconds on documents
begin {FEWER} {MORE}
end;
create trigger if not exists removed after delete on documents begin {FEWER}
end;
create table if not exists notes (name text primary key, value) without rowid;
"""
