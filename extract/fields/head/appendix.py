"""The appendix: its title, and the document that it is issued with.

    lines from "Phụ lục" on ─▶ Appendix(title, "Kèm theo Quyết định số ... của ...")

A file may be an appendix alone; then number, date and signer are another document's and stay out.
"""

from __future__ import annotations

import re

from extract.fields.context import ELSEWHERE, IN_PLACE, Answer, Context
from extract.fields.trace import Trace
from extract.form import codes, dates
from extract.form.agencies import issuer_at
from extract.form.codes import CODE_NEAR
from extract.form.folding import fold_letters, is_capitals
from extract.form.matching import clean, first_anchor
from extract.layout.model import Placed
from schemas import vocabulary
from schemas.clues import Clue
from schemas.fields import Appendix
from schemas.language import FieldRule
from schemas.record import Evidence

HEADING = re.compile(r"^ph[uụ] l[uụ]c\b", re.IGNORECASE)
TITLE_LINES = 8  # a title and the note under it fit in these
NOTE_LINES = 6
HEAD_LINES = 12
LABEL_WORDS = 3


def stands_alone(context: Context) -> bool:
    """The file begins with an appendix: no number, and "Phụ lục" or "(Kèm theo ...)" at the top."""
    head = context.head()[:HEAD_LINES]
    if any(first_anchor(line.text, ("Số",)) and "/" in line.text for line in head):
        return False
    return any(_is_heading(line.text) or _is_note(line.text) for line in head)


def _is_heading(text: str) -> bool:
    bare = fold_letters(text)
    return bare.startswith("phuluc") and len(text.split()) <= 4


def _is_note(text: str) -> bool:
    noted = first_anchor(text, vocabulary.openings("issued_with"))
    return bool(noted) and text.lstrip().startswith(("(", "[", "Kèm", "Ban", "K", "B"))


def heading_lines(context: Context) -> tuple[Placed, ...]:
    """The title of a document without tên loại: of an appendix, or the capitals at the top."""
    if context.appendix_only:
        return _parts(_appendix_lines(context))[0]
    lines = context.lines("title") or context.head()
    start = next((i for i, line in enumerate(lines[:HEAD_LINES]) if is_capitals(line.text)), None)
    return _title(lines[start:]) if start is not None else ()


def read_appendix(rule: FieldRule, context: Context) -> Answer:  # noqa: ARG001 - every reader has this form
    """Title and "issued with" of the first appendix; nothing when the document has none."""
    title_lines, note_lines = _parts(_appendix_lines(context))
    title = Trace.of(title_lines) if title_lines else None
    issued = Trace.of(note_lines) if note_lines else None
    evidence: dict[str, Evidence] = {}
    if title:
        evidence["appendix.title"] = title.evidence(ELSEWHERE, (Clue.AFTER_APPENDIX,))
    if issued:
        evidence["appendix.issued_with"] = issued.evidence(IN_PLACE, (Clue.ISSUED_WITH,))
    value = Appendix(
        title=(clean(title.text) or None) if title else None,
        issued_with=_bare_note(issued.text) if issued else None,
    )
    return Answer(value if value.title or value.issued_with else None, evidence)


def _parts(lines: tuple[Placed, ...]) -> tuple[tuple[Placed, ...], tuple[Placed, ...]]:
    """Title and note: the note stands under the title, or between "Phụ lục" and the title."""
    start = next((i for i, line in enumerate(lines) if _is_heading(line.text)), None)
    note = next((i for i, line in enumerate(lines) if _is_note(line.text)), None)
    if note is None:
        return (_title(lines[start + 1 :]), ()) if start is not None else ((), ())
    note_lines = _note(lines[note:])
    begin = start + 1 if start is not None and start < note else 0
    between = lines[begin:note]
    if not between:
        return _title(lines[note + len(note_lines) :]), note_lines
    return _title(between, noted=True), note_lines


def _appendix_lines(context: Context) -> tuple[Placed, ...]:
    """From "Phụ lục" on; in a file that is an appendix alone, its head."""
    own = context.lines("appendix")
    if own:
        return own
    if context.appendix_only:
        boxes = context.lines("issuer", "motto")
        return tuple(line for line in context.head() if line not in boxes)
    body = context.lines("body")
    start = next((i for i, line in enumerate(body) if _is_heading(line.text)), None)
    return body[start:] if start is not None else ()


def _title(lines: tuple[Placed, ...], *, noted: bool = False) -> tuple[Placed, ...]:
    """The lines of a title; without a note under them they end with their capitals.

    "DANH MỤC 1" is no title yet: the line under it is.
    """
    held: list[Placed] = []
    for line in lines[:TITLE_LINES]:
        label = len(held) == 1 and len(held[0].text.split()) <= LABEL_WORDS
        ends = held and not label and (is_capitals(held[0].text) or not noted) and not is_capitals(line.text)
        tabled = held and line.line.cell is not None and held[0].line.cell is None
        if ends or tabled or (held and _is_note(line.text)):
            break
        held.append(line)
        if len(held) > 1 and label and not is_capitals(line.text):
            break
    return tuple(held)


def _note(lines: tuple[Placed, ...]) -> tuple[Placed, ...]:
    """The note up to its closing bracket."""
    held: list[Placed] = []
    for line in lines[:NOTE_LINES]:
        held.append(line)
        if ")" in line.text or line.text.rstrip().endswith("."):
            break
    return tuple(held)


def _bare_note(text: str) -> str:
    """Without its brackets, and without what the other document says ("về việc ...")."""
    bare = text.strip()
    inner = bare[1:].split(")")[0] if bare.startswith("(") else bare
    inner = re.split(r"\s+(?=về việc\b)", inner)[0]
    return re.sub(r"[)\].\s]+$", "", inner).strip()


def issued_date(appendix: Appendix) -> tuple[str | None, str | None]:
    """Code and date of the document that the note names."""
    text = appendix.issued_with or ""
    match = CODE_NEAR.search(text)
    code = codes.parse(match["code"]) if match else None
    found = dates.find(text)
    return (str(code) if code else None), (found.iso if found else None)


def issuer_of(appendix: Appendix) -> str | None:
    """The agency of the note, as a letterhead has it: "... của UBND tỉnh" is Ủy ban nhân dân tỉnh."""
    text = appendix.issued_with or ""
    of = re.search(r"\bcủa\s+", text)
    found = issuer_at(text, of.end()) if of else None
    return _spelled_out(found[0]) if found else None


def _spelled_out(organ: str) -> str:
    for short, whole in vocabulary.agencies_in_full().items():
        organ = re.sub(rf"^{short}\b", whole, organ)
    return organ
