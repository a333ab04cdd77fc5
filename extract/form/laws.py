"""Laws that are cited by their name: "Luật Khoa học và Công nghệ ngày 18/6/2013".

    text ─▶ Law(kind, title, code, date, span)

A law cited with its date or number ends there; one cited by name alone must be in the vocabulary, or be
cited in full elsewhere in the document, since nothing else says where its name ends. A name whose marks OCR
lost is known by its letters, and is given as the vocabulary spells it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from diacritics.syllable import is_syllable, normalise_tone
from extract.form import codes, dates
from extract.form.folding import fold_letters, unmarked
from extract.form.word_patterns import any_of
from schemas import vocabulary
from schemas.catalogue import Message

KIND = r"(?P<kind>Bộ luật|Luật|Pháp lệnh)"
# Name: from the kind to the number or the date; other documents and statements end the search.
OTHER = rf"\b(?:{any_of(vocabulary.after_laws())})\b"
NAME = rf"(?P<name>(?:(?!{OTHER})[^;.()“”\"]){{3,200}}?)"
NUMBERED = re.compile(
    rf"\b{KIND} {NAME},? \(?(?:[Ll]uật )?số:? ?(?P<code>\d{{1,4}}[a-zA-Z]?\s?[-/]\s?(?:{codes.YEAR}\s?/?\s?)?"
    r"(?:PL-UBTVQH|NQ-UBTVQH|UBTVQH|QH|L-CTN|LCT/HĐNN|HĐNN)\s?\d{0,2})"
)
DATED = re.compile(
    rf"\b{KIND} {NAME},? \(?(?=(?:(?:đã )?được Quốc hội[^;.()]{{0,80}} )?(?:thông qua )?(?:ngày|năm) \d)"
)
CONSTITUTION = re.compile(
    rf"\bHiến pháp(?: nước (?:Cộng hòa|Cộng hoà|CHXHCN|cộng hòa)(?: xã hội chủ nghĩa)? Việt Nam)?"
    rf"(?: (?:năm )?(?P<year>{codes.YEAR}))?(?!\w)"
)
# "Luật sửa đổi, bổ sung một số điều của Luật Xây dựng": the name goes on through the laws it amends.
AMENDS = re.compile(r"(?i)sửa đổi")
AMENDING = re.compile(
    r"(?:Bộ luật|Luật|Pháp lệnh) [Ss]ửa đổi,? bổ sung (?:một số )?[đĐ]iều (?:của|tại) (?:các )?"
    r"(?=Bộ luật|Luật|Pháp)"
)
AND_LAW = re.compile(r"(?:,| và|, và) (?=(?:Bộ luật|Luật|Pháp lệnh) )")
YEAR_ONLY = re.compile(rf"\s?\(?(?:năm )?(?P<year>{codes.YEAR})(?!\w|[/.\-]\d)")
# One law's name within a title; what is no letter of a name; from how like a known name it is that name
# ("Tổ chức chính quyền địa #heng" is 0.87 alike, the nearest different names are 0.8).
INNER = re.compile(rf"{KIND} (?P<name>(?:(?!,? (?:và )?(?:Bộ luật|Luật|Pháp lệnh) ).)+)")
BROKEN = re.compile(r"[^\w\s,&\-–()/.]|\d")
WORD = re.compile(r"[^\W\d_]+")
ALIKE = 0.85
DATE_LEAD = re.compile(
    r"\s*,?\s*\(?(?:(?:da )?duoc Quoc hoi[^;.()]{0,80} )?(?:ban hanh |thong qua )?(?:ngay )?"
)
SURE_OF = 2  # syllables of a name from which its letters without marks are no chance


@dataclass(frozen=True, slots=True)
class Law:
    """One mention of a law."""

    kind: str
    title: str
    code: str | None
    date: str | None
    start: int
    end: int
    doubts: tuple[Message, ...] = ()


def find_laws(text: str, titles: frozenset[str] = frozenset()) -> Iterator[Law]:
    """Mentions in order; a law inside another law's title is no mention of its own.

    `titles` are those that the document cites in full ("Luật Di sản văn hóa").
    """
    at = 0
    for start in re.finditer(rf"\b(?:{KIND} (?=[\wĐ])|Hiến pháp\b)", text):
        begin = start.start()
        if begin < at:
            continue
        law = (
            _constitution(text, begin)
            or _numbered(text, begin)
            or _dated(text, begin)
            or _amending(text, begin, titles)
            or _named(text, begin, titles)
        )
        if law:
            at = law.end
            yield law


def _constitution(text: str, at: int) -> Law | None:
    """ "Hiến pháp năm 2013"; without a year it is the idea, not the document."""
    match = CONSTITUTION.match(text, at)
    if not match or not (match["year"] or "nước" in match[0]):
        return None
    title = re.sub(rf" (?:năm )?{codes.YEAR}$", "", match[0])
    return Law("Hiến pháp", title, None, match["year"], at, match.end())


def _numbered(text: str, at: int) -> Law | None:
    match = NUMBERED.match(text, at)
    if not match or not _is_name(match["name"], numbered=True):
        return None
    code = re.sub(r"\s", "", match["code"])
    code = re.sub(r"(\d{4})(?=QH)", r"\1/", code)  # "64/2023QH 15": the slash was lost
    date, end = _date_after(text, match.end())
    title, doubts = mended(f"{match['kind']} {match['name']}")
    return Law(match["kind"], title, code, date, at, end, doubts)


def _dated(text: str, at: int) -> Law | None:
    match = DATED.match(text, at)
    if not match or not _is_name(match["name"].rstrip(" ,")):
        return None
    date, end = _date_after(text, match.end())
    if not date:
        return None
    title, doubts = mended(f"{match['kind']} {match['name'].rstrip(' ,')}")
    return Law(match["kind"], title, None, date, at, end, doubts)


def mended(title: str) -> tuple[str, tuple[Message, ...]]:
    """A title with what OCR broke of its laws' names as the vocabulary spells them; and what was changed.

    >>> mended("Luật Tổ chức chính quyền ‹ địa phương")[0]
    'Luật Tổ chức chính quyền địa phương'
    """
    doubts: list[Message] = []

    def whole(match: re.Match[str]) -> str:
        name = match["name"]
        if not BROKEN.search(name) and all(is_syllable(word) for word in WORD.findall(name)):
            return match[0]
        known = process.extractOne(fold_letters(name), _folded(), scorer=Levenshtein.normalized_similarity)
        if known is None or known[1] < ALIKE or known[2] == name:
            return match[0]
        doubts.append(Message.of("read-as", seen=name, meant=known[2]))
        return f"{match['kind']} {known[2]}"

    return INNER.sub(whole, title), tuple(doubts)


@lru_cache(maxsize=1)
def _folded() -> dict[str, str]:
    """Names of laws, each with its letters alone."""
    return {name: fold_letters(name) for name in vocabulary.laws()}


def _is_name(name: str, *, numbered: bool = False) -> bool:
    """One law's name: another "Luật" inside it belongs to an amendment, and a capital or it begins."""
    inner = re.search(r"\b(?:Bộ luật|Luật|Pháp lệnh)\b", name)
    if inner and not AMENDS.match(name):
        return False
    begins = name[0].isupper() or name.split(maxsplit=1)[0] in vocabulary.small_laws()
    return numbered or begins or bool(AMENDS.match(name))


