"""Số và ký hiệu: the grammar of document codes, and its repair after OCR.

    "Số: 922 /TTr-SKHCN" ─▶ Code("922", "/", None, "TTr-SKHCN") ─▶ "922/TTr-SKHCN"

Forms (Nghị định 30/2020/NĐ-CP, Phụ lục I, phần II, mục 3; Luật Ban hành VBQPPL; older and party texts):

    922/TTr-SKHCN      administrative     299/UBND-TTHC        công văn: no type
    33/2022/NQ-HĐND    normative          64/2025/QH15         law
    08-NQ/TU           party              1141-TC/QĐ/CĐKT      before 1998
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from diacritics.syllable import nfc
from extract.form.code_repair import repair_number, repair_segment
from schemas import vocabulary
from schemas.catalogue import Message

DASHES = re.compile("[‐‑‒–—−]")
NUMBER = r"\d{1,6}[a-zđA-C]?"
YEAR = r"(?:19|20)\d{2}"
# The same with letters that OCR reads for digits (l322, 2O20), or a digit short (175/202/NĐ-CP).
NUMBER_SEEN = rf"(?:\d{{1,6}}(?=[A-ZĐÐ]{{2}})|{NUMBER}(?!\w)|[\dOolI|][\dOolISB|]{{1,5}})"
YEAR_SEEN = r"(?:[12lI][09oO] ?[\dOolI] ?[\dOolI]|[12]\d{2})"
WITH_YEAR_SINCE = (
    1996  # Luật Ban hành văn bản quy phạm pháp luật of that year: types that bear it in their number
)
_RUN_TOGETHER = re.compile(rf"(?P<number>\d{{1,3}})(?P<year>{YEAR})")
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
_SEEN = re.compile(
    rf"^(?P<number>{NUMBER_SEEN})(?P<separator>[-/]?)(?:(?P<year>{YEAR_SEEN})/?)?(?P<notation>{NOTATION})$"
)
_BLANK = re.compile(r"^[\s.…_·:,'’\-–—]*$")


@dataclass(frozen=True, slots=True)
class Code:
    """A code in its parts; `number` is None where it was left blank or cannot be read."""

    number: str | None
    separator: str
    year: str | None
    notation: str
    doubts: tuple[Message, ...] = ()

    def __str__(self) -> str:
        year = f"{self.year}/" if self.year else ""
        return f"{self.number or ''}{self.separator}{year}{self.notation}"

    @property
    def segments(self) -> tuple[str, ...]:
        """The parts of the notation: QĐ, UBND."""
        return tuple(re.split("[-/]", self.notation))


def parse(text: str, said: str | None = None) -> Code | None:
    """A code as it is cited: "30/2020/NĐ-CP". Blanks around its signs do not matter.

    `said` is the type that the words before it name; it tells what a damaged notation means.
    """
    match = _SEEN.match(squeeze(text))
    if not match:
        return None
    number, doubts = _cited_number(match["number"])
    year, slip = _cited_year(match["year"])
    seen = Code(number, match["separator"], year, match["notation"], (*doubts, *slip))
    return _parted(_repaired(seen, text, said))


def _parted(code: Code) -> Code:
    """Number and year apart again, where the slash between them was lost: "112015/TTLT-BTC"."""
    run = _RUN_TOGETHER.fullmatch(code.number or "")
    may_bear_year = not code.year and code.segments[0] in vocabulary.type_words("with_year")
    if not run or int(run["year"]) < WITH_YEAR_SINCE or code.separator != "/" or not may_bear_year:
        return code
    doubt = Message.of("slash-missing", seen=code.number)
    return replace(code, number=run["number"], year=run["year"], doubts=(*code.doubts, doubt))


def _cited_number(seen: str) -> tuple[str, tuple[Message, ...]]:
    if re.fullmatch(NUMBER, seen):
        return seen, ()
    return repair_number(seen), (Message.of("number-hard-to-read", seen=seen),)


def _cited_year(seen: str | None) -> tuple[str | None, tuple[Message, ...]]:
    if seen is None or re.fullmatch(YEAR, seen):
        return seen, ()
    year = repair_number(seen)
    return year, (Message.of("year-hard-to-read" if year != seen else "no-year", seen=seen),)


# A hyphen that was read as a stop: "1203/STN. NVY", not the stop of "SVH.TT".
STOP_WITHIN = re.compile(r"(?<=[A-ZĐ]{2})\.\s+(?=[A-ZĐ]{2,8}\W*$)")

RUN_INTO = re.compile(r"^\W*\d+[A-ZĐ]")  # "34STN-VP"
SLASH_AS_DIGIT = re.compile(r"(?<=/(?:19|20)\d\d)[71|](?=[A-ZĐ]{2})")  # "1063/20157NĐ-CP"


def parse_header(text: str, *, clean: bool = False) -> Code | None:
    """A code as it stands after "Số:" in a header, where the number may be blank or written by hand.

    In a `clean` text no letter was misread: KH-TTG is a Trung tâm's, not the Prime Minister's.
    """
    plain = _plain_dashes(nfc(text))
    if not clean:
        plain = SLASH_AS_DIGIT.sub("/", STOP_WITHIN.sub("-", plain))
    match = _JOINED.match(plain) or _SEPARATED.match(plain)
    if not match:
        return None
    number, doubts = _header_number(match["number"])
    if not (number or match["separator"]):
        return None
    lost = not (clean or match["separator"]) and RUN_INTO.match(plain) is not None
    if lost:
        doubts = (*doubts, Message.of("slash-missing", seen=plain.strip()))
    separator = match["separator"] or ("/" if lost or _is_type(match["notation"]) else "")
    seen = Code(number, separator, match["year"], squeeze(match["notation"]), doubts)
    if clean:
        return _as_printed(seen)
    code = _repaired(seen, text)
    told = plain == _plain_dashes(nfc(text)) or any(doubt.code == "read-as" for doubt in code.doubts)
    read_as = () if told else (Message.of("read-as", seen=text.strip(), meant=code.notation),)
    return replace(code, doubts=(*code.doubts, *read_as))


def _as_printed(seen: Code) -> Code:
    """The code of a clean text: only Ð (Eth), which looks as Đ does, is another sign than it seems."""
    return replace(seen, notation=seen.notation.replace("Ð", "Đ"))


def squeeze(text: str) -> str:
    """The text without blanks, every dash a hyphen."""
    return re.sub(r"\s+", "", _plain_dashes(nfc(text)))


def _plain_dashes(text: str) -> str:
    return DASHES.sub("-", text)


def _header_number(printed: str) -> tuple[str | None, tuple[Message, ...]]:
    """The number, or None; and what is doubtful about it."""
    bare = printed.strip(" :.;,-–—_'’\"")
    if _BLANK.match(bare):
        return None, ()
    if re.fullmatch(NUMBER, bare):
        return bare, ()
    if re.fullmatch(r"\d(?:\s?\d)+", bare):
        return re.sub(r"\s", "", bare), (Message.of("number-with-gaps", seen=bare),)
    signs = re.sub(r"\s+[^\w\s]+(?=\s|$)|\s", "", bare)  # a sign apart is dirt
    signs = repair_number(signs)
    if re.fullmatch(r"\d{1,6}", signs):
        return signs, (Message.of("number-hard-to-read", seen=bare),)
    return None, (Message.of("number-not-readable", seen=bare),)


def _is_type(notation: str) -> bool:
    return re.split("[-/]", notation)[0].strip() in vocabulary.type_codes()


def _repaired(code: Code, printed: str, said: str | None = None) -> Code:
    """The code with its notation put right; `printed` is all that was seen of it."""
    doubts: list[Message] = []
    if "—" in printed:
        doubts.append(Message.of("long-dash"))
    pieces = re.split("([-/])", code.notation.rstrip(".,;"))
    fixed: list[str] = []
    for piece in pieces:
        open_to_types = not any(
            part in vocabulary.type_codes() | vocabulary.agency_abbreviations() for part in fixed
        )
        fixed.append(piece if piece in "-/" else repair_segment(piece, said, may_be_type=open_to_types))
    if "".join(fixed).lower() != "".join(pieces).lower():
        doubts.append(Message.of("read-as", seen=code.notation, meant="".join(fixed)))
    return replace(code, notation="".join(fixed), doubts=(*code.doubts, *doubts))


CODE_NEAR = re.compile(rf"(?P<code>{NUMBER}\s?[-/]\s?(?:{YEAR}\s?/\s?)?{NOTATION})")
