"""What two parts say alike is surer; what is in no review has the confidence that was measured for it."""

from __future__ import annotations

import pytest

from extract.fields.agreement import agreements, supported
from extract.fields.calibration import WORTH, calibrated, worth
from schemas.clues import Clue
from schemas.fields import Fields
from schemas.record import Evidence


def seen(confidence: float, *clues: Clue) -> list[Evidence]:
    return [Evidence(page=1, bbox=None, raw="", text="", confidence=confidence, clues=list(clues))]


@pytest.mark.parametrize(
    ("values", "supports"),
    [
        ({"organ": "Sở Thử nghiệm", "notation": "QĐ-STN"}, {"organ", "notation", "doc_type"}),
        ({"organ": "Bộ Giáo dục và Đào tạo", "notation": "BGDĐT-VP"}, {"organ", "notation", "doc_type"}),
        ({"organ": "Ủy ban nhân dân tỉnh Hòa An", "notation": "UBND-VP"}, {"organ", "notation", "doc_type"}),
        ({"organ": "Sở Thử nghiệm", "notation": "QĐ-SYT"}, set()),
        ({"organ": "Ủy ban nhân dân xã Hòa An", "place": "Hòa An"}, {"organ", "place"}),
        ({"organ_parent": "UBND tỉnh Hòa An Ở", "place": "Hòa An"}, set()),  # a letter of a seal after it
        ({"organ": "Sở Thử nghiệm", "place": "Hòa An"}, set()),
    ],
)
def test_parts_that_agree(values: dict[str, str], supports: set[str]) -> None:
    assert {path for path, _ in agreements(Fields.model_validate(values), {})} == supports


def test_a_title_that_names_another_type_supports_no_notation() -> None:
    """KH-STN of which KH was lost: the agency's letters agree, the whole is wrong."""
    kind = {"code": "KH", "name": "Kế hoạch"}
    fields = Fields.model_validate({"doc_type": kind, "organ": "Sở Thử nghiệm", "notation": "STN"})
    assert not list(agreements(fields, {"doc_type": seen(0.9, Clue.TYPE_WORDS)}))


def test_support_leaves_a_part_of_the_doubt() -> None:
    fields = Fields.model_validate({"organ": "Sở Thử nghiệm", "notation": "QĐ-STN"})
    raised = supported(fields, {"organ": seen(0.4), "title": seen(0.4)})
    assert 0.4 < raised["organ"][0].confidence < 1
    assert raised["organ"][0].clues == [Clue.NOTATION]
    assert raised["title"] == seen(0.4)


def test_worth_keeps_the_order() -> None:
    values = [worth(step / 100) for step in range(101)]
    assert values == sorted(values)
    assert (values[0], values[-1]) == (WORTH[0][1], WORTH[-1][1])


def test_what_is_in_review_stays_as_it_was_read() -> None:
    evidence = {"title": seen(0.9), "signer.name": seen(0.9), "tasks[0]": seen(0.9)}
    found = calibrated(evidence, {"signer"})
    assert found["title"][0].confidence == worth(0.9) > 0.9
    assert found["signer.name"] == found["tasks[0]"] == seen(0.9)
