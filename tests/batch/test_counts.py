"""Counts that add up: the summary of a run, summary.json, `status` and records.jsonl say the same."""

from __future__ import annotations

import io
import json
import re
import shutil
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from extract.batch.run import Batch
from extract.batch.summary import Summary
from extract.batch.workers import Result
from extract.core.errors import ExitCode
from extract.core.options import Options
from extract.monitor.status import status
from extract.terminal import console
from support.batches import Seen, told

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals")


class StopAfter(Seen):
    """Asks to stop when so many are finished, as Ctrl-C does."""

    def __init__(self, documents: int) -> None:
        super().__init__()
        self._documents = documents

    def stopping(self) -> bool:
        return len(self.results) >= self._documents


class BreakAfter(StopAfter):
    """Ends at once when so many are finished, as a second Ctrl-C does."""

    def stopping(self) -> bool:
        return False

    def done(self, result: Result) -> None:
        super().done(result)
        if len(self.results) == self._documents:
            raise KeyboardInterrupt


def convert(
    *paths: Path, out: Path, retry: bool = False, seen: Seen | None = None, waiting: int = 0
) -> Summary:
    """One run, whose counts must add up; `waiting`: documents that it does not find."""
    seen = seen or Seen()
    stopping = seen.stopping if isinstance(seen, StopAfter) else lambda: False
    batch = Batch(paths, out, Options(), jobs=2, retry_failed=retry, convert=told, stopping=stopping)
    summary = batch.run(seen)
    adds_up(out, summary, seen, waiting)
    return summary


def adds_up(out: Path, summary: Summary, seen: Seen, waiting: int) -> None:
    """Every count that is told of a folder and of the run that just ended in it."""
    ran = summary.figures()
    assert ran["found"] == ran["converted"] + ran["failed"] + ran["kept"] + ran["left"]
    assert summary.interrupted == bool(ran["left"])
    assert len(seen.results) == ran["converted"] + ran["failed"]
    assert len({result.source.output for result in seen.results}) == len(seen.results)
    assert seen.total == len(seen.results) + ran["left"]

    whole, told_now = json.loads((out / "summary.json").read_bytes()), status(out)
    assert whole["run"] == ran
    assert whole["documents"] == whole["done"] + whole["failed"] + whole["pending"] == told_now.found
    assert (whole["done"], whole["failed"], whole["pending"], whole["pages"]) == (
        told_now.done, told_now.failed, told_now.pending, told_now.pages,
    )  # fmt: skip
    assert whole["errors"] == {error["code"]: error["documents"] for error in told_now.errors}
    assert whole["failed"] == sum(whole["errors"].values())
    assert told_now.run is not None
    assert told_now.run.ended == len(seen.results)

    listed = [json.loads(line) for line in (out / "records.jsonl").read_bytes().splitlines()]
    assert whole["pending"] == waiting + ran["left"]
    if not summary.interrupted:  # else lines behind a document that was not reached are not written yet
        assert len(listed) == whole["done"] + whole["failed"]
        assert whole["errors"] == Counter(filter(None, map(code, listed)))
        assert whole["pages"] == sum(record["source"]["pages"] or 0 for record in listed)


def code(record: dict[str, Any]) -> str | None:
    error = record["processing"]["error"]
    return error["code"] if error else None


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def mixed(reports: Path) -> Path:
    """Eight documents: one content is there twice, three fail, one takes too much memory at first."""
    for name, text in {"d": "raise", "e": "tờ trình b", "g": "raise 2"}.items():
        (reports / f"{name}.txt").write_text(text, encoding="utf-8")
    (reports / "f.txt").write_text(f"killed-once {reports.parent / 'trace'}", encoding="utf-8")
    (reports / "h.csv").write_text("a,b", encoding="utf-8")
    return reports


def test_again_and_again(mixed: Path, out: Path) -> None:
    first = convert(mixed, out=out)
    assert (first.converted, first.failed, first.kept) == (5, 3, 0)
    again = convert(mixed, out=out)
    assert (again.converted, again.failed, again.kept, again.exit_code) == (0, 0, 8, ExitCode.SOME_FAILED)
    retried = convert(mixed, out=out, retry=True)
    assert (retried.converted, retried.failed, retried.kept) == (0, 3, 5)


@pytest.mark.parametrize("kind", [StopAfter, BreakAfter])
@pytest.mark.parametrize("documents", range(1, 8))
def test_interrupted_and_resumed(mixed: Path, out: Path, kind: type[StopAfter], documents: int) -> None:
    first = convert(mixed, out=out, seen=kind(documents))
    second = convert(mixed, out=out)
    assert second.kept == first.converted + first.failed
    assert convert(mixed, out=out).kept == 8


