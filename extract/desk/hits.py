"""Where words that were sought stand on a page: found in its lines as the index finds them in its text.

lines (words with boxes), what was typed ─▶ boxes of the words hit, those of the best lines
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from diacritics.syllable import nfc
from extract.index.words import FOLDED, Phrase, folded, marked, phrases, small

Box = tuple[float, float, float, float]
Placed = tuple[tuple[str, Box], ...]  # words of a line, each with its box
MOST = 60  # boxes: more is no help to the eye


def boxes(lines: Sequence[Placed], query: str) -> list[Box]:
    """In the lines that have most of the phrases."""
    sought = phrases(query)
    found = [(line, _hit(line, sought)) for line in lines]
    best = max((len(hit) for _, hit in found), default=0)
    words = [
        line[at][1] for line, hit in found if hit and len(hit) == best for at in sorted(set().union(*hit))
    ]
    return words[:MOST]


def _hit(line: Placed, sought: Sequence[Phrase]) -> list[set[int]]:
    """For each phrase that the line has, the numbers of its words."""
    text = nfc(" ".join(word for word, _ in line))
    seen = {phrase.column: small((folded if phrase.column == FOLDED else marked)(text)) for phrase in sought}
    ends, at = [], 0
    for word, _ in line:
        at += len(nfc(word))
        ends.append(at)
        at += 1
    hits = (
        {at for span in phrase.spans(seen[phrase.column]) for at in _words(ends, span)} for phrase in sought
    )
    return [hit for hit in hits if hit]


def _words(ends: Sequence[int], span: tuple[int, int]) -> Iterator[int]:
    """Which words, by where each ends, a stretch of the text touches."""
    begin = 0
    for number, end in enumerate(ends):
        if begin < span[1] and span[0] < end:
            yield number
        begin = end + 1
