"""Where a schema's own field may stand: the passages of its regions, or of the section under a heading.

regions, section ─▶ Passage(lines) in reading order, each a paragraph, or a line of a box
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.fields.context import ELSEWHERE, IN_PLACE, Context
from extract.fields.trace import Clues
from extract.form.matching import first_anchor
from extract.layout.model import Heading, Placed
from schemas.clues import Clue
from schemas.kinds import HeadingKind
from schemas.language import ExtraRule

# Regions of running text: their lines make paragraphs. In the others each line stands for itself.
RUNNING = ("title", "addressees", "preamble", "body", "appendix")
# "- ", "+ ", "1. ", "2) ", "(3) ", "a) ", "II. ": what may stand before an anchor or an item.
MARKER = re.compile(
    r"^\s*(?:(?P<dash>[-–—•*·]+)|(?P<plus>\+)|\(?(?P<digit>\d{1,2}(?:\.\d{1,2})*)[.)/](?!\d)"
    r"|\(?(?P<letter>[a-zđ])\)|(?P<roman>[IVXL]{1,5})[.)])\s*"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines that belong together, how sure a value is that stands there, and how it was found."""

    lines: tuple[Placed, ...]
    certainty: float
    clues: Clues

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)


def passages(rule: ExtraRule, context: Context) -> list[Passage]:
    """What the field is looked for in, the likeliest place first."""
    if rule.section:
        return list(_of_section(rule, context))
    found: list[Passage] = []
    for index, region in enumerate(rule.regions):
        sure = IN_PLACE if index == 0 else ELSEWHERE
        if region in RUNNING:
            held = [_out_of_tables(paragraph.lines, context) for paragraph in context.paragraphs(region)]
        else:
            held = [(line,) for line in context.lines(region)]
        found += [Passage(lines, sure, (Clue.region(region),)) for lines in held if lines]
    return found


def _of_section(rule: ExtraRule, context: Context) -> Iterator[Passage]:
    """The paragraphs under the headings that begin as the rule says, down to the next of their level."""
    paragraphs = list(context.layout.paragraphs)
    for index, heading in enumerate(context.layout.outline):
        if not first_anchor(heading.title, rule.section) or heading.paragraph not in paragraphs:
            continue
        start = paragraphs.index(heading.paragraph)
        following = context.layout.outline[index + 1 :]
        end = next((h.paragraph for h in following if h.level <= heading.level), None)
        stop = paragraphs.index(end) if end in paragraphs else len(paragraphs)
        inside = [p for p in paragraphs[start + 1 : stop] if p.region is heading.paragraph.region]
        for lines in (_out_of_tables(paragraph.lines, context) for paragraph in inside):
            if lines:
                yield Passage(lines, IN_PLACE, (Clue.SECTION,))


def _out_of_tables(lines: tuple[Placed, ...], context: Context) -> tuple[Placed, ...]:
    """The lines that are running text: what a table holds is read by its columns."""
    return tuple(line for line in lines if line.line.cell is None and not _in_table(line, context))


def _in_table(line: Placed, context: Context) -> bool:
    boxes = (table.box for table in context.layout.tables if table.page == line.page)
    return any(box is not None and box.holds(line.box) for box in boxes)


def is_heading(lines: tuple[Placed, ...], context: Context) -> bool:
    """Whether a passage is a heading of the outline, which ends what stands before it."""
    return any(h.paragraph.lines == lines and _names(h) for h in context.layout.outline)


def _names(heading: Heading) -> bool:
    return heading.kind is HeadingKind.HEADING


def marker(text: str) -> str:
    """The kind of mark before an item: dash, plus, digit, letter, roman; "" for none."""
    match = MARKER.match(text)
    return (match.lastgroup or "") if match else ""


def bare(text: str) -> str:
    """The text without the mark before it."""
    return MARKER.sub("", text)
