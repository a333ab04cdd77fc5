"""A set that lies on disk where it grows large: a million names take no memory.

names ─ add ─▶ a table of SQLite's, in a temporary file that goes with it
"""

from __future__ import annotations

import sqlite3

from extract.core.errors import OutputError
from schemas.catalogue.system import why


class DiskSet:
    """A set of texts, which may hold bytes that are no UTF-8 (as Python shows them in names of files)."""

    def __init__(self) -> None:
        self._table = sqlite3.connect("", isolation_level=None)  # nameless: removed when it is closed
        self._table.execute("pragma journal_mode = off")  # nobody needs it after a failure
        self._table.execute("begin")  # for good: a transaction for each name takes half as long again
        self._table.execute("create table held (name blob primary key) without rowid")

    def add(self, text: str) -> bool:
        """Whether it was not in yet. Raises OutputError when there is no room for it."""
        name = text.encode(errors="surrogatepass")
        try:
            return self._table.execute("insert or ignore into held values (?)", (name,)).rowcount == 1
        except sqlite3.OperationalError as error:
            raise OutputError("temporary-not-written", error=why(error)) from error
