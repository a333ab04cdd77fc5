"""The interface for programs: the same archive, log and queue as the pages, and nobody without a key."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from extract.desk.archive import key_of
from extract.desk.desk import Desk
from extract.desk.happened import Mark, events
from extract.desk.queue import Queue
from support import SAMPLES
from support.desk import BASE, SCAN, Browser

API = "/api/v1"


@pytest.fixture
def program(made: Desk, app: object) -> Iterator[TestClient]:
    with TestClient(app, base_url=BASE) as client:  # type: ignore[arg-type]
        client.headers["Authorization"] = f"Bearer {made.sessions.token}"
        yield client


@pytest.fixture
def queue(made: Desk) -> Iterator[Queue]:
    one = Queue(made.received, made.archive.folder)
    one.start()
    yield one
    one.stop()


def got(client: TestClient, path: str, **params: Any) -> Any:
    answer = client.get(API + path, params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_lists_searches_and_gives_records(made: Desk, program: TestClient) -> None:
    listed = got(program, "/documents", limit=2)
    rest = got(program, "/documents", after=listed["next"], limit=200)
    keys = [one["key"] for one in (*listed["documents"], *rest["documents"])]
    with made.archive.index() as index:
        assert len(keys) == len(set(keys)) == index.progress().total
    assert rest["next"] is None
    assert all(one["state"] == "failed" for one in got(program, "/documents", state="failed")["documents"])
    hit = got(program, "/search", q="uy ban nhan dan")["hits"][0]
    assert len(hit["snippet"]) % 2 == 1 and hit["document"]["key"] in keys
    record = got(program, f"/documents/{key_of(SCAN)}")
    assert record["record"]["source"]["record"] == SCAN and record["revision"] == 0
    picture = program.get(f"{API}/documents/{key_of(SCAN)}/pages/1")
    assert picture.headers["content-type"] == "image/jpeg"


def test_a_correction_is_kept_once_and_seen_by_people(program: TestClient, one: Browser) -> None:
    path, said = (
        f"{API}/documents/{key_of(SCAN)}/corrections",
        {"field": "number", "action": "correct", "value": "7"},
    )
    kept = [program.post(path, json={**said, "seen": 0, "key": "a"}) for _ in range(2)]
    assert [answer.status_code for answer in kept] == [201, 201]
    assert kept[0].json() == kept[1].json()
    assert got(program, f"/documents/{key_of(SCAN)}")["record"]["fields"]["number"] == "7"
    assert 'value="7"' in one.get(f"/d/{key_of(SCAN)}")
    late = program.post(path, json={**said, "value": "8", "seen": 0})
    assert (late.status_code, late.json()["code"]) == (409, "desk-changed-meanwhile")


@pytest.mark.parametrize(
    "said",
    [
        {"field": "number", "action": "correct", "value": {"a": 1}},
        {"field": "nowhere", "action": "correct", "value": "1"},
        {"field": "number", "action": "split"},
        {"field": "", "action": "confirm"},
        {"field": "number", "action": "delete"},
    ],
)
def test_what_is_no_correction(program: TestClient, said: dict[str, Any]) -> None:
    answer = program.post(f"{API}/documents/{key_of(SCAN)}/corrections", json={**said, "seen": 0})
    assert answer.status_code == 422, answer.text


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Authorization": ""}, 401),
        ({"Authorization": "Bearer guessed"}, 401),
        ({"Authorization": "Basic YTpi"}, 401),
        ({"Host": "evil.example"}, 421),
        ({"Origin": "http://evil.example"}, 403),
    ],
)
def test_who_may_not(program: TestClient, headers: dict[str, str], status: int) -> None:
    for path in ("/documents", f"/documents/{key_of(SCAN)}", "/events", "/openapi.json"):
        answer = program.get(API + path, headers=headers)
        assert (answer.status_code, set(answer.json())) == (status, {"code", "message"}), path


def test_a_key_opens_no_page_and_a_cookie_needs_its_token(program: TestClient, one: Browser) -> None:
    assert program.get("/").status_code == 401
    path, said = f"{API}/documents/{key_of(SCAN)}/corrections", {"field": "number", "seen": 0}
    assert one.client.post(path, json=said, headers={"Origin": BASE}).status_code == 403
    sent = {"Origin": BASE, "X-CSRF-Token": one.csrf}
    assert one.client.post(path, json=said, headers=sent).status_code == 201


def test_a_document_is_sent_in_and_converted(made: Desk, program: TestClient, queue: Queue) -> None:
    content = (SAMPLES / "10-stripped.txt").read_bytes()
    sent = program.post(f"{API}/documents", files={"file": ("../../etc/574 UB.txt", content)})
    assert sent.status_code == 202
    job = sent.json()["job"]
    queue.stir()
    state: dict[str, Any] = {}
    for _ in range(600):
        state = got(program, f"/jobs/{job}")
        if state["state"] in ("done", "failed"):
            break
        time.sleep(0.2)
    assert state["state"] == "done", state
    assert state["name"] == "../../etc/574 UB.txt"
    (document,) = state["documents"]
    assert document["record"] == f"received-{job:06}/document.txt.json"
    assert [path.name for path in made.received.inbox.rglob("*") if path.is_file()] == ["document.txt"]
    told = [event.told["state"] for event in events(made.archive.folder, made.received, Mark())]
    assert told == ["queued", "running", "done"]


def test_what_was_cut_off_goes_on(made: Desk) -> None:
    content = (SAMPLES / "10-stripped.txt").open("rb")
    with content:
        job = made.received.receive(content, 1, "a.txt", "Lan")
    made.received.change(job.id, "running")  # type: ignore[arg-type]
    made.received.take_up()
    waiting = made.received.waiting()
    assert waiting and waiting.id == job.id


def test_too_much_is_refused_before_it_is_read(program: TestClient) -> None:
    answer = program.post(f"{API}/documents", content=b"", headers={"Content-Length": str(1 << 30)})
    assert answer.status_code == 413


def test_events_are_streamed_behind_a_mark(made: Desk, app: object, program: TestClient) -> None:
    path = f"{API}/documents/{key_of(SCAN)}/corrections"
    for seen, value in enumerate("123"):
        assert program.post(
            path, json={"field": "number", "action": "correct", "value": value, "seen": seen}
        ).is_success
    ended = replace(made)
    ended.ending.clear()
    stream = program.get(f"{API}/events", headers={"Last-Event-ID": "1-0"}) if _ends_soon(made) else None
    assert stream is not None
    told = [json.loads(line[6:]) for line in stream.text.splitlines() if line.startswith("data: ")]
    assert [one["new"] for one in told] == ["2", "3"]


def _ends_soon(made: Desk) -> bool:
    """The stream ends when the server does."""
    from threading import Timer

    Timer(1.5, made.ending.set).start()
    return True


def test_its_description(program: TestClient) -> None:
    described = got(program, "/openapi.json")
    assert {"/documents", "/documents/{key}", "/jobs/{number}", "/search", "/events"} <= described[
        "paths"
    ].keys()
    assert (
        Path("/docs").name and program.get(f"{API}/docs").status_code == 404
    )  # it would load from elsewhere
