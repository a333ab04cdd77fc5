"""`sohoa watch`: what arrives is converted once it is whole, until somebody stops it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from watchfiles import Change

from extract.batch.ledger import Ledger
from extract.batch.run import Batch
from extract.batch.summary import Summary
from extract.core.errors import OutputError
from extract.core.limits import Limits
from extract.core.options import Options
from extract.intake.find import find
from extract.monitor import settled_files, watch
from extract.monitor.settled_files import Settled
from extract.monitor.watch import Watch
from support import SAMPLES
from support.batches import Seen, told
from support.program import CLI, LETTER, sohoa

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals")


def until(done: Callable[[], bool], running: subprocess.Popen[str], seconds: float = 120) -> None:
    for _ in range(int(seconds / 0.05)):
        if done():
            return
        assert running.poll() is None
        time.sleep(0.05)
    raise AssertionError("it did not come")


@contextmanager
def watching(folder: Path, *options: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, str(CLI), "watch", "in", "--out", "out", "--settle", "0.3", *options]
    running = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    )
    try:
        yield running
    finally:
        running.kill()
        running.communicate()


def paths(out: Path) -> list[str]:
    lines = (out / "records.jsonl").read_bytes().splitlines() if (out / "records.jsonl").exists() else []
    return [json.loads(line)["source"]["path"] for line in lines]


@pytest.mark.parametrize("options", [(), ("--poll",)])
def test_what_arrives_is_converted_until_ctrl_c(tmp_path: Path, options: tuple[str, ...]) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "1.txt").write_text(LETTER, encoding="utf-8")
    out = tmp_path / "out"
    with watching(tmp_path, "--log", "log", *options) as running:
        until(lambda: paths(out) == ["1.txt"], running)
        (tmp_path / "in" / "mới").mkdir()
        (tmp_path / "in" / "mới" / "2.txt").write_text(LETTER + "2", encoding="utf-8")
        until(lambda: len(paths(out)) == 2, running)
        (tmp_path / "in" / "1.txt").write_text(LETTER + "đã sửa", encoding="utf-8")
        until(lambda: "đã sửa" in (out / "in" / "1.txt.json").read_text(encoding="utf-8"), running)
        (tmp_path / "in" / "3.pdf").write_bytes(b"%PDF-1.4 and then nothing")
        until(lambda: (out / "in" / "3.pdf.json").exists() and len(paths(out)) == 3, running)
        running.send_signal(signal.SIGINT)
        said, errors = running.communicate(timeout=60)
    assert running.returncode == 130 and "Traceback" not in errors and "Waiting for documents" in errors
    assert "1 converted, 0 failed" in said and "0 converted, 1 failed, 0 pages: The file is damaged" in said
    assert sorted(paths(out)) == ["1.txt", "3.pdf", "mới/2.txt"]
    events = [json.loads(line) for line in (tmp_path / "log").read_text(encoding="utf-8").splitlines()]
    assert [event["event"] for event in events].count("document-ended") == 4
    done = sohoa("convert", "in", "--out", "out", cwd=tmp_path)
    assert done.returncode == 1 and "converted 0" in " ".join(done.stdout.split())  # it is all there


def test_what_stands_beside_the_records_is_written_as_by_convert(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    shutil.copy(SAMPLES / "06-official-letter.pdf", tmp_path / "in" / "letter.pdf")
    out = tmp_path / "out" / "in"
    with watching(tmp_path, "--pdf", "--also", "txt") as running:
        until((out / "letter.pdf.json").exists, running)
    assert (out / "letter.pdf.pdf").read_bytes().startswith(b"%PDF")
    assert (out / "letter.pdf.txt").read_text(encoding="utf-8")


def test_sigterm_ends_it_too(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    with watching(tmp_path) as running:
        assert running.stderr and "Waiting" in running.stderr.readline()
        running.send_signal(signal.SIGTERM)
        assert running.wait(60) == 130
    assert not (tmp_path / "out").exists()


def test_a_folder_that_goes_is_told(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    with watching(tmp_path) as running:
        assert running.stderr and "Waiting" in running.stderr.readline()
        shutil.rmtree(tmp_path / "in")
        _, errors = running.communicate(timeout=60)
    assert running.returncode == 2 and "is gone" in errors


def test_a_file_that_grows_is_taken_when_it_stays(tmp_path: Path) -> None:
    now, path = [0.0], tmp_path / "a"
    files = Settled(5, clock=lambda: now[0])
    story = [
        (0, "a", False),  # just seen
        (3, "ab", False),  # it grew
        (7, "ab", False),  # four seconds the same
        (8, "ab", True),
        (60, "ab", False),  # taken already
        (61, "abc", False),  # it grew again
        (66, "abc", True),
    ]
    for moment, content, taken in story:
        now[0] = moment
        if not path.exists() or path.read_text(encoding="utf-8") != content:
            path.write_text(content, encoding="utf-8")
            os.utime(path, ns=(0, int(moment * 1e9)))
        assert files.ready(path) is taken, moment
        assert files.waiting is not (taken or moment == 60)


def test_a_file_that_went_is_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a", encoding="utf-8")
    files = Settled(5)
    assert not files.ready(tmp_path / "a") and files.waiting
    (tmp_path / "a").unlink()
    files.begin()
    assert not files.waiting and not files.ready(tmp_path / "a")


def looked_at(files: Settled, folder: Path) -> list[str]:
    sources = find([folder], Limits(), folder.parent, entries=files.entries)
    return [source.name for source in sources]


def test_a_round_looks_only_at_what_changed(tmp_path: Path) -> None:
    now, folder = [0.0], tmp_path / "in"
    files = Settled(5, clock=lambda: now[0])
    folder.mkdir()
    (folder / "circle").symlink_to("circle")
    (folder / "nowhere").symlink_to("gone")
    for name in ("a.txt", "b/c.txt", "b/d.txt", "e/f/g.txt", "e/f/h.txt", "e/.hidden"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name, encoding="utf-8")
    rounds: list[tuple[float, list[str] | None, list[str]]] = [
        (0, ["b/c.txt", "b/gone.txt"], []),  # just seen
        (3, [], []),
        (5, [], ["b/c.txt"]),
        (6, ["e/f", "b/c.txt"], []),  # a folder that came with all that is in it; a file taken already
        (11, ["e/f/h.txt", "a.txt"], ["e/f/g.txt", "e/f/h.txt"]),
        (16, [], ["a.txt"]),
        (20, None, []),  # everything: one file is left
        (25, None, ["b/d.txt"]),
    ]
    for moment, changed, taken in rounds:
        now[0] = moment
        files.begin(None if changed is None else [folder / name for name in changed])
        assert looked_at(files, folder) == taken, moment
    assert not files.waiting


def test_pictures_are_given_in_whole_runs(tmp_path: Path) -> None:
    now, folder = [0.0], tmp_path / "in"
    files = Settled(5, clock=lambda: now[0])
    folder.mkdir()
    rounds: list[tuple[float, str, list[str]]] = [
        (0, "1.png", []),
        (4, "2.png", []),
        (5, "", []),  # the first is whole, the second is not
        (9, "9.png", ["1.png", "2.png"]),
        (14, "3.png", ["9.png"]),  # it runs on with none of them
        (19, "", ["1.png", "2.png", "3.png"]),  # one more: all of them again
        (30, "", []),
    ]
    for moment, name, taken in rounds:
        now[0] = moment
        if name:
            (folder / name).write_bytes(b"\x89PNG\r\n\x1a\n")
        files.begin([folder / name] if name else [])
        assert looked_at(files, folder) == taken, moment
    assert not files.waiting


def test_the_current_folder_can_be_watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("a", encoding="utf-8")
    files, notes = Settled(0), list[str]()
    files.begin([Path("a.txt")])
    sources = find([Path()], Limits(), tmp_path, entries=files.entries, note=notes.append)
    assert [source.name for source in sources] == ["a.txt"] and not notes


def test_with_links_to_folders_everything_is_looked_at(tmp_path: Path) -> None:
    folder, files = tmp_path / "in", Settled(0)
    (folder / "b").mkdir(parents=True)
    (folder / "a").symlink_to("b")
    (folder / "b" / "1.txt").write_text("1", encoding="utf-8")
    files.begin(None)
    assert looked_at(files, folder) == ["a/1.txt"]
    (folder / "b" / "2.txt").write_text("2", encoding="utf-8")
    files.begin([folder / "b" / "2.txt"])
    assert looked_at(files, folder) == ["a/2.txt"]


def test_what_could_not_be_converted_is_looked_at_again(tmp_path: Path) -> None:
    now, folder = [0.0], tmp_path / "in"
    files = Settled(5, clock=lambda: now[0])
    folder.mkdir()
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text(name, encoding="utf-8")
    files.begin([folder / "a.txt"])
    looked_at(files, folder)
    now[0] = 5
    files.begin([folder / "b.txt"])
    assert looked_at(files, folder) == ["a.txt"]
    files.give_back()
    assert files.waiting
    now[0] = 10
    files.begin([])
    assert looked_at(files, folder) == ["a.txt", "b.txt"]
    files.begin(None)
    files.give_back()
    files.begin([])
    assert (folder / "a.txt").name in [entry.name for entry in files._at(folder)]  # everything


def test_what_lies_there_for_long_is_not_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settled_files, "OLD", 0.0)
    (tmp_path / "a").write_text("a", encoding="utf-8")
    files = Settled(5)
    assert files.ready(tmp_path / "a") and files.ready(tmp_path / "a") and not files.waiting
    monkeypatch.setattr(settled_files, "OLD", 60.0)
    monkeypatch.setattr(settled_files, "TAKEN", 1)
    quick = Settled(0)
    (tmp_path / "b").write_text("b", encoding="utf-8")
    assert [quick.ready(tmp_path / name) for name in "aabab"] == [True, False, True, True, True]


@pytest.mark.parametrize("given", ["in", ".", "link/in"])
def test_changes_are_told_of_the_folder_as_it_was_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    (tmp_path / "in" / "b").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path)
    monkeypatch.chdir(tmp_path / "in" if given == "." else tmp_path)
    watched = Watch(Path(given), Batch([], tmp_path / "out", Options()))
    told = {
        (Change.added, str(tmp_path / "in" / "a")),
        (Change.modified, str(tmp_path / "in" / "b")),  # something in it changed, which is told too
        (Change.deleted, str(tmp_path / "in" / "c")),
    }
    assert watched._arrived(told) == [Path(given) / "a"]
    assert watched._arrived({(Change.added, str(Path(given) / "a"))}) == [Path(given) / "a"]
    assert watched._arrived({(Change.added, "/elsewhere/a")}) is None


def test_what_the_system_did_not_tell_is_found_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, rounds = tmp_path / "in", list[Summary]()
    folder.mkdir()

    def nothing(*_: object, **__: object) -> Iterator[set[object]]:
        for tick in range(100):
            if tick == 3:
                (folder / "a.txt").write_text("tờ trình", encoding="utf-8")
            time.sleep(0.05)
            yield set()

    monkeypatch.setattr(watch, "changes", nothing)
    monkeypatch.setattr(watch, "LOOK_AT_ALL", 0.5)
    batch = Batch([], tmp_path / "out", Options(), convert=told, stopping=lambda: bool(rounds))
    Watch(folder, batch, settle=0.1).run(Seen(), rounds.append)
    assert [summary.converted for summary in rounds] == [1]


def test_each_round_takes_what_is_new(tmp_path: Path) -> None:
    folder, rounds = tmp_path / "in", list[Summary]()
    folder.mkdir()
    (folder / "a.txt").write_text("tờ trình", encoding="utf-8")

    def after(summary: Summary) -> None:
        rounds.append(summary)
        if len(rounds) < 3:
            (folder / f"{len(rounds)}.txt").write_text(f"tờ trình {len(rounds)}", encoding="utf-8")

    batch = Batch([], tmp_path / "out", Options(), convert=told, stopping=lambda: len(rounds) == 3)
    Watch(folder, batch, settle=0.1).run(Seen(), after)
    assert [(summary.found, summary.converted) for summary in rounds] == [(1, 1)] * 3
    assert paths(tmp_path / "out") == ["a.txt", "1.txt", "2.txt"]


def test_what_arrives_while_another_run_goes_on_waits_for_its_end(tmp_path: Path) -> None:
    folder, rounds, held = tmp_path / "in", list[Summary](), list[Ledger]()
    folder.mkdir()
    (folder / "a.txt").write_text("tờ trình", encoding="utf-8")
    (tmp_path / "out").mkdir()
    held.append(Ledger(tmp_path / "out"))
    asked = 0

    def stopping() -> bool:
        nonlocal asked
        asked += 1
        if asked == 6 and held:
            held.pop().__exit__(None, None, None)
        return bool(rounds)

    batch = Batch([], tmp_path / "out", Options(), convert=told, stopping=stopping)
    Watch(folder, batch, settle=0.1).run(Seen(), rounds.append)
    assert not held and paths(tmp_path / "out") == ["a.txt"]


def test_records_do_not_land_among_the_documents(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="Choose another --out"):
        Watch(tmp_path, Batch([], tmp_path, Options(), convert=told), settle=0.1).run(Seen())


@pytest.mark.skipif(sys.platform != "linux", reason="told on Linux only")
@pytest.mark.parametrize(
    ("mounts", "network"),
    [
        ("/dev/sda1 / ext4 rw 0 0\n", False),
        ("/dev/sda1 / ext4 rw 0 0\nserver:/x {folder} nfs4 rw 0 0\n", True),
        ("/dev/sda1 / ext4 rw 0 0\n//server/x {parent} cifs rw 0 0\n/dev/sdb {folder} xfs rw 0 0\n", False),
        ("/dev/sda1 / ext4 rw 0 0\nserver:/x /elsewhere nfs rw 0 0\n", False),
        ("/dev/sdb {folder} xfs rw 0 0\nserver:/x {folder} nfs rw 0 0\n", True),  # over the other
        ("", False),
    ],
)
def test_network_folders_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mounts: str, network: bool
) -> None:
    folder = tmp_path / "báo cáo đến"
    folder.mkdir()
    table = tmp_path / "mounts"
    places = {"folder": str(folder).replace(" ", "\\040"), "parent": str(tmp_path)}
    table.write_text(mounts.format(**places), encoding="utf-8")
    monkeypatch.setattr(watch, "MOUNTS", table)
    assert watch.on_network(folder) is network
