"""Another program is told each event once it answers, in their order, signed."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from extract.desk.desk import Desk
from extract.desk.webhooks import Webhook, signature
from support.desk import SCAN, Browser, at

SECRET = b"sixteen bytes or more"


class Listener(HTTPServer):
    """Answers with the codes given, then with 200."""

    codes: list[int]
    heard: list[tuple[dict[str, str], bytes]]


class Hand(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        server = self.server
        assert isinstance(server, Listener)
        body = self.rfile.read(int(self.headers["Content-Length"]))
        code = server.codes.pop(0) if server.codes else 200
        server.heard.append((dict(self.headers), body))
        self.send_response(code)
        if code == 302:
            self.send_header("Location", "http://127.0.0.1:1/")
        self.end_headers()

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def listener() -> Iterator[Listener]:
    server = Listener(("127.0.0.1", 0), Hand)
    server.codes, server.heard = [], []
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()


def webhook(made: Desk, listener: Listener) -> Webhook:
    url = f"http://127.0.0.1:{listener.server_address[1]}/hook"
    one = Webhook(url, SECRET, made.archive.folder, made.received, pause=0.05)
    one.start()
    return one


def wait_for(listener: Listener, count: int) -> None:
    for _ in range(200):
        if len(listener.heard) >= count:
            return
        time.sleep(0.05)
    pytest.fail(f"{len(listener.heard)} of {count}")


def marked(made: Desk) -> None:
    """Until it has taken down where it begins."""
    for _ in range(200):
        if made.received.noted("webhook"):
            return
        time.sleep(0.05)


def test_signed_in_order_and_again(made: Desk, one: Browser, listener: Listener) -> None:
    one.post(at(SCAN, "/value"), field="number", value="1", seen=0)  # before its first start: not told
    told = webhook(made, listener)
    marked(made)
    listener.codes = [500, 302]
    one.post(at(SCAN, "/value"), field="number", value="2", seen=1)
    one.post(at(SCAN, "/value"), field="number", value="3", seen=2)
    wait_for(listener, 4)
    told.stop()
    bodies = [json.loads(body) for _, body in listener.heard]
    assert [body["new"] for body in bodies] == ["2", "2", "2", "3"]
    for headers, body in listener.heard:
        right = signature(SECRET, headers["X-Sohoa-Timestamp"], body)
        assert headers["X-Sohoa-Signature"] == f"sha256={right}"


def test_what_was_not_delivered_is_after_the_next_start(made: Desk, one: Browser, listener: Listener) -> None:
    first = webhook(made, listener)
    marked(made)
    first.stop()
    one.post(at(SCAN, "/value"), field="number", value="2", seen=0)
    second = webhook(made, listener)
    wait_for(listener, 1)
    second.stop()
    assert json.loads(listener.heard[0][1])["new"] == "2"
