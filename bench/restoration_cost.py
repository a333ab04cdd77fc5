"""What restoration costs: seconds and memory of a fresh process that restores one text once.

    python bench/restoration_cost.py CHANNEL < TEXT   prints JSON; restoration.py asks it so

Import: of the package, with its libraries loaded before. Load: until one word is restored. Restore: the
text, nothing remembered from before but that one word. Seconds are processor time of one core. Memory
is what the process has more than before the import: `own` pages are its alone (RssAnon), `file` pages
are mapped from the data files and shared by all processes that use them (RssFile). Linux only.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ONE_CORE = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "OMP_THREAD_LIMIT": "1"}
STATUS = Path("/proc/self/status")


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of processor time and megabytes; memory counted from before the import."""

    import_seconds: float
    load_seconds: float
    restore_seconds: float
    loaded_own: float
    loaded_file: float
    restored_own: float
    restored_file: float


def measure(text: str, channel: str) -> Cost:
    """The cost of restoring `text` once in a fresh process."""
    done = subprocess.run(
        [sys.executable, __file__, channel],
        input=text.encode(),
        capture_output=True,
        check=True,
        env=os.environ | ONE_CORE,
    )
    return Cost(**json.loads(done.stdout))


def memory() -> tuple[float, float]:
    """Megabytes of this process: its own, and pages of files. (0, 0) where /proc is missing."""
    if not STATUS.exists():
        return 0.0, 0.0
    rows = dict(line.split(":", 1) for line in STATUS.read_text().splitlines())
    return int(rows["RssAnon"].split()[0]) / 1024, int(rows["RssFile"].split()[0]) / 1024


def main() -> None:
    text, channel = sys.stdin.buffer.read().decode(), sys.argv[1]
    import numpy  # noqa: F401, PLC0415
    import rapidfuzz.process  # noqa: F401, PLC0415
    import unidecode  # noqa: F401, PLC0415

    sys.path.insert(0, str(ROOT))
    own, file = memory()
    moments = [time.process_time()]
    from diacritics.restore import restore  # noqa: PLC0415

    moments.append(time.process_time())
    restore("a", channel)
    moments.append(time.process_time())
    loaded = memory()
    restore(text, channel)
    moments.append(time.process_time())
    restored = memory()
    seconds = [after - before for before, after in pairwise(moments)]
    figures = [*seconds, loaded[0] - own, loaded[1] - file, restored[0] - own, restored[1] - file]
    print(json.dumps(dict(zip(Cost.__dataclass_fields__, figures, strict=True))))


if __name__ == "__main__":
    main()
