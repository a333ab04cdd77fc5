"""Fields that a schema declares for itself: found by anchors and patterns where it says, then made values.

ExtraRule ─▶ passages ─▶ Found(words) ─▶ values.value_of ─▶ Answer, evidence under "extra.NAME"
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from extract.fields.body.lists import CLOSING
from extract.fields.context import Answer, Context
from extract.fields.own.passages import MARKER, Passage, bare, is_heading, marker, passages
from extract.fields.own.table_columns import read_table
from extract.fields.own.values import PARTY_LABELS, value_of
from extract.fields.trace import Trace
from extract.form.matching import first_anchor
from extract.layout.model import Placed
from schemas.catalogue import Message
from schemas.clues import Clue
from schemas.fields import Extra
from schemas.language import ExtraRule, FieldType
from schemas.record import Evidence, Review

# What stands between an anchor and its value: "Bên A (bên giao): ".
COLON = re.compile(r"(?:\s*\([^()]*\)(?=\s*:))?\s*[:;.,]*\s*")

END_OF_TEXT = re.compile(r"\s*\.\s?/.{0,6}$")  # "./." and what a recogniser makes of it


@dataclass(frozen=True, slots=True)
class Found:
    """Words that should hold a value, and where they stand."""

    text: str
    evidence: Evidence


def read_extra(rule: ExtraRule, context: Context) -> Answer:
    """The value or values of one field of the schema's own; None or [] where there are none."""
    if rule.type is FieldType.TABLE:
        return read_table(rule, context)
    search = Search(rule, context, tuple(passages(rule, context)))
    if rule.type is FieldType.LIST:
        return _many(rule, [(item.text, item.evidence) for item in search.items() if item.text], ())
    if rule.type is FieldType.PARAGRAPHS:
        return _many(rule, [(item.text, item.evidence) for item in search.paragraphs() if item.text], ())
    return _values(search)


def _values(search: Search) -> Answer:
    rule = search.rule
    values: list[tuple[Extra, Evidence]] = []
    doubts: list[Review] = []
    for found in search.found():
        value = value_of(found.text, rule, search.context)
        if value is None:
            doubts.append(_no_value(rule, found))
        elif not rule.many:
            return Answer(value, {f"extra.{rule.name}": found.evidence})
        else:
            values.append((value, found.evidence))
    return _many(rule, values, tuple(doubts)) if rule.many else Answer(None, {}, tuple(doubts[:1]))


def _many(rule: ExtraRule, values: list[tuple[Extra, Evidence]], doubts: tuple[Review, ...]) -> Answer:
    evidence = {f"extra.{rule.name}[{i}]": found for i, (_, found) in enumerate(values)}
    return Answer([value for value, _ in values], evidence, doubts)


def _no_value(rule: ExtraRule, found: Found) -> Review:
    message = Message.of("value-not-read", type=f"type-{rule.type.value}", seen=found.text[:60])
    return Review.of(f"extra.{rule.name}", message, found.evidence.confidence)


