"""Which recognisers there are, the better ones first, and which of them this machine has.

A new one is a module with a function that gives it, or None where it cannot run, and a row here.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from extract.core.errors import MissingProgram
from extract.ocr import aster, tesseract_api, tesseract_cli
from extract.ocr.engine import Engine, LineRecogniser

# Words read alike by the first two; the library costs a page a quarter less (bench/reading.py, 2026-11-22).
ENGINES: tuple[Callable[[str], Engine | None], ...] = (tesseract_api.installed, tesseract_cli.installed)
LINE_RECOGNISERS: tuple[Callable[[], LineRecogniser | None], ...] = (aster.installed,)


@lru_cache
def best_engine(language: str = "vie") -> Engine:
    """The engine that pages are read with. Raises MissingProgram where there is none."""
    found = next((engine for give in ENGINES if (engine := give(language))), None)
    if found is None:
        raise MissingProgram()
    return found


@lru_cache(maxsize=1)
def line_recogniser() -> LineRecogniser | None:
    """The recogniser for words in doubt; None where none is installed: they stay as the engine read them."""
    return next((found for give in LINE_RECOGNISERS if (found := give())), None)
