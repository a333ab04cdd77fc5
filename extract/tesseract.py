"""The Tesseract engine: a grey picture to words with boxes and confidence, by its command line program.

grey picture ─▶ tesseract (own process, one thread, timeout) ─▶ rows of words ─▶ lines cut at wide gaps
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from statistics import median
from typing import Any

import cv2
import pytesseract
from pytesseract import Output

from extract.errors import EngineFailed, MissingProgram, OcrTimeout
from extract.imaging import Grey
from extract.lines import cut_at_gaps
from extract.model import Box, Line, Word

# More threads make one page slower and starve the other pages (9 s a page instead of 1.3 on two cores).
os.environ.setdefault("OMP_THREAD_LIMIT", "1")


PAGE, COLUMN = 3, 4  # page segmentation: automatic; one column of text of any sizes
WHITE_ON_BLACK = 0  # not tried: it only turned seals into words (precision 0.953 with, 0.954 without)


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
        data = _run(pytesseract.image_to_data, image, self.language, options, timeout)
        return _lines(data, 72.0 / dpi)

    def turns_needed(self, image: Grey, timeout: float) -> int:
        """Tesseract's orientation detection: quarter turns clockwise, 0 when it cannot tell."""
        try:
            found = _run(pytesseract.image_to_osd, image, "osd", "--psm 0", timeout)
        except EngineFailed:
            return 0
        return int(found["rotate"]) // 90 % 4


def _run(call: Any, image: Grey, language: str, options: str, timeout: float) -> Mapping[str, Any]:
    """One call of the program on the picture; its failures as ours."""
    with tempfile.TemporaryDirectory(prefix="sohoa-") as folder:
        path = str(Path(folder, "page.pgm"))  # uncompressed: pytesseract's own PNG costs 0.2 s a page
        cv2.imwrite(path, image)
        try:
            found: Mapping[str, Any] = call(
                path, lang=language, config=options, timeout=timeout, output_type=Output.DICT
            )
            return found
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


def _lines(data: Mapping[str, Sequence[Any]], scale: float) -> tuple[Line, ...]:
    """Words in Tesseract's lines, cut where the gap is wide."""
    rows: dict[tuple[int, int, int], list[Word]] = {}
    for index, text in enumerate(data["text"]):
        raw = _plain_signs(text.strip())
        if not raw:
            continue
        x, y = data["left"][index] * scale, data["top"][index] * scale
        box = Box(x, y, x + data["width"][index] * scale, y + data["height"][index] * scale)
        place = data["block_num"][index], data["par_num"][index], data["line_num"][index]
        word = Word.read(raw, box, confidence=max(float(data["conf"][index]), 0.0) / 100)
        rows.setdefault(place, []).append(word)
    return tuple(line for words in rows.values() for line in cut_at_gaps(words, _size(words)))


def _plain_signs(text: str) -> str:
    """Signs that the Vietnamese data knows in two forms, often read as both: "QĐÐ", "31⁄10/⁄2017"."""
    return re.sub("/?⁄/?", "/", re.sub("Đ?Ð", "Đ", text))


def _size(words: Sequence[Word]) -> float:
    """The font size of a row: letters with their marks fill about the height of the em."""
    return median(word.box.height for word in words if word.box)
