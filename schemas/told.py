"""What a record tells people: what to look at again, what went wrong; each by code, parameters and sentence.

    Message(code, parameters) ─ language of the run ─▶ Review(field, reason) · Notice(page, message) · Error

Systems read the codes, people the sentences. Which codes there are stands in the exported JSON Schema.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from schemas.catalogue import Message
from schemas.fields import Model
from schemas.published import Codes

Params = dict[str, str | int | float]  # what stands in the gaps of a sentence
GAPS = "what stands in the gaps of the sentence"

ReviewCode = Annotated[str, Codes("ReviewCode", "What a person should look at; stable.", ("review",))]
NoticeCode = Annotated[str, Codes("NoticeCode", "What went wrong on the way; stable.", ("notices",))]
ErrorCode = Annotated[str, Codes("ErrorCode", "What kind of error; stable.", ("errors",))]
ErrorCause = Annotated[str, Codes("ErrorCause", "Exactly what happened; stable.", ("errors", "causes"))]


class Review(Model):
    """What a person should look at, and why."""

    field: str = Field(description="path of the value below `fields`, or content.pages[0]")
    code: ReviewCode = Field(description="what it is; stable")
    params: Params = Field(default={}, description=GAPS)
    reason: str = Field(description="the same in words, in the language of the run")
    confidence: float | None = Field(default=None, ge=0, le=1, description="of the value, 0 to 1")

    @classmethod
    def of(cls, field: str, message: Message, confidence: float | None = None) -> Review:
        """The message said of a field, in the language of the run."""
        params = dict(message.params)
        return cls(field=field, code=message.code, params=params, reason=message.say(), confidence=confidence)


class Notice(Model):
    """What went wrong without stopping the document."""

    code: NoticeCode = Field(description="what it is; stable")
    params: Params = Field(default={}, description=GAPS)
    page: int | None = Field(default=None, description="null where it is about the whole document")
    message: str = Field(description="the same in words, in the language of the run")

    @classmethod
    def of(cls, message: Message, page: int | None = None) -> Notice:
        """The message in the language of the run."""
        return cls(code=message.code, params=dict(message.params), page=page, message=message.say())


class Error(Model):
    """Why a document failed, and what to do."""

    code: ErrorCode = Field(description="what kind of error; stable")
    cause: ErrorCause = Field(description="exactly what happened; stable")
    params: Params = Field(default={}, description=GAPS)
    message: str = Field(description="what happened, in the language of the run")
    advice: str = Field(default="", description="the next step, in the language of the run")
    stage: str = Field(description="where it happened: intake, read, ocr, convert, ...")
