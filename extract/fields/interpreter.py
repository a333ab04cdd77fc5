"""A schema interpreted over a layout: every field read by its type, every value with its evidence.

    Layout + Schema ─▶ readers by field type ─▶ Extraction(fields, evidence, review)

The readers find values; this module says what is missing, doubtful or contradictory.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from extract.fields.agreement import supported
from extract.fields.body.lists import read_list, read_text
from extract.fields.body.signer import main_path, read_person, read_signers
from extract.fields.body.statistics import read_statistics
from extract.fields.body.structure import read_footnotes, read_outline, read_tables
from extract.fields.body.tasks import read_tasks
from extract.fields.calibration import calibrated
from extract.fields.checks import broken
from extract.fields.citations.annotate import against_header, read_citations
from extract.fields.citations.legal_bases import read_paragraphs
from extract.fields.context import Answer, Context, Reader
from extract.fields.doubts import DOUBTED, doubts
from extract.fields.head import appendix as appendices
from extract.fields.head.appendix import read_appendix
from extract.fields.head.doctype import read_type
from extract.fields.head.incoming import read_incoming
from extract.fields.head.marks import read_mark
from extract.fields.head.number_and_date import read_code, read_date
from extract.fields.head.organ import read_organ
from extract.fields.head.organ_elsewhere import organ_elsewhere
from extract.fields.head.title import read_title
from extract.fields.known import weighed
from extract.fields.own.search import read_extra
from extract.fields.recognise import recognised
from extract.form.capitals import ordinary
from extract.layout.model import Layout
from schemas.catalogue import Message
from schemas.fields import Fields, Signer
from schemas.knowledge import Knowledge
from schemas.language import FieldRule, FieldType, Schema
from schemas.record import Evidence, Review

# Under this, as read, a value is listed in `review`. Of 984 single values of 84 documents of 23 sources
# (bench/fields.py, 2026-11-27) 67 % of those below 0.6 were right, 94 % of 0.6 to 0.8, 98 % of 0.8 to 0.9 and
# all 724 above; of 527 items of lists 68, 90, 94 and 98 %. 2 wrong single values were in no review.
DOUBTFUL = 0.6

READERS: dict[FieldType, Reader] = {
    FieldType.DOC_TYPE: read_type,
    FieldType.CODE: read_code,
    FieldType.DATE: read_date,
    FieldType.TEXT: read_text,
    FieldType.MARK: read_mark,
    FieldType.TITLE: read_title,
    FieldType.ORGAN: read_organ,
    FieldType.LIST: read_list,
    FieldType.PARAGRAPHS: read_paragraphs,
    FieldType.PERSON: read_person,
    FieldType.SIGNERS: read_signers,
    FieldType.CITATIONS: read_citations,
    FieldType.OUTLINE: read_outline,
    FieldType.FOOTNOTES: read_footnotes,
    FieldType.TABLES: read_tables,
    FieldType.TASKS: read_tasks,
    FieldType.STATISTICS: read_statistics,
    FieldType.APPENDIX: read_appendix,
    FieldType.INCOMING: read_incoming,
}


@dataclass(frozen=True, slots=True)
class Extraction:
    """What a document is and says, where each value was read, and what a person should look at.

    `schema` is the one it was read by: the one given, or of the type that the document turned out to be.
    """

    fields: Fields
    evidence: dict[str, list[Evidence]]
    review: list[Review]
    schema: str


def interpret(
    layout: Layout,
    schema: Schema,
    signed: tuple[str, ...] = (),
    name: str = "",
    knowledge: Knowledge | None = None,
) -> Extraction:
    """Read every field that the schema declares. Never raises for what a document holds.

    `signed`: days of the file's digital signatures (YYYY-MM-DD), which no date of issue can follow; `name`:
    the file's path, whose last part may say the number ("574 UB.pdf"); `knowledge`: what the archive knows.
    """
    context = Context(layout, schema, signed, name)
    context = replace(context, appendix_only=appendices.stands_alone(context))
    context = replace(context, schema=recognised(context))
    fields, evidence, review = _read(context)
    if knowledge:
        known = weighed(fields, evidence, knowledge)
        evidence, review = known.evidence, _without_gaps(review, known.review)
    evidence = supported(fields, evidence)
    review += _doubted(fields, evidence)
    told = {item.field for item in review}
    review += [item for item in _missing(fields, context) if item.field not in told]
    main = main_path(fields.signer, fields.signers)
    review += _doubtful(evidence, main)
    review += _contradictions(fields)
    review += broken(context.schema, fields)
    evidence = calibrated(evidence, {item.field for item in review})
    for part in Signer.model_fields:  # one value, one confidence, wherever it stands
        if {f"{main}.{part}", f"signer.{part}"} <= evidence.keys():
            evidence[f"{main}.{part}"] = evidence[f"signer.{part}"]
    return Extraction(fields, evidence, list(_once(review)), context.schema.name)


def _read(context: Context) -> tuple[Fields, dict[str, list[Evidence]], list[Review]]:
    """Every field by itself."""
    fields = Fields()
    evidence: dict[str, list[Evidence]] = {}
    review: list[Review] = []
    for rule in context.schema.fields:
        answer = READERS[rule.type](rule, context)
        if rule.name == "organ" and answer.value is None:
            answer = organ_elsewhere(context, fields)
        if answer.value is not None:
            setattr(fields, rule.name, answer.value)
        _keep(answer, evidence, review)
    for own in context.schema.extra:
        answer = read_extra(own, context)
        fields.extra[own.name] = answer.value
        _keep(answer, evidence, review)
    _organ_of_parent(fields, evidence)
    return fields, evidence, review


def _keep(answer: Answer, evidence: dict[str, list[Evidence]], review: list[Review]) -> None:
    for path, found in answer.evidence.items():
        evidence.setdefault(path, []).extend([found, *answer.further.get(path, [])])
    review += answer.review


def _without_gaps(review: list[Review], known: list[Review]) -> list[Review]:
    """What the readers doubted, but of values that gave way to a known one: of those that is told."""
    given = {item.field for item in known}
    return [item for item in review if item.field not in given] + known


def _organ_of_parent(fields: Fields, evidence: dict[str, list[Evidence]]) -> None:
    """An appendix alone names no organ of its own: that of the document it is issued with."""
    if fields.organ is None and fields.appendix:
        organ = appendices.issuer_of(fields.appendix)
        if organ:
            fields.organ = ordinary(organ)
            evidence["organ"] = evidence.get("appendix.issued_with", [])


def _doubted(fields: Fields, evidence: dict[str, list[Evidence]]) -> Iterator[Review]:
    """What contradicts the form is told, and is less sure than it was read."""
    for path, message in doubts(fields):
        lowered = [
            e.model_copy(update={"confidence": e.confidence * DOUBTED}) for e in evidence.get(path, [])
        ]
        evidence.update({path: lowered} if lowered else {})
        yield Review.of(path, message, max((e.confidence for e in lowered), default=None))


def _missing(fields: Fields, context: Context) -> Iterator[Review]:
    if context.appendix_only:
        yield Review.of("appendix", Message.of("appendix-alone"))
        return
    rules: list[tuple[FieldRule, str, object]]
    rules = [(rule, rule.name, getattr(fields, rule.name)) for rule in context.schema.fields]
    rules += [(own, f"extra.{own.name}", fields.extra[own.name]) for own in context.schema.extra]
    for rule, path, value in rules:
        if rule.required and _is_empty(value):
            yield Review.of(path, Message.of("not-found"))


def _is_empty(value: object) -> bool:
    name = getattr(value, "name", value)  # a type or a signer without a name is none
    return not name


def _doubtful(evidence: dict[str, list[Evidence]], main: str | None) -> Iterator[Review]:
    """A value that stands in several places is as sure as where it was read best.

    `main`: the place of the main signer among all; of him is told under `signer`.
    """
    for path, found in evidence.items():
        best = max((e.confidence for e in found), default=1.0)
        if best < DOUBTFUL and not (main and path.startswith(f"{main}.")):
            yield Review.of(path, Message.of("low-confidence"), best)


def _contradictions(fields: Fields) -> Iterator[Review]:
    """The header against what the appendix and the document itself say of it."""
    if fields.appendix and fields.code:
        code, date = appendices.issued_date(fields.appendix)
        if code == fields.code and date and fields.date and not date.startswith(fields.date):
            yield Review.of("date", Message.of("header-and-appendix", date=fields.date, appendix=date))
    arrived = fields.incoming.date if fields.incoming else None
    if arrived and fields.date and fields.date > arrived:
        yield Review.of("date", Message.of("date-after-arrival", date=fields.date, arrived=arrived))
    yield from against_header(fields)
    year = fields.code.split("/")[1] if fields.code and fields.code.count("/") > 1 else ""
    if year.isdigit() and fields.date and not fields.date.startswith(year):
        yield Review.of("date", Message.of("code-and-date", code=fields.code, date=fields.date))


def _once(review: list[Review]) -> Iterator[Review]:
    seen: set[tuple[str, str]] = set()
    for item in review:
        if (item.field, item.reason) not in seen:
            seen.add((item.field, item.reason))
            yield item
