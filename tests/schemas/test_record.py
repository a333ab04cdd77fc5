"""The contract: key order, keys always present, the exported JSON Schema."""

import json
import unicodedata
from typing import Any

import jsonschema
import pytest

from schemas.fields import Money, Party, Signer, TableEntry
from schemas.record import (
    SCHEMA_FILE,
    Evidence,
    Processing,
    Record,
    SourceFile,
    json_schema,
    json_schema_text,
)
from support.contract import strict_schema

TOP = ["schema_version", "id", "source", "fields", "evidence", "content", "review", "processing"]
FIELDS = [
    "doc_type", "number", "notation", "code", "organ_parent", "organ", "place", "date", "title", "urgency",
    "secrecy", "addressees", "legal_bases", "citations", "outline", "footnotes", "tables", "tasks",
    "statistics", "recipients", "archive_line", "signer", "signers", "attachments", "appendix",
    "incoming", "extra",
]  # fmt: skip


def empty() -> Record:
    return Record(source=SourceFile(path="a.pdf"), processing=Processing(version="0"))


def test_keys_stand_in_the_order_of_the_contract_even_when_empty() -> None:
    written = json.loads(empty().to_json())
    assert list(written) == TOP
    assert list(written["fields"]) == FIELDS
    assert list(written["processing"]) == [
        "tool", "version", "schema", "engine", "seconds", "language", "warnings", "error",
    ]  # fmt: skip


def test_an_empty_record_is_valid_against_the_exported_schema() -> None:
    jsonschema.validate(json.loads(empty().to_json()), json_schema())


def test_readers_may_meet_keys_they_do_not_know_and_the_own_tests_may_not() -> None:
    written = json.loads(empty().to_json())
    for within in (written, written["source"], written["fields"]["signer"], written["processing"]):
        within["of a later version"] = 1
        jsonschema.validate(written, json_schema())
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(written, strict_schema())
        del within["of a later version"]
    jsonschema.validate(written, strict_schema())


def objects() -> dict[str, dict[str, Any]]:
    schema = json_schema()
    return {
        "Record": schema,
        **{name: model for name, model in schema["$defs"].items() if "properties" in model},
    }


@pytest.mark.parametrize(("name", "model"), objects().items())
def test_generators_of_code_find_names_and_descriptions(name: str, model: dict[str, Any]) -> None:
    assert model["title"] == name and model["description"]
    for key, value in model["properties"].items():
        assert value.get("description") or "$ref" in value, key
        assert not {"title", "enum", "prefixItems", "default"} & value.keys(), key


def test_what_has_a_choice_of_values_has_a_name() -> None:
    choices = {name for name, model in json_schema()["$defs"].items() if "enum" in model}
    assert choices == {
        "Clue", "ErrorCause", "ErrorCode", "HeadingKind", "Kind", "Language", "Method", "NoticeCode",
        "ReviewCode",
    }  # fmt: skip


def test_the_exported_schema_is_the_one_of_the_models() -> None:
    assert SCHEMA_FILE.read_text(encoding="utf-8") == json_schema_text()


EXTRA = {
    "purpose": "Kiểm tra thử",
    "share": 12.5,
    "absent": None,
    "fine": Money(amount=1250000, currency="VND"),
    "sides": [Party(name="Công ty Thử"), Party(name="Sở Thử nghiệm", representative="Trần Văn Mẫu")],
    "writer": Signer(name="Lê Thị Thử"),
    "goods": TableEntry(columns=["Tên hàng"], rows=[["Gạo"]]),
    "days": ["2025-01-02"],
}


def test_fields_of_a_schema_of_ones_own_keep_their_kind() -> None:
    record = empty()
    record.fields.extra = dict(EXTRA)
    written = json.loads(record.to_json())
    jsonschema.validate(written, json_schema())
    assert Record.model_validate(written).fields.extra == EXTRA


@pytest.mark.parametrize("missing", TOP)
def test_a_record_without_a_key_is_not_valid(missing: str) -> None:
    written = json.loads(empty().to_json())
    del written[missing]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(written, json_schema())


@pytest.mark.parametrize("confidence", [-0.1, 1.1])
def test_confidence_is_a_probability(confidence: float) -> None:
    with pytest.raises(ValueError, match="confidence"):
        Evidence(page=1, bbox=None, raw="x", text="x", confidence=confidence)


def test_two_records_share_no_list() -> None:
    one, other = empty(), empty()
    one.fields.recipients.append("Như trên")
    assert other.fields.recipients == []


def test_json_is_composed_whatever_was_read() -> None:
    record = empty()
    record.fields.title = unicodedata.normalize("NFD", "Về việc rà soát")
    assert "Về việc rà soát" in record.to_json()
