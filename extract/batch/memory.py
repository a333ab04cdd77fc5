"""How much memory a worker may hold.

    memory of the machine, workers, pages read at once ─ memory_limit ─▶ bytes of data for each worker

So a document that takes all it can get costs itself, not the machine.
"""

from __future__ import annotations

import os

from extract.core.limits import GIB, MIB

# Less is not enough for a single page. The samples with the second recogniser, one and two pages at a time:
# with 384 MiB all records are those of a worker without limit; with 352 the program for a scan dies, with
# 288 the memory for one is not there, with 64 no worker begins.
MEMORY_FLOOR = 384 * MIB
LEAST_MEMORY = 2 * GIB  # a worker always gets that much, unless it was told less
SHARE_OF_MEMORY = 0.9  # of the machine's, divided among the workers
# The largest picture let through (150 million pixels) takes 2.4 GB; a hostile PDF takes all it can get.
MOST_MEMORY = 3 * GIB
PAGE_MEMORY = GIB // 2  # more for each page read at the same time: a plan at 40 million pixels


def memory_limit(workers: int, jobs: int, whole: int | None = None) -> int | None:
    """Bytes of data one of so many workers may hold, which reads up to `jobs` pages at once.

    `whole`: what they may hold together; nine tenths of the machine's memory when it is not given. None
    where that is not known.
    """
    whole = whole or _memory()
    if whole is None:
        return None
    share = whole // workers
    return max(LEAST_MEMORY, min(share, MOST_MEMORY + PAGE_MEMORY * jobs))


def _memory() -> int | None:
    try:
        return int(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") * SHARE_OF_MEMORY)
    except (AttributeError, ValueError, OSError):
        return None
