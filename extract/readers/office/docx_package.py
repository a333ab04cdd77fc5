"""The parts of a .docx file and how they refer to one another (ECMA-376, part 2).

    path ─ check_package ─▶ open zip ─▶ Package ─▶ part(name): XML root
                                                └▶ relations(name): id -> (kind, name of the other part)

Damage that Word itself shrugs off does no harm here: a relation to a part that is missing (pictures
named "NULL") is simply not followed. Entities are never expanded. Strict files (ISO 29500) are read
under the names of the transitional ones.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from docx.oxml import parse_xml

from extract.core.errors import BrokenFile, EmptyFile, EncryptedOffice, TooLarge
from extract.core.limits import Limits
from extract.intake.archives import is_bomb

_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
    b"http://purl.oclc.org/ooxml/drawingml/main": b"http://schemas.openxmlformats.org/drawingml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/math": b"http://schemas.openxmlformats.org/officeDocument/2006/math",
}
_STRICT_MARK = b"purl.oclc.org/ooxml"
# Tags and attributes of one part. Each takes up to 125 bytes of memory when it is parsed; a Word file of
# 2,000 pages, the most that is let through by default, has about 8 million.
MOST_MARKS = 12_000_000
_ENCRYPTED_FLAG = 0x1
# Parsed XML takes about eight times its size in memory; pictures are never unpacked.
_MARKUP_COST = 8


def check_marks(name: str, data: bytes) -> None:
    """Bounds on what XML (`name`: what it is called) takes when it is parsed. Raises TooLarge."""
    if data.count(b"<") + data.count(b"=") > MOST_MARKS:
        raise TooLarge("docx-too-many-marks", part=name, limit=MOST_MARKS)


def check_package(path: Path, limits: Limits) -> None:
    """Bounds on what the package unpacks to, before anything of it is unpacked.

    Raises TooLarge, EmptyFile, EncryptedOffice or BrokenFile.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        if path.stat().st_size == 0:
            raise EmptyFile from error
        raise BrokenFile("docx-no-package") from error
    check_members(members, limits)


def check_members(members: Sequence[zipfile.ZipInfo], limits: Limits) -> None:
    """The same for the members of a package that is open. Raises TooLarge or EncryptedOffice."""
    if any(member.flag_bits & _ENCRYPTED_FLAG for member in members):
        raise EncryptedOffice
    unpacked = sum(member.file_size for member in members)
    if unpacked > limits.max_unpacked or len(members) > limits.max_members:
        raise TooLarge("docx-too-large", bytes=unpacked, parts=len(members))
    markup = [member for member in members if member.filename.endswith((".xml", ".rels"))]
    size = sum(member.file_size for member in markup)
    if size > limits.max_unpacked // _MARKUP_COST:
        raise TooLarge("docx-text-too-large", bytes=size)
    if any(is_bomb(member, limits) for member in markup):
        raise TooLarge("docx-text-ratio", ratio=limits.max_ratio)


class Parts(Protocol):
    """The parts of a document, wherever they lie."""

    def main(self) -> str: ...

    def data(self, name: str) -> bytes | None: ...

    def part(self, name: str) -> Any: ...

    def relations(self, name: str) -> dict[str, tuple[str, str]]: ...


class Package:
    """One open package; parts are read when asked for, no others than `names` where that is given."""

    def __init__(self, archive: zipfile.ZipFile, names: frozenset[str] | None = None) -> None:
        self._archive = archive
        self._names = frozenset(archive.namelist()) if names is None else names

    def main(self) -> str:
        """The name of the part that holds the document."""
        targets = (target for kind, target in self.relations("").values() if kind.endswith("/officeDocument"))
        return next(targets, "word/document.xml")

    def data(self, name: str) -> bytes | None:
        """The bytes of a part that is no markup; None when the package has no such part."""
        return self._archive.read(name) if name in self._names else None

    def part(self, name: str) -> Any:
        """The root of a part; None when the package has no such part."""
        if name not in self._names:
            return None
        data = self._archive.read(name)
        check_marks(name, data)
        if _STRICT_MARK in data:
            for strict, transitional in _STRICT.items():
                data = data.replace(strict, transitional)
        return parse_xml(data)

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """Relations of a part inside the package, by id: their kind and the name of the other part."""
        folder, base = posixpath.split(name)
        return relations_of(self.part(posixpath.join(folder, "_rels", base + ".rels")), name)


def relations_of(root: Any, name: str) -> dict[str, tuple[str, str]]:
    """What a part of relations (its root, or None) says of the part of this name."""
    folder = posixpath.dirname(name)
    found: dict[str, tuple[str, str]] = {}
    for relation in () if root is None else root:
        target = relation.get("Target")
        if target and relation.get("TargetMode") != "External":
            path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[relation.get("Id")] = (relation.get("Type", ""), path)
    return found
