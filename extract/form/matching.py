"""Words of the form found in text that OCR may have damaged: marks lost, a letter misread, blanks lost.

Comparison is without Vietnamese marks and case; long words may differ in some letters, words of up to
four letters must be equal but for the digits that OCR reads for letters (S6 is Số, V1 is Vi).
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice

from rapidfuzz.distance import Levenshtein

from extract.form.folding import fold_letters

# Similarity from which two stretches are the same anchor; "Noi nhdn" to "noi nhan" is 0.88, and the nearest
# different anchors of the form ("Quyết định", "Quy định") are 0.78 alike.
ALIKE = 0.8
SHORT = 4
_WORD = re.compile(r"[^\W_]+(?:/[^\W\d_]+)?")
_LEADING = re.compile(r"^[\W_\u02b0-\u02ff]*")  # strokes too that are letters to Unicode: "ˆ_~ Lưu"


def alike(a: str, b: str) -> bool:
    """Whether two stretches may be the same words."""
    x, y = fold_letters(a), fold_letters(b)
    if min(len(x), len(y)) <= SHORT:
        return x == y
    return Levenshtein.normalized_similarity(x, y) >= ALIKE


def similarity(a: str, b: str) -> float:
    """How alike two stretches are without marks, case and blanks, 0..1."""
    return Levenshtein.normalized_similarity(fold_letters(a), fold_letters(b))


@lru_cache(maxsize=16384)
def after(text: str, anchor: str) -> int | None:
    """Where the text goes on after the anchor at its beginning (signs before it are passed over)."""
    start = _LEADING.match(text)
    offset = start.end() if start else 0
    wanted = len(_WORD.findall(anchor))
    words = list(islice(_WORD.finditer(text, offset), wanted + 1))
    for count in (wanted, wanted + 1, wanted - 1):
        if 0 < count <= len(words) and alike(text[words[0].start() : words[count - 1].end()], anchor):
            return words[count - 1].end()
    return _joined(text, offset, anchor)


def _joined(text: str, start: int, anchor: str) -> int | None:
    """The end of an anchor whose last blank was lost: "Căn cứNghị định"; a capital must follow."""
    wanted = fold_letters(anchor)
    end, found = start, 0
    while len(wanted) > SHORT and end < len(text) and found < len(wanted):
        sign = fold_letters(text[end])
        if not wanted.startswith(sign, found):
            return None
        end, found = end + 1, found + len(sign)
    joined = found == len(wanted) > SHORT and text[end : end + 1].isupper() and text[end - 1].islower()
    return end if joined else None


def first_anchor(text: str, anchors: tuple[str, ...]) -> tuple[str, int] | None:
    """The anchor that the text begins with (the likest, then the longest), and where it ends."""
    ends = [(anchor, after(text, anchor)) for anchor in anchors]
    fitting = [(anchor, end) for anchor, end in ends if end is not None]
    if not fitting:
        return None
    return max(fitting, key=lambda f: (_likeness(text[: f[1]], f[0]), len(f[0])))


def _likeness(printed: str, anchor: str) -> tuple[float, float]:
    """Without marks first; marks decide between anchors that differ in nothing else."""
    marked = Levenshtein.normalized_similarity(printed.strip().lower(), anchor.lower())
    return similarity(printed, anchor), marked


@lru_cache(maxsize=4096)
def is_rule(text: str) -> bool:
    """Whether a line is only an ornament: "_____", "-----", "***"; no two letters or digits together."""
    return not re.search(r"[^\W_]{2}", text)


def clean(text: str) -> str:
    """A title without the ornaments around it and its closing signs."""
    bare = re.sub(r"_{2,}|-{3,}|\*{2,}|—{2,}|\.{4,}", " ", text)
    return re.sub(r"\s+", " ", bare).strip(" :;*_—").removesuffix("./.").rstrip(" .")
