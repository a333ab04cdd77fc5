r"""Fields of Word that show something without a result: their code says what.

code of a field ("SYMBOL 254 \f Wingdings", "MACROBUTTON x [Nhập tên]") ─ shown_by ─▶ text

Source: ECMA-376, part 1, 17.16.5; the codes are the same in .docx, .doc and .rtf.
"""

from __future__ import annotations

import re

from extract.readers.symbol_fonts import draws_pictures, sign

_SYMBOL = re.compile(r"\s*SYMBOL\s+(0x[0-9a-f]+|\d+)(.*)", re.IGNORECASE | re.DOTALL)
_FONT = re.compile(r"\\f\s*(?:\"([^\"]*)\"|(\S+))", re.IGNORECASE)
_BUTTON = re.compile(r"\s*(?:MACROBUTTON|GOTOBUTTON)\s+\S+\s+(.+)", re.IGNORECASE | re.DOTALL)
_HIGHEST = 0xFFFF


def shown_by(code: str) -> str:
    """What a field shows that has no result; "" where only a program that knows its rules could say it."""
    button = _BUTTON.match(code)
    if button:
        return button[1].strip()
    symbol = _SYMBOL.match(code)
    return _drawn(int(symbol[1], 0), symbol[2]) if symbol else ""


def _drawn(number: int, switches: str) -> str:
    if not 0x20 <= number <= _HIGHEST or 0xD800 <= number < 0xE000:
        return ""
    named = _FONT.search(switches)
    font = (named[1] or named[2]) if named else ""
    if draws_pictures(font):
        return sign(chr(number), font) or ""
    is_unicode = "\\u" in switches.lower() or number > 0xFF
    return chr(number) if is_unicode else bytes((number,)).decode("cp1252", "replace")
