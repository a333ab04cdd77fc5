"""Pairs that training makes: lines, pages, and lines found again in what a recogniser prints."""

import lzma
import random
import sys
from pathlib import Path

import numpy as np
import pytest

from diacritics.training import pairs, synthesis, synthesis_pages, synthesis_text

PARAGRAPHS = (
    "Phòng Tổ chức có trách nhiệm theo dõi việc nộp hồ sơ của các đơn vị trực thuộc trong từng quý.",
    "Hồ sơ gồm đơn đề nghị, bản sao giấy tờ tùy thân và hai ảnh màu cỡ 4 x 6 chụp trong sáu tháng gần nhất.",
    "Kinh phí thực hiện lấy từ nguồn ngân sách được giao hằng năm và các nguồn hợp pháp khác nếu có.",
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A corpus of three sources, printed in the one face that tests may count on."""
    monkeypatch.setattr(synthesis_pages, "FACES", synthesis_pages.FACES[:1])
    for name in synthesis_text.SHARES:
        with lzma.open(tmp_path / f"{name}.txt.xz", "wt", encoding="utf-8") as file:
            file.write("\n".join(f"{text} ({at}, {name})" for at in range(30) for text in PARAGRAPHS))
    return tmp_path


def test_pages_are_the_same_for_the_same_seed(folder: Path) -> None:
    one, other, third = (list(synthesis_text.pages(folder, 3, seed)) for seed in (5, 5, 6))
    assert one == other != third
    assert [len(page) for page in one] == [synthesis_text.LINES_A_PAGE] * 3


def test_pages_have_running_text_forms_and_capitals(folder: Path) -> None:
    lines = [line for page in synthesis_text.pages(folder, 10, 1) for line in page]
    assert any("CỘNG HÒA" in line for line in lines)
    assert any(line.startswith("Số: ") for line in lines)
    assert any("TRÁCH NHIỆM" in line for line in lines)
    assert any("trách nhiệm theo" in line for line in lines)


def test_form_lines_have_no_place_left_open() -> None:
    rng = random.Random(2)
    assert not [line for line in (synthesis_text.form_line(rng) for _ in range(300)) if set(line) & set("{}")]


@pytest.mark.parametrize("seed", range(6))
def test_a_scan_is_a_readable_page_and_the_same_again(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(synthesis_pages, "FACES", synthesis_pages.FACES[:1])
    page, dpi = synthesis_pages.scan(PARAGRAPHS, seed)
    again, _ = synthesis_pages.scan(PARAGRAPHS, seed)
    assert page.dtype == np.uint8 and page.ndim == 2 and dpi in (200, 300)
    assert np.array_equal(page, again)
    assert 0.01 < (page < 128).mean() < 0.3  # ink, on paper


@pytest.mark.parametrize(
    ("true", "seen", "found"),
    [
        (["Sở Tài chính", "Kế hoạch năm"], ["S& Tai chinh", "Ké hoach ndm"], [(0, 0), (1, 1)]),
        (["Sở Tài chính", "Kế hoạch năm"], ["Ké hoach ndm"], [(1, 0)]),
        (["Sở Tài chính"], ["~ | ~", "S& Tai chinh", "_."], [(0, 1)]),
        (["Sở Tài chính"], ["Ké hoach ndm"], []),
        ([], ["x"], []),
    ],
)
def test_lines_are_found_again(true: list[str], seen: list[str], found: list[tuple[int, int]]) -> None:
    assert synthesis.aligned(true, seen) == [(true[i], seen[j]) for i, j in found]


def test_the_command_writes_pairs_that_training_reads(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    written = []
    for jobs in ("1", "2"):
        out = folder / "pairs" / f"{jobs}.tsv.xz"
        arguments = [
            "--corpus",
            folder,
            "--out",
            out,
            "--pages",
            "2",
            "--engine",
            "eng-ascii",
            "--jobs",
            jobs,
        ]
        monkeypatch.setattr(sys, "argv", ["synthesis", *map(str, arguments)])
        synthesis.main()
        written.append(list(pairs.lines([out])))
    assert written[0] == written[1]
    assert "lines in" in capsys.readouterr().out
    assert pairs.files([folder / "pairs"]) == [folder / "pairs" / "1.tsv.xz", folder / "pairs" / "2.tsv.xz"]
    assert len(written[0]) > 30 and {engine for engine, _, _ in written[0]} == {"eng-ascii"}
    assert all(seen.isascii() for _, _, seen in written[0])
    assert pairs.word_pairs(pairs.files([folder / "pairs"]), "english-ocr")["eng-ascii"].total() > 300
