"""`sohoa doctor`: what this machine has and lacks, and whether another package stands in the way."""
# ruff: noqa: PLC0415

from __future__ import annotations

import typer

from extract.core.errors import ExitCode
from schemas.catalogue import spoken


def doctor() -> None:
    """Say what is installed, what is missing, and how to get it."""
    from rich.console import Console

    from extract.terminal import console
    from extract.terminal.doctor import examine
    from sohoa import neighbours

    findings, stranger = examine(), neighbours.in_the_way(language=spoken())
    console.findings(Console(), findings)
    if note := stranger or neighbours.beside(language=spoken()):
        console.stranger(Console(), note)
    if missing := [finding for finding in findings if finding.required and not finding.found]:
        console.how_to_install(Console(), missing)
    if missing or stranger:
        raise typer.Exit(ExitCode.MISSING_PROGRAM)
