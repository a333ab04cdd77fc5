"""The header boxes (3) and (4): number and notation, and the date.

lines of the issuer and motto boxes ─▶ Answer
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from extract.fields.context import IN_PLACE, Answer, Context
from extract.fields.head.said_elsewhere import weighed, whole_date
from extract.fields.head.title_line import title_line
from extract.fields.trace import Clues, Piece, Trace, evidence_of
from extract.form import codes, dates
from extract.form.folding import is_capitals
from extract.form.matching import first_anchor
from extract.layout.model import Placed
from schemas.catalogue import Message
from schemas.clues import Clue
from schemas.language import FieldRule
from schemas.methods import Method
from schemas.record import Evidence, Review

AS_PRINTED = (Method.READ, Method.PLAIN_SIGNS)
DOUBTED = 0.7  # factor for a value that had to be repaired or is hard to read
# Height of a number against that of "Số:" on 12 scans: printed digits 0.67 to 0.70, written ones 1.06 to
# 1.15; 5 of the 7 written ones were misread, one of them with a confidence of 0.9.
TALL = 0.9
BY_HAND = 0.5
# Of written numbers and dates read with less than this every third was wrong, two of them above the limit of
# review; of 50 read with more two (84 reference records). The weak ones go to review.
SURE_HAND, WEAK_HAND = 0.7, 0.8
# A line that is only place and date; "Nghị quyết số 5/NQ-CP ngày ... năm ..." is none.
DATE_LINE = re.compile(
    r"(?i)^\W*(?:[^\W\d_][^\d;:/]{1,40}[,.;]\s*)?ng\w{1,2}y\W.{0,9}th\w{1,3}g.{0,9}"
    r"n\w{1,2}m[\s.…]*\d{0,4}\W*$"
)
HEADER_BOXES = frozenset((Clue.MOTTO_REGION, Clue.ISSUER_REGION))
# What follows "Số": a colon, digits, or a blank before a slash or hyphen. "SỞ" is folded like "Số".
BLANK_LOST = re.compile(r"^\W*S[ốôồổỗộóòọo](?=\d\S*/)")  # "Số20/SYT-NVY"
# What may stand for "Số" before the number: of laws and of judgments (schemas/administrative.yaml).
NUMBER_LABELS = ("Số", "Luật số", "Pháp lệnh số", "Bản án số")
NUMBER_FOLLOWS = re.compile(r"^\s*(?:[:.;,]|\d|[^A-ZĐ]{0,15}[/\-–—]\s?[A-ZĐ])")


def code_of(rule: FieldRule, context: Context) -> tuple[codes.Code, Evidence] | None:
    """The document's own code and where it stands."""
    found = _code(rule, context)
    return found[:2] if found else None


def notation_of(rule: FieldRule, context: Context) -> tuple[codes.Code, Evidence] | None:
    """The same with the evidence for the notation alone: the number may be written by hand."""
    found = _code(rule, context)
    return (found[0], found[2]) if found else None


Coded = tuple[codes.Code, Evidence, Evidence]  # the evidence for the whole code, and for its notation


def _code(rule: FieldRule, context: Context) -> Coded | None:
    return context.once(("code", rule.regions, rule.anchors), lambda: _code_in(rule, context))


def _code_in(rule: FieldRule, context: Context) -> Coded | None:
    own = title_line(context)
    if own:
        return own.code, own.evidence("code"), own.evidence("code")
    for lines, certainty, clues in context.places(rule):
        for index, line in enumerate(lines):
            start = number_start(line.text, rule.anchors)
            found = _code_at(line, start, lines[index + 1 :]) if start is not None else None
            if found:
                code, trace = found
                sure = certainty * (DOUBTED if code.doubts else 1.0)
                if _by_hand(trace, code.number):
                    code = replace(code, doubts=(*code.doubts, Message.of("number-by-hand")))
                    sure *= BY_HAND
                how = (*clues, Clue.ANCHOR, Clue.CODE_GRAMMAR)
                sure *= _written(trace.pieces)
                weighed_code, evidence = weighed(code, trace.evidence(sure, how), context)
                return weighed_code, evidence, _of_notation(code, trace, certainty, how)
    return None


def _of_notation(code: codes.Code, trace: Trace, certainty: float, clues: Clues) -> Evidence:
    """The evidence of the words from the notation on; of the whole where it was read as something else."""
    at = trace.text.rfind(code.segments[0])
    repaired = any(not doubt.code.startswith("number-") for doubt in code.doubts)
    return trace.evidence(certainty * (DOUBTED if repaired else 1.0), clues, max(at, 0))


def _by_hand(trace: Trace, number: str | None) -> bool:
    """Whether print was read where the number stands as tall as "Số:", which bears a mark."""
    label = trace.pieces[0].word.box if trace.pieces[0].word.confidence < 1 else None
    words = (piece.word for piece in trace.pieces[1:] if piece.word.method in AS_PRINTED)
    own = next((word.box for word in words if number and word.text == number), None)
    return bool(label and own and own.height >= TALL * label.height)


