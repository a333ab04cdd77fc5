"""The files of a package as they lie, in a folder or in a ZIP; nothing is unpacked.

    path ─▶ opened ─▶ Tree(name of its folder, files by path)

Names that lead out of the package, links, names that stand twice and what packs too densely are told and
not read.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO

from extract.core.errors import DocumentError
from extract.core.limits import GIB, MIB, Limits
from extract.intake.archives import DAMAGE, check
from extract.intake.member_names import names
from extract.packages import xml
from extract.packages.checking.findings import Report
from extract.packages.data_files import CHUNK
from schemas.catalogue.system import why

METS = "METS.xml"
# A hồ sơ of 10,000 documents has a METS of 15 MB; more is no description any more.
LARGEST_XML = 64 * MIB
_SYMBOLIC_LINK = 0o120000
_TYPE = 0o170000


@dataclass(slots=True)
class Tree:
    """`name`: of the package's folder, "" when the ZIP has none."""

    name: str
    files: dict[str, Callable[[], IO[bytes]]]
    report: Report
    _hashes: dict[str, tuple[int, str] | None] = field(default_factory=dict)

    def hashed(self, path: str) -> tuple[int, str] | None:
        """Size and SHA-256 in capitals; None when it cannot be read, which is told once."""
        if path not in self._hashes:
            self._hashes[path] = self._hash(path)
        return self._hashes[path]

    def _hash(self, path: str) -> tuple[int, str] | None:
        digest, size = hashlib.sha256(), 0
        try:
            with self.files[path]() as file:
                while chunk := file.read(CHUNK):
                    digest.update(chunk)
                    size += len(chunk)
        except DAMAGE as error:
            self.report.error("check-not-read", path, error=why(error))
            return None
        return size, digest.hexdigest().upper()

    def holds(self, path: str, words: bytes) -> bool:
        """Whether these bytes stand in a file."""
        before = b""
        try:
            with self.files[path]() as file:
                while chunk := file.read(CHUNK):
                    if words in before + chunk:
                        return True
                    before = chunk[-len(words) :]
        except DAMAGE:
            pass  # told where it is measured
        return False

    def xml(self, path: str) -> xml.Node | None:
        """The root of an XML file; None when it is not there or not to be read, the latter is told."""
        if path not in self.files:
            return None
        try:
            with self.files[path]() as file:
                content = file.read(LARGEST_XML + 1)
            if len(content) > LARGEST_XML:
                self.report.error("check-xml-too-large", path, limit=LARGEST_XML)
                return None
            return xml.parsed(content)
        except xml.NoXml as error:
            self.report.error("check-no-xml", path, error=error)
        except DAMAGE as error:
            self.report.error("check-not-read", path, error=why(error))
        return None


@contextmanager
def opened(path: Path, report: Report) -> Iterator[Tree | None]:
    """None when it holds no package; why is in the report."""
    if path.is_dir():
        yield Tree(path.name, dict(_folder(path, report)), report)
        return
    try:
        with zipfile.ZipFile(path) as archive:
            most = max(2 * GIB, Limits().max_ratio * path.stat().st_size)
            check(archive, Limits(max_unpacked=most))
            yield _rooted(dict(_members(archive, report)), report)
    except DocumentError as error:
        report.error("check-zip-refused", "", error=str(error.message))
        yield None
    except DAMAGE as error:
        report.error("check-not-read", "", error=why(error))
        yield None


def _folder(folder: Path, report: Report) -> Iterable[tuple[str, Callable[[], IO[bytes]]]]:
    waiting = [folder]
    while waiting:
        for path in sorted(waiting.pop().iterdir()):
            name = path.relative_to(folder).as_posix()
            if path.is_symlink() or not (path.is_dir() or path.is_file()):
                report.error("check-no-plain-file", name)
            elif path.is_dir():
                waiting.append(path)
            else:
                yield name, lambda path=path: path.open("rb")  # type: ignore[misc]


def _members(archive: zipfile.ZipFile, report: Report) -> Iterable[tuple[str, Callable[[], IO[bytes]]]]:
    seen = set[str]()
    members = archive.infolist()
    for name, info in zip(names(members), members, strict=True):
        if info.is_dir():
            continue
        if leads_out(name):
            report.error("check-leads-out", name)
        elif info.external_attr >> 16 & _TYPE == _SYMBOLIC_LINK:
            report.error("check-no-plain-file", name)
        elif name.casefold() in seen:
            report.error("check-name-twice", name)
        else:
            seen.add(name.casefold())
            yield name, lambda info=info: archive.open(info)  # type: ignore[misc]


def leads_out(name: str) -> bool:
    """Whether a name is none of a file below the folder it is read in."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return not parts or name[0] in "/\\" or ".." in parts or ":" in parts[0] or "\0" in name


def _rooted(files: dict[str, Callable[[], IO[bytes]]], report: Report) -> Tree:
    """The package within a ZIP: its one folder, or the ZIP itself."""
    folders = {name.split("/")[0] for name in files if name.count("/") == 1 and name.endswith(f"/{METS}")}
    if METS in files or len(folders) != 1:
        if METS in files:
            report.warn("check-no-folder", "")
        return Tree("", files, report)
    folder = folders.pop()
    for name in files:
        if not name.startswith(f"{folder}/"):
            report.error("check-beside-package", name)
    within = {
        name.removeprefix(f"{folder}/"): file for name, file in files.items() if name.startswith(f"{folder}/")
    }
    return Tree(folder, within, report)
