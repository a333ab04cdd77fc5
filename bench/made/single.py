"""Kinds of files that hold one document, though something in it looks like the beginning of another."""

from __future__ import annotations

from bench.made.attached import (
    annex,
    blank_form,
    certified_copy,
    figures_annex,
    filled_form,
    person_list,
    regulation,
)
from bench.made.desk import Desk, Maker, Piece
from bench.made.drafts import Draft
from bench.made.gazette import as_gazette
from bench.made.page import Code, with_running_head
from bench.made.sheets import blank

LABEL = "LT-{:05d}"  # an archive's label


def _draft(desk: Desk, code: str, *kinds: str, pages: int | None = None) -> Draft:
    return desk.clerk.draft(code, office=desk.clerk.office(desk.chance.choice(kinds)), pages=pages)


def plain_regulation(desk: Desk) -> list[Piece]:
    """A decision with a regulation that has articles and page numbers of its own."""
    draft = _draft(desk, "QĐ", "commune", "district", "department", "school", "company", pages=1)
    draft.attached += regulation(draft, headed=False)
    return [desk.set(draft, "own")]


def headed_regulation(desk: Desk) -> list[Piece]:
    """The same with organ and motto above the regulation."""
    draft = _draft(desk, "QĐ", "district", "province", "department", "ministry", pages=1)
    draft.attached += regulation(draft, headed=True)
    return [desk.set(draft, "own")]


def blank_forms(desk: Desk) -> list[Piece]:
    """Instructions with forms to fill in: letterhead, motto, number and signature of dots."""
    draft = _draft(desk, desk.chance.choice(("CV", "KH")), "department", "ministry", "district", pages=1)
    for number in range(1, desk.chance.randint(2, 3)):
        draft.attached += blank_form(draft, number)
    return [desk.set(draft)]


def filled_forms(desk: Desk) -> list[Piece]:
    """A letter with a form that somebody filled in: a motto, a day, a name."""
    draft = _draft(desk, "CV", "commune", "district", "school", "company", pages=1)
    for number in range(1, desk.chance.randint(2, 3)):
        draft.attached += filled_form(draft, number)
    return [desk.set(draft, "own")]


def joint(desk: Desk) -> list[Piece]:
    """Two offices above it, two signatures below it."""
    first = desk.clerk.office("commune")
    second = desk.clerk.office("front", near=first)
    return [desk.set(desk.clerk.draft(desk.chance.choice(("KH", "TB")), office=first, partner=second))]


def annexed(desk: Desk) -> list[Piece]:
    """Three annexes with titles and tables."""
    draft = _draft(desk, desk.chance.choice(("KH", "NQ")), "council", pages=1)
    for number in range(3):
        draft.attached += annex(draft, number, rows=6 + 3 * number)
    return [desk.set(draft)]


def headed_annexes(desk: Desk) -> list[Piece]:
    """A report whose annexes have the office above them, without a motto."""
    draft = _draft(desk, "BC", "department", "division", "district", "ministry", pages=min(2, desk.longest))
    for number in range(desk.chance.randint(2, 4)):
        draft.attached += figures_annex(draft, number)
    return [desk.set(draft)]


def wide_list(desk: Desk) -> list[Piece]:
    """A decision with a list on pages that lie on their side."""
    draft = _draft(desk, "QĐ", "commune", "district", "school", "company", pages=1)
    draft.attached += person_list(draft, desk.chance.randint(14, 30), afresh=desk.chance.random() < 0.5)
    return [desk.set(draft, "own")]


def gazette(desk: Desk) -> list[Piece]:
    """One document in the pages of a gazette."""
    draft = _draft(desk, "QĐ", "province", "ministry", pages=desk.longest)
    draft.attached += regulation(draft, headed=False, articles=6)
    return as_gazette(desk, [draft])


def minutes(desk: Desk) -> list[Piece]:
    """Minutes with the signatures of the secretary and of who presided, and a list of those present."""
    draft = _draft(desk, "BB", "commune", "school", "company", "district", pages=min(2, desk.longest))
    secretary = desk.clerk.office("commune").sign(by_head=False)
    presided = draft.signs[0]
    draft.signs = (type(secretary)(("THƯ KÝ",), secretary.name), type(presided)(("CHỦ TRÌ",), presided.name))
    draft.attached += person_list(draft, 8, wide=False)
    return [desk.set(draft)]


def backs(desk: Desk) -> list[Piece]:
    """Scanned on both sides, every back empty."""
    draft = desk.clerk.draft(pages=max(2, desk.longest - 1))
    draft.attached += annex(draft)
    return [desk.with_backs(desk.set(draft)), desk.loose(blank())]


def own_codes(desk: Desk) -> list[Piece]:
    """A QR code for looking the document up, and an archive's label with a Code 128 on every page."""
    draft = desk.clerk.draft(pages=min(3, desk.longest))
    piece = desk.set(draft, "own")
    label = LABEL.format(desk.chance.randint(1, 99999))
    link = f"https://vanban.example/{draft.day:%Y%m%d}/{draft.number}"
    piece.pages[0].codes.append(Code("qr", link, 18, 18, 48))
    for page in piece.pages:
        page.codes.append(Code("code128", label, 85, page.height - 42, 110))
    return [piece]


def certified(desk: Desk) -> list[Piece]:
    """A copy: under the document who certified it, with number, date and signature."""
    draft = desk.clerk.draft(pages=1)
    draft.attached += certified_copy(draft, desk.clerk.office("commune"), desk.chance.randint(10, 400))
    return [desk.set(draft)]


def numbered_afresh(desk: Desk) -> list[Piece]:
    """Page numbers begin again with each annex, and every page has a running head."""
    draft = _draft(desk, "KH", "commune", "province", "ministry", "company", pages=min(2, desk.longest))
    for number in range(2):
        draft.attached += annex(draft, number, afresh=True)
    piece = desk.set(draft, "foot")
    with_running_head(piece.pages, draft.office.organ, f"{draft.type_name} {draft.code}")
    return [piece]


def unnumbered(desk: Desk) -> list[Piece]:
    """Long, and no page has a number."""
    return [desk.set(desk.clerk.draft(pages=desk.longest + 1), "none")]


SINGLES: dict[str, Maker] = {
    "regulation": plain_regulation,
    "headed regulation": headed_regulation,
    "blank forms": blank_forms,
    "filled forms": filled_forms,
    "joint": joint,
    "annexes": annexed,
    "headed annexes": headed_annexes,
    "wide list": wide_list,
    "gazette": gazette,
    "minutes": minutes,
    "backs": backs,
    "own codes": own_codes,
    "certified copy": certified,
    "numbered afresh": numbered_afresh,
    "unnumbered": unnumbered,
}
