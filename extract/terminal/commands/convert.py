"""`sohoa convert`, `sohoa watch`: documents, there or arriving ─▶ a batch ─▶ records in an output folder."""
# ruff: noqa: PLC0415

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from extract.core.errors import ExitCode, SetupError
from extract.core.limits import Limits
from extract.core.options import Also, Flavour, Options, Pictures, Split
from extract.terminal.arguments import (
    DEFAULTS,
    Beside,
    DrawPages,
    DryRun,
    Inbox,
    Jobs,
    Knowledge,
    LogFile,
    MaxBytes,
    MaxMembers,
    MaxPages,
    MaxPixels,
    MaxRatio,
    MaxUnpacked,
    Memory,
    MirrorUrl,
    OfPictures,
    Out,
    PageTimeout,
    PathList,
    PdfA,
    Poll,
    Quiet,
    RetryFailed,
    Scheduler,
    Schema,
    Searchable,
    Settle,
    Splitting,
    Timeout,
    Upright,
)
from schemas.catalogue import say

if TYPE_CHECKING:
    from rich.console import Console

    from extract.batch.events import Watcher
    from extract.batch.run import Batch


def convert(
    paths: PathList,
    *,
    out: Out,
    schema: Schema = "administrative",
    jobs: Jobs = None,
    timeout: Timeout = 1800,
    page_timeout: PageTimeout = 120,
    memory: Memory = None,
    retry_failed: RetryFailed = False,
    scheduler: Scheduler = None,
    mirror: MirrorUrl = None,
    also: Beside = None,
    pdf: Searchable = False,
    pdfa: PdfA = Flavour.A2B,
    draw_pages: DrawPages = False,
    upright: Upright = False,
    knowledge: Knowledge = None,
    split: Splitting = Split.AUTO,
    pictures: OfPictures = Pictures.JOINED,
    dry_run: DryRun = False,
    log: LogFile = None,
    quiet: Quiet = False,
    max_bytes: MaxBytes = DEFAULTS.max_bytes,
    max_pages: MaxPages = DEFAULTS.max_pages,
    max_pixels: MaxPixels = DEFAULTS.max_pixels,
    max_unpacked: MaxUnpacked = DEFAULTS.max_unpacked,
    max_members: MaxMembers = DEFAULTS.max_members,
    max_ratio: MaxRatio = DEFAULTS.max_ratio,
) -> None:
    """Convert documents: one JSON record each in DIR, and all of them in DIR/records.jsonl."""
    errors, beside, known = _errors(), _beside(also, pdf=pdf), _known(knowledge, out)
    limits = Limits(max_bytes, max_pages, max_pixels, max_unpacked, max_members, max_ratio)
    drawn = (pdfa, draw_pages, upright)
    options = Options(schema, limits, 1, page_timeout, beside, split, pictures, *drawn, known)
    batch = _batch(errors, paths, out, options, jobs=jobs, timeout=timeout)
    batch = replace(batch, memory=memory, retry_failed=retry_failed)
    batch = _elsewhere(batch, mirror, scheduler, jobs, dry_run=dry_run)
    raise typer.Exit(_foreseen(batch) if dry_run else _run(batch, errors, log, quiet=quiet))


def _errors() -> Console:
    """Where sentences go that are no result."""
    from rich.console import Console

    return Console(stderr=True)


def _beside(also: Sequence[str] | None, *, pdf: bool) -> tuple[Also, ...]:
    """What is to stand beside the records, each once."""
    return tuple(dict.fromkeys((*map(Also, also or ()), *([Also.PDF] if pdf else ()))))


def _known(given: Path | None, out: Path) -> Path | None:
    """Where the knowledge lies that is to be used, whole and ours. Raises SetupError."""
    from schemas.knowledge import KNOWLEDGE_FILE, KnowledgeError, load

    own = out / KNOWLEDGE_FILE
    path = given or (own if own.is_file() else None)
    try:
        if path:
            load(path.absolute())
    except (OSError, KnowledgeError) as error:
        raise SetupError("knowledge-not-read", path=path) from error
    return path.absolute() if path else None


