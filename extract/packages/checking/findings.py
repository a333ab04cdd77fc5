"""What a check found: an error (an archive would refuse it) or a warning, with its file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from schemas.catalogue import Message


class Severity(StrEnum):
    """How bad it is."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """`path`: in the package, "" for the package itself."""

    severity: Severity
    path: str
    message: Message

    def as_json(self) -> dict[str, Any]:
        """For other programs."""
        params, code = dict(self.message.params), self.message.code
        return {
            "severity": self.severity,
            "path": self.path,
            "code": code,
            "params": params,
            "message": self.message.say(),
        }


@dataclass(slots=True)
class Report:
    """Of one package; filled while it is checked."""

    name: str
    findings: list[Finding] = field(default_factory=list)

    def error(self, code: str, path: str, /, **params: object) -> None:
        """Something that an archive would refuse."""
        self.findings.append(Finding(Severity.ERROR, path, Message.of(code, **params)))

    def warn(self, code: str, path: str, /, **params: object) -> None:
        """Something to look at."""
        self.findings.append(Finding(Severity.WARNING, path, Message.of(code, **params)))

    @property
    def errors(self) -> Iterator[Finding]:
        """Those that are errors."""
        return (one for one in self.findings if one.severity is Severity.ERROR)

    @property
    def is_good(self) -> bool:
        """Without an error."""
        return not any(self.errors)

    def as_json(self) -> dict[str, Any]:
        """For other programs."""
        found = [one.as_json() for one in self.findings]
        return {"package": self.name, "good": self.is_good, "findings": found}
