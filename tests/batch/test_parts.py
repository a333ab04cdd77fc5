"""One file that holds several documents: a record of each, told apart in everything a batch writes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extract.batch.run import Batch
from extract.core.options import Also, Options, Split
from support.batches import Seen
from support.paper import BODY, canvas

LETTERS = (("BÁO CÁO", "45", "BC-SKHCN"), ("QUYẾT ĐỊNH", "46", "QĐ-SKHCN"), ("TỜ TRÌNH", "47", "TTr-SKHCN"))


def bundle(path: Path, count: int) -> Path:
    """A PDF of so many documents, a page each."""
    sheet = canvas(path, pagesize=(595, 842))
    for kind, number, notation in LETTERS[:count]:
        for x, y, face, text in (
            (150, 790, "Tinos", "UBND TỈNH MINH HÀ"),
            (150, 774, "Tinos-Bold", "SỞ KHOA HỌC VÀ CÔNG NGHỆ"),
            (150, 750, "Tinos", f"Số: {number}/{notation}"),
            (430, 790, "Tinos-Bold", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
            (430, 774, "Tinos-Bold", "Độc lập - Tự do - Hạnh phúc"),
            (430, 750, "Tinos-Italic", "Minh Hà, ngày 05 tháng 3 năm 2024"),
            (300, 710, "Tinos-Bold", kind),
            (300, 694, "Tinos-Bold", "Về tình hình thực hiện nhiệm vụ năm 2024"),
            (450, 400, "Tinos-Bold", "GIÁM ĐỐC"),
            (450, 320, "Tinos-Bold", "Trần Văn Hải"),
        ):
            sheet.setFont(face, 12)
            sheet.drawCentredString(x, y, text)
        sheet.setFont("Tinos", 12)
        for row, text in enumerate(BODY):
            sheet.drawString(85, 660 - 18 * row, text)
        for row, text in enumerate(("Nơi nhận:", "- Như trên;", "- Lưu: VT.")):
            sheet.drawString(85, 400 - 16 * row, text)
        sheet.showPage()
    sheet.save()
    return path


@pytest.fixture
def bound(tmp_path: Path) -> Path:
    return bundle(tmp_path / "in.pdf", 2)


def names(out: Path) -> list[str]:
    return sorted(path.name for path in out.iterdir() if path.name.startswith("in."))


def lines(out: Path) -> list[dict[str, dict[str, object]]]:
    return [json.loads(line) for line in (out / "records.jsonl").read_bytes().splitlines()]


def convert(path: Path, out: Path, options: Options | None = None) -> int:
    """How many files it converted."""
    return Batch([path], out, options or Options()).run(Seen()).converted


def test_each_document_has_its_record_and_its_text(bound: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert convert(bound, out, Options(also=(Also.TXT,))) == 1
    assert names(out) == [f"in.pdf~part{part}.{suffix}" for part in (1, 2) for suffix in ("json", "txt")]
    first, second = lines(out)
    assert [one["fields"]["number"] for one in (first, second)] == ["45", "46"]
    assert second["source"]["part"] == {"index": 2, "of": 2, "first_page": 2, "last_page": 2}
    assert second["source"]["record"] == "in.pdf~part2.json"
    assert "QUYẾT ĐỊNH" in (out / "in.pdf~part2.txt").read_text(encoding="utf-8")
    assert first["id"] != second["id"]


def test_a_second_run_keeps_what_is_there_and_makes_what_is_gone(bound: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    convert(bound, out)
    before = lines(out)
    assert convert(bound, out) == 0
    (out / "in.pdf~part2.json").unlink()
    assert convert(bound, out) == 1
    assert names(out) == ["in.pdf~part1.json", "in.pdf~part2.json"]
    assert [one["id"] for one in lines(out)] == [one["id"] for one in before]


@pytest.mark.parametrize("count", [1, 3])
def test_records_of_parts_that_are_no_more_go(bound: Path, tmp_path: Path, count: int) -> None:
    out = tmp_path / "out"
    convert(bound, out, Options(also=(Also.TXT,)))
    bundle(bound, count)
    assert convert(bound, out, Options(also=(Also.TXT,))) == 1
    made = ["in.pdf"] if count == 1 else [f"in.pdf~part{part}" for part in range(1, count + 1)]
    assert names(out) == [f"{name}.{suffix}" for name in made for suffix in ("json", "txt")]
    assert len(lines(out)) == count


def test_a_file_may_be_kept_whole(bound: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    convert(bound, out)
    convert(bound, out, Options(split=Split.NEVER))
    assert names(out) == ["in.pdf.json"]
    assert len(lines(out)) == 1


def test_a_copy_of_the_file_has_parts_too(bound: Path, tmp_path: Path) -> None:
    out, folder = tmp_path / "out", tmp_path / "twice"
    folder.mkdir()
    for name in ("a.pdf", "b.pdf"):
        (folder / name).write_bytes(bound.read_bytes())
    convert(folder, out)
    (folder / "c.pdf").write_bytes(bound.read_bytes())  # of one that an earlier run converted
    convert(folder, out)
    assert [one["source"]["record"] for one in lines(out)] == [
        f"twice/{name}.pdf~part{part}.json" for name in "abc" for part in (1, 2)
    ]
