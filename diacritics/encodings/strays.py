"""Words of a legacy encoding left within Unicode text: "Nghị định của ChÝnh phñ về viÖc".

lines of Unicode Vietnamese ─ odd words ─▶ votes of all of them ─▶ lines with those words decoded, encoding
runs whose encodings were found ─ odd words of the others ─▶ runs that are in an encoding after all

Somebody converted a text by halves, or put a piece of an old file into a new one. Odd words are those
with letters beyond ASCII that are no syllables and have no letter only Vietnamese has. Foreign names are
odd too, but no encoding makes syllables of most of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from diacritics.encodings.evidence import ENCODINGS, QUOTES, UNICODE, is_native, tokens, votes
from diacritics.syllable import is_syllable

ENOUGH = 4.0  # nats, as for a change of encoding between lines
_CHUNK = re.compile(rf"[^ \t\r\n\f\v{QUOTES}]+")  # quotation marks are what they look like


def with_strays(lines: Sequence[str]) -> list[tuple[str, str | None]]:
    """Each line with its strays decoded, and their encoding, None where it has none."""
    total: Counter[str] = Counter()
    for line in lines:
        if is_native(line):
            for word in _odd(line):
                total.update(votes(word))
    name = max(ENCODINGS, key=lambda encoding: total[encoding])
    if total[name] < ENOUGH:
        return [(line, None) for line in lines]
    return [_decoded(line, name) for line in lines]


def stray_runs(texts: Sequence[str], encodings: Sequence[str]) -> list[str]:
    """The encodings with those of short stretches that the runs around them outvoted.

    A line that has letters of Vietnamese alone is a stray in its odd words only, any other as a whole.
    """
    found = list(encodings)
    lines = [line for line in _lines(texts) if all(encodings[at] == UNICODE for at in line)]
    odd = [(line, words) for line in lines if (words := list(_odd("".join(texts[at] for at in line))))]
    name, total = _likeliest([word for _, words in odd for word in words], encodings)
    if total < ENOUGH:
        return found
    for line, words in odd:
        if any(is_native(texts[at]) for at in line):
            asked = [at for at in line if len(texts[at].split()) == 1 and _asks(texts[at].strip(), name)]
        elif all(votes(word).get(name, 0.0) >= 0 for word in words):
            asked = [at for at in line if not texts[at].isascii()]
        else:
            asked = []
        for at in asked:
            found[at] = name
    return found


def _likeliest(words: Sequence[str], encodings: Sequence[str]) -> tuple[str, float]:
    """The encoding that most speaks for, and how much: odd words, and runs that were found to be in it."""
    total = {name: ENOUGH * (name in encodings) for name in ENCODINGS}
    for word in words:
        said = votes(word)
        for name in ENCODINGS:
            total[name] += said.get(name, 0.0)
    name = max(total, key=total.__getitem__)
    return name, total[name]


def _lines(texts: Sequence[str]) -> Iterable[list[int]]:
    """Indices of the runs of each line."""
    held: list[int] = []
    for at, text in enumerate(texts):
        held.append(at)
        if text.endswith("\n"):
            yield held
            held = []
    if held:
        yield held


def _odd(line: str) -> Iterable[str]:
    chunks = (chunk for chunk in _CHUNK.findall(line) if not chunk.isascii() and not is_native(chunk))
    return (word for chunk in chunks for word in tokens(chunk) if _is_odd(word))


def _is_odd(word: str) -> bool:
    return not word.isascii() and any(c.isalpha() for c in word) and not is_syllable(word)


def _decoded(line: str, name: str) -> tuple[str, str | None]:
    if not is_native(line):
        return line, None
    decode = ENCODINGS[name].decode
    mended = _CHUNK.sub(lambda match: decode(match[0]) if _asks(match[0], name) else match[0], line)
    return (mended, name) if mended != line else (line, None)


def _asks(chunk: str, name: str) -> bool:
    odd = [] if is_native(chunk) else list(_odd(chunk))
    return bool(odd) and all(votes(word).get(name, 0.0) > 0 for word in odd)
