"""Where a batch lies that is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Where:
    """The output folder, folders of the documents themselves, and what the archivist told."""

    folder: Path
    sources: Sequence[Path]
    archive: Path | None = None
    register: Path | None = None
