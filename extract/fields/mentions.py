"""Mentions of documents in running text: codes with the words around them, and laws by name.

    "các Quyết định số: 1743/..., 1744/... ngày ... của ..." ─▶ Mention(type, code, date, issuer, span)

The code has one of the forms of extract/fields/codes.py; the type stands before it, the date and the
issuer after it. Items of a list share what stands once. Standards (ISO, TCVN) and numbers of forms are
no mentions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from diacritics.syllable import skeleton
from extract.fields import codes, dates
from extract.fields.issuers import issuer_at
from extract.fields.laws import find_laws
from extract.fields.matching import fold
from schemas import vocabulary

SURE = 0.97  # a code with the words of its type before it
LIKELY = 0.85  # a code alone, its notation naming a known type
SEGMENT = rf"{codes.SEGMENT}(?!\w)"
# "57/NQ — CP": a dash between blanks joins a type to an agency that is known, nothing else.
SPACED = rf"\s[-–—]\s(?=(?:{'|'.join(sorted(vocabulary.agency_abbreviations()))})\b)"
# A blank may stand after a hyphen or around a slash, where a line was broken or a number filled in.
CODE = re.compile(
    rf"(?<![\w/.\-–])(?<!\d:)(?P<number>{codes.NUMBER})\s?(?:[-–—/]\s?)(?:(?P<year>{codes.YEAR})\s?/\s?)?"
    rf"(?P<notation>{SEGMENT}(?:{SPACED}{SEGMENT})?(?:(?:\s?/\s?|[-–—]\s?(?=[A-ZĐ]{{2}})|[-–—]){SEGMENT})*)"
)
OLD = re.compile(r"(?<=số )(?P<code>\d{1,5}\s?[A-ZĐ]{2,}(?:[/\-][A-ZĐ]{1,}[A-ZĐa-z]*)+)")  # "90TC/TCT"
NOT_CITED = re.compile(
    r"(?i)\b(?:mẫu|biểu|phụ lục|phiếu|tờ khai|tcvn|qcvn|iso|iec|tiêu chuẩn|điều|khoản|mục|hộp thư|đường|nhà)"
    r"(?:\s+số)?\s*:?\s*$"
)
LINK = re.compile(r"(?i)^(?:[\s,(:]|\bvà\b|\bhoặc\b|\bsố\b)*$")
BEFORE = 160  # characters before a code in which its type and shared issuer may stand
DATE_LEAD = re.compile(r"(?i)^\W{0,3}(?:duoc |da )?(?:ban hanh |ky |de )*(?:ngay )?$")
# "theo đề nghị của Giám đốc Sở X tại Tờ trình số ...": who proposed is who issued.
PROPOSED = re.compile(r"(?i)\bđề (?:nghị|xuất) của (?=(?P<who>[^;.]{3,100}?),? tại\s*$)")
OF = re.compile(r"^\s*,?\s*của\s+(?:các\s+)?")


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
    doubts: tuple[str, ...] = ()
    opens: int = 0  # where the words of its type begin


def find_mentions(text: str, titles: frozenset[str] = frozenset()) -> list[Mention]:
    """All mentions of one paragraph, what a list shares already shared.

    `titles` are the laws that the document cites in full: their names alone are mentions too.
    """
    laws = [
        Mention(law.kind, law.code, law.title, law.date, None, law.start, law.end, SURE, opens=law.start)
        for law in find_laws(text, titles)
    ]
    coded = [m for m in _coded(text) if not any(law.start <= m.start < law.end for law in laws)]
    return sorted([*laws, *_shared(text, coded)], key=lambda mention: mention.start)


def _coded(text: str) -> Iterator[Mention]:
    before: Mention | None = None
    for match in sorted([*CODE.finditer(text), *OLD.finditer(text)], key=lambda m: m.start()):
        if before and match.start() < before.end:
            continue
        mention = _mention(text, match, before)
        if mention:
            before = mention
            yield mention


def _mention(text: str, match: re.Match[str], before: Mention | None) -> Mention | None:
    left = text[max(0, match.start() - BEFORE) : match.start()]
    if NOT_CITED.search(left):
        return None
    code = codes.parse(match[0].rstrip(".,"))
    if not code or len(re.sub(r"[^A-ZĐ]", "", code.notation)) < 2:
        return None
    kind, opens, issuer = _type_before(left)
    linked = before is not None and bool(LINK.match(text[before.end : match.start()]))
    by_code = _type_of(code) if match.re is CODE else None
    if not kind and not by_code and not linked:
        if not _agency_after_number(left, code):
            return None
        kind = "Công văn"
    if not kind and linked and before and not by_code:
        kind, issuer = before.type, None
    end = match.start() + len(match[0].rstrip(".,"))
    date, issuer_after, end, doubts = _after(text, end)
    return Mention(
        type=kind or by_code,
        code=str(code),
        title=None,
        date=date,
        issuer=issuer_after or issuer,
        start=match.start(),
        end=end,
        certainty=SURE if kind else LIKELY,
        doubts=(*code.doubts, *doubts),
        opens=max(0, match.start() - BEFORE) + opens if kind and opens >= 0 else match.start(),
    )


def _agency_after_number(left: str, code: codes.Code) -> bool:
    """ "số 63/STNMT-BHĐ": a công văn, told by "số" and a known agency in its notation."""
    said = re.search(r"(?i)\bsố\s*:?\s*$", left) is not None
    return said and any(part in vocabulary.agency_abbreviations() for part in code.segments)


@cache
def _type_words() -> re.Pattern[str]:
    """A type before a code, without marks: "Nghi dinh so", "cac Quyet dinh cua Bo X: so"."""
    names = "|".join(sorted({skeleton(k).lower() for k in _kinds()}, key=len, reverse=True))
    return re.compile(
        rf"\b(?P<type>{names})(?P<of>(?: cua (?:cua )?[^;.]{{3,80}}?)?)"
        r"(?:\s+lien tich)?\s*(?:so)?\s*[:.]?\s*(?:so)?\s*$",
        re.IGNORECASE,
    )


def _type_before(left: str) -> tuple[str | None, int, str | None]:
    """The type named right before a code, where its words begin, and an issuer between the two."""
    bare = skeleton(left)
    if len(bare) != len(left):
        return None, -1, None
    match = _type_words().search(bare)
    if not match:
        return None, -1, None
    issuer = _proposer(left[: match.start()])
    if match["of"]:
        lead = re.compile(r"\s*của\s+(?:của\s+)?").match(left, match.end("type"))
        named = issuer_at(left, lead.end()) if lead else None
        if not named or left[named[1] :].strip(" :").lower() not in ("", "số", "số:"):
            return None, -1, None
        issuer = named[0]
    return _type_name(match["type"]), match.start(), issuer


def _proposer(left: str) -> str | None:
    """The agency of "đề nghị của ... tại" right before a type."""
    said = PROPOSED.search(left)
    named = issuer_at(left, said.end()) if said else None
    return named[0] if said and named and named[0] == said["who"] else None


@cache
def _type_name(bare: str) -> str | None:
    """The type in its own spelling."""
    return next((name for name in _kinds() if fold(name) == fold(bare)), None)


def _kinds() -> tuple[str, ...]:
    """The types that may be cited: those of the vocabulary, and two kinds of programme."""
    types = (kind.name for kind in vocabulary.document_types())
    return (*types, "Chương trình hành động", "Chương trình phối hợp")


def _type_of(code: codes.Code) -> str | None:
    """The type that the notation names."""
    if code.notation.startswith("QH") or re.match(r"UBTVQH", code.notation):
        return "Luật" if code.notation.startswith("QH") else "Nghị quyết"
    for part in code.notation.split("-")[0].split("/"):
        for kind in sorted(vocabulary.document_types(), key=lambda t: _rank(t.family, code)):
            if kind.coded and part in (kind.code, *kind.old):
                return kind.name
    return None


def _rank(family: str, code: codes.Code) -> int:
    """A code with a year is first of all normative, one without administrative; party types come last."""
    order = ("normative", "administrative") if code.year else ("administrative", "normative")
    return (*order, "party", "generic").index(family)


def _after(text: str, end: int) -> tuple[str | None, str | None, int, tuple[str, ...]]:
    """Date and issuer that follow a code, and where they end."""
    date: str | None = None
    doubts: tuple[str, ...] = ()
    found = dates.find(text[end : end + 60])
    if found and DATE_LEAD.match(skeleton(text[end : end + found.start])):
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
            out[i] = replace(here, date=date, issuer=here.issuer or following.issuer)
    for i in range(1, len(out)):
        group = out[i].opens == out[i].start and re.search(r"(?i)\bsố\s*$", text[: out[i].start])
        if group and not out[i].issuer and out[i - 1].type == out[i].type:
            out[i] = replace(out[i], issuer=out[i - 1].issuer)
    return out
