"""VNI-Windows (fonts `VNI-Times`, ...): a base letter, then a sign for its marks; ơ, ư, đ and most i alone.

Source: the VNI-Windows layout as input methods publish it (xvnkb `vni.h`, UniKey `VNI-WIN`), the
two agreeing; ì and í are the letters they look like. The case of a letter is the case of its base;
the sign is accepted in either case ("Uû ban").
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

_TONES = {"ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_CIRCUMFLEX = {"à": "\u0300", "á": "\u0301", "å": "\u0309", "ã": "\u0303", "ä": "\u0323", "â": ""}
_BREVE = {"è": "\u0300", "é": "\u0301", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323", "ê": ""}
_ALONE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _small() -> dict[str, str]:
    """Every small sequence and its letter."""
    table = dict(_ALONE)
    for base, letter in {"a": "a", "e": "e", "o": "o", "u": "u", "y": "y", "ô": "ơ", "ö": "ư"}.items():
        table |= {base + sign: _nfc(letter + tone) for sign, tone in _TONES.items()}
    for base in "aeo":
        table |= {base + sign: _nfc(base + "\u0302" + tone) for sign, tone in _CIRCUMFLEX.items()}
    table |= {"a" + sign: _nfc("a\u0306" + tone) for sign, tone in _BREVE.items()}
    return table


def _both_cases(small: dict[str, str]) -> dict[str, str]:
    table = dict(small)
    for sequence, letter in small.items():
        base, sign = sequence[0], sequence[1:]
        table |= {base + sign.upper(): letter, base.upper() + sign: letter.upper()}
        table[sequence.upper()] = letter.upper()
    return table


@dataclass(frozen=True)
class Vni:
    """Decodes by longest sequence first."""

    name: str = "vni"
    sequences: dict[str, str] = field(default_factory=lambda: _both_cases(_small()), repr=False)

    def decode(self, text: str) -> str:
        """Vietnamese in NFC; signs that follow no fitting base stay."""
        return _nfc(_SEQUENCE.sub(lambda match: self.sequences[match[0]], _nfc(text)))

    def encode(self, text: str) -> str:
        """The text's letters as VNI sequences."""
        return "".join(_TO_VNI.get(char, char) for char in _nfc(text))


VNI = Vni()
_SEQUENCE = re.compile("|".join(sorted(map(re.escape, VNI.sequences), key=len, reverse=True)))
# "yï" is read but "î" is written; small signs after small bases, capital after capital.
_TO_VNI = {letter: sequence for sequence, letter in _small().items()}
_TO_VNI |= {letter.upper(): sequence.upper() for letter, sequence in _TO_VNI.items()} | {"ỵ": "î", "Ỵ": "Î"}
