"""What a person sees of acceptance: shares, the documents behind them, how right a sample was read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table

from extract.packages.acceptance.wording import bounds, percent, result, shown
from extract.review.intervals import Verdict
from schemas.catalogue import number, say

if TYPE_CHECKING:
    from extract.packages.acceptance.accuracy import Accuracy, Measured
    from extract.packages.acceptance.draw import Drawn
    from extract.packages.acceptance.report import Report, Tally

_STYLES = {Verdict.PASSED: "", Verdict.NOT_PASSED: "red", Verdict.TOO_FEW: "yellow"}
SHOWN = 5  # documents of a criterion; --json has all


def report(console: Console, found: Report) -> None:
    """The shares, then what is wrong with which documents."""
    for note in found.notes:
        _print(console, str(note), "yellow")
    table = _headed("head-criterion", "head-missed", "head-share", "head-open", "head-result")
    for tally in found.tallies:
        figures = (number(len(tally.missed)), percent(tally.share), number(len(tally.open)))
        table.add_row(say(tally.row.missed), *figures, result(tally), style=_style(tally))
    console.print(table)
    for tally in found.tallies:
        _documents(console, tally)
    told = {"documents": len(found.documents), "files": found.files, "pages": found.pages}
    _print(console, say("check-of", **told, left_out=found.left_out))


def _style(tally: Tally) -> str:
    if tally.missed and tally.row.is_asked:
        return "red"
    return "yellow" if tally.missed or tally.open else ""


def _documents(console: Console, tally: Tally) -> None:
    """Some of a criterion, below the paper that asks it."""
    some = [*((one, "") for one in tally.missed), *((one, "? ") for one in tally.open)]
    if not some:
        return
    console.print()
    _print(console, say("check-heading", what=tally.row.missed, basis=tally.row.basis), "bold")
    for one, mark in some[:SHOWN]:
        _print(console, f"  {mark}{one.path}: {tally.why(one)}")
    if len(some) > SHOWN:
        _print(console, f"  {say('check-more', count=len(some) - SHOWN)}")


def _headed(*heads: str) -> Table:
    """What stands first and last are words, between them figures."""
    table = Table(box=box.SIMPLE)
    for head in heads:
        table.add_column(say(head), justify="left" if head in (heads[0], heads[-1]) else "right")
    return table


def accuracy(console: Console, found: Accuracy) -> None:
    """The shares that are right, with their bounds."""
    for note in found.notes:
        _print(console, str(note), "yellow")
    table = _headed("head-measured", "head-checked", "head-right", "head-between", "head-shown")
    for one in found.measured:
        table.add_row(*_measured(one), style=_STYLES[one.verdict])
    console.print(table)
    told = {"documents": found.drawn, "of": found.of, "seed": found.drawing.seed}
    _print(console, say("accuracy-of", **told))


def _measured(one: Measured) -> tuple[str, ...]:
    found = one.found
    figures = (number(found.drawn), percent(found.right), bounds(one)) if found else ("0", "", "")
    return (say(one.name), *figures, shown(one))


def drawn(console: Console, done: Drawn) -> None:
    """Where the work sheet is, and how much is to be done."""
    sample = done.sample
    told = {"documents": len(sample.records), "of": sample.of, "values": len(sample.values)}
    _print(console, say("sample-written", **told, lines=len(sample.texts), target=done.target))


def written(console: Console, target: Path) -> None:
    """Where the page is."""
    _print(console, say("page-written", target=target))


def _print(console: Console, text: str, style: str = "") -> None:
    console.print(text, style=style, markup=False, highlight=False, soft_wrap=True)
