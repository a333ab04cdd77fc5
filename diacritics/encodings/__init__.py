"""Legacy Vietnamese encodings: one table a module, detection by words and fonts together.

(text, font) runs ─ decode_runs ─▶ (Vietnamese in NFC, encoding or None) for each run
text ─ detect ─▶ name of the encoding, or None: leave it as it is
"""

from __future__ import annotations

from diacritics.encodings.cp1258 import CP1258
from diacritics.encodings.table import Encoding
from diacritics.encodings.tcvn3 import TCVN3
from diacritics.encodings.utf8 import UTF8
from diacritics.encodings.viqr import VIQR
from diacritics.encodings.viscii import VISCII
from diacritics.encodings.vni import VNI
from diacritics.encodings.vps import VPS

ENCODINGS: dict[str, Encoding] = {e.name: e for e in (TCVN3, VNI, VISCII, VPS, CP1258, UTF8, VIQR)}


def decode(text: str, encoding: str) -> str:
    """The text in NFC, its `encoding` (a key of ENCODINGS) undone. Unknown name: KeyError."""
    return ENCODINGS[encoding].decode(text)


def encode(text: str, encoding: str) -> str:
    """The characters an extractor shows for the text in `encoding`. Unknown name: KeyError."""
    return ENCODINGS[encoding].encode(text)
