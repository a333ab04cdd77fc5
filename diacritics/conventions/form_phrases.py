"""Lines whose wording the legal form fixes, read badly: "CQNG HoA xA HOI CHi NGHiA VIET NAM".

    lattice, its Decoded ─ lines of nothing but a fixed phrase, nearly ─▶ Decoded with its words

The phrases are those of Nghị định 30/2020/NĐ-CP, annex I: the country's name and motto, who issues and
signs, names of kinds, the words before receivers. Only a whole line is compared, by its letters without
marks, and only as many words as the phrase has are exchanged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from rapidfuzz import fuzz, process

from diacritics.lattice import Decoded, Lattice
from diacritics.parts import is_legal_skeleton
from diacritics.syllable import skeleton

PHRASES = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "ỦY BAN NHÂN DÂN",
    "HỘI ĐỒNG NHÂN DÂN",
    "TM. ỦY BAN NHÂN DÂN",
    "KT. CHỦ TỊCH",
    "TL. CHỦ TỊCH",
    "PHÓ CHỦ TỊCH",
    "KT. BỘ TRƯỞNG",
    "THỨ TRƯỞNG",
    "KT. GIÁM ĐỐC",
    "PHÓ GIÁM ĐỐC",
    "CHÁNH VĂN PHÒNG",
    "QUYẾT ĐỊNH",
    "NGHỊ QUYẾT",
    "TỜ TRÌNH",
    "KẾ HOẠCH",
    "Kính gửi",
    "Nơi nhận",
)
REASON = "a phrase that the form fixes"
_ALIKE = 80.0  # likeness of letters, of 100; NGHỊ ĐỊNH is 56 to QUYẾT ĐỊNH, QUY ĐỊNH 88 but legal
_MOSTLY = 0.5  # share of capitals from which letters are those of a phrase in capitals
_OTHER = 5  # words of a phrase, of which one may be another legal one as read: Ty do
_LETTERS = re.compile(r"[^\W\d_]+")
_AROUND = re.compile(r"([(\[“\"]*).*?((?:[.,;:!?)\]”\"/]|\(\d+\))*)", re.DOTALL)


def with_phrases(lattice: Lattice, decoded: Iterable[Decoded]) -> Iterator[Decoded]:
    """The tokens, those of a fixed phrase's line with its words."""
    line: list[Decoded] = []
    for token, found in zip(lattice, decoded, strict=True):
        line.append(found)
        if token.ends_line:
            yield from _mended(line)
            line = []
    yield from _mended(line)


def _mended(line: Sequence[Decoded]) -> Sequence[Decoded]:
    words = [[word for word in token.text.split() if _LETTERS.search(word)] for token in line]
    phrase, likeness = _phrase(line, sum(map(len, words)))
    if not phrase:
        return line
    coming = iter(phrase)
    return [
        _written(token, [next(coming) for _ in held], likeness)
        for token, held in zip(line, words, strict=True)
    ]


def _phrase(line: Sequence[Decoded], size: int) -> tuple[list[str], float]:
    """Words of the phrase that a line of so many words is, and how alike (0..1); none if it is no phrase."""
    if size not in _by_size():
        return [], 0.0
    phrases = _by_size()[size]
    readings = ("".join(token.seen for token in line), "".join(token.text for token in line))
    best = max(
        (process.extractOne(_letters(text), list(phrases), scorer=fuzz.ratio) for text in readings),
        key=lambda found: found[1],
    )
    words = phrases[best[0]]
    if best[1] < _ALIKE or not _cased_as(words, readings[0]) or _is_another(line, words):
        return [], 0.0
    return words, best[1] / 100


def _cased_as(words: Sequence[str], seen: str) -> bool:
    letters = [c for c in seen if c.isalpha()]
    capitals = sum(c.isupper() for c in letters) >= _MOSTLY * max(len(letters), 1)
    return capitals == words[-1].isupper()


def _is_another(line: Sequence[Decoded], words: Sequence[str]) -> bool:
    """Whether a legal word as read is none of the phrase's: QUY ĐỊNH is no QUYẾT ĐỊNH."""
    known = {_letters(word) for word in words}
    read = [_letters(token.seen) for token in line if token.seen.isalpha()]
    return sum(is_legal_skeleton(word) and word not in known for word in read) > (len(words) > _OTHER)


def _written(token: Decoded, words: Sequence[str], likeness: float) -> Decoded:
    """The token with a phrase's words between its own punctuation."""
    around = _AROUND.fullmatch(token.text)
    if not words or not around:
        return token
    text = around[1] + " ".join(words) + around[2]
    if text == token.text:
        return token
    return Decoded(token.seen, text, likeness, ((token.text, 1 - likeness),), REASON)


@lru_cache(maxsize=1)
def _by_size() -> dict[int, dict[str, list[str]]]:
    """Phrases by their number of words: letters without marks, words without punctuation."""
    found: dict[int, dict[str, list[str]]] = {}
    for phrase in PHRASES:
        words = _LETTERS.findall(phrase)
        found.setdefault(len(words), {})[_letters(phrase)] = words
    return found


def _letters(text: str) -> str:
    return "".join(_LETTERS.findall(skeleton(text))).lower()
