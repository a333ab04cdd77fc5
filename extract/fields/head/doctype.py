"""Tên loại and trích yếu (5a, 5b): by the words of the title and by the notation together.

title lines + notation ─▶ DocType, with the line it stands on ─▶ title
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from diacritics.syllable import skeleton
from extract.fields.context import ELSEWHERE, IN_PLACE, Answer, Context
from extract.fields.head.number_and_date import NUMBER_LABELS, code_of, notation_of, number_start
from extract.fields.head.opening import opening
from extract.fields.trace import Clues, Trace
from extract.form import capitals, cues
from extract.form.agencies import begins_with_agency
from extract.form.codes import Code
from extract.form.folding import fold_letters, is_capitals
from extract.form.matching import after, first_anchor, similarity
from extract.layout.model import Placed
from schemas import vocabulary
from schemas.catalogue import Message
from schemas.clues import Clue
from schemas.fields import DocType
from schemas.language import FieldRule
from schemas.record import Evidence, Review
from schemas.vocabulary import DocumentType

BY_NOTATION = 0.85  # certainty when only the notation names the type
BY_TITLE = 0.93  # when only the title does
DISAGREE = 0.6
LETTER = DocumentType("Công văn", "CV", "administrative", coded=False)
AGREEING = 0.1  # one letter of ten: what the notation adds to the likeness of a title
# A line of capitals with two or three letters misread, and no other name as near. Of 360 names with two
# letters changed at random, without a notation, 24 % were known before and 87 % are now, one as another.
DAMAGED = 0.65
APART = 0.1
LONGEST_NAME = 24  # letters; "Thông tư liên tịch" has 18
HARDLY_READ = 0.5  # confidence of letters of a stamp
LONGEST_TYPE = 4  # words: THÔNG TƯ LIÊN TỊCH
TITLE_LINES = 6  # a tên loại stands among the first lines of its box


@dataclass(frozen=True, slots=True)
class TypeLine:
    """A tên loại as it stands: which of the lines, and where the rest of that line begins."""

    type: DocumentType
    lines: tuple[Placed, ...]
    index: int
    end: int
    certainty: float


def read_type(rule: FieldRule, context: Context) -> Answer:  # noqa: ARG001 - every reader has this form
    """The document's type; a công văn has none on the page, and "V/v" under its number."""
    return context.once("type", lambda: _type_in(context))


def _type_in(context: Context) -> Answer:
    if context.appendix_only:
        return Answer(DocType(code=None, name="Phụ lục"), {}, ())
    line = find_line(context)
    code_rule = context.schema.rule("notation")
    found = notation_of(code_rule, context) if code_rule else None
    code, code_evidence = found if found else (None, None)
    by_code = notation_types(code)
    if line:
        return _by_title(line, code, by_code)
    labelled = _by_label(context)
    if labelled:
        return labelled
    if by_code and code_evidence and not _has_subject(context):
        return _answer(by_code[0], code_evidence, BY_NOTATION, (Clue.NOTATION,))
    if code and code_evidence:
        return _answer(
            LETTER, code_evidence, IN_PLACE if _has_subject(context) else BY_NOTATION, (Clue.NOTATION,)
        )
    return _by_opening(context)


def _by_label(context: Context) -> Answer | None:
    """The type that stands before the number: "Bản án số: 12/2019/DS-ST"."""
    types = {kind.name.lower(): kind for kind in vocabulary.document_types()}
    for line in context.lines("issuer"):
        kind = types.get(line.text.lower().partition(" số")[0].strip())
        if kind and number_start(line.text, NUMBER_LABELS) is not None:
            return _answer(kind, Trace.of((line,)).evidence(IN_PLACE, ()), 1.0, (Clue.TYPE_WORDS,))
    return None


def _by_opening(context: Context) -> Answer:
    """Neither title nor notation: what the document calls itself in its first sentence."""
    said = opening(context)
    kind = said and next(t for t in vocabulary.document_types() if t.name == said.type)
    if not said or not kind:
        return Answer()
    review = Review.of("doc_type", Message.of("type-by-opening"), said.evidence.confidence)
    return Answer(_value(kind), {"doc_type": said.evidence}, (review,))


def notation_types(code: Code | None) -> list[DocumentType]:
    """The types that the notation's first part may stand for: QĐ in "QĐ-UBND" and in "TC/QĐ/CĐKT"."""
    if not code:
        return []
    parts = code.notation.split("-")[0].split("/")
    wanted = [p for p in parts if p in vocabulary.type_codes()]
    types = [t for p in wanted for t in vocabulary.document_types() if t.coded and p in (t.code, *t.old)]
    return sorted(types, key=lambda t: t.family != "normative" or not (code.year))


def find_line(context: Context) -> TypeLine | None:
    """The line that is a tên loại: of the title box, else among the first lines of the page.

    "QUYẾT ĐỊNH:" enacts: it is the tên loại only where no other line is.
    """
    return context.once("type line", lambda: _find_line(context))


def _find_line(context: Context) -> TypeLine | None:
    by_code = notation_types(own_code(context))
    titles = tuple(line for line in context.lines("title") if line.page == 1) or context.lines("title")
    head = _without_organs(context.head(), context)
    for lines, limit, certainty in ((titles, TITLE_LINES, IN_PLACE), (head, len(head), ELSEWHERE)):
        for index, line in enumerate(lines[:limit]):
            found = match_type(line.text, by_code)
            if found and not (certainty < IN_PLACE and line.text.rstrip().endswith(":")):
                return TypeLine(found[0], lines, index, found[1], certainty)
    beside = (_beside_stamp(line, by_code) for line in head)
    enacting = (match_type(line.text, by_code) for line in head)
    for index, found in chain(enumerate(beside), enumerate(enacting)):
        if found:
            return TypeLine(found[0], head, index, found[1], ELSEWHERE)
    return _damaged(titles, by_code)


