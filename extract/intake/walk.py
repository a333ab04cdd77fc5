"""The files of a folder, one at a time, in the order of their names.

    folder ─ entries ─▶ its names ─ walk ─▶ Step(path, parts below the folder, state or error)

Links are followed once, those that lead out of the folder not at all; these, hidden files and what
programs leave beside documents (`litter`) are left out and told to `note`. Of a folder only the names
are kept while it is walked: it may hold a million.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from extract.intake.disk_set import DiskSet
from extract.intake.litter import why_left_out
from schemas.catalogue import say

# A link to nothing, in a circle, or a file that went meanwhile
GONE = (errno.ENOENT, errno.ENOTDIR, errno.EBADF, errno.ELOOP)
Note = Callable[[str], None]


class Entry(Protocol):
    """What a folder holds, as os.scandir or a path tells it."""

    @property
    def name(self) -> str:
        """Without the folder."""

    def is_dir(self) -> bool:
        """Whether it is a folder, or a link to one. May raise OSError."""

    def is_symlink(self) -> bool:
        """Whether it is a link."""


Entries = Callable[[Path], Iterable[Entry]]
Arrange = Callable[[Sequence[str]], Sequence[str]]


class Step(NamedTuple):
    """A file, or a file or folder that cannot be opened."""

    path: Path
    parts: tuple[str, ...]
    state: os.stat_result | None = None
    error: OSError | None = None


def walk(
    top: Path, exclude: Path | None, entries: Entries, note: Note, arrange: Arrange = list
) -> Iterator[Step]:
    """The files below a folder. A stack, not recursion: folders may be nested thousands deep.

    `exclude`, a real path, is not walked into; `entries` says what is looked at of each folder, `arrange` in
    which order, its names being sorted.
    """
    folders = _Folders(real(top), exclude, entries, note, arrange)
    depth, stack = len(top.parts), [iter([top])]
    while stack:
        path = next(stack[-1], None)
        if path is None:
            stack.pop()
            continue
        parts = path.parts[depth:]
        try:
            state = path.stat()
            if stat.S_ISDIR(state.st_mode):
                stack.append(folders.kept(path))
            elif stat.S_ISREG(state.st_mode):
                yield Step(path, parts, state)
            else:
                note(say("left-out-special", path=path))
        except OSError as error:
            if error.errno in GONE:
                note(say("left-out-special", path=path))
            else:
                yield Step(path, parts or (top.name,), error=error)


class _Folders:
    """What is walked into, and what was already."""

    def __init__(
        self, home: Path, exclude: Path | None, entries: Entries, note: Note, arrange: Arrange
    ) -> None:
        self._home, self._exclude, self._entries, self._note = home, exclude, entries, note
        self._arrange = arrange
        self._visited = DiskSet()
        self._visited.add(str(home))

    def kept(self, folder: Path) -> Iterator[Path]:
        """What a folder holds and is not left out, by name. Raises OSError."""
        if not os.access(folder, os.X_OK):  # its names may be read, none of its files
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))
        names, special = [], dict[str, Entry]()
        for entry in self._entries(folder):
            names.append(entry.name)
            if why_left_out(entry.name) or entry.is_symlink() or entry.is_dir():
                special[entry.name] = entry
        names.sort(key=os.path.normcase)
        kept = [name for name in names if name not in special or self._is_kept(folder, special[name])]
        return map(folder.joinpath, self._arrange(kept))

    def _is_kept(self, folder: Path, entry: Entry) -> bool:
        path = folder / entry.name
        if left_out := why_left_out(entry.name):
            self._note(say(left_out, path=path))
            return False
        if entry.is_symlink() and path.exists() and not real(path).is_relative_to(self._home):
            self._note(say("left-out-link", path=path))
            return False
        if not path.is_dir():
            return True
        target = real(path)
        if target == self._exclude or not self._visited.add(str(target)):
            self._note(say("left-out-visited", path=path))
            return False
        return True


def real(path: Path) -> Path:
    """Where a path leads to. Path.resolve() raises on links in a circle."""
    return Path(os.path.realpath(path))
