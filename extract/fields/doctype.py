"""Tên loại and trích yếu (5a, 5b): by the words of the title and by the notation together.

title lines + notation ─▶ DocType, with the line it stands on ─▶ title
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from diacritics.syllable import skeleton
from extract.fields import casing
from extract.fields.appendix import heading_lines
from extract.fields.codes import Code
from extract.fields.context import ELSEWHERE, IN_PLACE, Answer, Context
from extract.fields.heading import code_of
from extract.fields.matching import after, alike, clean, first_anchor, is_capitals, similarity
from extract.fields.trace import Trace
from extract.layout.model import Placed
from schemas import vocabulary
from schemas.loader import FieldRule
from schemas.record import DocType, Evidence, Review
from schemas.vocabulary import DocumentType

BY_NOTATION = 0.85  # certainty when only the notation names the type
BY_TITLE = 0.93  # when only the title does
DISAGREE = 0.6
LETTER = DocumentType("Công văn", "CV", "administrative", coded=False)
TITLE_LINES = 6  # a tên loại stands among the first lines of its box


@dataclass(frozen=True, slots=True)
class TypeLine:
    """A tên loại as it stands: which of the lines, and where the rest of that line begins."""

    type: DocumentType
    lines: tuple[Placed, ...]
    index: int
    end: int
    certainty: float


def read_type(rule: FieldRule, context: Context) -> Answer:
    """The document's type; a công văn has none on the page."""
    if context.appendix_only:
        return Answer(DocType(code=None, name="Phụ lục"), {}, ())
    line = find_line(context)
    code_rule = context.schema.rule("notation")
    found = code_of(code_rule, context) if code_rule else None
    code, code_evidence = found if found else (None, None)
    by_code = notation_types(code)
    if line:
        return _by_title(line, code, by_code)
    if by_code and code_evidence:
        return _answer(by_code[0], code_evidence, BY_NOTATION, "notation")
    if code and code_evidence:
        return _answer(LETTER, code_evidence, IN_PLACE if _has_subject(context) else BY_NOTATION, "notation")
    return Answer()


def notation_types(code: Code | None) -> list[DocumentType]:
    """The types that the notation's first part may stand for: QĐ in "QĐ-UBND" and in "TC/QĐ/CĐKT"."""
    if not code:
        return []
    parts = code.notation.split("-")[0].split("/")
    wanted = [p for p in parts if p in vocabulary.type_codes()]
    types = [t for p in wanted for t in vocabulary.document_types() if t.coded and p in (t.code, *t.old)]
    return sorted(types, key=lambda t: t.family != "normative" or not (code.year))


def find_line(context: Context) -> TypeLine | None:
    """The line that is a tên loại: of the title box, else among the first lines of the page."""
    titles = tuple(line for line in context.lines("title") if line.page == 1) or context.lines("title")
    for lines, certainty in ((titles, IN_PLACE), (context.head(), ELSEWHERE)):
        limit = TITLE_LINES if certainty == IN_PLACE else len(lines)
        for index, line in enumerate(lines[:limit]):
            found = match_type(line.text)
            if found:
                return TypeLine(found[0], lines, index, found[1], certainty)
    return None


def match_type(text: str) -> tuple[DocumentType, int] | None:
    """The type that a line in capitals begins with, and where the line goes on."""
    if not is_capitals(text):
        return None
    fitting = []
    for kind in vocabulary.document_types():
        end = after(text, kind.name) if kind.family != "generic" else None
        if end is not None:
            fitting.append((similarity(text[:end], kind.name), len(kind.name), kind, end))
    if not fitting:
        return None
    _, _, kind, end = max(fitting, key=lambda f: f[:2])
    return kind, end


def _by_title(line: TypeLine, code: Code | None, by_code: list[DocumentType]) -> Answer:
    evidence = Trace.of((line.lines[line.index],)).evidence
    own = _own_name(line, code)
    if own:
        return Answer(own, {"doc_type": evidence(line.certainty * BY_TITLE, "title words, notation")})
    kind = line.type
    agreeing = [t for t in by_code if t.name == kind.name]
    if agreeing or not code or not by_code:
        sure = line.certainty if agreeing else line.certainty * BY_TITLE
        method = "title words and notation" if agreeing else "title words"
        return _answer((agreeing or [kind])[0], evidence(sure, method), 1.0, method)
    reason = f'the title says "{kind.name}", the notation {code.notation} says "{by_code[0].name}"'
    found = evidence(line.certainty * DISAGREE, "title words")
    review = Review(field="doc_type", reason=reason, confidence=found.confidence)
    return Answer(_value(kind), {"doc_type": found}, (review,))


def _own_name(line: TypeLine, code: Code | None) -> DocType | None:
    """A type of the writers' own, when the notation abbreviates it: CHƯƠNG TRÌNH PHỐI HỢP, CTPH."""
    text = line.lines[line.index].text.strip()
    words = re.findall(r"[^\W\d_]+", text)
    first = code.segments[0] if code else ""
    if len(words) > len(line.type.name.split()) and skeleton(first) == "".join(skeleton(w)[0] for w in words):
        return DocType(code=first, name=casing.sentence(" ".join(text.split())))
    return None


