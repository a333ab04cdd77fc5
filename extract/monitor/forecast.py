"""What a batch would do, and roughly how long it would take: `sohoa convert --dry-run`.

    Batch ─▶ intake, plan (as in a run) ─▶ pages counted ─▶ Forecast

Nothing is written; only what lies in archives is unpacked, into a temporary folder that is removed. The time
is foretold by how long documents of the same kind took in this output folder, where there are enough of them,
else by figures measured elsewhere.
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from extract.batch.entries import stamp_of
from extract.batch.ledger_view import look_or_empty
from extract.batch.past import Past
from extract.batch.plan import plan
from extract.batch.run import Batch
from extract.batch.summary import Summary
from extract.batch.waiting import Sources
from extract.batch.workers import Result, convert_all
from extract.core.errors import ExitCode
from extract.intake import formats
from extract.monitor.page_count import glance
from schemas.catalogue import say
from schemas.kinds import Kind

# Seconds of a worker, measured on 2026-11-22 on two quiet cores: 95 scanned pages 128 s, 336 pages of PDFs
# with a text of their own 12 s, 17 Word, text and Markdown files 7.6 s.
SCANNED_PAGE = 1.35
OWN_TEXT_PAGE = 0.04
FLOW_DOCUMENT = 0.45
Speed = tuple[int, int, float]  # documents, pages, seconds
ENOUGH = 5  # converted documents of a kind in the ledger: below, one odd document decides
GLANCE_SECONDS = 30.0  # for one document; counting pages takes milliseconds


@dataclass(slots=True)
class OfKind:
    """Documents of one kind that would be converted."""

    documents: int = 0
    pages: int | None = None  # None where pages mean nothing
    seconds: float = 0.0  # of one worker
    from_past: bool = False  # told by the ledger


@dataclass(slots=True)
class Forecast:
    """What a run would do."""

    found: int
    done: int = 0
    failed_before: int = 0  # left alone without --retry-failed
    twins: int = 0  # contents that another document has too: converted once
    kinds: dict[str, OfKind] = field(default_factory=dict)  # by media type
    failing: Counter[str] = field(default_factory=Counter)  # error codes that are certain already
    jobs: int = 1
    left_out: list[str] = field(default_factory=list)
    interrupted: bool = False

    @property
    def exit_code(self) -> ExitCode:
        """Nothing fails in a dry run."""
        if self.interrupted:
            return ExitCode.INTERRUPTED
        return ExitCode.OK if self.found else ExitCode.NOTHING

    @property
    def seconds(self) -> float:
        """Roughly how long it would take."""
        return sum(kind.seconds for kind in self.kinds.values()) / self.jobs

    @property
    def basis(self) -> str:
        """What the time is told by, in the language of the run."""
        told = [say(formats.of(name).name) for name, kind in self.kinds.items() if kind.from_past]
        past = say("forecast-from-past", kinds=", ".join(told)) if told else ""
        measured = say("forecast-measured", scanned=SCANNED_PAGE, own=OWN_TEXT_PAGE, flow=FLOW_DOCUMENT)
        if len(told) == len(self.kinds):
            return past
        return say("forecast-both", past=past, measured=measured) if past else measured


def foresee(batch: Batch) -> Forecast:
    """Raises OutputError when the folder's ledger cannot be read."""
    batch.keep_apart()
    with tempfile.TemporaryDirectory(prefix="sohoa-", ignore_cleanup_errors=True) as folder:
        workdir, passed_over = Path(folder), Summary()
        forecast = Forecast(0, jobs=batch.jobs, left_out=passed_over.left_out)
        with look_or_empty(batch.out) as view:
            past = Past(stamp_of(batch.options), view)
            sources = batch.find(workdir, passed_over, past)
            also, retry = batch.options.also, batch.retry_failed
            made = plan(sources, batch.out, past, view, also=also, retry_failed=retry)
            forecast.found, forecast.failed_before = passed_over.found, made.errors.total()
            forecast.done = made.kept - forecast.failed_before
            forecast.twins = made.work.count_twins()
            forecast.failing.update(source.error.code for source in made.work.refused() if source.error)
            speeds = {kind: speed for kind, speed in view.speeds().items() if speed[0] >= ENOUGH}
            kinds = made.work.kinds()
            paged = [name for name in kinds if formats.of(name).paged]
            for result in _glances(batch, made.work.to_convert(paged), workdir):
                _add(forecast, speeds, result)
            for name, times in kinds.items():
                for _ in range(0 if name in paged else times):
                    _count(forecast, speeds, name, 0, FLOW_DOCUMENT)
        forecast.interrupted = batch.stopping()
    return forecast


def _glances(batch: Batch, todo: Sources, workdir: Path) -> Iterator[Result]:
    if len(todo):
        results = convert_all(
            todo,
            batch.options,
            glance,
            jobs=batch.jobs,
            timeout=GLANCE_SECONDS,
            workdir=workdir,
            stopping=batch.stopping,
        )
        with closing(results):
            yield from results


def _add(forecast: Forecast, past: Mapping[str, Speed], result: Result) -> None:
    if result.code:
        forecast.failing[result.code] += 1
    else:
        _count(forecast, past, result.source.media_type, result.pages, _measured(result))


def _count(forecast: Forecast, past: Mapping[str, Speed], name: str, pages: int, measured: float) -> None:
    """One more document of a kind, which would take so many seconds elsewhere."""
    kind = forecast.kinds.setdefault(name, OfKind(from_past=name in past))
    kind.documents += 1
    if pages:
        kind.pages = (kind.pages or 0) + pages
    kind.seconds += _past(pages, *past[name]) if name in past else measured


def _past(pages: int, past_documents: int, past_pages: int, past_seconds: float) -> float:
    """By the page where pages are known, then and now; else by the document."""
    return past_seconds / past_pages * pages if past_pages and pages else past_seconds / past_documents


def _measured(result: Result) -> float:
    verdicts = [page["verdict"] for page in json.loads(result.documents[0].record)["content"]["pages"]]
    scanned = verdicts.count(Kind.IMAGE.value) / len(verdicts) if verdicts else 1.0
    return result.pages * (scanned * SCANNED_PAGE + (1 - scanned) * OWN_TEXT_PAGE)
