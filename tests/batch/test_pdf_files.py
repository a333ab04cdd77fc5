"""What is attached to PDFs in a batch: documents of their own, made once, by a process that may die."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from pebble import ProcessExpired

from extract.batch import pdf_files
from extract.batch.pdf_files import PdfFiles
from extract.batch.run import Batch
from extract.core.limits import Limits
from extract.core.options import Options
from extract.intake.archives import Member
from support import paper
from support.batches import Seen

OBJECTS = (
    "<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [(a) 6 0 R] >> >> >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
    " /Resources << /Font << /F1 5 0 R >> >> >>",
    paper.stream("BT /F1 12 Tf 60 700 Td (Van ban chinh) Tj ET"),
    "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>",
    "<< /Type /Filespec /F (annex.txt) /EF << /F 7 0 R >> >>",
    paper.stream("Phu luc kem theo van ban", "/Type /EmbeddedFile"),
)


def _die(_path: Path, _folder: Path, _limits: Limits) -> list[Member]:
    os._exit(3)


def warnings(record: Path) -> list[str]:
    return [one["code"] for one in json.loads(record.read_text(encoding="utf-8"))["processing"]["warnings"]]


def test_attached_files_have_records_and_are_made_once(tmp_path: Path) -> None:
    papers, out = tmp_path / "papers", tmp_path / "out"
    papers.mkdir()
    (papers / "cover.pdf").write_bytes(paper.raw_pdf(*OBJECTS))
    os.utime(papers / "cover.pdf", (1e9, 1e9))
    summary = Batch([papers], out, Options(), jobs=2).run(Seen())
    assert (summary.converted, summary.failed) == (2, 0)
    record = json.loads((out / "papers/cover.pdf~/annex.txt.json").read_text(encoding="utf-8"))
    assert record["source"]["path"] == "cover.pdf/annex.txt"
    assert warnings(out / "papers/cover.pdf.json") == ["attached-apart"]
    again = Batch([papers], out, Options(), jobs=2).run(Seen())
    assert (again.found, again.kept, again.converted) == (2, 2, 0)


def test_a_process_that_dies_costs_what_is_attached_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_files, "_take_out", _die)
    with PdfFiles(tmp_path) as open_pdf, pytest.raises(ProcessExpired):
        open_pdf(tmp_path / "a.pdf", tmp_path, Limits())
