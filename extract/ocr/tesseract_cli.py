"""The Tesseract engine by its program: works wherever it is installed, and a crash costs its page alone.

grey picture ─▶ tesseract (own process, one thread, timeout) ─▶ rows of words ─▶ lines cut at wide gaps
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Sequence
from functools import cached_property, partial
from pathlib import Path
from statistics import median
from typing import Any

import cv2
import pytesseract
from pytesseract import Output

from extract.core.errors import EngineFailed, MissingProgram, OcrTimeout
from extract.core.line_cuts import cut_at_gaps
from extract.core.model import Box, Line, Word
from extract.imaging.colour import Grey

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
        return lines_of(table, 72.0 / dpi)

    def turns_needed(self, image: Grey, timeout: float) -> int:
        """Tesseract's orientation detection: quarter turns clockwise, 0 when it cannot tell."""
        try:
            found = _run(_TURN, image, "osd", "--psm 0", timeout)
        except EngineFailed:
            return 0
        return int(found["rotate"]) // 90 % 4


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
            raise OcrTimeout(f"OCR of the page took longer than {timeout:.0f} seconds.") from error


def _failure(error: pytesseract.TesseractError, language: str) -> EngineFailed:
    if "data file" in error.message or "loading language" in error.message:
        return MissingProgram(f"Tesseract's data for the language {language} is not installed.")
    return EngineFailed(f"Tesseract failed: {error.message.strip()[:200]}")


def lines_of(table: str, scale: float) -> tuple[Line, ...]:
    """Words in Tesseract's lines (its TSV), cut where the gap is wide; `scale` makes points of pixels."""
    rows: dict[tuple[str, str, str], list[Word]] = {}
    for row in filter(None, table.split("\n")):
        # level, page, block, paragraph, line, word; left, top, width, height; confidence, text
        _, _, block, paragraph, line, _, *place, sure, text = row.split("\t")
        raw = _plain_signs(text.strip())
        if not raw or sure == "conf":
            continue
        x, y, width, height = (int(side) * scale for side in place)
        word = Word.read(raw, Box(x, y, x + width, y + height), confidence=max(float(sure), 0.0) / 100)
        rows.setdefault((block, paragraph, line), []).append(word)
    return tuple(line for words in rows.values() for line in cut_at_gaps(words, _size(words)))


def _plain_signs(text: str) -> str:
    """Signs that the Vietnamese data knows in two forms, often read as both: "QĐÐ", "31⁄10/⁄2017".

    Neither § nor the long dash is printed in Vietnamese documents (of 1,333 lone dashes in 10 born-digital
    files none is long): an 8 ("§." for "8."), and the dash that word processors set.
    """
    return re.sub("/?⁄/?", "/", re.sub("Đ?Ð", "Đ", text)).replace("§", "8").replace("—", "–")


def _size(words: Sequence[Word]) -> float:
    """The font size of a row: letters with their marks fill about the height of the em."""
    return median(word.box.height for word in words if word.box)
