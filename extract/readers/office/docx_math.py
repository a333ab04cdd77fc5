"""Formulas of a Word document (Office MathML) in one line, as they are typed: 37/2, 10^3, x_1, √(x+1).

    m:oMath ─ formula ─▶ text

Its parts one after the other would be another number: 37 over 2 no 372. Source: ECMA-376, part 1, 22.1.
"""

from __future__ import annotations

import re
from typing import Any

from extract.readers.office.docx_styles import w

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_BETWEEN = {"f": "/", "sSup": "^", "sSub": "_"}  # two parts and what stands between them
_PARTS = {"f": ("num", "den"), "sSup": ("e", "sup"), "sSub": ("e", "sub")}
_ATOM = re.compile(r"[\w,.]*")  # needs no brackets
_DROPPED = (w("del"), w("moveFrom"))  # tracked: not in the final version
_SUM = "∫"  # of an n-ary operator that names no sign (22.1.2.20)


def is_formula(element: Any) -> bool:
    """Whether an element of a paragraph is a formula."""
    return bool(element.tag == _M + "oMath")


def formula(element: Any) -> str:
    """What a formula says, in one line."""
    if element.tag == _M + "t":
        return element.text or ""
    if element.tag in _DROPPED:
        return ""
    name = element.tag.removeprefix(_M) if isinstance(element.tag, str) else ""
    if name in _PARTS:
        first, second = (_closed(_part(element, part)) for part in _PARTS[name])
        return f"{first}{_BETWEEN[name]}{second}"
    if name == "sSubSup":
        base, below, above = (_closed(_part(element, part)) for part in ("e", "sub", "sup"))
        return f"{base}_{below}^{above}"
    if name == "rad":
        degree = _part(element, "deg")
        return f"{degree and f'{degree} '}√{_closed(_part(element, 'e'))}"
    if name == "nary":
        sign = element.find(f"{_M}naryPr/{_M}chr")
        below, above, of = (_part(element, part) for part in ("sub", "sup", "e"))
        limits = f"{below and f'_{_closed(below)}'}{above and f'^{_closed(above)}'}"
        return f"{_SUM if sign is None else sign.get(_M + 'val', '')}{limits} {of}"
    if name == "d":
        return f"({', '.join(formula(one) for one in element.findall(_M + 'e'))})"
    return "".join(formula(child) for child in element)


def _part(element: Any, name: str) -> str:
    part = element.find(_M + name)
    return "" if part is None else formula(part).strip()


def _closed(text: str) -> str:
    """The text in brackets where it is more than a number or a name."""
    return text if _ATOM.fullmatch(text) else f"({text})"
