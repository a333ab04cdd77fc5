"""Samples: drawn by chance, checked or keyed blind by people, and what they say of all documents.

seed, size ─ draw ─▶ Sample ;  what a person reads ─ key ─▶ truth ─ judged ─▶ share right, with its bounds
                                 two read otherwise ─▶ side by side ─ settle ─▶ truth
"""

from __future__ import annotations

import re
import secrets
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from extract.desk.archive import Archive, Opened, key_of
from extract.desk.desk import desk_of, opened
from extract.desk.guard import Refused
from extract.desk.routes.document import sheets
from extract.desk.routes.entrance import text
from extract.desk.routes.work import file_name
from extract.desk.speech import page, session_of
from extract.desk.values import KEYED, LISTS, Value
from extract.desk.wording import label, meant, meant_all, written
from extract.index.model import Cursor, Filter, Row
from extract.review.intervals import Interval, of_documents
from extract.review.keyed import Drawn, Sample, ThirdPerson, judged
from extract.review.sample import Per, draw
from extract.review.sampling import Sampling
from schemas.catalogue import speaking

AT_ONCE = 2000  # rows of the index read at a time
MOST = 2000  # documents of a sample: more than two people check in a week
_PLACE = re.compile(r"\[\d+\]")


@dataclass(frozen=True, slots=True)
class Share:
    """How right the machine is about a field."""

    name: str
    wrong: int
    checked: int
    interval: Interval


def samples(request: Request) -> Response:
    """All samples, and a form for another one."""
    with Sampling(desk_of(request).archive.folder) as sampling:
        found = sampling.samples()
    return page(request, "samples.html", samples=found, seed=secrets.randbelow(10_000), per=list(Per))


async def begin(request: Request) -> Response:
    """Draw another one."""
    return await run_in_threadpool(_begin, request, await request.form())


def _begin(request: Request, form: FormData) -> Response:
    try:
        size, per = int(text(form, "size")), Per(text(form, "per"))
    except ValueError as error:
        raise Refused(HTTPStatus.BAD_REQUEST, "desk-no-sample") from error
    seed, archive = text(form, "seed").strip()[:40], desk_of(request).archive
    rows = {row.record: row for row in _rows(archive)}
    strata = {record: _stratum(row, per) for record, row in rows.items()}
    drawn = [(record, rows[record].id or "") for record in draw(strata, min(max(size, 1), MOST), seed)]
    if not drawn:
        raise Refused(HTTPStatus.BAD_REQUEST, "desk-no-sample")
    with Sampling(archive.folder) as sampling:
        made = sampling.begin(drawn, seed=seed, per=per, who=session_of(request).who)
    return RedirectResponse(f"/sample/{made.id}", HTTPStatus.SEE_OTHER)


def _rows(archive: Archive) -> Iterator[Row]:
    """Every document that was read."""
    after: Cursor | None = None
    with archive.index() as index:
        while rows := index.work(Filter(), after, AT_ONCE):
            after = rows[-1].cursor
            yield from (row for row in rows if row.id and row.state != "failed")


def _stratum(row: Row, per: Per) -> str:
    return row.folder if per is Per.FOLDER else row.doc_type or "" if per is Per.TYPE else ""


def sample(request: Request) -> Response:
    """One sample: its documents, what is left to settle, what it says."""
    who = session_of(request).who
    with Sampling(desk_of(request).archive.folder) as sampling:
        found = _sample(request, sampling)
        drawn = sampling.drawn(found.id)
        shown = {
            "sample": found,
            "drawn": [(one, bool(sampling.mine(found.id, one.document, who))) for one in drawn],
            "differences": sampling.differences(found.id),
            "shares": _shares(desk_of(request).archive, drawn, sampling.truth(found.id)),
        }
    records = {one.document: one.record for one in drawn}
    helpers = {"key_of": key_of, "label": label, "written": written, "file_name": file_name}
    return page(request, "sample.html", records=records, **shown, **helpers)


def _sample(request: Request, sampling: Sampling) -> Sample:
    number = request.path_params["number"]
    found = next((one for one in sampling.samples() if one.id == number), None)
    if found is None:
        raise Refused(HTTPStatus.NOT_FOUND, "desk-no-sample")
    return found


