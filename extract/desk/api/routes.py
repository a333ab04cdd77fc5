"""What programs may ask and say.

GET /documents, /documents/{key}, .../pages/{n}, /jobs/{n}, /search, /events
POST /documents, .../corrections
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response, UploadFile
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool

from extract.desk.api.shapes import Accepted, Correction, Document, Found, Hits, Item, Items, Kept
from extract.desk.archive import Opened
from extract.desk.desk import Desk, desk_of, opened
from extract.desk.guard import Refused
from extract.desk.happened import Event, Mark, events, now
from extract.desk.routes import pictures
from extract.desk.speech import session_of
from extract.index.model import MARK_BEGIN, MARK_END, Cursor, Filter, Hit
from extract.review.entries import Action, Conflict, Draft

MOST = 200  # documents or hits of one answer
LONGEST_QUERY = 400  # signs
EVERY = 1.0  # seconds between two looks for events
OF_DOCUMENT = (Action.FINISH, Action.REOPEN)
OF_VALUE = (Action.CONFIRM, Action.CORRECT, Action.ABSENT)

routes = APIRouter()
Words = Annotated[str, Query(max_length=LONGEST_QUERY)]
Count = Annotated[int, Query(ge=1, le=MOST)]


@routes.get("/documents")
def documents(
    request: Request,
    *,
    state: str | None = None,
    doc_type: str | None = None,
    year: str | None = None,
    organ: str | None = None,
    reason: str | None = None,
    folder: str | None = None,
    after: str = "",
    limit: Count = 50,
) -> Items:
    """Documents with open doubts first, gravest first."""
    wanted = Filter(state, doc_type, year, organ, reason, folder)
    with desk_of(request).archive.index() as index:
        rows = index.work(wanted, Cursor.read(after), limit)
    following = rows[-1].cursor.text if len(rows) == limit else None
    return Items(documents=[Item.of(row) for row in rows], next=following)


@routes.post("/documents", status_code=HTTPStatus.ACCEPTED)
def send(request: Request, file: UploadFile) -> Accepted:
    """Have a file converted: a document, or an archive of several. `GET /jobs/{job}` says how far it is."""
    desk = desk_of(request)
    size = file.size or 0
    job = desk.received.receive(file.file, size, file.filename or "", session_of(request).who)
    if desk.queue:
        desk.queue.stir()
    return _accepted(desk, job.id)


@routes.get("/jobs/{number}")
def job(request: Request, number: int) -> Accepted:
    """How far a file is that was sent in."""
    return _accepted(desk_of(request), number)


@routes.get("/search")
def search(request: Request, q: Words, after: str = "", limit: Count = 25) -> Hits:
    """Words with or without marks; "words in quotes" stand together, word* is how one begins."""
    with desk_of(request).archive.index() as index:
        hits = index.search(q, Cursor.read(after), limit)
    return Hits(hits=[_found(hit) for hit in hits], next=hits[-1].cursor.text if len(hits) == limit else None)


@routes.get("/documents/{key}")
def document(request: Request, key: str) -> Document:
    """Its record as people left it."""
    found = opened(request)
    return Document(key=key, revision=found.revision, finished=found.finished, record=found.record)


@routes.get("/documents/{key}/pages/{number}", response_class=Response)
def page(request: Request, key: str, number: int) -> Response:  # noqa: ARG001 - of the address
    """The picture of a page (JPEG)."""
    return pictures.sheet(request)


@routes.post("/documents/{key}/corrections", status_code=HTTPStatus.CREATED)
def correct(request: Request, key: str, said: Correction) -> Kept:  # noqa: ARG001 - of the address
    """Keep what is said of a value, or of the document. 409: somebody else said something since `seen`."""
    found = opened(request)
    try:
        entry = desk_of(request).archive.say(_draft(found, said, session_of(request).who), said.seen)
    except Conflict as conflict:
        raise Refused(HTTPStatus.CONFLICT, "desk-changed-meanwhile") from conflict
    except ValueError as error:
        raise Refused(HTTPStatus.UNPROCESSABLE_ENTITY, "desk-no-field") from error
    return Kept(entry=entry.id, revision=opened(request).revision)


@routes.get("/events", response_class=StreamingResponse)
async def follow(request: Request) -> StreamingResponse:
    """Corrections and states of jobs as server-sent events, from now on or behind `Last-Event-ID`."""
    desk = desk_of(request)
    mark = Mark.read(request.headers.get("last-event-id", ""))
    if mark is None:
        mark = await run_in_threadpool(now, desk.archive.folder, desk.received)
    return StreamingResponse(_stream(request, desk, mark), media_type="text/event-stream")


async def _stream(request: Request, desk: Desk, mark: Mark) -> AsyncIterator[str]:
    yield ": sohoa\n\n"  # so that the other side knows that it is heard
    while not (await request.is_disconnected() or desk.ending.is_set()):
        for event in await run_in_threadpool(_some, desk, mark):
            mark = event.mark
            told = json.dumps(event.told, ensure_ascii=False)
            yield f"id: {mark.text}\nevent: {event.kind}\ndata: {told}\n\n"
        await asyncio.sleep(EVERY)


def _some(desk: Desk, mark: Mark) -> list[Event]:
    return list(events(desk.archive.folder, desk.received, mark))


def _accepted(desk: Desk, number: int) -> Accepted:
    found = desk.received.job(number)
    if found is None:
        raise Refused(HTTPStatus.NOT_FOUND, "desk-no-job")
    with desk.archive.index() as index:
        rows = index.work(Filter(folder=found.folder), None, MOST)
    return Accepted.of(found, [Item.of(row) for row in rows])


def _draft(found: Opened, said: Correction, who: str) -> Draft:
    action = Action(said.action)
    if action not in (OF_VALUE if said.field else OF_DOCUMENT):
        raise ValueError(said.action)
    held = found.values.of(said.field).held if said.field else None
    new = said.value if action is Action.CORRECT else None
    return Draft.of(
        found.machine, said.field, action, new, who=who, old=held, reason=said.reason, key=said.key
    )


def _found(hit: Hit) -> Found:
    words = _by_turns(hit.snippet)
    return Found(document=Item.of(hit.row), page=hit.page, snippet=words, more=hit.more)


def _by_turns(snippet: str) -> list[str]:
    return snippet.replace(MARK_END, MARK_BEGIN).split(MARK_BEGIN)
