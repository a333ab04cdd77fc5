"""Text that remembers the words it was made of, so that every value can show where it was read.

lines ─▶ Trace(text, pieces) ─▶ Evidence of any stretch of the text
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from extract.core.geometry import Box
from extract.core.model import Word
from extract.layout.model import Placed
from schemas.clues import Clue
from schemas.record import Evidence

# A code broken at the end of a line: "794/TTr-" + "SGDĐT", "2103/QĐ-" + "UBND", "30/2020/" + "NĐ-CP".
BROKEN = re.compile(r"\w[-/]$")
CONTINUES = re.compile(r"[A-ZĐ0-9]")
Clues = tuple[Clue, ...]  # by what a value was found
# A value is as doubtful as its worst quarter of words: for up to four words that is the worst word.
WORST_SHARE = 4


class Piece(NamedTuple):
    """One word and where its text stands in the trace."""

    start: int
    end: int
    word: Word
    page: int


@dataclass(frozen=True)
class Trace:
    """The text of some lines and the words behind it."""

    text: str
    pieces: tuple[Piece, ...]

    @staticmethod
    def of(lines: Iterable[Placed], separator: str = " ") -> Trace:
        """The lines joined; a code broken at a hyphen or slash is whole again."""
        parts: list[str] = []
        pieces: list[Piece] = []
        length = 0
        for line in lines:
            for index, word in enumerate([word for word in line.line.words if word.text]):
                if parts:
                    before = " " if index else "" if _whole_again(parts[-1], word.text) else separator
                    parts.append(before)
                    length += len(before)
                end = length + len(word.text)
                parts.append(word.text)
                pieces.append(Piece(length, end, word, line.page))
                length = end
        return Trace("".join(parts), tuple(pieces))

    @cached_property
    def page(self) -> int:
        """The page the text begins on."""
        return self.pieces[0].page if self.pieces else 1

    def within(self, start: int, end: int) -> tuple[Piece, ...]:
        """The words that touch the stretch of text."""
        return tuple(piece for piece in self.pieces if piece.end > start and piece.start < end)

    def evidence(self, certainty: float, clues: Clues, start: int = 0, end: int | None = None) -> Evidence:
        """Where the stretch was read; `certainty` (0..1) is the rule's, the words' confidence lowers it."""
        pieces = self.within(start, len(self.text) if end is None else end)
        return evidence_of(pieces, certainty, clues)


def evidence_of(pieces: Sequence[Piece], certainty: float, clues: Clues) -> Evidence:
    """Evidence of words that need not stand together; the box is of those on the first page."""
    page = pieces[0].page if pieces else 1
    box = Box.around(piece.word.box for piece in pieces if piece.page == page)
    return Evidence(
        page=page,
        bbox=box.edges if box else None,
        raw=" ".join(piece.word.raw for piece in pieces),
        text=" ".join(piece.word.text for piece in pieces),
        confidence=round(certainty * _trust([piece.word.confidence for piece in pieces]), 3),
        clues=list(clues),
        reading=list(dict.fromkeys(piece.word.method for piece in pieces)),
    )


def evidence_at(page: int, box: Box | None, text: str, certainty: float, clues: Clues) -> Evidence:
    """Evidence of a text of which the place is known, but not the words: of a table, a cell, a footnote."""
    bbox = box.edges if box else None
    return Evidence(page=page, bbox=bbox, raw=text, text=text, confidence=certainty, clues=list(clues))


def _trust(confidences: list[float]) -> float:
    if not confidences:
        return 1.0
    worst = sorted(confidences)[: max(1, len(confidences) // WORST_SHARE)]
    return min(1.0, max(0.0, sum(worst) / len(worst)))


def _whole_again(before: str, follows: str) -> bool:
    return bool(before[-1:] in "-/" and BROKEN.search(before) and CONTINUES.match(follows))
