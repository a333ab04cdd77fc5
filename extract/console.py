"""What a person sees: tables of a batch, of a document's pages, of the machine.

    Summary · Document · Finding ─▶ rich tables on the console

Names of files are never interpreted as markup.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from extract.doctor import INSTALL, Finding
from extract.model import Document, Page

if TYPE_CHECKING:  # `doctor` must run where the pipeline does not
    from extract.batch.run import Summary

LEFT_OUT_SHOWN = 5


def summary(console: Console, result: Summary, out: Path) -> None:
    """How a batch went, and where its records are."""
    table = Table(box=box.SIMPLE, show_header=False)
    table.add_column()
    table.add_column(justify="right")
    table.add_row("converted", f"{result.converted:,}")
    table.add_row("done before", f"{result.kept:,}")
    for code, count in result.errors.most_common():
        table.add_row(f"failed: {code}", f"{count:,}", style="red")
    table.add_row("pages", f"{result.pages:,}")
    table.add_row("seconds", f"{result.seconds:,.1f}")
    console.print(table)
    for note in result.left_out[:LEFT_OUT_SHOWN]:
        console.print(note, markup=False, highlight=False, style="dim")
    if len(result.left_out) > LEFT_OUT_SHOWN:
        console.print(f"... {len(result.left_out):,} left out in all, see summary.json", style="dim")
    if result.interrupted:
        console.print("Interrupted. Run the same command again to go on.", style="yellow")
    elif result.errors:
        console.print("Why a document failed stands in its record under processing.error.", highlight=False)
        if result.errors.total() > result.failed:
            console.print("Documents that failed before are left alone; --retry-failed tries them again.")
    console.print(f"Records are in {out}", markup=False, highlight=False, soft_wrap=True)


def pages(console: Console, path: Path, document: Document) -> None:
    """What a document is, and what each page's text is worth and why."""
    count = len(document.pages)
    size = f"{count} page{'s' * (count != 1)}" if document.paged else "a flow document"
    console.print(f"{path}: {document.media_type}, {size}", markup=False, highlight=False, soft_wrap=True)
    for warning in document.warnings:
        console.print(warning, markup=False, highlight=False, style="yellow")
    table = Table("page", "points", "words from", "words", "verdict", "why", box=box.SIMPLE)
    for page in document.pages:
        table.add_row(*_page(page))
    console.print(table)


def _page(page: Page) -> tuple[str, ...]:
    size = f"{page.width:.0f} x {page.height:.0f}" if page.width and page.height else "-"
    why = [*page.verdict.reasons, *(f"{name} {_figure(number)}" for name, number in page.verdict.numbers)]
    return (
        str(page.number),
        size,
        page.source.value,
        f"{len(page.words):,}",
        page.verdict.kind.value,
        escape("\n".join([*why, *page.warnings])),
    )


def _figure(number: float) -> str:
    return f"{number:,.0f}" if abs(number) >= 100 else f"{number:.3g}"


def findings(console: Console, found: Iterable[Finding]) -> None:
    """What is installed and what is not."""
    table = Table("what", "found", "purpose", box=box.SIMPLE)
    for finding in found:
        missing = "[red]missing" if finding.required else "[yellow]missing (not required)"
        table.add_row(finding.name, finding.found or missing, finding.purpose)
    console.print(table)


def how_to_install(console: Console, missing: Iterable[Finding]) -> None:
    """The commands that bring what is missing, for each kind of system."""
    names = ", ".join(finding.name for finding in missing)
    console.print(f"Missing: {names}. To install:", style="red", highlight=False)
    for system, command in INSTALL.items():
        console.print(f"  {system:15} {command}", markup=False, highlight=False, soft_wrap=True)
