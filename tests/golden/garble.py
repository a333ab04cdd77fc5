"""Vietnamese as an OCR without Vietnamese reads it: marks gone or turned into other signs.

    text ─▶ garbled ─▶ "Kê hoạch phát triển của Sở" becomes "Ké hoach phat trién ciia S&"

The substitutions are those that old text layers show again and again; which one is taken is drawn
from a seeded generator, so that the samples stay the same.
"""

from __future__ import annotations

import random

from unidecode import unidecode

_WORDS = {
    "Sở": ("S&", "So"),
    "sở": ("so", "s&"),
    "số": ("s6", "sd", "sb"),
    "Số": ("S6", "So"),
    "của": ("ciia", "cua", "ctia"),
    "Của": ("Ciia",),
    "ứng": ("img", "tng"),
    "thực": ("thwe", "thuc", "thurc"),
    "được": ("duoc", "dugc"),
    "ủy": ("uy", "ay"),
    "với": ("voi", "véi"),
    "độ": ("d6", "do"),
    "một": ("mot", "mét"),
    "đổi": ("d6i", "doi"),
}
_LETTERS = {
    **dict.fromkeys("êếềểễệ", ("é", "é", "e", "é")),
    **dict.fromkeys("ôốồổỗộ", ("6", "o", "o", "é")),
    **dict.fromkeys("ơớờởỡợ", ("o", "o", "d")),
    **dict.fromkeys("ưứừửữự", ("u", "u", "w")),
    **dict.fromkeys("íìỉĩị", ("i", "i", "j")),
}
_SPOILT = 0.85  # share of such words and letters that are spoilt; the others only lose their marks


def garbled(text: str, seed: int) -> str:
    """The text without its marks and with typical misreadings."""
    chance = random.Random(f"{seed} {text}")
    return " ".join(_word(word, chance) for word in text.split(" "))


def _word(word: str, chance: random.Random) -> str:
    bare = word.strip(".,;:()")
    if bare in _WORDS and chance.random() < _SPOILT:
        return word.replace(bare, chance.choice(_WORDS[bare]))
    return "".join(_letter(sign, chance) for sign in word)


def _letter(sign: str, chance: random.Random) -> str:
    if sign in _LETTERS and chance.random() < _SPOILT:
        return chance.choice(_LETTERS[sign])
    return unidecode(sign)
