"""The schema language: which fields a kind of document has, where they stand, and how they are known.

    YAML ─▶ Schema(parts, fields of the contract, fields of its own) ─▶ interpreted by extract.fields

`docs/schema.md` teaches it. Here is what a schema may say; `schemas/faults.py` says what makes no sense.
"""

from __future__ import annotations

import re
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

# The regions of extract/layout/model.py, by name: schemas know the form, not the code that finds it.
# The preamble is the body up to its first heading.
REGIONS = (
    "issuer",
    "motto",
    "title",
    "addressees",
    "preamble",
    "body",
    "recipients",
    "signature",
    "footnote",
    "page-number",
    "overlay",
    "appendix",
)
PART = re.compile(r"%\{(\w+)\}")  # a named part inside a pattern


class FieldType(StrEnum):
    """How a field is read."""

    DOC_TYPE = "doc_type"  # tên loại, by title and notation together
    CODE = "code"  # số, ký hiệu; `part` says which. Of a field of one's own: the code after an anchor
    DATE = "date"
    TEXT = "text"  # what follows an anchor, or what a pattern's (?P<value>...) holds
    MARK = "mark"  # one of the words of a vocabulary
    TITLE = "title"  # trích yếu
    ORGAN = "organ"  # `part`: parent or issuer
    LIST = "list"  # items after an anchor, or of a section
    PARAGRAPHS = "paragraphs"  # whole paragraphs that begin with an anchor, or those of a section
    PERSON = "person"  # who signed; of a field of one's own: name and title after an anchor
    SIGNERS = "signers"  # all who signed
    CITATIONS = "citations"
    OUTLINE = "outline"
    FOOTNOTES = "footnotes"
    TABLES = "tables"
    TASKS = "tasks"
    STATISTICS = "statistics"
    APPENDIX = "appendix"
    INCOMING = "incoming"  # dấu đến
    NUMBER = "number"  # 1.250,5 is 1250.5
    MONEY = "money"  # 1,25 tỷ đồng is 1250000000 VND
    PARTY = "party"  # a side: name, who represents it, position, address
    TABLE = "table"  # the table that has these columns


class Normaliser(StrEnum):
    """What is done to a text that was read."""

    DIGITS = "digits"  # only its digits
    ORDINARY = "ordinary"  # a name in capitals in the capitals of ordinary writing


class ColumnType(StrEnum):
    """How the cells of a column are written in the record."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"


class _Rule(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Checks(_Rule):
    """What must be true of a value; what is not is told in `review`."""

    matches: str | None = None  # a pattern with %{parts} that the whole text fits
    min: float | None = None
    max: float | None = None
    at_least: int | None = None  # items
    not_before: str | None = None  # another field that holds a date
    not_after: str | None = None


class Column(_Rule):
    """A column of a table: the name it has in the record, and the heads it may have on the page."""

    name: str
    anchors: tuple[str, ...] = ()  # beside the name itself
    type: ColumnType = ColumnType.TEXT


class FieldRule(_Rule):
    """A field of the contract: what it is, where it may stand, and how it is known there."""

    name: str
    type: FieldType
    part: str | None = None
    regions: tuple[str, ...] = ()  # in order of preference
    anchors: tuple[str, ...] = ()  # words before the value, or at its beginning; matched without marks
    stops: tuple[str, ...] = ()  # words that end it
    patterns: tuple[str, ...] = ()  # regular expressions with %{parts}; (?P<value>...) is the value
    vocabulary: str | None = None
    required: bool = False
    checks: Checks = Checks()


class ExtraRule(FieldRule):
    """A field of the schema's own; its value stands under `extra` in the record."""

    regions: tuple[str, ...] = ("body",)
    section: tuple[str, ...] = ()  # only under a heading that begins so
    columns: tuple[Column, ...] = ()
    many: bool = False  # every value, not the first alone
    normalise: Normaliser | None = None


class Recognise(_Rule):
    """Which documents a shipped schema is for, when nobody says."""

    types: tuple[str, ...] = ()  # tên loại, by title and notation
    mottoes: tuple[str, ...] = ()  # the head of the page says whose form it is ...
    codes: tuple[str, ...] = ()  # ... and where it cannot be read, the form of số and ký hiệu


class Schema(_Rule):
    """A kind of document: its fields in the order they are read."""

    name: str
    title: str
    description: str = ""
    extends: str | None = None  # a schema by name or file, of which this one says only what differs
    recognise: Recognise | None = None
    parts: dict[str, str] = {}
    fields: tuple[FieldRule, ...] = ()
    extra: tuple[ExtraRule, ...] = ()

    def expand(self, pattern: str) -> str:
        """The pattern with every %{part} written out; parts may hold parts."""
        for _ in range(len(self.parts) + 1):
            if not PART.search(pattern):
                break
            pattern = PART.sub(lambda match: f"(?:{self.parts.get(match[1], match[0])})", pattern)
        return pattern

    def rule(self, name: str) -> FieldRule | None:
        """The rule of one field of the contract."""
        return next((field for field in self.fields if field.name == name), None)
