"""Which words of a page, as read, are worth a second look.

    lines ─▶ decoded without trust in the recogniser ─▶ places of words in doubt; pieces of one printed word

A recogniser's confidence alone does not tell: it reads "sô" for "số" with 0.96.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from diacritics.lattice import Decoded, Token
from diacritics.restore import restore_lattice
from diacritics.syllable import is_syllable, same, skeleton
from extract.core.model import Line, Word
from schemas.methods import Method

Place = tuple[int, int]  # line, word

TRUST = 0.7  # the most that the recogniser is trusted when the language is asked for its opinion
SURE = 0.99  # posterior from which the language is sure: of 100 syllables that it then changed 99 were right
# Posterior under which it does not know, even against a recogniser that does; from there to 0.7 all of 16
# words were right and stayed.
TORN = 0.5
# Confidence of the recogniser. A syllable above TRUSTED is not changed by the decoder unless it is sure.
# Numbers below UNSURE are read again, since the language knows nothing of them; so are words that are no
# syllables, but not below NOISE, where seals and strokes are. Where the language takes these as they are,
# they are read again from GONE to LOST: below it, of 19 none was made right and 2 wrong.
#
# Chosen on 54 transcribed scans, of 1,305 words read again: 1,085 ended as they were, 109 were made right and
# 32 wrong. Left out since they gave nothing: where recogniser and language are sure and differ (235 words, 7
# right and 9 wrong), where the language is sure of a syllable (195, 5 and 3), other words that are no
# syllables (149, 5 and 4), numbers above .8 (41, 3 and 4). The 684 others give 92 and 12, in half the time.
# Letters that are not of the language are read again however sure the recogniser is: on clean print it was
# sure of "ÑN" for "NN". Initials of the archive line are read again with their line (`archive_line`): of 47
# that were read here too one became right and one wrong.
TRUSTED, UNSURE, LOST, GONE, NOISE = 0.9, 0.8, 0.6, 0.4, 0.1
MOST = 150  # words of a page that are read again: good scans have 20, the worst photo 220; 10 ms each
NARROW = 0.2  # ems between words of one print: 2 of 100 gaps are narrower, pieces of a number mostly are

_LETTER = re.compile(r"\w")
_EDGE = re.compile(r"^\W+|\W+$")
_DIGIT = re.compile(r"\d")
_PIECE_OF_NUMBER = re.compile(r"\W?[\d/Il|]\S*|\S*\d\S*")


def in_doubt(lines: Sequence[Line]) -> set[Place]:
    """The places of the words to be looked at again, the least sure first where they are too many.

    What was filled into the form is not among them.
    """
    places = [(i, k) for i, line in enumerate(lines) for k in range(len(line.words))]
    decoded = restore_lattice([token for line in lines for token in _tokens(line)], "vietnamese-ocr")
    doubtful = [
        (i, k)
        for (i, k), found in zip(places, decoded, strict=True)
        if _is_read(word := lines[i].words[k]) and _is_doubtful(word, found)
    ]
    return set(sorted(doubtful, key=lambda place: lines[place[0]].words[place[1]].confidence)[:MOST])


def _tokens(line: Line) -> Iterator[Token]:
    last = len(line.words) - 1
    for index, word in enumerate(line.words):
        yield Token(word.text, min(word.confidence, TRUST), ends_line=index == last)


def _is_doubtful(word: Word, decoded: Decoded) -> bool:
    if has_digit(word.text):
        return word.confidence < UNSURE
    if not skeleton(
        "".join(filter(str.isalpha, word.text))
    ).isascii():  # "CHỦ ÑGHĨA": no letter of the language
        return word.confidence >= NOISE
    changed, sure = not same(decoded.text, word.text), decoded.posterior >= SURE
    if is_syllable(_EDGE.sub("", word.text)):
        return not sure and (word.confidence <= TRUSTED or changed or decoded.posterior < TORN)
    if sure:  # what is no syllable and was surely read may be printed so: "Ngiệp"
        return word.confidence >= TRUSTED if changed else GONE <= word.confidence < LOST
    return word.confidence >= NOISE and (not changed or word.confidence < UNSURE)


def _is_read(word: Word) -> bool:
    by_hand = word.method is Method.FILLED_IN
    return not by_hand and word.box is not None and _LETTER.search(word.text) is not None


def has_digit(text: str) -> bool:
    """Whether the language can say nothing of a text: there is a digit in it."""
    return _DIGIT.search(text) is not None


def are_pieces(before: Word, after: Word, em: float) -> bool:
    """Whether two words were printed as one code or number: "1 07/2021/NĐ-CP", "01/2018/TT- VPCP"."""
    if not (before.box and after.box) or Method.FILLED_IN in (before.method, after.method):
        return False
    if after.box.x0 - before.box.x1 >= NARROW * em:
        return False
    if not (_LETTER.search(before.text) and _LETTER.search(after.text)):
        return False
    if before.text[-1] in "-/" or after.text[0] in "-/":
        return has_digit(before.text)
    numbers = all(_PIECE_OF_NUMBER.fullmatch(word.text) for word in (before, after))
    return numbers and has_digit(before.text + after.text)
