"""What is looked at of a watched folder, and files that are still being written are left alone until whole.

changed paths ─ begin ─▶ entries(folder): what changed there, files when they are whole ─▶ intake
path ─▶ ready: size and time of change stayed the same for some seconds, and are new

Pictures whose names run on (intake.running_names) are one document perhaps: when one is new all of them are
given, and none before all are whole.
"""

from __future__ import annotations

import os
import time
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from extract.intake.running_names import running, runs
from extract.intake.walk import Entry

State = tuple[int, int]  # size, time of the last change in nanoseconds

# Seconds after which a file is whole without being watched: no clock of a file system is wrong by more. So
# what lies in the folder for long is not remembered.
OLD = 86_400.0
TAKEN = 10_000  # files remembered: the system tells several times of one that was just taken


class Settled:
    """What is known of the files of a folder that is watched."""

    def __init__(
        self, seconds: float, clock: Callable[[], float] = time.monotonic, *, joined: bool = True
    ) -> None:
        """`seconds`: for so long a file must stay as it is; `joined`: pictures are given in whole runs."""
        self._seconds, self._clock, self._joined = seconds, clock, joined
        self._seen: dict[Path, tuple[State, float]] = {}  # not taken yet: as it is, since when
        self._taken: OrderedDict[Path, State] = OrderedDict()
        self._given: dict[Path, State] = {}  # in this round
        self._changed: set[Path] | None = None  # in this round; None: everything
        self._missed: set[Path] | None = set()  # in a round that could not be
        self._below: dict[Path, set[Path]] = {}  # by folder: what changed in it, or leads to what did
        # A link to a folder was seen: by which of two ways intake comes to a file only a walk can tell.
        self._linked = False

    @property
    def waiting(self) -> bool:
        """Whether a file was seen that is not taken yet."""
        return bool(self._seen) or self._missed is None or bool(self._missed)

    def begin(self, changed: Iterable[Path] | None = None) -> None:
        """Before a round: these changed, None when everything is looked at; forget files that are gone."""
        self._given.clear()
        for path in [path for path in self._seen if not path.exists()]:
            del self._seen[path]
        whole = changed is None or self._missed is None or self._linked or len(self._seen) > TAKEN
        self._changed = None if whole else {*(changed or ()), *(self._missed or ())}
        self._missed = set()
        self._below = _ways({*(self._changed or ()), *self._seen})

    def entries(self, folder: Path) -> Iterator[Entry]:
        """What intake looks at of a folder in this round: files once they are whole, hidden ones to tell."""
        pictures = []
        for entry in self._at(folder):
            path, link = folder / entry.name, entry.is_symlink()
            is_folder = path.is_dir() if link else entry.is_dir()  # a link may go in a circle
            self._linked = self._linked or (link and is_folder)
            if entry.name.startswith(".") or is_folder:
                yield entry
            elif self.ready(path):
                if self._joined and running(entry.name):
                    pictures.append(entry.name)
                else:
                    yield entry
        if pictures:
            yield from self._in_runs(folder, pictures)

    def _in_runs(self, folder: Path, ready: Sequence[str]) -> Iterator[Path]:
        """The pictures that are ready, each with its whole run; none of it while one is not whole."""
        alone = set(ready)
        for run in runs([entry.name for entry in os.scandir(folder) if running(entry.name)]):
            fresh = alone.intersection(run)
            alone.difference_update(run)
            if any(folder / name in self._seen for name in run):
                for name in fresh:
                    self._keep_back(folder / name)
            elif fresh:
                yield from (folder / name for name in run)
        yield from (folder / name for name in alone)

    def _keep_back(self, path: Path) -> None:
        """A file that is ready is so in the next round too."""
        self._taken.pop(path, None)
        self._given.pop(path, None)
        with suppress(OSError):
            found = path.stat()
            self._seen[path] = (found.st_size, found.st_mtime_ns), self._clock() - self._seconds

    def _at(self, folder: Path) -> Iterable[Entry]:
        arrived = self._changed is None or not self._changed.isdisjoint((folder, *folder.parents))
        return os.scandir(folder) if arrived else sorted(self._below.get(folder, ()))

    def give_back(self) -> None:
        """The files of this round could not be converted: they are ready in the next one too."""
        self._missed = self._changed
        for path, state in self._given.items():
            self._taken.pop(path, None)
            self._seen[path] = state, self._clock() - self._seconds

    def ready(self, path: Path) -> bool:
        """Whether the file is whole and was not taken as it is; it counts as taken then."""
        try:
            found = path.stat()
        except OSError:  # gone again, or a link to nothing
            self._seen.pop(path, None)
            return False
        if time.time() - max(found.st_mtime, found.st_ctime) > OLD:
            self._seen.pop(path, None)
            return True
        return self._stayed(path, (found.st_size, found.st_mtime_ns))

    def _stayed(self, path: Path, state: State) -> bool:
        now = self._clock()
        if state == self._taken.get(path):
            self._seen.pop(path, None)
            return False
        before, since = self._seen.get(path, (None, now))
        if before != state:
            since = now
        if now - since < self._seconds:
            self._seen[path] = state, since
            return False
        self._seen.pop(path, None)
        self._take(path, state)
        return True

    def _take(self, path: Path, state: State) -> None:
        self._taken[path] = state
        self._taken.move_to_end(path)
        self._given[path] = state
        if len(self._taken) > TAKEN:
            self._taken.popitem(last=False)


def _ways(paths: Iterable[Path]) -> dict[Path, set[Path]]:
    """By folder: which of the paths lie in it, or which of its folders lead to one."""
    found = defaultdict[Path, set[Path]](set)
    for path in paths:
        for below in (path, *path.parents):
            if below.name:  # "." and "/" lie in nothing
                found[below.parent].add(below)
    return found
