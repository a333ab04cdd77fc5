from __future__ import annotations

from pathlib import Path

import pytest

from extract.layout.model import Region
from schemas import vocabulary
from schemas.fields import Fields
from schemas.language import REGIONS
from schemas.layers import SchemaError, names
from schemas.loader import check, fingerprint, load

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
    assert set(REGIONS) == {region.value for region in Region} | {"preamble"}


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
        (("%{number}", "%{numbr}"), 10, 'no part "numbr"; did you mean "number"?'),
        (("(?P<value>", "(?P<vaue>"), 10, "has no (?P<value>...)"),
        (("'Lưu:? ", "'Lưu:? ("), 10, "no regular expression"),
        (("title: Letters of a company\n", ""), 2, "title: is missing"),
        (("type: text", "type: code"), 7, 'needs "part"'),
        (("type: text", "type: list"), 8, "cannot be of type list"),
        (("type: text", "type: code\n    part: number\n    many: true"), 10, 'under "extra"'),
        (("regions: [recipients]", "regions: recipients"), 9, "must be a list"),
        (("regions: [recipients]", "required: maybe"), 9, "must be true or false"),
        (("name: letters", "name: [letters"), 3, "is not YAML"),
    ],
)
def test_mistakes_are_told_with_line_and_suggestion(
    tmp_path: Path, wrong: tuple[str, str], line: int, words: str
) -> None:
    assert wrong[0] in GOOD
    path = write(tmp_path, GOOD.replace(*wrong))
    problems = check(path)
    assert any(told.startswith(f"{path}:{line}: ") and words in told for told in problems), problems


def test_a_field_declared_twice(tmp_path: Path) -> None:
    twice = GOOD + "  - name: archive_line\n    type: text\n    anchors: [Lưu]\n"
    assert "declared twice" in check(write(tmp_path, twice))[0]


OWN = """
name: mine
title: Mine
extends: administrative
parts:
  clock: '[0-9]+ giờ'
fields:
  - name: recipients
    required: false
extra:
  - name: starts
    type: date
    anchors: [Thời gian]
    checks:
      not_before: date
  - name: at
    type: text
    patterns: ['lúc (?P<value>%{clock})']
  - name: price
    type: money
    anchors: [Giá]
    checks:
      min: 0
  - name: goods
    type: table
    columns:
      - name: Tên
        type: text
"""


