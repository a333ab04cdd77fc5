"""The list of methods: all that the program gives, and nothing twice."""

from __future__ import annotations

from diacritics.encodings import ENCODINGS
from schemas.methods import DECODED, Method
from schemas.record import json_schema


def test_every_encoding_is_a_method() -> None:
    assert {str(method) for method in DECODED} == set(ENCODINGS)


def test_the_exported_schema_names_them_all() -> None:
    assert json_schema()["$defs"]["Method"]["enum"] == [str(method) for method in Method]
