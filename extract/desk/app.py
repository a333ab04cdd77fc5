"""The application: every room of the desk behind one guard.

    Desk ─▶ build ─▶ ASGI application

A module with pages or an interface of its own gives `ROUTES` and stands in ROOMS.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from extract.core.errors import OutputError
from extract.desk.api import app as api
from extract.desk.desk import Desk
from extract.desk.guard import Guard, Refused
from extract.desk.routes import corrections, document, entrance, login, pictures, report, sample, search, work
from extract.desk.speech import session_of
from schemas.catalogue import Language, say, speaking

ROOMS = (entrance, login, work, document, corrections, pictures, search, sample, report)
STATIC = Path(__file__).with_name("static")


def build(desk: Desk) -> Starlette:
    """Ready to be served; at its end the pictures are put away."""

    @asynccontextmanager
    async def life(_app: Starlette) -> AsyncIterator[None]:
        desk.pictures.warm()
        yield
        desk.ending.set()
        desk.pictures.close()

    routes: list[BaseRoute] = [
        Mount("/static", StaticFiles(directory=STATIC)),
        Mount("/api/v1", api.build(desk)),
    ]
    for room in ROOMS:
        routes.extend(room.ROUTES)
    app = Starlette(
        routes=routes,
        lifespan=life,
        middleware=[Middleware(Guard, desk.door, desk.sessions, desk.language)],
        exception_handlers={Refused: _refused, HTTPException: _no_page, OutputError: _no_folder},
    )
    app.state.desk = desk
    return app


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    return _told(request, error.status, error.code)


def _no_page(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return _told(request, error.status_code, "desk-no-page")


def _no_folder(request: Request, error: Exception) -> Response:
    """The folder cannot be read or written: it says why and what to do."""
    with speaking(_language(request)):
        return PlainTextResponse(str(error), 503)


def _told(request: Request, status: int, code: str) -> Response:
    with speaking(_language(request)):
        return PlainTextResponse(say(code), status)


def _language(request: Request) -> Language:
    session = session_of(request)
    return session.language if session else Language.VI
