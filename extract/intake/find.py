"""Which files there are and what they are: paths as typed ─▶ one Source for each document.

    file · folder (walk) · archive · attached ─▶ find ─▶ Source(path, root, name, type, error), one at a time

A folder is walked in the order of its names; what is left out is told to `note`. Nothing is silently
dropped: what cannot be converted is a Source with its `error`, which becomes a record. Pictures of a folder
whose names run on are one Source (`gather`).
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from extract.core.errors import DocumentError, Unreadable
from extract.core.limits import Limits
from extract.core.source import Picture, Source, record_of_file
from extract.intake import formats, output_names
from extract.intake.admission import DEEPEST, judge
from extract.intake.archives import Member, unpack
from extract.intake.attachments import OpenPdf, attached, may_hold
from extract.intake.disk_set import DiskSet
from extract.intake.formats import PDF, Format, Shape
from extract.intake.gather import At, gathered, joined, together
from extract.intake.identity import Earlier, token
from extract.intake.litter import why_left_out
from extract.intake.nesting import Nesting
from extract.intake.output_names import relative
from extract.intake.running_names import arranged
from extract.intake.walk import Arrange, Entries, Note, Step, real, walk
from schemas.catalogue import say
from schemas.catalogue.system import why

if TYPE_CHECKING:  # an extra
    from extract.intake import urls

Recall = Callable[[str, str], Earlier | None]  # record, token of the file


def find(
    paths: Iterable[Path | str],
    limits: Limits,
    workdir: Path,
    *,
    exclude: Path | None = None,
    entries: Entries = os.scandir,
    known: Recall = lambda _output, _token: None,
    note: Note = lambda _: None,
    together: int = 1,
    open_pdf: OpenPdf | None = None,
) -> Iterator[Source]:
    """Every document under `paths`, in the order given, folders by name; a `str` is a URL.

    Archives are unpacked below `workdir`, which must live until the sources are converted.
    `exclude` (the output folder) is not walked into; `entries` says what is looked at of each folder;
    `known` what a file is that was seen before, so that it need not be read; `note` is told what is left out;
    `together`: pictures whose names run on that are one Source at most; `open_pdf` takes files out of PDFs.
    """
    paths, roots, seen = list(paths), output_names.Taken(), DiskSet()
    folders = {real(path) for path in paths if isinstance(path, Path) and path.is_dir()}
    finder = _Finder(limits, workdir, known, note, together=together, open_pdf=open_pdf)
    excluded = real(exclude) if exclude else None
    for path in paths:
        if isinstance(path, str):
            root = output_names.folder(PurePosixPath(path.rstrip("/")).name)
            yield from finder.listing(path, roots.claim(root))
        elif not seen.add(str(real(path))) or _is_below(real(path), folders, excluded):
            note(say("given-twice", path=path))
        elif path.is_dir():
            root = roots.claim(output_names.folder(real(path).name or "root"))
            yield from finder.folder(path, root, excluded, entries)
        else:
            yield from finder.file(path, "", (path.name,))


def _is_below(path: Path, folders: Collection[Path], excluded: Path | None) -> bool:
    """Whether a file or folder is found anyway, below one of the folders."""
    if excluded and path.is_relative_to(excluded):
        return False
    return any(
        above in folders and not _why_left_out(path.relative_to(above).parts) for above in path.parents
    )


class _Finder:
    """One search: the limits, and the names given so far."""

    def __init__(
        self,
        limits: Limits,
        workdir: Path,
        known: Recall,
        note: Note,
        *,
        together: int,
        open_pdf: OpenPdf | None,
    ) -> None:
        self._limits, self._workdir, self._known, self._note = limits, workdir, known, note
        self._open_pdf = open_pdf
        self._names = output_names.Taken()
        self._together = together
        self._arrange: Arrange = arranged if together > 1 else list

    def folder(self, top: Path, root: str, exclude: Path | None, entries: Entries) -> Iterator[Source]:
        """The files below a folder."""
        steps = walk(top, exclude, entries, self._note, self._arrange)
        for step, *more in gathered(steps, _name_of_step, self._together):
            if step.error:
                problem = Unreadable("path-cannot-open", error=why(step.error))
                yield self._unread(step.path, root, step.parts, formats.UNKNOWN, problem)
            elif more:
                files = [At(one.path, one.parts, one.state) for one in (step, *more)]
                yield from self._run(files, root, Nesting(self._limits))
            else:
                yield from self.file(step.path, root, step.parts, state=step.state)

    def file(
        self,
        path: Path,
        root: str,
        parts: tuple[str, ...],
        *,
        nesting: Nesting | None = None,
        state: os.stat_result | None = None,
    ) -> Iterator[Source]:
        """The Source of one file, or those of an archive's members; a mail or a PDF is one with them."""
        nesting = nesting or Nesting(self._limits)
        try:
            state = state or path.stat()
            mark, name = token(path, state), relative(parts)
            earlier = self._earlier(record_of_file(root, name), mark)
            known = formats.of(earlier.media_type) if earlier else None
            found, problem = judge(path, self._limits, depth=nesting.depth, state=state, known=known)
        except OSError as error:
            problem = Unreadable("cannot-open", error=why(error))
            yield self._unread(path, root, parts, formats.UNKNOWN, problem)
            return
        if found.shape is Shape.ARCHIVE and problem is None:
            yield from self._archive(path, found, root, parts, nesting)
            return
        free = self._names.claim(name, root)
        held = [] if problem else self._attached(path, found, parts, nesting, earlier)
        names = tuple("/".join(one.parts) for one in held if not _why_left_out(one.parts))
        yield Source(
            path, free, root, found.media_type, problem, mark, parts, size=state.st_size, attached=names
        )
        yield from self._members(held, root, parts, nesting)

    def _run(self, files: Sequence[At], root: str, nesting: Nesting) -> Iterator[Source]:
        """Pictures whose names run on as one Source; what proves to be no picture is one by itself."""
        marks = [token(at.path, at.state) for at in files]
        known = self._earlier(record_of_file(root, relative(files[0].parts)), together(marks))
        alone = [] if known else [at for at in files if not self._is_picture(at, nesting.depth)]
        pictures = [(at, mark) for at, mark in zip(files, marks, strict=True) if at not in alone]
        if len(pictures) > 1:
            held = [
                Picture(at.path, self._names.claim(relative(at.parts), root), at.parts, at.size)
                for at, _ in pictures
            ]
            yield joined(held, root, [mark for _, mark in pictures])
        else:
            alone = list(files)
        for at in alone:
            yield from self.file(at.path, root, at.parts, nesting=nesting, state=at.state)

    def _is_picture(self, at: At, depth: int) -> bool:
        try:
            found, problem = judge(at.path, self._limits, depth=depth, state=at.state)
        except OSError:
            return False
        return found.shape is Shape.PICTURE and problem is None

    def _earlier(self, output: str, mark: str | None) -> Earlier | None:
        """What a file is that was seen before and has not changed since."""
        return self._known(output, mark) if mark else None

    def listing(self, url: str, root: str) -> Iterator[Source]:
        """The files at and below a URL. Those named as archives or mails are fetched now, to be opened."""
        from extract.intake import urls  # noqa: PLC0415 - an extra

        for found, *more in gathered(urls.listing(url, self._arrange), _name_at_url, self._together):
            if left_out := _why_left_out(found.parts):
                self._note(say(left_out, path=found.url))
                continue
            if more:
                yield self._far_run((found, *more), root)
                continue
            path, problem = self._workdir / found.parts[-1], None
            suffix = PurePosixPath(found.parts[-1]).suffix.lower()
            promised = formats.promised(suffix)
            if promised.shape is Shape.ARCHIVE or promised.encloses:
                path = self._folder() / f"document{suffix}"
                try:
                    urls.fetch(found.url, path, self._limits)
                    yield from self.file(path, root, found.parts)
                    continue
                except DocumentError as error:
                    problem = error
            source = self._unread(path, root, found.parts, formats.UNKNOWN, problem)
            yield replace(source, token=found.token, url=found.url)

    def _far_run(self, files: Sequence[urls.Found], root: str) -> Source:
        held = [
            Picture(
                self._workdir / one.parts[-1],
                self._names.claim(relative(one.parts), root),
                one.parts,
                url=one.url,
            )
            for one in files
        ]
        return joined(held, root, [one.token for one in files])

    def _archive(
        self, path: Path, found: Format, root: str, parts: tuple[str, ...], nesting: Nesting
    ) -> Iterator[Source]:
        try:
            members = unpack(path, found, self._folder(), nesting.left, self._arrange)
            yield from self._members(members, root, parts, nesting)
        except DocumentError as error:
            yield self._unread(path, root, parts, found, error)
        except OSError as error:  # of the folder that it is unpacked to
            problem = Unreadable("archive-not-unpacked", error=why(error))
            yield self._unread(path, root, parts, found, problem)

    def _attached(
        self, path: Path, found: Format, parts: tuple[str, ...], nesting: Nesting, earlier: Earlier | None
    ) -> list[Member]:
        """What is attached to a mail or a PDF; that the file itself is damaged is told by its reader."""
        if found is PDF and (nesting.depth >= DEEPEST or self._open_pdf is None):
            return []
        try:
            if not (earlier.encloses if earlier and found is PDF else may_hold(path, found)):
                return []
            return attached(path, found, self._folder(), nesting.left, self._open_pdf)
        except Exception as error:  # the bytes decide what goes wrong in MIME, OLE and PDF
            self._note(say("attachments-not-read", path="/".join(parts), error=type(error).__name__))
            return []

    def _folder(self) -> Path:
        return Path(tempfile.mkdtemp(dir=self._workdir))

    def _members(
        self, members: Iterable[Member], root: str, parts: tuple[str, ...], nesting: Nesting
    ) -> Iterator[Source]:
        """The files in an archive, or attached to a mail or a PDF."""
        deeper = nesting.deeper()
        for member, *more in gathered(members, _name_of_member, self._together):
            inner = (*parts, *member.parts)
            if left_out := _why_left_out(member.parts):
                self._note(say(left_out, path="/".join(inner)))
                continue
            if member.error:
                yield self._unread(member.path, root, inner, formats.UNKNOWN, member.error)
                continue
            files = [At(one.path, (*parts, *one.parts)) for one in (member, *more)]
            for file in files:
                deeper.take(file.size)
            if more:
                yield from self._run(files, root, deeper)
            else:
                yield from self.file(member.path, root, inner, nesting=deeper)

    def _unread(
        self, path: Path, root: str, parts: tuple[str, ...], found: Format, error: DocumentError | None
    ) -> Source:
        """What intake could not look into, or does not as long as it lies at a URL."""
        name = self._names.claim(relative(parts), root)
        return Source(path, name, root, found.media_type, error, token(path), parts)


def _name_of_step(step: Step) -> str | None:
    return None if step.error else "/".join(step.parts)


def _name_at_url(found: urls.Found) -> str | None:
    return None if _why_left_out(found.parts) else "/".join(found.parts)


def _name_of_member(member: Member) -> str | None:
    return None if member.error or _why_left_out(member.parts) else "/".join(member.parts)


def _why_left_out(parts: tuple[str, ...]) -> str | None:
    """What is said of a file in such folders of an archive or at such a URL; None when it is kept."""
    return next(filter(None, map(why_left_out, parts)), None)
