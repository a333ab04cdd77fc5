"""The gaps of the printed form in a page's head, found by what is printed around them.

    lines ─▶ rows of letters ─▶ Gap(what stands before, in and behind it) ─▶ lines with the gap filled

The form is that of Nghị định 30/2020/NĐ-CP, phụ lục I: "Số: ... /QĐ-UBND" and "ngày ... tháng ... năm 2025".
What an engine has glued to the gap ("ngày4†tháng") is cut off from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from diacritics.syllable import skeleton
from extract.core.geometry import Box, grouped
from extract.core.model import Line, Word
from schemas import vocabulary
from schemas.methods import Method

MENDED = 0.9  # confidence of a word that the form asks for
FORM_WORDS = ("so", "ngay", "thang", "nam")
SAME_ROW = 0.5  # of the lower line's height: middles nearer than this are level
CLOSING = ".,:;_-…"  # signs around digits that are no part of them


@dataclass(frozen=True, slots=True)
class Form:
    """One kind of gap: how it is found, and which digits may stand in it."""

    name: str
    pattern: re.Pattern[str]  # of a row's text without marks
    valid: re.Pattern[str]
    rare: re.Pattern[str]  # what the rules ask to write otherwise: 05, not 5
    beyond: int = 0  # letters after the word behind the gap that belong to it


def _form(
    name: str, lead: str, parts: tuple[str, str, str], valid: str, rare: str, *, beyond: int = 0
) -> Form:
    """`lead` is what must precede; `parts` are the word before the gap, the gap, and the word behind it."""
    before, gap, after = parts
    whole = rf"{lead}(?P<before>{before})(?P<gap>{gap})(?P<after>{after})"
    return Form(name, re.compile(whole, re.IGNORECASE), re.compile(valid), re.compile(rare), beyond)


# The printed words with the letters that OCR may leave of them; "| " stands between columns.
# A stroke through "Số" or "ngày" takes a letter of it or its mark: "ố:", "Sá", "ngàW†".
_NUMBER, _DAY, _MONTH, _YEAR = (
    r"(?:s[oae6]|o(?=\s?[:;.,]))\s?[:;.,]{0,2}",
    "ng[a-z]y|(?-i:nga(?![a-z]))",
    "th[a-z]n[gq]",
    r"n\w{1,3}m",
)
_NOTATION = r"[-/]\s?(?:(?:19|20)\d\d\s?/\s?)?[A-Z]|\b[A-Z]{2,}[-/][A-Z]"
_NUMBERED = (_NUMBER, ".{0,16}?", _NOTATION)
_UP_TO_FIVE, _ONE, _NONE = r"\d{1,5}", r"\d", r"(?!)"
# Numbers and days below 10 and the months 1 and 2 are written with a 0 (NĐ 30/2020, phụ lục I, mục II).
FORMS = (
    _form("number", r"(?:^|(?<=[|] ))\W{0,3}", _NUMBERED, _UP_TO_FIVE, _ONE, beyond=3),
    # An annex names what it was issued with: "(Kèm theo Quyết định số ... /QĐ-UBND ngày ... tháng ...)".
    _form("issued with", r"kem theo .{0,60}?\b", _NUMBERED, _UP_TO_FIVE, _ONE, beyond=3),
    _form("day", "", (_DAY, ".{0,14}?", _MONTH), r"0[1-9]|[12]\d|3[01]|[1-9]", _ONE),
    _form("month", "", (_MONTH, ".{0,12}?", _YEAR + r"(?=\W{0,3}\d)"), r"0[1-9]|1[0-2]|[1-9]", "[12]"),
    # "năm 20" is printed and the rest filled in; nothing stands behind it.
    _form(
        "year",
        r"(?<=\d )",
        (_YEAR, r"\s?[12Il]\S{0,3}(?:\s\S{1,3})?", r"(?=\s*(?:[|]|$))"),
        r"(?:19|20)\d\d",
        _NONE,
    ),
)
_WHOLE_DATE = re.compile(
    rf"(?:{_DAY})\W{{1,3}}\d{{1,2}}\W{{1,3}}{_MONTH}\W{{1,3}}\d{{1,2}}\W{{1,3}}(?P<word>{_YEAR})\W{{1,3}}(?:19|20)\d\d\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Letter:
    """One character of a row and where it belongs."""

    sign: str
    line: int  # index of the line on the page, -1 between words
    word: int
    place: int  # index in the word


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap of the form and its surroundings, in one row of a page."""

    form: Form
    before: Box  # the printed words to its sides
    after: Box
    words: tuple[Word, ...]  # the words that it touches, and those to its sides
    printed: str  # what the engine read in it
    confidence: float  # the engine's
    seen: Box | None  # what the engine read there
    inside: tuple[Letter, ...]
    anchor: Letter  # the last one before it
    glued: bool  # whether the engine read the gap and a word of the form as one word


