"""The command line: every command parses, calls, shows, and exits with a named code.

    sohoa convert · watch · status · export · restore · read · inspect · schemas · doctor

No logic lives here. Imports are inside the commands, so that `sohoa --help` need not load them.
"""
# ruff: noqa: PLC0415

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extract.core.errors import DocumentError, ExitCode, MissingProgram, SetupError
from extract.core.limits import Limits
from extract.core.quiet import DEBUG, hush_libraries
from extract.export.run import Form, NotInstalled
from extract.terminal.arguments import (
    DEFAULTS,
    SETTLE,
    Channel,
    Document,
    Draw,
    Folder,
    Jobs,
    Json,
    LogFile,
    Mirror,
    Out,
    Pages,
    PathList,
    Quiet,
    Scheduler,
    Schema,
    Text,
    Timeout,
    bytes_limit,
    count_limit,
    flag,
    seconds,
)
from extract.version import VERSION

if TYPE_CHECKING:
    from rich.console import Console

    from extract.batch.events import Watcher

app = typer.Typer(
    help="OCR and document extraction for legacy Vietnamese reports: files in, one JSON record each out.",
    epilog="Exit codes: 0 all converted, 1 some failed, 2 usage, 3 nothing to do, "
    "4 a required program is missing, 130 interrupted.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
schemas_app = typer.Typer(help="Show and check the schemas: which fields are read.", no_args_is_help=True)
app.add_typer(schemas_app, name="schemas")


@app.callback(invoke_without_command=True)
def _options(
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False,
) -> None:
    if version:
        typer.echo(f"sohoa {VERSION}")
        raise typer.Exit


@app.command()
def convert(  # noqa: PLR0917 - Typer makes an option of each
    paths: PathList,
    out: Out,
    schema: Schema = "administrative",
    jobs: Jobs = None,
    timeout: Timeout = 1800,
    page_timeout: Annotated[float, seconds("OCR of one page")] = 120,
    memory: Annotated[
        int | None, bytes_limit("memory of one worker", "a share of the machine's, 2G to 3G")
    ] = None,
    retry_failed: Annotated[bool, flag("--retry-failed", "Try failed documents again.")] = False,
    scheduler: Scheduler = None,
    mirror: Mirror = None,
    dry_run: Annotated[bool, flag("--dry-run", "Only say what would be done, and how long.")] = False,
    log: LogFile = None,
    quiet: Quiet = False,
    max_bytes: Annotated[int, bytes_limit("bytes of one file", "512M")] = DEFAULTS.max_bytes,
    max_pages: Annotated[int, count_limit("pages of one document")] = DEFAULTS.max_pages,
    max_pixels: Annotated[int, count_limit("pixels of one page")] = DEFAULTS.max_pixels,
    max_unpacked: Annotated[
        int, bytes_limit("bytes a .zip or .docx unpacks to", "2G")
    ] = DEFAULTS.max_unpacked,
    max_members: Annotated[int, count_limit("files in a .zip or .docx")] = DEFAULTS.max_members,
    max_ratio: Annotated[int, count_limit("unpacked to packed size in a .zip or .docx")] = DEFAULTS.max_ratio,
) -> None:
    """Convert documents: one JSON record each in DIR, and all of them in DIR/records.jsonl."""
    from rich.console import Console

    from extract.batch.run import Batch
    from extract.batch.workers import processors
    from extract.core.options import Options
    from extract.monitor.forecast import foresee
    from extract.terminal import console
    from extract.terminal.signals import Stop

    errors = Console(stderr=True)
    _ready(errors, schema)
    limits = Limits(max_bytes, max_pages, max_pixels, max_unpacked, max_members, max_ratio)
    options = Options(schema=schema, limits=limits, page_timeout=page_timeout)
    batch = Batch(
        paths,
        out,
        options,
        jobs=jobs or processors(),
        timeout=timeout,
        memory=memory,
        retry_failed=retry_failed,
        stopping=Stop(errors).asked,
    )
    if scheduler:
        from extract.batch.cluster import ALL, Cluster

        cluster = Cluster(scheduler)
        cluster.check(paths, out, options)
        batch = replace(batch, runner=cluster.convert_all, jobs=jobs or ALL, workdir=out)
    if mirror:
        from extract.batch.mirror import Mirror as MirrorAt

        batch = replace(batch, mirror=MirrorAt(mirror))
    if dry_run:
        found = foresee(batch)
        console.forecast(Console(), found, out)
        raise typer.Exit(found.exit_code)
    result = batch.run(_watcher(errors, log, out, paths, quiet=quiet))
    if not result.found:
        errors.print("No document was found under the given paths.")
    elif not quiet:
        console.summary(Console(), result, out)
    raise typer.Exit(result.exit_code)


@app.command()
def watch(  # noqa: PLR0917 - Typer makes an option of each
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", exists=True, file_okay=False, help="Where documents arrive.")
    ],
    out: Out,
    schema: Schema = "administrative",
    jobs: Jobs = None,
    timeout: Timeout = 1800,
    settle: Annotated[float, typer.Option(min=0.1, metavar="S", help=SETTLE)] = 5,
    poll: Annotated[bool, flag("--poll", "Look for changes; done by itself on network folders.")] = False,
    log: LogFile = None,
    quiet: Quiet = False,
) -> None:
    """Convert documents as they arrive in DIR, until Ctrl-C."""
    from rich.console import Console

    from extract.batch.run import Batch
    from extract.batch.workers import processors
    from extract.core.options import Options
    from extract.monitor.watch import Watch
    from extract.terminal import console
    from extract.terminal.signals import Stop

    errors = Console(stderr=True)
    _ready(errors, schema)
    stopping, shown = Stop(errors).asked, Console(quiet=quiet)
    options = Options(schema=schema)
    batch = Batch([folder], out, options, jobs=jobs or processors(), timeout=timeout, stopping=stopping)
    watched = Watch(folder, batch, settle=settle, poll=poll)
    if not quiet:
        errors.print(f"Waiting for documents in {folder}. Ctrl-C ends.", markup=False, highlight=False)
    watched.run(
        _watcher(errors, log, out, [folder], quiet=quiet), lambda round: console.arrived(shown, round)
    )
    raise typer.Exit(ExitCode.INTERRUPTED)


