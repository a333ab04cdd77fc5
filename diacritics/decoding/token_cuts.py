"""Words that a recogniser joined or filled with signs: how a printed token is cut.

    parts of each token ─ other cuts of the doubtful ones ─▶ evidence of each in its context ─▶ parts

"Vi~tNam" is Việt Nam, "nh~tkY" nhất ký, "m!;lnh" mạnh. A cut is weighed by what the channel
and the language model say of the words it gives, in the sentence around; the cut that `parts` made stays
unless another is clearly better.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from diacritics.channel.channels import Recogniser
from diacritics.channel.edit_model import looks
from diacritics.decoding.candidates import NO_CASE, OWN_LETTER, Candidates
from diacritics.language_model import LanguageModel
from diacritics.lattice import Lattice, Slot
from diacritics.parts import Kind, Part, is_legal_skeleton

Cut = tuple[Part, ...]

_JOINED = -4.0  # log probability that a blank between two words was lost
# By so much the evidence of another cut must be better: with a channel of the document's own, with another.
_CLEARLY, _VERY_CLEARLY = 2.0, 10.0
_FAR = 6.0  # log P by which a cut may be behind the likeliest to be weighed at all
_SIGN_INSIDE = -4.0  # log probability of a sign between two letters of a printed word
_OFTEN = -5.0  # log P(seen | word) from which a token is no joined words
CONTEXT = 2  # parts on each side that a cut is weighed with
_WIDTH = 8  # candidates of a place that are weighed
_LONGEST_TOKEN = 24
_LEAST_LETTERS = 2
_SHORTEST_JOINED = 5  # letters of two words
_INNER = re.compile(r"^([(\[“”\"'‘’«\-–—•+*.,:;!?]*)(.*?)[)\]“”\"'‘’».,:;!?*…]*$", re.DOTALL)
_ABBREVIATIONS = re.compile(r"\w+(?:[.,&/-]\w+)+")
_ADDRESS_OR_CODE = re.compile(r"\d.*[/-].*[A-ZĐ]|[A-ZĐ]{2,}[/-]|@\w+\.|^[\W\d]*$|^\W*\d+[\W\d]*$")


def mended(
    pieces: Sequence[Cut], lattice: Lattice, candidates: Candidates, model: LanguageModel
) -> list[Cut]:
    """The parts of each token, cut anew where the evidence says so."""
    channel = candidates.channel
    assert isinstance(channel, Recogniser)
    clearly = _CLEARLY if channel.own else _VERY_CLEARLY
    found = list(pieces)
    channel.prepare(part.text.strip() for cut in pieces for part in cut if part.kind is not Kind.KEPT)
    asked = [
        at
        for at, token in enumerate(lattice)
        if _is_doubtful(token.seen, found[at]) and not _is_known(found[at], candidates)
    ]
    channel.joined.prepare(run for at in asked for run in _runs(lattice[at].seen))
    doubtful = {at: _likely_cuts(lattice[at].seen, channel) for at in asked}
    channel.prepare(
        part.text.strip()
        for cuts in doubtful.values()
        for _, cut in cuts
        for part in cut
        if part.kind is Kind.WORD
    )
    for at, cuts in doubtful.items():
        before = [part for cut in found[max(at - CONTEXT, 0) : at] for part in cut][-CONTEXT:]
        after = [part for cut in found[at + 1 : at + 1 + CONTEXT] for part in cut][:CONTEXT]
        own = evidence((*before, *found[at], *after), candidates, model) + _signs_inside(found[at])
        best, cut = max(
            ((price + evidence((*before, *cut, *after), candidates, model), cut) for price, cut in cuts),
            default=(own, found[at]),
            key=lambda pair: pair[0],
        )
        if best > own + clearly:
            found[at] = cut
    return found


def _is_doubtful(seen: str, cut: Cut) -> bool:
    """Whether a token has signs inside, or a long word that is no syllable."""
    if len(seen) > _LONGEST_TOKEN or _ADDRESS_OR_CODE.search(seen) or OWN_LETTER.search(seen):
        return False
    words = [part for part in cut if part.kind is Kind.WORD]
    if not words or any(part.kind is Kind.CODE for part in cut):
        return False
    start, end = _inner(seen)
    inner = seen[start:end]
    if len(inner) < len(words[0].text) or sum(c.isalpha() for c in inner) < _LEAST_LETTERS:
        return False
    if inner.isupper() and (len(words) == 1 or _ABBREVIATIONS.fullmatch(inner)):
        return False
    joined = len(inner) >= _SHORTEST_JOINED and not is_legal_skeleton(looks(inner))
    return len(words) > 1 or inner != words[0].text or joined


def _is_known(cut: Cut, candidates: Candidates) -> bool:
    """Whether a token is one word, and one that is often read so."""
    words = [part for part in cut if part.kind is Kind.WORD]
    return len(words) == len(cut) == 1 and float(_slot(words[0], candidates).channel.max()) > _OFTEN


def _inner(seen: str) -> tuple[int, int]:
    """Where a token begins and ends without the punctuation around it."""
    match = _INNER.match(seen)
    return match.span(2) if match else (0, len(seen))


def _likely_cuts(seen: str, channel: Recogniser) -> list[tuple[float, Cut]]:
    """Cuts of a token that are worth weighing, each with the price of its lost blanks."""
    cuts = list(_cuts(seen, channel))
    likeliest = max((score for score, _, _ in cuts), default=0.0)
    return [(price, cut) for score, price, cut in cuts if score > likeliest - _FAR]


def _cuts(seen: str, channel: Recogniser) -> Iterator[tuple[float, float, Cut]]:
    """Other cuts of a token, each with the log probability of its blanks being lost."""
    firsts, lasts = _bounds(seen)
    for first in firsts:
        for last in lasts:
            lead = [Part(sign, Kind.KEPT) for sign in seen[:first]]
            tail = [Part(sign, Kind.KEPT) for sign in seen[last:]]
            for score, words in channel.joined.segment(seen[first:last]):
                middle = [Part(" " * (k > 0) + word, Kind.WORD) for k, word in enumerate(words)]
                price = _JOINED * (len(words) - 1)
                yield score + price, price, (*lead, *middle, *tail)


def _bounds(seen: str) -> tuple[set[int], set[int]]:
    """Where the words of a token may begin and end: a sign beside them may be one of their letters."""
    start, end = _inner(seen)
    return {start, max(start - 1, 0)}, {end, min(end + 1, len(seen))}


def _runs(seen: str) -> Iterator[str]:
    """What the words of a token may be cut from."""
    firsts, lasts = _bounds(seen)
    for first in firsts:
        for last in lasts:
            yield seen[first:last]


def _signs_inside(cut: Cut) -> float:
    """Log probability of the signs between letters being printed there."""
    signs = "".join("-" if part.kind is Kind.KEPT and not part.text.isalnum() else "w" for part in cut)
    return _SIGN_INSIDE * signs.strip("-").count("-")


def evidence(parts: Iterable[Part], candidates: Candidates, model: LanguageModel) -> float:
    """log of the sum over all readings of these parts, by bigrams."""
    total, numbers = np.zeros(1, dtype=np.float32), None
    for part in parts:
        slot = _slot(part, candidates)
        best = np.argsort(-slot.channel, kind="stable")[:_WIDTH]
        new, channel = slot.numbers[best], slot.channel[best]
        if numbers is not None:
            left, right = np.broadcast_arrays(numbers[:, None], new[None, :])
            step, _ = model.bigram(left.ravel(), right.ravel())
            total = np.logaddexp.reduce(total[:, None] + step.reshape(left.shape), axis=0)
        else:
            total = model.unigram[new]
        total, numbers = total + channel, new
    return float(np.logaddexp.reduce(total))


def _slot(part: Part, candidates: Candidates) -> Slot:
    if part.kind is Kind.KEPT:
        return candidates.kept(part.text.strip())
    return candidates.slot(part.text.strip(), part.kind, NO_CASE, 1.0)
