"""Corrections over records: values, doubts, questions, lists, what a record says twice."""

from __future__ import annotations

import copy
from typing import Any

import jsonschema
import pytest

from extract.review.entries import Action, Draft, Entry
from extract.review.overlay import overlay
from schemas.record import Record, json_schema
from support.review import doubt, made, said

Json = dict[str, Any]


def at(record: Json, *way: str | int) -> Any:
    found: Any = record
    for step in way:
        found = found[step]
    return found


@pytest.mark.parametrize(
    ("field", "new", "way"),
    [
        ("number", "923", ("fields", "number")),
        ("doc_type", {"code": "TB", "name": "Thông báo"}, ("fields", "doc_type")),
        ("recipients[1]", "Sở Nội vụ", ("fields", "recipients", 1)),
        ("recipients[2]", "Lưu trữ", ("fields", "recipients", 2)),  # behind the end
        ("tables[0].rows[0][1]", "25", ("fields", "tables", 0, "rows", 0, 1)),
        ("incoming.number", "77", ("fields", "incoming", "number")),  # of an object that was null
        ("extra.purpose", "Kiểm tra", ("fields", "extra", "purpose")),
        ("content.pages[0].text", "Khác", ("content", "pages", 0, "text")),
        ("recipients", [], ("fields", "recipients")),
    ],
)
def test_a_correction_stands_in_the_record(field: str, new: Any, way: tuple[str | int, ...]) -> None:
    record = made()
    before = copy.deepcopy(record)
    left = overlay(record, said(record, (field, Action.CORRECT, new)))
    assert at(left, *way) == new
    assert record == before
    jsonschema.validate(left, json_schema())
    Record.model_validate(left)
    assert left["human"][0]["field"] == field and left["human"][0]["value"] == new


@pytest.mark.parametrize(
    ("field", "new"),
    [
        ("number", 5),
        ("recipients", "Sở"),
        ("tables[0].rows[0][1]", None),
        ("signer.age", "5"),
        ("no such[", "x"),
        ("nothing", "x"),
        ("recipients[0].name", "x"),
        ("content.pages[9].text", "x"),
        ("content.pages[0].verdict", "x"),
        ("../id", "x"),
        ("title", "\ud800"),
    ],
)
def test_what_the_contract_does_not_allow_is_refused(field: str, new: Any) -> None:
    with pytest.raises(ValueError, match=r"."):
        Draft.of(made(), field, Action.CORRECT, new, who="An")


def test_who_confirms_what_an_earlier_person_said_confirms_that() -> None:
    record = made()
    draft = Draft.of(record, "number", Action.CONFIRM, who="An", old="923")
    assert (draft.old, draft.new) == ("923", "923")
    with pytest.raises(ValueError, match=r"."):
        Draft.of(record, "number", Action.CONFIRM, who="An", old=5)


@pytest.mark.parametrize(
    ("field", "left_with"),
    [
        ("number", None),
        ("signer", {"authority": None, "title": None, "name": None}),
        ("recipients", []),
        ("recipients[0]", "gone"),
        ("tables[0].rows[0][1]", ""),
        ("tasks[0].text", ""),
        ("content.pages[0].text", ""),
        ("appendix", None),
    ],
)
def test_nothing_printed_leaves_nothing(field: str, left_with: Any) -> None:
    record = made()
    left = overlay(record, said(record, (field, Action.ABSENT, None)))
    Record.model_validate(left)
    if left_with == "gone":
        assert left["fields"]["recipients"] == ["UBND tỉnh"]
        return
    found: Any = left if field.startswith("content") else left["fields"]
    for step in field.replace("[", ".[").split("."):
        found = found[int(step[1:-1])] if step.startswith("[") else found[step]
    assert found == left_with


def test_evidence_moves_up_with_the_items_behind_one_that_is_gone() -> None:
    record = made()
    entries = said(record, ("recipients[0]", Action.ABSENT, None))
    left = overlay(record, entries)
    assert [one["field"] for one in left["evidence"]] == ["number", "recipients[0]"]
    assert left["evidence"][1]["text"] == "UBND tỉnh"
    assert overlay(record, entries, keep_places=True)["fields"]["recipients"] == [None, "UBND tỉnh"]


