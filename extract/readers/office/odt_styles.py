"""Styles of an OpenDocument text: fonts and weights through the style chain, marks of lists.

content.xml, styles.xml ─▶ Styles ─▶ Look of a run, mark of a list item
"""

from __future__ import annotations

from typing import Any, ClassVar

from extract.readers.flow import Look
from extract.readers.office.list_numbers import written

_NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
# Number formats (style:num-format) under their names in `list_numbers`.
_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_LONGEST_CHAIN = 12  # a style based on itself must not loop


def text(name: str) -> str:
    """The qualified name of an element or attribute of texts."""
    return f"{{{_NAMES}text:1.0}}{name}"


def table(name: str) -> str:
    """The qualified name of an element or attribute of tables."""
    return f"{{{_NAMES}table:1.0}}{name}"


def draw(name: str) -> str:
    """The qualified name of an element or attribute of what is drawn."""
    return f"{{{_NAMES}drawing:1.0}}{name}"


def style(name: str) -> str:
    """The qualified name of an element or attribute of styles."""
    return f"{{{_NAMES}style:1.0}}{name}"


def fo(name: str) -> str:
    """The qualified name of an element or attribute of looks, as XSL names them."""
    return f"{{{_NAMES}xsl-fo-compatible:1.0}}{name}"


def xlink(name: str) -> str:
    """The qualified name of an attribute that leads to another part."""
    return f"{{http://www.w3.org/1999/xlink}}{name}"


class Styles:
    """Look-up of resolved properties."""

    MASTER = style("master-page")
    HEADERS: ClassVar[tuple[str, ...]] = (style("header-first"), style("header"))

    def __init__(self, content: Any, styles: Any) -> None:
        roots = [root for root in (styles, content) if root is not None]
        self._by_name = _named(roots, style("style"))
        self._lists = _named(roots, text("list-style"))
        faces = (face for root in roots for face in root.iter(style("font-face")))
        self._faces = {face.get(style("name")): _family(face) for face in faces}

    def look(self, name: str | None, base: Look) -> Look:
        """What a style makes of the look around it."""
        font, bold, italic, caps, raised = base.font, base.bold, base.italic, base.caps, base.raised
        for found in reversed(self._chain(name)):
            given = found.find(style("text-properties"))
            if given is None:
                continue
            font = self._faces.get(given.get(style("font-name"))) or given.get(fo("font-family")) or font
            bold = _either(given.get(fo("font-weight")), "bold", bold)
            italic = _either(given.get(fo("font-style")), "italic", italic)
            caps = _either(given.get(fo("text-transform")), "uppercase", caps)
            raised = given.get(style("text-position"), "").startswith("super") or raised
        return Look(font.strip("'\""), bold, italic, caps, raised)

    def list_marker(self, element: Any, number: int) -> str:
        """What stands before the item of a list: its sign, or its number where the style numbers."""
        outer = list(element.iterancestors(text("list")))
        named = next((one for one in (element, *outer) if one.get(text("style-name"))), None)
        found = self._lists.get(named.get(text("style-name"))) if named is not None else None
        level = str(len(outer) + 1)
        for kind in () if found is None else found:
            if kind.get(text("level")) != level:
                continue
            if kind.tag == text("list-level-style-bullet"):
                return "- " if kind.get(text("bullet-char")) in ("-", "–", "−") else "• "
            first = int(kind.get(text("start-value"), "1"))
            form = kind.get(style("num-format"))
            shown = written(first + number - 1, _FORMS.get(form, "decimal")) if form else ""
            return f"{kind.get(style('num-prefix'), '')}{shown}{kind.get(style('num-suffix'), '')} ".lstrip()
        return ""

    def _chain(self, name: str | None) -> list[Any]:
        found: list[Any] = []
        while name and len(found) < _LONGEST_CHAIN and (element := self._by_name.get(name)) is not None:
            found.append(element)
            name = element.get(style("parent-style-name"))
        return found


def _named(roots: list[Any], tag: str) -> dict[str, Any]:
    return {found.get(style("name")): found for root in roots for found in root.iter(tag)}


def _family(face: Any) -> str:
    return str(face.get(f"{{{_NAMES}svg-compatible:1.0}}font-family") or "").strip("'\"")


def _either(value: str | None, on: str, otherwise: bool) -> bool:
    return otherwise if value is None else value == on
