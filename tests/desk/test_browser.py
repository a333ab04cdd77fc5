"""The way of an archivist in a real browser, by keyboard."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from extract.review.log import Log
from support.desk import BLANK, OTHER, SCAN, TABLE, at
from support.program import CLI

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")


class Server:
    """`sohoa review` as a person starts it."""

    def __init__(self, folder: Path, cwd: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, CLI, "review", folder, "--no-browser"],
            cwd=cwd,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            env={name: value for name, value in os.environ.items() if name != "SOHOA_LANG"},
        )
        assert self.process.stdout is not None
        self.address = self.process.stdout.readline().split()[-1]
        self.base = self.address.partition("/open")[0]

    def end(self, by: signal.Signals = signal.SIGINT) -> int:
        self.process.send_signal(by)
        return self.process.wait(20)


@pytest.fixture(scope="module")
def out(converted: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(converted / "out", tmp_path_factory.mktemp("browser") / "out")


@pytest.fixture(scope="module")
def server(out: Path, converted: Path) -> Iterator[Server]:
    one = Server(out, converted)
    yield one
    assert one.end() == 0


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        one = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield one
        one.close()


@pytest.fixture
def page(chromium: Any, server: Server) -> Iterator[Any]:
    yield from opened(chromium, server)


def opened(chromium: Any, server: Server) -> Iterator[Any]:
    """A window of its own; whatever the browser complains of is a fault."""
    context = chromium.new_context(viewport={"width": 1366, "height": 768})
    window = context.new_page()
    complaints: list[str] = []
    window.on("console", lambda told: complaints.append(told.text) if told.type == "error" else None)
    window.on("pageerror", lambda error: complaints.append(str(error)))
    window.on("request", lambda asked: complaints.append(asked.url) if server.base not in asked.url else None)
    window.goto(server.address)
    yield window
    context.close()
    assert not [one for one in complaints if "409" not in one]


def held(folder: Path, record: str) -> list[tuple[str, str, Any]]:
    """What was said of a document."""
    with Log(folder) as log:
        return [(entry.field, str(entry.action), entry.new) for entry in log.all() if entry.record == record]


def focused(page: Any) -> str:
    return str(page.evaluate("document.activeElement.closest('.value')?.dataset.field ?? ''"))


def test_correct_by_keyboard_and_go_on(page: Any, server: Server, out: Path) -> None:
    page.goto(server.base + at(SCAN))
    doubts = page.locator(".value.doubt").evaluate_all("all => all.map(one => one.dataset.field)")
    assert focused(page) == doubts[0]  # nothing to click
    assert page.locator("rect.here").is_visible()
    page.keyboard.press("Enter")  # right: one key
    assert focused(page) == doubts[1]
    page.keyboard.type("VT, TH")  # wrong: typed over what is selected
    page.keyboard.press("Enter")
    for _ in doubts[2:]:
        page.keyboard.press("Enter")
    page.keyboard.press("Enter")  # the way on has the focus
    page.wait_for_url(lambda url: at(SCAN) not in url)
    said = held(out, SCAN)
    assert [field for field, _, _ in said] == [*doubts, ""]
    assert said[1][1:] == ("correct", "VT, TH") and said[-1][1] == "finish"
    assert focused(page)  # and the next document's first doubt


def test_undo_restore_and_alternatives(page: Any, server: Server, out: Path) -> None:
    page.goto(server.base + at(BLANK))
    before = page.evaluate("document.activeElement.value")
    page.keyboard.type("something else")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.value") == before
    offers = page.locator(".value:focus-within [data-offer]").all_inner_texts()
    if offers:
        page.keyboard.press("ArrowDown")
        assert page.evaluate("document.activeElement.value") != before
        page.keyboard.press("ArrowUp")
    field = focused(page)
    page.keyboard.press("Alt+0")  # nothing printed here
    page.locator(f'.value[data-field="{field}"]:not(.doubt)').wait_for()
    assert held(out, BLANK) == [(field, "absent", None)]
    page.keyboard.press("Alt+z")
    page.locator(f'.value.doubt[data-field="{field}"]').wait_for()
    assert focused(page) == field
    page.reload()
    assert page.locator(f'.value.doubt[data-field="{field}"]').count() == 1


def test_a_place_is_clicked_and_its_value_is_in_focus(page: Any, server: Server) -> None:
    page.goto(server.base + at(TABLE))
    page.locator('rect[data-field="title"]').first.click()
    assert focused(page) == "title"
    page.click("[data-view=in]")
    page.click("[data-view=turn]")
    assert page.locator(".page.turned").count() == 1
    page.keyboard.press("Alt+ArrowRight")
    page.wait_for_function("document.querySelector('#page').value === '2'")


def test_a_cell_of_a_table_is_corrected(page: Any, server: Server, out: Path) -> None:
    page.goto(server.base + at(TABLE))
    page.click("[data-leaf=tables]")
    page.locator("td[data-cell]").nth(1).click()
    page.locator("form.cell textarea").fill("Nguyễn Thị Hoa")
    page.keyboard.press("Enter")
    page.locator("td.kept", has_text="Nguyễn Thị Hoa").wait_for()
    assert held(out, TABLE) == [("tables[0].rows[0][1]", "correct", "Nguyễn Thị Hoa")]


def test_find_and_see_it_on_the_page(page: Any) -> None:
    page.keyboard.press("Alt+f")
    page.keyboard.type("to trinh")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/search"))
    page.goto(page.url.replace("to+trinh", "quyet+dinh"))
    assert "Quyết định" in page.locator("mark").all_inner_texts() or page.locator("mark").count()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/d/"))
    assert page.locator("rect.hit, .plain .text").first.is_visible()


def test_keys_are_shown(page: Any) -> None:
    page.keyboard.press("F1")
    assert page.locator("#keys").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#keys").is_hidden()


def test_two_people_at_once(chromium: Any, page: Any, server: Server, out: Path) -> None:
    second = next(others := opened(chromium, server))
    for window, who in ((page, "Lan"), (second, "Minh")):
        window.click(".me summary")
        window.fill(".me input[name=who]", who)
        window.click(".me button:not(.quiet)")
        window.goto(server.base + at(OTHER))
    field = focused(page)
    page.keyboard.type("một")
    page.keyboard.press("Enter")
    page.locator(f'.value[data-field="{field}"]:not(.doubt)').wait_for()
    second.keyboard.type("hai")
    second.keyboard.press("Enter")
    second.locator(".conflict", has_text="Lan đã sửa").wait_for()
    assert len(held(out, OTHER)) == 1  # nothing is overwritten
    second.locator(".conflict button").nth(1).click()
    second.locator(f'.value[data-field="{field}"]:not(.doubt)').wait_for()
    assert len(held(out, OTHER)) == 2
    others.close()


def test_a_killed_server_loses_nothing(chromium: Any, folder: Path, converted: Path) -> None:
    first = Server(folder, converted)
    page = next(opened(chromium, first))
    page.goto(first.base + at(SCAN))
    field = focused(page)
    page.keyboard.press("Enter")
    page.locator(f'.value[data-field="{field}"]:not(.doubt)').wait_for()
    first.end(signal.SIGKILL)
    page.keyboard.press("Enter")  # of the next doubt: nobody takes it, and the page says so
    page.locator("#told.lost").wait_for()
    again = Server(folder, converted)
    assert [one[0] for one in held(folder, SCAN)] == [field]
    page.goto(again.address)
    page.goto(again.base + at(SCAN))
    assert page.locator(f'.value.doubt[data-field="{field}"]').count() == 0
    assert again.end() == 0
    page.context.close()
