"""How grave the doubts of a record are: what the work list is ordered by.

review of a record ─ gravity ─▶ one number: the sum over its doubts of what the field is worth
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

# By what a document is cited, filed and handed over (the elements of a document in the archives' packages,
# extract/packages/elements.yaml): a wrong one there makes it another document, or one that nobody finds.
IDENTITY, DESCRIPTION, CONTENT = 4.0, 2.0, 1.0
WORTH = {
    **dict.fromkeys(("number", "notation", "code", "date", "doc_type", "organ", "title"), IDENTITY),
    **dict.fromkeys(("organ_parent", "signer", "secrecy", "urgency", "place", "appendix"), DESCRIPTION),
}
SURE = 0.5  # what a doubt of a value of full confidence loses: it is a doubt all the same
_FIRST = re.compile(r"[^.\[]*")


def worth(field: str) -> float:
    """Of a field, by its path."""
    first = _FIRST.match(field)
    return WORTH.get(first[0] if first else "", CONTENT)


def gravity(review: Iterable[Mapping[str, Any]]) -> float:
    """Of all doubts together; 0 where there are none."""
    return round(
        sum(worth(doubt["field"]) * (1 - SURE * (doubt["confidence"] or 0.0)) for doubt in review), 3
    )
