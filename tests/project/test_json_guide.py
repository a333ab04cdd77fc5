"""docs/json.md: its keys are those of the contract, its examples print what it says of the samples."""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
import sys
import types
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Union, get_args, get_origin

import pytest
from pydantic import BaseModel

from extract.export.forms import Form
from extract.export.run import export
from extract.export.tables import DOCUMENTS
from schemas.record import Record
from support import ROOT, SAMPLES
from support.program import sohoa

GUIDE = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
EXAMPLE = re.compile(r"```(python|jq|sql|duckdb)\n(.*?)```\s+```output\n(.*?)```", re.DOTALL)
EXAMPLES = EXAMPLE.findall(GUIDE)


def keys(of: Any, path: str) -> Iterator[str]:
    """The paths of a model, as the guide writes them."""
    if get_origin(of) in (Union, types.UnionType):
        some = [part for part in get_args(of) if part is not type(None)]
        of = some[0] if len(some) == 1 else None
    if get_origin(of) is list:
        yield from keys(get_args(of)[0], f"{path}[]")
    elif get_origin(of) is dict:
        yield from keys(get_args(of)[1], f"{path}.*")
    elif isinstance(of, type) and issubclass(of, BaseModel):
        for name, field in of.model_fields.items():
            inner = f"{path}.{field.alias or name}".lstrip(".")
            yield inner
            yield from keys(field.annotation, inner)


def test_every_key_is_documented_and_no_other_one() -> None:
    documented = re.findall(r"^\| `([a-z_.*\[\]0-9]+)` \| [a-z]", GUIDE, re.MULTILINE)
    assert documented == list(dict.fromkeys(documented))
    assert documented == list(keys(Record, ""))


def test_tables_that_are_named_exist() -> None:
    names = {table.name for table in DOCUMENTS.all()}
    columns = {column.name for table in DOCUMENTS.all() for column in (*table.keys, *table.columns)}
    section = GUIDE.split("## SQL")[1].split("```")[0]
    named = set(re.findall(r"`([a-z_0-9]+)`", section)) - {"out", "fields", "_"}
    assert len(named) > 15 and named <= names | columns


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("guide")
    done = sohoa("convert", SAMPLES, "--out", "out", cwd=folder)
    assert done.returncode == 1, done.stderr  # one of them is broken
    export(folder / "out", Form.SQLITE)
    return folder


def printed(language: str, code: str, folder: Path) -> str:
    if language == "sql":
        with closing(sqlite3.connect(folder / "out" / "export.sqlite")) as tables:
            rows = tables.execute(code).fetchall()
        return "".join("|".join(map(str, row)) + "\n" for row in rows)
    if language == "duckdb":
        rows = pytest.importorskip("duckdb").sql(code.replace("out/", f"{folder}/out/")).fetchall()
        return "".join("|".join(map(str, row)) + "\n" for row in rows)
    for module in re.findall(r"^import (pandas|pyarrow)", code, re.MULTILINE):
        pytest.importorskip(module)
    command = [sys.executable, "-c", code] if language == "python" else ["sh", "-c", code]
    environment = {"PYTHONPATH": str(ROOT), "PATH": "/usr/local/bin:/usr/bin:/bin", "PYTHONUTF8": "1"}
    done = subprocess.run(
        command, cwd=folder, capture_output=True, encoding="utf-8", check=False, env=environment
    )
    assert done.stderr == ""
    return done.stdout


@pytest.mark.parametrize(("language", "code", "output"), EXAMPLES)
def test_examples_print_what_is_shown(folder: Path, language: str, code: str, output: str) -> None:
    if language == "jq" and not shutil.which("jq"):
        pytest.skip("no jq")
    assert printed(language, code, folder) == output


def test_every_language_has_an_example() -> None:
    assert {language for language, _, _ in EXAMPLES} == {"python", "jq", "sql", "duckdb"}
    assert len(EXAMPLES) == GUIDE.count("```output")
