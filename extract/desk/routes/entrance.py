"""In and out: the token of the start becomes a session; its name, its language, its end.

/open?token=... ─▶ cookie ─▶ the work list
"""

from __future__ import annotations

from http import HTTPStatus

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from extract.desk.desk import Desk, desk_of
from extract.desk.guard import ENTRANCE, Refused
from extract.desk.sessions import Role, Session
from extract.desk.speech import session_of
from schemas.catalogue import Language

LONGEST_NAME = 80


def open_(request: Request) -> Response:
    """Who has the token gets a session that may do everything: it is his own machine, no room of people."""
    desk = desk_of(request)
    if desk.office.has_users or not desk.sessions.is_token(request.query_params.get("token", "")):
        raise Refused(HTTPStatus.UNAUTHORIZED, "desk-no-session")
    return admit(desk, Session(desk.who, Role.APPROVE, desk.language))


def admit(desk: Desk, session: Session) -> Response:
    """To the work list, with the cookie of a new session."""
    answer = RedirectResponse("/", HTTPStatus.SEE_OTHER)
    answer.set_cookie(
        desk.door.cookie,
        desk.sessions.begin(session),
        httponly=True,
        samesite="strict",
        secure=desk.door.scheme == "https",
    )
    return answer


async def me(request: Request) -> Response:
    """Another name for the corrections of this session, or another language."""
    form, session = await request.form(), session_of(request)
    name = " ".join(text(form, "who").split())[:LONGEST_NAME]
    if name and not session.named:
        session.who = name
    if text(form, "language") in tuple(Language):
        session.language = Language(text(form, "language"))
    return RedirectResponse(_here(request), HTTPStatus.SEE_OTHER)


async def leave(request: Request) -> Response:
    """End the session."""
    desk = desk_of(request)
    desk.sessions.end(request.cookies.get(desk.door.cookie, ""))
    answer = RedirectResponse("/", HTTPStatus.SEE_OTHER)
    answer.delete_cookie(desk.door.cookie)
    return answer


def text(form: FormData, name: str) -> str:
    """A field of a form; "" where there is none, or a file."""
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def _here(request: Request) -> str:
    """The page that asked, if it is one of ours: its path, never its host."""
    origin, _, path = request.headers.get("referer", "").partition(f"//{request.headers['host']}/")
    return f"/{path}" if origin and path[:1] not in ("/", "\\") else "/"


ROUTES = [
    Route(ENTRANCE, open_),
    Route("/me", me, methods=["POST"]),
    Route("/leave", leave, methods=["POST"]),
]
