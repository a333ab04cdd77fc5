"""`sohoa schemas`: the schemas that come with the program, and the check of one's own."""
# ruff: noqa: PLC0415

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extract.core.errors import ExitCode
from extract.terminal.spoken import SpokenCommand, SpokenGroup
from schemas.catalogue import say

app = typer.Typer(cls=SpokenGroup, help="help-schemas")


@app.callback(invoke_without_command=True)
def _none(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help(), err=True)
        raise typer.Exit(ExitCode.USAGE)


@app.command("list", cls=SpokenCommand, help="help-schemas-list")
def list_schemas() -> None:
    """The schemas that come with the program."""
    from schemas.layers import names
    from schemas.loader import load

    for name in names():
        typer.echo(f"{name}\t{load(name).title}")


@app.command("show", cls=SpokenCommand, help="help-schemas-show")
def show_schema(name: Annotated[str, typer.Argument(metavar="meta-name-or-file")]) -> None:
    """The text of a schema, as a start for your own."""
    from schemas.layers import find

    typer.echo(find(name).read_text(encoding="utf-8"), nl=False)


@app.command("check", cls=SpokenCommand, help="help-schemas-check")
def check_schema(
    file: Annotated[Path, typer.Argument(metavar="meta-file", exists=True, dir_okay=False)],
) -> None:
    """Whether a schema can be used; its mistakes with line and key."""
    from schemas import loader

    problems = loader.check(file)
    for problem in problems:
        typer.echo(problem, err=True)
    if problems:
        raise typer.Exit(ExitCode.SOME_FAILED)
    typer.echo(say("schema-can-be-used", file=file))
