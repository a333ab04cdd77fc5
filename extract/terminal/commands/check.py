"""`sohoa check`: what an archive would refuse of a batch, a sample to review, and what the review shows."""
# ruff: noqa: PLC0415

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from extract.core.errors import ExitCode
from extract.review.sample import Per
from extract.terminal.arguments import Folder, Json
from extract.terminal.commands.package import Archive, Documents, Register
from extract.terminal.usage import Mistake


def _file(code: str, shown: str | None = None, **settings: Any) -> Any:
    return typer.Option(help=code, metavar="meta-file", show_default=shown or True, **settings)


Html = Annotated[Path | None, _file("help-check-html")]
Sample = Annotated[int | None, typer.Option(min=1, metavar="meta-count", help="help-check-sample")]
Seed = Annotated[str | None, typer.Option(metavar="meta-text", help="help-check-seed")]
OfPer = Annotated[Per, typer.Option(help="help-check-per")]
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
    per: OfPer = Per.ALL,
    lines: Lines = 5,
    out: SampleOut = None,
    reviewed: Reviewed = None,
) -> None:
    """Say which shares of a batch an archive would refuse; draw a sample, or say what its review shows."""
    from extract.packages.acceptance.run import Where

    where = Where(folder, tuple(documents or (Path(),)), archive, register)
    if sample is None:
        if seed is not None or out is not None:
            raise Mistake("sample-not-asked")
        _report(where, reviewed, html, as_json=as_json)
    elif seed is None:
        raise Mistake("sample-without-seed")
    else:
        _draw(where, (sample, seed, per, lines), out)
