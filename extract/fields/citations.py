"""Cited documents: every mention resolved to a document, counted, with its places as evidence.

    paragraphs ─▶ Mention (extract/fields/mentions.py) ─▶ Citation

Mentions of one code, or of one law's name, are one document; a short form ("Kế hoạch số 138/KH-UBND"
without its date) counts to the first mention and takes its date and issuer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extract.fields import codes
from extract.fields.context import Answer, Context
from extract.fields.heading import number_start
from extract.fields.laws import find_laws
from extract.fields.matching import fold, is_rule
from extract.fields.mentions import Mention, find_mentions
from extract.fields.trace import Piece, Trace, evidence_of
from extract.layout.model import Region
from schemas.loader import FieldRule
from schemas.record import Citation, Evidence, Review

OWN_NUMBER_WORDS = 6


def read_citations(rule: FieldRule, context: Context) -> Answer:
    """Every cited document once, in the order of first mention, with all its mentions as evidence."""
    held: dict[str, tuple[Mention, list[Evidence]]] = {}
    traces = list(_traces(rule, context))
    titles = frozenset(law.title for trace in traces for law in find_laws(trace.text))
    for trace in traces:
        for mention in find_mentions(trace.text, titles):
            pieces: tuple[Piece, ...] = trace.within(mention.start, mention.end)
            evidence = evidence_of(pieces, mention.certainty, "citation grammar")
            key = _key(mention)
            if key in held:
                first, places = held[key]
                held[key] = (_merge(first, mention), [*places, evidence])
            else:
                held[key] = (mention, [evidence])
    return _answer(list(held.values()))


def _answer(found: list[tuple[Mention, list[Evidence]]]) -> Answer:
    values = [
        Citation(type=m.type, code=m.code, title=m.title, date=m.date, issuer=m.issuer, count=len(places))
        for m, places in found
    ]
    evidence = {f"citations[{i}]": places[0] for i, (_, places) in enumerate(found)}
    review = tuple(
        Review(field=f"citations[{i}]", reason=doubt, confidence=places[0].confidence)
        for i, (mention, places) in enumerate(found)
        for doubt in (*mention.doubts, *_years(mention))
    )
    return Answer(values, evidence, review)


def _years(mention: Mention) -> list[str]:
    """A code such as 25/2021/NQ-HĐND bears the year of its date."""
    code = codes.parse(mention.code) if mention.code else None
    if code and code.year and mention.date and not mention.date.startswith(code.year):
        return [f"{mention.code} is cited with a date of another year: {mention.date}"]
    return []


def _traces(rule: FieldRule, context: Context) -> Iterator[Trace]:
    wanted = {Region(name) for name in rule.regions}
    for paragraph in context.layout.paragraphs:
        if paragraph.region in wanted:
            yield Trace.of(line for line in paragraph.lines if not _is_apart(line.text))
    for note in context.layout.footnotes:
        yield Trace(note.text, ())


def _is_apart(text: str) -> bool:
    """A line of signs only, or "Số: 922 /TTr-SKHCN" of the header when layout left it in the body."""
    if is_rule(text):
        return True
    return len(text.split()) <= OWN_NUMBER_WORDS and number_start(text, ("Số",)) is not None


def _key(mention: Mention) -> str:
    if mention.code:
        return codes.squeeze(mention.code).lower()
    return fold(mention.title or "")


def _merge(first: Mention, again: Mention) -> Mention:
    """The first mention with what a later one adds; contradicting dates are told."""
    doubts = first.doubts
    if first.date and again.date and first.date != again.date and not _refines(first.date, again.date):
        doubts = (
            *doubts,
            f"{first.code or first.title} is cited with two dates: {first.date} and {again.date}",
        )
    return replace(
        first,
        date=first.date or again.date,
        issuer=first.issuer or again.issuer,
        doubts=doubts,
    )


def _refines(a: str, b: str) -> bool:
    return a.startswith(b) or b.startswith(a)
