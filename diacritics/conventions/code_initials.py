"""The abbreviation in a code, by the name of the document that stands before it.

    "Hợp đồng số 02/HD/2025" ─▶ "Hợp đồng số 02/HĐ/2025"      "Hướng dẫn số 7/HD-BNV" stays

HD may be hướng dẫn or hợp đồng, DA dự án or đề án. The language model takes the code alone and cannot know;
the words before the number do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from diacritics.lattice import Decoded
from diacritics.syllable import skeleton

REASON = "initials of the words before the number"
_CODE = re.compile(r"(\W?\d[\d./]*/)([^\W\d_]{2,5})(?![\w.])")


def with_type_initials(decoded: Sequence[Decoded]) -> Iterator[Decoded]:
    """The tokens, an abbreviation's D as in the words that it abbreviates: "<words> số <code>"."""
    for at, token in enumerate(decoded):
        found = _CODE.match(token.text)
        if found and "Đ" not in token.seen and at and skeleton(decoded[at - 1].text).lower() == "so":
            words = [before.text for before in decoded[max(at - 1 - len(found[2]), 0) : at - 1]]
            initials = "".join(_initial(word) for word in words)
            if found[2].isupper() and initials != found[2] and skeleton(initials) == skeleton(found[2]):
                text = found[1] + initials + token.text[found.end() :]
                yield replace(token, text=text, reason=REASON)
                continue
        yield token


def _initial(word: str) -> str:
    """As abbreviations have it: Đ is a letter of its own, other marks go."""
    first = word[:1].upper()
    return first if first == "Đ" else skeleton(first)