def test_interrupted_again_and_again(many: Path, out: Path) -> None:
    done = 0
    for _ in range(3):
        summary = convert(many, out=out, seen=StopAfter(20))
        assert summary.kept == done
        done += summary.converted + summary.failed
    assert convert(many, out=out).kept == done


def remove(documents: Path, _: Path) -> None:
    (documents / "a.txt").unlink()
    (documents / "d.txt").unlink()


def rename(documents: Path, _: Path) -> None:
    (documents / "a.txt").rename(documents / "z.txt")
    (documents / "d.txt").rename(documents / "y.txt")


def change(documents: Path, _: Path) -> None:
    (documents / "a.txt").write_text("raise", encoding="utf-8")
    (documents / "d.txt").write_text("tờ trình", encoding="utf-8")


def delete_records(_: Path, out: Path) -> None:
    for name in ("a", "d", "e"):
        (out / "reports" / f"{name}.txt.json").unlink(missing_ok=True)


def delete_lines(_: Path, out: Path) -> None:
    (out / "records.jsonl").unlink()


def delete_ledger(_: Path, out: Path) -> None:
    (out / "ledger.sqlite").unlink()


def remove_and_delete(documents: Path, out: Path) -> None:
    remove(documents, out)
    delete_records(documents, out)


DISTURBANCES = (remove, rename, change, delete_records, delete_lines, delete_ledger, remove_and_delete)


@pytest.mark.parametrize("disturb", DISTURBANCES)
def test_between_two_runs(mixed: Path, out: Path, disturb: Callable[[Path, Path], None]) -> None:
    convert(mixed, out=out)
    disturb(mixed, out)
    convert(mixed, out=out)
    convert(mixed, out=out, retry=True)


@pytest.mark.parametrize("disturb", DISTURBANCES)
@pytest.mark.parametrize("documents", [1, 5])
def test_after_an_interruption(
    mixed: Path, out: Path, documents: int, disturb: Callable[[Path, Path], None]
) -> None:
    convert(mixed, out=out, seen=StopAfter(documents))
    disturb(mixed, out)
    convert(mixed, out=out)


def test_a_record_damaged_by_hand_is_made_again(mixed: Path, out: Path) -> None:
    convert(mixed, out=out)
    (out / "reports" / "b.txt.json").write_text("{", encoding="utf-8")
    convert(mixed, out=out, retry=True)  # begins records.jsonl anew
    assert convert(mixed, out=out).converted == 1


def test_what_waits_of_another_folder_goes_on_waiting(mixed: Path, tmp_path: Path, out: Path) -> None:
    other = tmp_path / "more"
    shutil.copytree(mixed, other)
    left = convert(mixed, out=out, seen=StopAfter(2)).left
    convert(other, out=out, seen=StopAfter(3), waiting=left)
    convert(other, out=out, waiting=left)
    convert(mixed, out=out)
    assert status(out).found == 16


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (("reports", "reports/a.txt"), 9),
        (("reports/a.txt", "reports"), 9),
        (("reports/a.txt", "reports/../reports/a.txt"), 1),
        (("reports/more", "reports", "reports/more/i.txt"), 9),
    ],
)
def test_files_given_twice(mixed: Path, out: Path, given: tuple[str, ...], found: int) -> None:
    (mixed / "more").mkdir()
    (mixed / "more" / "i.txt").write_text("khác", encoding="utf-8")
    paths = [mixed.parent / path for path in given]
    summary = convert(*paths, out=out)
    assert summary.found == found
    assert all("twice" in note for note in summary.left_out) and summary.left_out
    assert convert(*paths, out=out).kept == found


def test_a_hidden_file_given_by_itself_beside_its_folder(mixed: Path, out: Path) -> None:
    (mixed / ".hidden.txt").write_text("tờ trình ẩn", encoding="utf-8")
    assert convert(mixed, mixed / ".hidden.txt", out=out).found == 9


def test_a_file_in_the_output_folder_given_by_itself(mixed: Path) -> None:
    (mixed / "out").mkdir()
    (mixed / "out" / "i.txt").write_text("khác", encoding="utf-8")
    summary = convert(mixed, mixed / "out" / "i.txt", out=mixed / "out")
    assert summary.found == 9


def test_each_document_is_shown_in_one_row(mixed: Path, out: Path) -> None:
    convert(mixed, out=out, seen=StopAfter(3))
    for summary in (convert(mixed, out=out, seen=StopAfter(2)), convert(mixed, out=out)):
        shown = io.StringIO()
        console.summary(Console(file=shown, width=100), summary, out)
        rows = dict(
            re.findall(
                r"^ +(converted|done before|failed|not reached) +(\d+)", shown.getvalue(), re.MULTILINE
            )
        )
        assert sum(map(int, rows.values())) == summary.found == 8
