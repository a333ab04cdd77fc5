"""A look at a page's picture that may fail: the page stays as it was, and is told of it.

page, look ─ attempted ─▶ what the look made of the page · the page with a notice
"""

from __future__ import annotations

from collections.abc import Callable

from extract.core.errors import DocumentError, MissingProgram
from extract.core.model import Page
from extract.ocr.context import PageContext


def attempted(
    page: Page, context: PageContext, look: Callable[[Page, PageContext], Page], notice: str
) -> Page:
    """`notice`: the code of what is told of a page that could not be looked at.

    Without an engine nothing is told: the pages that need one raise MissingProgram, the others are read.
    """
    try:
        return look(page, context)
    except MissingProgram:
        return page
    except DocumentError as error:
        return page.told(error.about_page(notice, page.number))
