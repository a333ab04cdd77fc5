"""What an attacker would try on the running desk; all of it is refused."""

from __future__ import annotations

import asyncio
import base64
import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from extract.desk.desk import Desk
from extract.desk.guard import FORM, MOST_FORM
from extract.desk.sessions import Role, Session, Sessions
from schemas.catalogue import Language
from support.desk import BASE, HOST, SCAN, SCRIPT, Browser, at

VALUE = {"field": "number", "value": "7", "seen": "0"}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "evil.example"}, 421),
        ({"Host": "evil.example:8642"}, 421),
        ({"Host": "127.0.0.1"}, 421),  # another server of this machine
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": f"https://{HOST}"}, 403),
        ({"Cookie": "sohoa-8642=guessed"}, 401),
        ({"Cookie": ""}, 401),
    ],
)
def test_who_may_not_even_read(one: Browser, headers: dict[str, str], status: int) -> None:
    for path in ("/", at(SCAN), at(SCAN, "/page/1"), "/search"):
        answer = one.client.get(path, headers=headers)
        assert answer.status_code == status and "<html" not in answer.text, path


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": BASE}, 403),  # no CSRF token
        ({"Origin": BASE, "X-CSRF-Token": "guessed"}, 403),
        ({"X-CSRF-Token": "right"}, 403),  # no origin
        ({"Origin": "http://evil.example", "X-CSRF-Token": "right"}, 403),
        ({"Origin": BASE, "X-CSRF-Token": "right", "Content-Length": str(1 << 30)}, 413),
        ({"Origin": BASE, "X-CSRF-Token": "right", "Content-Length": "many"}, 413),
    ],
)
@pytest.mark.parametrize("path", ["/value", "/undo", "/finish"])
def test_what_may_not_be_posted(
    made: Desk, one: Browser, path: str, headers: dict[str, str], status: int
) -> None:
    sent = {name: one.csrf if value == "right" else value for name, value in headers.items()}
    answer = one.client.post(at(SCAN, path), data=VALUE, headers=sent)
    assert answer.status_code == status
    opened = made.archive.opened(at(SCAN).removeprefix("/d/"))
    assert opened is not None and not opened.entries


def test_a_body_that_never_ends(one: Browser) -> None:
    """Without a length it is read as far as forms go, and no further."""
    pulled, answers = 0, []

    async def receive() -> dict[str, object]:
        nonlocal pulled
        pulled += 1
        return {"type": "http.request", "body": b"x" * (1 << 18), "more_body": True}

    async def send(message: Any) -> None:
        answers.append(message)

    cookie = "; ".join(f"{name}={value}" for name, value in one.client.cookies.items())
    headers = {"host": HOST, "origin": BASE, "cookie": cookie, "content-type": FORM}
    scope = {
        "type": "http", "method": "POST", "path": at(SCAN, "/value"), "query_string": b"", "scheme": "http",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }  # fmt: skip
    asyncio.run(one.client.app(scope, receive, send))
    assert answers[0]["status"] == 413 and pulled <= 1 + MOST_FORM // (1 << 18)


@pytest.mark.parametrize(
    "path",
    [
        "../../etc/passwd", "/etc/passwd", "in/../../secret.json", "..", "", "ledger.sqlite",
    ],
)  # fmt: skip
def test_no_path_of_a_client_is_opened(one: Browser, path: str) -> None:
    key = base64.urlsafe_b64encode(path.encode()).decode().rstrip("=") or "="
    for more in ("", "/page/1", "/place?field=number", "/leaf/text", "/at?page=1&x=1&y=1"):
        assert one.client.get(f"/d/{key}{more}").status_code == 404


@pytest.mark.parametrize(
    "path",
    ["/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static//etc/passwd", "/d/%ff"],
)
def test_nothing_but_what_is_served(one: Browser, path: str) -> None:
    assert one.client.get(path).status_code == 404


