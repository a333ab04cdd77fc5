"""Fonts that a page names and never writes with: they need not be embedded, so they go.

    page ─ without_idle_fonts ─▶ the page, drawn as before; a font that it writes with and does not hold

Programs select Helvetica at the head of each page, scanners name the fonts of a layer that is gone. PDF/A
asks for the glyphs of each font that is named, although none of these is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence

import pikepdf
from pikepdf import Dictionary, Name, Object, Operator, Pdf, Stream

Instruction = pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage
SELECT, MODE, SAVE, RESTORE = map(Operator, ("Tf", "Tr", "q", "Q"))
UNSEEN = 3  # text rendering mode (ISO 32000-1, table 106)
WRITE = frozenset(map(Operator, ("Tj", "TJ", "'", '"')))
PROGRAMS = (Name.FontFile, Name.FontFile2, Name.FontFile3)


def without_idle_fonts(pdf: Pdf, page: pikepdf.Page) -> str:
    """Take the fonts that are neither embedded nor written with from the page, and what selects them.

    Returns the name of a font that is seen on the page and not embedded: then it is no PDF/A. "" without one.
    """
    fonts = page.obj.get(Name.Resources, Dictionary()).get(Name.Font, Dictionary())
    bare = {name for name, font in fonts.items() if not _is_embedded(font)}
    if not bare or _lends_its_fonts(page):
        return ""
    content = pikepdf.parse_content_stream(page)
    seen, unseen = _written_with(content)
    if lacking := bare & seen:
        return str(fonts[min(lacking)].get(Name.BaseFont, "")).lstrip("/")
    if idle := bare - unseen:
        kept = [one for one in content if not (one.operator == SELECT and str(one.operands[0]) in idle)]
        page.obj[Name.Contents] = Stream(pdf, pikepdf.unparse_content_stream(kept))
        own = {name: font for name, font in fonts.items() if name not in idle}
        page.obj.Resources[Name.Font] = Dictionary(own)  # a new one: other pages may share the one before
    return ""


def _written_with(content: Sequence[Instruction]) -> tuple[set[str], set[str]]:
    """The names of the fonts of text that is seen, and of text that is not."""
    found: tuple[set[str], set[str]] = set(), set()
    state, outer = ("", 0), []
    for one in content:
        if one.operator == SELECT:
            state = str(one.operands[0]), state[1]
        elif one.operator == MODE:
            state = state[0], int(one.operands[0])
        elif one.operator == SAVE:
            outer.append(state)
        elif one.operator == RESTORE and outer:
            state = outer.pop()
        elif one.operator in WRITE:
            found[state[1] == UNSEEN].add(state[0])
    return found


def _is_embedded(font: Object) -> bool:
    if font.get(Name.Subtype) == Name.Type3:
        return True
    held = font.DescendantFonts[0] if Name.DescendantFonts in font else font
    described = held.get(Name.FontDescriptor, Dictionary())
    return any(program in described for program in PROGRAMS)


def _lends_its_fonts(page: pikepdf.Page) -> bool:
    """Whether a form on the page has no resources of its own: it then writes with those of the page."""
    drawn = page.obj.Resources.get(Name.XObject, Dictionary())
    forms = (
        one for _, one in drawn.items() if isinstance(one, Stream) and one.get(Name.Subtype) == Name.Form
    )
    return any(Name.Resources not in form for form in forms)
