"""VIQR: Vietnamese in ASCII, marks typed after the letter: "Vie^.t Nam", "ddo^.c la^.p".

Source: RFC 1456, section 4. A backslash keeps a sign from being read as a mark; `decode` follows
the RFC and so reads an unprotected full stop after a vowel as the dot below. People who typed letters
did not protect anything: `as_typed` reads a full stop or question mark at a word's end as it was meant
("o+? nha`. To^i" ends a sentence, "ma. la'ng" does not), and leaves addresses alone.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from diacritics import language_model
from diacritics.syllable import is_syllable
from diacritics.tokens import classify

_SHAPES = {"^": "\u0302", "(": "\u0306", "+": "\u031b"}
_TONES = {"`": "\u0300", "'": "\u0301", "?": "\u0309", "~": "\u0303", ".": "\u0323"}
_SIGNS = {mark: sign for sign, mark in (_SHAPES | _TONES).items()}
_TYPED = re.compile(
    r"\\(?P<literal>[\\^(+`'?~.dD])"
    r"|(?P<stroke>[dD])[dD]"
    r"|(?P<base>[aA](?:[\^(])?|[eE]\^?|[oO][\^+]?|[uU]\+?|[iIyY])(?P<tone>[`'?~.])?"
)
# In text that is not VIQR yet: signs that would be read as marks, and a d that would join the next.
_MISTAKABLE = re.compile(r"\\|(?<=[aAeEoOuUiIyY])[\^(+`'?~.]|(?<=[\^(+])[`'?~.]|[dD](?=[dDđĐ])")

_PROTECTED = re.compile(r"\\[.?]")
_ADDRESS = re.compile(r"\S+@\w|\w+://|www\.")
_CHUNK = re.compile(r"(?P<chunk>\S+)(?=\s*(?P<next>\S?))")
_CLOSING = "])\"',;:!.?/"
_BEFORE_DIGIT = re.compile(r"\.(?=\d)")  # I.12
_PUNCTUATION = ("...", "./.", "??")  # so no mark begins
_AFTER_MARK = (",", ";", ":", ".", "?", "!")
_MARK_LIKELIER = 2.0  # nats by which the word without the mark must be commoner; least errors on good text
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Viqr:
    """Letters as the RFC types them."""

    name: str = "viqr"

    def decode(self, text: str) -> str:
        """Vietnamese in NFC."""
        return unicodedata.normalize("NFC", _TYPED.sub(_letter, text))

    def encode(self, text: str) -> str:
        """ASCII for Vietnamese letters; signs that could be mistaken for marks get a backslash."""
        return "".join(_typed(char) for char in unicodedata.normalize("NFC", _protected(text)))


def _letter(match: re.Match[str]) -> str:
    if match["literal"]:
        return match["literal"]
    if match["stroke"]:
        return "Đ" if match["stroke"] == "D" else "đ"
    base = match["base"]
    return base[0] + (_SHAPES[base[1]] if len(base) > 1 else "") + _TONES.get(match["tone"] or "", "")


def _protected(text: str) -> str:
    bare = unicodedata.normalize("NFC", text)
    letters = "".join(unicodedata.normalize("NFD", c)[0] if c.isalpha() else c for c in bare)
    marked = {match.start() for match in _MISTAKABLE.finditer(letters)}
    return "".join("\\" + char if at in marked else char for at, char in enumerate(bare))


def _typed(char: str) -> str:
    if char in "đĐ":
        return "dd" if char == "đ" else "DD"
    parts = unicodedata.normalize("NFD", char)
    base, marks = parts[0], parts[1:]
    if not marks or any(mark not in _SIGNS for mark in marks):
        return char
    shapes_first = sorted(marks, key=lambda mark: mark not in _SHAPES.values())
    return base + "".join(_SIGNS[mark] for mark in shapes_first)


VIQR = Viqr()


def as_typed(text: str) -> str:
    """Vietnamese in NFC from VIQR whose full stops and question marks were not protected."""
    if _PROTECTED.search(text):
        return VIQR.decode(text)
    return _CHUNK.sub(lambda match: _chunk_as_typed(match["chunk"], match["next"]), text)


def _chunk_as_typed(chunk: str, following: str) -> str:
    if _ADDRESS.search(chunk):
        return chunk
    chunk = _BEFORE_DIGIT.sub(r"\\.", chunk)
    bare = chunk.rstrip(_CLOSING)
    signs = chunk[len(bare) :]
    plain, marked = VIQR.decode(bare), VIQR.decode(bare + signs[:1])
    if signs[:1] not in (".", "?") or marked == plain + signs[0]:
        return VIQR.decode(chunk)
    if signs.startswith(_PUNCTUATION) and not signs.startswith("...."):
        return plain + signs
    alone = signs[1:2] not in _AFTER_MARK  # "le^.," holds two signs, of which the first is a mark
    return (
        plain + signs
        if alone and _ends(_last_word(plain), _last_word(marked), following)
        else marked + signs[1:]
    )


def _ends(plain: str, marked: str, following: str) -> bool:
    """Whether the sign after a word is punctuation: what follows, and which word is the commoner, tell."""
    if not is_syllable(marked) or not is_syllable(plain):
        return not is_syllable(marked)
    begins_anew = not following or not (following.islower() or following.isdigit())
    return begins_anew and _frequency(plain) > _frequency(marked) + _MARK_LIKELIER


def _last_word(text: str) -> str:
    return str(_WORD.findall(text)[-1])


def _frequency(word: str) -> float:
    """Log probability of the word in running text."""
    model = language_model.load()
    return float(model.unigram[model.number(classify(word))])
