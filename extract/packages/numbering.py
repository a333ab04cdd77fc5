"""Codes and numbers: mã hồ sơ of a folder, and the number of each document in it.

    Dossier + Settings ─▶ numbered ─▶ Numbering(code, documents with their numbers)

mã hồ sơ is told in archive.yaml, as a whole or by agency, year and number; else the folder is called so, or
all files are (mã hồ sơ + "." + number). Covers and lists of documents are no documents of the hồ sơ.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.packages import grammar
from extract.packages.dossiers import Document, Dossier
from extract.packages.settings import FileSettings, Settings
from extract.packages.told import Told
from extract.packages.wanted import Kind

# As a scanning project calls the cover of a hồ sơ (Bìa) and its list of documents (Mục lục văn bản).
COVER = re.compile(r"(?:bia|mlvb)(?:[_ -]?hoso)?[_ -]?\d*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Numbered:
    """A document and its number in the hồ sơ, as its file has it ("007") or its place."""

    document: Document
    position: int  # from 1
    number: str


@dataclass(frozen=True, slots=True)
class Numbering:
    """`code`: mã hồ sơ, of an AIP mã hồ sơ lưu trữ; "" where it is missing."""

    code: str
    documents: tuple[Numbered, ...]


def numbered(dossier: Dossier, kind: Kind, settings: Settings, told: Told) -> Numbering:
    """What is packed of a hồ sơ, and how it is called; what is wrong with that is told."""
    held = settings.of(dossier.folder)
    packed = [one for one in dossier.documents if _is_packed(one, held, told)]
    stems = [grammar.of_stem(one.stem) for one in packed]
    codes = {found[0] for found in stems if found}
    if len(codes) > 1:
        told.missing("codes-differ", codes=", ".join(sorted(code.file for code in codes)))
    by_name = codes.pop() if len(codes) == 1 and all(stems) else grammar.parsed(dossier.name)
    code = _code(kind, settings, held, by_name, told)
    if by_name and code and not code.endswith(by_name.file):
        told.note("code-not-of-names", code=code, named=by_name.file)
    numbers = [found[1] if found and all(stems) else str(place) for place, found in enumerate(stems, 1)]
    if len({int(number) for number in numbers}) < len(numbers):
        told.missing("numbers-twice")
    return Numbering(code, tuple(map(Numbered, packed, range(1, len(packed) + 1), numbers)))


def _is_packed(document: Document, held: FileSettings, told: Told) -> bool:
    if not held.is_packed(document.name):
        told.note("left-out-by-archive", document=document.name)
        return False
    if COVER.fullmatch(document.stem):
        told.note("left-out-cover", document=document.name)
        return False
    return True


def _code(
    kind: Kind, settings: Settings, held: FileSettings, by_name: grammar.Code | None, told: Told
) -> str:
    name, is_right = (
        ("fileCode", grammar.is_file_code)
        if kind is Kind.SIP
        else ("arcFileCode", grammar.is_archive_file_code)
    )
    given = held.values.get(name) or _put_together(kind, settings, held, by_name)
    if not given:
        return ""  # told with what else the description lacks
    if not is_right(given):
        told.missing("code-not-by-grammar", element=name, value=given)
        return ""
    return given


def _put_together(
    kind: Kind, settings: Settings, held: FileSettings, by_name: grammar.Code | None
) -> str | None:
    own = settings.own
    parts = [own.get("agency"), held.own.get("year"), held.own.get("number")]
    file = held.values.get("fileCode") or (".".join(filter(None, parts)) if all(parts) else None)
    file = file or (by_name.file if by_name else None)
    if kind is Kind.SIP:
        return file
    archive = own.get("archive") or (by_name.archive if by_name else None)
    return f"{archive}.{file}" if archive and file else None
