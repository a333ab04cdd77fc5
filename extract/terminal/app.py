"""The command line: what a person typed ─▶ a command ─▶ an exit code.

    sohoa convert · watch · status · export · restore · read · inspect · doctor · schemas

Whatever goes wrong is told in one plain sentence.
"""
# ruff: noqa: PLC0415

from __future__ import annotations

import sys
from typing import Annotated

import typer

from extract.core.errors import DocumentError, ExitCode, MissingProgram, OutputError, SetupError
from extract.core.quiet import DEBUG, hush_libraries
from extract.export.run import NotInstalled
from extract.terminal.commands import convert, doctor, schemas, show
from extract.version import VERSION

app = typer.Typer(
    help="OCR and document extraction for legacy Vietnamese reports: files in, one JSON record each out.",
    epilog="Exit codes: 0 all converted, 1 some failed, 2 usage, 3 nothing to do, "
    "4 a required program is missing, 130 interrupted.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for command in (
    convert.convert,
    convert.watch,
    show.status,
    show.export,
    show.restore,
    show.read,
    show.inspect,
    doctor.doctor,
):
    app.command()(command)
app.add_typer(schemas.app, name="schemas")


@app.callback(invoke_without_command=True)
def _options(
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False,
) -> None:
    if version:
        typer.echo(f"sohoa {VERSION}")
        raise typer.Exit


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
    from sohoa import neighbours

    if isinstance(error, DocumentError):
        typer.echo(str(error), err=True)
        return ExitCode.MISSING_PROGRAM if isinstance(error, MissingProgram) else ExitCode.SOME_FAILED
    if isinstance(error, OutputError | NotInstalled | SetupError):
        typer.echo(str(error), err=True)
        return ExitCode.MISSING_PROGRAM if isinstance(error, NotInstalled) else ExitCode.USAGE
    if stranger := neighbours.in_the_way():  # asked before `schemas`, which may not be ours
        typer.echo(stranger, err=True)
        return ExitCode.MISSING_PROGRAM
    from schemas.layers import SchemaError

    if isinstance(error, SchemaError):
        typer.echo(str(error), err=True)
        return ExitCode.USAGE
    typer.echo(f"The program failed: {type(error).__name__}: {error} (SOHOA_DEBUG=1 shows where).", err=True)
    return ExitCode.SOME_FAILED
