"""A batch as a whole: speed against ocrmypdf, growth with the number of documents, resume, workers, Dask.

    python bench/batch.py [peer] [growth] [workers] [cluster] [--rounds 3] [--jobs 2] [--mixed]
        [--scans FOLDER] [--ocrmypdf PROGRAM] [--counts 100,1000,10000] [--documents 52] [--work FOLDER]

    peer     pages a minute and seconds a page of sohoa and of ocrmypdf -l vie, on the same scans
    growth   seconds and memory for so many small documents, and what a second run costs
    workers  two local workers against one
    cluster  two Dask workers against one, and against two local ones

What is compared runs in turn, round by round, so that a machine that others use too is unfair to all
alike; but two workers gain nothing where no second processor is free, so look at the load that is printed,
and at how many documents were in work on an average ("at work"), which does not depend on it.
Ratios are medians over the rounds. Seconds are of the clock; `cpu` are those of the processors,
of all processes together. Memory is the sum of the proportional set sizes (PSS) of all processes of a run,
the median in the first and in the last tenth of its documents. Needs the developers' packages; Linux.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from copies import make
from dask_workers import DaskWorkers
from watched import Run, watched

ROOT = Path(__file__).resolve().parent.parent
SOHOA = [sys.executable, str(ROOT / "cli.py"), "convert"]
SAMPLES = sorted((ROOT / "samples").iterdir())
# Without OCR a document takes a fraction of a second, so that what the batch itself costs shows.
SMALL = [path for path in SAMPLES if path.suffix in (".docx", ".rtf", ".doc", ".txt")]
SCANS = [path for path in SAMPLES if path.name.startswith(("01", "02", "13"))]


def convert(documents: Path, out: Path, *options: str) -> Run:
    """A run of sohoa into a folder that is made anew."""
    shutil.rmtree(out, ignore_errors=True)
    run = watched([*SOHOA, documents, "--out", out, "--quiet", *options], out)
    with (out / "records.jsonl").open(encoding="utf-8") as lines:
        run.at_work = sum(json.loads(line)["processing"]["seconds"] for line in lines) / run.seconds
    return run


def compare(rounds: int, one: tuple[str, Callable[[], Run]], *others: tuple[str, Callable[[], Run]]) -> None:
    """All in turn; then the ratio of the first one's seconds to those of each of the others."""
    runs: dict[str, list[Run]] = {}
    for _ in range(rounds):
        for name, start in (one, *others):
            runs.setdefault(name, []).append(start())
            run = runs[name][-1]
            print(
                f"  {name:24} {run.seconds:9.1f} s {run.cpu:9.1f} cpu {run.at_work:6.2f} at work", flush=True
            )
    for name, _ in others:
        pairs = list(zip(runs[one[0]], runs[name], strict=True))
        clock = statistics.median(a.seconds / b.seconds for a, b in pairs)
        cpu = statistics.median(a.cpu / max(b.cpu, 1e-9) for a, b in pairs)
        print(f"  {one[0]} : {name} = {clock:.2f} by the clock, {cpu:.2f} by processors", flush=True)


def peer(options: argparse.Namespace, work: Path) -> None:
    """Against ocrmypdf, which takes one document a call: its pages are shared among its jobs."""
    scans = sorted(options.scans.rglob("*.pdf")) if options.scans else _as_pdf(work / "scans")
    folder = work / "peer"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for path in scans:
        shutil.copy(path, folder)
    pages = _pages(folder)
    jobs = str(options.jobs)

    def ocrmypdf() -> Run:
        whole = Run()
        for path in sorted(folder.iterdir()):
            text, pdf = work / "peer.txt", work / "peer.pdf"
            command = [options.ocrmypdf, "-l", "vie", "--jobs", jobs, "--force-ocr", "--quiet"]
            run = watched([*command, "--sidecar", text, path, pdf])
            whole.seconds, whole.cpu = whole.seconds + run.seconds, whole.cpu + run.cpu
        return whole

    rounds: list[Run] = []

    def sohoa() -> Run:
        rounds.append(convert(folder, work / "out-peer", "--jobs", jobs))
        return rounds[-1]

    print(f"peer: {len(scans)} scans, {pages} pages")
    compare(options.rounds, ("ocrmypdf", ocrmypdf), ("sohoa", sohoa))
    second = statistics.median(run.seconds for run in rounds)
    print(f"  sohoa: {60 * pages / second:.1f} pages a minute, {second / pages:.2f} s a page")


