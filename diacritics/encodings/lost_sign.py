"""TCVN3 text whose ư was lost: byte 0xAD is a soft hyphen, which tools drop or turn into a hyphen.

    ["n-íc ", "®îc ", "tr-êng "] ─ with_sign ─▶ ["n\\xadíc ", "®\\xadîc ", "tr\\xadêng "]

WinAnsiEncoding of PDF gives 0xAD the glyph name "hyphen" (ISO 32000-1, annex D), and text tools remove
soft hyphens, so "nước" arrives as "n-íc" or "níc". Text in which any ư is left is not touched: then what
looks like a loss is the writer's own slip.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from diacritics.encodings.tcvn3 import SIGNS_FOR_U, TCVN3
from diacritics.syllable import is_syllable

SIGN = "\u00ad"
ENOUGH = 3  # words that are no syllables without the sign and are with it
_PIECE = re.compile(r"[^\s!-,./:-@\[-`{-~0-9]+")
_O_HORN = "¬êëìíî"  # ơ ờ ở ỡ ớ ợ as TCVN3 bytes
_TAILS = ("ng", "a", "i", "u", "")  # what follows a lone ư of level tone: nhưng, đưa, gửi, lưu, như
# Legal without the sign, but hardly ever meant so (ngời, dới, vờn, lợt, vợt, trợt).
_FREQUENT = re.compile(r"^([Nn]g(?=êi$)|[Dd](?=íi$)|[Vv](?=(ên|ît)$)|([Ll]|[Tt]r)(?=ît$))")


def with_sign(texts: Sequence[str]) -> list[str]:
    """The texts of TCVN3 runs, with the sign of ư put back if it was lost from all of them."""
    if any(SIGNS_FOR_U.search(text) for text in texts):
        return list(texts)
    proofs = sum(_proves(piece) for text in texts for piece in _PIECE.findall(text))
    if proofs < ENOUGH:
        return list(texts)
    return [_PIECE.sub(lambda match: _mended(match[0]), text) for text in texts]


def _proves(piece: str) -> bool:
    """Whether the piece is no syllable, and is one with ư before its ơ or for its hyphen."""
    mended = _mended(piece)
    return mended != piece and any(sign in mended for sign in (*(SIGN + o for o in _O_HORN), "-"))


@lru_cache(maxsize=65536)
def _mended(piece: str) -> str:
    if len(piece) < 2 or any("A" <= char <= "Z" for char in piece[1:]):
        return piece
    if _legal(piece):
        return _FREQUENT.sub(lambda match: match[0] + SIGN, piece)
    fitting = [candidate for candidate in _candidates(piece) if _legal(candidate)]
    return fitting[0] if len(fitting) == 1 else piece


def _candidates(piece: str) -> Iterable[str]:
    if "-" in piece:
        return [piece.replace("-", SIGN)]
    before_horn = [at for at, char in enumerate(piece) if char in _O_HORN]
    before_tail = [len(piece) - len(tail) for tail in _TAILS if piece.endswith(tail)]
    return {piece[:at] + SIGN + piece[at:] for at in before_horn + before_tail}


def _legal(piece: str) -> bool:
    return is_syllable(TCVN3.decode(piece))
