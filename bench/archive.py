"""An archive of a million documents: what a rerun, a round of `watch`, `status` and exports take there.

    python bench/archive.py [intake] [rerun] [watch] [status] [export] [--documents 1000000]
        [--exported 100000] [--rounds 1] [--against CHECKOUT] [--work FOLDER]

    intake  which documents there are, nothing else
    rerun   a run that finds everything done: `planned` until it knows, `ended` until summary.json is written
    watch   a round that finds ten new files, from their coming to their records, without the time for which
            they must stay as they are; `cpu` is that of the process that directs the workers
    status  `sohoa status`
    export  records as tables and registers, of `--exported` documents

Documents, ledger, records.jsonl and records are made directly (archive_made.py). `--against` measures another
checkout too, in turn with this one. Seconds are of the clock and, after the stroke, of processors; memory is
the peak of the process. Linux.
"""
# ruff: noqa: PLC0415 - each step runs the program of one checkout

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import archive_made
from archive_made import LETTER

ROOT = Path(__file__).resolve().parent.parent
NEW = 10  # documents that arrive
SETTLE = 0.5  # seconds for which they must stay as they are
SHOWN = ("seconds", "processors", "megabytes")
FORMS = ("csv", "sqlite", "parquet", "xlsx")
STEPS: dict[str, Callable[[argparse.Namespace], dict[str, float]]] = {}


def step(measure: Callable[[argparse.Namespace], dict[str, float]]) -> Callable[..., dict[str, float]]:
    """One of what is measured, by the name of its function, in a process of its own."""
    STEPS[measure.__name__] = measure
    return measure


@step
def make(options: argparse.Namespace) -> dict[str, float]:
    archive_made.make(options.documents_at, options.out, options.documents)
    return {}


class Told:
    """A watcher that knows when it was told that the run begins."""

    planned = 0.0

    def __getattr__(self, name: str) -> Callable[..., None]:
        return self._begin if name == "begin" else lambda *_: None

    def _begin(self, _documents: int) -> None:
        self.planned = time.monotonic()


def batch(options: argparse.Namespace, **more: Any) -> Any:
    from extract.batch.run import Batch
    from extract.core.options import Options

    return Batch([options.documents_at], options.out, Options(), jobs=2, **more)


@step
def intake(options: argparse.Namespace) -> dict[str, float]:
    from extract.core.limits import Limits
    from extract.intake.find import find

    assert sum(1 for _ in find([options.documents_at], Limits(), options.out)) == options.documents
    return {}


@step
def rerun(options: argparse.Namespace) -> dict[str, float]:
    told, began = Told(), time.monotonic()
    summary = batch(options).run(told)
    assert (summary.kept, summary.converted) == (options.documents, 0), summary
    return {"planned": told.planned - began, "ended": time.monotonic() - began}


@step
def watch(options: argparse.Namespace) -> dict[str, float]:
    from extract.monitor import settled_files
    from extract.monitor.watch import Watch

    settled_files.OLD = 0.0  # as if the archive had been there since yesterday
    folder, began, came = options.documents_at / "hồ sơ 00000", time.time(), list[tuple[float, float]]()
    found: dict[str, float] = {}

    def come() -> None:
        """Ten files."""
        settled_files.OLD = 86_400.0
        came.append((time.monotonic(), time.process_time()))
        for number in range(NEW):
            path = folder / f"mới {time.time_ns()}.txt"
            path.write_text(LETTER.format(path.name) * (number + 2), encoding="utf-8")

    def told(summary: Any) -> None:
        if summary.converted:
            clock, cpu = came[-1]
            name = "first" if len(came) == 1 else "next"  # in the first one the workers' server starts
            found[name] = time.monotonic() - clock - SETTLE
            found[f"{name} round"] = summary.seconds
            found[f"{name} cpu"] = time.process_time() - cpu
            threading.Timer(1, come).start() if name == "first" else None

    def at_first() -> None:
        summary = options.out / "summary.json"
        while not summary.is_file() or summary.stat().st_mtime < began:
            time.sleep(0.1)
        time.sleep(2)
        come()

    threading.Thread(target=at_first, daemon=True).start()
    batches = batch(options, stopping=lambda: "next" in found)
    Watch(options.documents_at, batches, settle=SETTLE).run(Told(), told)
    for path in folder.glob("mới*"):
        path.unlink()
    return found


