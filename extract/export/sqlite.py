"""All tables in one SQLite file.

records ─▶ rows ─▶ export.sqlite (primary keys as in tables.py, references to `documents`)
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from extract.core.errors import OutputError
from extract.export.files import replaced
from extract.export.records import Json
from extract.export.tables import DOCUMENT, DOCUMENTS, Table, batches
from schemas.catalogue.system import why

TYPES = {"text": "text", "integer": "integer", "real": "real", "boolean": "integer", "json": "text"}
AT_ONCE = 200  # records between two writes: some megabytes
# A file that fails is thrown away. The text of a document seldom fits into pages of SQLite's usual 4,096
# bytes: 20,000 records of 5 KB took 199 MB and 1.15 s there, 95 MB and 0.8 s here.
SETTINGS = ("page_size = 16384", "journal_mode = off", "synchronous = off")


def write(records: Iterable[tuple[str, Json]], target: Path) -> None:
    """Raises OutputError."""
    with replaced([target]) as (path,):
        try:
            with closing(sqlite3.connect(path)) as connection:
                for setting in SETTINGS:
                    connection.execute(f"pragma {setting}")
                for table in DOCUMENTS.all():
                    connection.execute(_create(table))
                _fill(connection, records)
                connection.commit()
        except sqlite3.Error as error:
            raise OutputError("export-not-written", path=target, error=why(error)) from error


def _fill(connection: sqlite3.Connection, records: Iterable[tuple[str, Json]]) -> None:
    for batch in batches(records, AT_ONCE):
        for name, some in batch.items():
            marks = ", ".join("?" * len(some[0]))
            connection.executemany(f'insert into "{name}" values ({marks})', some)


def _create(table: Table) -> str:
    columns = [f'"{column.name}" {TYPES[column.kind]}' for column in (*table.keys, *table.columns)]
    keys = ", ".join(f'"{column.name}"' for column in table.keys)
    refers = f', foreign key ("{DOCUMENT}") references "{DOCUMENTS.name}"' if table is not DOCUMENTS else ""
    return f'create table "{table.name}" ({", ".join(columns)}, primary key ({keys}){refers}) without rowid'
