"""Those who read in bench/reading.py: plain Tesseract, OCRmyPDF, and we; each with what it cost.

    Sample ─ reader ─▶ text      measured ─▶ (text, seconds of processor, the programs it called included)

The peers get the same grey picture at 200 dpi as the commands give it that anyone would type:
`pdftoppm -r 200 -gray` and then `tesseract -l vie`, or `ocrmypdf -l vie --sidecar`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from bench.reading_pages import Sample
from extract.core.model import Document
from extract.core.options import Options
from extract.core.source import Source
from extract.ocr.context import PageContext
from extract.ocr.engines import best_engine, line_recogniser
from extract.ocr.page import ocr_page
from extract.preparation import prepare

TIMEOUT = 300.0
HOW_TO_GET = "ocrmypdf not found: pip install ocrmypdf, with Ghostscript (apt install ghostscript)."
QUIET = subprocess.DEVNULL
PROGRAM = Path(__file__).resolve().parent.parent / "cli.py"

Read = TypeVar("Read")


def measured(call: Callable[[Sample], Read], sample: Sample) -> tuple[Read, float]:
    """What a reader gives, and the seconds of processor time of this process and of those it waited for."""
    before = os.times()
    found = call(sample)
    return found, sum(os.times()[:4]) - sum(before[:4])


def plain_tesseract(sample: Sample) -> str:
    """Tesseract as a user runs it on a page: program defaults."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "page.png")
        sample.picture(path)
        command = ["tesseract", str(path), "-", "-l", "vie", "--dpi", "200"]
        return subprocess.run(command, capture_output=True, text=True, check=True, timeout=TIMEOUT).stdout


class OcrMyPdf:
    """OCRmyPDF as a user runs it. Raises FileNotFoundError with how to get it where it is not installed."""

    def __init__(self, program: str) -> None:
        found = shutil.which(program)
        if found is None:
            raise FileNotFoundError(HOW_TO_GET)
        self.program = found

    def __call__(self, sample: Sample) -> str:
        with tempfile.TemporaryDirectory() as folder:
            path, sidecar = Path(folder, "page.png"), Path(folder, "page.txt")
            sample.picture(path)
            self._run(path, sidecar, Path(folder, "page.pdf"), 1, "--image-dpi", "200")
            return sidecar.read_text("utf-8")

    def folder(self, files: list[Path], jobs: int) -> float:
        """Seconds of wall time for PDFs one after the other, `jobs` pages at a time."""
        start = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            for path in files:
                signed = "--invalidate-digital-signatures"  # else signed files are refused
                self._run(path, Path(folder, "text"), Path(folder, "pdf"), jobs, "--force-ocr", signed)
        return time.monotonic() - start

    def _run(self, path: Path, sidecar: Path, out: Path, jobs: int, *more: str) -> None:
        command = [self.program, "-l", "vie", "--sidecar", str(sidecar), "--jobs", str(jobs), *more]
        subprocess.run([*command, str(path), str(out)], check=True, stdout=QUIET, stderr=QUIET)


def by_engine(sample: Sample) -> str:
    """The OCR stage alone: words as Tesseract reads them after our imaging, without annotations' text."""
    page = ocr_page(
        sample.page,
        PageContext(sample.path, sample.media_type, sample.page, best_engine(), line_recogniser(), TIMEOUT),
    )
    return "\n".join(line.text for line in page.lines if not any(word.runs for word in line.words))


def prepared(sample: Sample) -> Document:
    """Read, judged and repaired; raw words stand beside repaired ones."""
    source = Source(path=sample.path, name=sample.path.name, root="", media_type=sample.media_type)
    return prepare(source, Options(), only={sample.page.number})


def folder_seconds(files: list[Path], jobs: int) -> float:
    """Seconds of wall time of `sohoa convert` for files, `jobs` at a time, in a process of its own."""
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, str(PROGRAM), "convert", *map(str, files), "--out", out]
        start = time.monotonic()
        subprocess.run([*command, "--jobs", str(jobs), "--quiet"], stdout=QUIET, stderr=QUIET, check=False)
        return time.monotonic() - start
