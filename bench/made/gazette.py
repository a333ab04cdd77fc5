"""Documents as an official gazette prints them: its head on every page, its page numbers through all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bench.made.blocks import Centre
from bench.made.desk import Desk, Piece
from bench.made.drafts import Draft
from bench.made.page import Page
from bench.made.setter import set_pages
from golden.paper import Rule, Stroke, width_of

EDGE_LEFT, EDGE_RIGHT, LINE = 85.0, 57.0, 46.0


def as_gazette(desk: Desk, drafts: Sequence[Draft]) -> list[Piece]:
    """The documents one behind the other, each on a new page; above the first the section of the gazette."""
    number = desk.chance.randint(1, 60)
    day = max(draft.day for draft in drafts) + timedelta(days=desk.chance.randint(4, 20))
    title = f"CÔNG BÁO/Số {number:02d} + {number + 1:02d}/Ngày {day:%d-%m-%Y}"
    page_number = desk.chance.choice((2, desk.chance.randint(3, 90)))
    pieces = []
    for place, draft in enumerate(drafts):
        section = [Centre("PHẦN VĂN BẢN QUY PHẠM PHÁP LUẬT", larger=1, ruled=True)] if place == 0 else []
        style = replace(desk.style(draft.office), top=82.0)
        pages = set_pages([*section, *draft.blocks], style)
        for page in pages:
            _head(page, title, page_number)
            page_number += 1
        pieces.append(Piece(pages, draft.fields))
    return pieces


def _head(page: Page, title: str, number: int) -> None:
    """The number stands at the outer side."""
    page.centred(title, LINE - 5, "bold", 11)
    edge = page.width - EDGE_RIGHT
    text = str(number)
    x = EDGE_LEFT if number % 2 == 0 else edge - width_of(text, "bold", 11)
    page.strokes.append(Stroke(x, LINE - 5, text, "bold", 11))
    page.rules.append(Rule(EDGE_LEFT, LINE, edge, LINE))
