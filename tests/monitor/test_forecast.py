"""`sohoa convert --dry-run`: what would be done, roughly how long, and nothing written."""

from __future__ import annotations

import shutil
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from extract.batch.run import Batch
from extract.core.options import Options
from extract.monitor import forecast
from extract.monitor.forecast import foresee
from golden.make import BROKEN
from support import SAMPLES
from support.batches import Seen, told
from support.program import LETTER, sohoa

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals")


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("01-clean-scan.pdf", "03-report-footnotes.pdf", "13-party-fax.tif", BROKEN):
        shutil.copy(SAMPLES / name, folder)
    (folder / "a.txt").write_text(LETTER, encoding="utf-8")
    (folder / "b.txt").write_text(LETTER, encoding="utf-8")
    (folder / "table.csv").write_text("a,b", encoding="utf-8")
    with zipfile.ZipFile(folder / "c.zip", "w") as archive:
        archive.writestr("inside.txt", LETTER + "c")
    return folder


def test_what_would_be_done_is_told_and_nothing_written(mixed: Path, tmp_path: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    done = sohoa("convert", "in", "--out", "out", "--dry-run", cwd=tmp_path, COLUMNS="160")
    assert (done.returncode, done.stderr) == (0, "")
    lines = [" ".join(line.split()) for line in done.stdout.splitlines()]
    assert "found 8" in lines and "done already 0" in lines
    assert "same content as another one, converted once 1" in lines
    assert [line for line in lines if line.startswith("unsupported 1")]
    assert any(line.startswith("plain text 2 -") for line in lines)
    assert any(line.startswith("PDF 3 ") for line in lines)
    assert "s a scanned page" in done.stdout and "Nothing was written" in done.stdout
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_what_is_done_is_not_done_again(reports: Path, tmp_path: Path) -> None:
    (reports / "d.txt").write_text("raise", encoding="utf-8")
    batch = Batch([reports], tmp_path / "out", Options(), convert=told)
    batch.run(Seen())
    (reports / "new.txt").write_text("tờ trình mới", encoding="utf-8")
    (reports / "twin.txt").write_bytes((reports / "a.txt").read_bytes())
    files = sorted((tmp_path / "out").rglob("*"))
    found = foresee(batch)
    assert sorted((tmp_path / "out").rglob("*")) == files
    assert (found.found, found.done, found.failed_before, found.twins) == (6, 3, 1, 1)
    assert found.kinds["text/plain"].documents == 1 and not found.failing
    again = foresee(replace(batch, retry_failed=True))
    assert (again.failed_before, again.kinds["text/plain"].documents) == (0, 2)


def test_pages_are_counted_and_pictures_told_from_text(mixed: Path, tmp_path: Path) -> None:
    found = foresee(Batch([mixed], tmp_path / "out", Options(), jobs=2))
    assert found.kinds["image/tiff"].pages and found.kinds["application/pdf"].pages
    assert found.kinds["text/plain"].pages is None
    alone = {}
    for name in ("01-clean-scan.pdf", "03-report-footnotes.pdf"):
        (kind,) = foresee(Batch([mixed / name], tmp_path / "out", Options())).kinds.values()
        assert kind.pages
        alone[name] = kind.seconds / kind.pages
    assert alone == {
        "01-clean-scan.pdf": pytest.approx(forecast.SCANNED_PAGE),
        "03-report-footnotes.pdf": pytest.approx(forecast.OWN_TEXT_PAGE),
    }


def test_the_folders_own_speed_goes_before_the_measured_one(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    batch = Batch([tmp_path / "in"], tmp_path / "out", Options(), convert=told)
    for k in range(forecast.ENOUGH):
        (tmp_path / "in" / f"{k}.txt").write_text(f"tờ trình {k}", encoding="utf-8")
        assert not any(kind.from_past for kind in foresee(batch).kinds.values())
        batch.run(Seen())
    (tmp_path / "in" / "new.txt").write_text("tờ trình mới", encoding="utf-8")
    found = foresee(batch)
    assert found.kinds["text/plain"].from_past and "were here (plain text)" in found.basis
    assert "2026" not in found.basis


def test_nothing_found_and_a_folder_inside_the_output(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    assert sohoa("convert", "in", "--out", "out", "--dry-run", cwd=tmp_path).returncode == 3
    assert sohoa("convert", "in", "--out", ".", "--dry-run", cwd=tmp_path).returncode == 2
