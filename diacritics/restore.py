"""Text in, text out: what was meant, line for line, with numbers, codes, case and blanks untouched.

    text ─ choose ─▶ channel ─▶ tokens ─▶ parts ─▶ segments of slots ─ decoder ─▶ Decoded ─▶ text

A legacy encoding is decoded, not guessed. Everything else goes through one decoder: the channel says
what each word may have been, the language model which of it fits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from diacritics import language_model, segments
from diacritics.candidates import Candidates
from diacritics.channel import RECOGNISERS, Recogniser, Stripped
from diacritics.choose import NONE, choose
from diacritics.decoder import decode
from diacritics.encodings import ENCODINGS, decode_runs
from diacritics.encodings import decode as decode_legacy
from diacritics.lattice import Decoded, Lattice, Token
from diacritics.syllable import nfc

CHANNELS = ("auto", "stripped", *RECOGNISERS, *ENCODINGS, NONE)

_CHUNK = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Restoration:
    """The restored text, the channel it came through, and every token with what it was."""

    text: str
    channel: str
    tokens: tuple[Decoded, ...]

    def explain(self) -> str:
        """What changed and why: 'S& -> Sở (0.98: english-ocr, in "Sở Khoa học"); ...'."""
        return "; ".join(
            f"{token.seen} -> {token.text} ({token.posterior:.2f}: {token.reason})"
            for token in self.tokens
            if token.changed
        )


def restore(text: str, channel: str = "auto") -> Restoration:
    """The text as it was meant. `channel`: one of CHANNELS (ValueError otherwise).

    Lines, blanks, numbers, addresses and case stay; a text that needs nothing comes back unchanged.
    """
    if channel not in CHANNELS:
        raise ValueError(f"unknown channel {channel!r}; one of {', '.join(CHANNELS)}")
    if channel != NONE:
        text = nfc(text)
    name = choose(text) if channel == "auto" else channel
    chunks = list(_CHUNK.finditer(text))
    if name == NONE:
        return Restoration(text, name, tuple(Decoded(chunk[0], chunk[0], 1.0) for chunk in chunks))
    if name in ENCODINGS:
        return _legacy(text, name, _by_line(text) if channel == "auto" else decode_legacy(text, name))
    starts = [*(chunk.start() for chunk in chunks[1:]), len(text)]
    tokens = [
        Token(chunk[0], ends_line="\n" in text[chunk.end() : following])
        for chunk, following in zip(chunks, starts, strict=False)
    ]
    decoded = restore_lattice(tokens, name)
    return Restoration(_rejoined(text, chunks, decoded), name, decoded)


def restore_lattice(lattice: Lattice, channel: str) -> tuple[Decoded, ...]:
    """What each token was meant to be. `channel`: "stripped" or one of RECOGNISERS.

    A token's `confidence` counts for vietnamese-ocr: a sure, legal word stays. Exactly 1.0 means that
    the recogniser did not say.
    """
    model = language_model.load()
    sentences = segments.build(lattice, channel, _candidates(channel), model)
    posteriors = decode([sentence.as_segment() for sentence in sentences], model)
    chosen = [
        (sentence, segments.choose_words(sentence, rows, channel, model))
        for sentence, rows in zip(sentences, posteriors, strict=True)
    ]
    return tuple(segments.assemble(lattice, chosen, channel, model))


@lru_cache(maxsize=len(RECOGNISERS) + 1)
def _candidates(name: str) -> Candidates:
    model = language_model.load()
    return Candidates(Stripped(model) if name == Stripped.name else Recogniser(name, model), model)


def _by_line(text: str) -> str:
    """Every line decoded from its own encoding: texts mix them, and some lines are Unicode already."""
    lines = [(line, "") for line in re.findall(r"[^\n]*\n|[^\n]+", text)]
    return "".join(decoded for decoded, _ in decode_runs(lines))


def _legacy(text: str, encoding: str, decoded: str) -> Restoration:
    before, after = text.split(), decoded.split()
    if len(before) != len(after):  # a byte of the encoding is a blank in Unicode: tell whole lines
        before, after = text.splitlines(), decoded.splitlines()
    changed = (
        Decoded(old, new, 1.0, reason=encoding if old != new else "")
        for old, new in zip(before, after, strict=False)
    )
    return Restoration(decoded, encoding, tuple(changed))


def _rejoined(text: str, chunks: Sequence[re.Match[str]], decoded: Iterable[Decoded]) -> str:
    """The tokens put back between the blanks of the text."""
    out: list[str] = []
    at = 0
    for chunk, token in zip(chunks, decoded, strict=True):
        out += (text[at : chunk.start()], token.text)
        at = chunk.end()
    return "".join((*out, text[at:]))
