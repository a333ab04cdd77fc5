"""Repair a page's words by what its verdict says they are worth; what was read stays beside.

Page with a Verdict ─▶ Page with repaired words

good ─▶ as it is, bad lines restored    legacy ─▶ decoded    stripped, garbled, read by OCR ─▶ restored
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from diacritics.choose import NONE, choose
from diacritics.lattice import Decoded, Reading, Token
from diacritics.restore import restore_lattice
from diacritics.syllable import is_syllable, nfc
from extract.core.edit import every_line, exchanged
from extract.core.geometry import Box
from extract.core.model import Line, Origin, Page, Word
from extract.form import cues
from extract.form.person_names import is_clear_name
from extract.repair import digit_letters, letter_case
from extract.repair.decode import decode_page
from extract.repair.signs import with_d
from schemas.kinds import Kind
from schemas.methods import Method

# The most that the decoder is told of a word read from a picture: 1.0 means to it that nobody said.
SURELY_READ = 0.99
CHANNELS = {Kind.GARBLED: "english-ocr", Kind.STRIPPED: "stripped"}
# A posterior tells which word it is if it is a word at all; the recogniser tells whether it is. Of the
# restored words of 15 scans 1 in 6 was right where its confidence was under 0.3, 0.6 from 0.3 to 0.5,
# 0.76 from 0.5 to 0.7, 0.97 above.
PRINT_AT_ZERO = 0.2  # the share that is print where the recogniser gives 0; it rises with its confidence

# What no language knows of print: a lone letter ("Mục N,"), words of a web address ("tin-tuyen-sinh").
_EDGE = re.compile(r"^\W+|\W+$")
_SPELLED = re.compile(r"[A-Z]\W?|[a-z]+(?:-[a-z]+){2,}")
# What mail programs write over a message (RFC 5322, 3.6): addresses, and days in English.
_MAIL_HEAD = re.compile(r"(?:From|To|Cc|Date): ")


def repair_page(page: Page, decoded: Page | None = None) -> Page:
    """The page with every word repaired that its verdict gives reason to repair, its letters composed.

    What was read from pictures on it is repaired as such, and joins its lines and tables. `decoded`: its
    words by `decode_page`, where they are known.
    """
    own = _repaired(page, decoded)
    if page.pasted is None:
        return own
    inner = _repaired(page.pasted)
    return replace(own, lines=(*own.lines, *inner.lines), tables=(*own.tables, *inner.tables), pasted=inner)


def _repaired(page: Page, decoded: Page | None = None) -> Page:
    if page.origin is Origin.OCR:
        return _composed(letter_case.mended(digit_letters.mended(_restored(page, "vietnamese-ocr"))))
    if page.verdict.kind is Kind.LEGACY:
        words = decoded or decode_page(page)
        return _composed(replace(page, lines=words.lines, tables=words.tables, notes=words.notes))
    channel = CHANNELS.get(page.verdict.kind)
    return _composed(_restored(page, channel) if channel else _by_line(page))


def _by_line(page: Page) -> Page:
    """A good page with those of its lines restored that are stripped or misread."""
    lines = list(_own_lines(page))
    found = choose([line.text for line in lines])
    changed: dict[int, Word | None] = {}
    for channel in {*found} - {NONE}:
        together = [line for line, name in zip(lines, found, strict=True) if name == channel]
        changed |= _decoded(together, channel)
    return exchanged(page, changed)


def _restored(page: Page, channel: str) -> Page:
    lines = [line for line in _own_lines(page) if not any(word.method is Method.STAMP for word in line.words)]
    return exchanged(page, _decoded(lines, channel, from_picture=page.origin is Origin.OCR))


def _own_lines(page: Page) -> Iterator[Line]:
    """The lines that people wrote: the head of a mail is its program's, "Tue, 17 Sep" no stripped "Tuệ"."""
    may_be_mail = page.origin is Origin.OFFICE
    return (line for line in every_line(page) if not (may_be_mail and _MAIL_HEAD.match(line.text)))


