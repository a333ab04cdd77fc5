"""Misread UTF-8 from which bytes were lost: "Äá»™c láºp", "vá»\ufffd" for "Độc lập", "về".

    words with a lead that nothing follows ─ with_bytes ─▶ legal syllables, the likeliest where several fit

Windows-1252 has no character for five bytes (0x81, 0x8D, 0x8F, 0x90, 0x9D): tools drop them or put U+FFFD or
a question mark for them. The soft hyphen (0xAD) and the no-break space (0xA0) are dropped by others. So a
lead with its last byte lost stands for a few letters only, of which most make no syllable. A word that is
likelier to have lost another byte stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import product
from math import inf

from diacritics import language_model, tokens
from diacritics.syllable import is_syllable

_UNDEFINED = {"á»": "ềọỏờỐ", "áº": "", "Ã": "ÁÍÝ", "Ä": "Đ", "Æ": ""}  # last byte 81, 8D, 8F, 90, 9D
_DROPPED = {"á»": "ửỠ", "áº": "ậẠ", "Ã": "í", "Ä": "", "Æ": "Ơ"}  # AD, A0
_CONTROLS = {  # any of 80 to 9F: some tools drop all control characters
    "á»": "".join(map(chr, range(0x1EC0, 0x1EE0))),
    "áº": "",
    "Ã": "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ",
    "Ä": "ĂăĐđ",
    "Æ": "",
}
_LEAD = r"(?:á»|áº|Ã|Ä|Æ)[\ufffd?]?"
_BROKEN = re.compile(rf"[^\W\d_]*{_LEAD}(?:[^\W\d_]|{_LEAD})*")
_PIECE = re.compile(rf"({_LEAD})")
_MOST = 3  # leads in one word; a syllable has two marked letters at most


def with_bytes(text: str) -> str:
    """The text with broken words made syllables; words that no byte makes legal stay."""
    return _BROKEN.sub(lambda match: _mended(match[0]), text)


@lru_cache(maxsize=1 << 14)
def _mended(word: str) -> str:
    pieces = _PIECE.split(word)
    if (is_syllable(word) and _in_one_case(word)) or len(pieces) > 2 * _MOST + 1:
        return word
    likely = _fits(pieces, _UNDEFINED, {} if _marked(word) else _DROPPED)
    best = max(likely, key=_frequency, default=word)
    others = () if _marked(word) else _fits(pieces, _CONTROLS, _DROPPED)
    return best if all(_frequency(other) <= _frequency(best) for other in others) else word


def _marked(word: str) -> bool:
    return "\ufffd" in word or "?" in word


def _fits(pieces: Sequence[str], *letters: Mapping[str, str]) -> list[str]:
    """The syllables that the pieces of a word make with these letters for its leads."""
    choices: list[Sequence[str]] = []
    for at, piece in enumerate(pieces):
        lead = piece.rstrip("\ufffd?")
        choices.append("".join(table.get(lead, "") for table in letters) if at % 2 else (piece,))
    return [fit for fit in map("".join, product(*choices)) if is_syllable(fit) and _in_one_case(fit)]


def _in_one_case(word: str) -> bool:
    """Small letters, capitals, or a capital before small letters."""
    return word[1:].islower() or word.isupper() or len(word) == 1


def _frequency(word: str) -> float:
    """Log probability of a word that the language model knows."""
    model = language_model.load()
    number = model.numbers.get(tokens.classify(word))
    return -inf if number is None else float(model.unigram[number])
