"""`sohoa learn`: the records of an output folder, as people left them ─▶ knowledge.json beside them."""
# ruff: noqa: PLC0415

from __future__ import annotations

import typer

from extract.terminal.arguments import Folder
from schemas.catalogue import say


def learn(folder: Folder) -> None:
    """Learn from what people confirmed in DIR, and from what was read surely many times."""
    from extract.batch.writer import write
    from extract.export.records import read
    from extract.review.learning import learned
    from extract.review.overlay import overlaid
    from schemas.knowledge import KNOWLEDGE_FILE

    found = learned(record for _, record in overlaid(folder, read(folder)))
    path = folder / KNOWLEDGE_FILE
    write(path, [found.to_json().encode()])
    confirmed = sum(one.confirmed > 0 for one in found.values)
    typer.echo(
        say("learned", values=len(found.values), confirmed=confirmed, documents=found.documents, path=path)
    )
