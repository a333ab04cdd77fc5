"""A fit to other sources: its steps are in order, and what it calls sure is counted with the wrong of it."""

from __future__ import annotations

from bench.fields_calibration import crossed, fitted

GOOD = [(0.9, True)] * 60
MIXED = [(0.5, True), (0.5, False)]


def test_neighbours_out_of_order_are_pooled() -> None:
    steps = fitted([(0.2, True), (0.4, False), (0.6, True), (0.8, True)])
    shares = [share for _, share in steps]
    assert shares == sorted(shares)
    assert steps[0][0] == 0.4


def test_each_source_is_judged_by_the_others() -> None:
    assert crossed({"a": [*GOOD, *MIXED], "b": [*GOOD, *MIXED]}) == (120, 0)
    assert crossed({"a": GOOD, "b": [(0.95, False), *GOOD]}) == (121, 1)
