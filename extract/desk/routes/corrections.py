"""What a person says of a value, kept at once; the second of two people is told what the first one did.

form (field, value, revision seen) ─ Draft ─ log ─▶ the value as it is now, or both readings side by side
"""

from __future__ import annotations

import re
from contextlib import suppress
from http import HTTPStatus
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from extract.desk.archive import Opened, key_of
from extract.desk.desk import desk_of, has_pictures, opened
from extract.desk.guard import Refused
from extract.desk.routes.entrance import text
from extract.desk.speech import page, session_of
from extract.desk.values import Value
from extract.desk.wording import label, meant, meant_all
from extract.review.entries import Action, Conflict, Draft, Entry
from schemas.catalogue import speaking

_PAGE = re.compile(r"content\.pages\[\d+\]")
PARTS = (Action.SPLIT, Action.JOIN)  # said of a page
SAID = (Action.CONFIRM, Action.ABSENT, *PARTS)


async def value(request: Request) -> Response:
    """Keep what was said of a value, and show it as it is now."""
    return await run_in_threadpool(_value, request, await request.form())


def _value(request: Request, form: FormData) -> Response:
    found, field = opened(request), text(form, "field")
    with speaking(session_of(request).language):
        shown = _known(found, field)
    if not (shown.editable or shown.doubts or text(form, "action") in PARTS):
        raise Refused(HTTPStatus.BAD_REQUEST, "desk-no-field")
    draft = _draft(found, shown, form, session_of(request).who)
    try:
        entry, others = _kept(request, draft, _number(form, "seen"))
    except Conflict as conflict:
        told: dict[str, Any] = {"theirs": conflict.entries[-1], "mine": text(form, "value")}
        return _answer(request, found, field, found.revision, status=HTTPStatus.CONFLICT, **told)
    return _answer(request, found, field, entry.id, others=others)


def _number(form: FormData, name: str) -> int:
    try:
        return int(text(form, name) or 0)
    except ValueError as error:
        raise Refused(HTTPStatus.BAD_REQUEST, "desk-no-field") from error


def _kept(request: Request, draft: Draft, seen: int) -> tuple[Entry, tuple[Entry, ...]]:
    """The entry, and what others said meanwhile of other values. Raises Conflict about this one."""
    archive = desk_of(request).archive
    try:
        return archive.say(draft, seen), ()
    except Conflict as conflict:
        if any(entry.field == draft.field for entry in conflict.entries):
            raise
        return archive.say(draft, conflict.entries[-1].id), conflict.entries


def _draft(found: Opened, shown: Value, form: FormData, who: str) -> Draft:
    said, typed = text(form, "action") or Action.CONFIRM, text(form, "value")
    if said not in SAID:
        raise Refused(HTTPStatus.BAD_REQUEST, "desk-no-page")
    action, new = Action(said), shown.held
    if action in PARTS and not _PAGE.fullmatch(shown.field):
        raise Refused(HTTPStatus.BAD_REQUEST, "desk-no-field")
    if action is Action.CONFIRM and shown.editable:
        new = _written(shown, typed)
        if not new:
            action = Action.ABSENT
        elif new != shown.held:
            action = Action.CORRECT
    try:
        return Draft.of(
            found.machine, shown.field, action, None if action is Action.ABSENT else new,
            who=who, old=shown.held, key=text(form, "key"),
        )  # fmt: skip
    except ValueError as error:
        raise Refused(HTTPStatus.BAD_REQUEST, "desk-no-field") from error


def _written(shown: Value, typed: str) -> str | list[str] | None:
    if not isinstance(shown.held, list):
        return meant(shown.field, typed)
    return meant_all(shown.field, typed)


def _known(found: Opened, field: str) -> Value:
    try:
        return found.values.of(field)
    except ValueError as error:
        raise Refused(HTTPStatus.BAD_REQUEST, "desk-no-field") from error


