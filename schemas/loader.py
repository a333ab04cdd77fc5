"""The schema language: YAML that says which fields a document has and where they may stand.

    NAME or FILE ─▶ YAML with line numbers ─▶ Schema (checked)

A schema fills the fields of the contract (schemas/record.py). It may leave fields out, change where
they stand, their anchors and patterns, and which of them must be there. Mistakes are told in plain
words with file, line and key, and with the nearest right word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError, field_validator, model_validator

from schemas.record import Fields

FOLDER = Path(__file__).parent
# The regions of extract/layout/model.py, by name: schemas know the form, not the code that finds it.
REGIONS = (
    "issuer",
    "motto",
    "title",
    "addressees",
    "body",
    "recipients",
    "signature",
    "footnote",
    "page-number",
    "overlay",
    "appendix",
)
PART = re.compile(r"%\{(\w+)\}")  # a named part inside a pattern


class SchemaError(ValueError):
    """A schema that cannot be used; `problems` are lines "file:line: key: what is wrong"."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class FieldType(StrEnum):
    """How a field is read."""

    DOC_TYPE = "doc_type"  # tên loại, by title and notation together
    CODE = "code"  # số, ký hiệu; `part` says which
    DATE = "date"
    TEXT = "text"  # what follows an anchor, or what a pattern's (?P<value>...) holds
    MARK = "mark"  # one of the words of a vocabulary
    TITLE = "title"  # trích yếu
    ORGAN = "organ"  # `part`: parent or issuer
    LIST = "list"  # items after an anchor
    PARAGRAPHS = "paragraphs"  # whole paragraphs that begin with an anchor
    PERSON = "person"  # who signed
    CITATIONS = "citations"
    OUTLINE = "outline"
    FOOTNOTES = "footnotes"
    TABLES = "tables"
    TASKS = "tasks"
    STATISTICS = "statistics"
    APPENDIX = "appendix"
    INCOMING = "incoming"  # dấu đến


PARTS_OF = {FieldType.CODE: ("number", "notation", "code"), FieldType.ORGAN: ("parent", "issuer")}
VOCABULARIES = ("urgency", "secrecy")


class FieldRule(BaseModel):
    """One field: what it is, where it may stand, and how it is known there."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    type: FieldType
    part: str | None = None
    regions: tuple[str, ...] = ()  # in order of preference
    anchors: tuple[str, ...] = ()  # words before the value, or at its beginning; matched without marks
    stops: tuple[str, ...] = ()  # words that end it
    patterns: tuple[str, ...] = ()  # regular expressions with %{parts}; (?P<value>...) is the value
    vocabulary: str | None = None
    required: bool = False

    @field_validator("name")
    @classmethod
    def _known_name(cls, name: str) -> str:
        return _one_of(name, Fields.model_fields, "no field of the record")

    @field_validator("regions")
    @classmethod
    def _known_regions(cls, regions: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(_one_of(region, REGIONS, "no region of a page") for region in regions)

    @field_validator("vocabulary")
    @classmethod
    def _known_vocabulary(cls, name: str | None) -> str | None:
        return name and _one_of(name, VOCABULARIES, "no vocabulary")

    @model_validator(mode="after")
    def _whole(self) -> FieldRule:
        parts = PARTS_OF.get(self.type)
        if parts and self.part not in parts:
            raise ValueError(f'a field of type {self.type} needs "part": one of {", ".join(parts)}')
        if self.type is FieldType.MARK and not self.vocabulary:
            raise ValueError(f'a field of type mark needs "vocabulary": one of {", ".join(VOCABULARIES)}')
        if self.type in (FieldType.LIST, FieldType.PARAGRAPHS) and not self.anchors:
            raise ValueError(f'a field of type {self.type} needs "anchors": the words it begins with')
        if self.type is FieldType.TEXT and not (self.anchors or self.patterns):
            raise ValueError('a field of type text needs "anchors" or "patterns"')
        return self


class Schema(BaseModel):
    """A kind of document: its fields in the order they are read."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    title: str
    description: str = ""
    parts: dict[str, str] = {}
    fields: tuple[FieldRule, ...]

    @model_validator(mode="after")
    def _whole(self) -> Schema:
        seen: set[str] = set()
        for field in self.fields:
            if field.name in seen:
                raise ValueError(f'the field "{field.name}" is declared twice')
            seen.add(field.name)
            for pattern in field.patterns:
                self._check_pattern(field.name, pattern)
        return self

    def _check_pattern(self, name: str, pattern: str) -> None:
        for part in PART.findall(pattern):
            if part not in self.parts:
                raise ValueError(f'pattern of "{name}": no part "{part}"{_suggestion(part, self.parts)}')
        try:
            compiled = re.compile(self.expand(pattern))
        except re.error as error:
            raise ValueError(f'pattern of "{name}" is no regular expression: {error}') from None
        if "value" not in compiled.groupindex:
            raise ValueError(f'pattern of "{name}" has no (?P<value>...): nothing would be taken')

    def expand(self, pattern: str) -> str:
        """The pattern with every %{part} written out; parts may hold parts."""
        for _ in range(len(self.parts) + 1):
            if not PART.search(pattern):
                break
            pattern = PART.sub(lambda match: f"(?:{self.parts.get(match[1], match[0])})", pattern)
        return pattern

    def rule(self, name: str) -> FieldRule | None:
        """The rule of one field of the record."""
        return next((field for field in self.fields if field.name == name), None)