def _ready(errors: Console, schema: str) -> None:
    """What would fail each document is told before the first."""
    from extract.terminal import console, doctor
    from schemas.loader import load

    if missing := doctor.missing_programs():
        console.how_to_install(errors, missing)
        raise typer.Exit(ExitCode.MISSING_PROGRAM)
    load(schema)


def _watcher(errors: Console, log: Path | None, out: Path, paths: list[Path], *, quiet: bool) -> Watcher:
    """A bar on a terminal, and the log."""
    from extract.batch.events import Silent, Together
    from extract.monitor.log import Log
    from extract.terminal.progress import Bar

    bar = Silent() if quiet or not errors.is_terminal else Bar(errors)
    return Together(bar, Log(log, out, paths)) if log else bar


@app.command()
def status(folder: Folder, as_json: Json = False) -> None:
    """Say how far DIR is, also while a run goes on: what is done, failed, in work, and how long it takes."""
    from rich.console import Console

    from extract.monitor.status import status
    from extract.terminal import console

    found = status(folder)
    if as_json:
        typer.echo(json.dumps(found.as_json(), ensure_ascii=False, indent=2))
    else:
        console.status(Console(), found)


@app.command()
def export(
    folder: Folder,
    to: Annotated[Form, typer.Option(help="Tables: parquet, sqlite. Registers of an archive: csv, xlsx.")],
    out: Annotated[
        Path | None, typer.Option(metavar="FILE|DIR", help="Where to.", show_default="in DIR")
    ] = None,
) -> None:
    """Give the records of DIR in a form that other systems take."""
    from rich.console import Console

    from extract.export.run import export
    from extract.terminal import console

    console.exported(Console(), export(folder, to, out))


