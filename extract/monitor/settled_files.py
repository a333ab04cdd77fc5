"""Files that are still being written are left alone until they are whole.

path ─▶ Settled.ready: size and time of change stayed the same for some seconds, and are new
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

State = tuple[int, int]  # size, time of the last change in nanoseconds


class Settled:
    """What is known of the files of a folder that is watched."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        """`seconds`: for so long a file must stay as it is before it is taken."""
        self._seconds, self._clock = seconds, clock
        self._seen: dict[Path, tuple[State, float]] = {}  # not taken yet: as it is, since when
        self._taken: dict[Path, State] = {}
        self._given: list[Path] = []  # in this round

    @property
    def waiting(self) -> bool:
        """Whether a file was seen that is not taken yet."""
        return bool(self._seen)

    def begin(self) -> None:
        """Before the folder is walked again: forget files that are gone."""
        self._given.clear()
        for path in [path for path in self._seen if not path.exists()]:
            del self._seen[path]

    def give_back(self) -> None:
        """The files of this round could not be converted: they are ready in the next one too."""
        for path in self._given:
            self._seen[path] = self._taken.pop(path), self._clock() - self._seconds

    def ready(self, path: Path) -> bool:
        """Whether the file is whole and was not taken as it is; it counts as taken then."""
        state, now = _state(path), self._clock()
        if state is None or state == self._taken.get(path):
            self._seen.pop(path, None)
            return False
        before, since = self._seen.get(path, (None, now))
        if before != state:
            since = now
        if now - since < self._seconds:
            self._seen[path] = state, since
            return False
        self._seen.pop(path, None)
        self._taken[path] = state
        self._given.append(path)
        return True


def _state(path: Path) -> State | None:
    try:
        found = path.stat()
    except OSError:  # gone again, or a link to nothing
        return None
    return found.st_size, found.st_mtime_ns
