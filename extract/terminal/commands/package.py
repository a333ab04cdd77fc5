"""`sohoa package`: records ─▶ packages that an archive takes in; any package ─▶ what is wrong with it."""
# ruff: noqa: PLC0415

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from extract.core.errors import ExitCode
from extract.packages.wanted import VIETNAM, Kind, Profile, Wanted
from extract.terminal.arguments import Folder, Json, flag
from extract.terminal.spoken import SpokenCommand, SpokenGroup
from extract.terminal.usage import Mistake


class PackageGroup(SpokenGroup):
    """`package DIR` is `package make DIR`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """What is no command and no --help by itself belongs to `make`."""
        if args and args[0] not in self.commands and args != ["--help"]:
            args = ["make", *args]
        rest: list[str] = super().parse_args(ctx, args)
        return rest


app = typer.Typer(cls=PackageGroup, help="help-package")


def _time(text: str) -> datetime:
    try:
        when = datetime.fromisoformat(text)
    except ValueError as error:
        raise Mistake("time-not-read", text=text) from error
    return when if when.tzinfo else when.replace(tzinfo=VIETNAM)


def _option(code: str, shown: str | None = None, **settings: Any) -> Any:
    return typer.Option(help=code, show_default=shown or True, **settings)


OfKind = Annotated[Kind, _option("help-package-kind")]
AsProfile = Annotated[Profile, _option("help-package-profile")]
Documents = Annotated[
    list[Path] | None,
    _option("help-package-documents", ".", metavar="meta-folder", exists=True, file_okay=False),
]
Archive = Annotated[
    Path | None,
    _option("help-package-archive", "archive.yaml", metavar="meta-file", exists=True, dir_okay=False),
]
Target = Annotated[Path | None, _option("help-package-out", "default-in-folder", metavar="meta-folder")]
Time = Annotated[datetime | None, _option("help-package-time", parser=_time, metavar="meta-time")]


@app.callback(invoke_without_command=True)
def _none(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help(), err=True)
        raise typer.Exit(ExitCode.USAGE)


@app.command("make", cls=SpokenCommand, help="help-package-make")
def make(
    folder: Folder,
    *,
    kind: OfKind,
    profile: AsProfile = Profile.SAMPLE,
    documents: Documents = None,
    archive: Archive = None,
    out: Target = None,
    draft: Annotated[bool, flag("--draft", "help-package-draft")] = False,
    short: Annotated[bool, flag("--short-ids", "help-package-short")] = False,
    loose: Annotated[bool, flag("--loose", "help-package-loose")] = False,
    records: Annotated[bool, flag("--with-records", "help-package-records")] = False,
    time: Time = None,
    as_json: Json = False,
) -> None:
    """Write a package of each folder of records (hồ sơ), or say what it lacks."""
    from rich.console import Console

    from extract.packages.run import package
    from extract.terminal import packages

    when, sources = time or datetime.now(VIETNAM), tuple(documents or (Path(),))
    done = package(folder, Wanted(kind, profile, sources, when, draft, short, records, loose), archive, out)
    if as_json:
        typer.echo(json.dumps(done.as_json(), ensure_ascii=False, indent=2))
    else:
        packages.packed(Console(), done)
    if not done.is_whole:
        raise typer.Exit(ExitCode.SOME_FAILED)


@app.command("check", cls=SpokenCommand, help="help-package-check")
def check(
    path: Annotated[Path, typer.Argument(metavar="meta-path", exists=True, help="help-package-path")],
    as_json: Json = False,
) -> None:
    """Say what is wrong with a package, also one that other programs made."""
    from rich.console import Console

    from extract.packages.checking.run import check
    from extract.terminal import packages

    reports = list(check(path))
    if as_json:
        typer.echo(json.dumps([one.as_json() for one in reports], ensure_ascii=False, indent=2))
    else:
        packages.checked(Console(), reports)
    if not all(one.is_good for one in reports):
        raise typer.Exit(ExitCode.SOME_FAILED)
