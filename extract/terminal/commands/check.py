"""`sohoa check`: what an archive would refuse of a batch, a sample to review, and what the review shows."""
# ruff: noqa: PLC0415

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from extract.core.errors import ExitCode
from extract.review.sample import Per
from extract.terminal.arguments import Folder, Json
from extract.terminal.commands.package import Archive, Documents, Register
from extract.terminal.usage import Mistake

if TYPE_CHECKING:
    from extract.packages.acceptance.drawn import Drawing
    from extract.packages.acceptance.where import Where


class Within(StrEnum):
    """Strata that can be asked for; without one the batch is drawn from as a whole."""

    FOLDER = Per.FOLDER.value
    TYPE = Per.TYPE.value


def _file(code: str, shown: str | None = None, **settings: Any) -> Any:
    return typer.Option(help=code, metavar="meta-file", show_default=shown or True, **settings)


Html = Annotated[Path | None, _file("help-check-html")]
Sample = Annotated[int | None, typer.Option(min=1, metavar="meta-count", help="help-check-sample")]
Seed = Annotated[str | None, typer.Option(metavar="meta-name", help="help-check-seed")]
OfPer = Annotated[Within | None, typer.Option(help="help-check-per")]
Lines = Annotated[int, typer.Option(min=0, metavar="meta-count", help="help-check-lines")]
SampleOut = Annotated[Path | None, _file("help-check-out", "default-in-folder")]
Reviewed = Annotated[Path | None, _file("help-check-reviewed", exists=True, dir_okay=False)]


def check(
    folder: Folder,
    *,
    documents: Documents = None,
    archive: Archive = None,
    register: Register = None,
    html: Html = None,
    as_json: Json = False,
    sample: Sample = None,
    seed: Seed = None,
    per: OfPer = None,
    lines: Lines = 5,
    out: SampleOut = None,
    reviewed: Reviewed = None,
) -> None:
    """Say which shares of a batch an archive would refuse; draw a sample, or say what its review shows."""
    from extract.packages.acceptance.drawn import Drawing
    from extract.packages.acceptance.where import Where

    where = Where(folder, tuple(documents or (Path(),)), archive, register)
    if sample is None:
        for name, value in (("--seed", seed), ("--out", out)):
            if value is not None:
                raise Mistake("sample-not-asked", param_hint=f"'{name}'")
        _report(where, reviewed, html, as_json=as_json)
    elif seed is None or reviewed or html or as_json:
        raise Mistake("sample-without-seed" if seed is None else "sample-alone", param_hint="'--sample'")
    else:
        _draw(where, Drawing(sample, seed, Per(per or Per.ALL), lines), out)


def _report(where: Where, reviewed: Path | None, html: Path | None, *, as_json: bool) -> None:
    from rich.console import Console

    from extract.packages.acceptance.accuracy import accuracy
    from extract.packages.acceptance.page import write
    from extract.packages.acceptance.run import check
    from extract.terminal import acceptance

    measured = accuracy(reviewed, where.folder) if reviewed else None
    report = check(where)
    if html:
        write(report, measured, html)
    if as_json:
        told = {**report.as_json(), "accuracy": measured.as_json() if measured else None}
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        acceptance.report(Console(), report)
        if measured:
            acceptance.accuracy(Console(), measured)
        if html:
            acceptance.written(Console(), html)
    if not (report.is_good and (measured is None or measured.is_good)):
        raise typer.Exit(ExitCode.SOME_FAILED)


def _draw(where: Where, drawing: Drawing, out: Path | None) -> None:
    from rich.console import Console

    from extract.packages.acceptance.draw import draw
    from extract.terminal import acceptance

    acceptance.drawn(Console(), draw(where, drawing, out))
