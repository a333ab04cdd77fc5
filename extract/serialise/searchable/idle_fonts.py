"""Fonts that a page names and never writes with: they need not be embedded, so they go.

    page ─ without_idle_fonts ─▶ the page, drawn as before

Programs select Helvetica at the head of each page, scanners name the fonts of a layer that is gone. PDF/A
asks for the glyphs of each font that is named, although none of these is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence

import pikepdf
from pikepdf import Dictionary, Name, Object, Operator, Pdf, Stream

Instruction = pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage
SELECT, SAVE, RESTORE = Operator("Tf"), Operator("q"), Operator("Q")
WRITE = frozenset(map(Operator, ("Tj", "TJ", "'", '"')))
PROGRAMS = (Name.FontFile, Name.FontFile2, Name.FontFile3)


def without_idle_fonts(pdf: Pdf, page: pikepdf.Page) -> None:
    """Take the fonts that are not embedded and not written with from the page, and what selects them."""
    fonts = page.obj.get(Name.Resources, Dictionary()).get(Name.Font, Dictionary())
    bare = {name for name, font in fonts.items() if not _is_embedded(font)}
    if not bare or _lends_its_fonts(page):
        return
    content = pikepdf.parse_content_stream(page)
    idle = bare - _written_with(content)
    if not idle:
        return
    kept = [one for one in content if not (one.operator == SELECT and str(one.operands[0]) in idle)]
    page.obj[Name.Contents] = Stream(pdf, pikepdf.unparse_content_stream(kept))
    own = page.obj.Resources[Name.Font] = Dictionary(dict(fonts.items()))  # others may share the one before
    for name in idle:
        del own[name]


def _written_with(content: Sequence[Instruction]) -> set[str]:
    """The names of the fonts that text is shown in."""
    found: set[str] = set()
    font, outer = "", []
    for one in content:
        if one.operator == SELECT:
            font = str(one.operands[0])
        elif one.operator == SAVE:
            outer.append(font)
        elif one.operator == RESTORE and outer:
            font = outer.pop()
        elif one.operator in WRITE:
            found.add(font)
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
