"""The table of formats: whole, without doubles, with a reader for each row that is read, and the only one."""

from __future__ import annotations

import ast
import pickle
from collections import Counter
from pathlib import Path

import pytest

from extract.core.errors import Unsupported
from extract.core.limits import Limits
from extract.intake import formats
from extract.intake.admission import judge
from extract.intake.formats import FORMATS
from extract.readers import READERS, PagedReader
from support import ROOT

# An error of their own says what to do with them, or nobody knows.
WITHOUT_ADVICE = (formats.EMPTY, formats.UNKNOWN, formats.ENCRYPTED_OFFICE)


def test_each_type_and_each_suffix_stands_once() -> None:
    assert max(Counter(row.media_type for row in FORMATS).values()) == 1
    suffixes = [suffix for row in FORMATS for suffix in row.suffixes]
    assert max(Counter(suffixes).values()) == 1
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in suffixes)


def test_what_is_read_has_a_reader_and_every_reader_a_row() -> None:
    assert set(READERS) == {row for row in FORMATS if row.is_read}
    paged = {row for row, reader in READERS.items() if isinstance(reader, PagedReader)}
    assert paged == {row for row in FORMATS if row.paged}


def test_what_is_not_read_has_a_next_step() -> None:
    without = [row for row in FORMATS if row.shape is None and not row.advice]
    assert sorted(without, key=FORMATS.index) == sorted(WITHOUT_ADVICE, key=FORMATS.index)


def test_there_is_no_second_table() -> None:
    told = {row.media_type for row in FORMATS}
    told |= {suffix for row in FORMATS if row.shape for suffix in row.suffixes}
    for path in (ROOT / "extract").rglob("*.py"):
        if path.name != "formats.py":
            nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
            # Names that are made, such as page-001.png, are no list.
            made = {id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
            texts = (node for node in nodes if isinstance(node, ast.Constant) and id(node) not in made)
            found = {node.value for node in texts if node.value in told}
            assert not found, f"{path.relative_to(ROOT)} repeats {found}"


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("scan.pdf", b"AT&TFORM" + bytes(20), "(DjVu document, image/vnd.djvu). Open it in a DjVu viewer"),
        ("list.csv", b"a,b\n", "(data, text/x-csv). Leave it out: data and programs are no documents."),
        ("drawing.txt", b"<svg></svg>", "(XML, text/xml). If it is a document, save it as PDF"),
        ("broken.ppt", bytes(range(256)), "application/octet-stream). If it is a document, save it as PDF"),
        ("junk.bin", bytes(range(256)), "application/octet-stream). Save a copy as PDF, PNG or .docx."),
    ],
)  # fmt: skip
def test_the_error_says_what_it_is_and_what_to_do(
    tmp_path: Path, name: str, data: bytes, message: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    _, problem = judge(path, Limits())
    assert isinstance(problem, Unsupported) and message in str(problem)
    assert str(pickle.loads(pickle.dumps(problem))) == str(problem)  # errors come back from workers
