"""Batches as the tests run them: a converter that does what the document says, a watcher that remembers."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from extract.batch.run import Batch
from extract.batch.summary import Summary
from extract.batch.workers import Result
from extract.core.options import Options, PageDone
from extract.core.source import Source
from extract.intake.formats import possible
from extract.intake.identity import fingerprint
from extract.serialise.model import Outputs
from schemas.record import Content, Processing, Record, SourceFile


def source_file(source: Source, pages: int | None) -> SourceFile:
    """The file as a record has it."""
    sha256, size = fingerprint(source.path)
    return SourceFile(
        path=source.original,
        record=source.output,
        sha256=sha256,
        bytes=size,
        media_type=source.media_type,
        pages=pages,
    )


def told(source: Source, options: Options, on_page: PageDone) -> tuple[Outputs, ...]:
    """A converter that does what the document says: the batch is tested here, not the pipeline."""
    on_page(1, 1)
    order = source.path.read_text(encoding="utf-8").split()
    match order:
        case ["die"]:
            os._exit(3)
        case ["killed"]:
            os.kill(os.getpid(), signal.SIGKILL)
        case ["killed-once", trace] if not Path(trace).exists():
            Path(trace).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        case ["wait", seconds, *_]:
            time.sleep(float(seconds))
        case ["hang", pid_file]:
            child = subprocess.Popen(["sleep", "600"])  # as another program that a page is read with
            Path(pid_file + ".folder").write_text(tempfile.mkdtemp(), encoding="utf-8")
            Path(pid_file).write_text(str(child.pid), encoding="utf-8")
            child.wait()
        case ["raise", *_]:
            raise RuntimeError("no such thing")
        case ["memory"]:
            raise MemoryError
        case ["allocate"]:
            bytearray(3 << 30)
    record = Record(
        source=source_file(source, 2),
        content=Content(
            text=f"page jobs {options.page_jobs} \ud83d" if order == ["surrogate"] else "tờ trình"
        ),
        processing=Processing(version="0", schema=options.schema),
    )
    also = possible(options.also, source.media_type)
    return (Outputs(record, {one: f"beside {source.name}".encode() for one in also}),)


@dataclass
class Seen:
    """A watcher that remembers."""

    total: int = -1
    read: int = 0
    results: list[Result] = field(default_factory=list)
    ended: bool = False

    def begin(self, documents: int) -> None:
        self.total = documents

    def started(self, source: Source) -> None:
        pass

    def pages(self, read: int) -> None:
        self.read = read

    def done(self, result: Result) -> None:
        self.results.append(result)

    def end(self) -> None:
        self.ended = True


def run(
    reports: Path, *, watcher: Seen | None = None, jobs: int = 2, timeout: float = 60, retry: bool = False
) -> Summary:
    out = reports.parent / "out"
    batch = Batch([reports], out, Options(), jobs=jobs, timeout=timeout, retry_failed=retry, convert=told)
    return batch.run(watcher or Seen())


def lines(reports: Path) -> dict[str, str | None]:
    """records.jsonl as path and error code; asserts that no document is there twice."""
    records = [
        json.loads(line) for line in (reports.parent / "out" / "records.jsonl").read_bytes().splitlines()
    ]
    found = {
        r["source"]["path"]: r["processing"]["error"] and r["processing"]["error"]["code"] for r in records
    }
    assert len(found) == len(records)
    return found


def is_gone(pid: int) -> bool:
    """Whether a process ends; a killed one takes a moment to disappear."""
    for _ in range(100):
        try:
            state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(") ", 1)[1][0]
        except FileNotFoundError:
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False


KILLED_RUN = """
import sys
from pathlib import Path
from extract.batch.run import Batch
from extract.core.options import Options
from support.batches import Seen, told
if __name__ == "__main__":
    Batch([Path(sys.argv[1])], Path(sys.argv[2]), Options(), convert=told).run(Seen())
"""


def output(folder: Path) -> dict[str, bytes]:
    """Every file of an output folder but ledger, index and how the run went."""
    apart = ("summary.json", ".lock.sqlite")
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name not in apart and not path.name.startswith(("ledger.", "index."))
    }


def lines_of(out: Path) -> list[str]:
    return [json.loads(line)["source"]["path"] for line in (out / "records.jsonl").read_bytes().splitlines()]
