"""A command run to its end, and what it cost meanwhile.

    command, output folder ─ watched ─▶ Run: seconds, processors, memory by documents done

Memory is the sum of the proportional set sizes (PSS) of all processes of the command. Linux.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

LOOK_EVERY = 0.5  # seconds
WARM_UP = 0.02  # of a run's documents: workers are still loading their data


@dataclass(slots=True)
class Run:
    """One command, watched."""

    seconds: float = 0.0
    cpu: float = 0.0
    at_work: float = 0.0  # documents, on an average; 0 where that is not known
    memory: list[tuple[int, int]] = field(default_factory=list)  # documents done, bytes

    def tenths(self) -> tuple[float, float]:
        """Bytes in the first and in the last tenth of the documents."""
        whole = max(done for done, _ in self.memory)
        started = [(done, size) for done, size in self.memory if done >= whole * WARM_UP]
        first = [size for done, size in started if done <= whole / 10] or [started[0][1]]
        last = [size for done, size in started if done >= whole * 0.9]
        return statistics.median(first), statistics.median(last)


def watched(command: Sequence[str | Path], out: Path | None = None) -> Run:
    """Run it; `out` is the output folder whose records are counted. Failed documents are none of a run's."""
    run, started = Run(), time.monotonic()
    with subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL) as process:
        top = psutil.Process(process.pid)
        while process.poll() is None:
            cpu, memory = _cost(top)
            run.cpu = max(run.cpu, cpu)
            if out:
                run.memory.append((_records(out), memory))
            time.sleep(LOOK_EVERY)
    run.seconds = time.monotonic() - started
    if process.returncode not in (0, 1):
        sys.exit(f"{command[0]} ended with {process.returncode}")
    return run


def _cost(top: psutil.Process) -> tuple[float, int]:
    """Seconds of processors, and bytes, of a process and all below it; of ended ones what parents know."""
    cpu, memory = 0.0, 0
    try:
        for process in (top, *top.children(recursive=True)):
            try:
                times = process.cpu_times()
                cpu += times.user + times.system + times.children_user + times.children_system
                memory += process.memory_full_info().pss
            except psutil.Error:
                continue
    except psutil.Error:
        pass
    return cpu, memory


def _records(out: Path) -> int:
    path = out / "records.jsonl"
    if not path.is_file():
        return 0
    with path.open("rb") as file:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(1 << 20), b""))