def find(lines: Sequence[Line], form: Form, lowest: float) -> Gap | None:
    """The topmost gap of a form above `lowest` (points): only that is the page's own."""
    for row in _rows(lines, lowest):
        letters = _letters(lines, row)
        for match in form.pattern.finditer(_plain(letters)):
            seen = letters[match.start("before") : match.end("gap")]
            if form.valid.pattern != _UP_TO_FIVE or not _is_agency(seen):
                return _gap(form, match, letters, lines)
    return None


def _is_agency(letters: Sequence[Letter]) -> bool:
    """Whether "SỞ Y TẾ | Độc lập - Tự do" was taken for "Số ... -": words, or capitals without a digit."""
    text = "".join(letter.sign for letter in letters)
    label, _, rest = text.partition(" ")
    words = re.search(r"[^\W\d_]{3}", rest) is not None
    return label[1:].isalpha() and (words or (text.isupper() and not re.search(r"\d", text)))


def _gap(form: Form, match: re.Match[str], letters: Sequence[Letter], lines: Sequence[Line]) -> Gap | None:
    around = [letter for letter in letters[match.start("before") : match.end()] if letter.line >= 0]
    inside = tuple(letter for letter in letters[match.start("gap") : match.end("gap")] if letter.line >= 0)
    seen = _box(inside, lines)
    behind = letters[match.start("after") : match.end("after") + form.beyond]
    after = _box(behind, lines) if match["after"] else _paper_behind(seen)
    before = _box(letters[match.start("before") : match.end("before")], lines)
    if before is None or after is None or after.x0 < before.x0:
        return None
    places = dict.fromkeys((letter.line, letter.word) for letter in around)
    inner = {(letter.line, letter.word) for letter in inside}
    outer = {(letter.line, letter.word) for letter in around if letter not in inside}
    return Gap(
        form=form,
        before=before,
        after=after,
        words=tuple(lines[line].words[word] for line, word in places),
        printed="".join(letter.sign for letter in inside).strip(CLOSING),
        confidence=min((lines[i.line].words[i.word].confidence for i in inside), default=0.0),
        seen=seen,
        inside=inside,
        anchor=next(letter for letter in reversed(letters[: match.end("before")]) if letter.line >= 0),
        glued=not inner.isdisjoint(outer),
    )


def _paper_behind(box: Box | None) -> Box | None:
    """Where a gap with nothing printed behind it ends: there is room for two digits more."""
    return Box(box.x1 + 1.5 * box.height, box.y0, box.x1 + 1.5 * box.height, box.y1) if box else None


def counts_otherwise(gap: Gap, text: str) -> bool:
    """Whether the engine read digits in the gap too, but not as many; one alone may be all it saw."""
    return 1 < len(gap.printed) != len(text) and gap.form.valid.fullmatch(gap.printed) is not None


def fill(lines: Sequence[Line], gap: Gap, text: str, confidence: float, box: Box) -> list[Line]:
    """The lines with `text` as one word in the gap, for all that was read there.

    The word's raw text is what was read, "" when the engine saw nothing.
    """
    edited = list(lines)
    home = gap.inside[0].line if gap.inside else gap.anchor.line
    gone = {(letter.line, letter.word, letter.place) for letter in gap.inside}
    pieces: dict[tuple[int, int], str] = {}
    for letter in gap.inside:
        key = letter.line, letter.word
        pieces[key] = pieces.get(key, "") + letter.sign
    filled = Word.read(" ".join(pieces.values()), box).repaired(text, confidence, Method.FILLED_IN)
    for index in {home, *(letter.line for letter in gap.inside)}:
        kept: list[Word] = []
        for number, word in enumerate(lines[index].words):
            signs = [(index, number, place) in gone for place in range(len(word.text))]
            left = _left(word, signs, confidence)
            label = (index, number) == (gap.anchor.line, gap.anchor.word) and gap.form.name == "number"
            kept += (_with_label(piece) for piece in left) if label else left
        if index == home:
            at = sum(1 for word in kept if word.box and word.box.centre[0] < box.centre[0])
            kept.insert(at, filled)
        edited[index] = Line.of(kept, lines[index].cell)
    return edited


