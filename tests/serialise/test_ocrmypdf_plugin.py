"""The plugin, with the real OCRmyPDF: it finds what `sohoa read` reads."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from PIL import Image
from rapidfuzz.distance import LCSseq

from extract.core.options import Options
from extract.readers.rasterise import draw_page
from extract.serialise.searchable.plugin import SohoaEngine, get_ocr_engine
from extract.terminal.one_document import read
from support import ROOT, SAMPLES
from support.searchable import text_of, words

MODULE = "extract.serialise.searchable.plugin"


def ocrmypdf(source: Path, target: Path, *options: str) -> None:
    """As a user runs it, without Ghostscript."""
    plain = (
        "--plugin",
        MODULE,
        "-l",
        "vie",
        "--output-type",
        "pdf",
        "--rasterizer",
        "pypdfium",
        "--jobs",
        "1",
    )
    command = [sys.executable, "-m", "ocrmypdf", *plain, *options, str(source), str(target)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("turn", [0, 90, 180, 2])
def test_it_finds_what_read_reads(turn: int, tmp_path: Path) -> None:
    """Of a scan as it is, lying on its side, on its head, and askew."""
    scan = SAMPLES / "01-clean-scan.pdf"
    picture = Image.fromarray(draw_page(scan, 1, 200, annotations=False))
    path = tmp_path / "page.png"
    picture.rotate(-turn, expand=True, fillcolor="white", resample=Image.Resampling.BICUBIC).save(
        path, dpi=(200, 200)
    )
    ocrmypdf(path, tmp_path / "out.pdf")
    wanted = words(read(path, Options()).text)
    assert LCSseq.similarity(wanted, words(text_of(tmp_path / "out.pdf"))) >= 0.98 * len(wanted) > 150


def test_pages_of_several_kinds(tmp_path: Path) -> None:
    """A page with good text keeps it, as OCRmyPDF does with --skip-text; the other one is read."""
    ocrmypdf(SAMPLES / "11-mixed.pdf", tmp_path / "out.pdf", "--skip-text")
    wanted = words(read(SAMPLES / "11-mixed.pdf", Options()).text)
    assert LCSseq.similarity(wanted, words(text_of(tmp_path / "out.pdf"))) >= 0.98 * len(wanted)


@pytest.mark.parametrize(
    ("options", "ours"),
    [
        (SimpleNamespace(languages=["vie"], plugins=[], ocr_engine="auto"), True),
        (SimpleNamespace(languages=["eng"], plugins=["sohoa"], ocr_engine="auto"), True),
        (SimpleNamespace(languages=["eng"], plugins=None, ocr_engine="auto"), False),
        (SimpleNamespace(languages=["vie"], plugins=[], ocr_engine="tesseract"), False),
        (None, False),
    ],
)
def test_when_it_reads(options: object, ours: bool) -> None:
    assert isinstance(get_ocr_engine(options), SohoaEngine) == ours
