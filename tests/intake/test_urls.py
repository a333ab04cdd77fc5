"""Documents and records at a URL: listed, fetched, mirrored; what changed there is converted again."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from extract.batch.mirror import Mirror
from extract.batch.run import Batch
from extract.batch.summary import Summary
from extract.batch.workers import convert_document
from extract.core.errors import OutputError, SetupError, TooLarge, Unreadable
from extract.core.limits import Limits
from extract.core.options import Options
from support.batches import Seen
from support.paper import picture
from support.program import LETTER, sohoa

fsspec = pytest.importorskip("fsspec", reason="the extra `cluster` is not installed")
from extract.intake import urls  # noqa: E402


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """What is "far away": a folder that is known by a file:// URL only."""
    folder = tmp_path / "kho"
    (folder / "năm 2019").mkdir(parents=True)
    (folder / "năm 2019" / "a#1.txt").write_text(LETTER, encoding="utf-8")
    (folder / "b.pdf").write_bytes(b"%PDF-1.4 and then nothing")
    (folder / "empty.txt").touch()
    (folder / ".hidden.txt").write_text("x", encoding="utf-8")
    (folder / "table.csv").write_text("a,b", encoding="utf-8")
    with zipfile.ZipFile(folder / "c.zip", "w") as archive:
        archive.writestr("inner/d.txt", LETTER)
    shutil.copy(folder / "c.zip", folder / "no-archive.docx")
    return folder


def run(store: Path, mirror: str | None = None, limits: Limits | None = None) -> Summary:
    options = Options(limits=limits or Limits())
    far = Mirror(mirror) if mirror else None
    batch = Batch([f"file://{store}"], store.parent / "out", options, mirror=far, convert=convert_document)
    return batch.run(Seen())


def records(out: Path) -> dict[str, str | None]:
    found = [json.loads(line) for line in (out / "records.jsonl").read_bytes().splitlines()]
    return {r["source"]["path"]: r["processing"]["error"] and r["processing"]["error"]["code"] for r in found}


EXPECTED = {
    "năm 2019/a#1.txt": None,
    "b.pdf": "broken-file",
    "c.zip/inner/d.txt": None,
    "empty.txt": "empty-file",
    "no-archive.docx": "unsupported",
    "table.csv": "unsupported",
}


def test_documents_at_a_url_are_converted_like_those_in_a_folder(store: Path, tmp_path: Path) -> None:
    summary = run(store)
    assert summary.left_out == [f"file://{store}/.hidden.txt is hidden; left out."]
    assert records(tmp_path / "out") == EXPECTED
    Batch([store], tmp_path / "near", Options()).run(Seen())
    for path in (tmp_path / "out").rglob("*.txt.json"):
        far = json.loads(path.read_bytes())
        near = json.loads((tmp_path / "near" / path.relative_to(tmp_path / "out")).read_bytes())
        near["processing"].pop("seconds"), far["processing"].pop("seconds")
        assert near == far

    (store / "năm 2019" / "a#1.txt").write_text(LETTER + "Thêm.", encoding="utf-8")
    again = run(store)
    assert (again.converted, again.kept) == (1, 5)


def test_pictures_at_a_url_are_read_together(tmp_path: Path) -> None:
    store = tmp_path / "store"
    store.mkdir()
    for name, sheet in (("p9", picture(header=True, dpi=110)), ("p10", picture(dpi=110))):
        sheet.save(store / f"{name}.png", dpi=(110, 110))
    assert run(store).converted == 1
    (line,) = (tmp_path / "out" / "records.jsonl").read_bytes().splitlines()
    told = json.loads(line)["source"]
    assert (told["path"], told["files"], told["pages"]) == ("p9.png", ["p9.png", "p10.png"], 2)
    assert run(store).kept == 1
    (store / "p10.png").unlink()
    assert run(store).converted == 1


def test_limits_hold_while_a_file_is_fetched(store: Path, tmp_path: Path) -> None:
    with pytest.raises(TooLarge):
        urls.fetch(f"file://{store}/b.pdf", tmp_path / "b", Limits(max_bytes=10))
    with pytest.raises(Unreadable, match="cannot be fetched"):
        urls.fetch(f"file://{store}/nothing.pdf", tmp_path / "b", Limits())
    run(store, limits=Limits(max_bytes=100))
    assert records(tmp_path / "out")["năm 2019/a#1.txt"] == "too-large"


def test_records_are_mirrored_and_what_is_missing_there_is_copied(store: Path, tmp_path: Path) -> None:
    out, far = tmp_path / "out", tmp_path / "far"

    def same() -> bool:
        names = {str(path.relative_to(out)) for path in out.rglob("*.json*")}
        return names == {str(path.relative_to(far)) for path in far.rglob("*") if path.is_file()} and all(
            (out / name).read_bytes() == (far / name).read_bytes() for name in names
        )

    run(store)
    run(store, f"file://{far}")
    assert same() and (far / "kho" / "b.pdf.json").is_file()
    (far / "kho" / "b.pdf.json").unlink()
    (store / "empty.txt").write_text(LETTER, encoding="utf-8")
    run(store, f"file://{far}")
    assert same()


def test_records_are_not_mirrored_among_the_documents(store: Path) -> None:
    with pytest.raises(OutputError, match="Choose another --mirror"):
        run(store, f"file://{store}/records")


@pytest.mark.parametrize("url", ["nosuch://far/away", "file:///proc/nowhere/far", "file://{letter}/below"])
def test_a_mirror_that_cannot_be_written_is_told_before_anything_is_done(tmp_path: Path, url: str) -> None:
    letter = tmp_path / "a.txt"
    letter.write_text(LETTER, encoding="utf-8")
    done = sohoa("convert", "a.txt", "--out", "out", "--mirror", url.format(letter=letter), cwd=tmp_path)
    assert (done.returncode, done.stdout, "Traceback" in done.stderr) == (2, "", False)
    assert list(tmp_path.iterdir()) == [letter]


def test_a_mirror_is_tried_without_a_trace(store: Path, tmp_path: Path) -> None:
    Mirror(f"file://{tmp_path}/far").check()
    assert list((tmp_path / "far").iterdir()) == []
    Mirror("memory://nothing/there").check()


def test_a_store_of_objects_gets_whole_ones(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{}", encoding="utf-8")
    mirror = Mirror("memory://records")
    mirror.put(tmp_path / "a.json", "sub/a.json")
    mirror.complete(tmp_path, ["sub/a.json"])  # is there, and not looked for here
    with pytest.raises(OutputError, match="run again"):
        mirror.complete(tmp_path, ["sub/a.json", "b.json"])
    files = fsspec.filesystem("memory")
    assert files.find("records") == ["/records/sub/a.json"] and files.cat("records/sub/a.json") == b"{}"


@pytest.mark.parametrize("url", ["nonsense://a/b", "file:///nowhere/at/all"])
def test_a_url_that_cannot_be_listed_is_told(url: str) -> None:
    with pytest.raises(SetupError, match="cannot be"):
        list(urls.listing(url))


def test_the_command_line_takes_urls(store: Path, tmp_path: Path) -> None:
    done = sohoa(
        "convert",
        f"file://{store}/năm 2019",
        "--out",
        "out",
        "--mirror",
        f"file://{tmp_path}/far",
        cwd=tmp_path,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "far" / "năm 2019" / "a#1.txt.json").is_file()
    assert sohoa("convert", "nonsense://x", "--out", "out", cwd=tmp_path).returncode == 2
    assert "does not exist" in sohoa("convert", "nowhere", "--out", "out", cwd=tmp_path).stderr
