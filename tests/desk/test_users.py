"""A room of people: who may come in, what each may do, and what is kept of it."""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from extract.core.errors import SetupError
from extract.desk.app import build
from extract.desk.archive import key_of
from extract.desk.desk import Desk
from extract.desk.serve import Settings, desk
from extract.desk.sessions import Role
from extract.desk.users import Users
from support.desk import BASE, PORT, SCAN
from support.program import sohoa

PASSWORD = "cầu Thê Húc 1865"


@pytest.fixture
def users(tmp_path: Path) -> Path:
    path, known = tmp_path / "users.json", Users()
    for name, role in (("Lan", Role.CORRECT), ("Minh", Role.READ)):
        known = known.with_user(name, role, PASSWORD)
    known.write(path)
    return path


@pytest.fixture
def room(folder: Path, users: Path) -> Iterator[Desk]:
    one = desk(Settings(folder, users=users), PORT)
    yield one
    one.pictures.close()


@pytest.fixture
def client(room: Desk) -> Iterator[TestClient]:
    with TestClient(build(room), base_url=BASE) as one:
        yield one


def login(client: TestClient, name: str, password: str = PASSWORD) -> int:
    answer = client.post(
        "/login", data={"name": name, "password": password}, headers={"Origin": BASE}, follow_redirects=False
    )
    return answer.status_code


def test_in_by_password(client: TestClient) -> None:
    asked = client.get("/", headers={"Accept": "text/html"}, follow_redirects=False)
    assert (asked.status_code, asked.headers["location"]) == (303, "/login")
    assert login(client, "Lan", "wrong password") == 401
    assert login(client, "Nobody") == 401
    assert login(client, "Lan") == 303
    page = client.get("/").text
    assert "Lan" in page and 'name="who"' not in page  # nobody signs by another's name


def test_a_name_waits_after_wrong_passwords(client: TestClient) -> None:
    assert [login(client, "Lan", "wrong password") for _ in range(5)] == [401] * 5
    assert login(client, "Lan") == 401
    assert login(client, "Minh") == 303


def test_from_another_page_nobody_comes_in(client: TestClient) -> None:
    answer = client.post(
        "/login", data={"name": "Lan", "password": PASSWORD}, headers={"Origin": "http://evil.example"}
    )
    assert answer.status_code == 403


def test_the_token_of_the_start_opens_no_room(room: Desk, client: TestClient) -> None:
    key = {"Authorization": f"Bearer {room.sessions.token}"}
    assert client.get("/api/v1/documents", headers=key).status_code == 401
    assert client.get("/open", params={"token": room.sessions.token}).status_code == 401


def test_a_key_says_whose_it_is_and_what_he_may(users: Path, client: TestClient) -> None:
    known, keys = Users.read(users), {}
    for name in ("Lan", "Minh"):
        known, keys[name] = known.with_key(name)
    known.write(users)
    said = {"field": "number", "action": "correct", "value": "7", "seen": 0}
    path = f"/api/v1/documents/{key_of(SCAN)}"
    codes = {}
    for name, key in keys.items():
        client.headers["Authorization"] = f"Bearer {key}"
        assert client.get(path).status_code == 200
        codes[name] = client.post(f"{path}/corrections", json=said).status_code
    assert codes == {"Lan": 201, "Minh": 403}
    assert {one["who"] for one in client.get(path).json()["record"]["human"]} == {"Lan"}
    known.without("Minh").write(users)
    assert client.get(path).status_code == 401  # Minh's key, without a new start


def test_the_audit_has_logins_refusals_and_changes(room: Desk, client: TestClient) -> None:
    login(client, "Minh", "wrong password")
    login(client, "Minh")
    client.post(f"/d/{key_of(SCAN)}/value", data={}, headers={"Origin": BASE})
    lines = [json.loads(line) for line in (room.archive.folder / "audit.log").read_text("utf-8").splitlines()]
    told = [(one["who"], one["path"], one["status"]) for one in lines if one["who"] or one["status"] != 200]
    assert told == [("Minh", "/login", 401), ("Minh", "/login", 200), ("", f"/d/{key_of(SCAN)}/value", 403)]
    assert PASSWORD not in (room.archive.folder / "audit.log").read_text("utf-8")


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ({"host": "0.0.0.0"}, "desk-needs-users"),
        ({"host": "0.0.0.0", "users": Path("u")}, "desk-needs-tls"),
    ],
)
def test_no_room_is_open_to_anybody(settings: dict[str, object], code: str) -> None:
    with pytest.raises(SetupError) as raised:
        Settings(Path(), **settings).check()  # type: ignore[arg-type]
    assert raised.value.message.code == code


def test_the_list_on_the_command_line(tmp_path: Path) -> None:
    file = tmp_path / "users.json"
    short = sohoa("users", "add", str(file), "Lan", cwd=tmp_path, given="short\n")
    assert short.returncode == 2 and not file.exists()
    assert (
        sohoa(
            "users", "add", str(file), "Lan", "--role", "approve", cwd=tmp_path, given=f"{PASSWORD}\n"
        ).returncode
        == 0
    )
    assert stat.S_IMODE(file.stat().st_mode) == 0o600 and PASSWORD not in file.read_text("utf-8")
    user = Users.read(file).by_password("Lan", PASSWORD)
    assert user and user.role is Role.APPROVE
    key = sohoa("users", "key", str(file), "Lan", cwd=tmp_path).stdout.split()[-1]
    assert Users.read(file).by_key(key) == Users.read(file).by_name["Lan"]
    assert sohoa("users", "remove", str(file), "Minh", cwd=tmp_path).returncode == 2
    assert sohoa("users", "remove", str(file), "Lan", cwd=tmp_path).returncode == 0
    assert Users.read(file).by_key(key) is None
