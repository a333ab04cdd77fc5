"""Laws that are cited by their name: "Luật Khoa học và Công nghệ ngày 18/6/2013".

    text ─▶ Law(title, code, date, span)

A law cited with its date or number ends there; one cited by name alone must be in the vocabulary, or be
cited in full elsewhere in the document, since nothing else says where its name ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from diacritics.syllable import normalise_tone
from extract.fields import codes, dates
from schemas import vocabulary

KIND = r"(?P<kind>Bộ luật|Luật|Pháp lệnh)"
# Name: from the kind to the number or the date; other documents and statements end the search.
NAME = (
    r"(?P<name>(?:(?!\b(?:Nghị định|Quyết định|Thông tư|Nghị quyết|căn cứ|theo quy)\b)[^;.()“”\"]){3,200}?)"
)
NUMBERED = re.compile(
    rf"\b{KIND} {NAME},? số:? ?(?P<code>\d{{1,4}}[a-zA-Z]?\s?[-/]\s?(?:{codes.YEAR}\s?/?\s?)?"
    r"(?:QH|UBTVQH|L-CTN|PL-UBTVQH|LCT/HĐNN)\s?\d{0,2})"
)
DATED = re.compile(rf"\b{KIND} {NAME},? (?=(?:đã được Quốc hội[^;.()]{{0,60}} )?(?:ngày|năm) \d)")
AMENDS = re.compile(r"(?i)sửa đổi")
YEAR_ONLY = re.compile(rf"năm (?P<year>{codes.YEAR})")


@dataclass(frozen=True, slots=True)
class Law:
    """One mention of a law."""

    kind: str
    title: str
    code: str | None
    date: str | None
    start: int
    end: int


def find_laws(text: str, titles: frozenset[str] = frozenset()) -> Iterator[Law]:
    """Mentions in order; a law inside another law's title is no mention of its own.

    `titles` are those that the document cites in full ("Luật Di sản văn hóa").
    """
    at = 0
    for start in re.finditer(rf"\b{KIND} (?=[\wĐ])", text):
        if start.start() < at:
            continue
        law = (
            _numbered(text, start.start())
            or _dated(text, start.start())
            or _named(text, start.start(), titles)
        )
        if law:
            at = law.end
            yield law


def _numbered(text: str, at: int) -> Law | None:
    match = NUMBERED.match(text, at)
    if not match or not _is_name(match["name"]):
        return None
    code = re.sub(r"\s", "", match["code"])
    code = re.sub(r"(\d{4})(?=QH)", r"\1/", code)  # "64/2023QH 15": the slash was lost
    date, end = _date_after(text, match.end())
    return Law(match["kind"], f"{match['kind']} {match['name']}", code, date, at, end)


def _dated(text: str, at: int) -> Law | None:
    match = DATED.match(text, at)
    if not match or not _is_name(match["name"]):
        return None
    date, end = _date_after(text, match.end())
    if not date:
        return None
    return Law(match["kind"], f"{match['kind']} {match['name']}", None, date, at, end)


def _is_name(name: str) -> bool:
    """One law's name: another "Luật" inside it belongs to an amendment, and a capital or it begins."""
    inner = re.search(r"\b(?:Bộ luật|Luật|Pháp lệnh)\b", name)
    if inner and not AMENDS.match(name):
        return False
    return name[0].isupper() or bool(AMENDS.match(name)) or name.startswith(("thuế", "sửa"))


def _date_after(text: str, at: int) -> tuple[str | None, int]:
    """The date that follows directly, and where it ends."""
    found = dates.find(text[: at + 60], at)
    if found and found.iso and re.fullmatch(r"\s*,?\s*(?:ban hành )?(?:ngày )?", text[at : found.start]):
        return found.iso, found.end
    year = YEAR_ONLY.match(text, at)
    return (year["year"], year.end()) if year else (None, at)


def _named(text: str, at: int, titles: frozenset[str]) -> Law | None:
    match = _names(titles).match(normalise_tone(text[at : at + 120]))
    if not match:
        return None
    end = at + match.end()
    return Law(match["kind"], " ".join(text[at:end].split()), None, None, at, end)


@lru_cache(maxsize=64)
def _names(titles: frozenset[str]) -> re.Pattern[str]:
    cited = (re.sub(rf"^{KIND} ", "", title) for title in titles)
    known = sorted({normalise_tone(name) for name in (*vocabulary.laws(), *cited)}, key=len, reverse=True)
    names = "|".join(re.escape(name) for name in known)
    return re.compile(rf"{KIND} (?:(?i:{names}))(?!\w)")
