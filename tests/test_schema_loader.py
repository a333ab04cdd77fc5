from __future__ import annotations

from pathlib import Path

import pytest

from extract.layout.model import Region
from schemas import vocabulary
from schemas.loader import REGIONS, SchemaError, check, load, names
from schemas.record import Fields

GOOD = """
name: letters
title: Letters of a company
parts:
  number: '[0-9]{1,6}'
fields:
  - name: archive_line
    type: text
    regions: [recipients]
    patterns: ['Lưu:? (?P<value>%{number})']
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "mine.yaml"
    path.write_text(text, "utf-8")
    return path


def test_the_default_schema_is_right_and_fills_every_field() -> None:
    assert "administrative" in names()
    assert {field.name for field in load("administrative").fields} == set(Fields.model_fields) - {"extra"}


def test_regions_are_those_of_the_layout() -> None:
    assert set(REGIONS) == {region.value for region in Region}


def test_a_good_file(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD)
    assert check(path) == []
    schema = load(path)
    assert schema.expand(schema.fields[0].patterns[0]) == "Lưu:? (?P<value>(?:[0-9]{1,6}))"


@pytest.mark.parametrize(
    ("wrong", "line", "words"),
    [
        (("name: archive_line", "name: archiv_line"), 7, 'did you mean "archive_line"?'),
        (("regions: [recipients]", "regions: [recipient]"), 9, 'did you mean "recipients"?'),
        (("type: text", "type: txt"), 8, 'did you mean "text"?'),
        (("regions:", "region:"), 9, 'no such key; did you mean "regions"?'),
        (("%{number}", "%{numbr}"), 2, 'no part "numbr"; did you mean "number"?'),
        (("(?P<value>", "(?P<vaue>"), 2, "has no (?P<value>...)"),
        (("'Lưu:? ", "'Lưu:? ("), 2, "no regular expression"),
        (("title: Letters of a company\n", ""), 2, "title: is missing"),
        (("type: text", "type: code"), 7, 'needs "part"'),
        (("type: text", "type: list"), 7, 'needs "anchors"'),
        (("name: letters", "name: [letters"), 3, "is not YAML"),
    ],
)
def test_mistakes_are_told_with_line_and_suggestion(
    tmp_path: Path, wrong: tuple[str, str], line: int, words: str
) -> None:
    assert wrong[0] in GOOD
    path = write(tmp_path, GOOD.replace(*wrong))
    problems = check(path)
    assert len(problems) == 1
    assert problems[0].startswith(f"{path}:{line}: ")
    assert words in problems[0]


def test_a_field_declared_twice(tmp_path: Path) -> None:
    twice = GOOD + "  - name: archive_line\n    type: text\n    anchors: [Lưu]\n"
    assert "declared twice" in check(write(tmp_path, twice))[0]


def test_no_such_schema() -> None:
    with pytest.raises(SchemaError, match='did you mean "administrative"'):
        load("administrativ")
    assert "no such file" in check("nowhere/mine.yaml")[0]


def test_empty_and_binary_files(tmp_path: Path) -> None:
    assert check(write(tmp_path, ""))
    path = tmp_path / "binary.yaml"
    path.write_bytes(b"\xff\xfe\x00\x01")
    assert "UTF-8" in check(path)[0]


def test_vocabularies() -> None:
    assert {"QĐ", "TTr", "CTr", "KH", "NĐ", "TTLT"} <= vocabulary.type_codes()
    assert "CV" in vocabulary.type_codes()  # of the party; a công văn of the state has no type
    assert vocabulary.marks("secrecy")[-1] == "MẬT"
    assert {"TM", "T/M", "KT", "TUQ", "Q"} <= set(vocabulary.signing_marks())
    assert len({t.name for t in vocabulary.document_types() if t.family == "administrative"}) >= 31


def test_a_file_is_a_schema_whatever_its_suffix(tmp_path: Path) -> None:
    path = tmp_path / "letters.schema"
    path.write_text(GOOD, "utf-8")
    assert load(path).name == "letters"
    assert "no schema" in check("letters.schema")[0]
