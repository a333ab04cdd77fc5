"""What a person sees: tables of a batch, of a document's pages, of the machine.

    Summary · Document · Finding ─▶ rich tables on the console

Names of files are never interpreted as markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from extract.core.errors import advice, general
from extract.core.model import Document, Page
from extract.intake import formats
from extract.monitor.duration import in_words
from extract.terminal.doctor import INSTALL, Finding
from schemas.catalogue import number, said, say

if TYPE_CHECKING:  # `doctor` must run where the pipeline does not
    from extract.batch.summary import Summary
    from extract.export.run import Exported
    from extract.monitor.forecast import Forecast
    from extract.monitor.status import Status

LEFT_OUT_SHOWN = 5


def summary(console: Console, result: Summary, out: Path) -> None:
    """How a batch went, and where its records are. Each document found counts in one row."""
    failed_before = result.errors.total() - result.failed
    _figures(console, {
        "summary-converted": result.converted,
        "summary-kept": result.kept - failed_before,
        "summary-failed": result.errors.total(),
        **({"summary-left": result.left} if result.left else {}),
        "summary-pages": result.pages,
        "summary-seconds": round(result.seconds, 1),
    })  # fmt: skip
    errors(console, {code: (count, advice(code)) for code, count in result.errors.most_common()})
    _left_out(console, result.left_out, "summary-more-left-out")
    for note in result.notes:
        console.print(note, markup=False, highlight=False, style="yellow")
    if result.interrupted:
        console.print(say("summary-interrupted"), style="yellow")
    elif result.errors:
        console.print(say("summary-why"), highlight=False)
        if result.errors.total() > result.failed:
            console.print(say("summary-failed-before"))
    console.print(say("records-are-in", folder=out), markup=False, highlight=False, soft_wrap=True)


def _figures(console: Console, named: Mapping[str, float]) -> None:
    """Figures in a column, each with its name (a code)."""
    table = Table(box=box.SIMPLE, show_header=False)
    table.add_column()
    table.add_column(justify="right")
    for code, figure in named.items():
        failed = figure and code == "summary-failed"
        table.add_row(say(code), number(figure), style="red" if failed else "")
    console.print(table)


def _headed(*heads: str, style: str = "") -> Table:
    return Table(*map(say, heads), box=box.SIMPLE, style=style)


def errors(console: Console, found: dict[str, tuple[int, str]]) -> None:
    """Failed documents by error code, and what to do about each kind."""
    if found:
        table = _headed("head-failed", "head-documents", "head-what-to-do", style="red")
        for code, (count, what) in found.items():
            table.add_row(code, number(count), f"{general(code)} {what}".strip())
        console.print(table)


def status(console: Console, found: Status) -> None:
    """How an output folder stands."""
    _figures(console, {
        "state-found": found.found,
        "state-done": found.done,
        "state-failed": found.failed,
        "state-in-work": found.in_work,
        "state-pending": found.pending,
        "state-pages": found.pages,
    })  # fmt: skip
    console.print(_run(found), markup=False, highlight=False)
    if found.documents_in_work:
        work = _headed("head-in-work", "head-for", "head-attempt")
        for document in found.documents_in_work:
            name = escape(document.output.removesuffix(".json"))
            work.add_row(name, in_words(document.seconds), str(document.attempt))
        console.print(work)
    errors(console, {error["code"]: (error["documents"], error["advice"]) for error in found.errors})


def _run(found: Status) -> str:
    run = found.run
    if found.running and run is None:
        return say("run-begins", folder=found.folder)
    if not found.running or run is None:
        return say("no-run-pending" if found.pending else "no-run", folder=found.folder)
    told = {"begun": run.begun, "ended": run.ended, "documents": run.documents}
    if run.pages_a_second is None or run.seconds_left is None:
        return say("run-goes-on", **told)
    left = in_words(run.seconds_left)
    return say("run-goes-on-with-speed", **told, speed=run.pages_a_second, left=left)


def forecast(console: Console, found: Forecast, out: Path) -> None:
    """What a run would do."""
    before = {"forecast-failed-before": found.failed_before, "forecast-twins": found.twins}
    named = {"state-found": found.found, "forecast-done": found.done}
    _figures(console, named | {code: count for code, count in before.items() if count})
    if found.kinds:
        kinds = _headed("head-to-convert", "head-documents", "head-pages", "head-about")
        for name, kind in sorted(found.kinds.items()):
            pages = "-" if kind.pages is None else number(kind.pages)
            what = say(formats.of(name).name)
            kinds.add_row(what, number(kind.documents), pages, in_words(kind.seconds / found.jobs))
        console.print(kinds)
        time = in_words(found.seconds)
        console.print(say("forecast-in-all", time=time, jobs=found.jobs, basis=found.basis), highlight=False)
    errors(console, {code: (count, advice(code)) for code, count in found.failing.most_common()})
    _left_out(console, found.left_out, "forecast-more-left-out")
    console.print(say("nothing-written", folder=out), markup=False, highlight=False, soft_wrap=True)


def exported(console: Console, done: Exported) -> None:
    """Where the records are now."""
    for note in done.notes:
        console.print(note, markup=False, highlight=False, style="yellow")
    told = say("exported", records=done.records, target=done.target)
    console.print(told, markup=False, highlight=False, soft_wrap=True)


def _left_out(console: Console, notes: list[str], rest: str) -> None:
    """Some of what was left out; `rest`: code of how many there are."""
    for note in notes[:LEFT_OUT_SHOWN]:
        console.print(note, markup=False, highlight=False, style="dim")
    if len(notes) > LEFT_OUT_SHOWN:
        console.print(say(rest, count=len(notes)), style="dim")


def arrived(console: Console, result: Summary) -> None:
    """How a round of `watch` went, in a line."""
    told = say("round", converted=result.converted, failed=result.failed, pages=result.pages)
    why = " ".join(map(general, result.errors)) if result.failed else ""
    console.print(f"{told}: {why}" if why else told, markup=False, highlight=False)


def pages(console: Console, path: Path, document: Document) -> None:
    """What a document is, and what each page's text is worth and why."""
    code = "document-of-pages" if document.paged else "document-of-flow"
    what = say(code, path=path, media_type=document.media_type, pages=len(document.pages))
    console.print(what, markup=False, highlight=False, soft_wrap=True)
    for warning in document.warnings:
        console.print(str(warning), markup=False, highlight=False, style="yellow")
    table = _headed("head-page", "head-points", "head-words-from", "head-words", "head-verdict", "head-why")
    for page in document.pages:
        table.add_row(*_page(page))
    console.print(table)


