"""One page's picture to its words, tables and stamps.

    PageContext ─▶ picture, made flat, its print dark ─▶ Reading (upright, level, unbent) ─▶ digits filled in
                ─▶ doubts read again ─▶ Page as read (`Page.pose` leads back to the page as the file has it)

Around the engine, which sees one clean grey picture and gives lines: photographed sheets made flat, ruled
tables, stamps in coloured ink, the digits that a clerk wrote, words in doubt. Annotations of a PDF are added
as exact text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from diacritics.syllable import is_syllable, nfc, normalise_tone
from extract.core.geometry import POINTS
from extract.core.model import Line, Origin, Page, Verdict
from extract.core.pose import Grid, Pose, as_grid
from extract.imaging.colour import Picture
from extract.imaging.perspective import flat, homography, sheet_in
from extract.imaging.polarity import dark_on_light
from extract.imaging.skew import quarter_turns
from extract.imaging.view import View, plain_grey, posed, posed_part
from extract.ocr.behind import front_of, mirrored_way
from extract.ocr.context import PageContext
from extract.ocr.handwriting.fill_slots import fill_in
from extract.ocr.reading import Reading, read_upright
from extract.ocr.second_pass.archive_line import with_archive_line
from extract.ocr.second_pass.reread import look_again
from extract.ocr.second_pass.signer_name import with_signed_name
from extract.ocr.stamps import framed_apart, read_stamps
from extract.ocr.unread import read_rows, told, unread_print
from extract.readers import annotation_lines
from extract.tables.ruled import tables_of
from schemas.catalogue import Message
from schemas.kinds import Kind

# Word recall on 15 transcribed pages, deskewed: 150 dpi 0.953, 165 0.952, 175 0.955, 185 0.950, 200 0.949.
DPI = 175.0
SENSE = 0.6  # share of the words typed on a scan that are syllables, numbers or abbreviations


def ocr_page(page: Page, context: PageContext) -> Page:
    """The page read from its picture; its verdict says EMPTY where nothing is printed.

    Raises what `PageContext.picture` and `Engine.read` raise.
    """
    dpi = context.true_dpi(DPI)
    picture, photo = _flattened(context.picture(DPI), dpi)
    seen, view = _read(page, picture, context, photo)
    pose = seen.pose or Pose(picture.shape[1], picture.shape[0], photo=photo)
    extra = _annotations(context, pose)
    extra += _typed(page, pose, (*seen.lines, *extra))
    kind = Kind.IMAGE if seen.lines or extra else Kind.EMPTY
    everything = (*seen.lines, *extra)
    unread = told(unread_print(view, everything), page.number, pose) if view else ()
    return replace(
        seen.told(*unread),
        lines=everything,
        pose=pose,
        verdict=page.verdict if kind is Kind.IMAGE else Verdict(kind, (Message.of("ocr-no-print"),)),
    )


def read_picture(page: Page, picture: Picture, context: PageContext) -> Page:
    """The page with the lines, tables and stamps of its picture at DPI, and the pose they were read in."""
    return _read(page, picture, context, ())[0]


def _read(page: Page, picture: Picture, context: PageContext, photo: Grid) -> tuple[Page, View | None]:
    """As `read_picture`, and the page as it was read where rows of its print had no words; else None.

    `photo`: the way from the picture back to the photo that it was taken from.
    """
    dpi = context.true_dpi(DPI)
    picture = dark_on_light(picture, dpi)
    reading = read_upright(picture, dpi, context)
    if front := front_of(reading, picture, dpi, context):
        page = page.told(front.notice(page.number))
        picture, reading = front.picture, front.reading
        photo = mirrored_way(photo, picture.shape[1] * POINTS / dpi)
    view, shines = posed(plain_grey(picture), reading.pose), front and not reading.lines
    stamps = _stamps(picture, dpi, reading.pose, context)
    seen = () if shines else _looked_over(reading, view, context, picture)
    left = () if shines else unread_print(view, (*seen, *stamps))
    seen += tuple(read_rows(left, (*seen, *stamps), view, context))
    tables, lines = framed_apart(*tables_of(reading.grids, seen))
    pose = replace(reading.pose, photo=photo)
    read = replace(
        page,
        lines=(*lines, *stamps),
        tables=tables,
        origin=Origin.OCR,
        width=pose.width,
        height=pose.height,
        pose=pose,
    )
    return read, view if left else None


def _flattened(picture: Picture, dpi: float) -> tuple[Picture, Grid]:
    """A sheet photographed on a desk made flat, and the way back to the photo in points; () for others."""
    corners = sheet_in(picture)
    if corners is None:
        return picture, ()
    height, width = picture.shape[:2]
    way = homography(corners, width * POINTS / dpi, height * POINTS / dpi)
    return flat(picture, corners), as_grid(way)


def _looked_over(reading: Reading, view: View, context: PageContext, picture: Picture) -> tuple[Line, ...]:
    """The lines with filled-in digits, words in doubt, signature and archive line read anew."""
    recogniser = context.line_recogniser
    filled = fill_in(reading.lines, view, reading.pose.height)
    seen = look_again(filled, reading.view, recogniser)
    signed = with_signed_name(seen, view, recogniser, lambda box: posed_part(picture, reading.pose, box))
    return with_archive_line(signed, view, reading.pose, context)


def _stamps(picture: Picture, dpi: float, pose: Pose, context: PageContext) -> tuple[Line, ...]:
    """What stamps over the page say, placed on the page as it was read."""
    lines = read_stamps(quarter_turns(picture, pose.turns), dpi, lambda grey: context.read(grey, dpi))
    return tuple(line.placed(pose.levelled) for line in lines)


def _typed(page: Page, pose: Pose, lines: Sequence[Line]) -> tuple[Line, ...]:
    """What was typed on the scan and is in none of the lines: coloured ink is not read as print.

    Text that makes no words is none: its fonts say other letters than they draw.
    """
    words = [word for line in page.typed for word in line.words]
    if sum(_makes_sense(word.text) for word in words) < SENSE * len(words):
        return ()
    boxes = [word.box for line in lines for word in line.words if word.box]
    found = []
    for line in page.typed:
        placed = line.placed(lambda box: pose.to_level(page.to_stored(box)))
        free = [word for word in placed.words if not any(box.holds(word.box) for box in boxes)]
        found += [Line.of(free)] if free else []
    return tuple(found)


def _makes_sense(text: str) -> bool:
    bare = text.strip(".,;:()/-")
    return not bare.isalpha() or bare.isupper() or is_syllable(normalise_tone(nfc(bare)).lower())


def _annotations(context: PageContext, pose: Pose) -> tuple[Line, ...]:
    """What signatures, stamps and filled-in fields of a PDF say, placed on the page as it was read."""
    lines = annotation_lines(context.path, context.media_type, context.page.number)
    return tuple(line.placed(pose.to_level) for line in lines)
