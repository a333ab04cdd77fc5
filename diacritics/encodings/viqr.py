"""VIQR: Vietnamese in ASCII, marks typed after the letter: "Vie^.t Nam", "ddo^.c la^.p".

Source: RFC 1456, section 4. A backslash keeps a sign from being read as a mark; `decode` follows
the RFC and so reads an unprotected full stop after a vowel as the dot below.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_SHAPES = {"^": "\u0302", "(": "\u0306", "+": "\u031b"}
_TONES = {"`": "\u0300", "'": "\u0301", "?": "\u0309", "~": "\u0303", ".": "\u0323"}
_SIGNS = {mark: sign for sign, mark in (_SHAPES | _TONES).items()}
_TYPED = re.compile(
    r"\\(?P<literal>[\\^(+`'?~.dD])"
    r"|(?P<stroke>[dD])[dD]"
    r"|(?P<base>[aA](?:[\^(])?|[eE]\^?|[oO][\^+]?|[uU]\+?|[iIyY])(?P<tone>[`'?~.])?"
)
# In text that is not VIQR yet: signs that would be read as marks, and a d that would join the next.
_MISTAKABLE = re.compile(r"\\|(?<=[aAeEoOuUiIyY])[\^(+`'?~.]|(?<=[\^(+])[`'?~.]|[dD](?=[dDđĐ])")


@dataclass(frozen=True)
class Viqr:
    """Letters as the RFC types them."""

    name: str = "viqr"

    def decode(self, text: str) -> str:
        """Vietnamese in NFC."""
        return unicodedata.normalize("NFC", _TYPED.sub(_letter, text))

    def encode(self, text: str) -> str:
        """ASCII for Vietnamese letters; signs that could be mistaken for marks get a backslash."""
        return "".join(_typed(char) for char in unicodedata.normalize("NFC", _protected(text)))


def _letter(match: re.Match[str]) -> str:
    if match["literal"]:
        return match["literal"]
    if match["stroke"]:
        return "Đ" if match["stroke"] == "D" else "đ"
    base = match["base"]
    return base[0] + (_SHAPES[base[1]] if len(base) > 1 else "") + _TONES.get(match["tone"] or "", "")


def _protected(text: str) -> str:
    bare = unicodedata.normalize("NFC", text)
    letters = "".join(unicodedata.normalize("NFD", c)[0] if c.isalpha() else c for c in bare)
    marked = {match.start() for match in _MISTAKABLE.finditer(letters)}
    return "".join("\\" + char if at in marked else char for at, char in enumerate(bare))


def _typed(char: str) -> str:
    if char in "đĐ":
        return "dd" if char == "đ" else "DD"
    parts = unicodedata.normalize("NFD", char)
    base, marks = parts[0], parts[1:]
    if not marks or any(mark not in _SIGNS for mark in marks):
        return char
    shapes_first = sorted(marks, key=lambda mark: mark not in _SHAPES.values())
    return base + "".join(_SIGNS[mark] for mark in shapes_first)


VIQR = Viqr()
