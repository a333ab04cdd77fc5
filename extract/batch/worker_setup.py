"""What a worker process does before its first document, and the pages that it counts.

    open_pool ─ begin ─▶ a process that ends with its parent, within its memory ─ count_page ─▶ shared counter

Stopping it stops what it started too: each worker leads a process group of its own.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import tempfile
import threading
from multiprocessing import connection
from typing import Any

from extract.core.quiet import hush_libraries

# Objects made, and searches, between two searches for dead cycles. With Python's own (700, 10, 10) these took
# 13 % of the time of born-digital pages.
GARBAGE_AFTER = 50_000, 20, 50
# In a worker: the counter of pages. It has no lock, since a worker that is killed would keep it locked;
# a count lost between two workers matters to the progress bar only.
_pages_read: list[Any] = []


def begin(memory: int | None, pages_read: Any, temporary: str) -> None:
    """In a new worker: its own process group, so that stopping it stops what it started too."""
    tempfile.tempdir = temporary
    _pages_read.append(pages_read)
    hush_libraries()
    search_garbage_rarely()
    import cv2  # noqa: PLC0415 - the process that directs the workers needs no pictures

    cv2.setNumThreads(1)  # documents are worked on side by side
    if sys.platform == "win32":
        return
    os.setpgrp()
    signal.signal(signal.SIGTERM, lambda *_: os.killpg(0, signal.SIGKILL))
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if memory and sys.platform == "linux":
        _bound(memory)


def search_garbage_rarely() -> None:
    """Let Python look for cycles of dead objects once in a while: a document makes few, and many objects."""
    gc.freeze()
    gc.set_threshold(*GARBAGE_AFTER)


def _bound(memory: int) -> None:
    """So many bytes of data, or what the system allows where that is less (`ulimit -d`)."""
    import resource  # noqa: PLC0415 - exists on POSIX only

    allowed = resource.getrlimit(resource.RLIMIT_DATA)[1]
    bound = memory if allowed == resource.RLIM_INFINITY else min(memory, allowed)
    resource.setrlimit(resource.RLIMIT_DATA, (bound, bound))


def count_page(_done: int, _of: int) -> None:
    """One more page is read; told by the conversion."""
    for counter in _pages_read:
        counter.value += 1


def _end_with_parent() -> None:
    """Stop with the process that directs the workers, also when it was killed and could not say so."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os.killpg(0, signal.SIGKILL)
