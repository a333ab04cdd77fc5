"""The two contracts for recognisers: of a page's print, and of a piece of one line.

    grey page ─▶ Engine ─▶ lines with boxes          grey piece of a line ─▶ LineRecogniser ─▶ Heard

Which ones there are, and which is taken, stands in `engines`; docs/recognisers.md shows how one is added.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from extract.core.model import Line
from extract.imaging.colour import Grey


class Engine(Protocol):
    """A recogniser of print."""

    @property
    def name(self) -> str:
        """Name and version, for the record. Raises MissingProgram when it is not installed."""

    def read(self, image: Grey, dpi: float, timeout: float, *, column: bool = False) -> tuple[Line, ...]:
        """Lines of an upright grey picture, boxes in points of the picture from its top left.

        A `column` is one piece of text under another, nothing beside each other.

        Raises OcrTimeout after `timeout` seconds, MissingProgram when it is not installed, EngineFailed.
        """

    def turns_needed(self, image: Grey, timeout: float) -> int:
        """A hint how many quarter turns clockwise would put the picture upright; 0 when it does not know."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One word as a line recogniser reads it."""

    text: str
    place: float  # its middle, as a share of the picture's width
    confidence: float  # the probability of its least sure sign, 0..1


@dataclass(frozen=True, slots=True, eq=False)
class Steps:
    """What a line recogniser thinks step by step from left to right (CTC): where it has seen which sign."""

    log_probs: NDArray[np.float32]  # steps x signs
    signs: Sequence[str]
    blank: int  # the number of "no sign"


class LineRecogniser(Protocol):
    """A recogniser of one line of print, for words in doubt; its errors must not be the engine's."""

    def read(self, piece: Grey) -> tuple[Heard, ...]:
        """The words on a grey picture of one line or a part of it, upright, cut close above and below."""

    def steps(self, piece: Grey) -> Steps:
        """What it thinks of such a picture before it decides, for searches that know what may stand there."""

    def words(self, steps: Steps) -> tuple[Heard, ...]:
        """The likeliest words of the steps, as `read` gives them."""
