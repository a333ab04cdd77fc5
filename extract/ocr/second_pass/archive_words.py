"""What several readings of an archive line say: "- Lưu: VT, KSTT (3b)".

    readings ─▶ those that say the same, else word by word by their shares ─▶ words, as sure as they agree

The line is in small print: letters of units, initials of who drew it up in still smaller print, copies in
brackets. No language knows these words; what they look like is known (Nghị định 30/2020/NĐ-CP, Phụ lục I,
phần II, mục 9b), and a reading that has this look counts more.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from diacritics.syllable import is_syllable, nfc
from extract.form.folding import LOWER, UPPER

# "- Lưu:", "Lưu" and what is left of it: "Lưui", "Ltru", "hưu".
LABEL = re.compile(rf"^\W*(?:L[{LOWER}]{{1,4}}|[{LOWER}]?[ưừứửữự][{LOWER}]{{0,2}})\b\s*[:;.]?[-–\s]*")
UNIT = rf"[{UPPER}&]{{1,12}}\d{{0,2}}"
DRAWN_UP = rf"[{UPPER}]?[{LOWER}]{{1,9}}\d{{0,4}}|[{UPPER}]\.[{UPPER}][{LOWER}]+"  # lqv42, Tien32, V.Anh
IN_BRACKETS = rf"\((?:\d{{1,2}}b?|{UNIT}|{DRAWN_UP})\)"
# "VT", "P.KTTHTien32", "KSTT(NTVA)", "(02b)", "“HT”"
LOOK = re.compile(
    rf"(?:{UNIT}(?:[-./]{UNIT})*(?:[./]?(?:{DRAWN_UP}))?(?:{IN_BRACKETS})?|{DRAWN_UP}|{IN_BRACKETS}|[“\"]{UNIT}[”\"])"
)
OTHER_LOOK = 0.3  # factor for a word that does not look so
ENDS = " ,;.:"
# A line recogniser takes a bracket in small print for a letter: "TTHCCThu)" is TTHC(Thu), "NCdong)" NC(long).
LOST_BRACKET = re.compile(rf"^([{UPPER}&]{{2,}})(C(?=[{UPPER}])|d(?=[{LOWER}]))([^()]+\))")
BRACKET_FOR = {"C": "(", "d": "(l"}
AFTER_COPIES = re.compile(r"^(\(\d{1,2}b?\))\W*\w{1,2}\W*$")  # strokes of who signed for the copies
# Trust in what three readings say alike, and two, which may be one recogniser's: that is for review.
WHOLE, PARTLY = 0.9, 0.55
UNSURE = 0.5  # share of the readings under which only what they have in common stays
PART_ENDS = re.compile(r".*(?=[.,;(/])")


@dataclass(frozen=True, slots=True)
class Said:
    """A word and how sure it is, 0..1."""

    text: str
    sure: float

    @property
    def key(self) -> str:
        """Its letters and digits."""
        return re.sub(r"\W", "", self.text).casefold()

    @property
    def looks_so(self) -> bool:
        """Whether it has the look of a word of archive lines."""
        bare = self.text.strip(ENDS)
        return is_syllable(bare) or LOOK.fullmatch(bare) is not None

    @property
    def weight(self) -> float:
        """What the word counts among other readings of it."""
        return self.sure * (1.0 if self.looks_so else OTHER_LOOK)


Reading = tuple[Said, ...]


def reading_of(words: Sequence[tuple[str, float]]) -> Reading:
    """The words behind "Lưu:", as they were read; () where it stands in none of them."""
    text = nfc(" ".join(word for word, _ in words))
    label = LABEL.match(text)
    if not label:
        return ()
    found: list[Said] = []
    end = 0
    for word, sure in words:
        start, end = end, end + len(nfc(word)) + 1
        own = _mended(text[max(start, label.end()) : end].strip())
        found += [Said(own, sure)] if re.search(r"\w", own) else []
    return tuple(found)


def _mended(word: str) -> str:
    word = LOST_BRACKET.sub(lambda found: f"{found[1]}{BRACKET_FOR[found[2]]}{found[3]}", word)
    return AFTER_COPIES.sub(r"\1", word)


def same(one: Reading, other: Reading) -> bool:
    """Whether two readings have the same letters and digits."""
    return _key(one) == _key(other)


def decided(readings: Sequence[Reading]) -> Reading:
    """What the readings say together; the first is the page's own, and stays where nothing says more."""
    told = [reading for reading in readings if reading]
    groups: dict[str, list[Reading]] = defaultdict(list)
    for reading in told:
        groups[_key(reading)].append(reading)
    alike = max(groups.values(), key=lambda group: (len(group), sum(map(_weight, group))))
    if len(alike) > 1 and sum(map(_weight, alike)) > _weight(told[0]):
        best = max(alike, key=_weight)
        trust = WHOLE if len(alike) > 2 else PARTLY
        return tuple(replace(word, sure=trust if word.looks_so else min(trust, word.sure)) for word in best)
    return _word_by_word(told)


def _key(reading: Reading) -> str:
    return "".join(word.key for word in reading)


def _weight(reading: Reading) -> float:
    return min((word.weight for word in reading), default=0.0)


def _word_by_word(told: Sequence[Reading]) -> Reading:
    """Each word by the readings that have as many words as most have."""
    counts = Counter(map(len, told))
    length = max(counts, key=lambda count: (counts[count], count == len(told[0])))
    columns = zip(*(reading for reading in told if len(reading) == length), strict=True)
    words = tuple(_most_said(column) for column in columns)
    return tuple(word for word in words if word.text)


def _most_said(column: Sequence[Said]) -> Said:
    """The word with the largest share; where none has much, what all have in common."""
    shares: dict[str, float] = defaultdict(float)
    for word in column:
        shares[word.key] += word.weight
    key = max(shares, key=lambda key: shares[key])
    best = max((word for word in column if word.key == key), key=lambda word: word.weight)
    share = shares[key] / max(sum(shares.values()), 1e-6)
    if share < UNSURE and (common := PART_ENDS.match(_in_common([word.text for word in column]))):
        return Said(common[0], share)
    return replace(best, sure=round(min(share, best.sure), 3))


def _in_common(texts: Sequence[str]) -> str:
    """How all the texts begin."""
    first, last = min(texts), max(texts)
    return first[: next((i for i, sign in enumerate(first) if last[i : i + 1] != sign), len(first))]
