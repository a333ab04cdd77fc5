"""How worker processes start: clean, and importing from the folders that the process which directs them does.

    sys.path here ─▶ PYTHONPATH while one starts ─▶ the worker, or the server that workers are forked from

Python puts the current directory first among the folders that such a process imports from, until it has been
told its parent's. By then a folder `extract` or a file `socket.py` where the user stands was taken for what
is meant; and the server of a checkout could load nothing beforehand unless the user stood in the checkout.
"""

from __future__ import annotations

import multiprocessing.context
import os
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import resource_tracker
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from pathlib import Path

PRELOAD = "extract.batch.preload"
_STARTING = threading.Lock()  # the environment is everybody's, and several pools may start workers


def context(preload: Sequence[str] = (PRELOAD,)) -> BaseContext:
    """How workers start: from a clean server process where there is one, never by copying threads.

    `preload`: modules that this server loads once for all of them; the first context of a program decides.
    What computes in them (OpenBLAS, OpenMP) uses one thread each: a library reads that when it is loaded.
    """
    for name in ("OMP_THREAD_LIMIT", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    if sys.platform != "win32":
        with _imports_told():
            resource_tracker.ensure_running()  # a process too, which the first lock would start
    found = _Context()
    if found.get_start_method() == "forkserver":
        found.set_forkserver_preload(list(preload))
    return found


class _SameImports(BaseProcess):
    """A process that begins with the imports of the one that starts it."""

    def start(self) -> None:
        """Start, with the server of workers when it does not run yet."""
        with _imports_told():
            super().start()


@contextmanager
def _imports_told() -> Iterator[None]:
    """What Python, started meanwhile, imports from: the folders of this process and no other."""
    folders = (str(Path(folder).absolute()) for folder in sys.path)  # "" is the current directory
    told = {"PYTHONSAFEPATH": "1", "PYTHONPATH": os.pathsep.join(folders)}
    with _STARTING:
        before = {name: os.environ[name] for name in told if name in os.environ}
        os.environ.update(told)
        try:
            yield
        finally:
            for name in told:
                del os.environ[name]
            os.environ.update(before)


if sys.platform == "win32" or sys.platform == "darwin":

    class _Worker(_SameImports, multiprocessing.context.SpawnProcess):
        pass

    class _Context(multiprocessing.context.SpawnContext):
        Process = _Worker
else:

    class _Worker(_SameImports, multiprocessing.context.ForkServerProcess):
        pass

    class _Context(multiprocessing.context.ForkServerContext):
        Process = _Worker
