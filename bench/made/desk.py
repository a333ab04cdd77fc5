"""Where a file is put together: documents are drawn and set here, each office in its own style.

Clerk's Draft ─▶ Desk.set ─▶ Piece(pages, fields)
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bench.made.drafts import Clerk, Draft
from bench.made.offices import KINDS, Office
from bench.made.page import Numbers, Page, numbered
from bench.made.setter import Style, set_pages
from bench.made.sheets import blank

LONGEST, LONGEST_SCAN = 5, 2  # pages of a document, without what is attached
MOST, MOST_SCAN = 6, 4  # documents of a file

USUAL: tuple[Numbers, ...] = ("own", "own", "own", "foot", "none")


@dataclass(frozen=True)
class Piece:
    """A document, or sheets that belong to none (`fields` is None)."""

    pages: list[Page]
    fields: dict[str, Any] | None = None


Maker = Callable[["Desk"], list[Piece]]


class Desk:
    """What the kinds of files are made with; scans have fewer and shorter documents: reading takes long."""

    def __init__(self, chance: random.Random, *, scan: bool) -> None:
        self.chance = chance
        self.longest = LONGEST_SCAN if scan else LONGEST
        self.most = MOST_SCAN if scan else MOST
        self.clerk = Clerk(chance, self.longest)
        self._styles: dict[Office, Style] = {}

    def drafts(self, least: int = 2, pages: int | None = None) -> list[Draft]:
        """Documents of different offices, and of different types where there are enough."""
        chance = self.chance
        kinds = chance.sample(KINDS, chance.randint(least, self.most))
        found: list[Draft] = []
        for kind in kinds:
            office = self.clerk.office(kind)
            used = {draft.type_code for draft in found}
            fresh = [code for code in office.types if code not in used] or list(office.types)
            found.append(self.clerk.draft(chance.choice(fresh), office=office, pages=pages))
        return found

    def set(self, draft: Draft, numbers: Numbers | None = None) -> Piece:
        """The document on its pages; most offices number them at the top, from the second one."""
        pages = set_pages(draft.blocks, self.style(draft.office))
        numbered(pages, numbers or self.chance.choice(USUAL))
        return Piece(pages, draft.fields)

    def style(self, office: Office) -> Style:
        """How this office sets its pages."""
        if office not in self._styles:
            chance = self.chance
            size = chance.choice((13.0, 13.0, 13.5, 14.0))
            self._styles[office] = Style(
                size=size,
                leading=size * chance.choice((1.3, 1.38, 1.45)),
                left=chance.choice((80.0, 85.0, 92.0)),
                right=chance.choice((45.0, 57.0)),
                top=chance.choice((58.0, 62.0, 70.0)),
                gap=chance.choice((2.0, 4.0, 6.0)),
            )
        return self._styles[office]

    @staticmethod
    def loose(*pages: Page) -> Piece:
        """Sheets that belong to no document."""
        return Piece(list(pages))

    @staticmethod
    def with_backs(piece: Piece) -> Piece:
        """Scanned on both sides: an empty back between each two pages."""
        pages = [side for page in piece.pages for side in (page, blank())][:-1]
        return Piece(pages, piece.fields)
