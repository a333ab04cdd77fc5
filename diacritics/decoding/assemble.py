"""Chosen words back to tokens.

    Lattice + (Sentence, its Words) ─ assemble ─▶ Decoded, one a token, with why it changed

Letters of lists and the document's own abbreviations, which no single word tells, are mended on the way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from diacritics.conventions.abbreviations import own_abbreviations, rewritten
from diacritics.conventions.list_letters import lost_letters
from diacritics.decoding.chosen_words import Word
from diacritics.decoding.sentences import Sentence
from diacritics.language_model import LanguageModel
from diacritics.lattice import Decoded, Lattice

_LETTERED = "the letter after d in a list"
_SPELLED_OUT = "spelled out in the document"
_MISREAD = 0.2  # share of changed tokens from which a text's abbreviations are in doubt too


def assemble(
    lattice: Lattice, sentences: Iterable[tuple[Sentence, list[Word]]], channel: str, model: LanguageModel
) -> Iterator[Decoded]:
    """One Decoded a token, in order."""
    words: list[list[Word]] = [[] for _ in lattice]
    for sentence, chosen in sentences:
        for place, word in zip(sentence.places, chosen, strict=True):
            words[place.token].append(word)
    decoded = [_decoded(token.seen, found, channel) for token, found in zip(lattice, words, strict=True)]
    if channel != "vietnamese-ocr":
        for at in lost_letters(lattice):
            decoded[at] = replace(decoded[at], text="đ" + decoded[at].seen[1:], reason=_LETTERED)
    texts = [token.text for token in decoded]
    misread = sum(token.changed for token in decoded) >= _MISREAD * len(decoded)
    forms = own_abbreviations(texts, channel, model.numbers) if misread else {}
    for token, text in zip(decoded, rewritten(texts, forms), strict=True):
        yield token if text == token.text else replace(token, text=text, reason=_SPELLED_OUT)


def _decoded(seen: str, words: Sequence[Word], channel: str) -> Decoded:
    if len(words) == 1:
        (word,) = words
        reason = channel if word.text != seen else ""
        return Decoded(seen, word.text, word.posterior, word.alternatives, reason)
    text = "".join(word.text for word in words)
    open_words = [word for word in words if word.alternatives]
    alternatives: tuple[tuple[str, float], ...] = ()
    if len(open_words) == 1:
        at = words.index(open_words[0])
        before, after = "".join(w.text for w in words[:at]), "".join(w.text for w in words[at + 1 :])
        alternatives = tuple((before + form + after, p) for form, p in open_words[0].alternatives)
    posterior = min((word.posterior for word in words), default=1.0)
    return Decoded(seen, text, posterior, alternatives, channel if text != seen else "")
