"""Mentions of documents in running text: codes with the words around them, and laws by name.

    "các Quyết định số: 1743/..., 1744/... ngày ... của ..." ─▶ Mention(type, code, date, issuer, span)

The code has one of the forms of extract/form/codes.py; the type stands before it, the date and the
issuer after it. Items of a list share what stands once. Standards (ISO, TCVN) and numbers of forms are
no mentions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from diacritics.syllable import skeleton
from extract.form import codes, dates
from extract.form.agencies import issuer_at, repaired
from extract.form.code_patterns import Seen, seen_codes
from extract.form.code_repair import repair_number
from extract.form.laws import find_laws
from extract.form.type_words import Named, disagreement, type_before, type_of
from extract.form.word_patterns import any_of
from schemas import vocabulary
from schemas.catalogue import Message

SURE = 0.97  # a code with the words of its type before it
LIKELY = 0.85  # a code alone, its notation naming a known type
NOT_CITED = re.compile(rf"(?i)\b(?:{any_of(vocabulary.parts('uncited'))})(?:\s+số)?\s*:?\s*$")
AFTER_NUMBER = re.compile(r"(?i)\bsố\s*:?\s*$")
LETTERS = 2  # capitals that a notation has at least
NUMBER_WORD, NEAR = re.compile(r"(?i)\bsố\s*$"), 20  # letters before a number that are looked at
LINK = re.compile(r"(?i)^(?:[\s,(:]|\bvà\b|\bhoặc\b|\bsố\b)*$")
BEFORE = 160  # characters before a code in which its type and shared issuer may stand
AFTER = 60  # characters after a code in which its date ends
DATE_LEAD = re.compile(r"(?i)^\W{0,3}(?:duoc |da )?(?:ban hanh |ky |de )*(?:ngay )?$")
OF = re.compile(r"^\s*,?\s*(?:của\s+)+(?:các\s+)?")
FIGURES = re.compile(r"(?<!\w)[\dOolI|]{1,2}/[\dOolI|]{1,2}/[12lI][\dOolI|]{3}(?!\w)")  # 1O/01/2O21


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a document is cited."""

    type: str | None
    code: str | None
    title: str | None
    date: str | None
    issuer: str | None
    start: int
    end: int
    certainty: float
    doubts: tuple[Message, ...] = ()
    opens: int = 0  # where the words of its type begin


def find_mentions(text: str, titles: frozenset[str] = frozenset()) -> list[Mention]:
    """All mentions of one paragraph, what a list shares already shared.

    `titles` are the laws that the document cites in full: their names alone are mentions too.
    """
    laws = [
        Mention(
            law.kind, law.code, law.title, law.date, None, law.start, law.end, SURE, law.doubts, law.start
        )
        for law in find_laws(text, titles)
    ]
    coded = [m for m in _coded(text) if not any(law.start <= m.start < law.end for law in laws)]
    return sorted([*laws, *_shared(text, coded)], key=lambda mention: mention.start)


def _coded(text: str) -> Iterator[Mention]:
    before: Mention | None = None
    for seen in seen_codes(text):
        if before and seen.start < before.end:
            continue
        mention = _mention(text, seen, before)
        if mention:
            before = mention
            yield mention


def _mention(text: str, seen: Seen, before: Mention | None) -> Mention | None:
    """What a code cites; None where it is no code of a document."""
    left = text[max(0, seen.start - BEFORE) : seen.start]
    named = type_before(left)
    code = _code(left, seen, named)
    if not code:
        return None
    by_code = None if seen.joined else type_of(code)
    linked = before is not None and LINK.match(text[before.end : seen.start]) is not None
    kind = named.kind if named else by_code
    if not kind and before and linked:
        kind = before.type
    elif not kind and AFTER_NUMBER.search(left) and code.segments[0] in vocabulary.agency_abbreviations():
        kind = "Công văn"  # "số 63/STNMT-BHĐ": no type, an agency first
    if not kind:
        return None
    date, issuer, end, doubts = _after(text, seen.end)
    issuer = issuer or (named.issuer if named else None)
    return Mention(
        type=kind,
        code=str(code),
        title=None,
        date=date,
        issuer=repaired(issuer) if issuer else None,
        start=seen.start,
        end=end,
        certainty=SURE if named or not by_code else LIKELY,
        doubts=(*code.doubts, *disagreement(named.kind if named else None, code), *doubts),
        opens=seen.start - len(left) + named.opens if named else seen.start,
    )


def _code(left: str, seen: Seen, named: Named | None) -> codes.Code | None:
    """The code in its parts, when the words before it allow one."""
    if NOT_CITED.search(left):
        return None
    code = codes.parse(seen.text, named.kind if named else None)
    if not code or len(re.sub(r"[^A-ZĐ]", "", code.notation)) < LETTERS:
        return None
    if not (named or AFTER_NUMBER.search(left) or re.match(codes.NUMBER + r"(?!\w)", seen.printed)):
        return None  # letters for digits, and nothing says that a number stands here
    if seen.joined and "-" in code.notation and code.segments[0] in vocabulary.type_codes():
        missing = Message.of("slash-missing", seen=seen.printed)
        return replace(code, separator="/", doubts=(*code.doubts, missing))
    return code


def _after(text: str, end: int) -> tuple[str | None, str | None, int, tuple[Message, ...]]:
    """Date and issuer that follow a code, and where they end."""
    date: str | None = None
    doubts: tuple[Message, ...] = ()
    following = text[end : end + AFTER]
    found = dates.find(FIGURES.sub(lambda figures: repair_number(figures[0]), following))
    if found and DATE_LEAD.match(skeleton(following[: found.start])):
        date, end, doubts = found.iso, end + found.end, found.doubts
    of = OF.match(text[end:])
    issuer = issuer_at(text, end + of.end()) if of else None
    if issuer:
        return date, issuer[0], issuer[1], doubts
    return date, None, end, doubts


def _shared(text: str, mentions: list[Mention]) -> list[Mention]:
    """Date and issuer given once at the end of a list, or an issuer at its head, to all its items."""
    out = list(mentions)
    for i in range(len(out) - 2, -1, -1):
        here, following = out[i], out[i + 1]
        if here.type == following.type and LINK.match(text[here.end : following.opens]):
            alone = following.opens == following.start  # "1743/..., 1744/... ngày": no type words between
            date = here.date or (following.date if alone else None)
            issuer = here.issuer or (following.issuer if _of_one_agency(here, following) else None)
            out[i] = replace(here, date=date, issuer=issuer)
    for i in range(1, len(out)):
        group = out[i].opens == out[i].start and NUMBER_WORD.search(text[: out[i].start][-NEAR:])
        if group and not out[i].issuer and out[i - 1].type == out[i].type:
            out[i] = replace(out[i], issuer=out[i - 1].issuer)
    return out


def _of_one_agency(a: Mention, b: Mention) -> bool:
    """ "36/2004/QH11 và Nghị quyết 01/2005/NQ-CP của Chính phủ": the first is not of the Chính phủ.

    Only agencies that are known can be known to differ.
    """
    parts = [re.sub(r"\d+$", "", re.split("[-/]", mention.code or "")[-1]) for mention in (a, b)]
    return parts[0] == parts[1] or not all(part in vocabulary.agency_abbreviations() for part in parts)