def _shares(archive: Archive, drawn: list[Drawn], truth: Mapping[tuple[str, str], Any]) -> list[Share]:
    """By field, lists as a whole; the machine's values are judged, not what people made of them."""
    known = {document for document, _ in truth}
    found = {one.document: archive.opened(key_of(one.record)) for one in drawn if one.document in known}
    wrong, checked = Counter[str](), Counter[str]()
    for one in judged(truth, {document: held.machine for document, held in found.items() if held}):
        name = _PLACE.sub("", one.field)
        wrong[name] += one.wrong
        checked[name] += one.checked
    return [
        Share(name, wrong[name], checked[name], of_documents(wrong[name], checked[name]))
        for name in sorted(checked, key=lambda name: (-wrong[name] / checked[name], name))
    ]


def keying(request: Request) -> Response:
    """A document of a sample: every field to be checked, or with `blind` to be keyed from the page alone."""
    found, blind, who = opened(request), "blind" in request.query_params, session_of(request).who
    with Sampling(desk_of(request).archive.folder) as sampling:
        sample = _sample(request, sampling)
        mine = sampling.mine(sample.id, _document(found), who)
    with speaking(session_of(request).language):
        values = [found.values.of(field) for field in KEYED]
    shown = {
        "doc": found,
        "sample": sample,
        "blind": blind,
        "texts": {value.field: _shown(value, mine, blind) for value in values},
        "values": values,
        "sheets": sheets(request, found, places=not blind),
        "name": file_name(found.row.record),
    }
    return page(request, "keying.html", words="", at_page="", **shown)


def _shown(value: Value, mine: Mapping[str, Any], blind: bool) -> str:
    """What stands in the field: what this person keyed, else the machine's value, else nothing."""
    if value.field in mine:
        return written(value.field, mine[value.field])
    return "" if blind else value.text


async def keyed(request: Request) -> Response:
    """Keep what was keyed, and go on to the next document of the sample."""
    return await run_in_threadpool(_keyed, request, await request.form())


def _keyed(request: Request, form: FormData) -> Response:
    found, who = opened(request), session_of(request).who
    values = {field: _meant(field, text(form, field)) for field in KEYED}
    with Sampling(desk_of(request).archive.folder) as sampling:
        sample = _sample(request, sampling)
        try:
            sampling.key(sample.id, values, document=_document(found), who=who)
        except (ThirdPerson, KeyError) as error:
            raise Refused(HTTPStatus.CONFLICT, "desk-keyed-already") from error
        left = [one for one in sampling.drawn(sample.id) if not sampling.mine(sample.id, one.document, who)]
    blind = "?blind" if text(form, "blind") else ""
    onward = f"/d/{key_of(left[0].record)}{blind}" if left else ""
    return RedirectResponse(f"/sample/{sample.id}{onward}", HTTPStatus.SEE_OTHER)


async def settle(request: Request) -> Response:
    """What stands on the page, where two people read it otherwise."""
    return await run_in_threadpool(_settle, request, await request.form())


def _settle(request: Request, form: FormData) -> Response:
    field, document = text(form, "field"), text(form, "document")
    with Sampling(desk_of(request).archive.folder) as sampling:
        sample = _sample(request, sampling)
        if field not in KEYED or document not in {one.document for one in sampling.drawn(sample.id)}:
            raise Refused(HTTPStatus.BAD_REQUEST, "desk-no-field")
        value = _meant(field, text(form, "value"))
        sampling.settle(sample.id, field, value, document=document, who=session_of(request).who)
    return RedirectResponse(f"/sample/{sample.id}", HTTPStatus.SEE_OTHER)


def _meant(field: str, typed: str) -> str | list[str] | None:
    return meant_all(field, typed) if field in LISTS else meant(field, typed)


def _document(found: Opened) -> str:
    return found.row.id or ""


ROUTES = [
    Route("/sample", samples),
    Route("/sample", begin, methods=["POST"]),
    Route("/sample/{number:int}", sample),
    Route("/sample/{number:int}/settle", settle, methods=["POST"]),
    Route("/sample/{number:int}/d/{key}", keying),
    Route("/sample/{number:int}/d/{key}", keyed, methods=["POST"]),
]
