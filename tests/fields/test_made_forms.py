"""Whole documents made after the decrees' forms, read from their PDF: every value of head and lists."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.fields_values import accepted, normal, outcome, value_at
from bench.made.files import born_digital
from bench.made.forms import KINDS, Form, forms
from bench.made.specimens import specimens
from extract.core.limits import Limits
from extract.core.options import Options
from extract.intake.find import find
from extract.serialise.outputs import to_outputs
from schemas.record import Record

SINGLE = (
    "doc_type.name", "number", "notation", "code", "organ_parent", "organ", "place", "date", "title",
    "archive_line",
)  # fmt: skip
LISTS = ("addressees", "recipients", "legal_bases")
WRITTEN = [*specimens("next", 23, 42), *specimens("check", 25, 14)]
MADE = [*forms("seen", 23, len(KINDS)), *forms("fresh", 23, len(KINDS)), *WRITTEN]


def converted(form: Form, folder: Path) -> Record:
    path = folder / "made.pdf"
    path.write_bytes(born_digital(form.pages))
    (source,) = find([path], Limits(), folder)
    return to_outputs(source, Options())[0].record


@pytest.mark.parametrize("form", MADE, ids=lambda form: form.name)
def test_made_document(form: Form, tmp_path: Path) -> None:
    fields = converted(form, tmp_path).fields.model_dump(mode="json")
    for path in SINGLE:
        if path.split(".", maxsplit=1)[0] not in form.fields:
            continue
        wanted = value_at(form.fields, path)
        found = outcome(path, value_at(fields, path), wanted, accepted(form.fields["accept"], path))
        assert found in ("", "exact", "right"), (path, value_at(fields, path), wanted)
    for path in LISTS:
        if path in form.fields:
            given, wanted = (sorted(map(normal, held[path])) for held in (fields, form.fields))
            assert given == wanted, path
