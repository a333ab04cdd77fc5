"""Unseen text set over a page, and the page's own text no longer found where the other stands in its place.

    page, sheet of unseen text, matrix ─ graft ─▶ the page, drawn as before

Text that was never seen (a scanner's layer) is taken out. Text that is seen must stay as it is drawn: it is
marked as saying a blank (ISO 32000-1, 14.9.4: /ActualText), which readers search and copy in its stead.
"""

from __future__ import annotations

import pikepdf
from ocrmypdf._graft import strip_invisible_text
from pikepdf import Dictionary, Name, Stream

SAYS_A_BLANK = b"/Span <</ActualText ( )>> BDC\n"
END = b"\nEMC"


def graft(pdf: pikepdf.Pdf, page: pikepdf.Page, sheet: pikepdf.Page, matrix: pikepdf.Matrix) -> None:
    """Draw the sheet before all else: no state of the page's own drawing reaches it."""
    form = pdf.copy_foreign(sheet.as_form_xobject())
    name = page.add_resource(form, Name.XObject, prefix="Text")
    numbers = " ".join(f"{number:.5f}" for number in matrix.shorthand)
    page.contents_add(f"q {numbers} cm {name} Do Q\n".encode(), prepend=True)


def silence(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """Let the page's own text say nothing."""
    if not _may_say(page):
        return
    strip_invisible_text(pdf, page)
    page.contents_add(SAYS_A_BLANK, prepend=True)
    page.contents_add(END)


def _may_say(page: pikepdf.Page) -> bool:
    """Whether the page has fonts, itself or in what it draws."""
    resources = page.obj.get(Name.Resources, Dictionary())
    drawn = resources.get(Name.XObject, Dictionary())
    forms = (held for _, held in drawn.items() if isinstance(held, Stream))
    return Name.Font in resources or any(held.get(Name.Subtype) == Name.Form for held in forms)
