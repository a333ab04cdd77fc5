"""The entrance of a room of people: name and password become a session.

GET /login ─▶ a form ─ POST ─▶ cookie ─▶ the work list, or the form again with what was wrong
"""

from __future__ import annotations

from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from extract.desk.desk import desk_of
from extract.desk.guard import Refused
from extract.desk.routes.entrance import admit, text
from extract.desk.speech import entrance


def form(request: Request) -> Response:
    """Who are you?"""
    if not desk_of(request).office.has_users:
        raise Refused(HTTPStatus.NOT_FOUND, "desk-no-page")
    return entrance("login.html", HTTPStatus.OK, desk_of(request).language, wrong=False)


async def enter(request: Request) -> Response:
    """With the right password, in."""
    desk, told = desk_of(request), await request.form()
    if not desk.office.has_users:
        raise Refused(HTTPStatus.NOT_FOUND, "desk-no-page")
    session = await run_in_threadpool(desk.office.admit, text(told, "name"), text(told, "password"))
    if session is None:
        desk.office.heard(request, text(told, "name"), HTTPStatus.UNAUTHORIZED)
        return entrance("login.html", HTTPStatus.UNAUTHORIZED, desk.language, wrong=True)
    desk.office.heard(request, session.who, HTTPStatus.OK)
    return admit(desk, session)


ROUTES = [Route("/login", form), Route("/login", enter, methods=["POST"])]
