"""Samples: drawn, keyed blind by two people, settled, judged; and the report of what people did."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from extract.review.entries import Action, Draft
from extract.review.keyed import Judged, ThirdPerson, alike, judged
from extract.review.log import Log
from extract.review.report import report
from extract.review.sampling import Sampling
from support.review import made

DRAWN = [("a/1.pdf.json", "one"), ("a/2.pdf.json", "two")]


def test_a_sample_is_kept_as_it_was_drawn(tmp_path: Path) -> None:
    with Sampling(tmp_path) as sampling:
        assert sampling.samples() == [] and sampling.drawn(1) == []
        first = sampling.begin(DRAWN, seed="thu-7", per="folder", who="An")
        second = sampling.begin(DRAWN[:1], seed="8", per="all", who="An", size=5)
    with Sampling(tmp_path) as sampling:
        assert sampling.samples() == [second, first]
        assert [(one.record, one.document) for one in sampling.drawn(first.id)] == DRAWN
        assert (first.size, second.size) == (2, 5)


def test_two_people_key_blind_and_settle(tmp_path: Path) -> None:
    with Sampling(tmp_path) as sampling:
        sample = sampling.begin(DRAWN, seed="1", per="all", who="An").id
        sampling.key(sample, {"number": "92", "title": "Về việc  thử"}, document="one", who="An")
        sampling.key(sample, {"number": "922"}, document="one", who="An")  # looked again
        sampling.key(sample, {"number": "923", "title": "Về việc thử"}, document="one", who="Bình")
        assert sampling.mine(sample, "one", "An") == {"number": "922", "title": "Về việc  thử"}
        assert sampling.mine(sample, "one", "Bình") == {"number": "923", "title": "Về việc thử"}
        with pytest.raises(ThirdPerson):
            sampling.key(sample, {"number": "1"}, document="one", who="Chi")
        with pytest.raises(KeyError):
            sampling.key(sample, {"number": "1"}, document="other", who="An")
        ((first, second),) = sampling.differences(sample)
        assert (first.who, first.value, second.who, second.value) == ("An", "922", "Bình", "923")
        assert sampling.truth(sample) == {("one", "title"): "Về việc  thử"}
        sampling.settle(sample, "number", "924", document="one", who="Chi")
        sampling.settle(sample, "number", "923", document="one", who="Chi")
        assert sampling.differences(sample) == []
        assert sampling.truth(sample)["one", "number"] == "923"


def test_fields_are_judged_by_what_stands_on_the_page() -> None:
    truth = {
        ("one", "number"): "922",
        ("two", "number"): "5",
        ("one", "recipients"): ["Như trên", "UBND tỉnh"],
        ("one", "secrecy"): "",
        ("gone", "number"): "7",
    }
    records = {"one": made(), "two": made()}
    assert judged(truth, records) == [
        Judged("number", 1, 2),
        Judged("recipients", 0, 1),
        Judged("secrecy", 0, 1),
    ]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Sở  Y tế", "Sở Y tế", True),
        ("", None, True),
        ([], None, True),
        ("0", None, False),
        (0, None, False),
        ("Sở", "sở", False),
        (["a"], ["a", ""], False),
    ],
)
def test_alike(one: Any, other: Any, same: bool) -> None:
    assert alike(one, other) is same


def test_the_report_counts_what_counts(tmp_path: Path) -> None:
    def say(log: Log, who: str, field: str, action: Action, digit: str = "5") -> int:
        draft = Draft.of(made(sha256=digit * 64), field, action, "x", who=who)
        return log.append(draft, seen=log.revision(draft.document)).id

    with Log(tmp_path) as log:
        say(log, "An", "number", Action.CORRECT)
        say(log, "An", "recipients[0]", Action.CORRECT)
        say(log, "An", "recipients[1]", Action.CONFIRM)
        say(log, "An", "", Action.FINISH)
        say(log, "An", "number", Action.CONFIRM, "6")
        log.undo(say(log, "Bình", "title", Action.CORRECT), "Bình")
        say(log, "Bình", "title", Action.ABSENT)
    found = report(tmp_path)
    told = [(one.who, one.documents, one.confirmed, one.corrected, one.finished) for one in found.people]
    assert told == [("An", 2, 2, 2, 1), ("Bình", 1, 0, 1, 0)]
    fields = [(one.name, one.right, one.wrong) for one in found.fields]
    assert fields == [("number", 1, 1), ("recipients[]", 1, 1), ("title", 0, 1)]
    assert sum(count for _, count in found.days) == 6
    assert 0 < found.people[0].hours < 0.1
    assert report(tmp_path, since="2999").people == ()
    assert report(tmp_path / "nothing").fields == ()
