"""What the readers of fields share: the layout, the schema, and the readings that several fields need.

Layout + Schema ─▶ Context ─▶ readers ─▶ Answer(value, evidence, review)
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any, TypeVar, cast

from extract.fields.trace import Clues
from extract.form.matching import alike, is_rule
from extract.layout.model import Layout, Paragraph, Placed, Region
from schemas import vocabulary
from schemas.catalogue import Message
from schemas.clues import Clue
from schemas.language import FieldRule, Schema
from schemas.record import Evidence, Review

PREAMBLE = "preamble"  # the region of a schema that is a part of layout's body
# How sure a rule is when it found its value where the form puts it, and when it had to look elsewhere.
IN_PLACE = 0.98
ELSEWHERE = 0.75
SHORT_LINE = 12  # words; a date line has at most 11 ("Thành phố Hồ Chí Minh, ngày 15 tháng 5 năm 2025")
PAGE_HEAD = 40  # lines of the first page among which a misplaced header part may be looked for

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Answer:
    """One field's value, where it was read, and what a person should look at.

    `further` are the other places of values that stand in several (a document that is cited again).
    """

    value: Any = None
    evidence: dict[str, Evidence] = field(default_factory=dict)
    review: tuple[Review, ...] = ()
    further: dict[str, list[Evidence]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """A text value with the evidence for it and the doubts about it."""

    value: str
    evidence: Evidence
    doubts: tuple[Message, ...] = ()

    def answer(self, name: str) -> Answer:
        """The reading as the answer for the field `name`."""
        review = tuple(Review.of(name, doubt, self.evidence.confidence) for doubt in self.doubts)
        return Answer(self.value, {name: self.evidence}, review)


@dataclass(frozen=True)
class Context:
    """A document in reading, with what was already understood of it."""

    layout: Layout
    schema: Schema
    signed: tuple[str, ...] = ()  # days of the file's digital signatures, YYYY-MM-DD
    name: str = ""  # of the file, with the folders that it was found in
    appendix_only: bool = False  # the file is an appendix without the document that issued it
    _found: dict[Hashable, Any] = field(default_factory=dict, init=False, compare=False)

    def once(self, key: Hashable, find: Callable[[], Found]) -> Found:
        """What `find` gives, sought once for each key: several fields build on the code and the type."""
        if key not in self._found:
            self._found[key] = find()
        return cast(Found, self._found[key])

    def lines(self, *regions: str) -> tuple[Placed, ...]:
        """The lines of these regions in reading order, ornaments and mottoes left out."""
        wanted = {Region(name) for name in regions if name != PREAMBLE}
        placed = (line for block in self.layout.blocks if block.region in wanted for line in block.lines)
        opening = (line for p in self.paragraphs(PREAMBLE) for line in p.lines) if PREAMBLE in regions else ()
        return tuple(
            line for line in (*placed, *opening) if not is_rule(line.text) and not is_motto(line.text)
        )

    def paragraphs(self, *regions: str) -> list[Paragraph]:
        """The paragraphs of these regions; the preamble is the body up to the first outline entry."""
        wanted = {Region.BODY if name == PREAMBLE else Region(name) for name in regions}
        found = [p for p in self.layout.paragraphs if p.region in wanted]
        first = self.layout.outline[0].paragraph if self.layout.outline else None
        if PREAMBLE in regions and first in found:
            return found[: found.index(first)]
        return found

    def mottoes(self) -> list[str]:
        """Quốc hiệu or the party's name, as read at the head of the document."""
        first = [line for b in self.layout.blocks if b.page == 1 for line in b.lines]
        return [
            line.text for line in first if is_motto(line.text) and not alike(line.text, vocabulary.slogan())
        ]

    def head(self) -> tuple[Placed, ...]:
        """The first lines of the first page, whatever region layout put them in."""
        first = [b for b in self.layout.blocks if b.page == 1 and b.region is not Region.OVERLAY]
        lines = [line for block in first for line in block.lines if not is_rule(line.text)]
        return tuple(line for line in lines[:PAGE_HEAD] if not is_motto(line.text))

    def places(self, rule: FieldRule) -> list[tuple[tuple[Placed, ...], float, Clues]]:
        """Where the field may stand, the likeliest first: lines, certainty, by what."""
        found: list[tuple[tuple[Placed, ...], float, Clues]] = []
        for index, region in enumerate(rule.regions):
            lines = self.lines(region)
            if region == "body":
                lines = tuple(line for line in lines[:PAGE_HEAD] if line.page == 1 and _is_short(line.text))
            if lines:
                found.append((lines, IN_PLACE if index == 0 else ELSEWHERE, (Clue.region(region),)))
        return found

    @cached_property
    def text(self) -> str:
        """The whole text, for looking up how the document itself writes a name."""
        return " ".join("\n".join(self.layout.page_texts).split())


Reader = Callable[[FieldRule, Context], Answer]


def _is_short(text: str) -> bool:
    """A header part that fell into the body is still a short line, not running text."""
    return len(text.split()) <= SHORT_LINE


@lru_cache(maxsize=4096)
def is_motto(text: str) -> bool:
    """Quốc hiệu, tiêu ngữ or the party's name, which head every document."""
    return any(alike(text, motto) for motto in vocabulary.mottoes())
