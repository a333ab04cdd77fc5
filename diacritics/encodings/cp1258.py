"""Windows-1258 shown as Windows-1252: base letters with circumflex, breve or horn, tone marks after them.

Source: Microsoft's code page table, as Python's codec `cp1258` has it. The codec knows tone marks
only as combining characters after the letter, so the decoded text is composed (NFC).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from diacritics.encodings.table import shown

_TONES = "\u0300\u0301\u0303\u0309\u0323"


def _code_page() -> dict[int, str]:
    """Byte to character where the code page differs from Windows-1252."""
    page = {byte: bytes([byte]).decode("cp1258", errors="ignore") for byte in range(0x80, 0x100)}
    return {byte: char for byte, char in page.items() if char and char != shown(byte)}


_LETTER_OF = {ord(shown(byte)): char for byte, char in _code_page().items()}
_SHOWN_FOR = {ord(char): shown(byte) for byte, char in _code_page().items()}


@dataclass(frozen=True)
class Cp1258:
    """Decodes what a reader that took the bytes for Windows-1252 shows."""

    name: str = "cp1258"

    def decode(self, text: str) -> str:
        """Vietnamese in NFC."""
        return unicodedata.normalize("NFC", text.translate(_LETTER_OF))

    def encode(self, text: str) -> str:
        """Letters with their tone marks split off, as Windows-1252 shows the bytes."""
        return "".join(_split(char) for char in unicodedata.normalize("NFC", text)).translate(_SHOWN_FOR)


def _split(char: str) -> str:
    """A letter and its tone mark: "ệ" is "ê" and the dot below."""
    parts = unicodedata.normalize("NFD", char)
    tone = next((mark for mark in parts if mark in _TONES), "")
    return unicodedata.normalize("NFC", parts.replace(tone, "")) + tone if tone else char


CP1258 = Cp1258()
