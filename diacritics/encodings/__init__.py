"""Legacy Vietnamese encodings: one table a module, detection by words and fonts together.

(text, font) runs ─ decode_runs ─▶ (Vietnamese in NFC, encoding or None) for each run
text ─ detect ─▶ name of the encoding, or None: leave it as it is
"""

from __future__ import annotations

from diacritics.encodings.detect import decode_runs, detect
from diacritics.encodings.evidence import ENCODINGS

__all__ = ["ENCODINGS", "decode", "decode_runs", "detect", "encode"]


def decode(text: str, encoding: str) -> str:
    """The text in NFC, its `encoding` (a key of ENCODINGS) undone. Unknown name: KeyError."""
    return ENCODINGS[encoding].decode(text)


def encode(text: str, encoding: str) -> str:
    """The characters an extractor shows for the text in `encoding`. Unknown name: KeyError."""
    return ENCODINGS[encoding].encode(text)
