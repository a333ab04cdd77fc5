"""UTF-8 that was read as Windows-1252 or Latin-1, once or several times over: "Cá»™ng" is "Cộng".

The method is ftfy's (Speer, "ftfy", 2012-), narrowed: a sequence of shown bytes that is one valid
UTF-8 character becomes that character; everything else stays.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from diacritics.encodings.lost_byte import with_bytes
from diacritics.encodings.table import byte_of, shown
from diacritics.syllable import is_syllable

_CONTINUATION = "".join(sorted({c for b in range(0x80, 0xC0) for c in (shown(b), chr(b))}))
_LEAD2 = "\u00c2-\u00df"
_LEAD3 = "\u00e0-\u00ef"
_TAIL = f"[{re.escape(_CONTINUATION)}]"
_SEQUENCE = re.compile(f"[{_LEAD3}]{_TAIL}{{2}}|[{_LEAD2}]{_TAIL}")
# The no-break space of "à" (C3 A0) often arrives as a plain space, alone or merged with the one after it.
_GRAVE_A = re.compile(r"(?P<left>[^\W\d_]*)\u00c3 (?=(?P<right>[^\W\d_]*))")
_TIMES = 3
_TRUE_TILDE = "\ue0c3"  # stands for an Ã that two bytes were read as: no space after it was a byte


@dataclass(frozen=True)
class Utf8:
    """Decodes the sequences it finds; other characters stay."""

    name: str = "utf8"

    def decode(self, text: str) -> str:
        """The text in NFC with misread UTF-8 sequences read again, at most three times."""
        for time in range(_TIMES):
            if time and not _SEQUENCE.search(text):
                break
            text = _GRAVE_A.sub(_with_grave_a, _SEQUENCE.sub(_reread, text)).replace(_TRUE_TILDE, "Ã")
        return unicodedata.normalize("NFC", with_bytes(text))

    def encode(self, text: str) -> str:
        """What a reader that takes UTF-8 for Windows-1252 shows."""
        return "".join(shown(byte) if byte >= 0x80 else chr(byte) for byte in text.encode())


def _reread(match: re.Match[str]) -> str:
    data = bytes(byte_of(char) or 0 for char in match[0])
    char = data.decode("utf-8", errors="ignore")
    return _TRUE_TILDE if char == "Ã" else char or match[0]


def _with_grave_a(match: re.Match[str]) -> str:
    """ "bÃ i" is "bài", "lÃ quy" is "là quy"; "XÃ HỘI" is what it looks like."""
    left, right = match["left"], match["right"]
    if left and left.isupper() and (len(left) > 1 or right.isupper()):
        return match[0]
    return f"{left}à" if is_syllable(f"{left}à{right}") else f"{left}à "


UTF8 = Utf8()
