"""Converts what was sent in: `sohoa convert` in a process of its own, a document after the other.

    Received.waiting ─▶ sohoa convert INBOX/received-000012 --out DIR ─▶ done, or failed with what it said

The same core, limits and guarded workers as on the command line: whatever a document does, the server lives.
While another run has the output folder the document waits.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Event, Thread

from extract.core.errors import ExitCode, OutputError
from extract.desk.received import Job, Received, Stage

LOOK_AGAIN = 5.0  # seconds until a folder that another run had is tried again
GRACE = 2.0  # seconds that a document in work gets at the end
LONGEST = 2_000  # signs of what the command said that are kept
CONVERTED = (
    ExitCode.OK,
    ExitCode.SOME_FAILED,
)  # of several documents in it some may fail: their records say why


class Queue(Thread):
    """Runs until `stop`."""

    def __init__(self, received: Received, folder: Path, options: Sequence[str] = ()) -> None:
        """`options`: further words for `sohoa convert`."""
        super().__init__(name="conversion", daemon=True)
        self._received, self._folder, self._options = received, folder, options
        self._stirred, self._stopped = Event(), Event()
        self._running: subprocess.Popen[str] | None = None

    def stir(self) -> None:
        """Something was sent in."""
        self._stirred.set()

    def stop(self) -> None:
        """What is in work is ended; it waits for the next start."""
        self._stopped.set()
        self._stirred.set()
        for grace in (GRACE, None):  # asked once it finishes its document, asked twice it ends
            if running := self._running:
                running.terminate()
            self.join(grace)

    def run(self) -> None:
        """Convert what waits; then wait."""
        while not self._stopped.is_set():
            self._stirred.clear()
            try:
                job = self._received.waiting()
                if job is None or not self._converted(job):
                    self._stirred.wait(LOOK_AGAIN)
            except OutputError:  # a full disk: it may have room later
                self._stopped.wait(LOOK_AGAIN)

    def _converted(self, job: Job) -> bool:
        """Whether it came to an end; otherwise it waits again."""
        self._received.change(job.id, Stage.RUNNING)
        code, told = self._run(job)
        if self._stopped.is_set() or code == ExitCode.USAGE:  # another run has the folder
            self._received.change(job.id, Stage.QUEUED)
            return False
        done = code in CONVERTED and (self._folder / job.folder).is_dir()
        self._received.change(job.id, Stage.DONE if done else Stage.FAILED, "" if done else told[-LONGEST:])
        return True

    def _run(self, job: Job) -> tuple[int, str]:
        command = [sys.executable, "-m", "sohoa", "convert", str(self._received.inbox / job.folder)]
        command += ["--out", str(self._folder), "--quiet", "--pictures", "single", *self._options]
        self._running = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
            errors="replace", env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )  # fmt: skip
        _, told = self._running.communicate()
        return self._running.returncode, told.strip()
