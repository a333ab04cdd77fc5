"""Workers: they import what the program imports, wherever the user stands."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from extract.batch.processes import context
from support import ROOT
from support.program import LETTER, sohoa

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
