"""Lines of a page's text held against what a reader sees there: numbers and names above all.

    Page ─ lines spread over the page ─▶ a sheet of their pictures ─▶ OCR, in doubt the second recogniser
         ─▶ words of both, side by side ─▶ Verdict: read the page again · differences to look at

An invisible layer over a scan was read by some program, and may say 251 where the scan says 215; fonts may
draw other letters than their maps to Unicode say. Such text is good by itself: only the picture tells. Pages
whose text can be seen and whose fonts do not contradict it are not drawn.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

import numpy as np

from diacritics.syllable import nfc, normalise_tone
from extract.core.geometry import POINTS, Box
from extract.core.model import Line, Origin, Page, Verdict, Word
from extract.imaging import colour
from extract.imaging.view import View
from extract.ocr.context import PageContext
from extract.ocr.engine import LineRecogniser
from extract.ocr.page import DPI
from extract.repair.attempt import attempted
from extract.repair.decode import decode_page
from schemas.catalogue import Message
from schemas.kinds import Kind

ENDS, BETWEEN = 5, 6  # lines compared at the page's head and at its foot, and spread between them
AROUND = 3.0  # points around a line that are cut out with it
GAP = 8.0  # points of paper between two lines of the sheet
SURE = 0.8  # confidence of a word that tells whether the text is the page's
LEAST_READ = 4  # sure words, fewer compare nothing
ALIKE = 0.5  # share of the sure words that the text has in the same line when it is what is printed
CERTAIN = 2  # names that both recognisers read otherwise; one number is enough
ALONE = 0.93  # confidence from which the first recogniser is believed without the second
EDGE = 1.5  # points around a word that the second one is given

_WORD = re.compile(r"[^\W\d_]{2,}")
_DASH = re.compile(r"[\u00ad\u2010-\u2015\u2212]")
_EDGE = re.compile(r"^\W+|\W+$")
_NUMBER = re.compile(r"\d{2}|\d\W*$")


@dataclass(frozen=True, slots=True)
class Difference:
    """One word as the text has it and as it was read in the picture."""

    own: str
    seen: Word


def needs_lines(page: Page) -> bool:
    """Whether a page's text is held against its picture line by line."""
    if page.origin is not Origin.TEXT_LAYER or not page.words or page.verdict.kind is Kind.IMAGE:
        return False
    if page.has_image:
        return page.layered and page.verdict.kind in (Kind.GOOD, Kind.LEGACY)
    return page.contradicted or page.verdict.kind in (Kind.STRIPPED, Kind.GARBLED)


def held_against_picture(page: Page, context: PageContext) -> Page:
    """The page with its verdict after some of its lines were read in its picture."""
    return attempted(page, context, _compared, "page-not-compared") if needs_lines(page) else page


def _compared(page: Page, context: PageContext) -> Page:
    view = View(colour.print_of(context.picture(DPI)), context.true_dpi(DPI) / POINTS)
    pairs = _read(_chosen(decode_page(page).lines), view, context)
    own = Counter(word for line, _ in pairs for word in _plain(line.words))
    read = [word for _, seen in pairs for word in _plain(w for w in seen if w.confidence >= SURE)]
    if len(read) < LEAST_READ:
        return page
    agreed = (Counter(read) & own).total() / len(read)
    numbers = (*page.verdict.numbers, ("quick-reading-agreement", round(agreed, 4)))
    if agreed < ALIKE:
        return replace(page, verdict=Verdict(Kind.IMAGE, (Message.of("other-words-found"),), numbers))
    found = [one for line, seen in pairs for one in _differences(line, seen)]
    sure = [one for one in found if _heard_too(one, view, context.line_recogniser)]
    if any(_NUMBER.search(one.seen.text) for one in sure) or len(sure) >= CERTAIN:
        return replace(page, verdict=Verdict(Kind.IMAGE, (Message.of("other-numbers-found"),), numbers))
    verdict = replace(
        page.verdict, reasons=(*page.verdict.reasons, Message.of("quick-reading-agrees")), numbers=numbers
    )
    told = tuple((one.own, one.seen.text) for one in found if one.seen.confidence >= SURE)
    return replace(page, verdict=verdict, differences=told)


