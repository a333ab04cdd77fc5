"""One printed line of a flow document, and parts of it by place.

    spans of a line ─▶ Row: its cells, when it falls into columns

Places count the letters of the line; a tab is one of them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from extract.readers.flow import Span

_TAB_WIDTH = 8


@dataclass(frozen=True, slots=True)
class Row:
    """One printed line: its cells, when it falls into columns."""

    spans: tuple[Span, ...]
    cells: tuple[tuple[Span, ...], ...] = ()

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)


def cut_spans(spans: tuple[Span, ...], start: int, end: int) -> tuple[Span, ...]:
    """The spans between two offsets of their joined text."""
    cut: list[Span] = []
    at = 0
    for span in spans:
        piece = span.text[max(0, start - at) : max(0, end - at)]
        at += len(span.text)
        if piece:
            cut.append(replace(span, text=piece))
    return tuple(cut)


def width(space: str) -> int:
    """Columns that white space takes, a tab as many as eight blanks."""
    return sum(_TAB_WIDTH if sign == "\t" else 1 for sign in space)
