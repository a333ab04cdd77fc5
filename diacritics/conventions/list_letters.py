"""The letter đ of a list whose marks are lost.

    lines that begin a) b) c) d) d) e) ─▶ the place of the second d)

Points of a clause are lettered in the order of the Vietnamese alphabet, a b c d đ e g (NĐ 30/2020/NĐ-CP,
annex I), so a d that follows a d is a đ.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from diacritics.lattice import Lattice

_ITEM = re.compile(r"[a-zđ](?=[).]$)")


def lost_letters(lattice: Lattice) -> Iterator[int]:
    """Tokens at a line's beginning that are "d)" or "d." where the list's letter before is d too."""
    before = ""
    for at, token in enumerate(lattice):
        item = _ITEM.match(token.seen) if at == 0 or lattice[at - 1].ends_line else None
        if item:
            if before == item[0] == "d":
                yield at
            before = "" if before == item[0] else item[0]
