"""Hostile and broken input: a record with the right code for each, within time and memory, and nothing else.

The files come from hostile.py. They are converted by the program itself, in a process that may not open a
socket and, where the system lets us, has no network at all.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from extract.serialise.outputs import to_outputs
from support import hostile
from support.guarded import MAPPED, MEMORY, NO_SOCKETS, Run, convert
from support.hostile_office import SECRET, zipped
from support.hostile_pdf import TEXT, sheet

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits, links and /proc")

LINE = "Số: 12/QĐ-UBND ngày 5 tháng 3 năm 2019\n"


def without_network() -> list[str]:
    """A prefix that takes the network away, where the system allows it."""
    tried = shutil.which("unshare") and subprocess.run(
        ["unshare", "-rn", "true"], capture_output=True, check=False
    )
    return ["unshare", "-rn"] if tried and tried.returncode == 0 else []


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Run, dict[str, frozenset[str]]]:
    home = tmp_path_factory.mktemp("hostile")
    expected = hostile.write(home / "in")
    limits = ("--jobs", "2", "--timeout", "60", "--memory", str(MEMORY))
    return convert(home / "in", *limits, before=without_network()), expected


def test_each_of_two_hundred_files_has_its_record(whole: tuple[Run, dict[str, frozenset[str]]]) -> None:
    run, expected = whole
    assert run.code == 1, run.printed
    assert len(expected) >= 200
    # A file inside an archive stands for the archive.
    codes = {name.split("/")[0]: code for name, code in run.codes.items()}
    assert not {name: code for name, code in codes.items() if code not in expected[name]}
    assert set(codes) == set(expected)


def test_each_error_says_what_is_wrong_and_what_to_do(whole: tuple[Run, dict[str, frozenset[str]]]) -> None:
    for record in whole[0].records.values():
        if error := record["processing"]["error"]:
            assert error["message"].endswith(".") and error["advice"].endswith(".")
            assert "Traceback" not in error["message"]
            assert error["code"] not in ("internal", "crashed", "failed")


def test_no_process_takes_more_memory_than_it_may(whole: tuple[Run, dict[str, frozenset[str]]]) -> None:
    assert 0 < whole[0].peak < MEMORY + MAPPED


def test_nothing_is_written_beside_the_output_and_nothing_fetched(
    whole: tuple[Run, dict[str, frozenset[str]]],
) -> None:
    run, _ = whole
    assert run.around == []  # no network.log, no temporary files, nothing in the input
    text = (run.out / "records.jsonl").read_text(encoding="utf-8")
    assert SECRET.read_text(encoding="utf-8").splitlines()[0] not in text and "root:" not in text


def test_the_guard_sees_the_network(tmp_path: Path) -> None:
    """The one above proves nothing unless a socket would be seen."""
    guard = tmp_path / "guard"
    guard.mkdir()
    (guard / "sitecustomize.py").write_text(NO_SOCKETS, encoding="utf-8")
    for attempt in (
        "urllib.request.urlopen('http://127.0.0.1:9/')",
        "socket.create_connection(('127.0.0.1', 9))",
    ):
        log = tmp_path / "log"
        environment = {**os.environ, "PYTHONPATH": str(guard), "NETWORK_LOG": str(log)}
        command = [sys.executable, "-c", f"import socket, urllib.request; {attempt}"]
        assert subprocess.run(command, env=environment, capture_output=True, check=False).returncode != 0
        assert log.read_text(encoding="utf-8")
        log.unlink()


# Names


NAMES: dict[bytes, str] = {
    b"a\nb.txt": "a%0Ab.txt",
    b"\x1b[31mred.txt": "%1B[31mred.txt",
    b"\xff\xfe.txt": "%FF%FE.txt",
    b"b\x80c.txt": "b%80c.txt",
    b" .. ": "_ .. ",
    b"-rf": "-rf",
    b"CASE.txt": "CASE.txt",
    b"case.txt": "case.txt~2",
    "hoà.txt".encode(): "hoà.txt",
    "hoa\u0300.txt".encode(): "hoà.txt~2",
    "\u202etxt.exe".encode(): "\u202etxt.exe",
    b'a"b\\c:d.txt': "a%22b%5Cc%3Ad.txt",
    b"summary": "summary~",
    b"%00.txt": "%00.txt",
}


HIDDEN = (b"..txt.", b"...  ", b".\xff.txt")


def test_names_of_every_kind(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number, name in enumerate(NAMES):
        (folder / os.fsdecode(name)).write_text(f"{LINE}{number}", encoding="utf-8")
    for name in HIDDEN:
        (folder / os.fsdecode(name)).write_text(LINE, encoding="utf-8")
    long = "d" * 255
    (folder / long).write_text(LINE, encoding="utf-8")
    deep = folder / os.fsdecode(b"\xff\n")
    deep.mkdir()
    (deep / "a.txt").write_text(LINE, encoding="utf-8")
    evil = {
        "../../out-of-it.txt": LINE,
        "/etc/out.txt": LINE,
        "C:\\out.txt": LINE,
        "a\n/\x1b.txt": LINE,
        "b.txt": LINE,
    }
    (folder / "evil.zip").write_bytes(zipped(evil))
    run = convert(folder)
    assert run.code == 1, run.printed
    codes = run.codes
    unsafe = {name for name, code in codes.items() if code == "unsafe-archive"}
    assert len(unsafe) == 3 and all(name.startswith("evil.zip/") for name in unsafe)
    assert set(NAMES.values()) <= set(codes) and "%FF%0A/a.txt" in codes and "evil.zip/a%0A/%1B.txt" in codes
    assert len([told for told in run.left_out if "is hidden" in told]) == len(HIDDEN)
    assert len(codes) == len(NAMES) + 2 + len(evil) and {codes[n] for n in set(codes) - unsafe} == {
        "converted"
    }
    assert run.around == []
    for record in run.out.rglob("*.json"):
        assert record.resolve().is_relative_to(run.out.resolve())
        json.loads(record.read_bytes())


# What is no file, and what may not be read or written


def test_links_pipes_and_devices(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(LINE, encoding="utf-8")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("mật " + LINE, encoding="utf-8")
    for name, target in (
        ("circle", "circle"), ("forth", "back"), ("back", "forth"), ("up", ".."), ("own", "."),
        ("nowhere", "nothing"),
        ("outside", str(outside)), ("secret.txt", str(outside / "secret.txt")), ("passwd", "/etc/passwd"),
        ("null", "/dev/null"), ("near.txt", "a.txt"),
    ):  # fmt: skip
        (folder / name).symlink_to(target)
    os.mkfifo(folder / "pipe")
    run = convert(folder)
    assert run.codes == {"a.txt": "converted", "near.txt": "converted"} and run.code == 0
    told = "\n".join(run.left_out)
    for name in ("outside", "secret.txt", "passwd", "null"):
        assert f"{folder / name} is a link that leads out of the folder" in told
    for name in ("circle", "forth", "back", "up", "own", "nowhere", "pipe"):
        assert f"{folder / name} " in told
    assert "mật" not in (run.out / "records.jsonl").read_text(encoding="utf-8")


def as_a_user() -> list[str]:
    """A prefix that takes root's right to pass over permissions away."""
    if os.geteuid():
        return []
    kept = ["setpriv", "--bounding-set=-dac_override,-dac_read_search,-fowner"]
    if (
        not shutil.which("setpriv")
        or subprocess.run([*kept, "true"], capture_output=True, check=False).returncode
    ):
        pytest.skip("root may read everything here")
    return kept


