"""The contract: key order, keys always present, the exported JSON Schema."""

import json
import unicodedata

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

TOP = ["schema_version", "id", "source", "fields", "evidence", "content", "review", "processing"]
FIELDS = [
    "doc_type", "number", "notation", "code", "organ_parent", "organ", "place", "date", "title", "urgency",
    "secrecy", "addressees", "legal_bases", "citations", "outline", "footnotes", "tables", "tasks",
    "statistics", "recipients", "archive_line", "signer", "attachments", "appendix", "incoming", "extra",
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