def _chosen(lines: Sequence[Line]) -> list[Line]:
    """Lines with numbers and names, of head and foot and between; others where those are too few."""
    placed = sorted((line for line in lines if line.box), key=lambda line: line.box.y0 if line.box else 0.0)
    told = [line for line in placed if any(_matters(word.text) for word in line.words)]
    if len(told) < 2 * ENDS:
        told = [line for line in placed if line in told or len(line.words) > ENDS]
    middle = told[ENDS:-ENDS]
    return [*told[:ENDS], *middle[:: max(-(-len(middle) // BETWEEN), 1)], *told[ENDS:][-ENDS:]]


def _read(lines: Sequence[Line], view: View, context: PageContext) -> list[tuple[Line, list[Word]]]:
    """Each line with the words that are read where it stands, their boxes on the page."""
    crops = [view.crop(_grown(line.box, AROUND)) for line in lines if line.box]
    crops = [crop for crop in crops if crop.size]
    if not crops:
        return []
    gap, wide = round(GAP * view.scale), max(crop.shape[1] for crop in crops)
    high = sum(crop.shape[0] + gap for crop in crops) + gap
    sheet, tops, at = np.full((high, wide + 2 * gap), 255, np.uint8), [], gap
    for crop in crops:
        sheet[at : at + crop.shape[0], gap : gap + crop.shape[1]] = crop
        tops.append(at / view.scale)
        at += crop.shape[0] + gap
    read = [word for line in context.read(sheet, view.scale * POINTS, column=True) for word in line.words]
    return [(line, list(_of(line, top, read))) for line, top in zip(lines, tops, strict=True)]


def _of(line: Line, top: float, read: Sequence[Word]) -> Iterator[Word]:
    """The words of a line's piece of the sheet, from left to right, where they stand on the page."""
    if line.box is None:
        return
    corner = _grown(line.box, AROUND)
    piece = Box(0.0, top, float("inf"), top + corner.height)
    held = [word for word in read if word.box and piece.y0 <= word.box.centre[1] <= piece.y1]
    for word in sorted(held, key=lambda word: word.left):
        if word.box:
            yield replace(word, box=word.box.moved(corner.x0 - GAP, corner.y0 - top))


def _grown(box: Box, by: float) -> Box:
    return Box(max(box.x0 - by, 0.0), max(box.y0 - by, 0.0), box.x1 + by, box.y1 + by)


def _plain(words: Iterable[Word]) -> list[str]:
    return [part for word in words for part in _WORD.findall(_alike(word.text))]


def _alike(text: str) -> str:
    return normalise_tone(nfc(_DASH.sub("-", _EDGE.sub("", text)))).lower()


def _differences(line: Line, seen: Sequence[Word]) -> Iterator[Difference]:
    """Numbers and names that stand side by side in both and are not the same."""
    own = [_alike(word.text) for word in line.words]
    read = [_alike(word.text) for word in seen]
    for what, i, j, k, end in SequenceMatcher(None, own, read, autojunk=False).get_opcodes():
        if what != "replace" or j - i != end - k:
            continue
        for mine, other in zip(line.words[i:j], seen[k:end], strict=True):
            if _matters(mine.text) and _matters(other.text):
                yield Difference(mine.text, other)


def _matters(text: str) -> bool:
    """Whether a word is a number, a code or, as far as its letters tell, a name."""
    bare = _EDGE.sub("", text)
    return bool(_NUMBER.search(text)) or (bare[:1].isupper() and bare[1:].islower() and len(bare) > 1)


def _heard_too(found: Difference, view: View, reader: LineRecogniser | None) -> bool:
    """Whether the second recogniser reads the same; without one, whether the first is as sure as it gets.

    Where digits differ only digits are compared: it may take the Đ beside them for a D.
    """
    seen = found.seen
    if reader is None or seen.box is None:
        return seen.confidence >= ALONE
    piece = view.crop(_grown(seen.box, EDGE))
    heard = reader.read(np.ascontiguousarray(piece)) if min(piece.shape) > 1 else ()
    text = "".join(one.text for one in heard)
    if _digits(found.own) != _digits(seen.text):
        return _digits(text) == _digits(seen.text)
    return _alike(text) == _alike(seen.text)


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))
