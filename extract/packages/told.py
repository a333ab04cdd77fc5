"""What is to be told of one hồ sơ: what it lacks, what was done that a person should know."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from extract.packages.elements import Element
from schemas.catalogue import Message


@dataclass(slots=True)
class Told:
    """Collects while a hồ sơ is described."""

    folder: str
    settings: Path  # archive.yaml
    lacks: list[Message] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)

    def missing(self, code: str, /, **params: object) -> None:
        """Something without which there is no package."""
        self.lacks.append(Message.of(code, folder=self.folder, **params))

    def note(self, code: str, /, **params: object) -> None:
        """Something to look at."""
        self.notes.append(Message.of(code, folder=self.folder, **params))

    def fault(self, element: Element, code: str, value: str, document: str | None = None) -> None:
        """A value that is missing or wrong, and where to give another one."""
        at = ["files", self.folder, *(["documents", document] if document else []), element.name]
        self.missing(
            "value-of-document" if document else "value-of-file",
            fault=code,
            element=element.name,
            name=element.said,
            length=element.length,
            value=value,
            document=document or "",
            at=" / ".join(at),
            path=self.settings,
        )