def number_start(text: str, anchors: tuple[str, ...]) -> int | None:
    """Where a line that begins with "Số" goes on to the number."""
    anchor = first_anchor(text, anchors)
    joined = BLANK_LOST.match(text)
    if joined and not anchor:
        return joined.end()
    if anchor and NUMBER_FOLLOWS.match(text[anchor[1] :]):
        return anchor[1]
    return None


def _code_at(line: Placed, start: int, following: tuple[Placed, ...]) -> tuple[codes.Code, Trace] | None:
    """The code after its anchor; a notation broken at its hyphen goes on in the next line."""
    trace = Trace.of((line,))
    if trace.text.rstrip().endswith(("-", "/")) and following:
        trace = Trace.of((line, following[0]))
    clean = all(piece.word.confidence >= 1 for piece in trace.pieces)
    code = codes.parse_header(trace.text[start:].lstrip(" :.;,"), clean=clean)
    return (code, trace) if code else None


def read_code(rule: FieldRule, context: Context) -> Answer:
    """Number, notation or the whole code, by the rule's part."""
    if context.appendix_only:
        return Answer()
    found = notation_of(rule, context) if rule.part == "notation" else code_of(rule, context)
    if not found:
        return Answer()
    code, evidence = found
    value = {"number": code.number, "notation": code.notation, "code": str(code) if code.number else None}[
        rule.part or "code"
    ]
    review = [
        Review.of(rule.name, doubt, evidence.confidence)
        for doubt in code.doubts
        if doubt.code.startswith("number-") == (rule.part == "number")
    ]
    if rule.part == "number" and code.number is None and not review:
        review = [Review.of("number", _no_number(evidence), evidence.confidence)]
    return Answer(value, {rule.name: evidence} if value else {}, tuple(review))


def _no_number(evidence: Evidence) -> Message:
    """A clean text says that a number is blank; a recogniser may have missed one written by hand."""
    return Message.of("number-blank" if evidence.confidence >= IN_PLACE else "number-not-read")


def read_date(rule: FieldRule, context: Context) -> Answer:
    """The date of the header, as far as it is printed."""
    own = title_line(context)
    if own and own.date:
        return Answer(own.date, {"date": own.evidence("day")})
    for lines, certainty, clues in context.places(rule):
        if context.appendix_only and Clue.MOTTO_REGION not in clues:
            continue  # the date of an appendix is its own only in a head of its own
        trace = Trace.of(lines if HEADER_BOXES.intersection(clues) else _date_lines(lines))
        for found in dates.find_all(trace.text):
            if not found.iso and not found.doubts:
                continue
            doubts = (*found.doubts, *_after_signature(found.iso, context.signed))
            noted = whole_date(found.iso, _own_code(context), context)
            if noted:
                return noted.answer("date")
            if found.iso and len(found.iso) < len("2025-01-01"):
                doubts = doubts or (Message.of("date-incomplete"),)
            sure = certainty * (DOUBTED if doubts else 1.0)
            evidence = _of_date(trace, sure, (*clues, Clue.DATE_GRAMMAR), found)
            review = tuple(Review.of("date", doubt, evidence.confidence) for doubt in doubts)
            return Answer(found.iso, {"date": evidence}, review)
    return Answer()


def _of_date(trace: Trace, certainty: float, clues: Clues, found: dates.Found) -> Evidence:
    """A date is as sure as its figures: "ngày" under a written day may be hard to read, and is known."""
    whole = trace.evidence(certainty, clues, found.start, found.end)
    figures = [p for p in trace.within(found.start, found.end) if any(c.isdigit() for c in p.word.text)]
    if not figures:
        return whole
    sure = evidence_of(figures, certainty * _written(figures), clues).confidence
    return whole.model_copy(update={"confidence": sure})


def _written(pieces: Iterable[Piece]) -> float:
    """The factor for digits written by hand that were read weakly."""
    by_hand = [p.word.confidence for p in pieces if p.word.method is Method.FILLED_IN and p.word.text]
    return WEAK_HAND if min(by_hand, default=1.0) < SURE_HAND else 1.0


def _own_code(context: Context) -> codes.Code | None:
    rule = context.schema.rule("number")
    found = code_of(rule, context) if rule else None
    return found[0] if found else None


def _after_signature(iso: str | None, signed: tuple[str, ...]) -> tuple[Message, ...]:
    """A document is dated before, or on the day that, it is last signed."""
    last = max(signed, default=None)
    if iso and last and iso > last[: len(iso)]:
        return (Message.of("date-after-signature", date=iso, signed=last),)
    return ()


def _date_lines(lines: tuple[Placed, ...]) -> tuple[Placed, ...]:
    """Lines that are only place and date: they end with the year. In capitals a title names another date."""
    return tuple(line for line in lines if DATE_LINE.search(line.text) and not is_capitals(line.text))
