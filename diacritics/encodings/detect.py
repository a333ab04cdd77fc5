"""Which encoding each run of text is in, from its words, its font and its neighbours; and its decoding.

    runs of (text, font) ─ votes, fonts ─▶ score of each encoding for each run
                         ─ cheapest path ─▶ one encoding a run, neighbours joined ─▶ decoded text

A font name alone proves nothing: files that were published again in Unicode keep `.VnTime`. What
proves is the words; the font's name and what its other runs turned out to be only tip the balance,
and a change of encoding between neighbours costs. The path is Viterbi's (1967).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import groupby, islice
from typing import NamedTuple

from diacritics.encodings.evidence import ENCODINGS, UNICODE, is_native, tokens, votes
from diacritics.encodings.lost_sign import with_sign
from diacritics.encodings.strays import stray_runs
from diacritics.encodings.tcvn3 import TCVN3, capital_font, raise_capitals
from diacritics.encodings.utf8 import UTF8
from diacritics.encodings.viqr import VIQR, as_typed

SWITCH = 4.0  # cost of an encoding that differs from the neighbour's, in nats: five legal words
INSIDE_LINE = 2.0  # more where neither the font changes nor a line ends
FONT_NAMED = 2.0  # for an encoding whose fonts are named like this one, against one whose are not
FONT_KNOWN = 10.0  # most that a font's other runs can say: more than switching there and back costs
_FONT_NAMES = {
    "tcvn3": re.compile(r"^\.?vn(?!i)", re.IGNORECASE),
    "vni": re.compile(r"^vni", re.IGNORECASE),
    "vps": re.compile(r"^vps", re.IGNORECASE),
    "viscii": re.compile(r"viscii|^vi ", re.IGNORECASE),
}
_CANDIDATES = (UNICODE, *ENCODINGS)
_BLANKS = frozenset((*" \t\r\n\f\v", ""))  # and no letter at all
_CHUNK = re.compile(r"[^ \t\r\n\f\v]+")
_SYMBOLS = {0xF000 + byte: byte for byte in range(0x20, 0x100)}
_LINE = re.compile(r"[^\n]*\n|[^\n]+")  # not str.splitlines: U+0085 and U+001C are letters in VISCII, VPS

Scores = dict[str, float]
_NOTHING: Scores = dict.fromkeys(_CANDIDATES, 0.0)

Run = tuple[str, str]  # text, font name ("" where not known)


def decode_runs(runs: Sequence[Run]) -> list[tuple[str, str | None]]:
    """Each run's Vietnamese (NFC) and the encoding it was in, None where it is left as it is.

    The runs are consecutive text: a word that goes on in the next run has no space between. Fonts
    are named as the file names them, without a subset prefix; "" where not known.
    """
    plain = [(_from_symbols(text) if _named(font) else text, font) for text, font in runs]
    voices = [_voice(plain, at) for at in range(len(plain))]
    if not any(voice.speaks for voice in voices):  # for any encoding: nearly every page of today
        return [(unicodedata.normalize("NFC", text), None) for text, _ in runs]
    encodings = _encodings(plain, [voice.scores for voice in voices])
    texts = _whole_letters([text for text, _ in plain], encodings)
    at_tcvn3 = [at for at, name in enumerate(encodings) if name == TCVN3.name]
    for at, text in zip(at_tcvn3, with_sign([texts[at] for at in at_tcvn3]), strict=True):
        texts[at] = text
    decoded = [_decoded(text, name, run) for text, name, run in zip(texts, encodings, runs, strict=True)]
    return list(zip(_headings(decoded, encodings), (name or None for name in encodings), strict=True))


def detect(text: str) -> str | None:
    """The encoding of most lines of the text, None when it is to be left as it is."""
    lines = [(line, "") for line in _LINE.findall(text)]
    found = Counter(encoding for _, encoding in decode_runs(lines) if encoding)
    return found.most_common(1)[0][0] if found else None


@lru_cache(maxsize=1024)
def _named(font: str) -> bool:
    return any(pattern.match(font) for pattern in _FONT_NAMES.values())


def _from_symbols(text: str) -> str:
    """Word writes a letter of a font that claims to be a symbol font as U+F000 and its byte."""
    return text.translate(_SYMBOLS)


class _Voice(NamedTuple):
    """What a run says: the score of each encoding, and whether any of them has more than Unicode."""

    scores: Scores
    speaks: bool


def _voice(runs: Sequence[Run], at: int) -> _Voice:
    """Sum of the votes of a run's whole words; a word cut by the run's border has no vote."""
    text = runs[at][0]
    before = runs[at - 1][0][-1:] if at else ""
    after = runs[at + 1][0][:1] if at + 1 < len(runs) else ""
    return _run_voice(text, before not in _BLANKS, after not in _BLANKS)


@lru_cache(maxsize=65536)
def _run_voice(text: str, cut_before: bool, cut_after: bool) -> _Voice:
    chunks = _CHUNK.findall(text)
    if chunks and cut_before and _CHUNK.match(text):
        chunks = chunks[1:]
    if chunks and cut_after and _CHUNK.match(text[-1:]):
        chunks = chunks[:-1]
    total: Scores = dict(_NOTHING)
    for chunk in chunks:
        for token in tokens(chunk):
            _add(total, votes(token))
    return _Voice(total, any(total[name] > total[UNICODE] for name in ENCODINGS))


def _add(total: Scores, more: Mapping[str, float]) -> None:
    for name, score in more.items():
        total[name] += score


def _encodings(runs: Sequence[Run], own: list[Scores]) -> list[str]:
    """The encoding of each run, by what each says itself."""
    found = stray_runs([text for text, _ in runs], _path(own, runs))
    # What is all ASCII ("ubnd") tells no encoding; that its font is one of TCVN3 its other runs have told.
    capitals = {
        font for (_, font), name in zip(runs, found, strict=True) if name == TCVN3.name and capital_font(font)
    }
    return [
        TCVN3.name if font in capitals and text.isascii() else name
        for (text, font), name in zip(runs, found, strict=True)
    ]


def _path(own: list[Scores], runs: Sequence[Run]) -> list[str]:
    """The encodings whose scores, less what switching costs, add up to most."""
    fonts = _font_scores(own, runs)
    best = {name: 0.0 if name == UNICODE else -SWITCH for name in _CANDIDATES}
    came_from: list[dict[str, str]] = []
    text_before, font_before = "\n", None
    for scores, (text, font_named) in zip(own, runs, strict=True):
        font = font_before if text.isascii() else font_named  # a bracket in Arial says nothing
        said = fonts[font] if font is not None and font != font_before else _NOTHING
        likely = font != font_before or text_before.endswith("\n")
        cost = SWITCH if likely else SWITCH + INSIDE_LINE
        text_before, font_before = text, font
        top = max(best, key=best.__getitem__)
        came_from.append({name: name if best[name] >= best[top] - cost else top for name in _CANDIDATES})
        best = {name: max(best[name], best[top] - cost) + scores[name] + said[name] for name in _CANDIDATES}
    path: list[str] = []
    state = max(best, key=best.__getitem__)
    for step in reversed(came_from):
        path.append(state)
        state = step[state]
    return path[::-1]


def _font_scores(own: list[Scores], runs: Sequence[Run]) -> dict[str, Scores]:
    """What a font says, once for a stretch of runs in it: its name, and what all its runs together say."""
    sums: dict[str, Scores] = {}
    for scores, (_, font) in zip(own, runs, strict=True):
        _add(sums.setdefault(font, dict(_NOTHING)), scores)
    return {font: _font_score(font, scores) for font, scores in sums.items()}


def _font_score(font: str, sums: Scores) -> Scores:
    said = dict(_NOTHING)
    if not font:
        return said
    for name in ENCODINGS:
        lead = sums[name] - sums[UNICODE]
        named = name in _FONT_NAMES and _FONT_NAMES[name].match(font)
        if lead > 0:
            said[name] = min(FONT_KNOWN, lead) + (FONT_NAMED if named else -FONT_NAMED)
        else:
            said[name] = max(-FONT_KNOWN, lead) if named else -FONT_KNOWN
    return said


def _whole_letters(texts: list[str], encodings: Sequence[str]) -> list[str]:
    """The texts with letters that a run's border cuts (VNI: a|ø) given whole to the first run."""
    mended = list(texts)
    for at in range(1, len(mended)):
        left, right, name = mended[at - 1], mended[at], encodings[at]
        if not (left and right and name and name == encodings[at - 1]):
            continue
        if _are_one_letter(name, left[-1], right[0]):
            mended[at - 1], mended[at] = left + right[0], right[1:]
    return mended


