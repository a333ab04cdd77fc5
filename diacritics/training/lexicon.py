"""Word lists to lines of text that the model learns names and rare words from.

    FOLDER/*.tsv, *.txt ─▶ lines like "xã Ba Tơ, huyện Ba Tơ, tỉnh Quảng Ngãi"

Running text names a commune a few times or never; the lists name each once. Type words go in small
letters, as within a sentence; the names of one district follow each other as in an enumeration.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from diacritics.syllable import nfc

# File: its columns from the smallest unit to the largest, as "type name" texts.
_UNITS = {"admin_units_2025.tsv": (1, 0), "admin_units_legacy_63.tsv": (2, 1, 0)}
_WORDS = ("agencies_curated.txt", "words_viet74k_union.txt")
_LONGEST_TYPE = ("thành phố", "thị trấn", "thị xã", "đặc khu")


def lines(folder: Path) -> Iterator[str]:
    """Every line of text that the lists of `folder` give; lists that are not there are left out."""
    for name, columns in _UNITS.items():
        rows = [row.split("\t") for row in _read(folder / name)]
        yield from _places(tuple(row[i] for i in columns) for row in rows if len(row) > columns[0])
    for name in _WORDS:
        yield from _read(folder / name)


def _read(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    return [nfc(line) for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _places(rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Each unit with those it lies in, then the bare names of each district in a row."""
    for above, units in groupby(rows, key=lambda row: row[1:]):
        found = [unit[0] for unit in units if unit[0]]
        yield from (", ".join(map(_small, (unit, *above))) for unit in found)
        yield ", ".join(_bare(unit) for unit in found)


def _type(unit: str) -> str:
    """The type word or words that a unit's name begins with."""
    low = unit.lower()
    return next((kind for kind in _LONGEST_TYPE if low.startswith(kind)), low.partition(" ")[0])


def _small(unit: str) -> str:
    return _type(unit) + unit[len(_type(unit)) :]


def _bare(unit: str) -> str:
    return unit[len(_type(unit)) :].strip()