def _answer(
    request: Request,
    before: Opened,
    field: str,
    seen: int,
    *,
    others: tuple[Entry, ...] = (),
    status: HTTPStatus = HTTPStatus.OK,
    **told: Any,
) -> Response:
    """The value as it is now, and with it what followed from it, or others said meanwhile."""
    found = opened(request)
    with speaking(session_of(request).language):
        old, now = before.values.shown(), found.values.shown()
        also = {entry.field for entry in others} | {one for one in now if one in old and now[one] != old[one]}
        changed = [now[one] for one in sorted(also & now.keys() - {field})]
        value = found.values.of(field)
        shown = {"doc": found, "value": value, "seen": seen, "others": others, "changed": changed}
        helpers = {"label": label, "drawn": has_pictures(request, found)}
        return page(request, "_said.html", status, **shown, **helpers, **told)


async def undo(request: Request) -> Response:
    """Take back an entry, the last of this person when none is named."""
    return await run_in_threadpool(_undo, request, await request.form())


def _undo(request: Request, form: FormData) -> Response:
    found, who = opened(request), session_of(request).who
    asked = text(form, "entry")
    mine = [one for one in found.entries if one.who == who and one.id in _standing(found)]
    if not asked and not mine:
        raise Refused(HTTPStatus.CONFLICT, "desk-nothing-to-undo")
    try:
        number = int(asked) if asked else mine[-1].id
        undone = next(one for one in found.entries if one.id == number)
        entry = desk_of(request).archive.undo(found, number, who)
    except (KeyError, ValueError, StopIteration) as error:
        raise Refused(HTTPStatus.BAD_REQUEST, "desk-nothing-to-undo") from error
    if not undone.field:
        return RedirectResponse(f"/d/{found.key}", HTTPStatus.SEE_OTHER)
    # The button in the head has no value around it, in whose place the answer would come.
    return _answer(request, found, undone.field, entry.id, loose=not asked)


def _standing(found: Opened) -> set[int]:
    return {entry.id for entry in found.values.standing}


async def finish(request: Request) -> Response:
    """Sign the document off and go on to the next one; with open doubts only when asked twice."""
    return await run_in_threadpool(_finish, request, await request.form())


def _finish(request: Request, form: FormData) -> Response:
    found, session = opened(request), session_of(request)
    if text(form, "action") == Action.REOPEN:
        with suppress(Conflict):
            _kept(request, _of_document(found, Action.REOPEN, session.who), found.revision)
        return RedirectResponse(f"/d/{found.key}", HTTPStatus.SEE_OTHER)
    if found.record["review"] and not text(form, "anyway"):
        return RedirectResponse(f"/d/{found.key}?open=1", HTTPStatus.SEE_OTHER)
    seen = _number(form, "seen")
    if any(entry.id > seen and entry.who != session.who for entry in found.entries):
        return RedirectResponse(f"/d/{found.key}?since={seen}", HTTPStatus.SEE_OTHER)
    try:
        _kept(request, _of_document(found, Action.FINISH, session.who), found.revision)
    except Conflict:  # somebody was quicker by a moment
        return RedirectResponse(f"/d/{found.key}?since={found.revision}", HTTPStatus.SEE_OTHER)
    with desk_of(request).archive.index() as index:
        following = index.next_todo(found.row.record)
    return RedirectResponse(f"/d/{key_of(following)}" if following else "/", HTTPStatus.SEE_OTHER)


def _of_document(found: Opened, action: Action, who: str) -> Draft:
    try:
        return Draft.of(found.machine, "", action, who=who)
    except ValueError as error:  # a file that was never read has nothing to sign
        raise Refused(HTTPStatus.BAD_REQUEST, "desk-no-field") from error


def cell(request: Request) -> Response:
    """A cell of a table, to be written in."""
    found = opened(request)
    with speaking(session_of(request).language):
        shown = _known(found, request.query_params.get("field", ""))
    return page(request, "_cell.html", doc=found, value=shown)


ROUTES = [
    Route("/d/{key}/value", value, methods=["POST"]),
    Route("/d/{key}/undo", undo, methods=["POST"]),
    Route("/d/{key}/finish", finish, methods=["POST"]),
    Route("/d/{key}/cell", cell),
]
