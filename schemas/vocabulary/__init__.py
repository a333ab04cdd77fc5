"""Words of the legal form: document types, signing forms, agencies, marks, laws.

    *.yaml ─▶ values of this module, read once

The tables were written from the decrees named in their heads and from general knowledge. A function with a
`kind` gives the list of that key in the table that has the function's name.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import yaml

from schemas.yaml_loader import SafeLoader


class DocumentType(NamedTuple):
    """A tên loại: `code` stands in the notation when `coded`, else it is only our name for the type.

    `printed`: the name heads the document; a công văn has none on the page. `closer`: names of the type that
    say more of it and nothing of the matter: "Biên bản làm việc".
    """

    name: str
    code: str | None
    family: str  # administrative, normative, party, generic
    coded: bool = True
    printed: bool = True
    old: tuple[str, ...] = ()
    closer: tuple[str, ...] = ()


@cache
def _table(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.load((files(__package__) / f"{name}.yaml").read_bytes(), SafeLoader)
    return loaded


@cache
def document_types() -> tuple[DocumentType, ...]:
    """Every type, administrative first; a name or code may occur in several families."""
    return tuple(_type(family, row) for family, rows in _table("document_types").items() for row in rows)


def _type(family: str, row: dict[str, Any]) -> DocumentType:
    whole: dict[str, Any] = {key: tuple(v) if isinstance(v, list) else v for key, v in row.items()}
    return DocumentType(family=family, **whole)


@cache
def title_heads() -> tuple[str, ...]:
    """What heads a document: the names of types that are printed, and other words in their place."""
    printed = [kind.name for kind in document_types() if kind.printed]
    return tuple(dict.fromkeys((*printed, *type_words("headings"))))


@cache
def type_codes() -> frozenset[str]:
    """Abbreviations that may stand in a notation: QĐ, TTr, NĐ, ..."""
    coded = [t for t in document_types() if t.coded and t.code]
    return frozenset(code for t in coded for code in (t.code, *t.old) if code)


@cache
def type_words(kind: str) -> tuple[str, ...]:
    """Words about types: `kind` is "headings", "cited", "modifiers", "with_year", "approved" or "issued"."""
    return tuple(_table("type_words")[kind])


@cache
def types_by_verb() -> dict[str, str]:
    """What an agency does by a document, and its type: "kính trình" is done by a Tờ trình."""
    return dict(_table("type_words")["verbs"])


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
def deputies() -> dict[str, str]:
    """Titles of deputies that are not PHÓ and the head's, by the head's."""
    return dict(_table("signing")["deputies"])


@cache
def signing_words(kind: str) -> tuple[str, ...]:
    """Words of signatures: `kind` is "approvals" or "assistants", which stand over them, or "given_names"."""
    return tuple(_table("signing")[kind])


@cache
def leaders() -> tuple[str, ...]:
    """Heads of agencies, as a sentence names them before their agency."""
    return tuple(_table("signing")["leaders"])


@cache
def name_prefixes() -> tuple[str, ...]:
    """Academic titles and ranks before a name, the longest first."""
    return tuple(sorted(_table("signing")["name_prefixes"], key=len, reverse=True))


@cache
def surnames() -> dict[str, int]:
    """Family names, the first word of a person's name, and their rank: 0 is the most common."""
    return {name: rank for rank, name in enumerate(dict.fromkeys(_table("signing")["surnames"]))}


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
def agencies_like_types() -> frozenset[str]:
    """Abbreviations of types that stand for agencies in old notations."""
    return frozenset(_table("agencies")["like_types"])


@cache
def agencies_in_full() -> dict[str, str]:
    """Agencies that a letterhead spells out, by their abbreviations."""
    return dict(_table("agencies")["in_full"])


@cache
def organs() -> tuple[str, ...]:
    """Kinds of agencies and units, in small letters, that a paragraph of tasks is headed with."""
    return tuple(_table("agencies")["organs"])


@cache
def party_committees() -> frozenset[str]:
    """Party committees of a unit, in small letters."""
    return frozenset(_table("agencies")["committees"])


@cache
def agency_names(kind: str) -> frozenset[str]:
    """Words by which the name of an agency ends or goes on: `kind` is a key of agency_names.yaml."""
    return frozenset(_table("agency_names")[kind])


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
    """Words about figures: `kind` is a key of quantities.yaml that has a list."""
    return tuple(_table("quantities")[kind])


@cache
def scales() -> dict[str, int]:
    """Powers of ten by their words: nghìn, triệu, tỷ."""
    return dict(_table("quantities")["scales"])


@cache
def currencies() -> dict[str, str]:
    """Codes of currencies (ISO 4217) by what is printed, in small letters."""
    return dict(_table("quantities")["currencies"])


@cache
def tasks(kind: str) -> tuple[str, ...]:
    """Words of tasks: `kind` is "products", "steps", "leaders" or "verbs"."""
    return tuple(_table("tasks")[kind])


@cache
def task_roles() -> dict[str, tuple[str, ...]]:
    """Parts of a task, each with the words by which its column or labelled line is known."""
    return {role: tuple(words) for role, words in _table("tasks")["roles"].items()}


@cache
def not_after(table: str) -> dict[str, tuple[str, ...]]:
    """Words of a table ("quantities", "tasks") that do not count after certain other words."""
    return {word: tuple(before) for word, before in _table(table)["not_after"].items()}


@cache
def openings(kind: str) -> tuple[str, ...]:
    """Words that something begins with: `kind` is a key of openings.yaml."""
    return tuple(_table("openings")[kind])


@cache
def parts(kind: str) -> tuple[str, ...]:
    """Parts of documents: `kind` is "units" (the smallest first), "heads" or "uncited"."""
    return tuple(_table("parts")[kind])


@cache
def parties(kind: str) -> tuple[str, ...]:
    """Words about a side: `kind` is "representative", "office", "address" or "forms_of_address"."""
    return tuple(_table("parties")[kind])


@cache
def laws() -> tuple[str, ...]:
    """Names of laws without the word Luật, the longest first."""
    return tuple(sorted(_table("laws")["names"], key=len, reverse=True))


@cache
def small_laws() -> frozenset[str]:
    """First words of names of laws that are printed with small letters."""
    return frozenset(_table("laws")["small"])


@cache
def after_laws() -> tuple[str, ...]:
    """Words that no name of a law has."""
    return tuple(_table("laws")["ends"])
