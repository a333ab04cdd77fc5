"""What is there, shown or given on: an output folder, a text, one document.

status · export ─ an output folder · restore ─ a text · read · inspect · pdf ─ a document
"""
# ruff: noqa: PLC0415

from __future__ import annotations

import gc
import json
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from extract.core.errors import ExitCode
from extract.core.options import Flavour
from extract.export.forms import Form
from extract.terminal.arguments import (
    Channel,
    Document,
    Draw,
    DrawPages,
    Folder,
    Json,
    Pages,
    PdfA,
    PdfFolder,
    Text,
    Upright,
)

# New objects after which Python looks for garbage, 700 by default: `restore` makes tables that stay, and to
# look through them while they grow was an eighth of its start, and a quarter of the time for 3,000 lines.
_SELDOM = 100_000


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


def export(
    folder: Folder,
    to: Annotated[Form, typer.Option(help="help-to")],
    out: Annotated[
        Path | None,
        typer.Option(metavar="meta-file-or-folder", help="help-export-out", show_default="default-in-folder"),
    ] = None,
) -> None:
    """Give the records of DIR in a form that other systems take."""
    from rich.console import Console

    from extract.export.run import export
    from extract.terminal import console

    console.exported(Console(), export(folder, to, out))


def restore(
    file: Text = "-",
    channel: Annotated[Channel, typer.Option(help="help-channel")] = Channel.AUTO,
    as_json: Json = False,
) -> None:
    """Give a text its Vietnamese letters back, line for line."""
    gc.set_threshold(_SELDOM)
    from extract.terminal import restore_text

    text, restorer = restore_text.text_of(file), restore_text.Restorer(channel.value)
    for piece in restorer.as_json(text) if as_json else restorer.text(text):
        typer.echo(piece, nl=False)


def read(file: Document, pages: Pages = None, as_json: Json = False) -> None:
    """Print a document's repaired text in reading order, a form feed between pages."""
    from extract.terminal import one_document

    wanted = one_document.page_numbers(pages) if pages else None
    content = one_document.read(file, one_document.whole_machine(), wanted)
    typer.echo(content.model_dump_json(indent=2) if as_json else content.text)


def inspect(file: Document, draw: Draw = None) -> None:
    """Say what a document is and what each page's text is worth, and why."""
    from rich.console import Console

    from extract.terminal import console, one_document

    console.pages(Console(), file, one_document.inspect(file, one_document.whole_machine(), draw))


def pdf(
    file: Document,
    *,
    out: PdfFolder = Path(),
    pdfa: PdfA = Flavour.A2B,
    draw_pages: DrawPages = False,
    upright: Upright = False,
) -> None:
    """Write a searchable PDF/A of a document, of each when a file holds several."""
    from extract.terminal import one_document

    options = replace(one_document.whole_machine(), pdfa=pdfa, draw_pages=draw_pages, upright=upright)
    code = ExitCode.OK
    for name, made in one_document.searchables(file, options, out):
        for notice in made.notices:
            typer.echo(f"{name}: {notice}", err=True)
        if made.path:
            typer.echo(made.path)
        else:
            code = ExitCode.SOME_FAILED
    raise typer.Exit(code)
