"""TCVN3, called ABC (fonts `.VnTime`, `.VnArial`, ...): one letter a byte, no capitals with tone marks.

Source: TCVN 5712:1993, character set VN3; rows compared with glibc's TCVN5712-1 charmap, whose
small letters and seven capitals are the same.

Capitals: a font whose name ends in H (`.VnTimeH`) draws every letter as a capital, so the case of a
heading is in the font, not in the text (`capital_font`). In an ordinary font people typed capitals
as ASCII capitals with small marked letters ("Uû BAN NH¢N D¢N", "NGHÞ §ÞNH"); `decode` raises the
marked letters of such words. `encode` writes capitals with tone marks as the small letter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from diacritics.encodings.table import ByteTable, rows_to_letters
from diacritics.syllable import is_syllable

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
SIGNS_FOR_U = re.compile(rf"\u00ad|(?<={_LETTER})\u2212|\u2212(?={_LETTER})")
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
        return raise_capitals(super().decode(signs_read))

    def encode(self, text: str) -> str:
        """The characters of the text's bytes; capitals with tone marks become small."""
        return super().encode("".join(c.lower() if c in _NO_CAPITAL else c for c in text))


@lru_cache(maxsize=1024)
def capital_font(font: str) -> bool:
    """Whether a TCVN3 font draws small letters as capitals: `.VnTimeH`, `VnArialH-Bold`."""
    return bool(_CAPITAL_FONT.match(_STYLE.sub("", font)))


TCVN3 = Tcvn3("tcvn3", _LETTERS, _LOOKALIKES)


def raise_capitals(text: str) -> str:
    """The text with marked letters made capitals in words that are in capitals; its length stays.

    "NGHị ĐịNH" is sure by itself. A word whose only sure letter is a capital at its start ("Uỷ"), or
    that has none ("ý"), is raised beside a sure word ("Uỷ BAN"), the latter on both sides or at the
    start of a line; beside an abbreviation ("Bộ GTVT") it is not.
    """
    words = list(_WORD.finditer(text))
    capital = [_in_capitals(match[0]) for match in words]
    pieces: list[str] = []
    end = 0
    for at, match in enumerate(words):
        raised = capital[at] or _beside_capitals(text, words, capital, at)
        pieces += (text[end : match.start()], _upper(match[0]) if raised else match[0])
        end = match.end()
    return "".join(pieces) + text[end:]


def _in_capitals(word: str) -> bool:
    """All letters that could be either case are capitals, and one of them stands after the first place."""
    sure = [at for at, char in enumerate(word) if char.upper() not in _NO_CAPITAL]
    return bool(sure) and sure[-1] > 0 and all(word[at].isupper() for at in sure)


def _beside_capitals(text: str, words: list[re.Match[str]], capital: list[bool], at: int) -> bool:
    word = words[at][0]
    sure = [char for char in word if char.upper() not in _NO_CAPITAL]
    if any(char.islower() for char in sure):
        return False
    before = at > 0 and capital[at - 1] and _joined(text, words[at - 1], words[at])
    after = at + 1 < len(words) and capital[at + 1] and _joined(text, words[at], words[at + 1])
    if sure:
        return before or after
    return after and (before or _starts_line(text, words[at].start()))


def _starts_line(text: str, at: int) -> bool:
    return not text[text.rfind("\n", 0, at) + 1 : at].strip()


def _upper(word: str) -> str:
    """Capitals, character for character: a ligature, whose capital would be two letters, stays."""
    return "".join(char.upper() if len(char.upper()) == 1 else char for char in word)


def _joined(text: str, left: re.Match[str], right: re.Match[str]) -> bool:
    """Two words of one heading: spaces between, neither an abbreviation of plain letters."""
    between = text[left.end() : right.start()]
    return between.strip(" ") == "" and all(
        is_syllable(word) and (len(word) > 2 or not word.isascii()) for word in (left[0], right[0])
    )
