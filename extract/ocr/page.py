"""One page's picture to its words, tables and stamps.

    PageContext ─▶ picture, made flat, its print dark ─▶ Reading (upright, level, unbent) ─▶ digits filled in
                ─▶ doubts read again ─▶ Page as read (`Page.pose` leads back to the page as the file has it)

Around the engine, which sees one clean grey picture and gives lines: photographed sheets made flat, ruled
tables, stamps in coloured ink, the digits that a clerk wrote, words in doubt. Annotations of a PDF are added
as exact text.
"""

from __future__ import annotations

from dataclasses import replace

from extract.core.geometry import POINTS
from extract.core.model import Line, Origin, Page, Verdict
from extract.core.pose import Grid, Pose, as_grid
from extract.imaging.colour import Picture
from extract.imaging.perspective import flat, homography, sheet_in
from extract.imaging.polarity import dark_on_light
from extract.imaging.skew import quarter_turns
from extract.imaging.view import View, plain_grey, posed
from extract.ocr.behind import front_of, mirrored_way
from extract.ocr.context import PageContext
from extract.ocr.handwriting.fill_slots import fill_in
from extract.ocr.reading import Reading, read_upright
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


def ocr_page(page: Page, context: PageContext) -> Page:
    """The page read from its picture; its verdict says EMPTY where nothing is printed.

    Raises what `PageContext.picture` and `Engine.read` raise.
    """
    dpi = context.true_dpi(DPI)
    picture, photo = _flattened(context.picture(DPI), dpi)
    picture = dark_on_light(picture, dpi)
    reading = read_upright(picture, dpi, context)
    if front := front_of(reading, picture, dpi, context):
        page = page.told(front.notice(page.number))
        picture, reading = front.picture, front.reading
        photo = mirrored_way(photo, picture.shape[1] * POINTS / dpi)
    view, shines = posed(plain_grey(picture), reading.pose), front and not reading.lines
    stamps = _stamps(picture, dpi, reading.pose, context)
    seen = () if shines else _looked_over(reading, view, stamps, context)
    tables, lines = framed_apart(*tables_of(reading.grids, seen))
    pose = replace(reading.pose, photo=photo)
    extra = _annotations(context, pose)
    kind = Kind.IMAGE if lines or extra else Kind.EMPTY
    everything = (*lines, *stamps, *extra)
    unread = () if shines else told(unread_print(view, everything), page.number, pose)
    return replace(
        page.told(*unread),
        lines=everything,
        tables=tables,
        origin=Origin.OCR,
        width=pose.width,
        height=pose.height,
        pose=pose,
        verdict=page.verdict if kind is Kind.IMAGE else Verdict(kind, (Message.of("ocr-no-print"),)),
    )


def _flattened(picture: Picture, dpi: float) -> tuple[Picture, Grid]:
    """A sheet photographed on a desk made flat, and the way back to the photo in points; () for others."""
    corners = sheet_in(picture)
    if corners is None:
        return picture, ()
    height, width = picture.shape[:2]
    way = homography(corners, width * POINTS / dpi, height * POINTS / dpi)
    return flat(picture, corners), as_grid(way)


def _looked_over(
    reading: Reading, view: View, stamps: tuple[Line, ...], context: PageContext
) -> tuple[Line, ...]:
    """The lines with filled-in digits, words in doubt, the signer's name and lost rows read anew."""
    recogniser = context.line_recogniser
    filled = fill_in(reading.lines, view, reading.pose.height)
    seen = with_signed_name(look_again(filled, reading.view, recogniser), view, recogniser)
    return (*seen, *read_rows((*seen, *stamps), view, context))


def _stamps(picture: Picture, dpi: float, pose: Pose, context: PageContext) -> tuple[Line, ...]:
    """What stamps over the page say, placed on the page as it was read."""
    lines = read_stamps(quarter_turns(picture, pose.turns), dpi, lambda grey: context.read(grey, dpi))
    return tuple(line.placed(pose.levelled) for line in lines)


def _annotations(context: PageContext, pose: Pose) -> tuple[Line, ...]:
    """What signatures, stamps and filled-in fields of a PDF say, placed on the page as it was read."""
    lines = annotation_lines(context.path, context.media_type, context.page.number)
    return tuple(line.placed(pose.to_level) for line in lines)
