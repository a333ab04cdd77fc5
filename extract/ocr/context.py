"""What all steps of one page share: its file, its pictures, the recognisers, the time that is left.

PageContext ─ picture(dpi) ─▶ RGB, rendered once for each resolution
            ─ read(grey) ──▶ lines, within what is left of the page's time
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path

from extract.core.geometry import POINTS
from extract.core.model import Line, Page
from extract.imaging.colour import Grey, Picture
from extract.ocr.engine import Engine, LineRecogniser
from extract.readers import render

LEAST_TIME = 0.01  # seconds: a page out of time still asks, and is told so by the engine


@dataclass
class PageContext:
    """One page of a file, for the thread that works on it; its time begins now."""

    path: Path
    media_type: str
    page: Page
    engine: Engine
    line_recogniser: LineRecogniser | None = None
    seconds: float = 120.0
    _began: float = field(default_factory=time.monotonic, init=False)
    _pictures: dict[float, Picture] = field(default_factory=dict, init=False)

    def picture(self, dpi: float) -> Picture:
        """The page as the file has it, without annotations, at about `dpi`. Raises what `render` raises."""
        if dpi not in self._pictures:
            self._pictures[dpi] = render(self.path, self.media_type, self.page.number, dpi)
        return self._pictures[dpi]

    def true_dpi(self, dpi: float) -> float:
        """The resolution that `picture(dpi)` came out with: large sheets are rendered coarser."""
        width, _ = self.page.stored_size
        return self.picture(dpi).shape[1] * POINTS / width if width else dpi

    def read(self, image: Grey, dpi: float, *, column: bool = False) -> tuple[Line, ...]:
        """As `Engine.read`, within the time that is left."""
        return self.engine.read(image, dpi, self._left(), column=column)

    def turns_needed(self, image: Grey) -> int:
        """As `Engine.turns_needed`, within the time that is left."""
        return self.engine.turns_needed(image, self._left())

    def _left(self) -> float:
        return max(self._began + self.seconds - time.monotonic(), LEAST_TIME)