def watch(
    folder: Inbox,
    *,
    out: Out,
    schema: Schema = "administrative",
    jobs: Jobs = None,
    timeout: Timeout = 1800,
    also: Beside = None,
    pdf: Searchable = False,
    pdfa: PdfA = Flavour.A2B,
    draw_pages: DrawPages = False,
    upright: Upright = False,
    settle: Settle = 5,
    poll: Poll = False,
    log: LogFile = None,
    quiet: Quiet = False,
) -> None:
    """Convert documents as they arrive in DIR, until Ctrl-C."""
    from rich.console import Console

    from extract.monitor.watch import Watch
    from extract.terminal import console

    errors, shown = _errors(), Console(quiet=quiet)
    beside, known = _beside(also, pdf=pdf), _known(None, out)
    options = Options(schema, also=beside, pdfa=pdfa, draw_pages=draw_pages, upright=upright, knowledge=known)
    batch = _batch(errors, [folder], out, options, jobs=jobs, timeout=timeout)
    watched = Watch(folder, batch, settle=settle, poll=poll)
    if not quiet:
        errors.print(say("waiting-for-documents", folder=folder), markup=False, highlight=False)
    watched.run(_watcher(batch, errors, log, quiet=quiet), lambda round: console.arrived(shown, round))
    raise typer.Exit(ExitCode.INTERRUPTED)


def _batch(
    errors: Console,
    paths: Sequence[Path | str],
    out: Path,
    options: Options,
    *,
    jobs: int | None,
    timeout: float,
) -> Batch:
    """A batch that both signals end. What would fail each document is told before the first."""
    from extract.batch.run import Batch
    from extract.batch.workers import processors
    from extract.ocr.separators import can_read_codes
    from extract.serialise.searchable import can_make
    from extract.terminal import console, doctor
    from extract.terminal.signals import Stop
    from schemas.loader import load

    if missing := doctor.missing_programs():
        console.how_to_install(errors, missing)
        raise typer.Exit(ExitCode.MISSING_PROGRAM)
    load(options.schema)
    if options.split is Split.SEPARATOR and not can_read_codes():
        raise SetupError("bar-codes-not-installed")
    if Also.PDF in options.also and not can_make():
        raise SetupError("pdfa-not-installed")
    stopping = Stop(errors).asked
    return Batch(paths, out, options, jobs=jobs or processors(), timeout=timeout, stopping=stopping)


def _elsewhere(
    batch: Batch, mirror: str | None, scheduler: str | None, jobs: int | None, *, dry_run: bool
) -> Batch:
    """The same with a copy of its records, or worked on by a cluster, where that is asked for."""
    if mirror:
        batch = _mirrored(batch, mirror, dry_run=dry_run)
    return _on_cluster(batch, scheduler, jobs) if scheduler else batch


def _on_cluster(batch: Batch, address: str, jobs: int | None) -> Batch:
    """The same on the machines of a cluster, which are asked first whether they see what it needs."""
    from extract.batch.cluster import ALL, Cluster

    cluster = Cluster(address)
    cluster.check(batch.paths, batch.out, batch.options)
    return replace(batch, runner=cluster.convert_all, jobs=jobs or ALL, workdir=batch.out)


def _mirrored(batch: Batch, url: str, *, dry_run: bool) -> Batch:
    """The same with its records copied to a URL, which is tried first unless nothing is to be written."""
    from extract.batch.mirror import Mirror

    mirror = Mirror(url)
    batch = replace(batch, mirror=mirror)
    batch.keep_apart()
    if not dry_run:
        mirror.check()
    return batch


def _foreseen(batch: Batch) -> ExitCode:
    """Only say what would be done."""
    from rich.console import Console

    from extract.monitor.forecast import foresee
    from extract.terminal import console

    found = foresee(batch)
    console.forecast(Console(), found, batch.out)
    return found.exit_code


def _run(batch: Batch, errors: Console, log: Path | None, *, quiet: bool) -> ExitCode:
    from rich.console import Console

    from extract.terminal import console

    result = batch.run(_watcher(batch, errors, log, quiet=quiet))
    if not result.found:
        errors.print(say("no-document-found"))
    elif not quiet:
        console.summary(Console(), result, batch.out)
    return result.exit_code


def _watcher(batch: Batch, errors: Console, log: Path | None, *, quiet: bool) -> Watcher:
    """A bar on a terminal, and the log."""
    from extract.batch.events import Silent, Together
    from extract.monitor.log import Log
    from extract.terminal.progress import Bar

    bar = Silent() if quiet or not errors.is_terminal else Bar(errors)
    here = (path for path in batch.paths if isinstance(path, Path))  # a log cannot lie at a URL
    return Together(bar, Log(log, batch.out, here)) if log else bar