def _decoded(lines: Sequence[Line], channel: str, *, from_picture: bool = False) -> dict[int, Word | None]:
    """What becomes of the words that change, of lines decoded together."""
    words = [word for line in lines for word in line.words]
    decoded = restore_lattice([token for line in lines for token in _tokens(line, from_picture)], channel)
    return _changed(words, decoded, _initials(lines) if from_picture else None)


def _initials(lines: Sequence[Line]) -> frozenset[int]:
    """Of lines read from a picture the words that the decoder has no better reading of, by identity.

    In archive lines words that are none of the language: letters of units and initials, which the decoder
    makes words of ("ntphong" is no "phòng"). Names of signers that were searched among all names: the decoder
    knows words as texts have them, made "Vân" Văn, and was sure of it.
    """
    archive = [word for line in lines if cues.is_archive(line.text) for word in line.words]
    names = [word for line in lines if _is_searched_name(line) for word in line.words]
    odd = [word for word in archive if not is_syllable(_EDGE.sub("", word.text))]
    return frozenset(map(id, (*names, *odd)))


def _is_searched_name(line: Line) -> bool:
    again = all(word.method is Method.READ_AGAIN for word in line.words)
    return again and is_clear_name([word.text for word in line.words])


def _changed(
    words: Sequence[Word], decoded: Sequence[Decoded], initials: frozenset[int] | None
) -> dict[int, Word | None]:
    """What becomes of each word that changes: the pieces of a split word are one word, at its first.

    `initials`: of words read from a picture those that stay as they are; None for other words.
    """
    new: dict[int, Word | None] = {}
    at = 0
    while at < len(words):
        end = at + 1
        while end < len(words) and not decoded[end].text:
            end += 1
        if end > at + 1:
            new |= dict.fromkeys(map(id, words[at + 1 : end]))
            new[id(words[at])] = _word(_joined(words[at:end]), decoded[at])
        elif decoded[at].changed and not _stays(words[at], initials):
            new[id(words[at])] = _word(words[at], decoded[at])
        at = end
    return new


def _joined(pieces: Sequence[Word]) -> Word:
    """One word of the pieces it was split into: what was read of all, the box around them."""
    return replace(
        pieces[0],
        raw=" ".join(piece.raw for piece in pieces),
        box=Box.around(piece.box for piece in pieces),
        confidence=min(piece.confidence for piece in pieces),
        runs=tuple(run for piece in pieces for run in piece.runs),
    )


def _tokens(line: Line, from_picture: bool) -> Iterator[Token]:
    last = len(line.words) - 1
    for index, word in enumerate(line.words):
        others = tuple(Reading(text, math.log(probability)) for text, probability in word.readings)
        sure = min(word.confidence, SURELY_READ) if from_picture else word.confidence
        yield Token(word.text, sure, others, ends_line=index == last)


def _stays(word: Word, initials: frozenset[int] | None) -> bool:
    """Whether print is left as read: where both recognisers agreed, the decoder was wrong 5 times of 7."""
    if initials is None:
        return False
    return word.confidence >= SURELY_READ or _SPELLED.fullmatch(word.text) is not None or id(word) in initials


def _word(word: Word, decoded: Decoded) -> Word:
    if word.method is Method.FILLED_IN:
        return word
    print_share = min(PRINT_AT_ZERO + word.confidence, 1.0)
    return word.repaired(decoded.text, decoded.posterior * print_share, Method.RESTORED)


def _composed(page: Page) -> Page:
    """Letters as the contract wants them: NFC, and đ where a font or an OCR gave the Icelandic ð."""
    new = {}
    for line in every_line(page):
        for word in line.words:
            text = word.text if word.text.isascii() else with_d(nfc(word.text))
            if text != word.text:
                new[id(word)] = word.repaired(text, word.confidence, word.method)
    return exchanged(page, new)
