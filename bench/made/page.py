"""A page before any file format: strokes and rules in points, codes, seals; where its number stands.

y runs down from the top of the page, as in golden.paper, whose strokes and rules these are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from golden.paper import HEIGHT, WIDTH, Rule, Stroke, width_of

NUMBER_TOP, NUMBER_FOOT = 40.0, 815.0
SMALL = 10.0

Symbology = Literal["qr", "code128"]
What = Literal["text", "blank", "separator"]
Numbers = Literal["own", "none", "foot"]


@dataclass(frozen=True)
class Code:
    """A printed code: its symbology, what it says, its upper left corner, the size of its longer side."""

    symbology: Symbology
    payload: str
    x: float
    y: float
    size: float


@dataclass(frozen=True)
class Seal:
    """A round red seal and a signature in blue ink; the centre of the seal."""

    text: str
    x: float
    y: float


@dataclass
class Page:
    """One page of a file."""

    wide: bool = False
    what: What = "text"
    afresh: bool = False  # its number is 1 again
    strokes: list[Stroke] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    bars: list[tuple[float, float, float, float]] = field(default_factory=list)  # x, y, width, height, black
    codes: list[Code] = field(default_factory=list)
    seals: list[Seal] = field(default_factory=list)

    @property
    def width(self) -> float:
        return HEIGHT if self.wide else WIDTH

    @property
    def height(self) -> float:
        return WIDTH if self.wide else HEIGHT

    def centred(self, text: str, y: float, face: str = "regular", size: float = 13.0) -> None:
        """A line in the middle of the page."""
        x = (self.width - width_of(text, face, size)) / 2
        self.strokes.append(Stroke(x, y, text, face, size))


def numbered(pages: Sequence[Page], numbers: Numbers, first: int = 1) -> None:
    """Page numbers: from the second page of each run, at the top ("own"), or on all at the foot."""
    if numbers == "none":
        return
    number = first - 1
    for page in pages:
        number = 1 if page.afresh else number + 1
        if numbers == "foot":
            page.centred(str(number), page.height - (HEIGHT - NUMBER_FOOT), size=12)
        elif number > 1:
            page.centred(str(number), NUMBER_TOP)


def with_running_head(pages: Sequence[Page], left: str, right: str) -> None:
    """The same small line at the head of every page, ruled below."""
    for page in pages:
        edge = page.width - 57
        x = edge - width_of(right, "italic", SMALL)
        page.strokes.append(Stroke(85, 30, left, "italic", SMALL))
        page.strokes.append(Stroke(x, 30, right, "italic", SMALL))
        page.rules.append(Rule(85, 34, edge, 34))
