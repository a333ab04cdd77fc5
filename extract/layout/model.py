"""What layout makes of a document's lines: blocks of the legal form, paragraphs, outline, tables, footnotes.

    Document ─▶ layout.analyse ─▶ Layout ─▶ fields

Regions follow the boxes of Nghị định 30/2020/NĐ-CP, Phụ lục I (numbers in brackets).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from extract.core.geometry import Box
from extract.core.model import Line
from schemas.kinds import HeadingKind


class Region(StrEnum):
    """The part of the form that a block is."""

    ISSUER = "issuer"  # left header: organs (2), số/ký hiệu (3), trích yếu of a công văn (5b)
    MOTTO = "motto"  # right header: quốc hiệu, tiêu ngữ (1), place and date (4)
    TITLE = "title"  # tên loại and trích yếu (5a)
    ADDRESSEES = "addressees"  # Kính gửi (9a)
    BODY = "body"  # nội dung (6)
    RECIPIENTS = "recipients"  # nơi nhận (9b)
    SIGNATURE = "signature"  # authority, title, name (7)
    FOOTNOTE = "footnote"
    PAGE_NUMBER = "page-number"
    OVERLAY = "overlay"  # urgency and secrecy stamps (10), incoming stamps, digital signature text (14)
    APPENDIX = (
        "appendix"  # everything from "Phụ lục" or "(Kèm theo ...)" on, when another document carries it
    )


@dataclass(frozen=True, slots=True)
class Placed:
    """A line and the page it stands on (from 1)."""

    line: Line
    page: int

    @property
    def text(self) -> str:
        return self.line.text

    @property
    def box(self) -> Box | None:
        return self.line.box


@dataclass(frozen=True, slots=True)
class Block:
    """Consecutive lines of one region on one page, in reading order."""

    region: Region
    page: int
    lines: tuple[Placed, ...]

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together; it may run over a page break."""

    region: Region
    lines: tuple[Placed, ...]
    text: str  # joined to one line; a code broken at a hyphen or slash is whole again

    @property
    def page(self) -> int:
        return self.lines[0].page


@dataclass(frozen=True, slots=True)
class Heading:
    """An outline entry with its true level (1 is the highest that the document uses)."""

    marker: str  # as printed: "I.", "2.1.", "a)", "Điều 3."
    level: int
    title: str
    kind: HeadingKind
    paragraph: Paragraph


@dataclass(frozen=True, slots=True)
class WholeTable:
    """A table joined over its pages; every row has as many cells as there are columns."""

    title: str | None
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    page: int
    box: Box | None
    parts: tuple[tuple[int, int], ...] = ()  # each one's page, and number there, as `Line.cell` has it


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote taken out of the text that it interrupted."""

    marker: str
    text: str
    page: int
    lines: tuple[Placed, ...]

    @property
    def box(self) -> Box | None:
        return Box.around(line.box for line in self.lines)


@dataclass(frozen=True, slots=True)
class Layout:
    """The whole document in reading order."""

    blocks: tuple[Block, ...]
    paragraphs: tuple[Paragraph, ...]  # of title, addressees, body and appendix
    outline: tuple[Heading, ...]
    tables: tuple[WholeTable, ...]
    footnotes: tuple[Note, ...]
    page_texts: tuple[str, ...]  # one for each page, in reading order, page numbers and overlays left out

    def of(self, *regions: Region) -> tuple[Block, ...]:
        """The blocks of these regions, in reading order."""
        return tuple(block for block in self.blocks if block.region in regions)
