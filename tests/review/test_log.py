"""The log of corrections: append only, two people at once, killed, without room."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from extract.core.errors import OutputError
from extract.review.entries import Action, Conflict, Draft
from extract.review.log import Log, counting
from extract.review.tables import FILE
from support import ROOT, TESTS
from support.review import made

KILLS = 20
ENTRIES = 300
CLERK = f"""
import sys
from pathlib import Path
from extract.review.entries import Action, Draft
from extract.review.log import Log
from support.review import made

with Log(Path(sys.argv[1])) as log:
    for number in range(int(sys.argv[2]), {ENTRIES}):
        draft = Draft.of(made(), "title", Action.CORRECT, f"Về việc {{number}}", who="An", key=str(number))
        log.append(draft, seen=log.revision(draft.document))
        print(number, flush=True)
"""
WITHOUT_ROOM = """
import resource, signal, sys
from pathlib import Path
from extract.core.errors import OutputError
from extract.review.entries import Action, Draft
from extract.review.log import Log
from support.review import made

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
kept = 0
with Log(Path(sys.argv[1])) as log:
    try:
        for number in range(1000):
            if number == 3:
                resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
            draft = Draft.of(made(), "title", Action.CORRECT, "Về việc " * 300, who="An")
            log.append(draft, seen=log.revision(draft.document))
            kept += 1
    except OutputError as error:
        print(kept, error.message.code)
"""


def correction(
    new: str = "923", *, field: str = "number", who: str = "An", key: str = "", sha256: str = "5" * 64
) -> Draft:
    return Draft.of(made(sha256=sha256), field, Action.CORRECT, new, who=who, key=key)


def test_nothing_is_made_before_somebody_speaks(tmp_path: Path) -> None:
    with Log(tmp_path) as log:
        assert log.of("no such") == [] and log.revision("no such") == 0 and list(log.all()) == []
    assert not list(tmp_path.iterdir())


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    draft = correction()
    with Log(tmp_path) as log:
        entry = log.append(draft, seen=0)
    with Log(tmp_path) as log:
        assert log.of(draft.document) == [entry] == list(log.all())
        assert log.revision(draft.document) == entry.id == log.revisions()[draft.document]
    assert (entry.old, entry.new, entry.who, entry.action) == ("922", "923", "An", Action.CORRECT)
    assert entry.at.endswith("Z")


@pytest.mark.parametrize(
    ("who", "field", "told"),
    [
        ("Bình", "number", True),
        ("Bình", "title", True),  # another field: the second person is told all the same
        ("An", "number", True),  # the same person in another window
        ("An", "title", False),
    ],
)
def test_the_second_is_told(tmp_path: Path, who: str, field: str, told: bool) -> None:
    with Log(tmp_path) as log:
        first = log.append(correction(), seen=0)
        second = correction("khác", field=field, who=who)
        if told:
            with pytest.raises(Conflict) as conflict:
                log.append(second, seen=0)
            assert conflict.value.entries == (first,)
            assert log.of(first.document) == [first]
        log.append(second, seen=first.id if told else 0)
        assert len(log.of(first.document)) == 2


def test_another_document_is_no_conflict(tmp_path: Path) -> None:
    with Log(tmp_path) as log:
        log.append(correction(), seen=0)
        log.append(correction(sha256="6" * 64, who="Bình"), seen=0)


def test_what_is_sent_twice_is_kept_once(tmp_path: Path) -> None:
    with Log(tmp_path) as log:
        assert log.append(correction(key="a"), seen=0) == log.append(correction(key="a"), seen=0)
        assert len(list(log.all())) == 1


def test_undo_and_its_undo(tmp_path: Path) -> None:
    with Log(tmp_path) as log:
        first = log.append(correction(), seen=0)
        second = log.append(correction("924"), seen=first.id)
        undo = log.undo(second.id, "An")
        assert log.undo(second.id, "An") == undo  # a double click
        assert counting(log.of(first.document)) == [first]
        log.undo(undo.id, "Bình")
        assert counting(log.of(first.document)) == [first, second]
        assert log.undo(second.id, "An").id > undo.id  # and once more
        assert counting(log.of(first.document)) == [first]
        with pytest.raises(KeyError):
            log.undo(99, "An")


@pytest.mark.parametrize("change", ["update entries set who = 'x'", "delete from entries"])
def test_nobody_changes_what_was_said(tmp_path: Path, change: str) -> None:
    with Log(tmp_path) as log:
        log.append(correction(), seen=0)
    with closing(sqlite3.connect(tmp_path / FILE)) as connection, pytest.raises(sqlite3.DatabaseError):
        connection.execute(change)


def test_many_people_at_once(tmp_path: Path) -> None:
    def clerk(number: int) -> int:
        told = 0
        with Log(tmp_path) as log:
            for turn in range(10):
                draft = correction(f"{number}-{turn}", who=str(number))
                while True:
                    try:
                        log.append(draft, seen=log.revision(draft.document))
                        break
                    except Conflict:
                        told += 1
        return told

    with ThreadPoolExecutor(8) as clerks:
        list(clerks.map(clerk, range(8)))
    with Log(tmp_path) as log:
        entries = list(log.all())
    told = sorted(f"{number}-{turn}" for number in range(8) for turn in range(10))
    assert sorted(entry.new for entry in entries) == told
    assert [entry.id for entry in entries] == list(range(1, 81))


def run(script: str, *arguments: object) -> subprocess.Popen[str]:
    folders = os.pathsep.join(map(str, (TESTS, ROOT)))
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": folders},
        stdout=subprocess.PIPE,
        text=True,
    )


def test_twenty_kills_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    moments, answered, kills = random.Random(16), 0, 0
    while answered < ENTRIES:
        clerk = run(CLERK, tmp_path, answered)  # what was not answered is sent again
        assert clerk.stdout
        for line in clerk.stdout:
            answered = int(line) + 1
            if kills < KILLS and moments.random() < 0.15:
                time.sleep(moments.uniform(0, 0.01))
                clerk.kill()
                kills += 1
                answered = max([answered, *(int(rest) + 1 for rest in clerk.stdout if rest.strip())])
                break
        clerk.wait()
        clerk.stdout.close()
    assert kills == KILLS
    with Log(tmp_path) as log:
        assert [entry.new for entry in log.all()] == [f"Về việc {number}" for number in range(ENTRIES)]


@pytest.mark.skipif(sys.platform == "win32", reason="limits")
def test_without_room_what_was_answered_stays(tmp_path: Path) -> None:
    clerk = run(WITHOUT_ROOM, tmp_path)
    printed, _ = clerk.communicate()
    kept, code = printed.split()
    assert int(kept) > 3 and code == "review-not-written"
    with Log(tmp_path) as log:
        assert len(list(log.all())) == int(kept)
        log.append(correction(), seen=log.revision(correction().document))


def test_a_damaged_log_is_told_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"no database" * 1000)
    with Log(tmp_path) as log, pytest.raises(OutputError) as error:
        log.append(correction(), seen=0)
    assert error.value.message.code == "review-damaged"
    assert (tmp_path / FILE).read_bytes().startswith(b"no database")
