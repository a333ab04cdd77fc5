"""A run that speaks Vietnamese: no English sentence reaches the person who started it."""

from __future__ import annotations

import csv
import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from extract.core.options import Options
from extract.terminal import usage
from extract.terminal.app import app
from schemas.catalogue import Language, speaking
from sohoa.language import spoken, taken_out
from support import SAMPLES
from support.english import english_words
from support.program import LETTER, sohoa

VIETNAMESE = re.compile(r"[ăơưđạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợủứừửữựỳỵỷỹ]", re.IGNORECASE)
COMMANDS = (
    "convert",
    "watch",
    "status",
    "review",
    "export",
    "package",
    "check",
    "restore",
    "read",
    "inspect",
    "pdf",
    "doctor",
    "schemas",
)


def tieng_viet(*arguments: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The program in a Vietnamese locale."""
    there = {"SOHOA_LANG": "", "LC_ALL": "", "LC_MESSAGES": "", "LANG": "vi_VN.UTF-8", "COLUMNS": "200"}
    return sohoa(*arguments, cwd=cwd, **(there | environment))


def assert_vietnamese(text: str) -> None:
    assert VIETNAMESE.search(text) and not english_words(text), (english_words(text), text)


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ([], {}, "en"),
        ([], {"LANG": "vi_VN.UTF-8"}, "vi"),
        ([], {"LANG": "vi_VN.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ([], {"LC_MESSAGES": "vi_VN", "LANG": "en_US.UTF-8"}, "vi"),
        ([], {"LANG": "vi_VN.UTF-8", "SOHOA_LANG": "en"}, "en"),
        ([], {"SOHOA_LANG": "fr", "LANG": "vi"}, "vi"),
        (["status", "--lang", "vi"], {"SOHOA_LANG": "en"}, "vi"),
        (["--lang=en", "status"], {"SOHOA_LANG": "vi"}, "en"),
        (["status", "--", "--lang", "vi"], {}, "en"),
        ([], {"LANG": "vip_XX"}, "en"),
    ],
)
def test_what_a_run_speaks(arguments: list[str], environment: dict[str, str], language: str) -> None:
    assert spoken(arguments, environment) == language


@pytest.mark.parametrize(
    ("given", "rest", "told"),
    [
        (["a", "--lang", "vi", "b"], ["a", "b"], ["--lang", "vi"]),
        (["a", "--lang=vi"], ["a"], ["--lang", "vi"]),
        (["a", "--lang"], ["a"], ["--lang"]),
        (["a", "--", "--lang", "vi"], ["a", "--", "--lang", "vi"], []),
        (["--lang", "--", "x"], ["--", "x"], ["--lang"]),
    ],
)
def test_where_it_may_stand(given: list[str], rest: list[str], told: list[str]) -> None:
    assert taken_out(given) == (rest, told)


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the documents, what a Vietnamese run made of them, and what it said."""
    folder = tmp_path_factory.mktemp("run")
    documents = folder / "vao"
    documents.mkdir()
    for sample in sorted(SAMPLES.glob("*.[dpjrt]*")):
        (documents / sample.name).write_bytes(sample.read_bytes())
    (documents / "rong.pdf").touch()
    (documents / "du-lieu.csv").write_text("a,b\n", encoding="utf-8")
    (documents / "khong-phai.docx").write_bytes(bytes(range(256)))
    (documents / "anh.gif").write_bytes(b"GIF89a" + bytes(20))
    (documents / ".an").touch()
    done = tieng_viet("convert", "vao", "--out", "ra", "--log", "nhat-ky.jsonl", cwd=folder)
    assert done.returncode == 1 and done.stderr == ""
    (folder / "said").write_text(done.stdout, encoding="utf-8")
    return folder


def test_convert(converted: Path) -> None:
    assert_vietnamese((converted / "said").read_text(encoding="utf-8"))


def sentences(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in ("reason", "message", "advice") and isinstance(inner, str):
                yield inner
            else:
                yield from sentences(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from sentences(inner)


def test_records_and_log(converted: Path) -> None:
    lines = (converted / "ra" / "records.jsonl").read_text(encoding="utf-8").splitlines()
    log = (converted / "nhat-ky.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    assert {record["processing"]["language"] for record in records} == {"vi"}
    told = [text for record in [*records, *map(json.loads, log)] for text in sentences(record)]
    assert len(told) > 15
    assert not [text for text in told if english_words(text)]
    broken = next(record for record in records if record["source"]["path"] == "12-broken.pdf")
    assert broken["processing"]["error"] == {
        "code": "broken-file",
        "cause": "pdf-damaged",
        "params": {},
        "message": "Tệp PDF bị hỏng hoặc không đầy đủ.",
        "advice": "Đề nghị sao chép hoặc quét lại; mở và lưu lại bằng phần mềm gốc có thể khắc phục được.",
        "stage": "read",
    }


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["status", "ra"], 0),
        (["convert", "vao", "--out", "ra", "--dry-run"], 0),
        (["convert", "vao", "--out", "moi", "--dry-run"], 0),
        (["doctor"], 0),
        (["inspect", "vao/01-clean-scan.pdf"], 0),
        (["inspect", "vao/05-english-ocr-layer.pdf"], 0),
        (["inspect", "vao/10-stripped.txt"], 0),
        (["inspect", "vao/08-tcvn3.rtf"], 0),
        (["inspect", "vao/12-broken.pdf"], 1),
        (["read", "vao/10-stripped.txt", "--pages", "9"], 1),
        (["read", "vao/10-stripped.txt", "--pages", "3-1"], 2),
        (["read", "vao/du-lieu.csv"], 1),
        (["restore", "khong-co.txt"], 1),
        (["restore", "vao/01-clean-scan.pdf"], 1),
        (["convert", "vao", "--out", "vao/.an"], 2),
        (["convert", "vao", "--out", "."], 2),
        (["convert", "vao", "--out", "ra", "--log", "vao/x.log"], 2),
        (["convert", "vao", "--out", "ra", "--schema", "khong-co"], 2),
        (["convert", "vao", "--out", "ra", "--max-bytes", "nhieu"], 2),
        (["convert", "vao", "--out", "ra", "--jobs", "hai"], 2),
        (["convert", "vao", "--out", "ra", "--jobs", "0"], 2),
        (["convert", "vao", "--out", "ra", "--timeout", "x"], 2),
        (["convert", "khong-co", "--out", "ra"], 2),
        (["convert", "vao"], 2),
        (["convert", "--khong-co"], 2),
        (["convert", "--retry-faild"], 2),
        (["convert", "vao", "--out"], 2),
        (["convert", "vao", "--out", "ra", "--quiet=1"], 2),
        (["check", "ra", "--documents", "vao"], 1),
        (["check", "vao"], 2),
        (["check", "ra", "--sample", "3"], 2),
        (["export", "ra"], 2),
        (["export", "ra", "--to", "gi"], 2),
        (["export", "vao", "--to", "csv"], 2),
        (["inspect", "vao"], 2),
        (["inspect", "khong-co"], 2),
        (["status", "nhat-ky.jsonl"], 2),
        (["status", "vao", "thua"], 2),
        (["khong-co"], 2),
        (["stats"], 2),
        (["--lang", "fr"], 2),
        (["schemas"], 2),
        ([], 2),
    ],
)
def test_what_is_said(converted: Path, arguments: list[str], code: int) -> None:
    done = tieng_viet(*arguments, cwd=converted)
    assert done.returncode == code, done.stdout + done.stderr
    assert_vietnamese(done.stdout + done.stderr)


@pytest.mark.parametrize(
    "command",
    [
        [],
        *([name] for name in COMMANDS),
        *(["schemas", name] for name in ("list", "show", "check")),
        ["package", "make"],
        ["package", "check"],
    ],
)
def test_help(tmp_path: Path, command: list[str]) -> None:
    done = tieng_viet(*command, "--help", cwd=tmp_path)
    assert done.returncode == 0 and "Cách dùng:" in done.stdout
    assert_vietnamese(done.stdout)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_registers(converted: Path, form: str) -> None:
    if form == "xlsx":
        pytest.importorskip("openpyxl")
    done = tieng_viet("export", "ra", "--to", form, cwd=converted)
    assert done.returncode == 0
    assert_vietnamese(done.stdout)
    if form == "csv":
        with (converted / "ra" / "export-csv" / "van-ban.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        assert not [
            (row[name]) for row in rows for name in ("Ghi chú", "Cần xem lại") if english_words(row[name])
        ]
        assert {"Tệp không có nội dung."} <= {row["Ghi chú"] for row in rows}


def test_a_register_is_vietnamese_whatever_the_run_speaks(converted: Path, tmp_path: Path) -> None:
    done = sohoa("export", "ra", "--to", "csv", "--out", tmp_path / "csv", cwd=converted)
    assert "records are in" in done.stdout
    text = (tmp_path / "csv" / "van-ban.csv").read_text(encoding="utf-8-sig")
    assert "Tệp không có nội dung." in text and "Cần xem lại" in text


def test_without_tesseract(converted: Path, tmp_path: Path) -> None:
    for command in (["convert", "vao", "--out", "khac"], ["doctor"]):
        done = tieng_viet(*command, cwd=converted, PATH=str(tmp_path))
        assert done.returncode == 4
        assert_vietnamese(done.stdout.replace("additional language data", "") + done.stderr)


def test_mistakes_in_a_schema(tmp_path: Path) -> None:
    (tmp_path / "rieng.yaml").write_text(
        "name: rieng\ntitle: Riêng\nfields:\n  - {name: dat, type: date}\n  - {name: date, type: mark}\n"
        "  - {name: title, type: title, anchor: x}\nextra:\n  - {name: A, type: text}\n",
        encoding="utf-8",
    )
    done = tieng_viet("schemas", "check", "rieng.yaml", cwd=tmp_path)
    assert done.returncode == 1
    assert_vietnamese(done.stderr)


@pytest.mark.parametrize(
    "arguments",
    [
        ["status", "ra"],
        ["doctor"],
        ["convert", "vao", "--out", "moi", "--dry-run"],
        ["--help"],
        ["convert", "--help"],
    ],
)
def test_nothing_is_cut_on_a_narrow_terminal(converted: Path, arguments: list[str]) -> None:
    told = tieng_viet(*arguments, cwd=converted, COLUMNS="80").stdout
    assert "…" not in told and not re.search(r"\w\.\.\.$", told, re.MULTILINE)
    assert max(map(len, told.splitlines())) <= 80


def test_the_language_of_another_run_does_not_matter(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(LETTER, encoding="utf-8")
    (tmp_path / "b.txt").touch()
    assert tieng_viet("convert", "b.txt", "--out", "ra", cwd=tmp_path).returncode == 1
    again = sohoa("status", "ra", cwd=tmp_path, COLUMNS="200")
    assert "The file is empty." in again.stdout and not VIETNAMESE.search(again.stdout)


def test_a_rerun_in_another_language_converts_what_is_new(tmp_path: Path) -> None:
    (tmp_path / "vao").mkdir()
    for name, run in (("a.txt", sohoa), ("b.txt", tieng_viet)):
        (tmp_path / "vao" / name).write_text(f"{LETTER}{name}", encoding="utf-8")
        assert run("convert", "vao", "--out", "ra", cwd=tmp_path).returncode == 0
    lines = (tmp_path / "ra" / "records.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["processing"]["language"] for line in lines] == ["en", "vi"]


@pytest.mark.parametrize(
    "words", ["Something nobody has seen yet.", "Invalid value for '--jobs': Input should be odd"]
)
def test_words_of_typer_that_are_not_known_are_not_handed_on(words: str) -> None:
    with speaking(Language.VI):
        assert_vietnamese(usage.told(typer.BadParameter(words)))


def test_options_speak_as_the_run_does() -> None:
    assert Options().language is Language.EN
    with speaking(Language.VI):
        assert Options().language is Language.VI


def test_every_command_has_its_help_in_the_catalogue() -> None:
    with speaking(Language.VI):
        group = typer.main.get_command(app)
        for command in group.commands.values():  # type: ignore[attr-defined]
            assert_vietnamese(command.help or "")
            for param in command.params:
                assert_vietnamese(param.help or "")  # type: ignore[attr-defined]