def _as_pdf(folder: Path) -> list[Path]:
    """The samples that are scans, as PDF files, which is what ocrmypdf takes."""
    from PIL import Image, ImageSequence  # noqa: PLC0415 - only here

    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for path in SCANS:
        target = folder / f"{path.stem}.pdf"
        if path.suffix == ".pdf":
            shutil.copy(path, target)
            continue
        with Image.open(path) as image:
            first, *more = [frame.convert("RGB") for frame in ImageSequence.Iterator(image)]
            first.save(
                target, save_all=True, append_images=more, resolution=image.info.get("dpi", (200, 200))[0]
            )
    return sorted(folder.iterdir())


def _pages(folder: Path) -> int:
    import pypdfium2  # noqa: PLC0415 - only here

    return sum(len(pypdfium2.PdfDocument(path)) for path in folder.iterdir())


def growth(options: argparse.Namespace, work: Path) -> None:
    """Linear time and flat memory; and a run that finds everything done."""
    print("growth:    documents    seconds    cpu each   memory first and last tenth    second run")
    for count in map(int, options.counts.split(",")):
        folder, out = make(options.small, count, work / f"small-{count}"), work / f"out-{count}"
        run = convert(folder, out, "--jobs", str(options.jobs))
        first, last = run.tenths()
        again = watched([*SOHOA, folder, "--out", out, "--quiet", "--jobs", str(options.jobs)])
        print(
            f"  {count:18,} {run.seconds:10.1f} {run.cpu / count:11.3f}"
            f" {first / 2**20:8.0f} MiB {last / 2**20:8.0f} MiB ({last / first:.2f}) {again.seconds:10.1f} s",
            flush=True,
        )


def workers(options: argparse.Namespace, work: Path) -> None:
    """One and two processes on this machine."""
    folder = make(SAMPLES, options.documents, work / "workers")
    print(f"workers: {options.documents} documents")
    compare(
        options.rounds,
        ("one worker", lambda: convert(folder, work / "out-one", "--jobs", "1")),
        ("two workers", lambda: convert(folder, work / "out-two", "--jobs", "2")),
    )


def cluster(options: argparse.Namespace, work: Path) -> None:
    """Dask on this machine: its workers run all the time, idle where they are not asked."""
    folder = make(SAMPLES, options.documents, work / "cluster")
    print(f"cluster: {options.documents} documents (cpu: of the run that directs, not of the Dask workers)")
    with DaskWorkers(work, 1) as one, DaskWorkers(work, 2) as two:
        for address in (one, two):  # their processes have loaded their data
            convert(folder, work / "out-dask", "--scheduler", address)
        compare(
            options.rounds,
            ("one Dask worker", lambda: convert(folder, work / "out-dask", "--scheduler", one)),
            ("two Dask workers", lambda: convert(folder, work / "out-dask", "--scheduler", two)),
            ("two local workers", lambda: convert(folder, work / "out-local", "--jobs", "2")),
        )


SECTIONS = {"peer": peer, "growth": growth, "workers": workers, "cluster": cluster}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n", maxsplit=1)[0])
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=", ".join(SECTIONS))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--scans", type=Path, help="a folder of scanned PDF files; the scans of samples/")
    parser.add_argument("--ocrmypdf", default="ocrmypdf")
    parser.add_argument("--counts", default="100,1000,10000")
    parser.add_argument(
        "--documents", type=int, default=52, help="copies of all samples, for workers and cluster"
    )
    parser.add_argument(
        "--mixed", action="store_true", help="growth: copies of all samples, not of the small ones"
    )
    parser.add_argument("--work", type=Path, help="where documents and records go; a temporary folder")
    options = parser.parse_args()
    options.small = SAMPLES if options.mixed else SMALL
    with tempfile.TemporaryDirectory(prefix="sohoa-bench-") as folder:
        work = options.work or Path(folder)
        work.mkdir(parents=True, exist_ok=True)
        for name in options.sections or SECTIONS:
            load, processors = os.getloadavg()[0], len(os.sched_getaffinity(0))
            print(f"load {load:.1f} on {processors} processors")
            SECTIONS[name](options, work)


if __name__ == "__main__":
    main()
