"""Searchable PDFs in a batch: written with the record, made again when missing, gone when they cannot be."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from extract.batch.entries import is_told, stamp_of
from extract.batch.run import Batch
from extract.batch.workers import convert_document, work
from extract.core.options import Also, Flavour, Options
from extract.core.source import Source
from extract.intake.formats import PDF as FORMAT
from support import SAMPLES
from support.batches import Seen
from support.program import sohoa

PDF = Options(also=(Also.PDF,))


def run(folder: Path, options: Options = PDF) -> tuple[int, int]:
    """Converted, kept."""
    summary = Batch([folder], folder.parent / "out", options).run(Seen())
    assert not list((folder.parent).rglob("*.tmp"))
    return summary.converted, summary.kept


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A letter of pages twice, and one without pages."""
    folder = tmp_path / "office"
    folder.mkdir()
    for name in ("letter.pdf", "twin.pdf"):
        shutil.copy(SAMPLES / "06-official-letter.pdf", folder / name)
    shutil.copy(SAMPLES / "07-submission.docx", folder / "submission.docx")
    return folder


def test_they_stand_beside_the_records_and_are_made_again_when_missing(office: Path) -> None:
    out = office.parent / "out" / "office"
    assert run(office, Options()) == (3, 0)
    assert run(office) == (3, 0)  # asked for anew
    assert sorted(path.name for path in out.glob("*.pdf")) == ["letter.pdf.pdf", "twin.pdf.pdf"]
    assert (out / "letter.pdf.pdf").read_bytes() == (out / "twin.pdf.pdf").read_bytes()
    assert is_told(out / "submission.docx.json") and not is_told(out / "letter.pdf.json")
    assert run(office) == (0, 3)
    (out / "twin.pdf.pdf").unlink()
    assert run(office) == (1, 2)
    shutil.copy(office / "letter.pdf", office / "third.pdf")  # written from the record that is there
    assert run(office) == (1, 3) and (out / "third.pdf.pdf").exists() and (out / "letter.pdf.pdf").exists()


def test_one_that_cannot_be_any_more_goes(office: Path) -> None:
    out = office.parent / "out" / "office"
    run(office)
    shutil.copy(office / "submission.docx", office / "letter.pdf")
    assert run(office)[0] == 1
    record = json.loads((out / "letter.pdf.json").read_text(encoding="utf-8"))
    assert "searchable-no-pages" in {warning["code"] for warning in record["processing"]["warnings"]}
    assert not (out / "letter.pdf.pdf").exists()


def test_a_worker_writes_a_file_and_a_far_one_sends_its_content(office: Path) -> None:
    source = Source(office / "letter.pdf", "letter.pdf", "", FORMAT.media_type)
    result = work(convert_document, source, PDF)
    ((made,),) = (document.beside.values() for document in result.documents)
    assert isinstance(made, Path) and made.exists()
    ((sent,),) = (document.beside.values() for document in result.carried().documents)
    assert sent == made.read_bytes()
    result.discard()
    assert not made.exists()


def test_another_kind_of_pdfa_is_another_stamp() -> None:
    stamps = {
        stamp_of(Options(also=also, pdfa=pdfa, draw_pages=drawn, upright=upright))
        for also in ((), (Also.PDF,))
        for pdfa in Flavour
        for drawn in (False, True)
        for upright in (False, True)
    }
    assert len(stamps) == 1 + 4 * len(Flavour)


def test_the_command_for_one_document(tmp_path: Path) -> None:
    done = sohoa("pdf", SAMPLES / "06-official-letter.pdf", "--pdfa", "3b", cwd=tmp_path)
    assert done.returncode == 0 and done.stdout.strip() == "06-official-letter.pdf.pdf", done.stderr
    assert (tmp_path / "06-official-letter.pdf.pdf").read_bytes().startswith(b"%PDF")
    refused = sohoa("pdf", SAMPLES / "07-submission.docx", cwd=tmp_path)
    assert refused.returncode == 1 and "no pages" in refused.stderr and not refused.stdout
