"""Print in pictures and outlines on a page that has text of its own: pasted scans, signatures, drawn letters.

    Page.unread ─ its picture: letters in a row? ─▶ the page with all else made paper ─▶ OCR ─▶ Page.pasted

The page's own text stays as it is, and its places are made paper before the rest is read. A photo, an emblem
or a seal gives letters of no row or words that are none, and leaves nothing. Only pages with such a
picture are drawn; all others cost nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from diacritics.syllable import is_syllable, nfc, normalise_tone
from extract.core.geometry import POINTS, Box
from extract.core.model import Cell, Line, Origin, Page, Table
from extract.core.pose import Pose
from extract.imaging.colour import Picture
from extract.imaging.view import plain_grey
from extract.ocr.context import PageContext
from extract.ocr.page import DPI, read_picture
from extract.repair.attempt import attempted
from extract.repair.picture_check import COUNT_DPI, Places, letters
from extract.repair.verdict import needs_ocr
from schemas.catalogue import Message

AROUND = 1.0  # points around the page's own words that are made paper with them
EDGE = 2.0  # points around a picture that are read with it
IN_A_ROW = 3  # letters beside each other, the shortest word worth reading ("MẬT")
LEVEL, NEXT = (
    3.5,
    16.0,
)  # points by which neighbours in a row may differ in height, and how far they stand apart
ASKED = 800  # letters looked at for a row: a third of a page of print
SURE = 0.5  # confidence of a word that counts
# Share of a line's letters in sure words that are syllables, numbers or abbreviations; print has nearly all,
# what Tesseract sees in photos and seals a third at most.
MOSTLY = 0.5
MANY = 60  # letters of a picture without a word: two lines of print that should have been read
LEAST_SYLLABLES = 2  # sure ones of a picture: fewer are chance, or an emblem's letters

WHITE = 255

_EDGE = re.compile(r"^\W+|\W+$")
# An abbreviation, a notation (QĐ-UBND, TTr-NN), a number, signs
_SAID = re.compile(r"\W*(?:[A-ZĐ&]{2,8}|[A-ZĐ&]\w{0,7}(?:[-./][A-ZĐ]\w{0,7})+|[\d.,/:-]*\d[\w.,/:&-]*)?\W*")


def needs_look(page: Page) -> bool:
    """Whether pictures lie on a page whose own text is kept and was not read from them, as a layer is."""
    placed = page.origin is Origin.TEXT_LAYER and bool(page.words) and page.width is not None
    return placed and bool(page.unread) and not page.layered and not needs_ocr(page)


def pasted(page: Page, context: PageContext) -> Page:
    """The page with what its pictures say in `pasted`; as it was where they say nothing."""
    return attempted(page, context, _looked_at, "page-pictures-not-read") if needs_look(page) else page


def _looked_at(page: Page, context: PageContext) -> Page:
    boxes = [page.to_stored(box) for box in page.unread]
    own = [page.to_stored(word.box) for word in page.words if word.box]
    dpi = context.true_dpi(COUNT_DPI)
    grey = plain_grey(_alone(context.picture(COUNT_DPI), boxes, own, dpi))
    places = letters(grey, dpi)
    printed = [box for box in boxes if _has_print(_inside(places, box))]
    if not printed:
        return page
    picture = _alone(context.picture(DPI), printed, own, context.true_dpi(DPI))
    read = read_picture(replace(page, tables=(), pose=None), picture, context)
    places_of = [box for box, at in zip(page.unread, boxes, strict=True) if at in printed]
    kept = _upright(page, read, _print_of(_on(page, read), places_of), places_of)
    dumb = [box for box in printed if len(_inside(places, box)) >= MANY and not _says(kept, page, box)]
    if dumb:
        notice = Message.of("pictures-without-words", page=page.number, count=len(dumb))
        page = page.told(notice)
    return replace(page, pasted=kept) if kept.lines else page


def _says(kept: Page, page: Page, box: Box) -> bool:
    """Whether something was read in a picture (its box on the page as stored)."""
    return any(box.overlaps(page.to_stored(line.box)) for line in kept.lines if line.box)


def _alone(picture: Picture, boxes: Sequence[Box], own: Sequence[Box], dpi: float) -> Picture:
    """The picture with nothing but what lies in the boxes, without the page's own words."""
    held = np.full_like(picture, WHITE)
    for box in boxes:
        rows, columns = _pixels(box, EDGE, dpi)
        held[rows, columns] = picture[rows, columns]
    for box in own:
        rows, columns = _pixels(box, AROUND, dpi)
        held[rows, columns] = WHITE
    return held


def _pixels(box: Box, around: float, dpi: float) -> tuple[slice, slice]:
    """The rows and the columns of a box grown by `around` points."""
    scale = dpi / POINTS
    x0, y0, x1, y1 = (
        max(round(edge * scale), 0)
        for edge in (box.x0 - around, box.y0 - around, box.x1 + around, box.y1 + around)
    )
    return slice(y0, y1), slice(x0, x1)


