"""`sohoa schemas`: the schemas that come with the program, and the check of one's own."""
# ruff: noqa: PLC0415

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extract.core.errors import ExitCode

app = typer.Typer(help="Show and check the schemas: which fields are read.", no_args_is_help=True)


@app.command("list")
def list_schemas() -> None:
    """The schemas that come with the program."""
    from schemas.layers import names
    from schemas.loader import load

    for name in names():
        typer.echo(f"{name}\t{load(name).title}")


@app.command("show")
def show_schema(name: Annotated[str, typer.Argument(metavar="NAME|FILE")]) -> None:
    """The text of a schema, as a start for your own."""
    from schemas.layers import find

    typer.echo(find(name).read_text(encoding="utf-8"), nl=False)


@app.command("check")
def check_schema(file: Annotated[Path, typer.Argument(metavar="FILE", exists=True, dir_okay=False)]) -> None:
    """Whether a schema can be used; its mistakes with line and key."""
    from schemas import loader

    problems = loader.check(file)
    for problem in problems:
        typer.echo(problem, err=True)
    if problems:
        raise typer.Exit(ExitCode.SOME_FAILED)
    typer.echo(f"{file} can be used.")
