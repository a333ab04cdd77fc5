"""What comes out of a file: of each of its documents the record, and what was asked for beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from extract.core.options import Also
from schemas.record import Record

# Each file that stands beside a record: its content, or where the worker wrote it, who made it for this.
Beside = Mapping[Also, bytes | Path]


@dataclass(frozen=True, slots=True)
class Outputs:
    """A document's record, and what stands beside it; nothing does beside that of a failed one."""

    record: Record
    beside: Beside = field(default_factory=dict)
