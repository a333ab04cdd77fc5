"""The plugin called as paperless-ngx 3 calls OCRmyPDF: from Python, on threads, its settings as arguments.

`CALL` has the arguments of its parser (src/paperless/parsers/tesseract.py) with its own defaults; each test
adds what a mode or a kind of file adds. What an administrator sets (PAPERLESS_OCR_USER_ARGS) is `USER_ARGS`.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from rapidfuzz.distance import LCSseq

pytest.importorskip("ocrmypdf")

import pikepdf
from pikepdf import pdfa

from extract.core.options import Options
from extract.terminal.one_document import read
from support import ROOT, SAMPLES
from support.searchable import text_of, words

# Without Ghostscript, which paperless-ngx has; in a checkout that is not installed the plugin is its module.
USER_ARGS = {"plugins": ["extract.serialise.searchable.plugin"], "pdfa_backend": "internal"}
CALL = {
    "use_threads": True,
    "jobs": 4,
    "language": "vie",
    "output_type": "pdfa",
    "progress_bar": False,
    "color_conversion_strategy": "RGB",
    "rotate_pages": True,
    "rotate_pages_threshold": 12.0,
}
SCRIPT = "import json, sys, ocrmypdf; sys.exit(ocrmypdf.ocr(**json.loads(sys.argv[1])))"


@pytest.mark.parametrize(
    ("name", "of_mode"),
    [
        ("01-clean-scan.pdf", {"deskew": True}),  # auto, and no text was found
        ("02-skewed-seal.jpg", {"deskew": True, "image_dpi": 150}),  # a picture is told how large it is
        ("03-report-footnotes.pdf", {"force_ocr": True, "deskew": True}),  # several pages at a time
        (
            "05-english-ocr-layer.pdf",
            {"redo_ocr": True, "output_type": "pdf"},
        ),  # not with deskew; a bad layer goes
    ],
)
def test_its_text_is_what_read_reads(name: str, of_mode: Mapping[str, object], tmp_path: Path) -> None:
    """The sidecar, which paperless-ngx indexes, and the archive file, which is PDF/A."""
    archive, sidecar = tmp_path / "archive.pdf", tmp_path / "sidecar.txt"
    files = {"input_file_or_options": SAMPLES / name, "output_file": archive, "sidecar": sidecar}
    arguments = json.dumps({**files, **CALL, **of_mode, **USER_ARGS}, default=str)
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    wanted = words(read(SAMPLES / name, Options()).text)
    for found in (words(sidecar.read_text("utf-8")), words(text_of(archive))):
        assert LCSseq.similarity(wanted, found) >= 0.97 * len(wanted) > 50
    with pikepdf.open(archive) as pdf:
        assert "output_type" in of_mode or pdfa.check(pdf, "2b").passed
