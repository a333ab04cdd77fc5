"""Corpus files to arrays of token numbers.

    FOLDER/*.txt.xz (UTF-8 NFC, one paragraph a line) ─▶ Stream (uint32 numbers of raw tokens)

Raw tokens are numbered in order of first sight over all files; `training.vocabulary` maps them to the
model's entries. Each paragraph ends with the boundary token. One paragraph in `HELD_BACK_SHARE`, told
by a hash of its text, is held back from training and is what `bench/restoration.py` measures on.
"""

from __future__ import annotations

import lzma
import zlib
from array import array
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from diacritics import tokens

# How much a count of each source weighs: administrative text is what the model is for, and rare;
# the recent legal text has today's names of ministries.
WEIGHTS = {"administrative": 4, "legal-recent": 2, "legal": 1, "encyclopedia": 1, "news": 1}
LEXICON_WEIGHT = 1

HELD_BACK_SHARE = 200  # one paragraph of so many


class _RawNumbers(dict[str, int]):
    """Raw token to provisional raw number; each new raw token is numbered when first seen."""

    def __missing__(self, raw: str) -> int:
        self[raw] = number = len(self)
        return number


@dataclass(slots=True)
class Stream:
    """One corpus file: numbers of raw tokens in running order, and the paragraphs read."""

    name: str
    raw: NDArray[np.uint32]
    paragraphs: int


def paragraphs(path: Path, exclude: Container[str] = frozenset()) -> Iterator[str]:
    """The lines of one corpus file but for those held back or whose squeezed text is in `exclude`."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            squeezed = squeeze(line)
            if not held_back(squeezed) and squeezed not in exclude:
                yield line


def held_back(squeezed: str) -> bool:
    """Whether a paragraph (squeezed) is kept for measuring, never trained on."""
    return zlib.crc32(squeezed.encode()) % HELD_BACK_SHARE == 0


def squeeze(line: str) -> str:
    """The line without blanks at its ends and doubled blanks: what two copies of a sentence share."""
    return " ".join(line.split())


class Reader:
    """Reads corpus files one after another into streams over one common raw numbering."""

    def __init__(self) -> None:
        self._raw: _RawNumbers = _RawNumbers()
        self._boundary = self._raw[tokens.BOUNDARY]

    def read(self, path: Path, exclude: Container[str] = frozenset()) -> Stream:
        """The stream of one corpus file."""
        return self.take(path.name.split(".")[0], paragraphs(path, exclude))

    def take(self, name: str, lines: Iterable[str]) -> Stream:
        """The stream of some lines of text."""
        numbers = array("I")
        count = 0
        find, look_up, boundary = tokens.TOKEN.findall, self._raw.__getitem__, self._boundary
        for line in lines:
            numbers.extend(map(look_up, find(line)))
            numbers.append(boundary)
            count += 1
        return Stream(name, np.frombuffer(numbers, dtype=np.uint32), count)

    def raw_tokens(self) -> list[str]:
        """Raw tokens in the order of their numbers."""
        return list(self._raw)
