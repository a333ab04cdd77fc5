"""Judge a page's own text: can it be trusted, decoded, restored, or must the page be read again?

    Page (words as the file gives them) ─▶ measure ─▶ Signs ─▶ Verdict(kind, reasons, numbers)

Measured with bench/verdicts.py on 418 PDF pages of six classes, six office files and five texts; the
thresholds were set on the first four pages of each PDF and checked on the rest, and on scans read
again by Tesseract `eng` and `vie`. Shares of the words of two letters and more that ...

    class                      are legal   have marks   are legal without marks (not counting capitals)
    born digital, decoded      .80 - 1.0   .60 - .90    .92 - 1.0
    marks stripped             .52 - .78   .00          .92 - .98 (four pages of 300: .67 - .88)
    read by English OCR        .44 - .64   .00 - .09    .55 - .86
    read by Vietnamese OCR     .85 - .96   .75 - .88    .95 - 1.0
    English, French, German    .12 - .32   .00          .14 - .36
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.core.model import Origin, Page, Verdict
from extract.repair.decode import decode_page
from extract.repair.text_signs import WordSigns, text_signs
from schemas.catalogue import Message
from schemas.kinds import Kind
from schemas.methods import DECODED

FEW_WORDS = 12  # fewer say nothing about a page: a page number, a lone heading
OVERLAY_AREA = 0.04  # of the page under text lines: three signature overlays 0.02, 55 words of body 0.05
UNREADABLE = 0.1  # of the characters: control codes and private use, where a font has no usable map
MARKED = 0.25  # Vietnamese keeps its marks: a page half in English has 0.4, garbled pages at most 0.07
# Of the words of a page that keeps marks, with a letter that only Vietnamese has (ư, đ, ạ): good pages
# 0.32 and more, what Tesseract read with its French, Spanish, Italian or Portuguese model (à, ê, é) none.
OWN = 0.05
LEGAL = 0.55  # with marks, less than this is wreckage or half another language; the worst good page has 0.66
STRIPPED = 0.90  # legal once marks are taken away: stripped text 0.92 and more, English OCR at most 0.86
SOME_MARKS = 0.05  # more marks, right or wrong, and a recogniser put them there: Tesseract `eng` 0.2
VIETNAMESE = 0.45  # below it the page is in another language (at most 0.36) and is left as it is,
NEARLY_VIETNAMESE = 0.3  # unless many of its words are broken: badly garbled pages come near 0.4
BROKEN_WORDS = 0.15  # words with signs or capitals inside: garbled 0.03-0.30, good text at most 0.03
UNKNOWN_ENCODING = 0.35  # words with foreign letters: raw TCVN3 0.44-0.58, Spanish and French 0.23


@dataclass(frozen=True, slots=True)
class Signs:
    """What was counted on a page; shares are 0..1 of the words of two letters and more."""

    words: int
    legal: float  # Vietnamese syllables as they stand
    marked: float  # the same, and with marks
    own: float  # the same, and with a letter that no other language has
    bare: float  # Vietnamese syllables once all marks are taken away; abbreviations (UBND) not counted
    foreign: float  # letters beyond ASCII, but no Vietnamese syllable
    broken: float  # of all words: signs, digits, capitals or another script inside
    strange: float  # of all characters: control codes, private use
    decoded: float  # of all words: changed by a legacy encoding
    area: float | None  # of the page, under lines of text; None in a flow document


def judge(page: Page, decoded: Page | None = None) -> Verdict:
    """What the page's own text is worth. Pages read by OCR are not for this function.

    A page without words keeps the reader's verdict (IMAGE or EMPTY). `decoded`: the page by `decode_page`,
    where it is known.
    """
    if not page.words:
        if page.verdict.kind in (Kind.IMAGE, Kind.EMPTY):
            return page.verdict
        return Verdict(Kind.IMAGE if page.has_image else Kind.EMPTY, (Message.of("no-own-text"),))
    decoded = decoded or decode_page(page)
    signs = measure(decoded)
    kind, reason = _kind(page, signs)
    numbers: tuple[tuple[str, float], ...] = (
        ("count-of-words", float(signs.words)),
        ("legal-syllables", signs.legal),
        ("with-marks", signs.marked),
        ("legal-without-marks", signs.bare),
        ("foreign-letters", signs.foreign),
        ("broken-words", signs.broken),
        ("strange-characters", signs.strange),
        ("decoded-words", signs.decoded),
    )
    if signs.area is not None:
        numbers += (("text-area", signs.area),)
    return Verdict(
        kind, (Message.of(reason), *_encodings(decoded)), tuple((name, round(n, 4)) for name, n in numbers)
    )


def needs_ocr(page: Page) -> bool:
    """An image page, or one whose text is garbled while its image is there to be read again."""
    return page.verdict.kind is Kind.IMAGE or (page.verdict.kind is Kind.GARBLED and page.has_image)


def measure(page: Page) -> Signs:
    """Count the signs on a page whose words were decoded where an encoding was found."""
    texts = [text_signs(word.text) for word in page.words]
    words = [word for text in texts for word in text.words]
    marked = sum(word.marked for word in words)
    return Signs(
        words=len(words),
        legal=_share(sum(word.legal for word in words), len(words)),
        marked=_share(marked, len(words)),
        own=_share(sum(word.own for word in words), len(words)),
        bare=_bare_share(words),
        foreign=_share(sum(word.beyond_ascii for word in words) - marked, len(words)),
        broken=_share(sum(text.broken for text in texts), len(texts)),
        strange=_share(sum(text.strange for text in texts), sum(text.characters for text in texts)),
        decoded=_share(sum(word.method in DECODED for word in page.words), len(texts)),
        area=_text_area(page),
    )


def _kind(page: Page, signs: Signs) -> tuple[Kind, str]:
    """The verdict's kind and the code of its main reason."""
    if page.has_image and signs.area is not None and signs.area < OVERLAY_AREA:
        return Kind.IMAGE, "stamp-only"
    if signs.strange > UNREADABLE:
        return _unreadable(page), "no-letter-map"
    if signs.words < FEW_WORDS:
        return _or_legacy(signs), "too-few-words"
    if signs.marked >= MARKED:
        if signs.legal < LEGAL and max(signs.foreign, signs.broken) >= BROKEN_WORDS:
            return Kind.GARBLED, "marks-but-no-words"
        if signs.own < OWN:
            return Kind.GARBLED, "marks-of-others"
        return _or_legacy(signs), "vietnamese-words"
    if signs.foreign > UNKNOWN_ENCODING:
        return _unreadable(page), "unknown-encoding"
    if signs.bare >= STRIPPED and signs.foreign + signs.marked <= SOME_MARKS:
        if page.has_image:
            return Kind.GARBLED, "marks-lost-under-image"
        return Kind.STRIPPED, "marks-lost"
    if signs.bare >= (NEARLY_VIETNAMESE if signs.broken >= BROKEN_WORDS else VIETNAMESE):
        return Kind.GARBLED, "nearly-vietnamese"
    return _or_legacy(signs), "not-vietnamese"


def _or_legacy(signs: Signs) -> Kind:
    return Kind.LEGACY if signs.decoded > 0 else Kind.GOOD


def _unreadable(page: Page) -> Kind:
    """A page that can be drawn is read from its picture; text that cannot be drawn stays garbled."""
    return Kind.IMAGE if page.origin is Origin.TEXT_LAYER else Kind.GARBLED


def _encodings(page: Page) -> tuple[Message, ...]:
    found = sorted({word.method for word in page.words} & DECODED)
    return tuple(Message.of("encoding-decoded", encoding=name.upper()) for name in found)


def _bare_share(words: Sequence[WordSigns]) -> float:
    small = [word for word in words if not word.capitals]
    told = small if len(small) >= FEW_WORDS else words
    return _share(sum(word.bare for word in told), len(told))


def _text_area(page: Page) -> float | None:
    """The share of the page under its lines of text."""
    if not page.width or not page.height:
        return None
    boxes = [line.box for line in page.lines if line.box is not None]
    return sum(box.width * box.height for box in boxes) / (page.width * page.height)


def _share(count: int, of: int) -> float:
    return count / of if of else 0.0