@pytest.mark.parametrize(
    ("field", "action", "open_doubts"),
    [
        ("number", Action.CONFIRM, ["signer", "recipients[1]", "content.pages[0]"]),
        ("signer.name", Action.CONFIRM, ["number", "recipients[1]", "content.pages[0]"]),
        ("recipients", Action.CONFIRM, ["number", "signer", "content.pages[0]"]),
        ("content.pages[0]", Action.CONFIRM, ["number", "signer", "recipients[1]"]),
        ("content.pages[0]", Action.JOIN, ["number", "signer", "recipients[1]", "content.pages[0]"]),
        ("title", Action.CONFIRM, ["number", "signer", "recipients[1]", "content.pages[0]"]),
        ("", Action.FINISH, []),
        ("", Action.REOPEN, ["number", "signer", "recipients[1]", "content.pages[0]"]),
    ],
)
def test_what_is_settled_is_no_doubt(field: str, action: Action, open_doubts: list[str]) -> None:
    fields = ("number", "signer", "recipients[1]", "content.pages[0]")
    record = made(review=[doubt(field) for field in fields])
    left = overlay(record, said(record, (field, action, None)))
    assert [one["field"] for one in left["review"]] == open_doubts


def test_where_a_document_begins_is_another_question_than_how_a_page_reads() -> None:
    page = "content.pages[1]"
    record = made(review=[doubt(page, "several-documents"), doubt(page, "page-hard-to-read")])
    left = overlay(record, said(record, (page, Action.JOIN, None)))
    assert [one["code"] for one in left["review"]] == ["page-hard-to-read"]


def test_a_new_conversion_that_reads_the_same_asks_nothing() -> None:
    record = made(review=[doubt("number")])
    entries = said(record, ("number", Action.CORRECT, "923"), ("", Action.FINISH, None))
    again = made(review=[doubt("number"), doubt("title")], seconds=9.0)
    assert overlay(again, entries)["review"] == []


@pytest.mark.parametrize(
    ("new", "questions"),
    [("924", ["machine-reads-otherwise"]), ("923", [])],  # as the person said, too
)
def test_where_the_machine_reads_otherwise_it_asks(new: str, questions: list[str]) -> None:
    record = made()
    entries = said(record, ("number", Action.CORRECT, "923"))
    left = overlay(made(number=new), entries)
    assert left["fields"]["number"] == "923"
    assert [one["code"] for one in left["review"]] == questions
    Record.model_validate(left)


def test_a_document_that_was_finished_is_asked_about_when_it_is_known_otherwise() -> None:
    entries = said(made(), ("", Action.FINISH, None))
    left = overlay(made(title="Về việc khác", review=[doubt("title")]), entries)
    assert [one["code"] for one in left["review"]] == ["low-confidence", "changed-since-finished"]


def test_an_item_keeps_its_correction_where_the_machine_reads_one_more_before_it() -> None:
    entries = said(made(), ("recipients[1]", Action.CORRECT, "UBND tỉnh Thử"))
    left = overlay(made(recipients=["Như trên", "Sở Tư pháp", "UBND tỉnh"]), entries)
    assert left["fields"]["recipients"] == ["Như trên", "Sở Tư pháp", "UBND tỉnh Thử"]
    assert left["review"] == []


def test_what_is_said_twice_is_corrected_twice() -> None:
    record = made()
    left = overlay(
        record,
        said(
            record,
            ("number", Action.CORRECT, "923"),
            ("signer.name", Action.CORRECT, "Lê Văn Thử"),
            ("content.pages[1].text", Action.CORRECT, "Trang hai"),
        ),
    )
    assert left["fields"]["code"] == "923/TTr-STN"
    assert left["fields"]["signers"][0]["name"] == "Lê Văn Thử"
    assert left["content"]["text"] == "Trang một\fTrang hai"
    assert [one["field"] for one in left["human"] if one["action"] == "follow"] == ["code", "signers[0].name"]


def test_who_confirms_a_whole_leaves_its_corrected_parts() -> None:
    record = made()
    entries = said(record, ("signer.name", Action.CORRECT, "Lê Văn Thử"), ("signer", Action.CONFIRM, None))
    assert overlay(record, entries)["fields"]["signer"]["name"] == "Lê Văn Thử"


def test_who_corrects_a_whole_replaces_its_corrected_parts() -> None:
    record = made()
    entries = said(record, ("recipients[0]", Action.CORRECT, "A"), ("recipients", Action.CORRECT, ["B"]))
    assert overlay(record, entries)["fields"]["recipients"] == ["B"]


def test_a_record_nobody_spoke_of_is_the_same_object() -> None:
    record = made()
    assert overlay(record, []) is record
    entry = said(record, ("number", Action.CORRECT, "923"))[0]
    undone = Entry(**{**{name: getattr(entry, name) for name in entry.__slots__}, "id": 2, "undoes": 1})
    assert overlay(record, [entry, undone]) is record
