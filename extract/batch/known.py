"""What files are that an earlier run has seen, so that intake need not read them to tell.

record, token of the file ─ Known ─▶ its media type, by the ledger
"""

from __future__ import annotations

from dataclasses import dataclass

from extract.batch.ledger import Rows


@dataclass(slots=True)
class Known:
    """Asked by intake; knows nothing before it is given the ledger."""

    stamp: str  # of this run: another version may take a file for something else
    ledger: Rows | None = None

    def __call__(self, output: str, token: str) -> str | None:
        """The media type of a file that is as it was; None where that is not known."""
        entry = self.ledger.get(output) if self.ledger else None
        return entry.media_type if entry and (entry.token, entry.stamp) == (token, self.stamp) else None