def _without_organs(head: tuple[Placed, ...], context: Context) -> tuple[Placed, ...]:
    """The first lines but for those of the letterhead above the number, which are at most near to a type:
    "KHU CÔNG NGHỆ CAO" is to "Thư công". A tên loại that fell among them is one letter for letter."""
    issuer = context.lines("issuer")
    types = [fold_letters(kind.name) for kind in vocabulary.document_types()]
    return tuple(
        line for line in head if line not in issuer or fold_letters(line.text).startswith(tuple(types))
    )


def _beside_stamp(line: Placed, by_code: Sequence[DocumentType]) -> tuple[DocumentType, int] | None:
    """A tên loại at the end of a line that begins with letters of a stamp: "Ếi Giờ:... QUYẾT ĐỊNH"."""
    words = [word for word in line.line.words if word.text]
    for count in range(2, min(len(words), LONGEST_TYPE + 1)):
        text = " ".join(word.text for word in words[-count:])
        stamped = min(word.confidence for word in words[:-count]) < HARDLY_READ
        found = match_type(text, by_code) if stamped and cues.is_type(text) else None
        if found:
            return found[0], len(line.text)
    return None


def _damaged(titles: tuple[Placed, ...], by_code: Sequence[DocumentType]) -> TypeLine | None:
    """A first line of the title box that is nearer to one tên loại than to anything else that heads a
    document, where neither a whole one nor the notation says the type."""
    text = titles[0].text if titles else ""
    if by_code or not is_capitals(text) or len(text) > LONGEST_NAME:
        return None
    ranked = sorted(vocabulary.title_heads(), key=lambda name: similarity(text, name), reverse=True)
    first, second = (similarity(text, name) for name in ranked[:2])
    kind = next((t for t in vocabulary.document_types() if t.name == ranked[0]), None)
    if not kind or first < DAMAGED or first - second < APART:
        return None
    return TypeLine(kind, titles, 0, len(text), DISAGREE)


def match_type(text: str, by_code: Sequence[DocumentType]) -> tuple[DocumentType, int] | None:
    """The type that a line in capitals begins with, and where the line goes on.

    Of names that a damaged title is as near to, the one that the notation says. In small letters
    ("Thông báo") a name that is the whole line.
    """
    if not is_capitals(text) and not cues.is_small_type(text):
        return None
    said = {kind.name for kind in by_code}
    fitting = []
    for kind in vocabulary.document_types():
        end = after(text, kind.name) if kind.printed else None
        if end is not None and not (similarity(text[:end], kind.name) < 1 and begins_with_agency(text)):
            likeness = similarity(text[:end], kind.name) + AGREEING * (kind.name in said)
            fitting.append((likeness, len(kind.name), kind, _closer_end(text, kind) or end))
    if not fitting:
        return None
    _, _, kind, end = max(fitting, key=lambda f: f[:2])
    return kind, end


def _closer_end(text: str, kind: DocumentType) -> int | None:
    """The end of a line that is a longer name of the type and nothing else: "KẾT LUẬN THANH TRA"."""
    whole = any(fold_letters(text) == fold_letters(name) for name in kind.closer)
    return len(text) if whole else None


def _by_title(line: TypeLine, code: Code | None, by_code: list[DocumentType]) -> Answer:
    evidence = Trace.of((line.lines[line.index],)).evidence
    own = own_name(line, code)
    if own:
        return Answer(
            own, {"doc_type": evidence(line.certainty * BY_TITLE, (Clue.TYPE_WORDS, Clue.NOTATION))}
        )
    kind = line.type
    agreeing = [t for t in by_code if t.name == kind.name]
    if agreeing or not code or not by_code:
        sure = line.certainty if agreeing else line.certainty * BY_TITLE
        clues = (Clue.TYPE_WORDS, Clue.NOTATION) if agreeing else (Clue.TYPE_WORDS,)
        return _answer((agreeing or [kind])[0], evidence(sure, clues), 1.0, clues)
    said = by_code[0].name
    message = Message.of("title-and-notation", title=kind.name, notation=code.notation, said=said)
    found = evidence(line.certainty * DISAGREE, (Clue.TYPE_WORDS,))
    review = Review.of("doc_type", message, found.confidence)
    return Answer(_value(kind), {"doc_type": found}, (review,))


def own_name(line: TypeLine, code: Code | None) -> DocType | None:
    """A type of the writers' own, when the notation abbreviates it: CHƯƠNG TRÌNH PHỐI HỢP, CTPH."""
    text = line.lines[line.index].text.strip()
    words = re.findall(r"[^\W\d_]+", text)
    first = code.segments[0] if code else ""
    if len(words) > len(line.type.name.split()) and skeleton(first) == "".join(skeleton(w)[0] for w in words):
        return DocType(code=first, name=capitals.sentence(" ".join(text.split())))
    return None


def _value(kind: DocumentType) -> DocType:
    return DocType(code=kind.code, name=kind.name)


def _answer(kind: DocumentType, evidence: Evidence, sure: float, clues: Clues) -> Answer:
    confidence = round(evidence.confidence * sure, 3)
    return Answer(
        _value(kind),
        {"doc_type": evidence.model_copy(update={"confidence": confidence, "clues": list(clues)})},
    )


def _has_subject(context: Context) -> bool:
    lines = context.lines("issuer")
    return any(first_anchor(line.text, ("V/v", "Về việc")) for line in lines)


def own_code(context: Context) -> Code | None:
    """The document's own code, or None."""
    rule = context.schema.rule("notation")
    found = code_of(rule, context) if rule else None
    return found[0] if found else None
