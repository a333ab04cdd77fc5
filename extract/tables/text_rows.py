"""Words outside tables as lines of print, and what each covers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median

from extract.core.geometry import Box, first_holding, grouped
from extract.core.model import Word

# A strip between columns is at least this many letter heights wide; words stand 0.2 to 0.35 apart.
STRIP = 0.55
# Lines whose middles are nearer than this share of a letter's height are one line of print.
SAME_LINE = 0.45


@dataclass(frozen=True)
class TextRow:
    """One line of print across the page: boxes of its words from left to right."""

    words: tuple[Word, ...]
    box: Box

    @property
    def y(self) -> float:
        return self.box.centre[1]

    @cached_property
    def spans(self) -> list[tuple[float, float]]:
        """What its words cover, neighbours taken together."""
        boxes = [word.box for word in self.words if word.box]
        return covered([(box.x0, box.x1) for box in boxes], STRIP * median([box.height for box in boxes]))

    @cached_property
    def lead(self) -> str:
        """The words of its first piece."""
        return self.first(self.spans[0][1])

    def first(self, until: float) -> str:
        """What stands left of `until`."""
        return " ".join(word.text for word in self.words if word.box and word.box.centre[0] < until)


def text_rows(words: Sequence[Word], outer: Sequence[Box]) -> list[TextRow]:
    """The lines of print outside the boxes, from top to bottom."""
    printed = [word for word in words if any(map(str.isalnum, word.text))]  # no bullets, no rests of rules
    free = [(word, word.box) for word in printed if word.box and first_holding(outer, word.box) is None]
    found = []
    for row in grouped(free, lambda pair: pair[1].centre[1], _joins):
        row.sort(key=lambda pair: pair[1].x0)
        around = Box.around(box for _, box in row)
        found += [TextRow(tuple(word for word, _ in row), around)] if around else []
    return found


def _joins(row: Sequence[tuple[Word, Box]], pair: tuple[Word, Box]) -> bool:
    """Whether a word stands on the line of those above it."""
    middle = median([box.y0 + box.y1 for _, box in row]) / 2
    return pair[1].centre[1] - middle < SAME_LINE * pair[1].height


def covered(spans: Sequence[tuple[float, float]], gap: float) -> list[tuple[float, float]]:
    """The spans joined where less than `gap` lies between them, from left to right."""
    joined: list[tuple[float, float]] = []
    for start, end in sorted(spans):
        if joined and start - joined[-1][1] < gap:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined
