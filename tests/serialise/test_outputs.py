"""What stands beside a record: made in the worker, written with it, made again when it is missing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from extract.batch.run import Batch
from extract.core.options import Also, Options
from extract.core.source import Source
from extract.intake.formats import TEXT
from extract.serialise.outputs import SERIALISERS, to_outputs
from support import SAMPLES
from support.batches import Seen, told
from support.program import LETTER, sohoa


def test_every_name_has_its_serialiser() -> None:
    assert {*SERIALISERS, Also.PDF} == set(Also)


@pytest.mark.parametrize("also", SERIALISERS)
def test_each_is_made_of_a_document_and_not_of_a_failed_one(also: Also, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(LETTER, encoding="utf-8")
    source = Source(path, "a.txt", "", TEXT.media_type)
    (made,) = to_outputs(source, Options(also=(also,)))
    assert made.record.processing.error is None and all(made.beside.values())
    assert list(made.beside) == ([] if also.placed else [also])
    path.write_bytes(b"")
    (failed,) = to_outputs(source, Options(also=(also,)))
    assert failed.record.processing.error is not None and not failed.beside


def test_the_text_beside_the_record_as_a_user_asks_for_it(tmp_path: Path) -> None:
    folder = tmp_path / "in.txt"  # a folder called like an output
    folder.mkdir()
    (folder / "a.txt").write_text(LETTER, encoding="utf-8")
    (folder / "twin.txt").write_text(LETTER, encoding="utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4")
    done = sohoa("convert", folder, "--out", "out", "--also", "txt", cwd=tmp_path)
    assert done.returncode == 1, done.stderr
    made = sorted(path.name for path in (tmp_path / "out" / "in.txt~").iterdir())
    assert made == ["a.txt.json", "a.txt.txt", "broken.pdf.json", "twin.txt.json", "twin.txt.txt"]
    text = (tmp_path / "out" / "in.txt~" / "twin.txt.txt").read_text(encoding="utf-8")
    assert "Số: 15/BC-UBND" in text and text.endswith("Nguyễn Văn An\n")


def test_a_name_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(LETTER, encoding="utf-8")
    done = sohoa("convert", "a.txt", "--out", "out", "--also", "txt,mets", cwd=tmp_path)
    assert done.returncode == 2
    assert "'mets' is not one of 'txt', 'md', 'hocr', 'alto', 'page'" in done.stderr


def run(folder: Path, *also: Also) -> tuple[int, int]:
    """Converted, kept."""
    summary = Batch([folder], folder.parent / "out", Options(also=also), convert=told).run(Seen())
    return summary.converted, summary.kept


def test_what_is_missing_or_asked_for_anew_is_made(reports: Path) -> None:
    assert run(reports) == (3, 0)
    assert run(reports, Also.TXT) == (3, 0)
    assert run(reports, Also.TXT) == (0, 3)
    (reports.parent / "out" / "reports" / "b.txt.txt").unlink()
    assert run(reports, Also.TXT) == (1, 2)
    (reports / "d.txt").write_bytes((reports / "a.txt").read_bytes())
    assert run(reports, Also.TXT) == (1, 3)
    assert (reports.parent / "out" / "reports" / "d.txt.txt").read_bytes() == b"beside a.txt"


def test_what_flowing_text_cannot_have_is_not_missed(reports: Path) -> None:
    assert run(reports, Also.ALTO, Also.MD) == (3, 0)
    assert run(reports, Also.ALTO, Also.MD) == (0, 3)
    (reports / "d.txt").write_bytes((reports / "a.txt").read_bytes())
    assert run(reports, Also.ALTO, Also.MD) == (1, 3)
    made = {path.name for path in (reports.parent / "out" / "reports").iterdir()}
    assert {"d.txt.json", "d.txt.md"} <= made and not any("alto" in name for name in made)


def test_what_was_made_of_a_scan_goes_with_its_record(tmp_path: Path) -> None:
    folder = tmp_path / "scans"
    folder.mkdir()
    for name in ("a.pdf", "b.pdf"):  # the same twice, but each names its file
        (folder / name).write_bytes((SAMPLES / "06-official-letter.pdf").read_bytes())
    every = ("--also", "txt,md,hocr", "--also", "alto, page")
    assert sohoa("convert", folder, "--out", "out", *every, cwd=tmp_path).returncode == 0
    made = {path.name: path for path in (tmp_path / "out" / "scans").iterdir()}
    ends = ("json", *(also.suffix for also in SERIALISERS))
    assert set(made) == {f"{name}.{end}" for name in ("a.pdf", "b.pdf") for end in ends}
    assert made["a.pdf.md"].read_bytes() == made["b.pdf.md"].read_bytes()
    assert b"b.pdf#page=1" in made["b.pdf.hocr"].read_bytes()
    again = sohoa("convert", folder, "--out", "out", *every, cwd=tmp_path)
    assert re.search(r"done before +2\b", again.stdout)