@pytest.fixture
def closed(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "in"
    (folder / "locked").mkdir(parents=True)
    for name in ("a.txt", "b.txt", "locked/c.txt"):
        (folder / name).write_text(LINE, encoding="utf-8")
    (folder / "b.txt").chmod(0)
    (folder / "locked").chmod(0)
    yield folder
    (folder / "locked").chmod(0o700)


def test_what_may_not_be_read(closed: Path) -> None:
    run = convert(closed, before=as_a_user())
    assert (
        run.codes == {"a.txt": "converted", "b.txt": "unreadable", "locked": "unreadable"} and run.code == 1
    )


def test_an_output_folder_that_is_read_only(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(LINE, encoding="utf-8")
    out = tmp_path / "closed"
    out.mkdir(mode=0o500)
    run = convert(tmp_path / "in", before=as_a_user(), out=out)
    assert run.code == 2 and "cannot be written" in run.printed and not list(out.iterdir())


def test_a_disk_that_fills_up_while_it_runs(tmp_path: Path) -> None:
    """No file may grow above a bound: to a program that is a disk without room."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(60):
        (folder / f"{number:02}.txt").write_text(f"{LINE * 40}{number}", encoding="utf-8")
    run = convert(folder, before=["prlimit", "--fsize=120000"])
    assert run.code == 2 and "cannot be written" in run.printed and "Traceback" not in run.printed
    again = convert(folder)
    assert again.code == 0 and len(again.records) == 60


def test_no_room_to_unpack_an_archive(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(LINE, encoding="utf-8")
    (folder / "b.zip").write_bytes(zipped({"large.txt": LINE * 20_000, "small.txt": LINE}))
    run = convert(folder, before=["prlimit", "--fsize=400000"])
    assert run.codes == {"a.txt": "converted", "b.zip/large.txt": "disk-full", "b.zip/small.txt": "converted"}


# Files that change, pages that fail


@pytest.mark.parametrize("change", ["grow", "vanish", "swap"])
def test_a_file_that_changes_while_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    from extract.core.options import Options
    from extract.core.source import Source
    from extract.intake.formats import TEXT as PLAIN
    from extract.readers import READERS, Reader

    path = tmp_path / "a.txt"
    path.write_text(LINE, encoding="utf-8")
    reader = READERS[PLAIN]

    def disturbed(given: Path, limits: Any) -> Any:
        if change == "vanish":
            given.unlink()
        else:
            given.write_text(LINE * 2 if change == "grow" else "", encoding="utf-8")
        return reader.read(given, limits)

    monkeypatch.setitem(READERS, PLAIN, Reader(disturbed))
    record = to_outputs(Source(path, "a.txt", "", PLAIN.media_type), Options())[0].record
    assert record.processing.error and record.processing.error.code == "changed"
    assert not record.content.text


def test_one_bad_page_costs_that_page(tmp_path: Path) -> None:
    from extract.core.limits import Limits
    from extract.readers.pdf.document import read_pdf

    huge = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 1000000000 9] /Contents 4 0 R >>"
    for number, second in enumerate((huge, b"null", b"<< /Type /Page /Parent 2 0 R /Contents 99 0 R >>")):
        path = tmp_path / f"{number}.pdf"
        path.write_bytes(sheet((b"", TEXT), second, pages=b"/Kids [3 0 R 6 0 R 3 0 R] /Count 3"))
        pages = read_pdf(path, Limits()).pages
        assert [len(page.words) > 20 for page in pages] == [True, False, True]
        assert number == 2 or "Page 2" in str(pages[1].warnings[0])