def _page(page: Page) -> tuple[str, ...]:
    size = f"{page.width:.0f} x {page.height:.0f}" if page.width and page.height else "-"
    figures = [f"{say(code)} {_figure(figure)}" for code, figure in page.verdict.numbers]
    why = [*map(str, page.verdict.reasons), *figures, *map(str, page.warnings)]
    return (
        str(page.number),
        size,
        say(f"origin-{page.origin.value}"),
        number(len(page.words)),
        say(f"verdict-{page.verdict.kind.value}"),
        escape("\n".join(why)),
    )


def _figure(figure: float) -> str:
    return number(round(figure)) if abs(figure) >= 100 else number(float(f"{figure:.3g}"))


def findings(console: Console, found: Iterable[Finding]) -> None:
    """What is installed and what is not."""
    table = _headed("head-what", "head-found", "head-purpose")
    for finding in found:
        missing = (
            "[red]" + say("is-missing") if finding.required else "[yellow]" + say("is-missing-not-required")
        )
        table.add_row(finding.name, finding.found or missing, finding.purpose)
    console.print(table)


def stranger(console: Console, note: str) -> None:
    """Which other package stands beside ours, and what to do."""
    console.print(note, style="red", markup=False, highlight=False, soft_wrap=True)


def how_to_install(console: Console, missing: Iterable[Finding]) -> None:
    """The commands that bring what is missing, for each kind of system."""
    names = ", ".join(finding.name for finding in missing)
    console.print(say("missing-install", names=names), style="red", highlight=False)
    for system, command in INSTALL.items():
        console.print(f"  {system:15} {said(command)}", markup=False, highlight=False, soft_wrap=True)
