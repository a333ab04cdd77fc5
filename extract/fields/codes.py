"""Số và ký hiệu: the grammar of document codes, and its repair after OCR.

    "Số: 922 /TTr-SKHCN" ─▶ Code("922", "/", None, "TTr-SKHCN") ─▶ "922/TTr-SKHCN"

Forms (Nghị định 30/2020/NĐ-CP, Phụ lục I, phần II, mục 3; Luật Ban hành VBQPPL; older and party texts):

    922/TTr-SKHCN      administrative     299/UBND-TTHC        công văn: no type
    33/2022/NQ-HĐND    normative          64/2025/QH15         law
    08-NQ/TU           party              1141-TC/QĐ/CĐKT      before 1998
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from diacritics.syllable import nfc, skeleton
from schemas import vocabulary

DASHES = re.compile("[‐‑‒–—−]")
NUMBER = r"\d{1,6}[a-zđA-C]?"
YEAR = r"(?:19|20)\d{2}"
# One part of a notation: QĐ, TTr, UBND, QH15, X01, KHCNMT&VLXD, SVH,TT,DL. At least one capital.
SEGMENT = r"(?:[A-ZĐÐ][A-Za-zĐÐđơư0-9&]*(?:[.,][A-ZĐÐ][A-Za-zĐÐđ0-9&]*)*)"
GLUE = r"\s?[-/]\s?"
NOTATION = rf"{SEGMENT}(?:{GLUE}{SEGMENT})*"
_END = r"(?=$|[\s.,;)]|…)"
_SEPARATED = re.compile(
    rf"^(?P<number>.*?)\s*(?P<separator>[-/])\s*(?:(?P<year>{YEAR})\s*/\s*)?(?P<notation>{NOTATION}){_END}"
)
# "02 QĐ-UBND": the slash was lost. Nothing but the number stands before the notation.
_JOINED = re.compile(
    rf"^(?P<number>[^A-Za-zĐ/\-]*\d[^A-Za-zĐ/\-]*)(?P<separator>)(?P<year>(?!))?\s*(?P<notation>{NOTATION}){_END}"
)
_WHOLE = re.compile(
    rf"^(?P<number>{NUMBER})(?P<separator>[-/]?)(?:(?P<year>{YEAR})/)?(?P<notation>{NOTATION})$"
)
# What OCR reads for digits; used only where a number must stand.
_DIGITS = str.maketrans("OoQlI|!]iSsZBD", "00011111155280")
_BLANK = re.compile(r"^[\s.…_·:,'’\-–—]*$")
# Letters that OCR confuses in a type (QB is QĐ); an agency's abbreviation may be one we do not know, so
# there only the stroke of Đ is repaired (HDND is HĐND, but DCT is not BCT).
_CONFUSED = str.maketrans({"B": "D", "0": "O", "1": "I", "8": "D"})


@dataclass(frozen=True, slots=True)
class Code:
    """A code in its parts; `number` is None where it was left blank or cannot be read."""

    number: str | None
    separator: str
    year: str | None
    notation: str
    doubts: tuple[str, ...] = ()

    def __str__(self) -> str:
        year = f"{self.year}/" if self.year else ""
        return f"{self.number or ''}{self.separator}{year}{self.notation}"

    @property
    def segments(self) -> tuple[str, ...]:
        """The parts of the notation: QĐ, UBND."""
        return tuple(re.split("[-/]", self.notation))


def parse(text: str) -> Code | None:
    """A code as it is cited: "30/2020/NĐ-CP". Blanks around its signs do not matter."""
    match = _WHOLE.match(squeeze(text))
    if not match:
        return None
    return _repaired(match["number"], match["separator"], match["year"], match["notation"], text)


def parse_header(text: str) -> Code | None:
    """A code as it stands after "Số:" in a header, where the number may be blank or written by hand."""
    plain = _plain_dashes(nfc(text))
    match = _JOINED.match(plain) or _SEPARATED.match(plain)
    if not match:
        return None
    number, doubts = _header_number(match["number"])
    if not (number or match["separator"]):
        return None
    separator = match["separator"] or ("/" if _is_type(match["notation"]) else "")
    code = _repaired(number, separator, match["year"], squeeze(match["notation"]), text)
    return Code(code.number, code.separator, code.year, code.notation, (*doubts, *code.doubts))


def squeeze(text: str) -> str:
    """The text without blanks, every dash a hyphen."""
    return re.sub(r"\s+", "", _plain_dashes(nfc(text)))


def _plain_dashes(text: str) -> str:
    return DASHES.sub("-", text)


def _header_number(printed: str) -> tuple[str | None, tuple[str, ...]]:
    """The number, or None; and what is doubtful about it."""
    bare = printed.strip(" :.;,-–—_'’\"")
    if _BLANK.match(bare):
        return None, ()
    if re.fullmatch(NUMBER, bare):
        return bare, ()
    if re.fullmatch(r"\d(?:\s?\d)+", bare):
        return re.sub(r"\s", "", bare), (f'the number was printed with gaps: "{bare}"',)
    signs = re.sub(r"\s+[^\w\s]+(?=\s|$)|\s", "", bare).translate(_DIGITS)  # a sign apart is dirt
    if re.fullmatch(r"\d{1,6}", signs):
        return signs, (f'the number is hard to read: "{bare}"',)
    return None, (f'the number is not readable: "{bare}"',)


def _is_type(notation: str) -> bool:
    return re.split("[-/]", notation)[0].strip() in vocabulary.type_codes()


def _repaired(number: str | None, separator: str, year: str | None, notation: str, printed: str) -> Code:
    doubts: list[str] = []
    if "—" in printed:
        doubts.append("a long dash stands where the code has a hyphen")
    pieces = re.split("([-/])", notation.rstrip(".,;"))
    fixed = [piece if piece in "-/" else repair_segment(piece) for piece in pieces]
    if fixed != pieces:
        doubts.append(f'"{notation}" was read as "{"".join(fixed)}"')
    return Code(number, separator, year, "".join(fixed), tuple(doubts))


def repair_segment(segment: str) -> str:
    """A part of a notation with letters that OCR confuses put right, when only one known part fits.

    >>> repair_segment("QB"), repair_segment("HDND"), repair_segment("SKHCN")
    ('QĐ', 'HĐND', 'SKHCN')
    """
    plain = segment.replace("Ð", "Đ").replace("ĐĐ", "Đ") if segment != "ĐĐ" else segment
    if plain in vocabulary.type_codes() or plain in vocabulary.agency_abbreviations():
        return plain
    stroke = skeleton(plain).upper()
    fitting = _by_stroke().get(stroke) or _by_letters().get(stroke.translate(_CONFUSED), frozenset())
    return next(iter(fitting)) if len(fitting) == 1 else plain


@cache
def _by_stroke() -> dict[str, frozenset[str]]:
    """Known parts by their letters without the stroke of Đ and without case."""
    return _table(vocabulary.type_codes() | vocabulary.agency_abbreviations(), {})


@cache
def _by_letters() -> dict[str, frozenset[str]]:
    """Types by letters that OCR confuses."""
    return _table(vocabulary.type_codes(), _CONFUSED)


def _table(parts: frozenset[str], confused: dict[int, str]) -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for part in parts:
        table.setdefault(skeleton(part).upper().translate(confused), set()).add(part)
    return {key: frozenset(values) for key, values in table.items()}
