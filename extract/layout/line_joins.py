"""Texts of consecutive lines joined to one line; a code that was broken at a line end is whole again.

"1744/QĐ-", "BGTVT ngày 31/12" ─ join ─▶ "1744/QĐ-BGTVT ngày 31/12"
"giai đoạn 2021 -", "2025"    ─ join ─▶ "giai đoạn 2021 - 2025"
"""

from __future__ import annotations

import re
from collections.abc import Iterable

# Last word of a line and first of the next that are one code, date or span of years.
_BROKEN = tuple(
    (re.compile(before), re.compile(after))
    for before, after in (
        (r"\d[^\s]*/[^\s]*[-/]$", r"[A-ZĐ0-9]"),  # 2103/QĐ- | UBND; 61/2018/ | NĐ-CP; 16/12/ | 2021
        (r"\d+[-/]$", r"[A-ZĐ][A-Za-zĐđ]*[/-]"),  # 32- | CTr/TU
        (r"\d{4}[-–]$", r"\d{4}\b"),  # 2021- | 2025
        (r"\d[^\s]*/[A-Za-zĐđ0-9-]+$", r"[-/][A-ZĐ]{2,}"),  # 1744/QĐ | -BGTVT
        (r"\d$", r"/[A-Za-zĐđ]{2,}[-/]"),  # 1744 | /QĐ-BGTVT
        (r"\b\d{1,2}/$", r"\d{1,2}/\d{4}"),  # 16/ | 12/2021
        (r"(?:https?://|www\.)\S*[-/.]$", r"\S"),  # an address
        (r"[A-ZĐ]{2,}[-&]$", r"[A-ZĐ]{2,}\b"),  # BCVT& | CĐS
    )
)

_LONGEST = 120  # letters of a code or an address that are looked at; the patterns take the cube of it


def join(texts: Iterable[str]) -> str:
    """The texts as one line, blanks squeezed."""
    whole = ""
    for text in (" ".join(text.split()) for text in texts):
        if whole and text:
            whole += ("" if _is_broken(whole, text) else " ") + text
        else:
            whole += text
    return whole


def _is_broken(before: str, after: str) -> bool:
    last, first = before[-_LONGEST:].rsplit(maxsplit=1)[-1], after[:_LONGEST].split(maxsplit=1)[0]
    return any(end.search(last) and start.match(first) for end, start in _BROKEN)
