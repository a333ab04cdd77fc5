"""A schema by name or file, whole and checked; what is wrong with it, in plain words.

    NAME or FILE ─ layers ─▶ values that know their lines ─ language, faults ─▶ Schema | SchemaError

Mistakes are told in plain words with file, line and key, and with the nearest right word.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from schemas.catalogue import say
from schemas.faults import Place, faults, suggestion, unknown_name
from schemas.language import (
    Checks,
    Column,
    ColumnType,
    ExtraRule,
    FieldRule,
    FieldType,
    Normaliser,
    Recognise,
    Schema,
)
from schemas.layers import Held, SchemaError, find, name_of, names, whole

# What Pydantic calls a wrong kind of value, and the code of what a person who writes YAML calls it.
KINDS = {
    "string_type": "schema-must-be-text",
    "tuple_type": "schema-must-be-list",
    "list_type": "schema-must-be-list",
    "dict_type": "schema-must-be-mapping",
    "model_type": "schema-must-be-mapping",
    "bool_parsing": "schema-must-be-switch",
    "bool_type": "schema-must-be-switch",
    "float_parsing": "schema-must-be-number",
    "float_type": "schema-must-be-number",
    "int_parsing": "schema-must-be-whole",
    "int_from_float": "schema-must-be-whole",
    "int_type": "schema-must-be-whole",
    "missing": "schema-key-missing",
}
OWN_KEYS = set(ExtraRule.model_fields) - set(FieldRule.model_fields)
ENUMS = {"type": FieldType, "normalise": Normaliser}


@cache
def load(name_or_path: str | Path) -> Schema:
    """A schema by name ("administrative") or by file ("my.yaml").

    Raises SchemaError, which names file, line and key of every mistake.
    """
    held = whole(find(name_or_path))
    try:
        schema = Schema.model_validate(held.data)
    except ValidationError as error:
        raise SchemaError([_told(dict(detail), held) for detail in error.errors()]) from None
    problems = [held.problem(place, message) for place, message in faults(schema)]
    if problems:
        raise SchemaError(problems)
    return schema


def check(path: str | Path) -> list[str]:
    """What is wrong with a schema file, one line a mistake; empty when nothing is."""
    try:
        load.__wrapped__(path)
    except SchemaError as error:
        return error.problems
    return []


def fingerprint(name_or_path: str | Path) -> str:
    """What a schema file says, with all that it extends; of a built-in schema its name, which the
    program's version stands for."""
    if str(name_or_path) in names():
        return str(name_or_path)
    held = whole(find(name_or_path))
    digest = hashlib.sha256()
    for path in held.files:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


@cache
def kinds(name: str) -> tuple[Schema, ...]:
    """The built-in schemas that a document may turn out to be which is read as the built-in one `name`."""
    return tuple(kind for kind in map(load, names()) if kind.recognise and kind.extends == name)


def _told(detail: dict[str, Any], held: Held) -> str:
    """Pydantic's error as a line of SchemaError; a field without a type is often a misspelled name."""
    place = tuple(detail["loc"])
    if detail["type"] == "missing" and place[0] == "fields" and place[2:] == ("type",):
        unknown = unknown_name(str(name_of(detail["input"])))
        if unknown:
            return held.problem((*place[:2], "name"), unknown)
    return held.problem(place, _plain(detail["type"], place, detail))


def _plain(kind: str, place: Place, detail: dict[str, Any]) -> str:
    """Pydantic's message in words for a person who writes YAML."""
    given = detail.get("input")
    if kind == "extra_forbidden" and place[0] == "fields" and len(place) == 3 and place[2] in OWN_KEYS:
        return say("schema-own-key")
    if kind == "extra_forbidden":
        return say("schema-no-key", near=suggestion(str(place[-1]), _keys(place)))
    if kind == "enum":
        known = ColumnType if "columns" in place else ENUMS[str(place[-1])]
        near = suggestion(str(given), [value.value for value in known])
        code = "schema-no-type" if known is FieldType else "schema-no-choice"
        return say(code, given=given, key=place[-1], near=near)
    return say(KINDS[kind]) if kind in KINDS else say("schema-value-wrong")


def _keys(place: Place) -> list[str]:
    """The keys that may stand where an unknown one does."""
    if len(place) == 1:
        return list(Schema.model_fields)
    if "checks" in place:
        return list(Checks.model_fields)
    if "columns" in place:
        return list(Column.model_fields)
    if place[0] == "recognise":
        return list(Recognise.model_fields)
    return list((ExtraRule if place[0] == "extra" else FieldRule).model_fields)
