"""Text in, text out: what was meant, line for line, with numbers, codes, case and blanks untouched.

    text ─ choose ─▶ channel of each line ─▶ tokens ─▶ parts ─▶ sentences of slots
         ─ decoder ─▶ posteriors ─ rescore ─▶ posteriors ─▶ Decoded ─▶ text

A legacy encoding is decoded, not guessed. Everything else goes through one decoder: the channel says
what each word may have been, the language model which of it fits, `rescore` what
wider context and the whole text say of the doubtful. All lines of a channel are decoded together, so
that they share what the text teaches.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from diacritics import language_model
from diacritics.channel.channels import RECOGNISERS, Recogniser, Stripped
from diacritics.choose import NONE, choose
from diacritics.conventions.code_initials import with_type_initials
from diacritics.conventions.form_phrases import with_phrases
from diacritics.decoding import adapt, rescore, split_words
from diacritics.decoding.assemble import assemble
from diacritics.decoding.candidates import Candidates
from diacritics.decoding.chosen_words import choose_words
from diacritics.decoding.misread_capitals import doubt_capitals
from diacritics.encodings import ENCODINGS, decode_runs
from diacritics.encodings import decode as decode_legacy
from diacritics.encodings.strays import with_strays
from diacritics.lattice import Decoded, Lattice, Token
from diacritics.slips import misread
from diacritics.syllable import composed

CHANNELS = ("auto", "stripped", *RECOGNISERS, *ENCODINGS, NONE)

# Not str.splitlines and str.split: U+0085, U+00A0 and U+001C are letters in VISCII and VPS.
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_LEGACY_CHUNK = re.compile(r"[^ \t\r\n\f\v]+")
_CHUNK = re.compile(r"\S+")
_BLANKS_AND_CHUNK = re.compile(r"(\s*)\S+")


@dataclass(frozen=True, slots=True)
class Restoration:
    """The restored text, the channel each of its lines came through, and every token with what it was."""

    text: str
    channels: tuple[str, ...]
    lines: tuple[tuple[Decoded, ...], ...]

    @property
    def channel(self) -> str:
        """The channel of most lines that came through one; "none" if none did."""
        found = Counter(name for name in self.channels if name != NONE)
        return found.most_common(1)[0][0] if found else NONE

    @property
    def tokens(self) -> tuple[Decoded, ...]:
        """The tokens of all lines."""
        return tuple(token for line in self.lines for token in line)

    def explain(self) -> str:
        """What changed and why: 'S& -> Sở (0.98: english-ocr, in "Sở Khoa học"); ...'."""
        return "; ".join(
            f"{token.seen} -> {token.text} ({token.posterior:.2f}: {token.reason})"
            for token in self.tokens
            if token.changed
        )


def restore(text: str, channel: str = "auto") -> Restoration:
    """The text as it was meant. `channel`: one of CHANNELS (ValueError otherwise); "auto" finds each line's.

    Lines, blanks, numbers, addresses and case stay; a line that needs nothing comes back unchanged, but
    for marks that stand apart from their letters (NFD), which are put together.
    """
    if channel not in CHANNELS:
        raise ValueError(f"unknown channel {channel!r}; one of {', '.join(CHANNELS)}")
    seen = _LINE.findall(text if channel == NONE else composed(text))
    decoded = list(seen)
    channels = [channel] * len(seen)
    if channel == "auto":
        decoded, channels = _told_apart(seen)
    elif channel in ENCODINGS:
        decoded = _LINE.findall(decode_legacy("".join(seen), channel))
    tokens = [_legacy_tokens(old, new, name) for old, new, name in zip(seen, decoded, channels, strict=True)]
    for name in {*channels} - {NONE, *ENCODINGS}:
        at = [i for i, found in enumerate(channels) if found == name]
        for i, restored in zip(at, _decoded_lines([seen[i] for i in at], name), strict=True):
            tokens[i] = restored
            decoded[i] = _rejoined(seen[i], restored)
    return Restoration("".join(decoded), tuple(channels), tuple(tokens))


def _told_apart(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """The lines with legacy encodings decoded, and the channel of each."""
    found = decode_runs([(line, "") for line in lines])
    decoded = [new for new, _ in found]
    channels = [
        name if name and new != line else NONE for (new, name), line in zip(found, lines, strict=True)
    ]
    plain = [at for at, name in enumerate(channels) if name == NONE]
    asked = [lines[at] for at in plain]
    for at, name in zip(plain, choose(asked, misread(asked)), strict=True):
        channels[at], decoded[at] = name, lines[at]
    good = [at for at, name in enumerate(channels) if name == NONE]
    for at, (text, encoding) in zip(good, with_strays([lines[at] for at in good]), strict=True):
        channels[at], decoded[at] = encoding or NONE, text
    return decoded, channels


def _decoded_lines(lines: Sequence[str], channel: str) -> list[tuple[Decoded, ...]]:
    """The tokens of lines of one channel, decoded together: a text teaches its names and abbreviations."""
    chunks = [_CHUNK.findall(line) for line in lines]
    tokens = [Token(chunk, ends_line=at + 1 == len(line)) for line in chunks for at, chunk in enumerate(line)]
    decoded = iter(restore_lattice(tokens, channel))
    return [tuple(islice(decoded, len(line))) for line in chunks]


def restore_lattice(lattice: Lattice, channel: str) -> tuple[Decoded, ...]:
    """What each token was meant to be. `channel`: "stripped" or one of RECOGNISERS.

    A token's `confidence` counts for vietnamese-ocr: a sure, legal word stays. Exactly 1.0 means that
    the recogniser did not say.
    """
    if channel == Stripped.name:
        return _decoded(lattice, channel)
    joined, sizes = split_words.rejoined(lattice, _candidates(channel), language_model.load())
    decoded = split_words.apart(lattice, _decoded(joined, channel), sizes)
    return tuple(with_phrases(lattice, decoded) if channel == "english-ocr" else decoded)


def _decoded(lattice: Lattice, channel: str) -> tuple[Decoded, ...]:
    model = language_model.load()
    found = adapt.read(lattice, _candidates(channel), model)
    sentences, posteriors = found.sentences, found.posteriors
    if channel == Stripped.name:  # recognisers' pages: as many wrong with a second look as without
        posteriors = rescore.rescore(sentences, posteriors, rescore.load())
    if found.own:
        for sentence, rows in zip(sentences, posteriors, strict=True):
            doubt_capitals(sentence, rows, model)
    chosen = [
        (sentence, choose_words(sentence, rows, channel, model))
        for sentence, rows in zip(sentences, posteriors, strict=True)
    ]
    return tuple(with_type_initials(list(assemble(lattice, chosen, channel, model))))


@lru_cache(maxsize=len(RECOGNISERS) + 1)
def _candidates(name: str) -> Candidates:
    model = language_model.load()
    return Candidates(Stripped(model) if name == Stripped.name else Recogniser(name, model), model)


def _legacy_tokens(line: str, decoded: str, encoding: str) -> tuple[Decoded, ...]:
    """The tokens of a line and what they were decoded to; one for the line if a letter was a blank."""
    before, after = _LEGACY_CHUNK.findall(line), _LEGACY_CHUNK.findall(decoded)
    if len(before) != len(after):
        before, after = [line.rstrip("\r\n")], [decoded.rstrip("\r\n")]
    return tuple(
        Decoded(old, new, 1.0, reason=encoding if old != new else "")
        for old, new in zip(before, after, strict=True)
    )


def _rejoined(line: str, decoded: Iterable[Decoded]) -> str:
    """The tokens put back between the blanks of the line; a piece joined to the one before has no blank."""
    restored = iter(decoded)

    def put_back(found: re.Match[str]) -> str:
        text = next(restored).text
        return found[1] + text if text else ""

    return _BLANKS_AND_CHUNK.sub(put_back, line)