@lru_cache(maxsize=65536)
def _are_one_letter(encoding: str, left: str, right: str) -> bool:
    decode = ENCODINGS[encoding].decode
    return decode(left + right) != decode(left) + decode(right)


@lru_cache(maxsize=65536)
def _decoded(text: str, encoding: str, run: Run) -> str:
    if encoding == UNICODE:
        return unicodedata.normalize("NFC", run[0])
    decode = ENCODINGS[encoding].decode
    if encoding == UTF8.name:
        return decode(text)  # changes nothing but misread sequences, some of which hold a blank
    if encoding == VIQR.name:
        return as_typed(text)
    decoded = _CHUNK.sub(lambda match: match[0] if is_native(match[0]) else decode(match[0]), text)
    return decoded.upper() if encoding == TCVN3.name and capital_font(run[1]) else decoded


def _headings(decoded: Sequence[str], encodings: Sequence[str]) -> list[str]:
    """TCVN3 headings typed in capitals, which are told by words of neighbouring runs too."""
    texts = list(decoded)
    for name, stretch in groupby(range(len(texts)), key=encodings.__getitem__):
        at = list(stretch)
        if name == TCVN3.name:
            raised = iter(raise_capitals("".join(texts[i] for i in at)))
            for i in at:
                texts[i] = "".join(islice(raised, len(texts[i])))
    return texts
