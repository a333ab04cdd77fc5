"""The Tesseract engine: a grey picture to words with boxes and confidence, by its library.

grey picture ─▶ libtesseract (one thread, deadline) ─▶ rows of words ─▶ lines cut at wide gaps

The library stays loaded with its data from page to page. Started as a program for each page it took 1.4 times
as long (15 scans, 175 dpi): 0.15 s to start, the rest for OpenMP, which the library of the wheel is without.
The language data is that of the installed program.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from queue import Empty, LifoQueue
from statistics import median
from typing import Any

# Where the library has OpenMP after all: more threads make one page slower and starve the other pages (9 s a
# page instead of 1.3 on two cores). Read when the library is loaded.
os.environ.setdefault("OMP_THREAD_LIMIT", "1")

import tesserocr

from extract.errors import EngineFailed, MissingProgram, OcrTimeout
from extract.imaging import Grey
from extract.lines import cut_at_gaps
from extract.model import Box, Line, Word

PAGE, COLUMN = 3, 4  # page segmentation: automatic; one column of text of any sizes
WHITE_ON_BLACK = "0"  # not tried: it only turned seals into words (precision 0.953 with, 0.954 without)
ORIENTATION = "osd"  # the data that tells which way up a page is
LARGEST_SIDE = 32_767  # pixels; the library refuses larger pictures


class TesseractEngine:
    """Tesseract with the data of one language, automatic page segmentation."""

    def __init__(self, language: str = "vie") -> None:
        self.language = language

    @property
    def name(self) -> str:
        if _data_folder(self.language) is None:
            raise MissingProgram()
        return f"tesseract {tesserocr.tesseract_version().split()[1]} {self.language}"

    def read(self, image: Grey, dpi: float, timeout: float, *, column: bool = False) -> tuple[Line, ...]:
        """Lines of an upright picture, boxes in points. Raises OcrTimeout, MissingProgram, EngineFailed."""
        with _library(self.language) as library:
            library.SetPageSegMode(COLUMN if column else PAGE)
            _show(library, image, dpi)
            if not library.Recognize(max(round(1000 * timeout), 1)):
                raise OcrTimeout(f"OCR of the page took longer than {timeout:.0f} seconds.")
            table = library.GetTSVText(0)
        return _lines(table, 72.0 / dpi)

    def turns_needed(self, image: Grey, timeout: float) -> int:
        """Tesseract's orientation detection: quarter turns clockwise, 0 when it cannot tell."""
        if timeout <= 0:
            return 0
        with _library(ORIENTATION) as library:
            _show(library, image, 0)
            found = library.DetectOrientationScript()
        return -found["orient_deg"] // 90 % 4 if found else 0


@contextmanager
def _library(language: str) -> Iterator[Any]:
    """The library with the data of a language, for one thread at a time."""
    idle = _idle(language)
    try:
        library = idle.get_nowait()
    except Empty:
        library = _loaded(language)
    try:
        yield library
    finally:
        library.Clear()
        idle.put(library)


@lru_cache
def _idle(_language: str) -> LifoQueue[Any]:
    return LifoQueue()


def _loaded(language: str) -> Any:
    folder = _data_folder(language)
    if folder is None:
        raise MissingProgram(f"Tesseract's data for the language {language} is not installed.")
    mode = tesserocr.PSM.OSD_ONLY if language == ORIENTATION else PAGE
    try:
        library = tesserocr.PyTessBaseAPI(path=str(folder), lang=language, psm=mode)
    except RuntimeError as error:
        raise EngineFailed(f"Tesseract failed: {str(error)[:200]}") from error
    library.SetVariable("tessedit_do_invert", WHITE_ON_BLACK)
    library.SetVariable("debug_file", os.devnull)
    tesserocr.set_leptonica_log_level(tesserocr.LeptLogLevel.NONE)
    return library


def _data_folder(language: str) -> Path | None:
    """Where the installed program, or who set TESSDATA_PREFIX, keeps the data of a language."""
    places = [Path(os.environ["TESSDATA_PREFIX"])] if os.environ.get("TESSDATA_PREFIX") else []
    program = shutil.which("tesseract")
    for path in (Path(program), Path(program).resolve()) if program else ():
        share = path.parent.parent / "share"
        # Windows; macOS and Arch; Fedora; Debian
        places += [path.parent / "tessdata", share / "tessdata", share / "tesseract" / "tessdata"]
        places += sorted(share.glob("tesseract-ocr/*/tessdata"), reverse=True)
    return next((place for place in places if (place / f"{language}.traineddata").is_file()), None)


def _show(library: Any, image: Grey, dpi: float) -> None:
    """Hands the picture over. Raises EngineFailed for one that is too large."""
    height, width = image.shape
    if max(height, width) > LARGEST_SIDE:
        raise EngineFailed(f"Tesseract failed: the picture has {width} x {height} pixels.")
    library.SetImageBytes(image.tobytes(), width, height, 1, width)
    if dpi:
        library.SetSourceResolution(round(dpi))


def _lines(table: str, scale: float) -> tuple[Line, ...]:
    """Words in Tesseract's lines, cut where the gap is wide."""
    rows: dict[tuple[str, str, str], list[Word]] = {}
    for row in filter(None, table.split("\n")):
        # level, page, block, paragraph, line, word; left, top, width, height; confidence, text
        _, _, block, paragraph, line, _, *place, sure, text = row.split("\t")
        raw = _plain_signs(text.strip())
        if not raw:
            continue
        x, y, width, height = (int(side) * scale for side in place)
        word = Word.read(raw, Box(x, y, x + width, y + height), confidence=max(float(sure), 0.0) / 100)
        rows.setdefault((block, paragraph, line), []).append(word)
    return tuple(line for words in rows.values() for line in cut_at_gaps(words, _size(words)))


def _plain_signs(text: str) -> str:
    """Signs that the Vietnamese data knows in two forms, often read as both: "QĐÐ", "31⁄10/⁄2017".

    No § is printed in Vietnamese documents: it is an 8 ("§." for "8.").
    """
    return re.sub("/?⁄/?", "/", re.sub("Đ?Ð", "Đ", text)).replace("§", "8")


def _size(words: list[Word]) -> float:
    """The font size of a row: letters with their marks fill about the height of the em."""
    return median(word.box.height for word in words if word.box)
