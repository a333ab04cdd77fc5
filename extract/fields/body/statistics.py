"""Figures that a document states: number, unit, qualifier, what is counted, and the sentence.

    "Đã có hơn 500 lượt doanh nghiệp tiếp cận ..." ─▶ Statistic("500", "lượt doanh nghiệp", "hơn", ...)

A figure is a quantity with its unit; dates, codes, article numbers and spans of time are none. Goals,
orders and conditions are no figures of what is: a report's sentences count unless they speak of a
goal, in other documents only those count that say a result. Values stay as printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from extract.fields.context import IN_PLACE, Answer, Context
from extract.fields.head.doctype import read_type
from extract.fields.trace import Trace
from extract.form.folding import UPPER, fold_words
from extract.form.word_patterns import any_of
from extract.layout.footnotes import MARKER, without_markers
from extract.layout.model import Heading, Placed, Region
from schemas import vocabulary
from schemas.clues import Clue
from schemas.fields import Statistic
from schemas.language import FieldRule
from schemas.record import Evidence

REPORTS = ("BC",)
# 1.234,5 and what typists and OCR make of it (1,234.5; 99.48); 30-50; 01 - 02.
AMOUNT = r"\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)?"
NUMBER = re.compile(
    rf"(?<![\w.,–%-])(?<![\d%]/)(?<!\d\s[-–]\s)(?P<value>(?:{AMOUNT})(?:\s?[-–]\s?(?:{AMOUNT}))?)(?![\d/])"
)
YEARS = re.compile(r"(?:19|20)\d{2}(?:\s?[-–]\s?(?:19|20)?\d{2,4})?")
# The word before a number that is a name, a place in a list or a day.
NAMED = re.compile(
    rf"(?:{any_of(vocabulary.quantities('named'), vocabulary.not_after('quantities'))})\s*[:.]?\s*$",
    re.IGNORECASE,
)
AMONG_YEARS = re.compile(r"(?:đến|từ|trước|sau|và|,|-|–)\s*$")
SENTENCE = re.compile(rf"(?<=[.!?…])\s+(?=[-+•(“\"]?\s?[{UPPER}\d])")
CLAUSE = re.compile(r"[.;:(]\s?|\d[^\s,;]*[^,;.]*[,;]\s|^[-–+•*]\s*")
# Where the name of what is counted or measured ends.
ENDS = re.compile(
    rf"[.,;:()/]|\s(?:{any_of(vocabulary.quantities('ends'))})(?!\w)"
    rf"|(?:\s(?:{any_of(vocabulary.quantities('links'))}))?\s\d"
)
WHOLE = r"(?=\d{0,2}(?!\w))"  # the raised number of a footnote may hang on a word
PER = r"(?:/(?:[^\W\d_]|[²³])+(?:/[^\W\d_]+)?)?"
LEAD_IN = re.compile(r"^(?:trong đó|gồm|và)\s+|\s*(?<!\w)(?:chỉ|mới|ước|cũng|và)$", re.IGNORECASE)
LONGEST_NAME = 14  # words of what is counted
# Sections that say what is to be done.
PLANS = re.compile(rf"^(?:{any_of(map(fold_words, vocabulary.openings('plans')))})")


@dataclass(frozen=True, slots=True)
class _Figure:
    statistic: Statistic
    start: int
    end: int


def read_statistics(rule: FieldRule, context: Context) -> Answer:
    """Figures of the body and its footnotes, in their order."""
    kind = read_type(rule, context).value
    report = kind is not None and kind.code in REPORTS
    notes = frozenset(note.marker for note in context.layout.footnotes)
    found: list[Statistic] = []
    evidence: dict[str, Evidence] = {}
    for lines, planned in _passages(context):
        trace = Trace.of(lines)
        for figure in figures(trace.text, notes, stated=report and not planned):
            evidence[f"{rule.name}[{len(found)}]"] = trace.evidence(
                IN_PLACE, (Clue.FIGURE,), figure.start, figure.end
            )
            found.append(figure.statistic)
    return Answer(found, evidence)


def _passages(context: Context) -> Iterator[tuple[Sequence[Placed], bool]]:
    """Paragraphs of the text, and whether their section is a plan; then the footnotes."""
    headings = {id(heading.paragraph): heading for heading in context.layout.outline}
    open_: list[Heading] = []
    for paragraph in context.layout.paragraphs:
        if paragraph.region is not Region.BODY or any(line.line.cell for line in paragraph.lines):
            continue
        if heading := headings.get(id(paragraph)):
            open_ = [held for held in open_ if held.level < heading.level] + [heading]
        yield paragraph.lines, any(PLANS.match(fold_words(held.title)) for held in open_)
    for note in context.layout.footnotes:
        yield note.lines, False


def figures(text: str, notes: frozenset[str] = frozenset(), *, stated: bool) -> Iterator[_Figure]:
    """The figures of a passage; `stated`: also of sentences without a word of result."""
    for start, sentence in sentences(text):
        if _goals().search(sentence) or not (stated or _results().search(sentence)):
            continue
        shown = without_markers(sentence, notes).strip(" -–+•*")
        for match in NUMBER.finditer(sentence):
            if figure := _figure(sentence, match):
                found, end = figure
                label = without_markers(found.label, notes) if found.label else None
                whole = found.model_copy(update={"sentence": shown, "label": label})
                yield _Figure(whole, start + match.start(), start + end)


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """The sentences and where they begin; the number of a footnote is no part of its first."""
    mark = MARKER.match(text)
    at = mark.end() if mark else 0
    for gap in [*SENTENCE.finditer(text, at), None]:
        end = gap.start() if gap else len(text)
        yield at, text[at:end]
        at = gap.end() if gap else end


def _figure(sentence: str, match: re.Match[str]) -> tuple[Statistic, int] | None:
    """The statistic of one number, and where its unit ends; None where it is no quantity."""
    unit = _units().match(sentence, match.end())
    before = sentence[: match.start()]
    if unit is None or NAMED.search(before) or _is_year(match["value"], before):
        return None
    qualifier = _qualifiers().search(before)
    if qualifier and qualifier["words"].lower() in vocabulary.quantities("limits"):
        return None
    clause = before[: qualifier.start()] if qualifier else before
    counted = _counted().match(sentence, unit.start("unit"))
    label = _name_after(sentence, unit.start("unit") if counted else unit.end(), unit.end())
    statistic = Statistic(
        label=label or _name_before(clause) or None,
        value=match["value"],
        unit=unit["unit"],
        qualifier=qualifier["words"] if qualifier else None,
        sentence=sentence,
    )
    return statistic, unit.end()


def _is_year(value: str, before: str) -> bool:
    years = YEARS.fullmatch(value)
    return years is not None and (len(value) > 4 or AMONG_YEARS.search(before) is not None)


def _name_before(clause: str) -> str:
    """The words of the clause before the figure: what has this share or this sum."""
    starts = [gap.end() for gap in CLAUSE.finditer(clause)]
    return LEAD_IN.sub("", clause[starts[-1] if starts else 0 :].strip(" ,;:.("))


def _name_after(sentence: str, start: int, end: int) -> str:
    """The thing counted or measured, with the words that describe it up to a verb."""
    stop = ENDS.search(sentence, end)
    words = sentence[start : stop.start() if stop else len(sentence)].split()
    return " ".join(words[:LONGEST_NAME]).strip(' "”“’®?*')


@cache
def _goals() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{any_of(vocabulary.quantities('goals'))})(?!\w)", re.IGNORECASE)


@cache
def _results() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{any_of(vocabulary.quantities('results'))})(?!\w)", re.IGNORECASE)


@cache
def _units() -> re.Pattern[str]:
    words = (*vocabulary.quantities("measures"), *vocabulary.quantities("counted"))
    return re.compile(rf"\s?(?P<unit>(?:{any_of(words)}){WHOLE}(?:(?<!%){PER})?)", re.IGNORECASE)


@cache
def _counted() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(vocabulary.quantities('counted'))}){WHOLE}", re.IGNORECASE)


@cache
def _qualifiers() -> re.Pattern[str]:
    words = any_of(vocabulary.quantities("qualifiers"))
    return re.compile(rf"(?<!\w)(?P<words>{words})\s*$", re.IGNORECASE)
