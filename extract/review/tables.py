"""What stands in review.sqlite: what people said, and the samples that they checked.

    Entry ─▶ entries ;  samples, what was keyed ─▶ samples, drawn, keyed

Rows are added, never changed: triggers refuse to change or delete a row, whoever asks.
"""

from __future__ import annotations

FILE = "review.sqlite"
LAYOUT = 1
ENTRY = (
    "id", "at", "who", "record", "document", "field", "action", "old", "new", "reason", "version", "undoes",
)  # fmt: skip
_TABLES = ("entries", "samples", "drawn", "keyed")
_KEPT = "".join(
    f"create trigger if not exists {table}_{what} before {what} on {table}"
    " begin select raise(abort, 'append only'); end;\n"
    for table in _TABLES
    for what in ("update", "delete")
)
CREATE = f"""
create table if not exists entries (
    id       integer primary key,
    at       text not null,
    who      text not null,
    record   text not null,  -- path of the record below the output folder, then
    document text not null,  -- its id: of the content, whatever the file is called
    field    text not null,
    action   text not null,
    old      text not null,  -- JSON, as is the next
    new      text not null,
    reason   text not null,
    version  text not null,  -- hash of the machine's value
    undoes   integer references entries,
    key      text            -- of the draft: what is sent twice is kept once
);
create index if not exists of_document on entries (document, id);
create unique index if not exists sent_once on entries (key) where key is not null;
create table if not exists samples (
    id integer primary key, at text not null, who text not null, seed text not null, size integer not null,
    per text not null
);
create table if not exists drawn (
    sample integer not null references samples, place integer not null, record text not null,
    document text not null, primary key (sample, place)
);
create table if not exists keyed (
    id integer primary key, at text not null, who text not null, sample integer not null references samples,
    document text not null, field text not null, value text not null, settles integer not null
);
create index if not exists keyed_of on keyed (sample, document, field, id);
{_KEPT}"""
