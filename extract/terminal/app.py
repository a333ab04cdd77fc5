"""The command line: what a person typed ─▶ a command ─▶ an exit code.

    sohoa convert · watch · status · review · serve · learn · export · package · check · restore · read ...

Whatever goes wrong is told in one plain sentence, in the language of the run.
"""
# ruff: noqa: PLC0415

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from extract.core.errors import DocumentError, ExitCode, MissingProgram, OutputError, SetupError
from extract.core.quiet import DEBUG, hush_libraries
from extract.export.forms import NotInstalled
from extract.terminal.commands import check, convert, doctor, learn, package, review, schemas, serve, show
from extract.terminal.spoken import SpokenCommand, SpokenGroup
from extract.terminal.usage import UsageError, told
from extract.version import VERSION
from schemas.catalogue import Language, say, speaking, spoken
from sohoa import language

app = typer.Typer(
    cls=SpokenGroup,
    help="help-sohoa",
    epilog="help-exit-codes",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for command, what in (
    (convert.convert, "help-convert"),
    (convert.watch, "help-watch"),
    (show.status, "help-status"),
    (review.review, "help-review"),
    (show.export, "help-export"),
    (learn.learn, "help-learn"),
    (show.restore, "help-restore"),
    (show.read, "help-read"),
    (show.inspect, "help-inspect"),
    (show.pdf, "help-pdf"),
    (serve.serve, "help-serve"),
    (check.check, "help-check"),
    (doctor.doctor, "help-doctor"),
):
    app.command(cls=SpokenCommand, help=what)(command)
app.add_typer(package.app, name="package")
app.add_typer(serve.app, name="users")
app.add_typer(schemas.app, name="schemas")


@app.callback(invoke_without_command=True)
def _options(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="help-version")] = False,
    lang: Annotated[Language | None, typer.Option(help="help-lang")] = None,  # see `main`
) -> None:
    context.obj = lang  # as it was told, for a command that has a language of its own
    if version:
        typer.echo(f"sohoa {VERSION}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help(), err=True)
        raise typer.Exit(ExitCode.USAGE)


def main() -> None:
    """Run the command line; whatever goes wrong is one plain sentence (SOHOA_DEBUG=1: a traceback)."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    hush_libraries()
    rest, lang = language.taken_out(sys.argv[1:])
    with speaking(Language(language.spoken(lang, os.environ))):
        code = _run([*lang, *rest])
    sys.exit(code)


def _run(arguments: list[str]) -> int:
    try:
        return app(arguments, prog_name="sohoa", standalone_mode=False) or ExitCode.OK
    except UsageError as error:
        typer.echo(told(error), err=True)
        return ExitCode.USAGE
    except Exception as error:
        if DEBUG:
            raise
        return _told(error)


def _told(error: Exception) -> ExitCode:
    """Print what went wrong; the exit code that goes with it."""
    from sohoa import neighbours

    if isinstance(error, DocumentError):
        typer.echo(str(error), err=True)
        return ExitCode.MISSING_PROGRAM if isinstance(error, MissingProgram) else ExitCode.SOME_FAILED
    if isinstance(error, OutputError | NotInstalled | SetupError):
        typer.echo(str(error), err=True)
        return ExitCode.MISSING_PROGRAM if isinstance(error, NotInstalled) else ExitCode.USAGE
    if stranger := neighbours.in_the_way(language=spoken()):  # before `schemas`, which may not be ours
        typer.echo(stranger, err=True)
        return ExitCode.MISSING_PROGRAM
    from schemas.layers import SchemaError

    if isinstance(error, SchemaError):
        typer.echo(str(error), err=True)
        return ExitCode.USAGE
    typer.echo(say("program-fault", type=type(error).__name__, error=error), err=True)
    return ExitCode.SOME_FAILED
