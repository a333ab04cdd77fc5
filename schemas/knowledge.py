"""What an archive knows of its documents: values that a person confirmed, or that were sure many times over.

    knowledge.json ─▶ Knowledge

`sohoa learn` writes it, `sohoa convert` takes it as candidates with weights, never as truth.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pydantic import Field, ValidationError

from schemas.fields import Model

KNOWLEDGE_VERSION = "1.0"
KNOWLEDGE_FILE = "knowledge.json"  # in an output folder


class Known(Model):
    """A value of one field, and how well it is known."""

    field: str = Field(description="organ, signer.name, recipients, ...")
    value: str = Field(description="as it is to be written")
    organ: str | None = Field(default=None, description="agency whose documents say it; null for an agency")
    parent: str | None = Field(default=None, description="the agency above that one")
    title: str | None = Field(default=None, description="of a signer: as what he signed")
    seen: int = Field(default=0, ge=0, description="documents in which it was read surely")
    confirmed: int = Field(default=0, ge=0, description="documents in which a person confirmed or wrote it")
    first: str | None = Field(default=None, description="day of the first document that says it")
    last: str | None = Field(default=None, description="day of the last one")


class Knowledge(Model):
    """All that is known, in the order of fields and values."""

    knowledge_version: str = Field(default=KNOWLEDGE_VERSION, description="of this form")
    documents: int = Field(default=0, ge=0, description="that it was learned from")
    values: list[Known] = Field(default=[], description="sorted by field, agency and value")

    def to_json(self) -> str:
        """Text that two runs over the same documents write alike."""
        return self.model_dump_json(indent=1) + "\n"


class KnowledgeError(ValueError):
    """The file is no knowledge of ours."""


@lru_cache(maxsize=4)
def load(path: Path) -> Knowledge:
    """The knowledge in a file, read once. Raises OSError and KnowledgeError."""
    try:
        return Knowledge.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise KnowledgeError(str(path)) from error
