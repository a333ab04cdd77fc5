"""Where codes stand in running text, also broken over a line or damaged by OCR.

    text ─▶ Seen(printed, start, end) ─▶ extract/form/codes.py: parse

Patterns only: what a code is a code of, and whether it is one, is for extract/fields/citations/find.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.form import codes
from extract.form.word_patterns import any_of
from schemas import vocabulary

SEGMENT = rf"{codes.SEGMENT}(?!\w)"
KNOWN = any_of(vocabulary.agency_abbreviations())
TYPES = any_of(vocabulary.type_codes())
# "57/NQ — CP", "12/QĐ -UBND": a dash between blanks joins a type to an agency that is known, or a công văn's
# agency to its unit when the date follows ("1234/BNV - CCVC ngày").
SPACED = rf"\s[-–—]\s?(?=(?:(?:{KNOWN})\b|[A-ZĐ]{{2,}}\s+(?:ngày|ngay)\b))"
# "827/QĐ UBND ngày": the hyphen was lost.
LOST_HYPHEN = rf"(?<=[A-ZĐa-z])\s(?=(?:{KNOWN})\s*(?:,|;|\)|\.|$|ng[aà]y\b))"
# The law's session may stand apart: "64/2025/QH 15".
SESSION = r"(?:QH|UBTVQH)\s\d{1,2}(?!\w)"
SLASH = r"[/⁄∕]{1,2}"
# After the year also other signs, or none, when what follows cannot be but a notation.
YEAR_SLASH = rf"(?:\s?{SLASH}\s?|[-–:'\s]?(?=(?:{TYPES})\s?-)|[-–:']?(?=QH|UBTVQH))"
BEGINS = r"(?:(?<![\w/⁄.\-–:])|(?<=số\.)|(?<=số:))"
# A blank may stand after a hyphen or around a slash, where a line was broken or a number filled in.
CODE = re.compile(
    rf"{BEGINS}(?P<number>{codes.NUMBER_SEEN})\s?(?P<sign>[-–—]|{SLASH}|[:'](?={codes.YEAR}\W))\s?"
    rf"(?:(?P<year>{codes.YEAR_SEEN}){YEAR_SLASH})?(?<![-–—]\d\d\d/)"
    rf"(?P<notation>{SESSION}|(?:TT\sLT|{SEGMENT})(?:(?:{SPACED}|{LOST_HYPHEN}){SEGMENT})?"
    rf"(?:(?:\s?/\s?|[-–—]\s?(?=[A-ZĐ]{{2}})|[-–—])(?:{SESSION}|{SEGMENT}))*)"
)
# "90TC/TCT" and "827QĐ-UBND": the number joined to the notation.
JOINED = re.compile(r"(?<=số )\d{1,5}\s?[A-ZĐ]{2,}(?:[/\-][A-ZĐ]{1,}[A-ZĐa-z]*)+")
HEADING_AFTER = re.compile(rf".*[-/]\s?(?:{KNOWN})(?=[.,](?!(?:{KNOWN})\b))")
HYPHEN_LOST = re.compile(rf"(?<=\w)\s(?=(?:{KNOWN})$)")


@dataclass(frozen=True, slots=True)
class Seen:
    """What may be a code, as it is printed."""

    printed: str
    start: int
    text: str  # as printed, but with the signs of a code
    joined: bool = False  # no sign stands between number and notation

    @property
    def end(self) -> int:
        return self.start + len(self.printed)


def seen_codes(text: str) -> Iterator[Seen]:
    """Everything with the shape of a code, in order."""
    found = [_whole(match) for match in CODE.finditer(text)]
    for match in JOINED.finditer(text):
        printed = _alone(match[0])
        found.append(Seen(printed, match.start(), printed, joined=True))
    yield from sorted(found, key=lambda seen: seen.start)


def _whole(match: re.Match[str]) -> Seen:
    notation = _alone(match["notation"])
    printed = match[0][: len(match[0]) - len(match["notation"]) + len(notation)]
    sign = match["sign"] if match["sign"] in "-–—" else "/"
    year = f"{match['year']}/" if match["year"] else ""
    return Seen(printed, match.start(), f"{match['number']}{sign}{year}{HYPHEN_LOST.sub('-', notation)}")


def _alone(seen: str) -> str:
    """A code without the signs after it, and without a heading that begins right after: "NĐ-CP.II"."""
    bare = seen.rstrip(".,")
    before = HEADING_AFTER.match(bare)
    return before[0] if before else bare