@app.command()
def restore(
    file: Text = "-",
    channel: Annotated[
        Channel, typer.Option(help="How the text was spoilt; auto finds it for each line.")
    ] = Channel.AUTO,
    as_json: Json = False,
) -> None:
    """Give a text its Vietnamese letters back, line for line."""
    from extract.terminal import restore_text

    text, restorer = restore_text.text_of(file), restore_text.Restorer(channel.value)
    for piece in restorer.as_json(text) if as_json else restorer.text(text):
        typer.echo(piece, nl=False)


@app.command()
def read(file: Document, pages: Pages = None, as_json: Json = False) -> None:
    """Print a document's repaired text in reading order, a form feed between pages."""
    from extract.terminal import one_document

    try:
        wanted = one_document.page_numbers(pages) if pages else None
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--pages") from error
    content = one_document.read(file, one_document.whole_machine(), wanted)
    typer.echo(content.model_dump_json(indent=2) if as_json else content.text)


@app.command()
def inspect(file: Document, draw: Draw = None) -> None:
    """Say what a document is and what each page's text is worth, and why."""
    from rich.console import Console

    from extract.terminal import console, one_document

    console.pages(Console(), file, one_document.inspect(file, one_document.whole_machine(), draw))


@schemas_app.command("list")
def list_schemas() -> None:
    """The schemas that come with the program."""
    from schemas.layers import names
    from schemas.loader import load

    for name in names():
        typer.echo(f"{name}\t{load(name).title}")


@schemas_app.command("show")
def show_schema(name: Annotated[str, typer.Argument(metavar="NAME|FILE")]) -> None:
    """The text of a schema, as a start for your own."""
    from schemas.layers import find

    typer.echo(find(name).read_text(encoding="utf-8"), nl=False)


@schemas_app.command("check")
def check_schema(file: Annotated[Path, typer.Argument(metavar="FILE", exists=True, dir_okay=False)]) -> None:
    """Whether a schema can be used; its mistakes with line and key."""
    from schemas import loader

    problems = loader.check(file)
    for problem in problems:
        typer.echo(problem, err=True)
    if problems:
        raise typer.Exit(ExitCode.SOME_FAILED)
    typer.echo(f"{file} can be used.")


@app.command()
def doctor() -> None:
    """Say what is installed, what is missing, and how to get it."""
    from rich.console import Console

    from extract.terminal import console
    from extract.terminal.doctor import examine

    findings = examine()
    console.findings(Console(), findings)
    if missing := [finding for finding in findings if finding.required and not finding.found]:
        console.how_to_install(Console(), missing)
        raise typer.Exit(ExitCode.MISSING_PROGRAM)


def main() -> None:
    """Run the command line; whatever goes wrong is one plain sentence (SOHOA_DEBUG=1: a traceback)."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    hush_libraries()
    try:
        app(prog_name="sohoa")
    except Exception as error:
        if DEBUG:
            raise
        sys.exit(_told(error))


def _told(error: Exception) -> ExitCode:
    """Print what went wrong; the exit code that goes with it."""
    from extract.core.errors import OutputError
    from schemas.layers import SchemaError

    if isinstance(error, DocumentError):
        typer.echo(str(error), err=True)
        return ExitCode.MISSING_PROGRAM if isinstance(error, MissingProgram) else ExitCode.SOME_FAILED
    if isinstance(error, OutputError | SchemaError | NotInstalled | SetupError):
        typer.echo(str(error), err=True)
        return ExitCode.MISSING_PROGRAM if isinstance(error, NotInstalled) else ExitCode.USAGE
    typer.echo(f"The program failed: {type(error).__name__}: {error} (SOHOA_DEBUG=1 shows where).", err=True)
    return ExitCode.SOME_FAILED


if __name__ == "__main__":
    main()
