"""`sohoa watch`: documents are converted as they arrive in a folder, until it is told to stop.

    folder ─▶ changes (told by the system, or looked for) ─▶ files that are whole ─▶ Batch, again and again

Each round is a batch over the same folder, with the same ledger, that looks only at what changed since the
round before: it takes as long with a million documents there as with ten. The first looks at everything, and
so does one round in an hour, for what the system did not tell.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from watchfiles import Change
from watchfiles import watch as changes

from extract.batch.events import Watcher
from extract.batch.ledger import AnotherRun
from extract.batch.run import Batch, together
from extract.batch.summary import Summary
from extract.core.errors import OutputError
from extract.monitor.settled_files import Settled
from schemas.catalogue.system import why

LOOK_EVERY = 500  # milliseconds between two looks at files that are not whole yet
POLL_EVERY = 1_000  # milliseconds, where the system tells nothing of changes
# Seconds between two looks at everything: a queue of events can overflow, a watch can be refused. With a
# million documents it takes half a minute.
LOOK_AT_ALL = 3600.0
MOUNTS = Path("/proc/self/mounts")
# Changes made by another machine are not told on these; names as in mount(8).
NETWORK = frozenset((
    "9p", "afs", "beegfs", "ceph", "cifs", "davfs", "fuse.glusterfs", "fuse.rclone", "fuse.s3fs",
    "fuse.sshfs", "glusterfs", "lustre", "ncpfs", "nfs", "nfs4", "prl_fs", "smb3", "smbfs", "vboxsf",
    "virtiofs",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Watch:
    """A folder, and the batch that is run over it again and again."""

    folder: Path
    batch: Batch  # its `stopping` ends the watch
    settle: float = 5.0  # seconds for which a file must stay as it is
    poll: bool = False  # look for changes instead of being told

    def run(self, watcher: Watcher, told: Callable[[Summary], None] = lambda _: None) -> None:
        """Until somebody asks to stop. `told`: how each round that converted something went.

        Raises OutputError when the output folder cannot be written, or the watched folder is gone.
        """
        files = Settled(self.settle, joined=together(self.batch.options) > 1)
        batch = replace(self.batch, paths=[self.folder], entries=files.entries)
        for changed in self._changes():
            if batch.stopping():
                return
            if not self.folder.is_dir():
                raise OutputError("watched-gone", folder=self.folder)
            if changed is None or changed or files.waiting:
                files.begin(changed)
                try:
                    summary = batch.run(watcher)
                except AnotherRun:  # a `convert` over the same folder: what arrived waits for its end
                    files.give_back()
                    continue
                if summary.converted or summary.failed:
                    told(summary)
                if summary.interrupted:
                    return

    def _changes(self) -> Iterator[list[Path] | None]:
        """What changed, several times a second; None, at first and now and then, when everything may have."""
        polling, looked = self.poll or on_network(self.folder), -LOOK_AT_ALL
        try:
            for found in changes(
                self.folder,
                watch_filter=None,
                stop_event=_Asked(self.batch.stopping),
                rust_timeout=LOOK_EVERY,
                yield_on_timeout=True,
                force_polling=polling or None,
                poll_delay_ms=POLL_EVERY,
                ignore_permission_denied=True,
            ):
                if time.monotonic() - looked >= LOOK_AT_ALL:
                    looked = time.monotonic()
                    yield None
                else:
                    yield self._arrived(found)
        except OSError as error:
            raise OutputError("not-watched", folder=self.folder, error=why(error)) from error

    def _arrived(self, found: set[tuple[Change, str]]) -> list[Path] | None:
        """What there is to look at, as paths below the folder as it was given; None when that is not known.

        A folder counts when it came itself: of a file that comes into it the file is told too.
        """
        paths = [Path(name) for change, name in found if _may_matter(change, Path(name))]
        for top in (self.folder, self.folder.absolute(), self.folder.resolve()):  # systems tell them each way
            if all(path.is_relative_to(top) for path in paths):
                return [self.folder / path.relative_to(top) for path in paths]
        return None


def _may_matter(change: Change, path: Path) -> bool:
    return change is not Change.deleted and (change is Change.added or not path.is_dir())


@dataclass(frozen=True, slots=True)
class _Asked:
    """What watchfiles takes for an event."""

    stopping: Callable[[], bool]

    def is_set(self) -> bool:
        return self.stopping()


def on_network(folder: Path) -> bool:
    """Whether a folder lies on another machine; told on Linux only."""
    if sys.platform != "linux":
        return False
    try:
        mounts = [line.split(" ")[1:3] for line in MOUNTS.read_text(errors="replace").splitlines()]
    except OSError:
        return False
    real = folder.resolve()
    around = [(Path(place.replace("\\040", " ")), kind) for place, kind in mounts]
    within = [(place, kind) for place, kind in around if real.is_relative_to(place)]
    deepest = max((len(place.parts) for place, _ in within), default=0)
    kinds = [kind for place, kind in within if len(place.parts) == deepest]
    return bool(kinds) and kinds[-1] in NETWORK  # the last one mounted there hides the others
