"""Bytes of 8-bit office text as characters, without losing what a legacy Vietnamese font means by them.

    byte, font ─▶ one character

Word takes 8-bit text for cp1252. The five bytes that cp1252 leaves open, and all C1 codes in plain
text, stay the character of the same number, so every byte can be told from its character again.
"""

from __future__ import annotations

import re

# Families of fonts that give the bytes of TCVN3 (.Vn), VNI, VISCII, VPS and other Vietnamese encodings.
_LEGACY_FONT = re.compile(r"\.?vn|vni|viscii|vps|vietware|vntime|bk\W?hcm|abc", re.IGNORECASE)


def _character(byte: int) -> str:
    try:
        return bytes((byte,)).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


_CHARACTERS = tuple(_character(byte) for byte in range(256))
_TABLE = {byte: character for byte, character in enumerate(_CHARACTERS) if ord(character) != byte}


def byte_text(data: bytes) -> str:
    """Each byte as its cp1252 character, or the character of the same number where there is none."""
    return data.decode("latin-1").translate(_TABLE)


def is_legacy_font(name: str) -> bool:
    """Whether a font's name is that of a legacy Vietnamese family (its text may still be Unicode)."""
    return _LEGACY_FONT.match(name) is not None
