"""What a person sees of packages: what was written and what lacks, what a check found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console

from extract.packages.checking.findings import Severity
from schemas.catalogue import say

if TYPE_CHECKING:
    from extract.packages.checking.findings import Report
    from extract.packages.run import Made, Packed

OTHERS_SHOWN = 5
LACKS_SHOWN = 30  # of one hồ sơ; --json has all


def packed(console: Console, done: Packed) -> None:
    """How each hồ sơ fared."""
    for fault in done.faults:
        _print(console, str(fault), "red")
    for one in done.made:
        _made(console, one)
    if done.others:
        names = ", ".join(done.others[:OTHERS_SHOWN])
        _print(console, say("packages-of-before", count=len(done.others), names=names), "yellow")
    count = sum(one.target is not None for one in done.made)
    _print(console, say("packages-are-in", count=count, target=done.target) if count else say("no-package"))


def _made(console: Console, one: Made) -> None:
    folder, lacks = one.described.dossier.folder, one.described.lacks
    if lacks:
        _print(console, say("package-draft-lacks" if one.target else "package-lacks", folder=folder), "red")
        for lack in lacks[:LACKS_SHOWN]:
            _print(console, f"  {lack}", "red")
        if len(lacks) > LACKS_SHOWN:
            _print(console, f"  {say('package-more-lacks', count=len(lacks))}", "red")
    if one.target:
        documents = sum(document.data is not None for document in one.described.documents)
        _print(console, say("package-of-file", folder=folder, documents=documents, target=one.target.name))
    for note in one.described.notes:
        _print(console, f"  {note}", "yellow")


def checked(console: Console, reports: Sequence[Report]) -> None:
    """What a check found."""
    for report in reports:
        count = sum(1 for _ in report.errors)
        told = say("package-bad", package=report.name, count=count) if count else ""
        _print(console, told or say("package-good", package=report.name), "red" if count else "")
        for one in report.findings:
            style = "red" if one.severity is Severity.ERROR else "yellow"
            _print(console, f"  {one.path} {one.message}" if one.path else f"  {one.message}", style)


def _print(console: Console, text: str, style: str = "") -> None:
    console.print(text, style=style, markup=False, highlight=False, soft_wrap=True)
