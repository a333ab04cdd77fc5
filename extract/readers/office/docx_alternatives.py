"""Content that a .docx file holds in several forms (mc:AlternateContent), for programs of several ages.

    element ─ children ─▶ its children, of alternatives those that Word shows

Source: ECMA-376, part 3, 7.6.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_ALTERNATIVES = _MC + "AlternateContent"


def children(element: Any) -> Iterator[Any]:
    """Children that are elements; in place of alternatives what the first of them holds."""
    for child in element:
        if child.tag == _ALTERNATIVES:
            chosen = child.find(_MC + "Choice")
            chosen = child.find(_MC + "Fallback") if chosen is None else chosen
            yield from () if chosen is None else children(chosen)
        elif isinstance(child.tag, str):
            yield child
