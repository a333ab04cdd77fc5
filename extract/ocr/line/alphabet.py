"""The signs that the line reader knows, and lines as their numbers.

    text ─ spelled ─▶ text of known signs ─ encode ─▶ numbers from 1      numbers ─ decode ─▶ text

Number 0 is CTC's "no sign". The order of the signs is part of a trained model: new ones are added at the end.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

BLANK = 0
_ASCII = "".join(map(chr, range(32, 127)))
_VOWELS = "aăâeêioôơuưy"
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_LOWER = "".join(unicodedata.normalize("NFC", vowel + tone) for vowel in _VOWELS for tone in _TONES) + "đ"
VIETNAMESE = "".join(letter for letter in _LOWER + _LOWER.upper() if letter not in _ASCII)
_PRINT = "–…“”‘’•·°§×²³±≤≥€"
SIGNS = _ASCII + VIETNAMESE + _PRINT
_NUMBERS = {sign: number for number, sign in enumerate(SIGNS, 1)}
# What looks the same in print is one sign.
_SPELLINGS = str.maketrans(
    {
        "\u00a0": " ",
        "\t": " ",
        "—": "–",
        "‒": "–",
        "−": "-",
        "‐": "-",
        "‑": "-",
        "\u00ad": None,
        "\u200b": None,
    }
    | {"Ð": "Đ", "ð": "đ", "º": "°", "●": "•", "∙": "·", "„": "“", "‟": "”"}
)


def spelled(text: str) -> str | None:
    """The text in NFC and in the alphabet's signs, single blanks; None where it has a sign unknown here."""
    plain = " ".join(unicodedata.normalize("NFC", text).translate(_SPELLINGS).split())
    return plain if all(sign in _NUMBERS for sign in plain) else None


def encode(text: str) -> list[int]:
    """Numbers of the signs of a text that `spelled` gave; raises KeyError for a sign that is not in SIGNS."""
    return [_NUMBERS[sign] for sign in text]


def decode(numbers: Iterable[int]) -> str:
    """The text of numbers; BLANK is nothing."""
    return "".join(SIGNS[number - 1] for number in numbers if number != BLANK)