@pytest.mark.parametrize(
    "more", ["/page/0", "/page/99", "/place?field=number]", "/place?field=__class__", "/leaf/x"]
)
def test_what_a_document_does_not_have(one: Browser, more: str) -> None:
    assert one.client.get(at(SCAN, more)).status_code == 404


def test_a_script_in_a_title_is_text(one: Browser) -> None:
    for page in (one.get("/"), one.get(at(SCRIPT)), one.get("/search", q="bao dam an toan")):
        assert "<script>alert" not in page and "&lt;script&gt;alert" in page


def test_headers_of_every_answer(one: Browser) -> None:
    for path, status in (
        ("/", 200),
        (at(SCAN, "/page/1"), 200),
        ("/nowhere", 404),
        ("/static/desk.css", 200),
    ):
        answer = one.client.get(path)
        policy = answer.headers["content-security-policy"]
        assert answer.status_code == status and "default-src 'none'" in policy and "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy and "http" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == ("no-cache" if "static" in path else "no-store")
        assert "server" not in answer.headers


def test_pages_ask_nobody_else_and_hold_no_script(one: Browser) -> None:
    for path in ("/", at(SCAN), "/search"):
        page = one.get(path)
        assert not re.findall(r"""(?:src|href|action)=["'](?:https?:)?//""", page)
        assert " style=" not in page and "<style" not in page and "<script>" not in page
        assert not [word for word in page.split() if word.startswith(("onclick=", "onload=", "hx-on"))]


def test_the_cookie(made: Desk, app: object) -> None:
    client = TestClient(app, base_url=BASE)  # type: ignore[arg-type]
    assert client.get("/open", params={"token": "guessed"}).status_code == 401
    answer = client.get("/open", params={"token": made.sessions.token}, follow_redirects=False)
    cookie = answer.headers["set-cookie"].lower()
    assert answer.status_code == 303 and "httponly" in cookie and "samesite=strict" in cookie
    assert made.sessions.token not in cookie


def test_the_token_for_the_browser_is_good_once(made: Desk, app: object) -> None:
    """Its command line can be read by others of the machine."""
    client, once = TestClient(app, base_url=BASE), made.sessions.once  # type: ignore[arg-type]
    given = [
        client.get("/open", params={"token": once}, follow_redirects=False).status_code for _ in range(2)
    ]
    assert given == [303, 401]


@pytest.mark.parametrize("path", ["/openapi.json", "/opening", "/static", "/statics/x", "/d/x", "/sample"])
def test_only_the_entrance_needs_no_session(made: Desk, app: object, path: str) -> None:
    assert TestClient(app, base_url=BASE).get(path).status_code == 401  # type: ignore[arg-type]


def test_who_only_reads_cannot_write(made: Desk, one: Browser) -> None:
    name = made.sessions.begin(Session("Khách", Role.READ, Language.VI))
    one.client.cookies.set(made.door.cookie, name, domain="127.0.0.1")
    assert one.client.get("/").status_code == 200
    one.csrf = re.findall(r'"X-CSRF-Token": "([^"]+)"', one.get("/"))[0]
    assert one.post(at(SCAN, "/value"), **VALUE)[0] == 403
    assert one.post("/me", language="en")[0] == 303 and "Work list" in one.get("/")


def test_a_session_that_nobody_uses_ends() -> None:
    now = [0.0]
    sessions = Sessions(lambda: now[0], idle=60.0)
    name = sessions.begin(Session("Lan", Role.APPROVE, Language.VI))
    now[0] = 59.0
    assert sessions.of(name)
    now[0] = 118.0
    assert sessions.of(name)  # used in between
    now[0] = 179.0
    assert sessions.of(name) is None and sessions.of("") is None


def test_who_leaves_is_out(one: Browser) -> None:
    cookie = dict(one.client.cookies)
    assert one.post("/leave")[0] == 303
    one.client.cookies.update(cookie)
    assert one.client.get("/").status_code == 401
