"""Style rules of a web page: how elements of a class look.

    <style> ─ rules_of ─▶ Rules ─ style(element) ─▶ declarations, the strongest first ─ look_of ─▶ Look

Word and Excel write fonts into classes ("p.MsoNormal", ".xl24"), and old pages are TCVN3 under `.VnTime`.
Read are rules for an element, a class, or both; what depends on where an element stands is passed over.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from extract.readers.flow import Look

_BOLD = frozenset(("b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"))
_ITALIC = frozenset(("i", "em", "cite"))
_BOLD_WEIGHT = re.compile(r"bold|[6-9]00")
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_RULE = re.compile(r"([^{}@;]{1,2000})\{([^{}]{0,4000})\}")
_SELECTOR = re.compile(r"([a-zA-Z][a-zA-Z0-9]*)?(?:\.([\w-]+))?")
_LONGEST = 8_000  # characters of what is declared for one
_MOST = 2_000  # rules; a workbook saved as a page has a few hundred

Key = tuple[str, str]  # element and class, either may be ""


class Rules:
    """The rules of one page."""

    def __init__(self, known: dict[Key, str]) -> None:
        self._known = known

    def style(self, element: Any) -> str:
        """What is declared for an element: by itself, by its classes, by its name."""
        own = element.get("style") or ""
        if not self._known:
            return own
        classes = (element.get("class") or "").split()
        keys = [key for name in classes for key in ((element.tag, name), ("", name))]
        found = (self._known.get(key, "") for key in (*keys, (element.tag, "")))
        return ";".join(filter(None, (own, *found)))


def rules_of(root: Any) -> Rules:
    """The rules of all style sheets in the page; a later one is the stronger."""
    known: dict[Key, str] = {}
    text = "\n".join(_COMMENT.sub(" ", sheet.text or "") for sheet in root.iter("style"))
    for count, rule in enumerate(_RULE.finditer(text)):
        if count >= _MOST:
            break
        for selector in rule[1].split(","):
            found = _SELECTOR.fullmatch(selector.strip())
            if found and (found[1] or found[2]):
                key = ((found[1] or "").lower(), found[2] or "")
                known[key] = f"{rule[2]};{known.get(key, '')}"[:_LONGEST]
    return Rules(known)


def is_hidden(element: Any, style: str) -> bool:
    """Whether a browser does not show an element."""
    return (
        element.get("hidden") is not None
        or declared(style, "display") == "none"
        or declared(style, "visibility") == "hidden"
        or declared(style, "mso-hide") == "all"
    )


def look_of(element: Any, tag: str, style: str, look: Look) -> Look:
    """How the text of an element looks that stands in text of this look."""
    family = element.get("face") if tag == "font" else None
    font = (family or declared(style, "font-family")).split(",")[0].strip(" \"'")
    weight = declared(style, "font-weight")
    return replace(
        look,
        font=font or look.font,
        bold=look.bold or tag in _BOLD or _BOLD_WEIGHT.match(weight) is not None,
        italic=look.italic or tag in _ITALIC or declared(style, "font-style") == "italic",
        caps=look.caps or declared(style, "text-transform") == "uppercase",
        raised=look.raised or tag == "sup" or declared(style, "vertical-align") == "super",
    )


def declared(style: str, name: str) -> str:
    """The value of a property in declarations whose first is the strongest; "" where it is not declared."""
    found = re.search(rf"(?:^|[;\s]){name}\s*:\s*([^;]*)", style, re.IGNORECASE)
    value = found[1].removesuffix("!important").strip() if found else ""
    return value if name == "font-family" else value.lower()
