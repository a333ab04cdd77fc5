"""What an earlier run left behind: its temporary folder, and rows of documents that are there no more.

open ledger ─ clear ─▶ a ledger and a disk as if every earlier run had come to its end
"""

from __future__ import annotations

import shutil
from pathlib import Path

from extract.batch.ledger import Ledger


def clear(ledger: Ledger, workdir: Path) -> None:
    """Before the plan is made; `workdir` is the temporary folder of this run. Raises OutputError."""
    if left := ledger.noted("workdir"):  # of a run that was killed
        shutil.rmtree(left, ignore_errors=True)
    ledger.note("workdir", str(workdir))
    ledger.leave()
    for waiting in ledger.pending():
        ledger.forget([output for output, path in waiting if _is_gone(path)])


def _is_gone(path: str) -> bool:
    """A URL is not asked; and what began in a folder that is not here may be seen from elsewhere."""
    if "://" in path:
        return False
    top, *below = Path(path).parts
    try:
        return (not below or Path(top).exists()) and not Path(path).exists()
    except OSError:  # nobody may look
        return False
