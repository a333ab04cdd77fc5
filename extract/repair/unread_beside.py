"""Print on a scan that its text layer does not have: told, as on pages that are read by OCR.

    Page with a layer that was kept, its picture ─▶ letters beside its lines ─▶ rows of them ─▶ a notice

The layer itself is judged before (`picture_check`, `line_check`); this is what one that is worth keeping
passes over: a table, a stamp that was typed, the column that a scanner's program took for a picture.
"""

from __future__ import annotations

from extract.core.edit import every_line
from extract.core.geometry import POINTS
from extract.core.model import Page
from extract.core.pose import Pose
from extract.imaging import colour
from extract.imaging.view import View
from extract.ocr.context import PageContext
from extract.ocr.page import DPI
from extract.ocr.unread import LEAST, told, unread_print
from extract.repair.attempt import attempted
from extract.repair.picture_check import COUNT_DPI, beside, letters, needs_check
from extract.repair.verdict import needs_ocr


def unread_told(page: Page, context: PageContext) -> Page:
    """The page with a notice where rows of print stand outside of its text."""
    if needs_ocr(page) or not needs_check(page):
        return page
    return attempted(page, context, _told, "page-not-compared")


def _told(page: Page, context: PageContext) -> Page:
    lines = (*every_line(page), *page.typed, *(page.pasted.lines if page.pasted else ()))
    places = letters(colour.print_of(context.picture(COUNT_DPI)), COUNT_DPI)
    if len(beside(places, lines)) < LEAST:
        return page
    view = View(colour.print_of(context.picture(DPI)), context.true_dpi(DPI) / POINTS)
    pose = page.pose or Pose(page.width or 0.0, page.height or 0.0)
    return page.told(*told(unread_print(view, lines), page.number, pose))
