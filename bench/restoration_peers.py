"""What restoration is measured against: the most frequent form of each word, and pyvi.

    line as seen ─ skeleton ─▶ peer ─▶ text with marks

Peers know nothing but lost marks, so they are given the skeleton of what was seen. pyvi (PyPI, MIT;
ViUtils.add_accents, a tagger over words) is asked where it is installed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from importlib import import_module

from diacritics import language_model
from diacritics.channel.channels import Stripped
from diacritics.syllable import skeleton

Peer = Callable[[str], str]

_LETTERS = re.compile(r"[^\W\d_]+")


def peers() -> dict[str, Peer]:
    """Name and function of every peer that is installed; tells of those that are not."""
    found: dict[str, Peer] = {"frequent": most_frequent}
    try:
        found["pyvi"] = _of_bare(import_module("pyvi.ViUtils").add_accents)
    except ImportError:
        print("pyvi not installed: pip install pyvi")
    return found


def most_frequent(text: str) -> str:
    """Every word in the form that its skeleton has most often, as any dictionary would put it."""
    return _LETTERS.sub(lambda word: _frequent(word[0]), skeleton(text))


def _of_bare(add_accents: Peer) -> Peer:
    def restored(line: str) -> str:
        bare = skeleton(line)
        try:
            return add_accents(bare) if bare.strip() else bare
        except KeyError:  # pyvi 0.1.1 knows no word with some letters: the line stays bare
            return bare

    return restored


@lru_cache(maxsize=1)
def _forms() -> Stripped:
    return Stripped(language_model.load())


@lru_cache(maxsize=100_000)
def _frequent(word: str) -> str:
    model = language_model.load()
    numbers = _forms().read(word).numbers
    if not len(numbers):
        return word
    best: str = model.words[numbers[model.unigram[numbers].argmax()]]
    return best.upper() if word.isupper() and len(word) > 1 else best.title() if word[0].isupper() else best
