"""Whether one text may be a misreading of another, or says something else.

    "Lãnh đao VP UBND tỉnh", "Lãnh đạo VP UBND tỉnh" ─▶ yes      "Sở Tài chính", "Bộ Tài chính" ─▶ no

Lists of recipients differ by one word, numbers by one digit: likeness of letters alone takes them for one.
A recogniser loses marks, letters and blanks; it puts no other word in a word's place, nor digits.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from diacritics.syllable import normalise_tone, skeleton
from extract.form.known_words import is_word

# Share of letters that a word has of the one it was read for. On halves of 11 sources learned from the others
# (bench/knowledge.py, 2026-11-27): from 0.3 KGVX is taken for KTTH, from 0.7 PCvE no more for PCVP.
LIKE = 0.5
STRAY = 1  # letters of a speck behind the text


@lru_cache(maxsize=16384)
def words(text: str) -> tuple[str, ...]:
    """Its words, small, with one tone placement."""
    return tuple(re.findall(r"\w+", normalise_tone(text).lower()))


def is_same(one: str, other: str) -> bool:
    """Whether two texts are the same letters and figures: abbreviations have blanks between them or not."""
    return "".join(words(one)) == "".join(words(other))


def is_misreading(seen: str, meant: str, *, cut: bool = False) -> bool:
    """Whether what was seen may be what was meant; `cut`: words may be lost, as of a name under a seal.

    >>> is_misreading("Như Điều 3", "Như Điều 4"), is_misreading("Lãnh đao Sở", "Lãnh đạo Sở")
    (False, True)
    """
    read, known = words(seen), words(meant)
    if not read or not known or is_same(seen, meant):
        return False
    printed = re.findall(r"\w+", normalise_tone(seen))
    kept = [step for step in Levenshtein.opcodes(read, known) if step.tag == "equal"]
    starts = [(0, 0), *((step.src_end, step.dest_end) for step in kept)]
    ends = [*((step.src_start, step.dest_start) for step in kept), (len(read), len(known))]
    return all(
        _step(printed[i:j], known[k:m], cut=cut, last=j == len(read))
        for (i, k), (j, m) in zip(starts, ends, strict=True)
        if i < j or k < m
    )


def _step(read: Sequence[str], known: tuple[str, ...], *, cut: bool, last: bool) -> bool:
    """Whether these words were read for those, which stand in the same place."""
    seen, meant = "".join(read).lower(), "".join(known)
    if re.search(r"\d", seen + meant):
        return False
    if not known:
        return last and len(seen) <= STRAY
    if not read:
        return cut
    if skeleton(seen) == skeleton(meant):
        return True
    is_other = all(is_word(word) for word in read)
    return not is_other and Levenshtein.normalized_similarity(skeleton(seen), skeleton(meant)) >= LIKE
