"""Which engine pages are read with."""

from __future__ import annotations

import importlib.util

from extract.ocr.tesseract_api import PACKAGE, TesseractLibrary, data_folder
from extract.ocr.tesseract_cli import TesseractEngine


def best_engine(language: str = "vie") -> TesseractEngine | TesseractLibrary:
    """The library where it is installed with the data of the language, else the program."""
    usable = importlib.util.find_spec(PACKAGE) is not None and data_folder(language) is not None
    return TesseractLibrary(language) if usable else TesseractEngine(language)