def _date_after(text: str, at: int) -> tuple[str | None, int]:
    """The date that follows directly, and where it ends."""
    found = dates.find(text[: at + 110], at)
    if found and found.iso and DATE_LEAD.fullmatch(unmarked(text[at : found.start])):
        return found.iso, found.end
    year = YEAR_ONLY.match(text, at)
    return (year["year"], year.end()) if year else (None, at)


def _amending(text: str, at: int, titles: frozenset[str]) -> Law | None:
    """A law that amends others, cited without its date: it ends with the last law that it names."""
    lead = AMENDING.match(text, at)
    law = _named(text, lead.end(), titles) if lead else None
    while law:
        further = AND_LAW.match(text, law.end)
        following = _named(text, further.end(), titles) if further else None
        if not following:
            break
        law = following
    if not lead or not law:
        return None
    kind = "Bộ luật" if lead[0].startswith("Bộ") else lead[0].split(" ", 1)[0]
    return Law(
        kind if kind != "Pháp" else "Pháp lệnh",
        " ".join(text[at : law.end].split()),
        None,
        law.date,
        at,
        law.end,
    )


def _named(text: str, at: int, titles: frozenset[str]) -> Law | None:
    match = _names(titles).match(unmarked(text[at : at + 160]))
    if not match:
        return None
    printed = " ".join(text[at + match.start("name") : at + match.end("name")].split())
    name, doubts = _spelled(printed, titles)
    if not name:
        return None
    kind = text[at : at + match.end("kind")]
    date, end = _date_after(text, at + match.end("name"))
    return Law(kind, f"{kind} {name}", None, date, at, end, doubts)


def _spelled(printed: str, titles: frozenset[str]) -> tuple[str | None, tuple[Message, ...]]:
    """The name as it is printed; or, where OCR lost marks of it, as the vocabulary has it."""
    same = [name for name in _known(titles) if fold_letters(name) == fold_letters(printed)]
    if any(normalise_tone(name).lower() == normalise_tone(printed).lower() for name in same):
        return printed, ()
    if printed[0].isupper() and len(printed.split()) >= SURE_OF:
        return same[0], (Message.of("read-as", seen=printed, meant=same[0]),)
    return None, ()


@lru_cache(maxsize=64)
def _known(titles: frozenset[str]) -> tuple[str, ...]:
    cited = (re.sub(rf"^{KIND} ", "", title) for title in titles)
    return tuple(sorted({*vocabulary.laws(), *cited}, key=len, reverse=True))


@lru_cache(maxsize=64)
def _names(titles: frozenset[str]) -> re.Pattern[str]:
    known = sorted({unmarked(name).lower() for name in _known(titles)}, key=len, reverse=True)
    names = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in known)
    return re.compile(rf"(?P<kind>Bo luat|Luat|Phap lenh) (?P<name>(?i:{names}))(?!\w)")
