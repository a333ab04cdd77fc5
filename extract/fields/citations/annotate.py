"""Cited documents: found in the text, resolved to documents, annotated with every place and pinpoint.

    passages ─▶ find: Mention, Short ─▶ resolve: Book ─▶ annotate: Citation, Evidence, Review

Standards (ISO, TCVN, QCVN) are no documents of this kind and stay apart; so does "Quyết định này", by which
a document means itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from diacritics.syllable import is_syllable, skeleton
from extract.fields.citations.find import Mention, find_mentions
from extract.fields.citations.passages import Passage, cells, passages
from extract.fields.citations.pinpoints import pinpoints_before
from extract.fields.citations.resolve import Book, Entry, letters
from extract.fields.citations.short_forms import Short, approved_after, find_short, name_given
from extract.fields.context import Answer, Context
from extract.fields.head.doctype import read_type
from extract.form import codes
from extract.form.laws import find_laws
from schemas import vocabulary
from schemas.catalogue import Message
from schemas.clues import Clue
from schemas.fields import Citation, Fields
from schemas.language import FieldRule, FieldType
from schemas.record import Review

GRAMMAR, SHORT_FORM = (Clue.CITATION_GRAMMAR,), (Clue.SHORT_FORM,)
RESOLVED = 0.85  # how sure a short form stands for what it was resolved to
NAMING = 400  # characters after a mention in which a name may be given to it
# Under this an agency that the vocabulary does not have may be one that was misread.
READ_WELL = 0.8


def read_citations(rule: FieldRule, context: Context) -> Answer:
    """Every cited document once, in the order of first mention, with all its mentions as evidence."""
    texts = list(passages(context, rule.regions))
    titles = frozenset(law.title for passage in texts for law in find_laws(passage.text))
    book = Book(_own_type(context))
    for number, passage in enumerate(texts):
        _read(passage, number, titles, book)
    _read_cells(context, titles, book)
    return _answer(list(book))


def against_header(fields: Fields) -> Iterator[Review]:
    """A document cites itself with its own date, and nothing that is dated after it."""
    for index, cited in enumerate(fields.citations):
        if not (_is_day(fields.date) and _is_day(cited.date)):
            continue
        field = f"citations[{index}]"
        if cited.code and cited.code == fields.code and cited.date != fields.date:
            told = Message.of("header-and-citation", date=fields.date, code=cited.code, cited=cited.date)
            yield Review.of(field, told)
        elif str(cited.date) > str(fields.date):
            name = cited.code or cited.title
            yield Review.of(field, Message.of("cited-after", name=name, cited=cited.date, date=fields.date))


def _is_day(date: str | None) -> bool:
    return date is not None and re.fullmatch(r"\d{4}-\d{2}-\d{2}", date) is not None


def _own_type(context: Context) -> str | None:
    """The type of the document itself, which "Quyết định này" means."""
    rule = next((r for r in context.schema.fields if r.type is FieldType.DOC_TYPE), None)
    kind = read_type(rule, context).value if rule else None
    return kind.name if kind else None


def _read(passage: Passage, number: int, titles: frozenset[str], book: Book) -> None:
    """All that one passage cites, in order, into the book."""
    text = passage.text
    mentions = find_mentions(text, titles)
    for found in _in_order(text, mentions, book):
        if isinstance(found, Mention):
            entry, opens, sure, clues = book.add(found), found.opens, found.certainty, GRAMMAR
            entry.approves |= {approved_after(text, found.end) or ""} - {""}
            following = min((m.opens for m in mentions if m.opens >= found.end), default=len(text))
            name = name_given(text, found.end, min(following, found.end + NAMING))
            entry.names |= {name} if name else set()
        else:
            resolved = book.resolve(found, number)
            if not resolved:
                continue
            entry, opens, sure, clues = resolved, found.start, RESOLVED, SHORT_FORM
        evidence = passage.evidence(opens, found.end, sure, clues)
        entry.place(evidence, pinpoints_before(text, opens), number)


def _in_order(text: str, mentions: list[Mention], book: Book) -> list[Mention | Short]:
    """Mentions, and the short forms between them, as they stand in the text."""
    taken = [(m.opens, m.end) for m in mentions]
    free: list[Short] = []
    for short in find_short(text, book.named()):
        if not any(short.start < end and start < short.end for start, end in taken):
            free.append(short)
            taken.append((short.start, short.end))
    both: list[Mention | Short] = [*mentions, *free]
    return sorted(both, key=lambda found: found.start)


def _read_cells(context: Context, titles: frozenset[str], book: Book) -> None:
    """Documents that only a table's cell names in one piece."""
    known = {letters(entry.mention.code) for entry in book if entry.mention.code}
    for cell in cells(context):
        for mention in find_mentions(cell.text, titles):
            if mention.code and letters(mention.code) not in known:
                evidence = cell.evidence(mention.opens, mention.end, mention.certainty, GRAMMAR)
                book.add(mention).place(evidence, pinpoints_before(cell.text, mention.opens), 0)


def _answer(found: list[Entry]) -> Answer:
    values = [
        Citation(
            type=entry.mention.type,
            code=entry.mention.code,
            title=entry.mention.title,
            date=entry.mention.date,
            issuer=entry.mention.issuer,
            count=len(entry.places),
            pinpoints=list(entry.pinpoints),
        )
        for entry in found
    ]
    paths = [f"citations[{i}]" for i in range(len(found))]
    evidence = {path: entry.places[0] for path, entry in zip(paths, found, strict=True)}
    further = {path: entry.places[1:] for path, entry in zip(paths, found, strict=True)}
    review = tuple(
        Review.of(path, doubt, entry.places[0].confidence)
        for path, entry in zip(paths, found, strict=True)
        for doubt in dict.fromkeys(
            (*entry.mention.doubts, *_year(entry.mention), *_agency(entry), *_issuer(entry.mention))
        )
    )
    return Answer(values, evidence, review, further)


def _year(mention: Mention) -> list[Message]:
    """A code such as 25/2021/NQ-HĐND bears the year of its date."""
    code = codes.parse(mention.code) if mention.code else None
    if code and code.year and mention.date and not mention.date.startswith(code.year):
        return [Message.of("cited-other-year", code=mention.code, date=mention.date)]
    return []


def _agency(entry: Entry) -> list[Message]:
    """An agency that nobody knows, in a code that was not read well, may be a misread one."""
    code = codes.parse(entry.mention.code) if entry.mention.code else None
    if not code or max(place.confidence for place in entry.places) >= READ_WELL:
        return []
    agency = next((part for part in code.segments if part not in vocabulary.type_codes()), "")
    if not agency or agency in vocabulary.agency_abbreviations() or re.match(r"(?:QH|UBTVQH)\d", agency):
        return []
    return [Message.of("agency-unknown", agency=agency, code=code)]


def _issuer(mention: Mention) -> list[Message]:
    """ "Bộ tư LỚN": a syllable in capitals amid small letters is no word of an agency's name."""
    words = re.findall(r"[^\W\d_]+", mention.issuer or "")
    if all(word.isupper() for word in words):
        return []
    odd = [w for w in words if len(w) > 1 and w.isupper() and w != skeleton(w) and is_syllable(w)]
    return [Message.of("issuer-odd", issuer=mention.issuer, word=odd[0])] if odd else []
