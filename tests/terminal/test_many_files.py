"""Pictures and separator sheets as a user converts them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from support.paper import BODY, picture
from support.program import sohoa

Told = list[tuple[str, list[str]]]


def patch_sheet() -> Image.Image:
    """A5 at 110 dpi with Patch T across it."""
    sheet = Image.new("RGB", (909, 642), "white")
    draw, y, unit = ImageDraw.Draw(sheet), 60.0, 0.08 * 110
    for bar in (1.0, 2.5, 1.0, 2.5):
        draw.rectangle((80, round(y), 830, round(y + bar * unit) - 1), fill="black")
        y += (bar + 1) * unit
    return sheet


@pytest.fixture
def scans(tmp_path: Path) -> Path:
    """Two pages, a sheet, a page; the first has a motto."""
    folder = tmp_path / "scans"
    folder.mkdir()
    letter, page = picture(BODY[:4], dpi=110, header=True), picture(BODY[4:], dpi=110)
    sheets = (letter, page, patch_sheet(), picture(dpi=110))
    for name, sheet in zip(("s8", "s9", "s10", "s11"), sheets, strict=True):
        sheet.save(folder / f"{name}.png", dpi=(110, 110))
    return folder


def told(out: Path) -> Told:
    lines = [json.loads(line) for line in (out / "records.jsonl").read_bytes().splitlines()]
    return [(line["source"]["path"], line["source"]["files"]) for line in lines]


def test_pictures_that_run_on(scans: Path, tmp_path: Path) -> None:
    foreseen = sohoa("convert", scans, "--out", "out", "--dry-run", cwd=tmp_path)
    assert foreseen.returncode == 0 and "4" in foreseen.stdout
    done = sohoa("convert", scans, "--out", "out", "--quiet", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert told(tmp_path / "out") == [("s8.png", ["s8.png", "s9.png"]), ("s11.png", [])]
    last = json.loads((tmp_path / "out/scans/s11.png.json").read_bytes())
    (warning,) = last["processing"]["warnings"]
    assert warning["message"] == "s10.png is a separator sheet and belongs to no document."
    status = json.loads(sohoa("status", "out", "--json", cwd=tmp_path).stdout)
    assert (status["found"], status["done"], status["pages"]) == (1, 1, 3)

    done = sohoa("convert", scans, "--out", "out", "--quiet", "--pictures", "single", cwd=tmp_path)
    assert done.returncode == 0
    assert told(tmp_path / "out") == [(f"s{number}.png", []) for number in (10, 11, 8, 9)]


def test_separators_in_one_file(scans: Path, tmp_path: Path) -> None:
    pytest.importorskip("zxingcpp")
    first, *more = (Image.open(scans / f"s{number}.png").convert("L") for number in (8, 9, 10, 11))
    first.save(tmp_path / "all.tif", save_all=True, append_images=more, dpi=(110, 110))
    done = sohoa("convert", "all.tif", "--out", "out", "--split", "separator", "--quiet", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    lines = [json.loads(line) for line in (tmp_path / "out" / "records.jsonl").read_bytes().splitlines()]
    parts = [line["source"]["part"] for line in lines]
    assert [(part["first_page"], part["last_page"]) for part in parts] == [(1, 2), (4, 4)]
    assert [notice["code"] for notice in lines[1]["processing"]["warnings"]] == ["separator-left-out"]


def test_options_that_are_none(scans: Path, tmp_path: Path) -> None:
    for option in ("--pictures", "--split"):
        done = sohoa("convert", scans, "--out", "out", option, "perhaps", cwd=tmp_path)
        assert done.returncode == 2 and option in done.stderr
