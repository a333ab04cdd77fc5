"""A folder of real records, and the desk on a copy of it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="the extra `review` is not installed")

from starlette.testclient import TestClient

from extract.desk.app import build
from extract.desk.desk import Desk
from extract.desk.serve import Settings, desk
from support import SAMPLES
from support.desk import BASE, PORT, TITLE, Browser
from support.program import LETTER, sohoa


@pytest.fixture(scope="session")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Samples, and a letter whose title is a script."""
    folder = tmp_path_factory.mktemp("desk")
    documents = folder / "in"
    documents.mkdir()
    for name in (
        "04-decision-table.pdf",
        "05-english-ocr-layer.pdf",
        "06-official-letter.pdf",
        "12-broken.pdf",
    ):
        shutil.copy(SAMPLES / name, documents)
    letter = LETTER.replace("Kết quả công tác quý I năm 2021", TITLE)
    (documents / "script.txt").write_text(letter, encoding="utf-8")
    (documents / "blank.txt").write_text(LETTER.replace("Số: 15/", "Số:    /"), encoding="utf-8")
    (documents / "other.txt").write_text(LETTER.replace("Số: 15/", "Số:    /").replace("quý I ", "quý II "))
    done = sohoa("convert", "in", "--out", "out", "--quiet", cwd=folder)
    assert done.returncode == 1, done.stderr  # one is broken
    return folder


@pytest.fixture
def folder(converted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the records; their documents are where they were."""
    monkeypatch.chdir(converted)
    shutil.copytree(converted / "out", tmp_path / "out")
    return tmp_path / "out"


@pytest.fixture
def made(folder: Path) -> Iterator[Desk]:
    one = desk(Settings(folder), PORT)
    yield one
    one.pictures.close()


@pytest.fixture
def app(made: Desk) -> object:
    return build(made)


def browser(made: Desk, app: object) -> Browser:
    return Browser(TestClient(app, base_url=BASE)).open(made.sessions.token)  # type: ignore[arg-type]


@pytest.fixture
def one(made: Desk, app: object) -> Browser:
    return browser(made, app).named("Lan")


@pytest.fixture
def other(made: Desk, app: object) -> Browser:
    return browser(made, app).named("Minh")
