"""The command line as a user types it: what is printed, what is written, the exit codes."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from diacritics.encodings import ENCODINGS, encode
from diacritics.restore import CHANNELS
from extract.batch.memory import MEMORY_FLOOR
from extract.core.limits import as_size
from extract.terminal import restore_text
from extract.terminal.arguments import Channel
from extract.terminal.one_document import page_numbers
from extract.terminal.restore_text import Restorer
from extract.terminal.usage import Mistake
from support import ROOT
from support.program import CLI, LETTER, sohoa


def as_bytes(shown: str) -> bytes:
    """The bytes that an extractor shows as these characters."""
    return b"".join(char.encode("latin-1" if ord(char) < 0x100 else "cp1252") for char in shown)


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "báo cáo"
    folder.mkdir()
    (folder / "1.txt").write_text(LETTER, encoding="utf-8")
    return folder


def test_convert_resumes_and_tells_what_failed(reports: Path, tmp_path: Path) -> None:
    done = sohoa("convert", reports, "--out", "out", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Records are in out" in done.stdout
    record = json.loads((tmp_path / "out" / "báo cáo" / "1.txt.json").read_bytes())
    assert record["source"]["path"] == "1.txt" and record["processing"]["error"] is None
    assert "xã Bình An báo cáo như sau" in record["content"]["text"]

    (reports / "2.pdf").write_bytes(b"%PDF-1.4 and then nothing")
    again = sohoa("convert", reports, "--out", "out", "--quiet", cwd=tmp_path)
    assert (again.returncode, again.stdout, again.stderr) == (1, "", "")
    summary = json.loads((tmp_path / "out" / "summary.json").read_bytes())
    assert summary["run"]["kept"] == 1 and summary["run"]["failed"] == 1
    lines = (tmp_path / "out" / "records.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["source"]["path"] for line in lines] == ["1.txt", "2.pdf"]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--version"], 0, "sohoa "),
        (["--help"], 0, "130 interrupted"),
        (["convert", "nowhere", "--out", "out"], 2, "does not exist"),
        (["convert", "empty"], 2, "--out"),
        (["convert", "empty", "--out", "out"], 3, "No document"),
        (["convert", "a.txt", "--out", "a.txt"], 2, "cannot be written"),
        (["convert", "a.txt", "--out", "out", "--max-bytes", "much"], 2, "no size"),
        (["convert", "a.txt", "--out", "out", "--max-bytes", "512"], 2, "the least is 1K"),
        (["convert", "a.txt", "--out", "out", "--memory", "64M"], 2, "the least is 384M"),
        (["convert", "a.txt", "--out", "out", "--memory", "99999999999G"], 2, "no size"),
        (["convert", "a.txt", "--out", "out", "--max-pixels", "5"], 2, "it must be 100000 or more"),
        (["convert", "a.txt", "--out", "out", "--max-ratio", "1"], 2, "it must be 2 or more"),
        (["convert", "a.txt", "--out", "out", "--max-pages", "0"], 2, "it must be 1 or more"),
        (["convert", "a.txt", "--out", "out", "--timeout", "0.5"], 2, "it must be 1 or more"),
        (["convert", "a.txt", "--out", "out", "--page-timeout", "nan"], 2, "it must be 1 or more"),
        (["convert", "a.txt", "--out", "out", "--jobs", "0"], 2, "it must be 1 or more"),
        (["convert", "a.txt", "--out", "out", "--schema", "nosuch"], 2, "nosuch"),
        (["read", "a.txt", "--pages", "3-1"], 2, "no range of pages"),
        (["read", "empty.pdf"], 1, "The file is empty."),
        (["inspect", "empty.pdf"], 1, "The file is empty."),
        (["restore", "a.txt", "--channel", "klingon"], 2, "klingon"),
        (["restore", "nowhere.txt"], 1, "cannot be opened"),
        (["schemas", "list"], 0, "administrative"),
        (["schemas", "show", "administrative"], 0, "fields:"),
        (["schemas", "show", "nosuch"], 2, "nosuch"),
        (["doctor"], 0, "Tesseract data: vie"),
        (["nonsense"], 2, "nonsense"),
    ],
)
def test_exit_codes_and_words(tmp_path: Path, arguments: list[str], code: int, said: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty.pdf").touch()
    (tmp_path / "a.txt").write_text(LETTER, encoding="utf-8")
    done = sohoa(*arguments, cwd=tmp_path)
    assert done.returncode == code
    assert said in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="memory of a worker is limited on Linux only")
def test_a_scan_is_converted_with_the_least_memory(tmp_path: Path) -> None:
    scan = ROOT / "samples" / "01-clean-scan.pdf"
    least = as_size(MEMORY_FLOOR)
    done = sohoa("convert", scan, "--out", "out", "--jobs", "1", "--memory", least, cwd=tmp_path)
    assert done.returncode == 0, done.stderr


def test_without_tesseract_it_says_what_to_install(reports: Path, tmp_path: Path) -> None:
    for command in (["convert", reports, "--out", "out"], ["doctor"]):
        done = sohoa(*command, cwd=tmp_path, PATH=str(tmp_path))
        assert done.returncode == 4
        assert "apt-get install tesseract-ocr tesseract-ocr-vie" in done.stdout + done.stderr


def test_restore_line_for_line(tmp_path: Path) -> None:
    given = "Bao cao cong tac\n\nUy ban nhan dan xa\n"
    done = sohoa("restore", cwd=tmp_path, given=given)
    assert done.returncode == 0 and done.stdout == "Báo cáo công tác\n\nỦy ban nhân dân xã\n"
    (tmp_path / "a.txt").write_text(given, encoding="utf-8")
    as_json = sohoa("restore", "a.txt", "--channel", "stripped", "--json", cwd=tmp_path)
    found = json.loads(as_json.stdout)
    assert found["text"] == done.stdout
    assert [(token["line"], token["raw"], token["text"]) for token in found["tokens"]][3:6] == [
        (1, "tac", "tác"),
        (3, "Uy", "Ủy"),
        (3, "ban", "ban"),
    ]
    assert {"posterior", "alternatives", "channel", "reason"} <= found["tokens"][0].keys()


OLD = "Căn cứ đề nghị của Giám đốc Sở, tỉnh quyết định:\r\n\r\nSố: 12\r\nĐiều 1. Phê duyệt kế hoạch."


@pytest.mark.parametrize(
    ("given", "printed"),
    [
        (b"\xef\xbb\xbfUy ban nhan dan xa\r\nbao cao", "\ufeffỦy ban nhân dân xã\r\nbáo cáo".encode()),
        ("Ủy ban nhân dân xã\n".encode("utf-16"), "Ủy ban nhân dân xã\n".encode()),
        (OLD.encode(), OLD.encode()),
        (b"", b""),
        (b"\n\r\n \n", b"\n\r\n \n"),
        *((as_bytes(encode(OLD, name)), OLD.encode()) for name in sorted(ENCODINGS)),
    ],
)
def test_restore_of_bytes(tmp_path: Path, given: bytes, printed: bytes) -> None:
    command = [sys.executable, CLI, "restore"]
    done = subprocess.run(command, input=given, capture_output=True, cwd=tmp_path, check=True)
    assert done.stdout == printed


def test_restore_takes_text_only(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4 \x00")
    done = sohoa("restore", "a.pdf", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "") and "sohoa read FILE" in done.stderr


def test_long_texts_are_restored_in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Uy ban nhan dan xa bao cao.\r\nVề việc này, xã đã có ý kiến.\n" * 30
    whole = "".join(Restorer("auto").text(text))
    monkeypatch.setattr(restore_text, "BLOCK", 200)
    assert "".join(Restorer("auto").text(text)) == whole
    found = json.loads("".join(Restorer("auto").as_json(text)))
    assert found["text"] == whole and found["tokens"][-1]["line"] == 60


def test_every_channel_is_one_of_the_decoder() -> None:
    assert {channel.value for channel in Channel} == set(CHANNELS)


def test_read_pages(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Trang một\fTrang hai\fTrang ba", encoding="utf-8")
    assert sohoa("read", "a.txt", cwd=tmp_path).stdout.split("\f") == ["Trang một", "Trang hai", "Trang ba\n"]
    none = sohoa("read", "a.txt", "--pages", "9", cwd=tmp_path)
    assert (none.returncode, none.stdout) == (1, "")
    assert "none of the pages asked for" in none.stderr
    found = json.loads(sohoa("read", "a.txt", "--pages", "1,3", "--json", cwd=tmp_path).stdout)
    assert [page["number"] for page in found["pages"]] == [1, 3]


def test_inspect_tells_the_verdict(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Bao cao ket qua cong tac cua Uy ban nhan dan xa\n" * 5, encoding="utf-8")
    done = sohoa("inspect", "a.txt", cwd=tmp_path, COLUMNS="200")
    assert done.returncode == 0 and "text/plain" in done.stdout and "stripped" in done.stdout


def test_schemas_check(tmp_path: Path) -> None:
    shown = sohoa("schemas", "show", "administrative", cwd=tmp_path).stdout
    (tmp_path / "own.yaml").write_text(shown, encoding="utf-8")
    assert sohoa("schemas", "check", "own.yaml", cwd=tmp_path).returncode == 0
    (tmp_path / "own.yaml").write_text(shown.replace("type: date", "type: dote"), encoding="utf-8")
    done = sohoa("schemas", "check", "own.yaml", cwd=tmp_path)
    assert done.returncode == 1 and "dote" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_is_finished_by_the_next(tmp_path: Path, sent: signal.Signals) -> None:
    many = 400
    (tmp_path / "in").mkdir()
    for number in range(many):
        (tmp_path / "in" / f"{number}.txt").write_text(f"{LETTER}{number}", encoding="utf-8")
    command = [sys.executable, str(CLI), "convert", "in", "--out", "out"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, text=True) as running:
        for _ in range(600):
            if list(tmp_path.glob("out/in/*.json")):
                break
            time.sleep(0.1)
        running.send_signal(sent)
        said, _ = running.communicate(timeout=60)
    assert running.returncode == 130 and "Interrupted" in said
    finished = (tmp_path / "out" / "records.jsonl").read_bytes().count(b"\n")
    assert 0 < finished < many and finished == len(list(tmp_path.glob("out/in/*.json")))


@pytest.mark.parametrize(
    ("text", "numbers"), [("1", {1}), ("1,3-5", {1, 3, 4, 5}), (" 2-3 , 7", {2, 3, 7}), ("4-4", {4})]
)
def test_page_numbers(text: str, numbers: set[int]) -> None:
    assert page_numbers(text) == numbers


@pytest.mark.parametrize("text", ["", "0", "a", "1-", "-3", "5-3", "1,,2", "1-9999999"])
def test_no_page_numbers(text: str) -> None:
    with pytest.raises(Mistake, match=r"no (list|range) of pages"):
        page_numbers(text)
