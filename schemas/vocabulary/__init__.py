"""Words of the legal form: document types, signing forms, agencies, marks, laws.

    *.yaml ─▶ values of this module, read once

The tables were written from the decrees named in their heads and from general knowledge.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import yaml


class DocumentType(NamedTuple):
    """A tên loại: `code` stands in the notation when `coded`, else it is only our name for the type.

    `printed`: the name heads the document; a công văn has none on the page.
    """

    name: str
    code: str | None
    family: str  # administrative, normative, party, generic
    coded: bool = True
    printed: bool = True
    old: tuple[str, ...] = ()


@cache
def _table(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((files(__package__) / f"{name}.yaml").read_text("utf-8"))
    return loaded


@cache
def document_types() -> tuple[DocumentType, ...]:
    """Every type, administrative first; a name or code may occur in several families."""
    return tuple(
        DocumentType(
            row["name"],
            row["code"],
            family,
            row.get("coded", True),
            row.get("printed", True),
            tuple(row.get("old", ())),
        )
        for family, rows in _table("document_types").items()
        for row in rows
        if family != "headings"
    )


@cache
def title_heads() -> tuple[str, ...]:
    """What heads a document: the names of types that are printed, and other words in their place."""
    printed = [kind.name for kind in document_types() if kind.printed]
    return tuple(dict.fromkeys((*printed, *_table("document_types")["headings"])))


@cache
def type_codes() -> frozenset[str]:
    """Abbreviations that may stand in a notation: QĐ, TTr, NĐ, ..."""
    coded = [t for t in document_types() if t.coded and t.code]
    return frozenset(code for t in coded for code in (t.code, *t.old) if code)


@cache
def signing_marks() -> tuple[str, ...]:
    """TM, KT, TL, TUQ, Q and the older T/M, K/T, T/L."""
    return tuple(
        m for form in _table("signing")["forms"] for m in dict.fromkeys((form["mark"], *form["old"]))
    )


@cache
def positions() -> tuple[str, ...]:
    """Beginnings of positions, in capitals, the longest first."""
    return tuple(sorted(_table("signing")["positions"], key=len, reverse=True))


@cache
def name_prefixes() -> tuple[str, ...]:
    """Academic titles and ranks before a name, the longest first."""
    return tuple(sorted(_table("signing")["name_prefixes"], key=len, reverse=True))


@cache
def surnames() -> frozenset[str]:
    """Family names, the first word of a person's name."""
    return frozenset(_table("signing")["surnames"])


@cache
def marks(kind: str) -> tuple[str, ...]:
    """The words of a mark: `kind` is "urgency" or "secrecy"; the strongest first."""
    return tuple(_table("marks")[kind])


@cache
def stamp_words() -> tuple[str, ...]:
    """All words that are stamped on a page: marks, circulation, and what the office adds."""
    return tuple(word for words in _table("marks").values() for word in words)


@cache
def slogan() -> str:
    """Tiêu ngữ."""
    return str(_table("form")["slogan"])


@cache
def mottoes() -> tuple[str, ...]:
    """Quốc hiệu, the Party's heading in its place, tiêu ngữ."""
    return (*_table("form")["mottoes"], slogan())


@cache
def digital_signature(kind: str) -> tuple[str, ...]:
    """Heads of the lines in a digital signature's picture: `kind` is "sure" or "beside"."""
    return tuple(_table("form")["digital_signature"][kind])


@cache
def recipient_phrases() -> tuple[str, ...]:
    """Fixed words of the list of recipients."""
    return tuple(_table("recipients")["phrases"])


@cache
def recipient_notes() -> dict[str, str]:
    """Misread notes in brackets and what they are: b/e is b/c."""
    return {seen: meant for meant, row in _table("recipients")["notes"].items() for seen in row}


@cache
def agency_heads() -> tuple[str, ...]:
    """Beginnings of agency names, in their own spelling, the longest first."""
    return tuple(sorted(_table("agencies")["heads"], key=len, reverse=True))


@cache
def deciding_bodies() -> tuple[str, ...]:
    """Bodies that decide in their own name, as a document's authority names them."""
    return tuple(_table("agencies")["deciding"])


@cache
def agency_abbreviations() -> frozenset[str]:
    """Agencies as they stand in notations."""
    return frozenset(_table("agencies")["abbreviations"])


@cache
def unit_words() -> tuple[str, ...]:
    """Words of administrative units: tỉnh, thành phố, huyện, ..."""
    return tuple(_table("agencies")["units"])


@cache
def proper_names() -> tuple[str, ...]:
    """Names with capitals of their own inside agency names: provinces, Khu kinh tế, Việt Nam."""
    table = _table("agencies")
    return tuple(sorted((*table["inner"], *table["provinces"]), key=len, reverse=True))


@cache
def quantities(kind: str) -> tuple[str, ...]:
    """Words about figures: `kind` is "measures", "counted", "qualifiers", "goals" or "results"."""
    return tuple(_table("quantities")[kind])


@cache
def laws() -> tuple[str, ...]:
    """Names of laws without the word Luật, the longest first."""
    return tuple(sorted(_table("laws")["names"], key=len, reverse=True))
