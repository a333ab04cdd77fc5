"""The index made of the records on disk, where it is missing, damaged or behind them.

ledger, records ─ rebuild, ensure ─▶ index.sqlite
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from extract.index.model import Row  # noqa: F401


def rebuild(folder: Path, told: Callable[[int], None] = lambda _: None) -> int:
    """Anew from all records; how many. `told`: how many are in so far. Raises OutputError."""
    raise NotImplementedError


def ensure(folder: Path, told: Callable[[int], None] = lambda _: None) -> int:
    """What it lacks is added; how many that were. Quick where nothing is. Raises OutputError."""
    raise NotImplementedError
