"""How a batch went: what a person is shown, summary.json says of the run, and the shell is told.

results, one at a time ─▶ Summary ─▶ figures, exit code
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from extract.core.errors import ExitCode
from extract.intake.output_names import shown


@dataclass(slots=True)
class Summary:
    """How a batch went. `errors` counts the failed documents found, of this and of earlier runs."""

    found: int = 0
    converted: int = 0
    failed: int = 0  # in this run
    kept: int = 0  # done by an earlier run
    pages: int = 0  # converted in this run
    seconds: float = 0.0
    errors: Counter[str] = field(default_factory=Counter)
    left_out: list[str] = field(default_factory=list)  # what intake passed over, in plain words
    notes: list[str] = field(default_factory=list)  # what went wrong beside the records, in plain words
    interrupted: bool = False

    def pass_over(self, what: str) -> None:
        """Intake left something out."""
        self.left_out.append(shown(what))

    @property
    def left(self) -> int:
        """Found and not reached before the interruption; 0 when there was none."""
        return self.found - self.converted - self.failed - self.kept

    def figures(self) -> dict[str, Any]:
        """What summary.json says of this run."""
        return {
            "found": self.found,
            "converted": self.converted,
            "failed": self.failed,
            "kept": self.kept,
            "left": self.left,
            "pages": self.pages,
            "seconds": round(self.seconds, 1),
            "interrupted": self.interrupted,
            "left_out": self.left_out,
            "notes": self.notes,
        }

    @property
    def exit_code(self) -> ExitCode:
        """A document that failed before counts as long as it is not converted."""
        if self.interrupted:
            return ExitCode.INTERRUPTED
        if not self.found:
            return ExitCode.NOTHING
        return ExitCode.SOME_FAILED if self.errors else ExitCode.OK
