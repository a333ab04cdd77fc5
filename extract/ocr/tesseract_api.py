"""The Tesseract engine by its library, where the package tesserocr is installed: a page costs a quarter less.

grey picture ─▶ libtesseract (one thread, deadline) ─▶ rows of words ─▶ lines cut at wide gaps

The library stays loaded with its data from page to page. Started as a program for each page it took 1.4 times
as long (15 scans, 175 dpi): 0.15 s to start, the rest for OpenMP, which the library of the wheel is
without. The language data is that of the installed program.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from queue import Empty, LifoQueue
from typing import Any

from extract.core.errors import EngineFailed, MissingProgram, OcrTimeout
from extract.core.geometry import POINTS
from extract.core.model import Line
from extract.imaging.colour import Grey
from extract.ocr.tesseract_cli import COLUMN, PAGE, WHITE_ON_BLACK
from extract.ocr.tesseract_words import Seen, lines_of

PACKAGE = "tesserocr"
ORIENTATION = "osd"  # the data that tells which way up a page is
LARGEST_SIDE = 32_767  # pixels; the library refuses larger pictures


class TesseractLibrary:
    """Tesseract with the data of one language, automatic page segmentation, in this process."""

    def __init__(self, language: str = "vie") -> None:
        self.language = language

    @property
    def name(self) -> str:
        if _data_folder(self.language) is None:
            raise MissingProgram()
        return f"tesseract {_package().tesseract_version().split()[1]} {self.language}"

    def read(self, image: Grey, dpi: float, timeout: float, *, column: bool = False) -> tuple[Line, ...]:
        """Lines of an upright picture, boxes in points. Raises OcrTimeout, MissingProgram, EngineFailed."""
        with _library(self.language) as library:
            library.SetPageSegMode(COLUMN if column else PAGE)
            _show(library, image, dpi)
            if not library.Recognize(max(round(1000 * timeout), 1)):
                raise OcrTimeout("ocr-timeout-after", seconds=round(timeout))
            rows = _rows(library)
        return lines_of(rows, POINTS / dpi)

    def turns_needed(self, image: Grey, timeout: float) -> int:
        """Tesseract's orientation detection: quarter turns clockwise, 0 when it cannot tell."""
        if timeout <= 0:
            return 0
        with _library(ORIENTATION) as library:
            _show(library, image, 0)
            found = library.DetectOrientationScript()
        return -found["orient_deg"] // 90 % 4 if found else 0


def installed(language: str) -> TesseractLibrary | None:
    """The library, where it is installed with the data of the language."""
    usable = importlib.util.find_spec(PACKAGE) is not None and _data_folder(language) is not None
    return TesseractLibrary(language) if usable else None


def _package() -> Any:
    # Where the library has OpenMP after all: more threads make one page slower and starve the other pages
    # (9 s a page instead of 1.3 on two cores). Read when the library is loaded.
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    import tesserocr  # noqa: PLC0415 - an extra

    return tesserocr


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
    folder, package = _data_folder(language), _package()
    if folder is None:
        raise MissingProgram("tesseract-data-missing", data=language)
    mode = package.PSM.OSD_ONLY if language == ORIENTATION else PAGE
    try:
        library = package.PyTessBaseAPI(path=str(folder), lang=language, psm=mode)
    except RuntimeError as error:
        raise EngineFailed("tesseract-failed", error=str(error)[:200]) from error
    library.SetVariable("tessedit_do_invert", str(WHITE_ON_BLACK))
    library.SetVariable("debug_file", os.devnull)
    package.set_leptonica_log_level(package.LeptLogLevel.NONE)
    return library


def _rows(library: Any) -> list[list[Seen]]:
    """The words of what was read, line by line; the library's own table (TSV) takes twice as long."""
    package = _package()
    word, line = package.RIL.WORD, package.RIL.TEXTLINE
    rows: list[list[Seen]] = []
    place = library.GetIterator()
    for at in package.iterate_level(place, word) if place is not None else ():
        if at.Empty(word):
            continue
        if at.IsAtBeginningOf(line) or not rows:
            rows.append([])
        rows[-1].append((at.GetUTF8Text(word), at.BoundingBox(word), at.Confidence(word)))
    return rows


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
        raise EngineFailed("tesseract-picture", width=width, height=height)
    library.SetImageBytes(image.tobytes(), width, height, 1, width)
    if dpi:
        library.SetSourceResolution(round(dpi))
