"""Made files of several documents: the same for the same seed, their truth whole, their score right."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest

from bench.made.bundles import Bundle, bundles
from bench.made.mixed import MIXTURES
from bench.made.single import SINGLES
from bench.mixtures import make
from bench.mixtures_scores import FIELDS, Score, records_of, scored, truths_of

Json = dict[str, Any]
NOTHING: Json = {"doc_type": {"code": None}, "signer": {"name": None}}


@pytest.fixture(scope="module")
def made() -> list[Bundle]:
    """One file of each kind, not yet drawn."""
    return list(bundles(3, len(MIXTURES), len(SINGLES)))


def record(truth: Json, fields: Json, part: tuple[int, int] | None, page: int = 1) -> Json:
    source: Json = {"path": f"set/{truth['file']}"}
    if part:
        source["part"] = {"index": 1, "of": 2, "first_page": part[0], "last_page": part[1]}
    return {
        "source": source,
        "fields": fields,
        "evidence": [{"field": "date", "page": page}],
        "processing": {"error": None},
    }


def perfect(truth: Json) -> Iterator[Json]:
    """The records that say the truth."""
    whole = truth["single"]
    for told in truth["documents"]:
        part = None if whole else (told["first_page"], told["last_page"])
        yield record(truth, told["fields"], part, told["first_page"])


def rights(score: Score) -> float:
    documents = len(score.truth["documents"])
    good = sum(score.fields[path][kind] for path in FIELDS for kind in ("exact", "right", ""))
    return good / (documents * len(FIELDS))


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("once", "again"):
        make(
            tmp_path / name, seed=5, files=2, singles=2, pictures=False
        )  # of each a file with text and a scan
    once = sorted((tmp_path / "once").rglob("*.*"))
    assert len(once) == 8
    for path in once:
        again = tmp_path / "again" / path.relative_to(tmp_path / "once")
        assert path.read_bytes() == again.read_bytes()


def test_what_a_file_holds_does_not_depend_on_how_many_there_are() -> None:
    few, many = (list(bundles(7, count, 0)) for count in (2, 3))
    assert [bundle.truth for bundle in few] == [bundle.truth for bundle in many[:2]]


def test_truth_covers_every_page(made: list[Bundle]) -> None:
    for bundle in made:
        truth = bundle.truth
        spans = [range(told["first_page"], told["last_page"] + 1) for told in truth["documents"]]
        held = [page for span in spans for page in span]
        empty = {*truth["blank"], *truth["separators"]}
        assert len(held) == len(set(held))
        assert {*held, *empty} == set(range(1, truth["pages"] + 1))
        assert not set(truth["separators"]) & set(held)
        assert (len(spans) == 1) == bundle.single


def test_kinds_have_what_they_are_called_by(made: list[Bundle]) -> None:
    by_kind = {(bundle.single, bundle.kind): bundle for bundle in made}
    for kind in ("patch sheets", "qr sheets", "code 128 sheets"):
        bundle = by_kind[False, kind]
        assert len(bundle.truth["separators"]) >= len(bundle.truth["documents"]) - 1
    assert by_kind[True, "backs"].truth["blank"]
    signers = [told["fields"]["signer"]["name"] for told in by_kind[False, "unsigned"].truth["documents"]]
    assert None in signers
    assert any(page.wide for page in by_kind[True, "wide list"].pages)


def test_values_tell_documents_of_a_file_apart(made: list[Bundle]) -> None:
    for bundle in made:
        fields = [told["fields"] for told in bundle.truth["documents"]]
        assert len({held["code"] for held in fields}) == len({held["date"] for held in fields}) == len(fields)


def test_a_file_shows_its_documents(made: list[Bundle]) -> None:
    bundle = made[0]
    document = pdfium.PdfDocument(BytesIO(bundle.data))
    assert len(document) == bundle.truth["pages"]
    for told in bundle.truth["documents"]:
        text = document[told["first_page"] - 1].get_textpage().get_text_range()
        assert told["fields"]["code"] in text
        last = document[told["last_page"] - 1].get_textpage().get_text_range()
        assert told["fields"]["signer"]["name"] in last


def test_perfect_records_score_one(made: list[Bundle], tmp_path: Path) -> None:
    (tmp_path / "truth").mkdir()
    lines = []
    for bundle in made:
        truth = json.dumps(bundle.truth, ensure_ascii=False)
        (tmp_path / "truth" / f"{bundle.name}.json").write_text(truth, encoding="utf-8")
        lines += [json.dumps(told, ensure_ascii=False) for told in perfect(bundle.truth)]
    (tmp_path / "records.jsonl").write_text("\n".join(lines), encoding="utf-8")
    records = records_of(tmp_path)
    scores = [scored(truth, records[truth["file"]]) for truth in truths_of(tmp_path)]
    assert len(scores) == len(made)
    for score in scores:
        assert score.exact
        assert not score.notes
        assert (score.lost, score.extra, score.foreign_values, score.foreign_evidence) == (0, 0, 0, 0)
        assert rights(score) == 1.0


TRUTH: Json = {
    "file": "m.pdf",
    "kind": "blank sheets",
    "single": False,
    "scan": False,
    "pages": 6,
    "blank": [3],
    "separators": [],
    "documents": [
        {"first_page": 1, "last_page": 2, "fields": {**NOTHING, "code": "1/QĐ-A", "date": "2020-01-02"}},
        {"first_page": 4, "last_page": 6, "fields": {**NOTHING, "code": "2/BC-B", "date": "2021-03-04"}},
    ],
}
FIRST, SECOND = (told["fields"] for told in TRUTH["documents"])


# Exact, documents lost, records too many, values of another document, fields with evidence in another.
@pytest.mark.parametrize(
    ("records", "counts"),
    [
        ([((1, 2), FIRST, 1), ((4, 6), SECOND, 4)], (True, 0, 0, 0, 0)),
        ([((1, 3), FIRST, 1), ((4, 6), SECOND, 4)], (True, 0, 0, 0, 0)),  # the blank page goes with either
        ([((1, 2), FIRST, 1), ((3, 6), SECOND, 4)], (True, 0, 0, 0, 0)),
        ([(None, FIRST, 1)], (False, 1, 0, 0, 0)),  # not split
        ([(None, {**FIRST, "date": "2021-03-04"}, 5)], (False, 1, 0, 1, 1)),  # and it speaks of the second
        ([((1, 2), FIRST, 1), ((4, 5), SECOND, 4), ((6, 6), NOTHING, 6)], (False, 0, 1, 0, 0)),
        ([((1, 4), FIRST, 1), ((5, 6), SECOND, 5)], (False, 0, 0, 0, 0)),  # a page too late
        ([((1, 1), FIRST, 1), ((2, 6), SECOND, 4)], (False, 1, 1, 0, 0)),  # a page too early
        ([], (False, 2, 0, 0, 0)),
    ],
)
def test_what_is_counted(
    records: list[tuple[tuple[int, int] | None, Json, int]], counts: tuple[bool, int, int, int, int]
) -> None:
    score = scored(TRUTH, [record(TRUTH, fields, part, page) for part, fields, page in records])
    found = (score.exact, score.lost, score.extra, score.foreign_values, score.foreign_evidence)
    assert found == counts
