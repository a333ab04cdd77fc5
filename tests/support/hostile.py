"""Two hundred hostile and broken files, each with the error code it must give.

    PYTHONPATH=.:tests python -m support.hostile FOLDER      writes them, to be converted by hand

Deterministic, and small on disk: what is huge is packed or only claimed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from support import hostile_images, hostile_office, hostile_pdf


class Hostile(NamedTuple):
    """A file of the folder and what may become of it: error codes, "converted" among them."""

    name: str
    data: bytes
    codes: frozenset[str]


def files() -> Iterator[Hostile]:
    """All of them, families one after another."""
    for family in (hostile_pdf, hostile_images, hostile_office):
        for name, data, codes in family.files():
            yield Hostile(name, data, frozenset(codes.split("|")))


def write(folder: Path) -> dict[str, frozenset[str]]:
    """Write them into a folder; what may become of each, by its name."""
    folder.mkdir(parents=True, exist_ok=True)
    expected = {}
    for name, data, codes in files():
        assert name not in expected, name
        (folder / name).write_bytes(data)
        expected[name] = codes
    return expected


if __name__ == "__main__":
    print(len(write(Path(sys.argv[1]))))
