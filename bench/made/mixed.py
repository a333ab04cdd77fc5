"""Kinds of files that hold several documents: what lies between, what makes their borders hard to see."""

from __future__ import annotations

from bench.made.attached import annex, person_list, regulation
from bench.made.desk import Desk, Maker, Piece
from bench.made.drafts import Draft
from bench.made.gazette import as_gazette
from bench.made.page import Page, numbered, with_running_head
from bench.made.sheets import blank, code_sheet, patch_sheet

# The way of a matter: a commune asks, a division reports, the district decides and makes it known.
STEPS = (("commune", "TTr"), ("division", "BC"), ("district", "QĐ"), ("district", "TB"), ("commune", "KH"))


def plain(desk: Desk) -> list[Piece]:
    """One behind the other."""
    return [desk.set(draft) for draft in desk.drafts()]


def short(desk: Desk) -> list[Piece]:
    """Many of one page."""
    return [desk.set(draft) for draft in desk.drafts(min(4, desk.most), pages=1)]


def blanks(desk: Desk) -> list[Piece]:
    """A blank sheet behind each, and one document with blank backs."""
    held: list[Piece] = []
    drafts = desk.drafts()
    backed = desk.chance.randrange(len(drafts))
    for number, draft in enumerate(drafts):
        piece = desk.set(draft)
        held += [desk.with_backs(piece) if number == backed else piece, desk.loose(blank())]
    return held[: -1 if desk.chance.random() < 0.5 else None]


def _parted(desk: Desk, sheets: list[Page], pieces: list[Piece]) -> list[Piece]:
    """A separator before each document but the first, and there too at times."""
    held: list[Piece] = []
    for number, (piece, sheet) in enumerate(zip(pieces, sheets, strict=True)):
        if number or desk.chance.random() < 0.4:
            held.append(desk.loose(sheet))
        held.append(piece)
    return held


def patch(desk: Desk) -> list[Piece]:
    """Sheets with Patch T between."""
    pieces = plain(desk)
    return _parted(desk, [patch_sheet(desk.chance) for _ in pieces], pieces)


def qr(desk: Desk) -> list[Piece]:
    """Sheets with a QR code between."""
    pieces = plain(desk)
    return _parted(desk, [code_sheet(desk.chance, "qr") for _ in pieces], pieces)


def bar_code(desk: Desk) -> list[Piece]:
    """Sheets with a Code 128 between."""
    pieces = plain(desk)
    return _parted(desk, [code_sheet(desk.chance, "code128") for _ in pieces], pieces)


def annexed(desk: Desk) -> list[Piece]:
    """Every document has an annex, a list or a regulation."""
    return [desk.set(_with_annex(desk, draft)) for draft in desk.drafts()]


def _with_annex(desk: Desk, draft: Draft) -> Draft:
    chance = desk.chance
    afresh = chance.random() < 0.4
    if draft.type_code == "QĐ" and chance.random() < 0.5:
        draft.attached += regulation(draft, headed=chance.random() < 0.5, articles=6)
    elif chance.random() < 0.6:
        draft.attached += annex(draft, headed=chance.random() < 0.4, afresh=afresh)
    else:
        draft.attached += person_list(draft, wide=chance.random() < 0.7, afresh=afresh)
    return draft


def unsigned(desk: Desk) -> list[Piece]:
    """The last page of one document is missing."""
    pieces = [desk.set(draft, "own") for draft in desk.drafts(pages=2)]
    long = [n for n, piece in enumerate(pieces) if len(piece.pages) > 1]
    for number in long[: 1 if len(pieces) < 4 else 2]:
        pieces[number] = without_last(pieces[number])
    return pieces


def without_last(piece: Piece) -> Piece:
    """The document without its last page, and so without a signature."""
    assert piece.fields is not None
    accept = {key: value for key, value in piece.fields["accept"].items() if key != "signer.name"}
    return Piece(piece.pages[:-1], {**piece.fields, "signer": {"name": None}, "accept": accept})


def unnumbered(desk: Desk) -> list[Piece]:
    """No page has a number."""
    return [desk.set(draft, "none") for draft in desk.drafts()]


def through(desk: Desk) -> list[Piece]:
    """Numbers run through the whole file, as an archive stamps the sheets of a dossier."""
    pieces = [desk.set(draft, "none") for draft in desk.drafts()]
    numbered([page for piece in pieces for page in piece.pages], "foot", first=desk.chance.randint(1, 60))
    return pieces


def running_heads(desk: Desk) -> list[Piece]:
    """Each document has a running head of its own, or all have that of the dossier."""
    drafts = desk.drafts()
    pieces = [desk.set(draft) for draft in drafts]
    shared = f"Hồ sơ số {desk.chance.randint(2, 90):02d}" if desk.chance.random() < 0.5 else ""
    for draft, piece in zip(drafts, pieces, strict=True):
        left, right = (drafts[0].office.organ, shared) if shared else (draft.office.organ, draft.code)
        with_running_head(piece.pages, left, right)
    return pieces


def one_office(desk: Desk) -> list[Piece]:
    """The same office, matter, type and signer again and again: only number and date differ."""
    office, matter = desk.clerk.office(), desk.clerk.matter()
    code = desk.chance.choice(office.types)
    count = desk.chance.randint(2, desk.most)
    drafts = [
        desk.clerk.draft(code, office=office, matter=matter, by_head=True, pages=1 + desk.chance.randrange(2))
        for _ in range(count)
    ]
    return [desk.set(draft, "own") for draft in drafts]


def party(desk: Desk) -> list[Piece]:
    """Documents of the party beside those of the state."""
    kinds = ["party", "commune", "party", "district", "party", "council"]
    first = desk.chance.randrange(2)
    chosen = kinds[first : first + desk.chance.randint(2, desk.most)]
    return [desk.set(desk.clerk.draft(office=desk.clerk.office(kind))) for kind in chosen]


def dossier(desk: Desk) -> list[Piece]:
    """Papers of one matter, each citing the one before it."""
    clerk, matter = desk.clerk, desk.clerk.matter()
    first = clerk.office("commune")
    held: list[Draft] = []
    for kind, code in STEPS[: desk.chance.randint(3, min(5, desk.most))]:
        office = clerk.office(kind, near=first) if held else first
        last = held[-1] if held else None
        cites, after = ((last.cited,), last.day) if last else ((), None)
        held.append(clerk.draft(code, office=office, matter=matter, cites=cites, after=after))
    return [desk.set(draft) for draft in held]


def gazette(desk: Desk) -> list[Piece]:
    """Documents of an official gazette: its head and its page numbers run through them."""
    kinds = ["province", "council", "district", "council", "province"]
    chosen = kinds[: desk.chance.randint(2, min(4, desk.most))]
    drafts = [desk.clerk.draft(_published(kind), office=desk.clerk.office(kind)) for kind in chosen]
    return as_gazette(desk, drafts)


def _published(kind: str) -> str:
    return "NQ" if kind == "council" else "QĐ"


MIXTURES: dict[str, Maker] = {
    "plain": plain,
    "short": short,
    "blank sheets": blanks,
    "patch sheets": patch,
    "qr sheets": qr,
    "code 128 sheets": bar_code,
    "annexes": annexed,
    "unsigned": unsigned,
    "unnumbered": unnumbered,
    "numbered through": through,
    "running heads": running_heads,
    "one office": one_office,
    "party": party,
    "dossier": dossier,
    "gazette": gazette,
}
