"""Workers: they import what the program imports, wherever the user stands."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from diacritics.syllable import skeleton
from extract.batch.processes import context
from extract.core.options import Options
from extract.core.source import Source
from extract.serialise.outputs import to_outputs
from support import ROOT
from support.program import CLI, LETTER, sohoa

WRONG = ("extract", "diacritics", "schemas", "multiprocessing", "socket", "queue", "tempfile", "cv2")


@pytest.mark.parametrize("form", ["{}.py", "{}/__init__.py"])
def test_modules_where_the_user_stands_are_not_taken_for_ours(tmp_path: Path, form: str) -> None:
    for name in WRONG:
        module = tmp_path / form.format(name)
        module.parent.mkdir(exist_ok=True)
        module.write_text("raise RuntimeError('not the one that is meant')", encoding="utf-8")
    (tmp_path / "letter.txt").write_text(LETTER, encoding="utf-8")
    done = sohoa("convert", "letter.txt", "--out", "out", "--jobs", "2", "--quiet", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def told(kept: Path) -> None:
    """In a worker: where it imports from, and what its server loaded beforehand."""
    kept.write_text("\n".join([*sys.path, *sys.modules]), encoding="utf-8")


def test_workers_see_the_imports_of_their_parent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.delenv("PYTHONSAFEPATH", raising=False)
    process = context().Process(target=told, args=(tmp_path / "told",))
    process.start()
    process.join()
    lines = (tmp_path / "told").read_text(encoding="utf-8").splitlines()
    assert set(sys.path) - {""} <= set(lines)
    assert "extract.pipeline" in lines or sys.platform in ("win32", "darwin")
    assert os.environ["PYTHONPATH"] == str(ROOT) and "PYTHONSAFEPATH" not in os.environ


def convert(kept: Path) -> None:
    """In a worker: read letters while YAML cannot be read."""

    def fail(*_: object) -> None:
        raise AssertionError("a worker reads YAML")

    for loader in (yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        loader.__init__ = fail
    for text in (LETTER, skeleton(LETTER)):
        letter = kept.with_suffix(".txt")
        letter.write_text(text, encoding="utf-8")
        record = to_outputs(Source(letter, letter.name, "", "text/plain"), Options())[0].record
        with kept.open("a", encoding="utf-8") as file:
            print(record.processing.error, record.fields.doc_type.name, file=file)


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="workers are not forked there")
def test_workers_do_not_read_yaml_again(tmp_path: Path) -> None:
    process = context().Process(target=convert, args=(tmp_path / "told",))
    process.start()
    process.join()
    assert (tmp_path / "told").read_text(encoding="utf-8") == "None Báo cáo\n" * 2


@pytest.mark.skipif(sys.platform != "linux", reason="data is limited there only")
def test_a_user_may_be_allowed_less_memory_than_a_worker(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text(LETTER, encoding="utf-8")
    command = shlex.join([sys.executable, str(CLI), "convert", "letter.txt", "--out", "out", "--quiet"])
    done = subprocess.run(["sh", "-c", f"ulimit -d 1500000; {command}"], cwd=tmp_path, check=False)
    assert done.returncode == 0
