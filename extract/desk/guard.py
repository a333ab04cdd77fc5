"""What every request must pass before a page sees it, and what every answer carries.

    request ─ host · origin · size · session · CSRF token · role ─▶ application ─▶ answer + headers
                                   └─▶ a refusal in one sentence

Each check stands against one attack: another host (DNS rebinding), another origin or no token (a page of
somebody else that posts here), a body that fills the memory, a cookie that is not ours.
"""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import parse_qs

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from extract.core.limits import MIB, Limits
from extract.desk.sessions import Role, Session, Sessions
from extract.intake.formats import HTML
from schemas.catalogue import Language, say, speaking

MOST_FORM = 4 * MIB  # a page's whole text, corrected, with room
API, UPLOAD = "/api/", ("POST", "/api/v1/documents")
MOST_UPLOAD = (
    Limits().max_bytes + MIB
)  # a document as `convert` takes it, and what stands round it in the form
SAFE = frozenset({"GET", "HEAD"})
STATIC, ENTRANCE, LOGIN = (
    "/static/",
    "/open",
    "/login",
)  # what needs no session: style and scripts, the entrances
OWN = ("/me", "/leave")  # what everybody may do with his own session
FORM = "application/x-www-form-urlencoded"
# Everything from here only; no script or style within a page, so that a title that is one does nothing.
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
    " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # with no-referrer a form would be sent from origin "null"
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


# Who is told of requests that change something, and of those that were refused: by whom, with what status.
Heard = Callable[[Request, str, HTTPStatus], None]


class Refused(Exception):  # noqa: N818 - as in extract/core/errors.py
    """A request that goes no further; `code` is of the catalogue."""

    def __init__(self, status: HTTPStatus, code: str) -> None:
        super().__init__(code)
        self.status, self.code = status, code


@dataclass(frozen=True, slots=True)
class Door:
    """Where the server stands: `hosts` as browsers may name it, with the port; `cookie`: its name.

    `by_key` knows the programs that may come in, `heard` keeps what was asked for.
    """

    hosts: Collection[str]
    scheme: str
    cookie: str
    by_key: Callable[[str], Session | None] = lambda _: None
    heard: Heard = lambda _request, _who, _status: None
    login: bool = False  # people without a session may get one by name and password

    @property
    def origins(self) -> Collection[str]:
        """Of pages that may post here: our own."""
        return {f"{self.scheme}://{host}" for host in self.hosts}


class Guard:
    """Around the application."""

    def __init__(self, app: ASGIApp, door: Door, sessions: Sessions, language: Language) -> None:
        self._app, self._door, self._sessions, self._language = app, door, sessions, language

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let it through, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request, answer = Request(scope, receive), _with_headers(send, scope["path"])
        try:
            session = self._admitted(request)
            body = Bounded(receive, _most(request))
            if session and request.method not in SAFE and not _key(request):
                await _check_token(request, session, body)
            scope["session"] = session
            if request.method not in SAFE:
                self._door.heard(request, session.who if session else "", HTTPStatus.OK)
            await self._app(scope, body, answer)
        except Refused as refusal:
            self._door.heard(request, "", refusal.status)
            await self._refusal(request, refusal)(scope, receive, answer)

    def _admitted(self, request: Request) -> Session | None:
        """The session; None where none is needed. Raises Refused."""
        headers = request.headers
        if headers.get("host", "").lower() not in self._door.hosts:
            raise Refused(HTTPStatus.MISDIRECTED_REQUEST, "desk-other-host")
        origin, key = headers.get("origin"), _key(request)
        from_page = origin or (request.method not in SAFE and not key)  # a program with a key is on no page
        if from_page and origin not in self._door.origins:
            raise Refused(HTTPStatus.FORBIDDEN, "desk-other-origin")
        if int(_figures(headers.get("content-length", "0"))) > _most(request):
            raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "desk-too-much")
        path, reads = request.url.path, request.method in SAFE
        if path == LOGIN or (reads and (path == ENTRANCE or path.startswith(STATIC))):
            return None
        cookie = request.cookies.get(self._door.cookie, "")
        session = self._door.by_key(key) if key else self._sessions.of(cookie)
        if session is None:
            raise Refused(HTTPStatus.UNAUTHORIZED, "desk-no-session")
        if not reads and path not in OWN and session.role < Role.CORRECT:
            raise Refused(HTTPStatus.FORBIDDEN, "desk-may-not")
        return session

    def _refusal(self, request: Request, refusal: Refused) -> Response:
        with speaking(self._language):
            told = say(refusal.code)
        if self._door.login and refusal.status == HTTPStatus.UNAUTHORIZED and _shows(request):
            return RedirectResponse(LOGIN, HTTPStatus.SEE_OTHER)
        if request.url.path.startswith(API):
            return JSONResponse({"code": refusal.code, "message": told}, refusal.status)
        return PlainTextResponse(told, refusal.status)


class Bounded:
    """The body as it comes, until it is too much; what was read before is given again."""

    def __init__(self, receive: Receive, most: int = MOST_FORM) -> None:
        self._receive, self._most, self._read = receive, most, 0
        self._before: bytes | None = None

    async def __call__(self) -> Message:
        """The next piece. Raises Refused."""
        if self._before is not None:
            before, self._before = self._before, None
            return {"type": "http.request", "body": before, "more_body": False}
        message = await self._receive()
        self._read += len(message.get("body", b""))
        if self._read > self._most:
            raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "desk-too-much")
        return message

    async def whole(self) -> bytes:
        """All of it, which stays to be read."""
        pieces, more = [], True
        while more:
            message = await self()
            pieces.append(message.get("body", b""))
            more = message.get("more_body", False)
        self._before = b"".join(pieces)
        return self._before


async def _check_token(request: Request, session: Session, body: Bounded) -> None:
    """The CSRF token, of a header (htmx) or a field of the form. Raises Refused."""
    given = request.headers.get("x-csrf-token", "")
    if not given and request.headers.get("content-type", "").split(";")[0] == FORM:
        fields = parse_qs((await body.whole()).decode("utf-8", "replace"))
        given = fields.get("csrf", [""])[0]
    if not hmac.compare_digest(given.encode(), session.csrf.encode()):
        raise Refused(HTTPStatus.FORBIDDEN, "desk-no-token")


def _shows(request: Request) -> bool:
    """Whether a person waits for a page, and not a program or a part of a page for its answer."""
    return (
        request.method == "GET"
        and HTML.media_type in request.headers.get("accept", "")
        and not (request.url.path.startswith(API) or "hx-request" in request.headers)
    )


def _key(request: Request) -> str:
    """What a program shows in place of a cookie; only the interface for programs takes it."""
    scheme, _, key = request.headers.get("authorization", "").partition(" ")
    return key.strip() if scheme.lower() == "bearer" and request.url.path.startswith(API) else ""


def _most(request: Request) -> int:
    """Bytes of its body."""
    return MOST_UPLOAD if (request.method, request.url.path) == UPLOAD else MOST_FORM


def _figures(text: str) -> str:
    """A length that is no number is none that we take."""
    return text if text.isascii() and text.isdigit() else str(MOST_UPLOAD + 1)


def _with_headers(send: Send, path: str) -> Callable[[Message], Awaitable[None]]:
    """What sends the answer with the headers that keep it where it belongs."""

    async def answer(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.update(HEADERS)
            headers.setdefault("Cache-Control", "no-cache" if path.startswith(STATIC) else "no-store")
        await send(message)

    return answer
