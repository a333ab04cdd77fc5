"""The whole way on every sample: its record says what the sample truly says."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import jsonschema
import pytest

from diacritics.syllable import normalise_tone
from extract.core.limits import Limits
from extract.core.options import Options
from extract.intake.find import find
from extract.serialise.outputs import to_outputs
from golden.make import BROKEN, SAMPLES
from support import EXPECTED
from support import SAMPLES as FOLDER
from support.contract import strict_schema


@cache
def record(file: str) -> dict[str, Any]:
    (source,) = find([FOLDER / file], Limits(), FOLDER)
    return json.loads(to_outputs(source, Options(page_jobs=2))[0].record.to_json())  # type: ignore[no-any-return]


def truth(file: str) -> dict[str, Any]:
    return json.loads((EXPECTED / f"{file}.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def plain(value: Any) -> Any:
    """Strings compare with one tone placement: hóa is hoá."""
    if isinstance(value, str):
        return normalise_tone(value)
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return value


def cases() -> list[Any]:
    found = []
    for sample in SAMPLES:
        for field in truth(sample.file).get("fields", {}):
            found.append(pytest.param(sample.file, field, id=f"{sample.file}-{field}"))
    return found


@pytest.mark.parametrize(("file", "field"), cases())
def test_field(file: str, field: str) -> None:
    assert plain(record(file)["fields"][field]) == plain(truth(file)["fields"][field])


@pytest.mark.parametrize(
    ("file", "schema"),
    [
        ("01-clean-scan.pdf", "quyet-dinh"),
        ("02-skewed-seal.jpg", "thong-bao"),
        ("03-report-footnotes.pdf", "bao-cao"),
        ("05-english-ocr-layer.pdf", "ke-hoach"),
        ("06-official-letter.pdf", "cong-van"),
        ("07-submission.docx", "to-trinh"),
        ("10-stripped.txt", "bao-cao"),
        ("11-mixed.pdf", "administrative"),  # hướng dẫn has no schema of its own
        ("13-party-fax.tif", "dang"),
    ],
)
def test_the_schema_of_its_type_reads_it(file: str, schema: str) -> None:
    assert record(file)["processing"]["schema"] == schema


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.file)
def test_record_is_valid_and_says_where_it_came_from(sample: Any) -> None:
    made, wanted = record(sample.file), truth(sample.file)
    jsonschema.validate(made, strict_schema())
    assert made["source"]["media_type"] == wanted["media_type"]
    if sample.file == BROKEN:
        assert made["processing"]["error"]["code"] == wanted["error"]
        assert made["fields"]["code"] is None
    else:
        assert made["processing"]["error"] is None
        assert made["source"]["pages"] == wanted["pages"]
        assert [page["verdict"] for page in made["content"]["pages"]][: len(wanted["verdicts"])] == wanted[
            "verdicts"
        ]


@pytest.mark.parametrize("sample", [s for s in SAMPLES if s.file != BROKEN], ids=lambda sample: sample.file)
def test_every_value_has_evidence_on_a_page_of_the_document(sample: Any) -> None:
    made = record(sample.file)
    pages = {page["number"]: page for page in made["content"]["pages"]}
    for field in ("number", "date", "title", "organ", "doc_type", "signer.name"):
        value = made["fields"]
        for part in field.split("."):
            value = value[part]
        if not value:
            continue
        given = [one for one in made["evidence"] if one["field"].split(".")[0] == field.split(".")[0]]
        assert given, field
        for evidence in given:
            page = pages[evidence["page"]]
            if page["width"] is None:
                assert evidence["bbox"] is None
            else:
                x0, y0, x1, y1 = evidence["bbox"]
                assert 0 <= x0 < x1 <= page["width"] + 1
                assert 0 <= y0 < y1 <= page["height"] + 1
