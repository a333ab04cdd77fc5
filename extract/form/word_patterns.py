"""Lists of the vocabulary as parts of patterns.

words ─ any_of ─▶ "tham mưu|tổ chức|lập", alternatives with the longest first
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping


def any_of(words: Iterable[str], not_after: Mapping[str, Iterable[str]] | None = None) -> str:
    """The words as alternatives; `not_after` has for some of them what may not stand before.

    >>> any_of(["mục", "biểu số"], {"mục": ["danh", "đề"]})
    'biểu\\\\ số|(?<!danh )(?<!đề )mục'
    """
    excluded = not_after or {}
    return "|".join(
        "".join(f"(?<!{re.escape(before)} )" for before in excluded.get(word, ())) + re.escape(word)
        for word in sorted(words, key=len, reverse=True)
    )


def either_case(words: Iterable[str]) -> str:
    """The words as alternatives, each with a capital or without.

    >>> either_case(["điều", "Phụ lục"])
    '[Đđ]iều|[Pp]hụ\\\\ lục'
    """
    return "|".join(f"[{word[0].upper()}{word[0].lower()}]{re.escape(word[1:])}" for word in words)
