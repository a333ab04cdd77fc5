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

from extract.core.errors import advice
from extract.core.model import Document, Page
from extract.monitor.duration import in_words
from extract.terminal.doctor import INSTALL, Finding
from schemas.catalogue import say

if TYPE_CHECKING:  # `doctor` must run where the pipeline does not
    from extract.batch.run import Summary
    from extract.export.run import Exported
    from extract.monitor.forecast import Forecast
    from extract.monitor.status import Status

LEFT_OUT_SHOWN = 5


def summary(console: Console, result: Summary, out: Path) -> None:
    """How a batch went, and where its records are."""
    table = Table(box=box.SIMPLE, show_header=False)
    table.add_column()
    table.add_column(justify="right")
    table.add_row("converted", f"{result.converted:,}")
    table.add_row("done before", f"{result.kept:,}")
    table.add_row("failed", f"{result.errors.total():,}", style="red" if result.errors else "")
    table.add_row("pages", f"{result.pages:,}")
    table.add_row("seconds", f"{result.seconds:,.1f}")
    console.print(table)
    errors(console, {code: (count, advice(code)) for code, count in result.errors.most_common()})
    _left_out(console, result.left_out, "left out in all, see summary.json")
    if result.interrupted:
        console.print("Interrupted. Run the same command again to go on.", style="yellow")
    elif result.errors:
        console.print("Why a document failed stands in its record under processing.error.", highlight=False)
        if result.errors.total() > result.failed:
            console.print("Documents that failed before are left alone; --retry-failed tries them again.")
    console.print(f"Records are in {out}", markup=False, highlight=False, soft_wrap=True)


def errors(console: Console, found: dict[str, tuple[int, str]]) -> None:
    """Failed documents by error code, and what to do about each kind."""
    if found:
        table = Table("failed because of", "documents", "what to do", box=box.SIMPLE, style="red")
        for code, (count, what) in found.items():
            table.add_row(code, f"{count:,}", what)
        console.print(table)


def status(console: Console, found: Status) -> None:
    """How an output folder stands."""
    table = Table(box=box.SIMPLE, show_header=False)
    table.add_column()
    table.add_column(justify="right")
    for name in ("found", "done", "failed", "in_work", "pending", "pages"):
        table.add_row(name.replace("_", " "), f"{getattr(found, name):,}")
    console.print(table)
    console.print(_run(found), markup=False, highlight=False)
    if found.documents_in_work:
        work = Table("in work", "for", "attempt", box=box.SIMPLE)
        for document in found.documents_in_work:
            work.add_row(
                escape(document.output.removesuffix(".json")),
                in_words(document.seconds),
                str(document.attempt),
            )
        console.print(work)
    errors(console, {error["code"]: (error["documents"], error["advice"]) for error in found.errors})


def _run(found: Status) -> str:
    run = found.run
    if found.running and run is None:
        return f"A run begins in {found.folder}: it looks what there is to do."
    if not found.running or run is None:
        again = " Run the same `sohoa convert` again to go on." if found.pending else ""
        return f"No run goes on in {found.folder}.{again}"
    figures = [f"A run goes on since {run.begun}: {run.ended:,} of {run.documents:,} documents"]
    if run.pages_a_second is not None and run.seconds_left is not None:
        figures += [f"{run.pages_a_second:g} pages/s", f"about {in_words(run.seconds_left)} left"]
    return ", ".join(figures) + "."


def forecast(console: Console, found: Forecast, out: Path) -> None:
    """What a run would do."""
    table = Table(box=box.SIMPLE, show_header=False)
    table.add_column()
    table.add_column(justify="right")
    table.add_row("found", f"{found.found:,}")
    table.add_row("done already", f"{found.done:,}")
    if found.failed_before:
        table.add_row("failed before, left alone without --retry-failed", f"{found.failed_before:,}")
    if found.twins:
        table.add_row("same content as another one, converted once", f"{found.twins:,}")
    console.print(table)
    if found.kinds:
        kinds = Table("to convert", "documents", "pages", "about", box=box.SIMPLE)
        for name, kind in sorted(found.kinds.items()):
            pages = "-" if kind.pages is None else f"{kind.pages:,}"
            kinds.add_row(name, f"{kind.documents:,}", pages, in_words(kind.seconds / found.jobs))
        console.print(kinds)
        jobs = f"{found.jobs} document{'s' * (found.jobs != 1)} at once"
        console.print(f"In all about {in_words(found.seconds)} with {jobs}: {found.basis}.", highlight=False)
    errors(console, {code: (count, advice(code)) for code, count in found.failing.most_common()})
    _left_out(console, found.left_out, "left out in all")
    console.print(f"Nothing was written to {out}", markup=False, highlight=False, soft_wrap=True)


def exported(console: Console, done: Exported) -> None:
    """Where the records are now."""
    for note in done.notes:
        console.print(note, markup=False, highlight=False, style="yellow")
    console.print(
        f"{done.records:,} records are in {done.target}", markup=False, highlight=False, soft_wrap=True
    )


def _left_out(console: Console, notes: list[str], rest: str) -> None:
    for note in notes[:LEFT_OUT_SHOWN]:
        console.print(note, markup=False, highlight=False, style="dim")
    if len(notes) > LEFT_OUT_SHOWN:
        console.print(f"... {len(notes):,} {rest}", style="dim")


def arrived(console: Console, result: Summary) -> None:
    """How a round of `watch` went, in a line."""
    figures = [f"{result.converted:,} converted", f"{result.failed:,} failed", f"{result.pages:,} pages"]
    codes = ", ".join(result.errors) if result.failed else ""
    console.print(", ".join(filter(None, (*figures, codes))), markup=False, highlight=False)


def pages(console: Console, path: Path, document: Document) -> None:
    """What a document is, and what each page's text is worth and why."""
    count = len(document.pages)
    size = f"{count} page{'s' * (count != 1)}" if document.paged else "a flow document"
    console.print(f"{path}: {document.media_type}, {size}", markup=False, highlight=False, soft_wrap=True)
    for warning in document.warnings:
        console.print(str(warning), markup=False, highlight=False, style="yellow")
    table = Table("page", "points", "words from", "words", "verdict", "why", box=box.SIMPLE)
    for page in document.pages:
        table.add_row(*_page(page))
    console.print(table)


def _page(page: Page) -> tuple[str, ...]:
    size = f"{page.width:.0f} x {page.height:.0f}" if page.width and page.height else "-"
    why = [str(message) for message in (*page.verdict.reasons, *page.warnings)]
    figures = [f"{say(code)} {_figure(number)}" for code, number in page.verdict.numbers]
    return (
        str(page.number),
        size,
        page.origin.value,
        f"{len(page.words):,}",
        page.verdict.kind.value,
        escape("\n".join([*why, *figures])),
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


def stranger(console: Console, note: str) -> None:
    """Which other package stands beside ours, and what to do."""
    console.print(note, style="red", markup=False, highlight=False, soft_wrap=True)


def how_to_install(console: Console, missing: Iterable[Finding]) -> None:
    """The commands that bring what is missing, for each kind of system."""
    names = ", ".join(finding.name for finding in missing)
    console.print(f"Missing: {names}. To install:", style="red", highlight=False)
    for system, command in INSTALL.items():
        console.print(f"  {system:15} {command}", markup=False, highlight=False, soft_wrap=True)
