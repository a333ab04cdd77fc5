"""How an output folder stands: read from its ledger while a run goes on or after.

output folder ─▶ status ─▶ Status ─▶ console.status · JSON (`sohoa status --json`)
"""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from extract.batch.ledger import DONE, FAILED, PENDING, RUNNING, is_running
from extract.batch.ledger_view import View, look
from extract.core.errors import advice
from extract.monitor import duration


@dataclass(frozen=True, slots=True)
class InWork:
    """A document that a worker has, or is given next."""

    path: str
    output: str  # of its record
    seconds: int  # since it was begun
    attempt: int


@dataclass(frozen=True, slots=True)
class Run:
    """The run that goes on, or the last one."""

    begun: str  # UTC, ISO 8601
    documents: int  # to be converted by it
    ended: int
    pages: int
    # Of a run that goes on; null otherwise, or as long as nothing is finished
    seconds: int | None
    pages_a_second: float | None
    seconds_left: float | None


@dataclass(frozen=True, slots=True)
class Status:
    """What `sohoa status` shows. Without a run, what was in work when the last one was killed is pending."""

    folder: str
    running: bool
    found: int
    done: int
    failed: int
    in_work: int
    pending: int
    pages: int
    errors: list[dict[str, Any]]  # code, documents, advice; the most frequent first
    run: Run | None  # None also while a run still looks what there is to do
    documents_in_work: list[InWork]

    def as_json(self) -> dict[str, Any]:
        """The keys are the names of the attributes."""
        return asdict(self)


def status(folder: Path) -> Status:
    """Raises OutputError when there is no ledger, or none that can be read."""
    with look(folder) as view:
        running = is_running(folder)
        now, states = int(time.time()), view.states()
        count = {state: number for state, (number, _) in states.items()}
        work = view.in_work() if running else []
        waiting = count.get(PENDING, 0) + count.get(RUNNING, 0) - len(work)
        return Status(
            folder=str(folder),
            running=running,
            found=sum(count.values()),
            done=count.get(DONE, 0),
            failed=count.get(FAILED, 0),
            in_work=len(work),
            pending=waiting,
            pages=sum(pages for _, pages in states.values()),
            errors=[
                {"code": code, "documents": times, "advice": advice(code)}
                for code, times in view.codes().items()
            ],
            run=_run(view, now, running=running),
            documents_in_work=[
                InWork(path, output, max(0, now - begun), attempt) for path, output, attempt, begun in work
            ],
        )


def _run(view: View, now: int, *, running: bool) -> Run | None:
    begun, documents = view.noted("begun"), view.noted("expected")
    if not begun:
        return None
    ended, pages = view.ended_since(begun)
    seconds = max(1, int(now - begun))
    left = duration.left(ended, documents, seconds)
    return Run(
        begun=time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(begun)),
        documents=documents,
        ended=ended,
        pages=pages,
        seconds=seconds if running else None,
        pages_a_second=round(pages / seconds, 2) if running and ended else None,
        seconds_left=None if left is None or not running else round(left, 1),
    )
