"""The Tesseract engine by its program: works wherever it is installed, and a crash costs its page alone.

grey picture ─▶ tesseract (own process, one thread, timeout) ─▶ rows of words ─▶ lines cut at wide gaps
"""

from __future__ import annotations

import os
import tempfile
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import cv2
import pytesseract
from pytesseract import Output

from extract.core.errors import EngineFailed, MissingProgram, OcrTimeout
from extract.core.geometry import POINTS
from extract.core.model import Line
from extract.imaging.colour import Grey
from extract.ocr.tesseract_words import lines_of, rows_of

# More threads make one page slower and starve the other pages (9 s a page instead of 1.3 on two cores).
os.environ.setdefault("OMP_THREAD_LIMIT", "1")


PAGE, COLUMN = 3, 4  # page segmentation: automatic; one column of text of any sizes
WHITE_ON_BLACK = 0  # not tried: it only turned seals into words (precision 0.953 with, 0.954 without)
_READ = partial(pytesseract.image_to_data, output_type=Output.STRING)
_TURN = partial(pytesseract.image_to_osd, output_type=Output.DICT)


class TesseractEngine:
    """Tesseract with the data of one language, automatic page segmentation."""

    def __init__(self, language: str = "vie") -> None:
        self.language = language

    @cached_property
    def name(self) -> str:
        try:
            return f"tesseract {pytesseract.get_tesseract_version()} {self.language}"
        except pytesseract.TesseractNotFoundError as error:
            raise MissingProgram() from error

    def read(self, image: Grey, dpi: float, timeout: float, *, column: bool = False) -> tuple[Line, ...]:
        """Lines of an upright picture, boxes in points. Raises OcrTimeout, MissingProgram, EngineFailed."""
        layout = COLUMN if column else PAGE
        options = f"--psm {layout} --dpi {round(dpi)} -c tessedit_do_invert={WHITE_ON_BLACK}"
        table = _run(_READ, image, self.language, options, timeout)
        return lines_of(rows_of(table), POINTS / dpi)

    def turns_needed(self, image: Grey, timeout: float) -> int:
        """Tesseract's orientation detection: quarter turns clockwise, 0 when it cannot tell."""
        try:
            found = _run(_TURN, image, "osd", "--psm 0", timeout)
        except EngineFailed:
            return 0
        return int(found["rotate"]) // 90 % 4


def installed(language: str) -> TesseractEngine:
    """The program; whether it is there shows when it is asked for its name or for a page."""
    return TesseractEngine(language)


def _run(call: Any, image: Grey, language: str, options: str, timeout: float) -> Any:
    """One call of the program on the picture; its failures as ours."""
    with tempfile.TemporaryDirectory(prefix="sohoa-") as folder:
        path = str(Path(folder, "page.pgm"))  # uncompressed: pytesseract's own PNG costs 0.2 s a page
        cv2.imwrite(path, image)
        try:
            return call(path, lang=language, config=options, timeout=timeout)
        except pytesseract.TesseractNotFoundError as error:
            raise MissingProgram() from error
        except pytesseract.TesseractError as error:
            raise _failure(error, language) from error
        except RuntimeError as error:  # pytesseract has no type of its own for it
            raise OcrTimeout("ocr-timeout-after", seconds=round(timeout)) from error


def _failure(error: pytesseract.TesseractError, language: str) -> EngineFailed:
    if "data file" in error.message or "loading language" in error.message:
        return MissingProgram("tesseract-data-missing", data=language)
    return EngineFailed("tesseract-failed", error=error.message.strip()[:200])