def names() -> tuple[str, ...]:
    """The schemas that come with the program."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


def find(name_or_path: str | Path) -> Path:
    """The file of a built-in schema, or the file given. Raises SchemaError when there is none."""
    given = Path(name_or_path)
    if str(given) in names():
        return FOLDER / f"{given}.yaml"
    if given.is_file():
        return given
    if given.suffix in (".yaml", ".yml"):
        raise SchemaError([f"{given}: no such file"])
    raise SchemaError([f'no schema "{given}"{_suggestion(str(given), names())}'])


@cache
def load(name_or_path: str | Path) -> Schema:
    """A schema by name ("administrative") or by file ("my.yaml").

    Raises SchemaError, which names file, line and key of every mistake.
    """
    path = find(name_or_path)
    data, lines = _read(path)
    try:
        return Schema.model_validate(data)
    except ValidationError as error:
        raise SchemaError(list(_problems(error, path, lines))) from None


def check(path: str | Path) -> list[str]:
    """What is wrong with a schema file, one line a mistake; empty when nothing is."""
    try:
        load.__wrapped__(path)
    except SchemaError as error:
        return error.problems
    return []


def _read(path: Path) -> tuple[Any, dict[tuple[str | int, ...], int]]:
    """The YAML as plain values, and the line (from 1) on which each key or item stands."""
    try:
        text = path.read_text("utf-8")
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        return yaml.safe_load(text), dict(_lines(node, ()))
    except OSError as error:
        raise SchemaError([f"{path}: cannot be read: {error.strerror}"]) from None
    except UnicodeDecodeError:
        raise SchemaError([f"{path}: is not UTF-8 text"]) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{path}:{mark.line + 1}" if mark else str(path)
        raise SchemaError([f"{where}: is not YAML: {getattr(error, 'problem', error)}"]) from None


def _lines(
    node: yaml.Node | None, path: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], int]]:
    if node is None:
        return
    yield path, node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            inner = (*path, str(key.value))
            yield from _lines(value, inner)
            yield inner, key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield from _lines(item, (*path, index))


def _problems(error: ValidationError, path: Path, lines: dict[tuple[str | int, ...], int]) -> Iterator[str]:
    for detail in error.errors():
        place = tuple(detail["loc"])
        line = next((lines[place[:n]] for n in range(len(place), -1, -1) if place[:n] in lines), 1)
        key = ".".join(str(p) for p in place) or "schema"
        yield f"{path}:{line}: {key}: {_plain(detail['type'], detail['msg'], place, detail.get('input'))}"


def _plain(kind: str, message: str, place: tuple[str | int, ...], given: object) -> str:
    """Pydantic's message in words for a person who writes YAML."""
    known = FieldRule.model_fields if len(place) > 1 else Schema.model_fields
    if kind == "extra_forbidden":
        return f"no such key{_suggestion(str(place[-1]), known)}"
    if kind == "missing":
        return "is missing"
    if kind == "enum":
        return f'"{given}" is no field type{_suggestion(str(given), [t.value for t in FieldType])}'
    return message.removeprefix("Value error, ")


def _one_of(given: str, known: Iterable[str], complaint: str) -> str:
    choices = list(known)
    if given not in choices:
        raise ValueError(f'"{given}" is {complaint}{_suggestion(given, choices)}')
    return given


def _suggestion(given: str, known: Iterable[str]) -> str:
    choices = list(known)
    near = get_close_matches(given, choices, n=1, cutoff=0.6)
    if near:
        return f'; did you mean "{near[0]}"?'
    return f"; known are {', '.join(choices)}" if len(choices) <= 20 else ""