@dataclass(frozen=True, slots=True)
class Search:
    """One field looked for in the passages in which it may stand."""

    rule: ExtraRule
    context: Context
    held: tuple[Passage, ...]

    def found(self) -> Iterator[Found]:
        """What may be the value: after an anchor, then what a pattern takes."""
        for index, passage in enumerate(self.held):
            for start, offset in self._anchored(passage):
                yield from self._after(index, start, offset)
        for passage in self.held:
            trace = Trace.of(passage.lines)
            for pattern in self.rule.patterns:
                for match in re.finditer(self.context.schema.expand(pattern), trace.text):
                    span, how = match.span("value"), (*passage.clues, Clue.PATTERN)
                    yield Found(match["value"].strip(CLOSING), trace.evidence(passage.certainty, how, *span))

    def items(self) -> Iterator[Found]:
        """The items after the anchor, in its line or below it; without anchors those of the section."""
        if not self.rule.anchors:
            whole = takewhile(lambda passage: not self._stops(passage), self.held)
            yield from (item for passage in whole for item in _in_row(passage.lines, 0, passage))
            return
        for index, passage in enumerate(self.held):
            for start, offset in self._anchored(passage):
                yield from _in_row(passage.lines[start:], offset, passage)
                yield from self._below(index)
                return

    def paragraphs(self) -> Iterator[Found]:
        """The paragraphs that begin with an anchor, each with those after it up to the next one; without
        anchors all of the section."""
        held: list[Passage] = []
        for passage in self.held:
            if self._stops(passage):
                break
            if not self.rule.anchors:
                yield _whole((passage,), Clue.PARAGRAPH)
            elif first_anchor(bare(passage.text), self.rule.anchors):
                yield from [_whole(held, Clue.ANCHOR)] if held else []
                held = [passage]
            elif held:
                held.append(passage)
        yield from [_whole(held, Clue.ANCHOR)] if held else []

    def _anchored(self, passage: Passage) -> Iterator[tuple[int, int]]:
        """The lines of a passage that begin with an anchor, and where the words after it begin."""
        for number, line in enumerate(passage.lines):
            skip = MARKER.match(line.text)
            offset = skip.end() if skip else 0
            found = first_anchor(line.text[offset:], self.rule.anchors)
            after = COLON.match(line.text, offset + found[1]) if found else None
            if after:
                yield number, after.end()

    def _after(self, index: int, start: int, offset: int) -> Iterator[Found]:
        """The rest of the passage after an anchor; where nothing is left of it, what stands below."""
        passage = self.held[index]
        lines = self._up_to_label(passage.lines[start:])
        if self.rule.type is FieldType.PARTY:
            whole = len(lines) == len(passage.lines) - start
            yield self._side(passage, lines, offset, self.held[index + 1 :] if whole else ())
            return
        trace = Trace.of(lines)
        text = trace.text[offset:].strip(CLOSING)
        if text:
            yield Found(text, trace.evidence(passage.certainty, (*passage.clues, Clue.ANCHOR), offset))
        elif self.rule.many:
            yield from self._below(index)
        elif index + 1 < len(self.held) and not self._is_label(self.held[index + 1].text):
            yield _whole(self.held[index + 1 : index + 2], Clue.ANCHOR_ABOVE)

    def _side(
        self, passage: Passage, lines: tuple[Placed, ...], offset: int, following: tuple[Passage, ...]
    ) -> Found:
        """The lines of a party: its name, and below it who represents it, where it is."""
        named = bool(lines[0].text[offset:].strip(CLOSING)) or len(lines) > 1
        for follows in following:
            if self._is_label(follows.text) or (named and not first_anchor(bare(follows.text), PARTY_LABELS)):
                break
            lines, named = (*lines, *follows.lines), True
        text = "\n".join((lines[0].text[offset:], *(bare(line.text) for line in lines[1:])))
        evidence = Trace.of(lines).evidence(passage.certainty, (*passage.clues, Clue.ANCHOR), offset)
        return Found(text, evidence)

    def _up_to_label(self, lines: tuple[Placed, ...]) -> tuple[Placed, ...]:
        """The first line, and those after it up to one that begins with a label of its own."""
        end = next((i for i, line in enumerate(lines) if i and self._is_label(line.text)), len(lines))
        return lines[:end]

    def _is_label(self, text: str) -> bool:
        """Whether it begins with an anchor of any field of the schema's own, and a colon."""
        plain = bare(text)
        anchors = tuple(anchor for rule in self.context.schema.extra for anchor in rule.anchors)
        found = first_anchor(plain, anchors)
        after = COLON.match(plain, found[1]) if found else None
        return after is not None and ":" in after[0]

    def _below(self, index: int) -> Iterator[Found]:
        """The items under an anchor: passages with the mark of the first, down to one without."""
        following = self.held[index + 1 :]
        kind = marker(following[0].text) if following else ""
        for passage in following:
            ends = not kind or marker(passage.text) != kind or is_heading(passage.lines, self.context)
            if ends or self._stops(passage) or self._is_label(passage.text):
                return
            yield _whole((passage,), Clue.ANCHOR_ABOVE)

    def _stops(self, passage: Passage) -> bool:
        return first_anchor(bare(passage.text), self.rule.stops) is not None


def _in_row(lines: tuple[Placed, ...], offset: int, passage: Passage) -> Iterator[Found]:
    """Items that stand in a row, divided by semicolons."""
    trace = Trace.of(lines)
    for match in re.finditer(r"[^;]+", trace.text[offset:]):
        start, end = offset + match.start(), offset + match.end()
        text = _tidy(match[0])
        if text:
            yield Found(text, trace.evidence(passage.certainty, (*passage.clues, Clue.ANCHOR), start, end))


def _whole(held: Sequence[Passage], clue: Clue) -> Found:
    trace = Trace.of(line for passage in held for line in passage.lines)
    return Found(_tidy(trace.text), trace.evidence(held[0].certainty, (*held[0].clues, clue)))


def _tidy(text: str) -> str:
    """An item or paragraph without the mark before it and the signs that close it."""
    return END_OF_TEXT.sub("", bare(text)).strip(CLOSING)
