"""One document in many pictures: a record of it, whatever comes and goes beside it."""

from __future__ import annotations

import json
from pathlib import Path

import pikepdf
import pytest

from batch.test_parts import bundle
from extract.batch.run import Batch
from extract.core.options import Also, Options, Pictures
from extract.readers import render
from support.batches import Seen
from support.paper import BODY, picture

Told = list[tuple[str, str | None, list[str]]]


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """Pictures of three letters with heads of their own, and of a page without."""
    folder = tmp_path_factory.mktemp("letters")
    path = bundle(folder / "three.pdf", 3)
    from PIL import Image

    held = []
    for number in (1, 2, 3):
        Image.fromarray(render(path, "application/pdf", number, 110)).save(folder / "page.jpg")
        held.append((folder / "page.jpg").read_bytes())
    picture(BODY, dpi=110).save(folder / "page.jpg")
    return [*held, (folder / "page.jpg").read_bytes()]


def lay(folder: Path, **files: bytes) -> None:
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / f"{name}.jpg").write_bytes(content)


def told(out: Path) -> Told:
    lines = [json.loads(line) for line in (out / "records.jsonl").read_bytes().splitlines()]
    for line in lines:
        assert json.loads((out / line["source"]["record"]).read_bytes()) == line
    there = {str(path.relative_to(out)) for path in out.rglob("*.jpg.json")}
    assert there == {line["source"]["record"] for line in lines}
    return [
        (line["source"]["record"], line["fields"]["number"], line["source"]["files"])
        for line in sorted(lines, key=lambda line: str(line["source"]["record"]))
    ]


def convert(folder: Path, out: Path, options: Options | None = None) -> int:
    """How many sources it converted."""
    return Batch([folder], out, options or Options()).run(Seen()).converted


def test_pictures_become_the_documents_whose_pages_they_are(letters: list[bytes], tmp_path: Path) -> None:
    first, second, third, page = letters
    folder, out = tmp_path / "in", tmp_path / "out"
    lay(folder, s_9=first, s_10=page, s_11=second)
    options = Options(also=(Also.TXT, Also.PDF))
    assert convert(folder, out, options) == 1
    assert told(out) == [
        ("in/s_11.jpg.json", "46", []),
        ("in/s_9.jpg.json", "45", ["s_9.jpg", "s_10.jpg"]),
    ]
    for name, pages in (("s_9", 2), ("s_11", 1)):
        with pikepdf.open(out / f"in/{name}.jpg.pdf") as pdf:
            assert len(pdf.pages) == pages
    held = json.loads((out / "in/s_9.jpg.json").read_bytes())
    assert [one["number"] for one in held["content"]["pages"]] == [1, 2]
    assert held["source"]["part"] is None and held["source"]["pages"] == 2
    assert [one["params"] for one in held["review"] if one["code"] == "picture-behind-end"] == [{"page": 2}]
    assert sorted(path.name for path in (out / "in").glob("*.txt")) == ["s_11.jpg.txt", "s_9.jpg.txt"]
    assert convert(folder, out, options) == 0

    lay(folder, s_12=third, s_13=page)  # more come: what is there stays the same
    assert convert(folder, out, options) == 1
    assert told(out)[2] == ("in/s_9.jpg.json", "45", ["s_9.jpg", "s_10.jpg"])
    assert told(out)[1] == ("in/s_12.jpg.json", "47", ["s_12.jpg", "s_13.jpg"])
    again = json.loads((out / "in/s_9.jpg.json").read_bytes())
    assert (again["id"], again["source"]["sha256"]) == (held["id"], held["source"]["sha256"])

    (folder / "s_9.jpg").unlink()  # the run has another first picture
    assert convert(folder, out, options) == 1
    assert [record for record, _, _ in told(out)] == [
        *("in/s_10.jpg.json", "in/s_11.jpg.json", "in/s_12.jpg.json"),
    ]  # fmt: skip


def test_joined_and_single_and_back(letters: list[bytes], tmp_path: Path) -> None:
    first, _, _, page = letters
    folder, out = tmp_path / "in", tmp_path / "out"
    lay(folder, a1=first, a2=page)
    single = Options(pictures=Pictures.SINGLE)
    assert convert(folder, out, single) == 2
    assert told(out) == [("in/a1.jpg.json", "45", []), ("in/a2.jpg.json", None, [])]
    assert convert(folder, out) == 1
    assert told(out) == [("in/a1.jpg.json", "45", ["a1.jpg", "a2.jpg"])]
    assert convert(folder, out, single) == 2
    assert convert(folder, out, single) == 0


def test_a_copy_of_the_folder_is_not_read_again(letters: list[bytes], tmp_path: Path) -> None:
    first, second, _, page = letters
    top, out = tmp_path / "in", tmp_path / "out"
    top.mkdir()
    for name in ("x", "y"):
        lay(top / name, a1=first, a2=page, a3=second)
    seen = Seen()
    assert Batch([top], out, Options()).run(seen).converted == 2
    assert [(record, files) for record, _, files in told(out)] == [
        ("in/x/a1.jpg.json", ["x/a1.jpg", "x/a2.jpg"]),
        ("in/x/a3.jpg.json", []),
        ("in/y/a1.jpg.json", ["y/a1.jpg", "y/a2.jpg"]),
        ("in/y/a3.jpg.json", []),
    ]


CUT = 700  # bytes, of which no row can be read


def test_a_damaged_picture_does_not_stop_the_others(letters: list[bytes], tmp_path: Path) -> None:
    first, _, _, page = letters
    folder, out = tmp_path / "in", tmp_path / "out"
    lay(folder, a1=first, a2=page[:CUT], a3=page)
    assert convert(folder, out) == 1
    assert told(out) == [("in/a1.jpg.json", "45", ["a1.jpg", "a2.jpg", "a3.jpg"])]
    held = json.loads((out / "in/a1.jpg.json").read_bytes())
    (warning,) = held["processing"]["warnings"]
    assert (warning["code"], warning["page"], warning["params"]["file"]) == ("picture-not-read", 2, "a2.jpg")

    lay(folder, a1=page[:CUT], a2=page)  # it belongs to nothing: a document that failed
    summary = Batch([folder], out, Options()).run(Seen())
    assert (summary.failed, summary.errors) == (1, {"broken-file": 1})
    assert [record for record, _, _ in told(out)] == [f"in/a{number}.jpg.json" for number in (1, 2, 3)]
