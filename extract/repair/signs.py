"""Signs that stand for others: letters of another script that look alike, marks without width, entities.

    Page as read ─▶ Page whose words show what a reader sees, what was read beside them

Whoever reads on paper sees none of this: "СHỦ" with a Cyrillic С, "quy ðịnh" with an Icelandic ð, marks
without width, "T&#7880;NH". Each is changed only where it proves itself: words of other languages stay.
"""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache

from diacritics.syllable import is_syllable, nfc, normalise_tone
from extract.core.edit import every_line, exchanged
from extract.core.model import Line, Page, Word
from schemas.methods import Method

# Letters of Cyrillic and Greek whose print cannot be told from a Latin letter's (Unicode, confusables.txt).
_LIKE = dict(
    zip(
        "АВЕЅІЈКМНОРСТУХҮаеѕіјорсухһԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
        "ABESIJKMHOPCTYXYaesijopcyxhdqwABEZHIKMNOPTYXo",
        strict=True,
    )
)
_LOOKALIKE = re.compile(f"[{''.join(_LIKE)}]")
_OTHER_SCRIPT = re.compile("[\u0370-\u052f]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_LETTERS = re.compile(r"[^\W\d_]+")
_WIDTHLESS = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]"
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8}\d?);")
# Letters as numbers, in ways that are sure only where a letter comes out: HTML without its semicolon, escapes
# of JSON, and of old scripts.
_NUMBERED = re.compile(r"&#(\d{3,5})|\\u([0-9a-fA-F]{4})|%u([0-9a-fA-F]{4})")
_MOST_LAYERS = 3  # "&amp;#7879;": an entity that was written as text, and again
# Letters set in a style of their own: Roman numerals as one sign, of full width, of mathematics.
_STYLED = re.compile("[\u2160-\u217b\uff01-\uff5e\U0001d400-\U0001d7ff]")
_SLASHES = str.maketrans("\u2044\u2215", "//")  # of fractions, and of mathematics
# A tone that stands before the mark it is written over (a letter's tone typed first): NFC orders marks of
# different places only, and these have one place.
_TONE_FIRST = re.compile("([\u0300\u0301\u0303\u0309])([\u0302\u0306])")
_STRUCK_D = re.compile("([Dd])[\u0335\u0336]")
# Icelandic and African for đ.
_ETH = str.maketrans("ðɖ", "đđ")
_ETHS = re.compile("[ðɖ]")
_ASKED = re.compile(
    rf"[&\\%\u0302\u0306\u0335\u0336\u2044\u2215\u0370-\u052f{_STYLED.pattern[1:-1]}{_WIDTHLESS.pattern[1:-1]}]"
)


def with_plain_signs(page: Page) -> Page:
    """The page with such signs resolved; nothing else changes."""
    new: dict[int, Word | None] = {}
    for line in every_line(page):
        if any(_ASKED.search(word.text) for word in line.words):
            new |= _changed(line)
    return exchanged(page, new)


def _changed(line: Line) -> dict[int, Word]:
    """The words of a line that change. A line with a mixed word is all Latin, unless it cannot be."""
    texts = [_plain(word.text) for word in line.words]
    if any(map(_mixes, texts)) and all(map(_can_be_latin, texts)):
        texts = [_LOOKALIKE.sub(lambda found: _LIKE[found[0]], text) for text in texts]
    else:
        texts = [_LETTERS.sub(lambda found: _one_script(found[0]), text) for text in texts]
    return {
        id(word): word.repaired(text, word.confidence, Method.PLAIN_SIGNS)
        for word, text in zip(line.words, texts, strict=True)
        if text != word.text
    }


@lru_cache(maxsize=1 << 14)
def _plain(text: str) -> str:
    """A word without entities, letters in another style, and marks that have no width."""
    for _ in range(_MOST_LAYERS):
        if "&" not in text:
            break
        text = _ENTITY.sub(lambda found: html.unescape(found[0]), text).replace("\u00a0", " ").strip() or text
    text = _NUMBERED.sub(_letter, text)
    text = _STYLED.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    text = text.translate(_SLASHES)
    if "\u0302" in text or "\u0306" in text:
        text = _TONE_FIRST.sub(r"\2\1", unicodedata.normalize("NFD", text))
    text = nfc(_STRUCK_D.sub(lambda found: "Đđ"[found[1] == "d"], text))
    if _WIDTHLESS.search(text):
        text = _without_marks(text)
    return text


def _letter(found: re.Match[str]) -> str:
    letter = chr(int(found[1]) if found[1] else int(found[2] or found[3], 16))
    return letter if letter.isalpha() and letter > "\u007f" else found[0]


def _without_marks(text: str) -> str:
    """Marks within a word go; where they part two words ("của\u200bhuyện") they were a blank."""
    joined = nfc(_WIDTHLESS.sub("", text))
    parts = [part for part in _WIDTHLESS.split(text) if part]
    apart = len(parts) > 1 and not _is_word(joined) and all(map(_is_word, parts))
    return " ".join(parts) if apart else joined or text


def _is_word(text: str) -> bool:
    letters = _LETTERS.findall(nfc(text))
    return bool(letters) and all(is_syllable(normalise_tone(word)) for word in letters)


def with_d(text: str) -> str:
    """The text with đ for its lookalikes: capitals everywhere, small ones where they make syllables.

    To be asked of decoded text only: in VISCII and others ð is another letter's byte.
    """
    text = text.replace("Ð", "Đ").replace("Ɖ", "Đ")
    return _LETTERS.sub(lambda found: _with_d(found[0]), text) if _ETHS.search(text) else text


def _with_d(word: str) -> str:
    changed = word.translate(_ETH)
    return changed if changed != word and is_syllable(normalise_tone(nfc(changed))) else word


def _mixes(text: str) -> bool:
    """Whether a word has letters of two scripts, as no language has: one of them is a mistake."""
    return any(_OTHER_SCRIPT.search(word) and _LATIN.search(word) for word in _LETTERS.findall(text))


def _can_be_latin(text: str) -> bool:
    return not _OTHER_SCRIPT.search(_LOOKALIKE.sub("", text))


def _one_script(word: str) -> str:
    """A word of mixed scripts in Latin letters, where each of the others looks like one."""
    changed = _LOOKALIKE.sub(lambda found: _LIKE[found[0]], word)
    return changed if _LATIN.search(word) and not _OTHER_SCRIPT.search(changed) else word
