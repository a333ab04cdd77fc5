"""What earlier runs into the folder did, asked document by document.

    record's path ─ entry ─▶ its row of the ledger
    record's path, token of the file ─ known ─▶ what the file is, as intake asks

Rows are read ahead: documents come nearly in the order of their records, and a question for each would cost
more than all else that is done for one which is done already.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from extract.batch.ledger import Rows
from extract.batch.ledger_tables import Entry
from extract.intake.identity import Earlier

AHEAD = 64  # rows; a question costs about as much as ten of them
LAST = "\U0010ffff"  # after every path


class Past:
    """The ledger before anything is changed in it; nothing is known before it is opened."""

    def __init__(self, stamp: str, ledger: Rows | None = None) -> None:
        """`stamp`: of this run."""
        self.stamp, self.ledger = stamp, ledger
        self._rows: Sequence[Entry] = ()
        self._from = self._to = ""  # all rows from here to there are read

    def entry(self, output: str) -> Entry | None:
        """The row of a record; None when there is none."""
        rows = self._around(output)
        at = bisect_left(rows, output, key=attrgetter("output"))
        return rows[at] if at < len(rows) and rows[at].output == output else None

    def known(self, output: str, token: str) -> Earlier | None:
        """Of a file that is as it was, for intake; None where that is not known.

        Another version of the program may take a file for something else.
        """
        entry = self.entry(output)
        if entry is None or entry.media_type is None or (entry.token, entry.stamp) != (token, self.stamp):
            return None
        return Earlier(entry.media_type, self._has_records_in(f"{output.removesuffix('.json')}/"))

    def _has_records_in(self, folder: str) -> bool:
        rows = self._around(folder)
        at = bisect_left(rows, folder, key=attrgetter("output"))
        return at < len(rows) and rows[at].output.startswith(folder)

    def _around(self, output: str) -> Sequence[Entry]:
        """Rows in their order, with that of a record and the one after it where there are such."""
        if self.ledger is None:
            return ()
        if not self._from <= output <= self._to:
            rows = self.ledger.following(output, AHEAD)
            self._from, self._to, self._rows = output, rows[-1].output if len(rows) == AHEAD else LAST, rows
        return self._rows