def _inside(places: Places, box: Box) -> Places:
    x, y = places[:, 0], places[:, 1]
    held: NDArray[np.bool_] = (x >= box.x0) & (x <= box.x1) & (y >= box.y0) & (y <= box.y1)
    return places[held]


def _has_print(places: Places) -> bool:
    """Whether letters, which come from top to bottom, stand in a row, or in one that stands on its side."""
    some = places[:ASKED]
    return _has_row(some) or _has_row(some[:, ::-1])


def _has_row(places: Places) -> bool:
    """Whether letters stand beside each other as in a word."""
    ahead = places[None, :, :] - places[:, None, :]  # from each letter to each other one
    follows = (np.abs(ahead[:, :, 1]) < LEVEL) & (ahead[:, :, 0] > 0) & (ahead[:, :, 0] < NEXT)
    steps: NDArray[np.bool_] = np.any(follows, axis=1)
    for _ in range(IN_A_ROW - 2):
        steps = np.any(follows & steps[None, :], axis=1)
    return bool(steps.any())


def _on(page: Page, seen: Page) -> Page:
    """What was read, its boxes on the page as its own words have theirs."""
    read, own = seen.pose or Pose(1.0, 1.0), page.pose

    def where(box: Box) -> Box:
        stored = read.to_stored(box)
        return own.to_level(stored) if own else stored

    held = _moved(seen, where)
    return replace(page, lines=held.lines, tables=held.tables, origin=Origin.OCR, unread=())


def _upright(page: Page, read: Page, kept: Page, boxes: Sequence[Box]) -> Page:
    """What stands on its side in pictures laid upright within them, so that it is read in its order."""
    turns = ((read.pose.turns if read.pose else 0) - (page.pose.turns if page.pose else 0)) % 4

    def where(box: Box) -> Box:
        return next((_turned(box, picture, turns) for picture in boxes if picture.holds(box)), box)

    return _moved(kept, where) if turns else kept


def _turned(box: Box, picture: Box, turns: int) -> Box:
    """A box in a picture that is turned clockwise by quarters and fills the same place again."""
    wide, high = picture.width, picture.height
    x0, x1 = ((x - picture.x0) / wide for x in (box.x0, box.x1))
    y0, y1 = ((y - picture.y0) / high for y in (box.y0, box.y1))
    for _ in range(turns):
        x0, y0, x1, y1 = 1 - y1, x0, 1 - y0, x1
    return Box(picture.x0 + x0 * wide, picture.y0 + y0 * high, picture.x0 + x1 * wide, picture.y0 + y1 * high)


def _moved(seen: Page, where: Callable[[Box], Box]) -> Page:
    """Lines and tables where a function leads their boxes."""
    lines = {id(line): line.placed(where) for line in seen.lines}

    def cell(old: Cell) -> Cell:
        held = tuple(lines.get(id(line)) or line.placed(where) for line in old.lines)
        return replace(old, lines=held, box=where(old.box) if old.box else None)

    def table(old: Table) -> Table:
        return replace(old, cells=tuple(map(cell, old.cells)), box=where(old.box) if old.box else None)

    return replace(seen, lines=tuple(lines.values()), tables=tuple(map(table, seen.tables)))


def _print_of(seen: Page, boxes: Sequence[Box]) -> Page:
    """The lines that are print, of pictures that hold some; the tables with any of them."""
    sound = [line for line in seen.lines if _is_print(line)]
    real = [
        box
        for box in boxes
        if sum(_syllables(line) for line in sound if box.holds(line.box)) >= LEAST_SYLLABLES
    ]
    lines = tuple(line for line in sound if any(box.holds(line.box) for box in real))
    kept = set(map(id, lines))

    def cell(old: Cell) -> Cell:
        return replace(old, lines=tuple(line for line in old.lines if id(line) in kept))

    tables = [replace(old, cells=tuple(map(cell, old.cells))) for old in seen.tables]
    return replace(
        seen, lines=lines, tables=tuple(one for one in tables if any(part.lines for part in one.cells))
    )


def _is_print(line: Line) -> bool:
    letters = sum(len(word.text) for word in line.words)
    sound = sum(len(word.text) for word in line.words if word.confidence >= SURE and _is_word(word.text))
    return any(map(str.isalnum, line.text)) and sound >= MOSTLY * letters


def _syllables(line: Line) -> int:
    return sum(word.confidence >= SURE and _is_legal(word.text) for word in line.words)


def _is_word(text: str) -> bool:
    return _is_legal(text) or _SAID.fullmatch(text) is not None


def _is_legal(text: str) -> bool:
    bare = _EDGE.sub("", text)
    return len(bare) > 1 and is_syllable(normalise_tone(nfc(bare)).lower())
