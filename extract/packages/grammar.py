"""Codes of a hồ sơ and of its documents: taken apart, and put together.

    "001.03.08.H30.81.2024.K4.01.01.007" ─▶ Code(archive 001.03.08, file H30.81.2024.K4.01.01), number 007

mã hồ sơ: identifier of the agency (Quyết định 20/2020/QĐ-TTg and 09/2025/QĐ-TTg: a letter A to K with
two figures, then levels), year, number and symbol of the hồ sơ, by dots. An archive's own code may stand
before it.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import NamedTuple

AGENCY = r"[A-K]\d{2}(?:\.\d{2,3})*"
YEAR = r"(?:18|19|20)\d{2}"
SYMBOL = r"[0-9A-ZĐa-zđ_-]+(?:\.[0-9A-ZĐa-zđ_-]+)*"
ARCHIVE = r"\d{2,3}(?:\.\d{2,3})*"
_AGENCY = re.compile(AGENCY)
_FONDS = re.compile(r"\w+")
_SYMBOL = re.compile(SYMBOL)
_OBJID = re.compile(r"(?:uuid-|urn:(?:\w+:)?uuid:)[0-9A-Za-z-]+")
FILE = rf"{AGENCY}\.{YEAR}\.{SYMBOL}"
_FILE = re.compile(FILE)
_OF_ARCHIVE = re.compile(rf"(?:(?P<archive>{ARCHIVE})\.)?(?P<file>{AGENCY}\.{YEAR}\.{SYMBOL})")
# For a closed fonds mã phông stands for the agency.
_ARCHIVE_FILE = re.compile(rf"(?:{SYMBOL}\.)?\w+\.{YEAR}\.{SYMBOL}")
_STEM = re.compile(r"(?P<code>.+)\.(?P<number>\d{1,7})")
DOCUMENT_FIGURES = 7


class Code(NamedTuple):
    """mã hồ sơ, and the archive's code before it if there is one."""

    archive: str | None
    file: str


def is_agency(text: str) -> bool:
    """Whether it may be the identifier of an agency."""
    return _AGENCY.fullmatch(text) is not None


def is_fonds(text: str) -> bool:
    """Whether it may be mã phông: letters, figures, "_"."""
    return _FONDS.fullmatch(text) is not None


def is_archive(text: str) -> bool:
    """Whether it may be the code of an archive."""
    return _SYMBOL.fullmatch(text) is not None


def is_symbol(text: str) -> bool:
    """Whether it may be số và ký hiệu hồ sơ."""
    return _SYMBOL.fullmatch(text) is not None


def is_objid(text: str) -> bool:
    """Whether it may be the OBJID of a package; its folder is called so."""
    return _OBJID.fullmatch(text) is not None


def is_day(text: str) -> bool:
    """Whether it is a day or a time as ISO 8601 has it."""
    try:
        return bool(datetime.fromisoformat(text))
    except ValueError:
        return False


def is_file_code(text: str) -> bool:
    """Whether it may be mã hồ sơ."""
    return _FILE.fullmatch(text) is not None


def is_archive_file_code(text: str) -> bool:
    """Whether it may be mã hồ sơ lưu trữ."""
    return _ARCHIVE_FILE.fullmatch(text) is not None


def parsed(text: str) -> Code | None:
    """The code that a folder's name is; None when it is none."""
    found = _OF_ARCHIVE.fullmatch(text)
    return Code(found["archive"], found["file"]) if found else None


def of_stem(stem: str) -> tuple[Code, str] | None:
    """The code and the document's number that the name of a file is: both are parted by the last dot."""
    found = _STEM.fullmatch(stem)
    code = parsed(found["code"]) if found else None
    return (code, found["number"]) if found and code else None


def document_code(file_code: str, number: int) -> str:
    """mã lưu trữ của tài liệu: seven figures always."""
    return f"{file_code}.{number:0{DOCUMENT_FIGURES}}"
