"""Names of pictures that run on: which do, in which order, how many are read together."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from PIL import Image

from extract.core.limits import Limits
from extract.intake.find import find
from extract.intake.running_names import arranged, follows, jumps, runs


@pytest.mark.parametrize(
    ("before", "name", "expected"),
    [
        ("001.jpg", "002.jpg", True),
        ("scan_9.png", "scan_10.png", True),
        ("IMG_0041.JPG", "IMG_0042.jpeg", True),  # one format, however its suffix is written
        ("Trang (3).tif", "Trang (4).tif", True),
        ("CV 45_1.jpg", "CV 45_2.jpg", True),
        ("a/1.jpg", "a/2.jpg", True),
        ("001.jpg", "006.jpg", True),  # some were scanned again
        ("001.jpg", "007.jpg", False),
        ("002.jpg", "001.jpg", False),
        ("1.jpg", "001.jpg", False),
        ("a/1.jpg", "b/2.jpg", False),  # never across folders
        ("001.jpg", "002.png", False),
        ("001.pdf", "002.pdf", False),  # no pictures
        ("1a.jpg", "2a.jpg", False),  # fronts without their backs
        ("CV 45_1.jpg", "CV 46_2.jpg", False),
        ("a.jpg", "b.jpg", False),
        ("1/a.jpg", "2/a.jpg", False),
        ("9999999999.jpg", "9999999999.jpg", False),
    ],
)
def test_follows(before: str, name: str, expected: bool) -> None:
    assert follows(name, before) is expected


def test_jumps_and_order() -> None:
    assert jumps("3.jpg", "1.jpg") and not jumps("2.jpg", "1.jpg")
    names = sorted(["1.jpg", "10.jpg", "2.jpg", "a.txt", "s_1.png", "s_1.txt", "s_11.png", "s_2.png"])
    assert arranged(names) == [
        *("1.jpg", "2.jpg", "10.jpg", "a.txt", "s_1.png", "s_2.png", "s_11.png", "s_1.txt"),
    ]  # fmt: skip
    assert runs(names) == [["1.jpg", "2.jpg"], ["s_1.png", "s_2.png"]]


def sheets(folder: Path, *names: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        if name.endswith("!"):
            (folder / name[:-1]).write_bytes(b"")
        else:
            Image.new("L", (8, 8), "white").save(folder / name)


def found(top: Path, work: Path, together: int = 200) -> list[tuple[str, list[str]]]:
    work.mkdir(exist_ok=True)
    return [(source.name, source.files) for source in find([top], Limits(), work, together=together)]


def test_pictures_of_a_folder_are_one_source(tmp_path: Path) -> None:
    top = tmp_path / "in"
    sheets(top, "s_1.png", "s_2.png", "s_10.png", "s_3.png", "t_4.png")
    sheets(top / "s_2", "s_4.png", "s_5.png")
    assert found(top, tmp_path / "w") == [
        ("s_1.png", ["s_1.png", "s_2.png", "s_3.png"]),
        ("s_10.png", []),
        ("s_2/s_4.png", ["s_2/s_4.png", "s_2/s_5.png"]),
        ("t_4.png", []),
    ]
    assert all(not files for _, files in found(top, tmp_path / "w", 1))


def test_a_long_run_is_cut_and_what_is_no_picture_stands_alone(tmp_path: Path) -> None:
    top = tmp_path / "in"
    sheets(top, *(f"{number}.png" for number in (1, 2, 4, 5, 6)), "3.png!")
    assert found(top, tmp_path / "w", 4) == [
        ("1.png", ["1.png", "2.png", "4.png"]),
        ("3.png", []),
        ("5.png", ["5.png", "6.png"]),
    ]


def test_pictures_of_an_archive(tmp_path: Path) -> None:
    sheets(tmp_path / "in", "1.png", "2.png", "10.png", "11.png")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name in ("1.png", "2.png", "10.png", "11.png"):
            archive.write(tmp_path / "in" / name, f"hồ sơ/{name}")
    assert [files for _, files in found(tmp_path / "a.zip", tmp_path / "w")] == [
        ["a.zip/hồ sơ/1.png", "a.zip/hồ sơ/2.png"],
        ["a.zip/hồ sơ/10.png", "a.zip/hồ sơ/11.png"],
    ]
