"""Which files there are and what they are: paths as typed ─▶ one Source for each document.

    file · folder · .zip ─▶ find ─▶ Source(path, root, name, media_type, error)

A folder is walked in the order of its names. Links are followed once, those that lead out of the
folder not at all; these, hidden files and folders are left out and told to `note`. Nothing is
silently dropped: what cannot be converted is a Source with its `error`, which becomes a record.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

from extract.core.errors import (
    DocumentError,
    Unreadable,
)
from extract.core.limits import Limits
from extract.core.source import Source
from extract.intake import archives, formats, output_names
from extract.intake.admission import judge
from extract.intake.formats import Format, Shape
from extract.intake.identity import token
from schemas.catalogue import say
from schemas.catalogue.system import why


def find(
    paths: Iterable[Path | str],
    limits: Limits,
    workdir: Path,
    *,
    exclude: Path | None = None,
    ready: Callable[[Path], bool] = lambda _: True,
    note: Callable[[str], None] = lambda _: None,
) -> Iterator[Source]:
    """Every document under `paths`, in the order given, folders by name; a `str` is a URL.

    Archives are unpacked below `workdir`, which must live until the sources are converted.
    `exclude` (the output folder) is not walked into; of a folder's files those are taken that are `ready`;
    `note` is told what is left out.
    """
    roots, seen = output_names.Taken(), set[Path]()
    finder = _Finder(limits, workdir, _real(exclude) if exclude else None, ready, note)
    for path in paths:
        if isinstance(path, str):
            root = output_names.folder(PurePosixPath(path.rstrip("/")).name)
            yield from finder.listing(path, roots.claim(root))
            continue
        real = _real(path)
        if real in seen:
            note(say("given-twice", path=path))
            continue
        seen.add(real)
        if path.is_dir():
            yield from finder.folder(path, roots.claim(output_names.folder(real.name or "root")))
        else:
            yield from finder.file(path, "", (path.name,))


class _Finder:
    """One search: the limits, and the names given so far."""

    def __init__(
        self,
        limits: Limits,
        workdir: Path,
        exclude: Path | None,
        ready: Callable[[Path], bool],
        note: Callable[[str], None],
    ) -> None:
        self._limits, self._workdir, self._exclude = limits, workdir, exclude
        self._ready, self._note = ready, note
        self._names: dict[str, output_names.Taken] = {}

    def folder(self, top: Path, root: str) -> Iterator[Source]:
        """The files below a folder. A stack, not recursion: folders may be nested thousands deep."""
        home = _real(top)
        visited = {home}
        stack = [top]
        while stack:
            path = stack.pop()
            parts = path.relative_to(top).parts
            try:
                if path.is_dir():
                    stack.extend(reversed(self._entries(path, visited, home)))
                elif path.is_file():
                    yield from self.file(path, root, parts)
                else:
                    self._note(say("left-out-special", path=path))
            except OSError as error:
                problem = Unreadable("path-cannot-open", error=why(error))
                yield self._source(path, root, parts or (top.name,), formats.UNKNOWN, problem)

    def _entries(self, folder: Path, visited: set[Path], home: Path) -> list[Path]:
        kept = []
        for entry in sorted(folder.iterdir()):
            if entry.name.startswith("."):
                self._note(say("left-out-hidden", path=entry))
            elif entry.is_symlink() and entry.exists() and not _real(entry).is_relative_to(home):
                self._note(say("left-out-link", path=entry))
            elif entry.is_dir():
                real = _real(entry)
                if real in visited or real == self._exclude:
                    self._note(say("left-out-visited", path=entry))
                else:
                    visited.add(real)
                    kept.append(entry)
            elif self._ready(entry):
                kept.append(entry)
        return kept

    def file(
        self, path: Path, root: str, parts: tuple[str, ...], *, nested: bool = False
    ) -> Iterator[Source]:
        """The Source of one file, or those of an archive's members."""
        try:
            found, problem = judge(path, self._limits, nested=nested)
        except OSError as error:
            found, problem = formats.UNKNOWN, Unreadable("cannot-open", error=why(error))
        if found.shape is Shape.ARCHIVE and problem is None:
            yield from self._archive(path, root, parts)
        else:
            yield self._source(path, root, parts, found, problem)

    def listing(self, url: str, root: str) -> Iterator[Source]:
        """The files at and below a URL. Only those named .zip are fetched now, to be unpacked."""
        from extract.intake import urls  # noqa: PLC0415 - an extra

        for found in urls.listing(url):
            if any(_hidden(part) for part in found.parts):
                self._note(say("left-out-hidden", path=found.url))
                continue
            path, problem = self._workdir / found.parts[-1], None
            if found.parts[-1].lower().endswith(formats.ZIP.suffixes):
                path = Path(tempfile.mkdtemp(dir=self._workdir)) / f"document{formats.ZIP.suffixes[0]}"
                try:
                    urls.fetch(found.url, path, self._limits)
                    yield from self.file(path, root, found.parts)
                    continue
                except DocumentError as error:
                    problem = error
            source = self._source(path, root, found.parts, formats.UNKNOWN, problem)
            yield replace(source, token=found.token, url=found.url)

    def _archive(self, path: Path, root: str, parts: tuple[str, ...]) -> Iterator[Source]:
        folder = Path(tempfile.mkdtemp(dir=self._workdir))
        try:
            for member in archives.unpack(path, folder, self._limits):
                inner = (*parts, *member.parts)
                if any(_hidden(part) for part in member.parts):
                    self._note(say("left-out-hidden", path="/".join(inner)))
                elif member.error:
                    yield self._source(member.path, root, inner, formats.UNKNOWN, member.error)
                else:
                    yield from self.file(member.path, root, inner, nested=True)
        except DocumentError as error:
            yield self._source(path, root, parts, formats.ZIP, error)
        except OSError as error:  # of the folder that it is unpacked to
            problem = Unreadable("archive-not-unpacked", error=why(error))
            yield self._source(path, root, parts, formats.ZIP, problem)

    def _source(
        self, path: Path, root: str, parts: tuple[str, ...], found: Format, error: DocumentError | None
    ) -> Source:
        name = self._names.setdefault(root, output_names.Taken()).claim(output_names.relative(parts))
        return Source(path, name, root, found.media_type, error, token(path))


def _real(path: Path) -> Path:
    """Where a path leads to. Path.resolve() raises on links in a circle."""
    return Path(os.path.realpath(path))


def _hidden(part: str) -> bool:
    """Whether an archive's folder or file is hidden; __MACOSX holds what macOS knows about the others."""
    return (part.startswith(".") and part != "..") or part == "__MACOSX"
