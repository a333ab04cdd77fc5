"""What comes out of a document: its record, and what was asked for beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from extract.core.options import Also
from schemas.record import Record


@dataclass(frozen=True, slots=True)
class Outputs:
    """A document's record, and the content of each file that stands beside it; none of a failed one."""

    record: Record
    beside: Mapping[Also, bytes] = field(default_factory=dict)
