"""What documents teach: a person's word at once, the machine's many times over, never against a person."""

from __future__ import annotations

import random
from typing import Any

from extract.review.learning import learned

Json = dict[str, Any]


def record(
    confidence: float = 0.99, doubted: tuple[str, ...] = (), human: tuple[str, ...] = (), **values: Any
) -> Json:
    fields: Json = {
        "organ": "Sở Thử nghiệm", "organ_parent": None, "place": None, "archive_line": None,
        "date": "2019-07-01", "recipients": [], "signer": {"title": "GIÁM ĐỐC", "name": None}, **values,
    }  # fmt: skip
    paths = ["organ", "signer.name", *(f"recipients[{i}]" for i in range(len(fields["recipients"])))]
    return {
        "fields": fields,
        "evidence": [{"field": path, "confidence": confidence} for path in paths],
        "review": [{"field": path} for path in doubted],
        "human": [{"field": path, "action": "correct"} for path in human],
    }


def named(name: str) -> Json:
    return {"title": "GIÁM ĐỐC", "name": name}


def values(*records: Json, field: str = "signer.name") -> list[tuple[str, int, int]]:
    return [(one.value, one.seen, one.confirmed) for one in learned(records).values if one.field == field]


def test_one_word_of_a_person_is_enough() -> None:
    assert values(record(0.3, human=("organ", "signer.name"), signer=named("Lê Hoàng Thử"))) == [
        ("Lê Hoàng Thử", 0, 1)
    ]


def test_readings_count_when_they_are_sure_and_many() -> None:
    sure = record(signer=named("Lê Hoàng Thử"))
    doubtful = record(signer=named("Lê Hoàng Thử"), doubted=("signer.name",))
    weak = record(0.8, signer=named("Lê Hoàng Thử"))
    assert values(sure, sure, doubtful, weak) == []
    assert values(sure, sure, sure) == [("Lê Hoàng Thử", 3, 0)]


def test_what_a_person_wrote_is_misread_often() -> None:
    misread = record(signer=named("Lê Hoàng Thứ"))
    written = record(0.4, human=("organ", "signer.name"), signer=named("Lê Hoàng Thử"))
    assert values(misread, misread, misread, written) == [("Lê Hoàng Thử", 0, 1)]


def test_nothing_is_learned_of_an_office_in_doubt() -> None:
    doubtful = record(doubted=("organ",), recipients=["Như trên"])
    assert learned([doubtful] * 4).values == []


def test_the_order_does_not_matter() -> None:
    records = [record(signer=named(name), recipients=["Như trên", "Sở Mẫu"]) for name in "ABBBCCC"]
    shuffled = random.Random(1).sample(records, len(records))
    assert learned(records).to_json() == learned(shuffled).to_json()


def test_the_span_of_days() -> None:
    records = [record(signer=named("Lê Hoàng Thử"), date=date) for date in ("2020-01-02", "2018-05-06", None)]
    (known,) = (one for one in learned(records).values if one.field == "signer.name")
    assert (known.first, known.last) == ("2018-05-06", "2020-01-02")
