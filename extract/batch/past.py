"""What earlier runs into the folder did, asked document by document.

    record's path ─ entry ─▶ its row of the ledger
    record's path, token of the file ─ media_type ─▶ what the file is, as intake asks

Rows are read ahead: documents come nearly in the order of their records, and a question for each would cost
more than all else that is done for one which is done already.
"""

from __future__ import annotations

from extract.batch.ledger import Rows
from extract.batch.ledger_tables import Entry

AHEAD = 64  # rows; a question costs about as much as ten of them
LAST = "\U0010ffff"  # after every path


class Past:
    """The ledger before anything is changed in it; nothing is known before it is opened."""

    def __init__(self, stamp: str, ledger: Rows | None = None) -> None:
        """`stamp`: of this run."""
        self.stamp, self.ledger = stamp, ledger
        self._rows: dict[str, Entry] = {}
        self._from = self._to = ""  # all rows from here to there are read

    def entry(self, output: str) -> Entry | None:
        """The row of a record; None when there is none."""
        if self.ledger is None:
            return None
        if not self._from <= output <= self._to:
            rows = self.ledger.following(output, AHEAD)
            self._rows = {row.output: row for row in rows}
            self._from, self._to = output, rows[-1].output if len(rows) == AHEAD else LAST
        return self._rows.get(output)

    def media_type(self, output: str, token: str) -> str | None:
        """Of a file that is as it was, for intake; None where that is not known.

        Another version of the program may take a file for something else.
        """
        entry = self.entry(output)
        return entry.media_type if entry and (entry.token, entry.stamp) == (token, self.stamp) else None
