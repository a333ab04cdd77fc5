"""A document as Markdown (CommonMark with tables), in the order of the record's text.

    Converted ─ blocks, line by line ─▶ title "#" · outline "##" and deeper · paragraphs · tables · footnotes

Paragraphs are whole, also over a page break; heads, recipients and signatures keep their lines. A table
stands where its first part does, with what it holds on later pages; of its lines those that say something
else follow it. What Markdown would take for its own signs is escaped: nothing is renumbered, no dash becomes
a bullet.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import chain

from extract.layout.model import Block, Note, Paragraph, Placed, Region, WholeTable
from extract.layout.page_texts import in_reading_order
from extract.pipeline import Converted
from schemas.kinds import HeadingKind

DEEPEST = 6  # levels of headings; the first is the title's
# Within a line: signs of emphasis, links, code, markup, entities, tables, struck out text.
SIGNS = re.compile(r"[\\`*_\[\]<>&|~]")
# At the beginning of a line: headings, lists, rules, underlined headings; and numbers of lists ("1.", "2)").
FIRST = re.compile(r"^(\s*)([-+#=])")
NUMBER = re.compile(r"^(\s*\d+)([.)])")
WORD = re.compile(r"[^\W\d_]{2}")  # of letters: numbers of columns are left out
BREAK = "\\\n"  # a line ends where the paragraph does not


def markdown_of(converted: Converted) -> bytes:
    """UTF-8, NFC, an empty line between pieces; half surrogates become question marks."""
    whole = "\n\n".join(_Writing(converted).pieces()) + "\n"
    return unicodedata.normalize("NFC", whole).encode(errors="replace")


class _Writing:
    """What the lines of a document belong to."""

    def __init__(self, converted: Converted) -> None:
        layout = converted.layout
        self._document, self._layout = converted.document, layout
        self._paragraphs = {id(line): held for held in layout.paragraphs for line in held.lines}
        self._levels = {
            id(one.paragraph): one.level for one in layout.outline if one.kind is HeadingKind.HEADING
        }
        self._tables = {place: table for table in layout.tables for place in table.parts}
        self._notes = {id(line): note for note in layout.footnotes if note.text for line in note.lines}
        titles = (held for held in layout.paragraphs if held.region is Region.TITLE)
        self._levels |= {id(held): 0 for held in list(titles)[:1]}
        self._begun: set[int] = set()  # paragraphs, tables and notes that are written

    def pieces(self) -> Iterator[str]:
        """Headings, paragraphs and tables in their order."""
        for page in self._document.pages:
            blocks = (block for block in self._layout.blocks if block.page == page.number)
            for block in in_reading_order(blocks)[0]:
                yield from self._of_block(block)

    def _of_block(self, block: Block) -> Iterator[str]:
        loose: list[str] = []
        for line in block.lines:
            table = self._tables.get((line.page, line.line.cell[0])) if line.line.cell else None
            whole = table or self._notes.get(id(line)) or self._paragraphs.get(id(line))
            if whole is None:
                loose += [escaped(line.text)] if line.text else []
                continue
            yield from _joined(loose)
            loose = []
            if id(whole) not in self._begun:
                self._begun.add(id(whole))
                yield self._whole(whole)
            if table and not _holds(table, line):
                yield escaped(line.text)
        yield from _joined(loose)

    def _whole(self, held: WholeTable | Note | Paragraph) -> str:
        if isinstance(held, WholeTable):
            return _table(held)
        if isinstance(held, Note):
            return f"<sup>{escaped(held.marker)}</sup> {escaped(held.text)}"
        level = self._levels.get(id(held))
        text = escaped(held.text)
        return text if level is None else f"{'#' * min(level + 1, DEEPEST)} {text}"


def escaped(text: str) -> str:
    """A text as Markdown that shows it, line for line."""
    return BREAK.join(_escaped_line(line) for line in text.split("\n"))


def _escaped_line(line: str) -> str:
    plain = SIGNS.sub(r"\\\g<0>", line.strip())
    return NUMBER.sub(r"\1\\\2", FIRST.sub(r"\1\\\2", plain))


def _joined(lines: list[str]) -> Iterable[str]:
    return [BREAK.join(lines)] if lines else []


def _table(table: WholeTable) -> str:
    rows = [table.columns, *table.rows]
    shown = [" | ".join(_cell(text) for text in row) for row in rows]
    rule = " | ".join("---" for _ in table.columns)
    return "\n".join(f"| {row} |" for row in (shown[0], rule, *shown[1:]))


def _cell(text: str) -> str:
    return "<br>".join(SIGNS.sub(r"\\\g<0>", line.strip()) for line in text.split("\n"))


def _holds(table: WholeTable, line: Placed) -> bool:
    """Whether the cells say what a line of the table does; a line without words says nothing."""
    cells = _squashed(" ".join(chain(table.columns, *table.rows)))
    return not WORD.search(line.text) or _squashed(line.text) in cells


def _squashed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
