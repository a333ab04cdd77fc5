"""`sohoa review DIR`: the desk at which a person checks records, opened in the browser."""
# ruff: noqa: PLC0415

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from extract.core.errors import ExitCode, OutputError, SetupError
from extract.export.forms import NotInstalled
from extract.terminal.arguments import Folder, flag
from schemas.catalogue import Language, say, speaking
from sohoa import language

Documents = Annotated[
    list[Path] | None,
    typer.Option(metavar="meta-folder", exists=True, file_okay=False, help="help-review-documents"),
]


def review(
    context: typer.Context,
    folder: Folder,
    *,
    port: Annotated[int, typer.Option(min=0, max=65535, help="help-review-port")] = 0,
    host: Annotated[str, typer.Option(metavar="meta-address", help="help-review-host")] = "127.0.0.1",
    documents: Documents = None,
    no_browser: Annotated[bool, flag("--no-browser", "help-review-no-browser")] = False,
) -> None:
    """Open the desk on DIR: check, correct and find what was read."""
    spoken = _language(context)
    with speaking(spoken):
        try:
            _serve(folder, port, host, spoken, documents or [], browser=not no_browser)
        except (NotInstalled, OutputError, SetupError) as error:
            typer.echo(str(error), err=True)
            missing = isinstance(error, NotInstalled)
            raise typer.Exit(ExitCode.MISSING_PROGRAM if missing else ExitCode.USAGE) from error


def _language(context: typer.Context) -> Language:
    """People at the desk are archivists: Vietnamese, unless somebody said otherwise in so many words."""
    chosen = context.find_root().obj or os.environ.get(language.VARIABLE) or Language.VI
    return Language(language.spoken([language.OPTION, chosen], {}))


def _serve(
    folder: Path, port: int, host: str, spoken: Language, documents: list[Path], *, browser: bool
) -> None:
    try:
        from extract.desk.serve import Settings, serve
    except ModuleNotFoundError as error:
        raise NotInstalled("desk-not-installed", package=error.name) from error

    def told(address: str) -> None:
        typer.echo(say("desk-is-open", address=address))
        typer.echo(say("desk-how-to-end"))

    with suppress(KeyboardInterrupt):  # the server has ended well; the signal comes again behind it
        serve(Settings(folder, port, host, spoken, tuple(documents)), told, browser)
    typer.echo(say("desk-ended"))
