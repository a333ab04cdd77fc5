"""What other places say of the number and the date: the file's name, and notes of annexes.

    code as read in the head + Witnesses ─▶ code, surer or in doubt

A number written by hand is read wrongly more often than print is, and the same number stands elsewhere: an
annex names what it was issued with, the office names the file. They support a reading, or stand in for one
that is missing or weak; where they do, or where they say otherwise, a person is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extract.fields.context import IN_PLACE, Context, Reading
from extract.fields.trace import Trace
from extract.form import codes, dates
from extract.form.codes import CODE_NEAR, Code
from extract.form.file_names import numbers_in
from extract.layout.model import Placed
from schemas.catalogue import Message
from schemas.clues import Clue
from schemas.record import Evidence

# Of 119 names of files that say one number 114 say that of the document (96 %). Of 13 written numbers read
# with a confidence of 0.42 to 0.9 two were wrong.
WEAK = 0.9  # below this a reading gives way to what is said elsewhere
LEFT_OF_DOUBT = 0.25  # share of the doubt in a reading that is left where a second witness says the same
STAND_IN = 0.5  # confidence of a value that only a witness has: under what goes to review
PLACES = {Clue.FILE_NAME: "in-file-name", Clue.ISSUED_WITH: "in-annex-note"}
NOTED = re.compile(r"(?i)k[èeé]m theo\b")
NOTE_LINES = 3  # "(Kèm theo Quyết định số ...", broken over lines
NOTE_LENGTH = 60  # letters between "Kèm theo" and the code: type and agency


@dataclass(frozen=True, slots=True)
class Witness:
    """What one place says."""

    number: str
    clue: Clue
    date: str | None = None
    evidence: Evidence | None = None  # None for the file's name


def witnesses(notation: str, context: Context) -> tuple[Witness, ...]:
    """The number of a document with this notation elsewhere; a name that says two says none."""
    named = numbers_in(context.name, notation)
    from_name = [Witness(named[0], Clue.FILE_NAME)] if len(named) == 1 else []
    return (*from_name, *_notes(notation, context))


def _notes(notation: str, context: Context) -> Iterator[Witness]:
    """Of notes "(Kèm theo Quyết định số 275/QĐ-UBND ngày 05/8/2018 ...)" with the document's own notation."""
    lines = context.lines("appendix", "body", "title")
    for index, line in enumerate(lines):
        if not NOTED.search(line.text):
            continue
        trace = Trace.of(_page_of(lines[index : index + NOTE_LINES], line))
        begins = NOTED.search(trace.text)
        match = CODE_NEAR.search(trace.text, begins.end()) if begins else None
        code = codes.parse(match["code"]) if match else None
        if not (match and begins and code and code.number and code.notation == notation):
            continue
        if match.start() - begins.end() > NOTE_LENGTH:
            continue
        date = dates.find(trace.text, match.end())
        span = match.start("code"), match.end("code")
        evidence = trace.evidence(STAND_IN, (Clue.APPENDIX_REGION, Clue.ISSUED_WITH), *span)
        yield Witness(code.number, Clue.ISSUED_WITH, date.iso if date else None, evidence)


def _page_of(lines: tuple[Placed, ...], first: Placed) -> tuple[Placed, ...]:
    return tuple(line for line in lines if line.page == first.page)


def weighed(code: Code, evidence: Evidence, context: Context) -> tuple[Code, Evidence]:
    """The code with its number held against what is said elsewhere."""
    said = witnesses(code.notation, context)
    if not said:
        return code, evidence
    agreeing = [witness for witness in said if _same(witness.number, code.number)]
    if agreeing:
        return _supported(code, evidence, agreeing)
    others = {witness.number.lstrip("0") for witness in said}
    if len(others) > 1:
        return code, evidence
    if code.number is None and evidence.confidence >= IN_PLACE:
        return code, evidence  # a clean text without a number has none
    if code.number is None or _is_weak(code, evidence):
        return _replaced(code, evidence, said[0])
    doubt = Message.of(
        "number-otherwise-elsewhere", number=code.number, other=said[0].number, where=PLACES[said[0].clue]
    )
    return replace(code, doubts=(*code.doubts, doubt)), evidence


def whole_date(seen: str | None, code: Code | None, context: Context) -> Reading | None:
    """The date that the note of an annex gives for the document, where the head shows only a part of it."""
    if not (seen and code and code.number) or len(seen) == len("2025-01-01"):
        return None
    said = {w.date: w for w in _notes(code.notation, context) if w.date and _same(w.number, code.number)}
    fitting = [witness for date, witness in said.items() if date and date.startswith(seen)]
    if len(said) != 1 or not fitting or not fitting[0].evidence or not fitting[0].date:
        return None
    date = fitting[0].date
    where = PLACES[Clue.ISSUED_WITH]
    doubt = Message.of("date-from-elsewhere", seen=seen, date=date, where=where)
    return Reading(date, fitting[0].evidence, (doubt,))


def _supported(code: Code, evidence: Evidence, said: list[Witness]) -> tuple[Code, Evidence]:
    """A number that a second place says too is no longer hard to read."""
    sure = 1 - (1 - evidence.confidence) * LEFT_OF_DOUBT
    clues = [*evidence.clues, *(witness.clue for witness in said if witness.clue not in evidence.clues)]
    doubts = tuple(doubt for doubt in code.doubts if not doubt.code.startswith("number-"))
    changed = evidence.model_copy(update={"confidence": round(sure, 3), "clues": list(dict.fromkeys(clues))})
    return replace(code, doubts=doubts), changed


def _replaced(code: Code, evidence: Evidence, witness: Witness) -> tuple[Code, Evidence]:
    seen = {"seen": code.number} if code.number else {}
    reason = "number-instead" if code.number else "number-from-elsewhere"
    doubt = Message.of(reason, number=witness.number, where=PLACES[witness.clue], **seen)
    kept = tuple(doubt for doubt in code.doubts if not doubt.code.startswith("number-"))
    clues = [*evidence.clues, witness.clue]
    changed = evidence.model_copy(
        update={"confidence": min(evidence.confidence, STAND_IN), "clues": list(dict.fromkeys(clues))}
    )
    return replace(code, number=witness.number, doubts=(*kept, doubt)), changed


def _is_weak(code: Code, evidence: Evidence) -> bool:
    return evidence.confidence < WEAK or any(doubt.code.startswith("number-") for doubt in code.doubts)


def _same(said: str, number: str | None) -> bool:
    return number is not None and said.lstrip("0") == number.lstrip("0")
