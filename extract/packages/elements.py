"""The elements that describe a hồ sơ and a document: read from elements.yaml, and what is wrong with a value.

form ("sip-file") + values ─▶ faults ─▶ (element, code of the sentence) ...
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from schemas.yaml_loader import SafeLoader

FILE, DOCUMENT = "file", "document"
OTHER_TYPE = "32"
# Several languages: "one or more", by which sign is not said; the one that a search index of an archive uses.
BETWEEN = ";"
_WRONG = {
    "identifier": "value-no-identifier",
    "number": "value-no-number",
    "date": "value-no-date",
    "code": "value-no-code",
    "codes": "value-no-code",
}
_IDENTIFIER = re.compile(r"\w[\w.-]*")  # a file is called so
_NUMBER = re.compile(r"\d+")
_DATE = re.compile(r"(?:(?:(\d{2})/)?(\d{2})/)?(\d{4})")


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a description."""

    name: str  # as the circular has it
    length: int  # characters
    kind: str  # text, identifier, number, date, code, codes (several)
    required: bool | Mapping[str, list[str]]  # by the values of other elements

    @property
    def said(self) -> str:
        """The code of its name in the catalogue."""
        return f"element-{self.name}"

    def is_required(self, values: Mapping[str, str]) -> bool:
        """Whether it must have a value beside these."""
        if isinstance(self.required, bool):
            return self.required
        return any(values.get(name) in among for name, among in self.required.items())


@dataclass(frozen=True, slots=True)
class Form:
    """Which elements a description has, in their order."""

    name: str
    of: str  # FILE or DOCUMENT
    any_order: bool
    elements: tuple[Element, ...]
    not_everywhere: frozenset[str]


@cache
def _tables() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.load((files(__package__) / "elements.yaml").read_bytes(), SafeLoader)
    return loaded


@cache
def elements(of: str) -> Mapping[str, Element]:
    """All elements of a hồ sơ, or of a document, by name."""
    return {
        name: Element(name, row["length"], row.get("type", "text"), row.get("required", False))
        for name, row in _tables()[of].items()
    }


@cache
def form(name: str) -> Form:
    """`name`: sip-file, sip-loose, aip-file, aip-loose, sip-document, aip-document."""
    row = _tables()["forms"][name]
    held = tuple(elements(row["of"])[one] for one in row["elements"])
    return Form(name, row["of"], row["any_order"], held, frozenset(row["not_everywhere"]))


def codes(element: str) -> Mapping[str, str]:
    """The codes that an element may have, with their words."""
    found: Mapping[str, str] = _tables()["codes"][element]
    return found


def code_of(element: str, text: str) -> str | None:
    """The code that is meant by "01", "01: Vĩnh viễn" or "vĩnh viễn"; None for no code of the list."""
    listed = codes(element)
    before = text.split(":", maxsplit=1)[0].strip()
    if before in listed:
        return before
    return next((code for code, word in listed.items() if word.casefold() == text.strip().casefold()), None)


def type_code(name: str | None) -> str:
    """The code of a tên loại: by its name, OTHER_TYPE for one that the list does not have."""
    return (name and code_of("typeName", name)) or OTHER_TYPE


def faults(held: Form, values: Mapping[str, str]) -> Iterator[tuple[Element, str]]:
    """What is wrong with the values, each with the code of its sentence."""
    for element in held.elements:
        value = values.get(element.name, "")
        if not value:
            if element.is_required(values):
                yield element, "value-missing"
        elif len(value) > element.length:
            yield element, "value-too-long"
        elif not _is_right(element, value):
            yield element, _WRONG[element.kind]


def _is_right(element: Element, value: str) -> bool:
    match element.kind:
        case "identifier":
            return is_identifier(value)
        case "number":
            return _NUMBER.fullmatch(value) is not None
        case "date":
            return day_of(value) is not None
        case "code":
            return value in codes(element.name)
        case "codes":
            return all(one in codes(element.name) for one in value.split(BETWEEN))
    return True


def is_identifier(text: str) -> bool:
    """Whether a document, and so its files in the package, may be called so."""
    return _IDENTIFIER.fullmatch(text) is not None


def day_of(text: str) -> tuple[int, int, int] | None:
    """Year, month, day of DD/MM/YYYY, MM/YYYY or YYYY, 0 for what is not told; None when it is none."""
    if not (found := _DATE.fullmatch(text)):
        return None
    day, month, year = (int(part or 0) for part in found.groups())
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return None
    return year, month, day
