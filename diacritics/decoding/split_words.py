"""Words that a recogniser split: "ng ành" is ngành, "th ực hi ện" thực hiện.

    lattice ─ neighbours of one line, one of them no word ─▶ evidence joined against apart ─▶ joined lattice
            ─ decoder ─▶ Decoded of the joined ─ apart ─▶ one a token, the later pieces empty

Weighed as `token_cuts` weighs cuts of one token: by what the channel and bigrams say of the readings, in the
words around. Numbers, codes, list letters and abbreviations are never pieces.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from diacritics import tokens
from diacritics.decoding.candidates import Candidates
from diacritics.decoding.token_cuts import CONTEXT, evidence
from diacritics.language_model import LanguageModel
from diacritics.lattice import Decoded, Lattice, Token
from diacritics.parts import Part, is_legal_skeleton, parts
from diacritics.syllable import is_syllable

JOINED = "joined to the word before"
_MOST_PIECES = 3
_PARTED = -6.0  # log probability that a blank came into a word
_CLEARLY = 4.0  # by so much the evidence of the joined word must be better
_RARE = -12.0  # log share of text under which a syllable is no word by itself: ện -12.6, ất -10.4
_LONGEST = 7  # letters of a syllable: nghiêng
_FIRST = re.compile(r"[(\[“\"]?([^\W\d_]{1,6})")
_INNER = re.compile(r"([^\W\d_]{1,6})")
_LAST = re.compile(r"([^\W\d_]{1,6})[,.;:!?)\]”\"]*")
_MISREAD_SMALL = frozenset("OSUCV")  # capitals of the shape of small letters: b O sung


class _Join(NamedTuple):
    """Pieces of one word: the number of the first, how many, and by how much joined is likelier."""

    first: int
    size: int
    gain: float


def rejoined(lattice: Lattice, candidates: Candidates, model: LanguageModel) -> tuple[list[Token], list[int]]:
    """The tokens with the pieces of split words in one, and how many tokens each was."""
    channel = candidates.channel.name
    chosen = _chosen(_joins(lattice, channel, candidates, model))
    found: list[Token] = []
    sizes: list[int] = []
    at = 0
    while at < len(lattice):
        size = chosen.get(at, 1)
        found.append(lattice[at] if size == 1 else _one(lattice[at : at + size]))
        sizes.append(size)
        at += size
    return found, sizes


def apart(lattice: Lattice, decoded: Iterable[Decoded], sizes: Sequence[int]) -> Iterator[Decoded]:
    """One Decoded a token: the word at its first piece, nothing at the others."""
    at = 0
    for token, size in zip(decoded, sizes, strict=True):
        yield token if size == 1 else replace(token, seen=lattice[at].seen, reason=_reason(lattice, at, size))
        for piece in lattice[at + 1 : at + size]:
            yield Decoded(piece.seen, "", token.posterior, (), JOINED)
        at += size


def _reason(lattice: Lattice, at: int, size: int) -> str:
    return "split: " + " ".join(piece.seen for piece in lattice[at : at + size])


def _one(pieces: Sequence[Token]) -> Token:
    seen = pieces[0].seen + "".join(
        piece.seen.lower() if piece.seen[0] in _MISREAD_SMALL and pieces[0].seen[-1].islower() else piece.seen
        for piece in pieces[1:]
    )
    return Token(seen, min(piece.confidence for piece in pieces), ends_line=pieces[-1].ends_line)


def _chosen(joins: Iterable[_Join]) -> dict[int, int]:
    """The best joins that share no token, by their first."""
    taken: set[int] = set()
    chosen: dict[int, int] = {}
    for join in sorted(joins, key=lambda join: (-join.gain, join.first)):
        held = range(join.first, join.first + join.size)
        if taken.isdisjoint(held):
            taken.update(held)
            chosen[join.first] = join.size
    return chosen


def _joins(lattice: Lattice, channel: str, candidates: Candidates, model: LanguageModel) -> Iterator[_Join]:
    """Neighbours that are clearly likelier as one word."""
    for first, size in _proposed(lattice, channel, model):
        after = first + size
        before = _parts(lattice[max(first - CONTEXT, 0) : first], channel)[-CONTEXT:]
        behind = _parts(lattice[after : after + CONTEXT], channel)[:CONTEXT]
        one = _parts([_one(lattice[first:after])], channel)
        two = _parts(lattice[first:after], channel)
        price = _PARTED * (size - 1)
        gain = price + evidence((*before, *one, *behind), candidates, model)
        gain -= evidence((*before, *two, *behind), candidates, model)
        if gain > _CLEARLY:
            yield _Join(first, size, gain)


def _parts(pieces: Lattice, channel: str) -> list[Part]:
    return [part for token in pieces for part in parts(token.seen, channel)]


def _proposed(lattice: Lattice, channel: str, model: LanguageModel) -> Iterator[tuple[int, int]]:
    """Places and sizes of neighbours on one line that may be one word."""
    for first in range(len(lattice)):
        for size in range(2, _MOST_PIECES + 1):
            pieces = lattice[first : first + size]
            if len(pieces) < size or any(piece.ends_line for piece in pieces[:-1]):
                break
            if _may_be_one(tuple(piece.seen for piece in pieces), channel, model):
                yield first, size


def _may_be_one(pieces: tuple[str, ...], channel: str, model: LanguageModel) -> bool:
    """Whether pieces, with punctuation around them only, are one word by their letters and case, and
    one of them is no word alone."""
    first, last = _FIRST.fullmatch(pieces[0]), _LAST.fullmatch(pieces[-1])
    inner = [_INNER.fullmatch(piece) for piece in pieces[1:-1]]
    if not first or not last or not all(inner):
        return False
    letters = [first[1], *pieces[1:-1], last[1]]
    if sum(map(len, letters)) > _LONGEST or not _in_one_case(letters, channel):
        return False
    word = "".join(letters)
    legal = is_syllable(word) if channel == "vietnamese-ocr" else is_legal_skeleton(word)
    return legal and not all(_is_word(piece, channel, model) for piece in letters)


def _in_one_case(letters: Sequence[str], channel: str) -> bool:
    """Small letters, with or without a first capital, or capitals throughout; no initial before a name."""
    if channel == "english-ocr" and letters[0].islower():
        letters = [piece.lower() if piece in _MISREAD_SMALL else piece for piece in letters]
    word = "".join(letters)
    return word[1:].islower() or word.isupper()


def _is_word(piece: str, channel: str, model: LanguageModel) -> bool:
    if channel == "vietnamese-ocr":
        return is_syllable(piece) and float(model.unigram[model.number(tokens.classify(piece))]) > _RARE
    return is_legal_skeleton(piece)