def _left(word: Word, gone: Sequence[bool], confidence: float) -> Iterator[Word]:
    """What is left of a word when some of its letters belong to the gap.

    The form's own words are then as sure as the gap: the engine doubted what was glued to them.
    """
    if not any(gone):
        yield word
        return
    wide = word.box.width / len(gone) if word.box else 0.0
    for match in re.finditer("0+", "".join("1" if letter else "0" for letter in gone)):
        text, box = word.text[match.start() : match.end()], word.box
        if box:
            box = Box(box.x0 + match.start() * wide, box.y0, box.x0 + match.end() * wide, box.y1)
        sure = max(word.confidence, confidence) if _is_of_form(text) else word.confidence
        yield replace(word, raw=text, text=text, box=box, confidence=sure)


def _with_label(word: Word) -> Word:
    """ "Số:" for what a stroke has made of it: "ố:", "Sá"."""
    bare = skeleton(word.text).lower()
    damaged = re.fullmatch(rf"(?:{_NUMBER})", bare) and not bare.startswith(("so", "s6"))
    return word.repaired("Số:", MENDED, Method.FILLED_IN) if damaged else word


def _is_of_form(text: str) -> bool:
    """Whether a text is a word of the form, or a notation of known types and agencies ("/QĐ-UBND")."""
    parts = re.split("[-/]", text.strip("-/"))
    known = vocabulary.type_codes() | vocabulary.agency_abbreviations()
    return skeleton(text).lower().rstrip(":;.,") in FORM_WORDS or all(part in known for part in parts)


def mend_year_word(lines: Sequence[Line], lowest: float) -> list[Line]:
    """The lines with "năm" put right where the rest of a whole date shows that it must stand there."""
    edited = list(lines)
    for row in _rows(lines, lowest):
        letters = _letters(lines, row)
        match = _WHOLE_DATE.search(_plain(letters))
        if match:
            at = letters[match.start("word")]
            words = list(lines[at.line].words)
            word = words[at.word]
            if word.text.lower() != "năm" and len(word.text) == len(match["word"]):
                words[at.word] = word.repaired("năm", MENDED, Method.FILLED_IN)
                edited[at.line] = replace(lines[at.line], words=tuple(words))
            break
    return edited


def _rows(lines: Sequence[Line], lowest: float) -> list[list[int]]:
    """Lines that stand side by side, from the top; in a row from the left."""
    boxed = [(line.box, index) for index, line in enumerate(lines) if line.box]
    upper = [(box, index) for box, index in boxed if box.centre[1] <= lowest]
    rows = grouped(upper, lambda item: item[0].centre[1], _joins)
    return [[index for _, index in sorted(row, key=lambda item: item[0].x0)] for row in rows]


def _joins(row: Sequence[tuple[Box, int]], item: tuple[Box, int]) -> bool:
    """Whether a line stands level with the last of a row."""
    last, box = row[-1][0], item[0]
    return box.centre[1] - last.centre[1] < SAME_ROW * min(box.height, last.height)


def _letters(lines: Sequence[Line], row: Sequence[int]) -> list[Letter]:
    """The row's text, letter by letter: blanks between words, "| " between lines."""
    letters: list[Letter] = []
    for index in row:
        if letters:
            letters += [Letter("|", -1, 0, 0), Letter(" ", -1, 0, 0)]
        for number, word in enumerate(lines[index].words):
            if number:
                letters.append(Letter(" ", -1, 0, 0))
            letters += [Letter(sign, index, number, place) for place, sign in enumerate(word.text)]
    return letters


def _plain(letters: Sequence[Letter]) -> str:
    """The row's text without marks, every letter one character, so that places stay."""
    return "".join(_bare(letter.sign) for letter in letters)


@cache
def _bare(sign: str) -> str:
    bare = skeleton(sign)
    return bare if len(bare) == 1 else "?"


def _box(letters: Sequence[Letter], lines: Sequence[Line]) -> Box | None:
    """Where letters stand, taking all letters of a word for equally wide."""
    boxes = []
    for letter in letters:
        word = lines[letter.line].words[letter.word] if letter.line >= 0 else None
        if word and word.box:
            wide = word.box.width / len(word.text)
            x = word.box.x0 + letter.place * wide
            boxes.append(Box(x, word.box.y0, x + wide, word.box.y1))
    return Box.around(boxes)
