"""The line reader of our own: its signs, its decoding, its made lines, and that a stopped run goes on."""

from __future__ import annotations

import argparse
import lzma
import random
from pathlib import Path

import numpy as np
import pytest

from extract.ocr import ctc
from extract.ocr.line import picture
from extract.ocr.line.alphabet import BLANK, SIGNS, VIETNAMESE, decode, encode, spelled
from extract.ocr.line.training import faces, text
from extract.ocr.line.training.lines import UNSURE, Maker, labelled, needed
from extract.ocr.line.training.text import Texts

PARAGRAPHS = (
    "Ủy ban nhân dân các xã, phường tổ chức thực hiện và báo cáo kết quả trước ngày 25 hằng tháng.",
    "Căn cứ Luật Tổ chức chính quyền địa phương; xét đề nghị của Giám đốc Sở Nông nghiệp và Môi trường,",
    "Kinh phí: 1.250.000.000 đồng (một tỷ hai trăm năm mươi triệu đồng), bằng 98,5% dự toán được giao.",
    "Điều 3. Chánh Văn phòng, Thủ trưởng các đơn vị chịu trách nhiệm thi hành Quyết định này./.",
)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    lines = [f"{paragraph} Mục {number}." for number in range(400) for paragraph in PARAGRAPHS]
    with lzma.open(folder / "administrative.txt.xz", "wt", encoding="utf-8") as file:
        file.write("\n".join(lines))
    return folder


@pytest.fixture(scope="module")
def maker(corpus: Path) -> Maker:
    return Maker(Texts.of(corpus, held_back=False), faces.of(None))


def test_each_sign_stands_once_and_blank_is_none_of_them() -> None:
    assert len(set(SIGNS)) == len(SIGNS)
    assert len(VIETNAMESE) == 2 * 67  # letters with a mark, and đ, small and capital
    assert encode(SIGNS) == list(range(1, len(SIGNS) + 1))
    assert BLANK == ctc.BLANK == 0


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("Số: 05/2024/QĐ-UBND", "Số: 05/2024/QĐ-UBND"),
        ("Tie\u0302\u0301ng Vie\u0323\u0302t", "Tiếng Việt"),  # marks set apart
        ("  hai\u00a0  chữ\t", "hai chữ"),
        ("A\u2011B \u2014 C\u00ad", "A-B – C"),
        ("37\u00baC", "37°C"),
        ("漢字", None),
        ("", ""),
    ],
)
def test_texts_in_the_signs_of_the_alphabet(given: str, expected: str | None) -> None:
    assert spelled(given) == expected


@pytest.mark.parametrize("line", [*PARAGRAPHS, SIGNS.strip(), "ĐẶNG THỊ ÁNH NGUYỆT", "“Cơm” ‘nước’ – 5 m²"])
def test_lines_come_back_from_their_numbers(line: str) -> None:
    known = spelled(line)
    assert known == " ".join(line.split())
    assert decode(encode(known)) == known


def rows(signs: str, best: str) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    """Log-probabilities in which each step's likeliest sign is that of `best`; "_" is no sign."""
    found = np.full((len(best), len(signs)), np.log(0.1 / len(signs)), np.float32)
    for step, sign in enumerate(best):
        found[step, signs.index(sign)] = np.log(0.9)
    return found


@pytest.mark.parametrize(
    ("best", "words"),
    [
        ("__nn_ăă_mm", ["năm"]),
        ("nnaa__a", ["naa"]),  # the same sign twice needs a step of none between
        ("aaaa", ["a"]),
        ("a  _ n_", ["a", "n"]),
        ("____", []),
        ("  a", ["a"]),
    ],
)
def test_the_likeliest_signs_make_words(best: str, words: list[str]) -> None:
    signs = "_ năma"
    signs = "".join(dict.fromkeys(signs))
    heard = list(ctc.words(rows(signs, best), signs))
    assert [word.text for word in heard] == words
    assert all(word.confidence == pytest.approx(0.9, abs=1e-4) and 0 < word.place < 1 for word in heard)


def test_made_lines_are_the_same_for_the_same_seed_and_differ_for_another(maker: Maker) -> None:
    one, same, other = (maker.batch(seed, 5, 6, 32, 16) for seed in (1, 1, 2))
    assert all(
        np.array_equal(getattr(one, part), getattr(same, part)) for part in ("pictures", "labels", "places")
    )
    assert one.pictures.shape != other.pictures.shape or not np.array_equal(one.pictures, other.pictures)


