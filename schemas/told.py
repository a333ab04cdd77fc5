"""What a record tells people: what to look at again, what went wrong; each by code, parameters and sentence.

    Message(code, parameters) ─ language of the run ─▶ Review(field, reason) · Notice(page, message) · Error

Systems read the codes, people the sentences. Which codes there are stands in the exported JSON Schema.
"""

from __future__ import annotations

from typing import Any

from pydantic import Field

from schemas.catalogue import Message, codes
from schemas.fields import Model

Params = dict[str, str | int | float]  # what stands in the gaps of a sentence


def _coded(*families: str, description: str) -> Any:
    """A code of the catalogue: a list of them in the JSON Schema, which later versions may make longer."""
    known: list[Any] = [code for family in families for code in codes(family)]
    return Field(description=description, json_schema_extra={"enum": known})


class Review(Model):
    """What a person should look at, and why."""

    field: str
    code: str = _coded("review", description="what it is; stable")
    params: Params = Field(default={})
    reason: str = Field(description="the same in words, in the language of the run")
    confidence: float | None = Field(default=None, ge=0, le=1)

    @classmethod
    def of(cls, field: str, message: Message, confidence: float | None = None) -> Review:
        """The message said of a field, in the language of the run."""
        params = dict(message.params)
        return cls(field=field, code=message.code, params=params, reason=message.say(), confidence=confidence)


class Notice(Model):
    """What went wrong without stopping the document."""

    code: str = _coded("notices", description="what it is; stable")
    params: Params = Field(default={})
    page: int | None = Field(default=None, description="null where it is about the whole document")
    message: str = Field(description="the same in words, in the language of the run")

    @classmethod
    def of(cls, message: Message, page: int | None = None) -> Notice:
        """The message in the language of the run."""
        return cls(code=message.code, params=dict(message.params), page=page, message=message.say())


class Error(Model):
    """Why a document failed, and what to do."""

    code: str = _coded("errors", description="what kind of error; stable")
    cause: str = _coded("errors", "causes", description="exactly what happened; stable")
    params: Params = Field(default={})
    message: str = Field(description="what happened, in the language of the run")
    advice: str = Field(default="", description="the next step, in the language of the run")
    stage: str