@pytest.mark.parametrize(
    ("wrong", "line", "key", "words"),
    [
        (
            ("extends: administrative", "extends: administrativ"),
            4,
            "extends",
            'did you mean "administrative"?',
        ),
        (("extends: administrative", "extends: other.yaml"), 4, "extends", "no such file"),
        (("extends: administrative", "extends: mine.yaml"), 4, "extends", "goes round in a circle"),
        (("[0-9]+ giờ", "[0-9+ giờ"), 6, "parts.clock", "no regular expression"),
        (("[0-9]+ giờ", "[0-9]+ %{clock}"), 6, "parts.clock", "holds itself"),
        (("[0-9]+ giờ", "[0-9]+ %{cloc}"), 6, "parts.clock", 'no part "cloc"; did you mean "clock"?'),
        (("name: recipients", "name: recipient"), 8, "name", 'did you mean "recipients"?'),
        (("name: starts", "name: date"), 11, "name", 'belongs under "fields"'),
        (("name: starts", "name: Khởi đầu"), 11, "name", "is no name"),
        (("name: at", "name: starts"), 16, "name", "declared twice"),
        (("type: date", "type: outline"), 12, "type", "cannot be of type outline"),
        (("type: date", "type: dat"), 12, "type", 'did you mean "date"?'),
        (("anchors: [Thời gian]", "required: true"), 11, "anchors", 'needs "anchors" or "patterns"'),
        (("anchors: [Thời gian]", "regions: [bdy]\n    anchors: [A]"), 13, "regions.0", 'mean "body"?'),
        (("anchors: [Giá]", "anchors: [Giá]\n    normalise: digits"), 22, "normalise", "means nothing for"),
        (("not_before: date", "not_before: dat"), 15, "checks.not_before", 'did you mean "date"?'),
        (("required: false", "patterns: ['(?P<value>x)']"), 9, "patterns", "means nothing for type list"),
        (("type: date", "type: date\n    vocabulary: urgency"), 13, "vocabulary", "of your own"),
        (("not_before: date", "min: 3"), 15, "checks.min", "means nothing for type date"),
        (("not_before: date", "notbefore: date"), 15, "checks.notbefore", 'did you mean "not_before"?'),
        (("min: 0", "min: viele"), 23, "checks.min", "must be a number"),
        (("min: 0", "min: 5\n      max: 1"), 23, "checks.min", "larger than max"),
        (("min: 0", "at_least: 1.5"), 23, "checks.at_least", "must be a whole number"),
        (("%{clock}", "%{clok}"), 18, "patterns.0", 'did you mean "clock"?'),
        (("%{clock}", "%{clock}("), 18, "patterns.0", "no regular expression"),
        (("        type: text", "        type: txt"), 28, "columns.0.type", 'did you mean "text"?'),
        (("        type: text", "        typ: text"), 28, "columns.0.typ", 'did you mean "type"?'),
        (
            ("columns:\n      - name: Tên\n        type: text", "columns: []"),
            26,
            "columns",
            'needs "columns"',
        ),
        (("  - name: recipients\n    required: false", "  a: b"), 7, "fields", "must be a list"),
        (("title: Mine\n", ""), 2, "title", "is missing"),  # what it extends has a title of its own
        (("parts:", "checks: 1\nparts:"), 5, "checks", "no such key"),
        (("parts:", "recognise:\n  types: [Tờ trinh]\nparts:"), 6, "recognise.types.0", 'mean "Tờ trình"?'),
    ],
)
def test_mistakes_in_a_schema_that_extends_another(
    tmp_path: Path, wrong: tuple[str, str], line: int, key: str, words: str
) -> None:
    assert wrong[0] in OWN
    assert check(write(tmp_path, OWN)) == []
    path = write(tmp_path, OWN.replace(wrong[0], wrong[1], 1))
    told = [problem for problem in check(path) if problem.startswith(f"{path}:{line}: ")]
    assert any(f"{key}: " in problem and words in problem for problem in told), check(path)


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    wrong = OWN.replace("name: starts", "name: date").replace("%{clock}", "%{clok}")
    assert len(check(write(tmp_path, wrong))) == 2


def test_a_mistake_in_the_file_that_is_extended_is_told_there(tmp_path: Path) -> None:
    base = tmp_path / "base.yaml"
    base.write_text(OWN.replace("type: money", "type: mony"), "utf-8")
    (told,) = check(write(tmp_path, "name: mine\ntitle: Mine\nextends: base.yaml\n"))
    assert told.startswith(f"{base}:20: ")


def test_what_extends_says_only_what_differs(tmp_path: Path) -> None:
    schema, base = load(write(tmp_path, OWN)), load("administrative")
    assert [rule.name for rule in schema.fields] == [rule.name for rule in base.fields]
    recipients, before = schema.rule("recipients"), base.rule("recipients")
    assert recipients and before
    assert (before.required, recipients.required) == (True, False)
    assert recipients.anchors == before.anchors
    assert set(schema.parts) == {*base.parts, "clock"}


def test_the_fingerprint_covers_every_file(tmp_path: Path) -> None:
    base, mine = tmp_path / "base.yaml", tmp_path / "mine.yaml"
    base.write_text(OWN, "utf-8")
    mine.write_text("name: mine\ntitle: Mine\nextends: base.yaml\n", "utf-8")
    before = fingerprint(mine)
    assert fingerprint(mine) == before
    base.write_text(OWN.replace("[0-9]+ giờ", "[0-9]{1,2} giờ"), "utf-8")
    assert fingerprint(mine) != before
    assert fingerprint("quyet-dinh") == "quyet-dinh"


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
