"""The type of a cited document: from the words before its code, and from the notation.

"các Quyết định của Bộ X: số" | 12/QĐ-BXD ─▶ Named("Quyết định", opens, "Bộ X")
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from diacritics.syllable import skeleton
from extract.form import codes
from extract.form.agencies import issuer_at, subject_before
from extract.form.code_repair import codes_of
from extract.form.folding import fold_letters
from extract.form.word_patterns import any_of
from schemas import vocabulary
from schemas.catalogue import Message

# Words between a type and its number, without marks: "Thông báo kết luận số", "Công văn đôn đốc lần 2 số".
MODIFIERS = rf"{any_of(map(skeleton, vocabulary.type_words('modifiers')))}|lan (?:thu )?\w{{1,3}}"
# "theo đề nghị của Giám đốc Sở X tại Tờ trình số ...": who proposed is who issued.
PROPOSED = re.compile(r"(?i)\bđề (?:nghị|xuất) của (?=(?P<who>[^;.]{3,100}?),? tại\s*$)")
OF = re.compile(r"\s*của\s+(?:của\s+)?")
NO_TYPE = "Công văn"  # its notation begins with an agency, which may be called as a type is: CT of Cục Thuế
OLD_PARTS = 2  # more parts than these: the form of before 1998


@dataclass(frozen=True, slots=True)
class Named:
    """A type in its own spelling, where its words begin, and an issuer that the words name."""

    kind: str
    opens: int
    issuer: str | None


def type_before(left: str) -> Named | None:
    """The type named at the end of `left`, right before a code."""
    bare = skeleton(left)
    match = _type_words().search(bare) if len(bare) == len(left) else None
    while match:
        before = left[: match.start()]
        issuer = _between(left, match) if match["of"] else _proposer(before) or subject_before(before)
        if issuer or not match["of"]:
            return Named(_type_name(match["type"]), match.start(), issuer)
        match = _type_words().search(bare, match.start() + 1)  # "theo hướng dẫn của Thông tư ..."
    return None


def _between(left: str, match: re.Match[str]) -> str | None:
    """The issuer between a type and the number: "các Quyết định của Bộ X: số"."""
    lead = OF.match(left, match.end("type"))
    named = issuer_at(left, lead.end()) if lead else None
    if not named or _type_words().match(skeleton(named[0])):
        return None
    return named[0] if left[named[1] :].strip(" :").lower() in ("", "số", "số:") else None


def type_of(code: codes.Code) -> str | None:
    """The type that the notation names."""
    if code.notation.startswith(("QH", "UBTVQH")):
        return "Luật" if code.notation.startswith("QH") else "Nghị quyết"
    parts = code.notation.split("-")[0].split("/")
    if code.separator == "-" and len(parts) > OLD_PARTS and parts[1] in vocabulary.type_codes():
        parts = parts[1:]  # "1141-TC/QĐ/CĐKT": the agency stands before the type
    for part in parts:
        for kind in sorted(vocabulary.document_types(), key=lambda t: _rank(t.family, code)):
            if kind.coded and part in (kind.code, *kind.old):
                return kind.name
    return None


def disagreement(said: str | None, code: codes.Code) -> tuple[Message, ...]:
    """ "Nghị quyết số 12/2020/NĐ-CP": the words and the notation name different types."""
    first = code.segments[0]
    if said == NO_TYPE or first not in vocabulary.type_codes() - vocabulary.agencies_like_types():
        return ()
    if not said or not codes_of(said) or codes_of(said) & {*code.segments}:
        return ()
    return (Message.of("words-and-notation", type=said, code=code, notation=first),)


@cache
def _type_words() -> re.Pattern[str]:
    """A type before a code, without marks: "Nghi dinh so", "cac Quyet dinh cua Bo X: so"."""
    names = any_of({skeleton(kind).lower() for kind in _kinds()})
    return re.compile(
        rf"\b(?P<type>{names})(?P<of>(?: cua (?:cua )?[^;.]{{3,80}}?)?)"
        rf"(?:\s+(?:{MODIFIERS}))*\s*(?:so)?\s*[:.]?\s*(?:so)?\s*$",
        re.IGNORECASE,
    )


def _proposer(left: str) -> str | None:
    """The agency of "đề nghị của ... tại" right before a type."""
    said = PROPOSED.search(left)
    named = issuer_at(left, said.end()) if said else None
    return named[0] if said and named and named[0] == said["who"] else None


@cache
def _type_name(bare: str) -> str:
    """The type in its own spelling."""
    return next(name for name in _kinds() if fold_letters(name) == fold_letters(bare))


def _kinds() -> tuple[str, ...]:
    """The types that may be cited: those of the decrees, and some of the words in their place."""
    return (*(kind.name for kind in vocabulary.document_types()), *vocabulary.type_words("cited"))


def _rank(family: str, code: codes.Code) -> int:
    """A code with a year is first of all normative, one without administrative; party types come last."""
    order = ("normative", "administrative") if code.year else ("administrative", "normative")
    return (*order, "party", "generic").index(family)
