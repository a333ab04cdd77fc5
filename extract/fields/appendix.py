"""The appendix: its title, and the document that it is issued with.

    lines from "Phụ lục" on ─▶ Appendix(title, "Kèm theo Quyết định số ... của ...")

A file may be an appendix alone; then number, date and signer are another document's and stay out.
"""

from __future__ import annotations

import re

from extract.fields import codes, dates
from extract.fields.context import ELSEWHERE, IN_PLACE, Answer, Context
from extract.fields.matching import clean, first_anchor, fold, is_capitals
from extract.fields.trace import Trace
from extract.layout.model import Placed
from schemas.loader import FieldRule
from schemas.record import Appendix, Evidence

ISSUED = ("Kèm theo", "Ban hành kèm theo", "Ban hành theo", "Đính kèm")
HEADING = re.compile(r"^ph[uụ] l[uụ]c\b", re.IGNORECASE)
TITLE_LINES = 8  # a title and the note under it fit in these
NOTE_LINES = 6
HEAD_LINES = 12
CODE_NEAR = re.compile(rf"(?P<code>{codes.NUMBER}\s?[-/]\s?(?:{codes.YEAR}\s?/\s?)?{codes.NOTATION})")


def stands_alone(context: Context) -> bool:
    """The file begins with an appendix: no number, and "Phụ lục" or "(Kèm theo ...)" at the top."""
    head = context.head()[:HEAD_LINES]
    if any(first_anchor(line.text, ("Số",)) and "/" in line.text for line in head):
        return False
    return any(_is_heading(line.text) or _is_note(line.text) for line in head)


def _is_heading(text: str) -> bool:
    bare = fold(text)
    return bare.startswith("phuluc") and len(text.split()) <= 4


def _is_note(text: str) -> bool:
    return bool(first_anchor(text, ISSUED)) and text.lstrip().startswith(("(", "[", "Kèm", "Ban", "K", "B"))


def heading_lines(context: Context) -> tuple[Placed, ...]:
    """The title of a document without tên loại: of an appendix, or the capitals at the top."""
    lines = _appendix_lines(context) if context.appendix_only else context.lines("title") or context.head()
    start = next((i + 1 for i, line in enumerate(lines[:HEAD_LINES]) if _is_heading(line.text)), 0)
    held: list[Placed] = []
    for line in lines[start : start + TITLE_LINES]:
        if _is_note(line.text) or (held and not _goes_on(line.text, held[-1].text)):
            break
        if held or is_capitals(line.text) or start:
            held.append(line)
    return tuple(held)


def _goes_on(text: str, before: str) -> bool:
    """A title in capitals ends with its capitals; one in small letters goes on to the note."""
    return is_capitals(text) or not is_capitals(before)


def read_appendix(rule: FieldRule, context: Context) -> Answer:
    """Title and "issued with" of the first appendix; nothing when the document has none."""
    lines = _appendix_lines(context)
    if not lines:
        return Answer()
    start = next((i for i, line in enumerate(lines) if _is_heading(line.text)), None)
    note = next((i for i, line in enumerate(lines) if _is_note(line.text)), None)
    if start is None and note is None:
        return Answer()
    begin = start + 1 if start is not None and (note is None or start < note) else 0
    title = _title(
        lines[begin:note] if note is not None and note > begin else lines[begin:], note is not None
    )
    issued = _note(lines[note:]) if note is not None else None
    evidence: dict[str, Evidence] = {}
    if title:
        evidence["appendix.title"] = title.evidence(ELSEWHERE, "lines after Phụ lục")
    if issued:
        evidence["appendix.issued_with"] = issued.evidence(IN_PLACE, "anchor Kèm theo")
    value = Appendix(
        title=(clean(title.text) or None) if title else None,
        issued_with=_bare_note(issued.text) if issued else None,
    )
    return Answer(value if value.title or value.issued_with else None, evidence)


def _appendix_lines(context: Context) -> tuple[Placed, ...]:
    """From "Phụ lục" on; in a file that is an appendix alone, its head."""
    own = context.lines("appendix")
    if own:
        return own
    if context.appendix_only:
        return context.head()
    body = context.lines("body")
    start = next((i for i, line in enumerate(body) if _is_heading(line.text)), None)
    return body[start:] if start is not None else ()


def _title(lines: tuple[Placed, ...], noted: bool) -> Trace | None:
    held: list[Placed] = []
    for line in lines[:TITLE_LINES]:
        if held and not noted and not _goes_on(line.text, held[-1].text):
            break
        if held and is_capitals(held[0].text) and not is_capitals(line.text):
            break
        held.append(line)
    return Trace.of(held) if held else None


def _note(lines: tuple[Placed, ...]) -> Trace:
    """The note up to its closing bracket."""
    held: list[Placed] = []
    for line in lines[:NOTE_LINES]:
        held.append(line)
        if ")" in line.text or line.text.rstrip().endswith("."):
            break
    return Trace.of(held)


def _bare_note(text: str) -> str:
    inner = text.strip().lstrip("([")
    return re.sub(r"[)\].\s]+$", "", inner.split(")")[0]).strip()


def issued_date(appendix: Appendix) -> tuple[str | None, str | None]:
    """Code and date of the document that the note names."""
    text = appendix.issued_with or ""
    match = CODE_NEAR.search(text)
    code = codes.parse(match["code"]) if match else None
    found = dates.find(text)
    return (str(code) if code else None), (found.iso if found else None)


def issuer_of(appendix: Appendix) -> str | None:
    """The agency at the end of the note: "... của Bộ Xây dựng"."""
    match = re.search(r"\bcủa\s+(?P<organ>[^()]+)$", appendix.issued_with or "")
    return match["organ"].strip() if match else None
