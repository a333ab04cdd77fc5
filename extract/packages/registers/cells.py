"""What a person means by the text of a cell: a code by its word, a day as he writes it, the code of a hồ sơ.

(of, name, text) ─▶ value ─▶ (name, value), or Wrong
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from extract.packages import grammar
from extract.packages.elements import (
    BETWEEN,
    DOCUMENT,
    FILE,
    OTHER_TYPE,
    code_of,
    codes,
    elements,
    is_identifier,
)
from schemas.vocabulary import document_types

# of a row: kind and name of a column, with its text and where it stands
Told = Mapping[tuple[str, str], tuple[str, str]]
_DAY = re.compile(r"(?:(?:(\d{1,2})[/.-])?(\d{1,2})[/.-])?(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?")


class Wrong(ValueError):  # noqa: N818 - as in extract/core/errors.py
    """A text that means nothing there; `code` of the sentence, and what it needs."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code, self.params = code, params


def value(of: str, name: str, text: str) -> tuple[str, str]:
    """The value, and of what it is one. Raises Wrong."""
    element = elements(of).get(name)
    if of == FILE and name in ("number", "fileCode"):
        return _code(name, text)
    if of == FILE and name == "fonds" and not grammar.is_fonds(text):
        raise Wrong("cell-wrong-form")
    match element.kind if element else "text":
        case "code" | "codes":
            return name, _codes(name, text)
        case "date":
            return name, day(text)
        case "identifier" if not is_identifier(text):
            raise Wrong("cell-wrong-form")
    return name, text


def _code(name: str, text: str) -> tuple[str, str]:
    """mã hồ sơ where it stands whole, else its number and symbol."""
    if grammar.is_file_code(text):
        return "fileCode", text
    if name == "number" and grammar.is_symbol(text):
        return name, text
    raise Wrong("cell-no-file-code")


def _codes(name: str, text: str) -> str:
    parts = [text]
    if elements(DOCUMENT)[name].kind == "codes":
        parts = [part for part in re.split(r"[;,]", text) if part.strip()]
    found = [_one(name, part) for part in parts]
    return BETWEEN.join(found)


def _one(name: str, text: str) -> str:
    if code := code_of(name, text):
        return code
    padded = text.strip().zfill(2)  # a spreadsheet takes 01 for 1
    if padded in codes(name):
        return padded
    if name == "typeName" and text.strip().casefold() in {one.name.casefold() for one in document_types()}:
        return OTHER_TYPE  # a type that the circular's list does not have
    known = "; ".join(f"{code}: {word}" for code, word in codes(name).items())
    raise Wrong("cell-no-code", known=known)


def day(text: str) -> str:
    """DD/MM/YYYY, MM/YYYY or YYYY of a day as people write it; another text as it is."""
    if found := _ISO.fullmatch(text):
        parts = [found[3], found[2], found[1]]
    elif found := _DAY.fullmatch(text):
        parts = [found[1], found[2], found[3]]
    else:
        return text
    return "/".join(part.zfill(2) for part in parts if part)