def test_what_made_lines_say_is_in_the_alphabet_and_fits_into_their_pictures(maker: Maker) -> None:
    chance = random.Random(3)
    for _ in range(60):
        line = maker.line(chance, 30)
        assert 0 < len(line.text) <= 30
        assert spelled(line.text) == line.text
        assert len(line.spans) == len(line.text)
    batch = maker.batch(1, 1, 16, 32, 30)
    for labels, length, steps in zip(batch.labels, batch.lengths, batch.steps, strict=True):
        assert needed(decode(labels[:length])) <= steps <= batch.pictures.shape[2] // picture.STEP
    assert np.abs(batch.pictures).max() <= 1.5


@pytest.mark.parametrize("kind", [kind for kind, _ in text._WEIGHTED], ids=lambda kind: kind.__name__)
def test_each_class_of_text_gives_signs_of_the_alphabet(maker: Maker, kind: text.Kind) -> None:
    chance = random.Random(1)
    texts = [kind(maker.texts, chance, 24) for _ in range(50)]
    assert all(spelled(made) is not None for made in texts)
    assert len(set(texts)) > 20


def test_signs_are_labelled_in_their_order(maker: Maker) -> None:
    line = maker.line(random.Random(8), 20)
    steps = picture.seen(line.piece, 32).shape[1] // picture.STEP
    labels = labelled(line, 32, steps)
    found = [int(number) for number in labels if number not in (UNSURE, BLANK)]
    numbers = iter(encode(line.text))
    assert found and all(number in numbers for number in found)  # a part of them, in order


def test_held_back_paragraphs_are_not_trained_on(corpus: Path) -> None:
    trained, held = (Texts.of(corpus, held_back=held)._pools[0] for held in (False, True))
    assert held and not set(held) & set(trained)


def test_a_run_that_was_stopped_ends_with_the_same_weights(corpus: Path, tmp_path: Path) -> None:
    torch = pytest.importorskip("torch")
    from extract.ocr.line.training.train import Plan, Run, train

    torch.set_num_threads(1)
    plan = Plan(steps=4, batch=2, longest=6, every=2)
    options = argparse.Namespace(corpus=corpus, fonts=None, device="cpu", workers=1, minutes=10.0)
    ends = []
    for name, first in (("whole", None), ("stopped", 0.0)):
        options.out = tmp_path / name
        options.out.mkdir()
        if first is not None:
            options.minutes = first
            train(plan, options)  # over after one step
            options.minutes = 10.0
        train(plan, options)
        run = Run(plan)
        run.take(options.out / "checkpoint.pt")
        assert run.step == plan.steps
        ends.append(run.mean.state_dict())
    assert all(torch.equal(ends[0][key], ends[1][key]) for key in ends[0])
    with pytest.raises(ValueError, match="another run"):
        Run(Plan(steps=9)).take(tmp_path / "whole" / "checkpoint.pt")


@pytest.mark.parametrize(
    ("rows_columns", "columns"), [((32, 100), 108), ((16, 100), 208), ((64, 100), 60), ((40, 1), 16)]
)
def test_pieces_of_any_size_come_to_one_height(rows_columns: tuple[int, int], columns: int) -> None:
    seen = picture.seen(np.full(rows_columns, 200, np.uint8), 32)
    assert seen.shape == (32, columns) and columns % picture.STEP == 0
    assert seen.min() > 0.9  # paper alone, however dark, stays paper


def test_faded_print_looks_like_fresh_print() -> None:
    fresh = np.full((32, 90), 255, np.uint8)
    fresh[8:24, 20:26] = fresh[8:24, 50:56] = 0
    faded = (170 + fresh.astype(int) * 60 // 255).astype(np.uint8)
    assert np.abs(picture.seen(fresh, 32) - picture.seen(faded, 32)).max() < 0.05


def test_the_exported_model_reads_what_the_network_reads(tmp_path: Path) -> None:
    torch = pytest.importorskip("torch")
    for package in ("onnx", "onnxruntime"):
        pytest.importorskip(package)
    from extract.ocr.line.reader import LineReader
    from extract.ocr.line.training.export import write
    from extract.ocr.line.training.network import SHAPES, Network
    from extract.ocr.line.training.train import Plan

    network = Network(SHAPES["small"]).eval()
    write(network, Plan(), tmp_path / "line.onnx")
    reader = LineReader(tmp_path / "line.onnx")
    noise = np.random.default_rng(1)
    for columns in (20, 133, 700):
        piece = noise.integers(0, 255, (40, columns)).astype(np.uint8)
        with torch.no_grad():
            expected = network(torch.from_numpy(picture.seen(piece, 32)[None, None]))[0].numpy()
        assert np.allclose(reader.steps(piece).log_probs, expected, atol=1e-3)
        assert len(expected[0]) == len(SIGNS) + 1
        reader.read(piece)
