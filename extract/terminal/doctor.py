"""What this machine has and lacks to convert documents, and how to get what is missing.

    machine ─▶ examine ─▶ Finding(name, found, required, advice) for each thing looked at

Python packages come with the installation; programs outside of Python do not, so they are the point.
"""

from __future__ import annotations

import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from extract.intake.extras import is_there
from extract.serialise.searchable import PACKAGES as SEARCHABLE
from schemas.catalogue import say

PYTHON = (3, 11)
TESSERACT = (4, 1)  # the first that reads with the LSTM models of Debian's and Fedora's packages
ASK_WITHIN = 20.0  # seconds for Tesseract to name its version
LANGUAGES: tuple[tuple[str, bool, str], ...] = (  # name, whether it is required, code of its purpose
    ("vie", True, "purpose-vietnamese"),
    ("osd", False, "purpose-orientation"),
)
DESK = ("starlette", "uvicorn", "jinja2", "python-multipart")
SECOND_READER_PACKAGES = ("onnxruntime", "asterocr")
FORMATS: tuple[tuple[str, str], ...] = (  # package of the extra `formats`, code of what it is for
    ("python-calamine", "purpose-workbooks"),
    ("pillow-heif", "purpose-heif"),
    ("libarchive-c", "purpose-archives"),
    ("inflate64", "purpose-deflate64"),
)
PACKAGES = ("pypdfium2", "pdfplumber", "opencv-python-headless", "pillow", "python-docx", "pytesseract")
INSTALL: dict[str, str] = {  # commands, or the code of one that needs words
    "Debian, Ubuntu": "sudo apt-get install tesseract-ocr tesseract-ocr-vie tesseract-ocr-osd",
    "Fedora": "sudo dnf install tesseract tesseract-langpack-vie tesseract-osd",
    "macOS": "brew install tesseract tesseract-lang",
    "Windows": "install-windows",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `found`: its version, or that it is there; None when it is missing or too old."""

    name: str
    purpose: str
    found: str | None
    required: bool = True


def examine() -> list[Finding]:
    """Everything that converting needs, in the order it is needed."""
    python = platform.python_version() if sys.version_info >= PYTHON else None
    return [
        Finding("Python", say("purpose-version", version=f"{PYTHON[0]}.{PYTHON[1]}"), python),
        *(Finding(name, say("purpose-package"), _package(name)) for name in PACKAGES),
        *_tesseract(),
        Finding(say("name-tesseract-library"), say("purpose-library"), _package("tesserocr"), required=False),
        # Of the words that stay wrong on transcribed scans, half are right with it (84 of 5,877
        # without it, 34 with it).
        Finding(
            say("name-second-recogniser"), say("purpose-second-recogniser"), _second_reader(), required=False
        ),
        Finding(say("name-pdfa"), say("purpose-pdfa"), _all_of(SEARCHABLE), required=False),
        Finding(say("name-desk"), say("purpose-desk"), _all_of(DESK), required=False),
        Finding(say("name-bar-codes"), say("purpose-bar-codes"), _package("zxing-cpp"), required=False),
        *(Finding(name, say(purpose), _usable(name), required=False) for name, purpose in FORMATS),
    ]


def missing_programs() -> list[Finding]:
    """What is required beside Python and is not there."""
    return [finding for finding in _tesseract() if finding.required and finding.found is None]


def _package(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _usable(name: str) -> str | None:
    """The version of a package whose own library is there too: libarchive-c is nothing without libarchive."""
    return _package(name) if is_there(name) else None


def _second_reader() -> str | None:
    versions = [_package(name) for name in SECOND_READER_PACKAGES]
    return versions[-1] if all(versions) else None


def _all_of(names: Sequence[str]) -> str | None:
    """The version of the first of some packages that are nothing without each other."""
    versions = [_package(name) for name in names]
    return versions[0] if all(versions) else None


def _tesseract() -> list[Finding]:
    purpose = say("purpose-ocr", version=f"{TESSERACT[0]}.{TESSERACT[1]}")
    answer = _ask("--version")
    number = re.search(r"tesseract v?(\d+)\.(\d+)(\.\S+)?", answer)
    good = number and (int(number[1]), int(number[2])) >= TESSERACT
    languages = _ask("--list-langs").split() if good else []
    return [
        Finding("Tesseract", purpose, number[0].split()[1] if number and good else None),
        *(
            Finding(
                say("name-tesseract-data", data=name),
                say(what),
                say("is-installed") if name in languages else None,
                required,
            )
            for name, required, what in LANGUAGES
        ),
    ]


def _ask(option: str) -> str:
    """What Tesseract prints; nothing when it is not there or does not run."""
    program = shutil.which("tesseract")
    if not program:
        return ""
    try:
        asked = subprocess.run(
            [program, option],
            capture_output=True,
            text=True,
            errors="replace",
            timeout=ASK_WITHIN,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return asked.stdout + asked.stderr  # version 4 answers on stderr
