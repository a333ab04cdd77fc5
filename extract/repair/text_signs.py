"""What one text between blanks, a word and its punctuation, says of its page's worth.

    text ─ text_signs ─▶ TextSigns(its stretches of letters, broken or not, strange characters)

`repair.verdict` counts these over a page.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from diacritics.decoding.candidates import OWN_LETTER
from diacritics.syllable import is_syllable, nfc, normalise_tone, skeleton, skeletons

LATIN_END, LATIN_ADDITIONAL, LATIN_ADDITIONAL_END = 0x250, 0x1E00, 0x1F00  # Unicode blocks
_WORD = re.compile(r"[^\W\d_]+")
_SIGN_INSIDE = re.compile(r"[^\W\d_][()|\\!$%#@*<>{}\[\]~^;?]+[^\W\d_]|[^\W\d_]\d+[^\W\d_]")
_STRANGE = re.compile(r"[\u0000-\u0008\u000e-\u001f\u007f-\u009f\ufffd\ue000-\uf8ff]|\(cid:\d+\)")
_BULLETS = re.compile(r"[\uf020-\uf0ff]")  # Symbol and Wingdings, which Word uses for list marks


class WordSigns(NamedTuple):
    """Of a stretch of letters, two and more."""

    legal: bool  # a Vietnamese syllable as it stands
    marked: bool  # the same, and with marks
    own: bool  # the same, and with a letter that no other language has
    beyond_ascii: bool
    bare: bool  # a Vietnamese syllable once all marks are taken away
    capitals: bool


class TextSigns(NamedTuple):
    """Of a text between blanks: its stretches of letters, and what is wrong with it."""

    words: tuple[WordSigns, ...]
    broken: bool
    strange: int  # control codes and private use
    characters: int  # list marks not counted


@lru_cache(maxsize=1 << 16)  # half of the words of a page stood on the pages before
def text_signs(text: str) -> TextSigns:
    """What tells of a text between blanks whether it is Vietnamese, and whether it is whole."""
    words = tuple(_word_signs(word) for word in _WORD.findall(nfc(text)) if len(word) > 1)
    characters = _BULLETS.sub("", text)
    return TextSigns(words, _is_broken(text), len(_STRANGE.findall(characters)), len(characters))


def _word_signs(word: str) -> WordSigns:
    legal = is_syllable(normalise_tone(word))
    return WordSigns(
        legal=legal,
        marked=legal and not word.isascii(),
        own=legal and OWN_LETTER.search(word) is not None,
        beyond_ascii=not word.isascii(),
        bare=skeleton(word).lower() in skeletons(),
        capitals=word.isupper(),
    )


def _is_broken(text: str) -> bool:
    words = _WORD.findall(text)
    return bool(_SIGN_INSIDE.search(text)) or any(_mixed_case(word) or _mixed_script(word) for word in words)


def _mixed_case(word: str) -> bool:
    """HoAxA, NGHiA, cONG; not TTr, QĐst or McDo: capitals after small letters or around one."""
    return bool(re.search(r"[A-Z]{2}[a-z][A-Z]|[a-z]{2}[A-Z]|^[a-z][A-Z]{2}", word))


def _mixed_script(word: str) -> bool:
    latin = [ord(char) < LATIN_END or LATIN_ADDITIONAL <= ord(char) < LATIN_ADDITIONAL_END for char in word]
    return any(latin) and not all(latin)