def _value(kind: DocumentType) -> DocType:
    return DocType(code=kind.code, name=kind.name)


def _answer(kind: DocumentType, evidence: Evidence, sure: float, method: str) -> Answer:
    confidence = round(evidence.confidence * sure, 3)
    return Answer(
        _value(kind), {"doc_type": evidence.model_copy(update={"confidence": confidence, "method": method})}
    )


def _has_subject(context: Context) -> bool:
    lines = context.lines("issuer", "title", "addressees")
    return any(first_anchor(line.text, ("V/v", "Về việc", "Kính gửi")) for line in lines)


def read_title(rule: FieldRule, context: Context) -> Answer:
    """The trích yếu as printed, its lines joined."""
    line = find_line(context)
    parts = _after_type(_with_body(line, context), own_code(context)) if line else _subject(rule, context)
    if not parts:
        parts = _appendix_title(context)
    if not parts:
        return Answer()
    trace, start, certainty = parts
    value = _with_opening(clean(trace.text[start:]), trace)
    if not value:
        return Answer()
    return Answer(value, {"title": trace.evidence(certainty, "lines after the type", start)})


def _with_body(line: TypeLine, context: Context) -> TypeLine:
    """A title that breaks off at a comma or semicolon goes on in the first lines of the body."""
    if line.certainty != IN_PLACE or not line.lines[-1].text.rstrip().endswith((",", ";")):
        return line
    body = context.lines("body")[:TITLE_LINES]
    end = next((i for i, item in enumerate(body) if _is_preamble(item.text)), 0)
    return replace(line, lines=(*line.lines, *body[:end]))


def _is_preamble(text: str) -> bool:
    """What stands after a title: the authority in capitals, or the first căn cứ."""
    return bool(first_anchor(text, ("Căn cứ",))) or (is_capitals(text) and is_authority(text))


def _with_opening(title: str, trace: Trace) -> str:
    """The words "Về việc" as they are spelled, where a recogniser misread them."""
    words = title.split(" ", 2)
    read = trace.pieces and trace.pieces[0].word.confidence < 1
    if read and len(words) == 3 and similarity(" ".join(words[:2]), "Về việc") > 0.8:
        return f"Về việc {words[2]}"
    return title


def own_code(context: Context) -> Code | None:
    """The document's own code, or None."""
    rule = context.schema.rule("notation")
    found = code_of(rule, context) if rule else None
    return found[0] if found else None


def _after_type(line: TypeLine, code: Code | None) -> tuple[Trace, int, float] | None:
    """What follows the tên loại up to the authority, the addressees or the first căn cứ."""
    first = line.lines[line.index]
    rest = "" if _own_name(line, code) else first.text[line.end :].strip(" :.-")
    held = [first] if rest and not after(rest, "của") else []
    follows = line.lines[line.index + 1 :]
    for index, item in enumerate(follows):
        if ends_title(item.text, held and held[-1] is not first, follows[index - 1].text if index else ""):
            break
        held.append(item)
    if not held:
        return None
    return Trace.of(held), (line.end if held[0] is first else 0), line.certainty


def ends_title(text: str, begun: object, before: str) -> bool:
    """Whether a line no longer belongs to the trích yếu."""
    if first_anchor(text, ("Kính gửi",)):
        return True
    if first_anchor(text, ("Căn cứ", "Thực hiện", "Kèm theo", "Ban hành kèm theo")) and begun:
        return not (before.rstrip().endswith(",") or is_capitals(text))
    return bool(begun) and is_capitals(text) and is_authority(text) and not is_capitals(before)


def is_authority(text: str) -> bool:
    """A line that names who decides: CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH, BỘ TRƯỞNG BỘ Y TẾ, CHÍNH PHỦ."""
    heads = tuple(h for h in vocabulary.agency_heads() if len(h) > 4 or h in ("UBND", "HĐND"))
    return bool(first_anchor(text, (*vocabulary.positions(), *heads)))


def _subject(rule: FieldRule, context: Context) -> tuple[Trace, int, float] | None:
    """The "V/v ..." of a công văn, under the number."""
    for lines, certainty, _ in context.places(rule):
        for index, item in enumerate(lines):
            found = first_anchor(item.text, rule.anchors)
            if not found:
                continue
            held = [item, *_until_addressees(lines[index + 1 :])]
            start = found[1] if alike(found[0], "V/v") else 0
            return Trace.of(held), start, certainty
    return None


def _until_addressees(lines: tuple[Placed, ...]) -> list[Placed]:
    held = []
    for line in lines:
        if first_anchor(line.text, ("Kính gửi", "Căn cứ", "Thực hiện", "Phúc đáp")) or is_capitals(line.text):
            break
        held.append(line)
    return held


def _appendix_title(context: Context) -> tuple[Trace, int, float] | None:
    """A document without tên loại: its capitals at the top, or the title of an appendix alone."""
    lines = heading_lines(context)
    return (Trace.of(lines), 0, ELSEWHERE) if lines else None