@step
def status(options: argparse.Namespace) -> dict[str, float]:
    from extract.monitor.status import status as look

    assert look(options.out).done >= options.documents
    return {}


@step
def export(options: argparse.Namespace) -> dict[str, float]:
    from extract.export.forms import Form
    from extract.export.run import export as write

    done = write(options.out, Form(options.form), options.work / "exported")
    assert done.records >= options.documents
    return {}


def run_step(options: argparse.Namespace) -> None:
    """In a process of its own: what was measured, as JSON."""
    sys.path.insert(0, str(options.program))
    os.chdir(options.program)
    began = time.monotonic()
    found = STEPS[options.step](options)
    own = resource.getrusage(resource.RUSAGE_SELF)
    cost = (time.monotonic() - began, own.ru_utime + own.ru_stime, own.ru_maxrss / 1024)
    print(json.dumps(dict(zip(SHOWN, cost, strict=True)) | found))


def measured(program: Path, name: str, count: int, work: Path, form: str = "") -> dict[str, float]:
    out = work / f"{program.name}-{count}"
    given = ["--step", name, "--program", program, "--work", work, "--documents", count, "--form", form]
    command = [sys.executable, __file__, *given, "--out", out, "--documents-at", work / f"in-{count}"]
    done = subprocess.run([str(part) for part in command], check=True, stdout=subprocess.PIPE)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def show(name: str, program: Path, found: dict[str, float]) -> None:
    more = ", ".join(f"{key} {value:.2f}" for key, value in found.items() if key not in SHOWN)
    seconds, cpu, megabytes = (found[key] for key in SHOWN)
    print(
        f"{name:14} {program.name:14} {seconds:8.2f} s /{cpu:8.2f} s {megabytes:6.0f} MB  {more}", flush=True
    )


def prepare(programs: list[Path], count: int, work: Path) -> None:
    """Documents, and for each program what it would have written of them."""
    top = work / f"in-{count}"
    if not top.is_dir():
        archive_made.link(
            top, archive_made.names(count), lambda file: LETTER.format(file).encode() * (1 + file % 40)
        )
        time.sleep(4)  # a file changed a moment ago has no token
    for program in programs:
        if not (work / f"{program.name}-{count}").is_dir():
            measured(program, "make", count, work)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n", maxsplit=1)[0])
    parser.add_argument("sections", nargs="*", metavar="SECTION", help="; ".join(STEPS))
    parser.add_argument("--documents", type=int, default=1_000_000)
    parser.add_argument("--exported", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--against", type=Path, help="another checkout")
    parser.add_argument("--work", type=Path, help="where files go, and stay; a temporary folder")
    for name in ("--step", "--form"):
        parser.add_argument(name, help=argparse.SUPPRESS)
    for name in ("--program", "--out", "--documents-at"):
        parser.add_argument(name, type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        return run_step(options)
    programs = [path.resolve() for path in (options.against, ROOT) if path]
    with tempfile.TemporaryDirectory(prefix="sohoa-bench-") as folder:
        work = (options.work or Path(folder)).resolve()
        work.mkdir(parents=True, exist_ok=True)
        sections = options.sections or [name for name in STEPS if name != "make"]
        for name in [name for name in sections for _ in range(options.rounds)]:
            count = options.exported if name == "export" else options.documents
            prepare(programs, count, work)
            for form in FORMS if name == "export" else ("",):
                for program in programs:
                    found = measured(program, name, count, work, form)
                    show(f"{name} {form}".strip(), program, found)
                    shutil.rmtree(work / "exported", ignore_errors=True)
                    (work / "exported").unlink(missing_ok=True)
    return None


if __name__ == "__main__":
    main()
