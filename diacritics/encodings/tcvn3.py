"""TCVN3, called ABC (fonts `.VnTime`, `.VnArial`, ...): one letter a byte, no capitals with tone marks.

Source: TCVN 5712:1993, character set VN3; rows compared with glibc's TCVN5712-1 charmap, whose
small letters and seven capitals are the same.

Capitals: a font whose name ends in H (`.VnTimeH`) draws every letter as a capital, so the case of a
heading is in the font, not in the text (`capital_font`). In an ordinary font people typed capitals
as ASCII capitals with small marked letters ("NGHÞ §ÞNH"); `decode` raises the marked letters of
such a word. `encode` writes capitals with tone marks as the small letter, as those people did.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from diacritics.encodings.table import ByteTable, rows_to_letters

_ROWS = (
    "_ĂÂÊÔƠƯĐăâêôơưđ_"  # A0
    "_____àảãáạ_ằẳẵắ_"  # B0
    "______ặầẩẫấậè_ẻẽ"  # C0
    "éẹềểễếệìỉ___ĩíịò"  # D0
    "_ỏõóọồổỗốộờởỡớợù"  # E0
    "_ủũúụừửữứựỳỷỹýỵ_"  # F0
)
_LOOKALIKES = {"\u03bc": 0xB5}  # Greek mu for the micro sign
# PDF text layers show the soft hyphen (ư) as a minus sign and the middle dot (ã) as a bullet
# operator; these are signs of their own unless a letter touches them ("n\u2212íc", "2004\u22122005").
_SIGNS = str.maketrans({"\u2212": "\u00ad", "\u2219": "\u00b7"})
_LETTER = r"[^\W\d_]|[\u00a1-\u00be]"
_TOUCHING = re.compile(rf"(?<={_LETTER})[\u2212\u2219]|[\u2212\u2219](?={_LETTER})")
_WORD = re.compile(r"[^\W\d_]+")
_CAPITAL_FONT = re.compile(r"^\.?vn(?!i).*h$", re.IGNORECASE)
_STYLE = re.compile(r"([ ,_-]*(bold|italic|regular|normal|oblique|mt))+$", re.IGNORECASE)
_LETTERS = rows_to_letters(_ROWS, first=0xA0)
_NO_CAPITAL = {v.upper() for v in _LETTERS.values()} - set(_LETTERS.values())


@dataclass(frozen=True)
class Tcvn3(ByteTable):
    """The byte table and what is known about its capitals."""

    def decode(self, text: str) -> str:
        """Vietnamese in NFC, with the marked letters of a word in capitals made capitals too."""
        signs_read = _TOUCHING.sub(lambda match: match[0].translate(_SIGNS), text)
        return _WORD.sub(lambda match: _recase(match[0]), super().decode(signs_read))

    def encode(self, text: str) -> str:
        """The characters of the text's bytes; capitals with tone marks become small."""
        return super().encode("".join(c.lower() if c in _NO_CAPITAL else c for c in text))


def capital_font(font: str) -> bool:
    """Whether a TCVN3 font draws small letters as capitals: `.VnTimeH`, `VnArialH-Bold`."""
    return bool(_CAPITAL_FONT.match(_STYLE.sub("", font)))


TCVN3 = Tcvn3("tcvn3", _LETTERS, _LOOKALIKES)


def _recase(word: str) -> str:
    """Capitals throughout where at least two letters, and all that could be either, are capitals."""
    certain = [c for c in word if c.upper() not in _NO_CAPITAL]
    if len(certain) >= 2 and all(c.isupper() for c in certain):
        return word.upper()
    return word
