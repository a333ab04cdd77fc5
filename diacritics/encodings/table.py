"""One letter a byte: what the 8-bit encodings have in common.

    text as an extractor shows the bytes ─ decode ─▶ Vietnamese (NFC) ─ encode ─▶ the same text

Extractors show a byte as its CP1252 character, or as the Latin-1 control where CP1252 has none or
the tool does not know it; some give another character that looks like the glyph (U+2212 for the
soft hyphen of byte 0xAD). A table accepts all of these; raw bytes decode as `data.decode("latin-1")`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol


class Encoding(Protocol):
    """A legacy way to write Vietnamese, as its characters stand in text."""

    @property
    def name(self) -> str: ...

    def decode(self, text: str) -> str:
        """Vietnamese in NFC; what the encoding does not know stays."""
        ...

    def encode(self, text: str) -> str:
        """The characters that stand for the text in this encoding."""
        ...


UNUSED = "_"  # in the rows of a table: this byte is no Vietnamese letter


def shown(byte: int) -> str:
    """The character that stands for a byte in extracted text: CP1252, else the Latin-1 control."""
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


def byte_of(char: str) -> int | None:
    """The byte that an extractor shows as this character; None when there is no such byte."""
    if ord(char) < 0x100:
        return ord(char)
    try:
        return char.encode("cp1252")[0]
    except UnicodeEncodeError:
        return None


def rows_to_letters(rows: str, first: int = 0x80) -> dict[int, str]:
    """Byte to letter from rows of sixteen letters, the first of them at byte `first`."""
    return {first + i: letter for i, letter in enumerate(rows) if letter != UNUSED}


@dataclass(frozen=True)
class ByteTable:
    """An 8-bit encoding. `lookalikes`: further characters that extractors show for a byte."""

    name: str
    letters: Mapping[int, str]
    lookalikes: Mapping[str, int] = field(default_factory=dict)
    to_letter: dict[int, str] = field(init=False, repr=False)
    to_shown: dict[int, str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        decoding = {ord(char): self.letters[byte] for char, byte in self.lookalikes.items()}
        for byte, letter in self.letters.items():
            decoding[byte] = decoding[ord(shown(byte))] = letter
        object.__setattr__(self, "to_letter", decoding)
        object.__setattr__(self, "to_shown", {ord(v): shown(k) for k, v in self.letters.items()})

    def decode(self, text: str) -> str:
        """Vietnamese in NFC; characters outside the table stay."""
        return unicodedata.normalize("NFC", text.translate(self.to_letter))

    def encode(self, text: str) -> str:
        """The characters shown for the text's bytes; letters the encoding lacks stay as they are."""
        return unicodedata.normalize("NFC", text).translate(self.to_shown)
