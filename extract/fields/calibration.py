"""What a confidence is worth: of the values given with it, so many are right.

    evidence as read, fields in review ─▶ evidence with the confidence that was measured for such readings

A reading is as sure as its words, and what the form says of them. A single value that is in no review is
right more often than its worst words are: how often, says WORTH. What is in review, and what was not measured
(tasks, tables, citations), stays as it is.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import pairwise

from schemas.record import Evidence

SINGLE = frozenset((
    "number", "notation", "code", "doc_type", "organ", "organ_parent", "place", "date", "title", "urgency",
    "secrecy", "archive_line", "signer.authority", "signer.title", "signer.name",
))  # fmt: skip
# Confidence as read, and what it is worth. Right of the values that were in no review, 2026-11-27:
#
#   as read   84 reference records of 23 sources   110 made scans (bench/forms.py)
#   .6-.7        3 of 3                               11 of 11
#   .7-.8       25 of 25                              29 of 29
#   .8-.88      91 of 92                              88 of 90
#   .88-.92    123 of 124                            315 of 316
#   .92-.96    179 of 179                            401 of 402
#   from .96   452 of 452                            450 of 452
#
# The values are the lower bounds (90 %) of both together, made even. By an isotonic fit of each source to the
# others (bench/fields.py) 886 of 890 single values given with .95 and more are right.
WORTH = (
    (0.0, 0.0),
    (0.6, 0.6),
    (0.65, 0.8),
    (0.75, 0.92),
    (0.84, 0.945),
    (0.9, 0.97),
    (0.98, 0.99),
    (1.0, 1.0),
)


def calibrated(evidence: Mapping[str, list[Evidence]], told: Collection[str]) -> dict[str, list[Evidence]]:
    """The evidence with the worth of every confidence; `told` are the fields in review."""
    sure = {path for path in SINGLE if not {path, path.split(".", maxsplit=1)[0]} & set(told)}
    return {
        path: [one.model_copy(update={"confidence": worth(one.confidence)}) for one in found]
        if path in sure
        else found
        for path, found in evidence.items()
    }


def worth(confidence: float) -> float:
    """The share of right values (0..1) among those read with this confidence, between the measured points.

    >>> worth(0.5), worth(0.94), worth(1.0)
    (0.5, 0.98, 1.0)
    """
    for (low, given), (high, most) in pairwise(WORTH):
        if confidence <= high:
            return round(given + (most - given) * (confidence - low) / (high - low), 3)
    return 1.0
