"""Names of persons: what is one, its family name, and a damaged one mended.

"PGS.TS. Nguyễn Văn An" ─▶ is a name      "Nør:yên Văn Phúc" ─▶ "Nguyễn Văn Phúc", for review
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from diacritics.syllable import is_syllable, nfc
from extract.core.model import Line
from extract.form.folding import is_capitals
from extract.form.matching import similarity
from extract.form.positions import has_mark, is_position, plain_text
from schemas import vocabulary

NEAR_NAME = 0.6  # "Nør:yên" to Nguyễn is 0.67
SHORTEST = 3  # letters; among shorter words one is always near to another
NAME_WORDS = 2, 5  # of a clear name
FEWEST = 2  # words of a name; of 79 signers of reference records 78 have three or more
NAME_WORD = re.compile(r"^[^\W\d_]+(?:['’\-][^\W\d_]+)?$")


def is_name(text: str) -> bool:
    """Two to six words that each begin with a capital, academic titles and ranks apart."""
    words = without_prefix(text).split()
    if not 2 <= len(words) <= 6 or is_position(text) or has_mark(text):
        return False
    if not all(NAME_WORD.match(word) and word[0].isupper() for word in words):
        return False
    if max(len(word) for word in words) < 3 and words[0] not in vocabulary.surnames():
        return False  # "Ị Bị": strokes of a signature
    return not is_capitals(text) or words[0].capitalize() in vocabulary.surnames()


def is_clear_name(words: Sequence[str]) -> bool:
    """Whether words read from a picture surely are a name: whole syllables, a family name first."""
    few, many = NAME_WORDS
    return (
        few <= len(words) <= many
        and all(word[0].isupper() and word[1:].islower() and is_syllable(word) for word in words)
        and words[0] in vocabulary.surnames()
    )


def mended(line: Line) -> str | None:
    """A name whose first word alone was damaged, with the family name nearest to it; None for any other.

    "Nør:yên Văn Phúc" is "Nguyễn Văn Phúc": two whole words follow, one family name is near.
    """
    if is_position(line.text) or has_mark(line.text):
        return None  # "PHÓ GIÁM ĐỐC": Phó is a family name too
    words = plain_text(line).split()
    letters = " ".join(word for word in words if len(word) > 1 or word.isupper())
    named = is_name(letters) and has_family_name(letters) and not is_capitals(letters)
    if named and letters != " ".join(words):
        return letters  # "Đặng à Văn ã Minh": strokes of a signature between the words
    if is_name(line.text) or not 3 <= len(words) <= 5 or all(w.confidence >= 1 for w in line.words):
        return None
    for count in (1, 2):  # "Nør:yên Văn Phúc", "Nør: yến Văn Phúc"
        seen = "".join(words[:count])
        near = max(sorted(vocabulary.surnames()), key=lambda name: similarity(seen, name))
        whole = all(word[0].isupper() and is_syllable(word) for word in words[count:])
        near_enough = min(len(seen), len(near)) >= SHORTEST and similarity(seen, near) >= NEAR_NAME
        if whole and len(words) - count >= 2 and near_enough:
            return " ".join((near, *words[count:]))
    return None


def is_cut(line: Line) -> bool:
    """Whether a name that was read from a picture lacks something: a name of two words may have lost its
    family name to the seal, which lies over the left third of the signature (Nghị định 30/2020/NĐ-CP, Phụ lục
    I, phần II, mục 8), and one that ends with a single letter the rest of that word."""
    words = without_prefix(line.text).split()
    read = any(word.confidence < 1 for word in line.words)
    return read and (len(words) == FEWEST or (bool(words) and len(words[-1]) == 1))


def without_prefix(text: str) -> str:
    """The name alone: "PGS.TS. Nguyễn Văn An" without "PGS.TS."."""
    bare = re.sub(r"^[^\w]+|[^\w]+$", "", nfc(text))
    for prefix in vocabulary.name_prefixes():
        match = re.match(rf"{re.escape(prefix)}[.,\s]+(?=\w)", bare)
        if match:
            return without_prefix(bare[match.end() :])
    return bare


def has_family_name(text: str) -> bool:
    """Whether the first word of the name is a known family name."""
    words = without_prefix(text).split()
    return bool(words) and words[0].capitalize() in vocabulary.surnames()
