"""What the language model sees: text cut into small-letter syllables, punctuation and number classes.

    "Điều 5, Quyết định 33/2022/QĐ-UBND"
        ─▶ điều <num> , quyết định <num> / qđ - ubnd

Training and restoration share this one tokeniser. Words are small letters, NFC, the tone mark in its
one place (hóa); all numbers are one class, words mixed of letters and digits another.
"""

from __future__ import annotations

import re
from functools import lru_cache

from diacritics.syllable import normalise_tone

BOUNDARY = "<b>"  # paragraph start and end
NUMBER = "<num>"  # 12, 1.250, 15/5/2025
MIXED = "<mix>"  # QH15, 3D
SIGN = "<sign>"  # any sign that has no class of its own
UNKNOWN = "<unk>"  # a word outside the vocabulary
CLASSES = (BOUNDARY, NUMBER, MIXED, SIGN, UNKNOWN)

PUNCTUATION = ".,;:()-/\"'?!%&+=…"  # each a token of its own
_SIGN_CLASS = dict.fromkeys("“”„‟«»″", '"') | dict.fromkeys("‘’‛′`´", "'") | dict.fromkeys("–—−‑‐", "-")

# A number with inner separators that no letter touches; a run of letters and digits; one sign.
TOKEN = re.compile(r"\d+(?:[.,/:]\d+)*(?![\w])|\w+|[^\w\s]")
_LETTERS = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d+(?:[.,/:]\d+)*")


@lru_cache(maxsize=1 << 20)
def classify(token: str) -> str:
    """The vocabulary entry a raw token stands for: its class, its sign, or the word in small letters."""
    if _LETTERS.fullmatch(token):
        return normalise_tone(token).lower()
    if _NUMBER.fullmatch(token):
        return NUMBER
    if len(token) == 1 and not token.isalnum():
        sign = _SIGN_CLASS.get(token, token)
        return sign if sign in PUNCTUATION else SIGN
    return MIXED


def case_of(word: str) -> int:
    """0 small letters, 1 first letter capital, 2 all capitals (one capital letter alone counts as 1)."""
    if word.islower():
        return 0
    if len(word) > 1 and word.isupper():
        return 2
    return 1
