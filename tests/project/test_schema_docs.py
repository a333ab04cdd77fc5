"""docs/schema.md cannot rot: its example is converted, its pieces stand in it, no word is left out."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

import jsonschema
import pytest

from extract.core.limits import Limits
from extract.core.options import Options
from extract.intake.find import find
from extract.serialise.outputs import to_outputs
from schemas.faults import OWN_TYPES
from schemas.language import (
    REGIONS,
    Checks,
    Column,
    ColumnType,
    ExtraRule,
    Normaliser,
    Recognise,
    Schema,
)
from schemas.loader import check
from support import ROOT
from support.contract import strict_schema

DOCS = ROOT / "docs"
TEXT = (DOCS / "schema.md").read_text("utf-8")
EXAMPLE = DOCS / "examples" / "bien-ban.yaml"


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", TEXT, re.DOTALL)


@cache
def record() -> dict[str, Any]:
    (source,) = find([DOCS / "examples" / "bien-ban.md"], Limits(), DOCS)
    return json.loads(to_outputs(source, Options(schema=str(EXAMPLE)))[0].record.to_json())  # type: ignore[no-any-return]


def test_the_example_is_a_right_schema() -> None:
    assert check(EXAMPLE) == []


@pytest.mark.parametrize("piece", blocks("yaml"))
def test_pieces_stand_in_the_example(piece: str) -> None:
    assert piece in EXAMPLE.read_text("utf-8")


def test_what_is_shown_is_what_the_example_gives() -> None:
    (shown,) = blocks("json")
    assert json.loads(f"{{{shown}}}")["extra"] == record()["fields"]["extra"]


def test_the_record_of_the_example_is_whole() -> None:
    made = record()
    jsonschema.validate(made, strict_schema())
    assert made["processing"]["schema"] == "bien-ban"
    assert made["fields"]["code"] == "17/BB-ĐKT"
    assert made["review"] == []
    for name, value in made["fields"]["extra"].items():
        items = value if isinstance(value, list) else [value]
        paths = [f"extra.{name}[{i}]" for i in range(len(items))] if items is value else [f"extra.{name}"]
        assert set(paths) <= {found["field"] for found in made["evidence"]}, name


@pytest.mark.parametrize(
    "word",
    [
        *Schema.model_fields,
        *ExtraRule.model_fields,
        *Checks.model_fields,
        *Column.model_fields,
        *Recognise.model_fields,
        *REGIONS,
        *OWN_TYPES,
        *ColumnType,
        *Normaliser,
    ],
)
def test_every_word_of_the_language_is_explained(word: str) -> None:
    assert f"`{word}`" in TEXT
