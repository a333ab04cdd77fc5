"""What the archive knows: agreement makes a value surer, a weak reading gives way, a gap is filled."""

from __future__ import annotations

import pytest

from extract.fields.known import STAND_IN, weighed
from schemas.clues import Clue
from schemas.fields import Fields
from schemas.knowledge import Knowledge, Known
from schemas.record import Evidence

OFFICE = "Sở Thử nghiệm"
CHIEF = Known(
    field="signer.name", value="Lê Hoàng Thử", organ=OFFICE, title="GIÁM ĐỐC",
    confirmed=2, first="2018-03-01", last="2020-05-01",
)  # fmt: skip
KNOWN = Knowledge(
    values=[
        Known(field="organ", value=OFFICE, confirmed=3),
        Known(field="organ_parent", value="UBND tỉnh Hòa An", organ=OFFICE, confirmed=3),
        Known(field="recipients", value="Lãnh đạo VP UBND tỉnh", organ=OFFICE, seen=4),
        Known(field="recipients", value="Như Điều 3", organ=OFFICE, seen=4),
        CHIEF,
    ]
)


def one(confidence: float) -> list[Evidence]:
    return [Evidence(page=1, raw="seen", text="seen", confidence=confidence)]


def document(**values: object) -> Fields:
    return Fields.model_validate({"organ": OFFICE, "date": "2019-07-01", **values})


def test_what_is_known_is_surer() -> None:
    state = weighed(document(), {"organ": one(0.6)}, KNOWN)
    assert state.evidence["organ"][0].confidence == 0.9
    assert Clue.KNOWN in state.evidence["organ"][0].clues
    assert not state.review


@pytest.mark.parametrize(
    ("seen", "confidence", "given"),
    [
        ("Lãnh đao VP UBND tỉnh", 0.7, "Lãnh đạo VP UBND tỉnh"),
        ("Lãnh đao VP UBND tỉnh", 0.95, "Lãnh đao VP UBND tỉnh"),  # read surely: it may be printed so
        ("Như Điều 4", 0.3, "Như Điều 4"),
    ],
)
def test_a_weak_reading_gives_way(seen: str, confidence: float, given: str) -> None:
    fields = document(recipients=[seen])
    state = weighed(fields, {"recipients[0]": one(confidence)}, KNOWN)
    assert fields.recipients == [given]
    told = [(item.code, item.params["seen"]) for item in state.review]
    assert told == ([("known-instead", seen)] if seen != given else [])
    assert state.evidence["recipients[0]"][0].raw == "seen"


@pytest.mark.parametrize(
    ("title", "date", "name"),
    [
        ("GIÁM ĐỐC", "2019-07-01", "Lê Hoàng Thử"),
        ("PHÓ GIÁM ĐỐC", "2019-07-01", None),
        ("GIÁM ĐỐC", "2024-07-01", None),  # another may have followed him
        ("GIÁM ĐỐC", None, None),
    ],
)
def test_a_hidden_name(title: str, date: str | None, name: str | None) -> None:
    signer = {"authority": None, "title": title, "name": None}
    fields = document(date=date, signer=signer, signers=[signer])
    state = weighed(fields, {"signer.title": one(0.97)}, KNOWN)
    assert (fields.signer.name, fields.signers[0].name) == (name, name)
    assert [item.code for item in state.review] == (["known-alone"] if name else [])
    if name:
        assert state.evidence["signer.name"][0].confidence == STAND_IN
        assert state.evidence["signers[0].name"] == state.evidence["signer.name"]


def test_two_with_one_title_fill_no_gap() -> None:
    other = CHIEF.model_copy(update={"value": "Trần Văn Mẫu"})
    fields = document(signer={"title": "GIÁM ĐỐC"})
    weighed(fields, {"signer.title": one(0.97)}, Knowledge(values=[CHIEF, other]))
    assert fields.signer.name is None


def test_another_parent_is_another_office() -> None:
    fields = document(organ_parent="UBND tỉnh Tân Bình", recipients=["Lãnh đao VP UBND tỉnh"])
    values = [one.model_copy(update={"parent": "UBND tỉnh Hòa An"}) for one in KNOWN.values]
    weighed(fields, {"recipients[0]": one(0.5)}, Knowledge(values=values))
    assert fields.recipients == ["Lãnh đao VP UBND tỉnh"]
