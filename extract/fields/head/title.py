"""Trích yếu (5a, 5b): what a document is about, as printed, its lines joined.

lines after the tên loại, or after "V/v" of a công văn ─▶ title
"""

from __future__ import annotations

import re
from dataclasses import replace

from extract.fields.context import ELSEWHERE, IN_PLACE, Answer, Context
from extract.fields.head.appendix import heading_lines
from extract.fields.head.doctype import TITLE_LINES, TypeLine, find_line, own_code, own_name
from extract.fields.head.title_line import title_line
from extract.fields.trace import Trace
from extract.form import cues
from extract.form.codes import Code
from extract.form.folding import is_capitals
from extract.form.known_words import is_word, without_specks
from extract.form.matching import ALIKE, after, alike, clean, first_anchor, similarity
from extract.form.positions import is_authority
from extract.layout.model import Placed
from schemas.clues import Clue
from schemas.language import FieldRule

HARDLY_READ = 0.4  # letters found out of place and read with less than this are noise
STROKES = " ,.;'’‘`´|"  # what a recogniser makes of specks before a title
LABELLED = re.compile(r"^\W*\(|^[^:]{2,20}:\s")  # "(Bản gốc)", "Địa chỉ: ...": lines of a cover
LONGEST = 60  # words of a title
NUMBERED = re.compile(r"^\W*S[ốôồổỗộóòọo]\s*:")  # the number of a contract, under its title


def read_title(rule: FieldRule, context: Context) -> Answer:
    """The trích yếu as printed, its lines joined."""
    line = find_line(context)
    own = title_line(context)
    if own and own.trace.text[own.rest :].strip():
        found = own.trace.evidence(ELSEWHERE, (Clue.AFTER_TYPE,), own.rest)
        return Answer(clean(own.trace.text[own.rest :]), {"title": found})
    parts = _after_type(_with_body(line, context), own_code(context)) if line else _subject(rule, context)
    if not parts and not line:
        parts = _appendix_title(context)
    if not parts:
        return Answer()
    trace, start, certainty = parts
    value = _with_opening(clean(trace.text[start:]), trace)
    evidence = trace.evidence(certainty, (Clue.AFTER_TYPE,), start)
    if not value or (certainty < IN_PLACE and evidence.confidence < HARDLY_READ):
        return Answer()
    return Answer(value, {"title": evidence})


def _with_body(line: TypeLine, context: Context) -> TypeLine:
    """A title that breaks off at a comma or semicolon goes on in the first lines of the body."""
    if line.certainty != IN_PLACE or not line.lines[-1].text.rstrip().endswith((",", ";")):
        return line
    body = context.lines("body")[:TITLE_LINES]
    end = next((i for i, item in enumerate(body) if _is_preamble(item.text)), 0)
    return replace(line, lines=(*line.lines, *body[:end]))


def _is_preamble(text: str) -> bool:
    """What stands after a title: the authority in capitals, or the first căn cứ."""
    return bool(first_anchor(text, ("Căn cứ",))) or is_authority(text)


def _with_opening(title: str, trace: Trace) -> str:
    """The words "Về việc" as they are spelled, and no specks, where a recogniser read the title."""
    if not trace.pieces or all(piece.word.confidence >= 1 for piece in trace.pieces):
        return title
    title = without_specks(title).lstrip(STROKES)
    opens = title.find("Về việc")
    if opens > 0 and not all(map(is_word, title[:opens].split())):
        title = title[opens:]  # what stands before it is of a stamp at its side
    end = after(title, "Về việc")
    if end and title[end:].strip() and similarity(title[:end], "Về việc") > ALIKE:
        return f"Về việc {title[end:].lstrip()}"
    return title


def _after_type(line: TypeLine, code: Code | None) -> tuple[Trace, int, float] | None:
    """What follows the tên loại up to the authority, the addressees or the first căn cứ."""
    first = line.lines[line.index]
    if first.text.rstrip().endswith(":"):
        return None  # "QUYẾT ĐỊNH:" enacts: the text follows
    rest = "" if own_name(line, code) else first.text[line.end :].strip(" :.-")
    if rest.startswith(","):
        line = replace(line, end=0)  # "KẾ HOẠCH, NHIỆM VỤ": more than one tên loại
    held = [first] if rest and not after(rest, "của") else []
    follows = line.lines[line.index + 1 :]
    follows = _after_issuer(follows) if after(rest, "của") else follows
    for index, item in enumerate(follows):
        if ends_title(item.text, held and held[-1] is not first, follows[index - 1].text if index else ""):
            break
        if line.certainty < IN_PLACE and held and LABELLED.match(item.text):
            break
        held.append(item)
    if not held:
        return None
    return Trace.of(held), (line.end if held[0] is first else 0), line.certainty


def _after_issuer(lines: tuple[Placed, ...]) -> tuple[Placed, ...]:
    """The lines under "QUYẾT ĐỊNH CỦA TỔNG GIÁM ĐỐC" without those that go on with who issues it, where after
    them the trích yếu says so: "V/v ...", "(V/v ...)", "Về việc ..."."""
    begins = next((i for i, item in enumerate(lines) if first_anchor(item.text, ("V/v", "Về việc"))), 0)
    return lines[begins:] if all(is_capitals(item.text) for item in lines[:begins]) else lines


def ends_title(text: str, begun: object, before: str) -> bool:
    """Whether a line no longer belongs to the trích yếu."""
    if first_anchor(text, ("Kính gửi",)) or cues.starts_text(text):
        return True
    if NUMBERED.match(text) or (begun and cues.MARKER.match(text)):
        return True
    if first_anchor(text, ("Căn cứ", "Thực hiện", "Kèm theo", "Ban hành kèm theo")) and begun:
        return not (before.rstrip().endswith(",") or is_capitals(text) or text[:1].islower())
    return bool(begun) and is_authority(text) and not is_capitals(before)


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
        begins = first_anchor(line.text, ("Kính gửi", "Căn cứ", "Thực hiện", "Phúc đáp"))
        if (begins and not line.text[:1].islower()) or is_capitals(line.text):
            break  # "... sang mục đích khác để / thực hiện dự án" goes on
        held.append(line)
    return held


def _appendix_title(context: Context) -> tuple[Trace, int, float] | None:
    """A document without tên loại: its capitals at the top, or the title of an appendix alone."""
    boxes = context.lines("issuer", "motto")
    lines = tuple(line for line in heading_lines(context) if line not in boxes) or _first_paragraph(context)
    return (Trace.of(lines), 0, ELSEWHERE) if lines else None


def _first_paragraph(context: Context) -> tuple[Placed, ...]:
    """A text without any header may begin with its title: a short paragraph that is no sentence."""
    first = next(iter(context.layout.paragraphs), None)
    if (
        not first
        or first.lines[0].line.cell
        or context.lines("issuer", "motto")
        or len(first.text.split()) > LONGEST
    ):
        return ()
    sentence = first.text.rstrip().endswith((".", ";", ":", ","))
    return () if sentence or first_anchor(first.text, ("Căn cứ", "Kính gửi")) else first.lines
