"""Who signed (7): authority, title, name.

    "TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH / PHÓ CHỦ TỊCH / Trần Phước Hiền"
        ─▶ authority "TM. ỦY BAN NHÂN DÂN; KT. CHỦ TỊCH", title "PHÓ CHỦ TỊCH", name "Trần Phước Hiền"

Forms of Nghị định 30/2020/NĐ-CP, Phụ lục I, phần II, mục 7; T/M, K/T and T/L are older prints.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from statistics import fmean

from diacritics.syllable import is_syllable
from extract.core.model import Line
from extract.fields.context import IN_PLACE, Answer, Context
from extract.fields.trace import Trace
from extract.form.folding import is_capitals
from extract.form.person_names import has_family_name, is_cut, is_name, mended
from extract.form.positions import (
    authority_text,
    has_mark,
    is_acting,
    is_deputy_word,
    is_position,
    last_word,
    plain_text,
    position,
)
from extract.form.signing_form import Form, whole
from extract.layout.model import Placed
from schemas import vocabulary
from schemas.catalogue import Message
from schemas.clues import Clue
from schemas.fields import Signer
from schemas.language import FieldRule
from schemas.record import Evidence, Review

# An unknown name, or a title's second line, read with less than this is strokes of a signature or a seal.
GARBAGE = 0.4
MENDED = 0.5
# What the form says and a seal left no trace of; what the form says otherwise.
BY_FORM = 0.5
UNSURE_NAME = 0.8  # factor for a name whose first word is no known family name
# "(đã ký)", and what a digital signature writes: who, when, an address.
BARE_MARK = re.compile(r"\bK/?T\s*[.,]\W*$")
NOISE = re.compile(
    r"\(?\s*[đd][ãaà] k[ýyí]\s*\)?"
    r"|\b(?:ký bởi|người ký|cơ quan|thời gian|ngày ký|chức vụ|email|digital)\b.{0,12}:"
    r"|@|\d{2}[:./]\d{2}",
    re.IGNORECASE,
)


def read_person(rule: FieldRule, context: Context) -> Answer:
    """The signer of the last signature block that has a name."""
    lines = tuple(line for line in context.lines(*rule.regions) if not NOISE.search(line.text))
    blocks = _blocks(lines)
    if not blocks:
        return Answer(Signer())
    named = [block for block in blocks if block[2] is not None]
    return _signer(*(named or blocks)[-1])


Parts = tuple[
    list[Placed], list[Placed], Placed | None, str
]  # authority, title, name, scraps before the title


def _blocks(lines: Sequence[Placed]) -> list[Parts]:
    """Authority lines, title lines and name of each signer, in order."""
    blocks: list[Parts] = []
    authority: list[Placed] = []
    title: list[Placed] = []
    scraps = ""
    for printed in lines:
        line = trimmed(printed)
        if (is_name(line.text) and (authority or title or has_family_name(line.text))) or (
            title and mended(line.line) is not None
        ):
            blocks.append((authority, title, line, scraps))
            authority, title, scraps = [], [], ""
        elif has_mark(line.text):
            authority.append(line)
        elif is_position(line.text) or (not title and last_word(line.line) is not None):
            scraps = scraps if title else cut_off(printed, line)
            title.append(line)
        elif is_capitals(line.text) and (authority or title) and _goes_on(line):
            (title or authority).append(line)
        elif BARE_MARK.search(printed.text) and not authority:
            scraps = printed.text  # "KT." apart from its title
    if authority or title:
        blocks.append((authority, title, None, scraps))
    return blocks


def trimmed(line: Placed) -> Placed:
    """The line without what a seal or a signature left at its ends; clean text stays as it is."""
    words = [word for word in line.line.words if word.text]
    if all(word.confidence >= 1 for word in words):
        return line
    while words and not _is_word(words[-1].text):
        words.pop()
    while words and not (_is_word(words[0].text) or is_deputy_word(words[0].text)):
        words.pop(0)
    capitals = words and is_capitals(" ".join(word.text for word in words))
    return Placed(Line.of(words), line.page) if capitals else line


def cut_off(printed: Placed, line: Placed) -> str:
    """What stood before the words that were kept of a line."""
    first = line.line.words[0]
    kept = next(i for i, word in enumerate(printed.line.words) if word is first)
    return " ".join(word.text for word in printed.line.words[:kept])


def _is_word(text: str) -> bool:
    """Capitals only, as the whole line is, with punctuation at most at the ends."""
    bare = re.sub(r"^\W+|\W+$", "", text)
    return (len(bare) > 1 and bare.isalpha() and bare.isupper()) or has_mark(f"{text} XX")


def _goes_on(line: Placed) -> bool:
    """A second line of an authority or title: words of the language, not the letters of a seal."""
    if fmean(word.confidence for word in line.line.words) < GARBAGE:
        return False
    words = line.text.split()
    known = [
        w for w in words if is_syllable(w.strip(".,-&")) or w.strip(".,") in vocabulary.agency_abbreviations()
    ]
    return len(known) >= 2 and len(known) >= len(words) - 1


def _signer(authority: list[Placed], title: list[Placed], name: Placed | None, scraps: str) -> Answer:
    if authority and not title and is_acting(authority[-1].text):
        authority, title = authority[:-1], authority[-1:]  # "Q. CỤC TRƯỞNG" is the signer's own title
    if name and _is_garbage(name):
        name = None
    form = whole(_join_authority(authority), [position(line.line) for line in title], scraps)
    evidence: dict[str, Evidence] = {}
    review: list[Review] = []
    for part, lines, clue in (("authority", authority, Clue.SIGNING_FORM), ("title", title, Clue.POSITION)):
        sure = BY_FORM if part in form.mended | form.doubted else IN_PLACE
        if lines or part in form.mended:
            found = Trace.of(lines or title or authority)
            evidence[f"signer.{part}"] = found.evidence(sure, (Clue.SIGNATURE_REGION, clue))
        review += _by_form(part, form)
    if name:
        evidence["signer.name"], doubts = _name(name)
        review += [Review.of("signer.name", doubt, evidence["signer.name"].confidence) for doubt in doubts]
    named = (mended(name.line) or plain_text(name.line)) if name else None
    return Answer(Signer(authority=form.authority, title=form.title, name=named), evidence, tuple(review))


def _is_garbage(name: Placed) -> bool:
    """Strokes of a signature that look like a name: no family name, and hardly read."""
    if mended(name.line) is not None or has_family_name(name.text):
        return False
    return IN_PLACE * UNSURE_NAME * Trace.of((name,)).evidence(1.0, ()).confidence < GARBAGE


def _by_form(part: str, form: Form) -> Iterator[Review]:
    if part in form.mended:
        yield Review.of(f"signer.{part}", Message.of("by-signing-form", value=getattr(form, part)), BY_FORM)
    if part in form.doubted:
        yield Review.of(f"signer.{part}", Message.of("not-signing-form"), BY_FORM)


def _name(name: Placed) -> tuple[Evidence, list[Message]]:
    """Evidence of the name, and what is doubtful about it."""
    is_whole, known = mended(name.line) is None, has_family_name(name.text)
    doubts = [
        *([] if known else [Message.of("family-name-unknown" if is_whole else "family-name-hard-to-read")]),
        *([Message.of("name-short")] if is_cut(name.line) else []),
    ]
    sure = IN_PLACE * (1.0 if known else UNSURE_NAME) * (1.0 if is_whole else MENDED)
    sure *= MENDED if is_cut(name.line) else 1.0
    return Trace.of((name,)).evidence(sure, (Clue.SIGNATURE_REGION, Clue.NAME_UNDER_POSITION)), doubts


def _join_authority(lines: list[Placed]) -> str | None:
    """Lines of one form joined by a blank, forms by a semicolon."""
    forms: list[str] = []
    for line in lines:
        if forms and not has_mark(line.text):
            forms[-1] += f" {plain_text(line.line)}"
        else:
            forms.append(authority_text(line.line))
    return "; ".join(forms) or None
