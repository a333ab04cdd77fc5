"""`sohoa watch`: documents are converted as they arrive in a folder, until it is told to stop.

    folder ─▶ changes (told by the system, or looked for) ─▶ files that are whole ─▶ Batch, again and again

Each round is a batch over the same folder, with the same ledger, that takes only what is new since the round
before: the first takes what was there already and is not done.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from watchfiles import watch as changes

from extract.batch.events import Watcher
from extract.batch.ledger import AnotherRun
from extract.batch.run import Batch, Summary
from extract.core.errors import OutputError
from extract.monitor.settled_files import Settled
from schemas.catalogue.system import why

LOOK_EVERY = 500  # milliseconds between two looks at files that are not whole yet
POLL_EVERY = 1_000  # milliseconds, where the system tells nothing of changes
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
        """Until somebody asks to stop. `told`: how each round that found something went.

        Raises OutputError when the output folder cannot be written, or the watched folder is gone.
        """
        files = Settled(self.settle)
        batch = replace(self.batch, paths=[self.folder], ready=files.ready)
        for changed in self._changes():
            if batch.stopping():
                return
            if not self.folder.is_dir():
                raise OutputError("watched-gone", folder=self.folder)
            if changed or files.waiting:
                files.begin()
                try:
                    summary = batch.run(watcher)
                except AnotherRun:  # a `convert` over the same folder: what arrived waits for its end
                    files.give_back()
                    continue
                if summary.found:
                    told(summary)
                if summary.interrupted:
                    return

    def _changes(self) -> Iterator[bool]:
        """Whether something changed, several times a second; at first True, for what is there already."""
        first, polling = True, self.poll or on_network(self.folder)
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
                yield first or bool(found)
                first = False
        except OSError as error:
            raise OutputError("not-watched", folder=self.folder, error=why(error)) from error


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
