"""Archives within archives: how deep a file lies, and what may still be unpacked.

    Nesting of a file on disk ─ deeper ─▶ Nesting of what lies in it; all share one allowance

So that an archive of archives unpacks to no more than one archive may.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from extract.core.limits import Limits


@dataclass
class _Spent:
    bytes: int = 0
    files: int = 0


@dataclass(frozen=True, slots=True)
class Nesting:
    """Where a file lies: `depth` counts the archives and mails around it."""

    limits: Limits
    depth: int = 0
    _spent: _Spent = field(default_factory=_Spent)

    @property
    def left(self) -> Limits:
        """The limits for an archive that lies here."""
        return replace(
            self.limits,
            max_unpacked=max(self.limits.max_unpacked - self._spent.bytes, 0),
            max_members=max(self.limits.max_members - self._spent.files, 0),
        )

    def take(self, size: int) -> None:
        """A file of so many bytes has been unpacked."""
        self._spent.bytes += size
        self._spent.files += 1

    def deeper(self) -> Nesting:
        """Where the files in an archive lie that lies here."""
        return Nesting(self.limits, self.depth + 1, self._spent)
