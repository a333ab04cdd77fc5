"""The documents of one file: separator sheets are in none of them, and told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.core.model import Document
from extract.core.options import Split
from extract.layout.divide import divided
from layout.test_boundaries import DECISION, PLAIN, REPORT, file_of

CONTENTS = {"r": REPORT, "p": PLAIN, "d": DECISION, "s": []}


def whole(kinds: str) -> Document:
    pages = [
        replace(page, separator=kind == "s")
        for kind, page in zip(kinds, file_of(*(CONTENTS[kind] for kind in kinds)), strict=True)
    ]
    return Document(tuple(pages), "application/pdf", paged=True)


@pytest.mark.parametrize(
    ("kinds", "split", "expected"),
    [
        ("rpsd", Split.AUTO, ["1-2", "4-4 left out 3"]),
        ("rpsd", Split.SEPARATOR, ["1-2", "4-4 left out 3"]),
        ("rd", Split.AUTO, ["1-1", "2-2"]),
        ("rd", Split.SEPARATOR, ["whole"]),
        ("rsp", Split.AUTO, ["1-1", "3-3 left out 2"]),  # what a sheet parts stays apart
        ("srdps", Split.AUTO, ["2-2 left out 1", "3-4 left out 5"]),
        ("srp", Split.SEPARATOR, ["2-3 left out 1"]),
        ("rssd", Split.AUTO, ["1-1", "4-4 left out 2 3"]),
        ("rsd", Split.NEVER, ["whole"]),
        ("ss", Split.AUTO, ["whole"]),  # nothing else: nothing is lost
    ],
)
def test_sheets_part_documents(kinds: str, split: Split, expected: list[str]) -> None:
    told = []
    for one in divided(whole(kinds), split):
        pages = f"{one.part.first_page}-{one.part.last_page}" if one.part else "whole"
        sheets = [dict(warning.params)["page"] for warning in one.document.warnings]
        told.append(" ".join(map(str, [pages, *(["left out", *sheets] if sheets else [])])))
        assert not any(page.separator for page in one.document.pages) or pages == "whole"
    assert told == expected
