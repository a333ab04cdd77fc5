"""What a recogniser of print must do."""

from __future__ import annotations

import time
from typing import Protocol

from extract.core.model import Line
from extract.imaging.colour import Grey

LEAST_TIME = 0.01  # seconds: a page out of time still asks, and is told so by the engine


class Engine(Protocol):
    """A recogniser of print."""

    @property
    def name(self) -> str:
        """Name and version, for the record."""

    def read(self, image: Grey, dpi: float, timeout: float, *, column: bool = False) -> tuple[Line, ...]:
        """Lines of an upright grey picture, boxes in points of the picture from its top left.

        A `column` is one piece of text under another, nothing beside each other.

        Raises OcrTimeout after `timeout` seconds, MissingProgram when it is not installed, EngineFailed.
        """

    def turns_needed(self, image: Grey, timeout: float) -> int:
        """A hint how many quarter turns clockwise would put the picture upright; 0 when it does not know."""


class Brake:
    """An engine that has until `end` for all readings of one page together."""

    def __init__(self, engine: Engine, end: float) -> None:
        self.engine, self.end = engine, end

    def read(self, image: Grey, dpi: float, *, column: bool = False) -> tuple[Line, ...]:
        return self.engine.read(image, dpi, self._left(), column=column)

    def turns_needed(self, image: Grey) -> int:
        return self.engine.turns_needed(image, self._left())

    def _left(self) -> float:
        return max(self.end - time.monotonic(), LEAST_TIME)
