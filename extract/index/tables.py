"""What stands in index.sqlite.

    Entry ─▶ documents, reasons, heads + head_words, pages + page_words

The words lie in FTS5 tables without content, twice: with their marks and without. The texts lie beside them,
packed, since a row of such a table is taken out by telling it once more what it had (SQLite has a way without
only since 3.43), and since a snippet is cut from them.
"""

from __future__ import annotations

FILE = "index.sqlite"
LAYOUT = 2  # of the tables below and of folded words (words.py): an index of another one is made anew
# Notes: all records are in it; a batch writes it, or was killed when it did
WHOLE, WRITTEN = "whole", "written"

_WORDS = """create virtual table if not exists {name} using fts5(
    marked, folded, content = '', columnsize = 0, tokenize = "unicode61 remove_diacritics 0")"""
FACETS = ("state", "doc_type", "year", "organ", "folder")  # columns; reasons are rows of their own


def _each(row: str, more: str = "") -> str:
    """The facets of a row, as values of SQL."""
    return ", ".join(f"('{facet}', {row}.{facet}{more})" for facet in FACETS)


# Documents by facet and value, kept by triggers, so that nobody reads all rows to count them
_COUNTS = f"""
create table if not exists counts (
    facet text, value text, documents integer, primary key (facet, value)
) without rowid;
create trigger if not exists put after insert on documents begin
    insert into counts values {_each("new", ", 1")}
        on conflict (facet, value) do update set documents = documents + 1;
end;
create trigger if not exists taken after delete on documents begin
    update counts set documents = documents - 1 where (facet, value) in (values {_each("old")});
end;"""
CREATE = f"""
create table if not exists documents (
    number   integer primary key,
    record   text not null unique,  -- path of the record below the output folder
    id       text,
    sha256   text,
    doc_type text not null,         -- '' for none, here and in the next four
    year     text not null,
    organ    text not null,
    folder   text not null,
    date     text not null,
    state    text not null,
    pages    integer not null,
    doubts   integer not null,
    gravity  real not null,
    rank     real not null,         -- -gravity: with the record in one order, so that a list is read on by it
    code     text,
    title    text,
    signer   text,
    revision integer not null,      -- of what people said of it, as far as this row has it
    token    text                   -- of the record's file when it was read
);
-- With the facets: what a filter leaves out is not looked up
create index if not exists by_rank on documents (rank, record, state, doc_type, year, organ, folder);
create index if not exists by_state on documents (state, rank, record, doc_type, year, organ, folder);
create index if not exists by_facets on documents (state, doc_type, year, organ, folder, pages, doubts);
create index if not exists by_id on documents (id);
create table if not exists reasons (
    document integer not null, reason text not null, primary key (reason, document)
) without rowid;
create index if not exists reasons_of on reasons (document);
create table if not exists heads (number integer primary key, text blob not null);
create table if not exists pages (
    number integer primary key, document integer not null, page integer not null, text blob not null
);
create index if not exists pages_of on pages (document);
{_WORDS.format(name="head_words")};
{_WORDS.format(name="page_words")};
create table if not exists notes (name text primary key, value) without rowid;
{_COUNTS}
"""
ROW = (
    "record", "id", "sha256", "doc_type", "code", "organ", "date", "title", "signer", "state", "pages",
    "doubts", "gravity", "folder",
)  # fmt: skip
EMPTY = ("doc_type", "organ", "date")  # columns that have '' for None
