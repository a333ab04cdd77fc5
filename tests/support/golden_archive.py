"""An output folder made of what the samples truly say: every record without reading one sample."""

from __future__ import annotations

import json
from pathlib import Path

from extract.batch.events import Silent
from extract.batch.run import Batch
from extract.core.errors import BrokenFile
from extract.core.options import Options, PageDone
from extract.core.source import Source
from extract.serialise.failure import problem_of
from extract.serialise.model import Outputs
from schemas.catalogue import Message
from schemas.clues import Clue
from schemas.fields import Fields
from schemas.methods import Method
from schemas.record import Content, Evidence, PageContent, Processing, Record, Review, identity
from support import EXPECTED, SAMPLES
from support.batches import source_file


def golden(source: Source, options: Options, on_page: PageDone) -> tuple[Outputs, ...]:
    """The true record of a sample."""
    on_page(1, 1)
    truth = json.loads((EXPECTED / f"{source.name}.json").read_bytes())
    file = source_file(source, truth.get("pages"))
    record = Record(
        id=identity(file.sha256),
        source=file,
        processing=Processing(version="0", schema=options.schema, seconds=1.5),
    )
    if "fields" not in truth:
        record.processing.error = problem_of(BrokenFile("pdf-damaged"), options.language)
        return (Outputs(record),)
    record.fields = Fields.model_validate(truth["fields"])
    text = (EXPECTED / f"{source.name}.txt").read_text(encoding="utf-8")
    pages = zip(text.split("\f"), truth["verdicts"], strict=False)
    record.content = Content(
        text=text,
        pages=[PageContent(number=n, verdict=kind, text=page) for n, (page, kind) in enumerate(pages, 1)],
    )
    record.evidence = [
        Evidence(
            field="number",
            page=1,
            bbox=(72.0, 90.5, 120.0, 104.0),
            raw="S6: 5",
            text="5",
            confidence=0.9,
            clues=[Clue.ISSUER_REGION, Clue.ANCHOR],
            reading=[Method.READ, Method.RESTORED],
        )
    ]
    record.review = [Review.of("date", Message.of("date-hard-to-read", part="day", seen="1S"), 0.4)]
    return (Outputs(record),)


def make(out: Path) -> None:
    """The output folder of the samples."""
    Batch([SAMPLES], out, Options(), jobs=2, convert=golden).run(Silent())
