"""Names of agencies printed in capitals, given back the capitals of ordinary writing.

    "BỘ GIÁO DỤC VÀ ĐÀO TẠO" ─▶ "Bộ Giáo dục và Đào tạo"

Rules of Nghị định 30/2020/NĐ-CP, Phụ lục II (viết hoa), phần IV: the agency's kind and the first syllable
of each field of work have a capital, all syllables of a place have one, "và" and unit words have none.
Where the document itself writes the name in ordinary letters, that writing is taken.
"""

from __future__ import annotations

import re
from collections import Counter

from diacritics.syllable import is_syllable, normalise_tone
from extract.form.folding import is_capitals
from schemas import vocabulary

_TOKEN = re.compile(r"[^\s]+")
_LETTERS = re.compile(r"[^\W\d_]+")
OPENING = frozenset({",", "-", "–", "&", "("})  # signs after which another field of work begins


def ordinary(capitals: str, document: str = "") -> str:
    """The name in ordinary letters; `document` is text that may hold the name as its writers spell it."""
    if not is_capitals(capitals):
        return capitals
    return _as_written(capitals, document) or _by_rule(capitals)


def sentence(capitals: str) -> str:
    """Only the first letter a capital: "CHƯƠNG TRÌNH PHỐI HỢP" is "Chương trình phối hợp"."""
    small = capitals.lower()
    return small[:1].upper() + small[1:]


def _as_written(capitals: str, document: str) -> str | None:
    """The commonest writing of the same words in the document that is not all capitals."""
    pattern = r"\s+".join(re.escape(word) for word in capitals.split())
    found = [" ".join(m.split()) for m in re.findall(rf"(?<!\w){pattern}(?!\w)", document, re.IGNORECASE)]
    mixed = Counter(name for name in found if not is_capitals(name) and name[:1].isupper())
    return mixed.most_common(1)[0][0] if mixed else None


def _by_rule(capitals: str) -> str:
    words = _TOKEN.findall(capitals)
    out: list[str] = []
    index = 0
    fresh = True  # the next syllable begins a field of work
    place = False  # all syllables have a capital from here on
    while index < len(words):
        known, count = _known(words, index, starting=not out)
        if known:
            out.append(known)
            fresh = True
            within = index > 0 and words[index - 1] not in OPENING  # a place follows: "Khu kinh tế Dung Quất"
            place = within or normalise_tone(known.lower()) in vocabulary.party_committees()
            index += count
            continue
        word = words[index]
        unit = _unit(words, index)
        if unit and out:
            out.append(unit)
            index += len(unit.split())
            fresh, place = False, True
            continue
        out.append(_cased(word, fresh, place))
        fresh = word in OPENING or word[-1] in ",;" or word.lower() in ("và", "&")
        place = place and word.lower() not in vocabulary.agency_names("small")
        index += 1
    return " ".join(out)


def _known(words: list[str], index: int, *, starting: bool) -> tuple[str | None, int]:
    """An agency head (at the start, or after a dash) or a proper name that stands here, as printed."""
    heads = vocabulary.agency_heads() if starting or words[index - 1] in OPENING else ()
    for name in (*heads, *vocabulary.proper_names()):
        parts = name.split()
        here = words[index : index + len(parts)]
        if len(here) == len(parts) and all(_same(a, b) for a, b in zip(here, parts, strict=True)):
            return " ".join(_like(a, b) for a, b in zip(here, parts, strict=True)), len(parts)
    return None, 0


def _same(printed: str, known: str) -> bool:
    return normalise_tone(printed.rstrip(",").lower()) == normalise_tone(known.lower())


def _like(printed: str, known: str) -> str:
    """The printed letters (with their tone placement) in the capitals of the known word."""
    if known.isupper():
        return printed
    small = printed.lower()
    return small[:1].upper() + small[1:] if known[:1].isupper() else small


def _unit(words: list[str], index: int) -> str | None:
    for unit in sorted(vocabulary.unit_words(), key=len, reverse=True):
        parts = unit.split()
        if [w.lower() for w in words[index : index + len(parts)]] == parts:
            return unit
    return None


def _cased(word: str, fresh: bool, place: bool) -> str:
    letters = _LETTERS.search(word)
    if not letters or not all(is_syllable(part) for part in _LETTERS.findall(word)):
        return word  # UBND, KH&CN, BHXH: an abbreviation
    small = word.lower()
    if small in vocabulary.agency_names("small"):
        return small
    if fresh or place:
        at = letters.start()
        return small[:at] + small[at : at + 1].upper() + small[at + 1 :]
    return small
