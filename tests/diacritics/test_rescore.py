"""The second look at doubtful tokens: what it must never touch, what sums to one, what a document tells."""

import lzma
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diacritics import language_model
from diacritics.channel.channels import Stripped
from diacritics.decoding import rescore
from diacritics.decoding.candidates import Candidates
from diacritics.decoding.decoder import decode
from diacritics.decoding.document_cache import GAINS, gains
from diacritics.decoding.rescore import DENSE, FEATURES, Rescorer
from diacritics.decoding.sentences import Sentence, cut
from diacritics.decoding.slots import with_slots
from diacritics.lattice import Slot, Token
from diacritics.syllable import skeleton
from diacritics.tokens import BOUNDARY
from diacritics.training import rescorer as training

MODEL = language_model.load()
CANDIDATES = Candidates(Stripped(MODEL), MODEL)
KEYS = rescore.word_keys(MODEL.words)
WEIGHTS = np.array([0.9, 0.5, 0.6, 0.5, 0.1, -0.2, 0.0], dtype=np.float32)
NOISE = np.random.default_rng(0).integers(-127, 128, 1 << 10).astype(np.int8)
WORDS = [
    "ba",
    "to",
    "cong",
    "nghe",
    "12",
    "tinh",
    "Quang",
    "Ngai",
    "va",
    "de",
    "HDND",
    ".",
    ",",
    "xyz",
    "dia",
    "chi",
]


def rescorer(table: np.ndarray, dense: np.ndarray = WEIGHTS) -> Rescorer:
    return Rescorer(table, 0.02, dense, KEYS, MODEL.numbers[BOUNDARY])


def first_pass(text: str) -> tuple[list[Sentence], list[list[np.ndarray]]]:
    lines = [line.split() for line in text.splitlines()]
    lattice = [Token(w, ends_line=at + 1 == len(line)) for line in lines for at, w in enumerate(line)]
    sentences = with_slots(lattice, cut(lattice, "stripped"), "stripped", CANDIDATES, MODEL)
    return sentences, decode([sentence.as_segment() for sentence in sentences], MODEL)


texts = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join), max_size=4).map(
    "\n".join
)


@settings(max_examples=40)
@given(texts)
def test_sums_stay_and_sure_tokens_stay(text: str) -> None:
    sentences, before = first_pass(text)
    after = rescore.rescore(sentences, before, rescorer(NOISE))
    assert [len(rows) for rows in after] == [len(rows) for rows in before]
    for old, new in zip(
        (r for rows in before for r in rows), (r for rows in after for r in rows), strict=True
    ):
        assert new.sum() == pytest.approx(old.sum(), abs=1e-4)
        assert (new >= 0).all()
        if len(old) == 1 or old.max() >= rescore.DOUBTFUL:
            assert (new == old).all()


@settings(max_examples=20)
@given(texts)
def test_without_weights_the_first_pass_stays(text: str) -> None:
    sentences, before = first_pass(text)
    nothing = np.array([1, *[0] * (DENSE - 1)], dtype=np.float32)
    after = rescore.rescore(sentences, before, rescorer(np.zeros(1 << 4, dtype=np.int8), nothing))
    for old, new in zip(
        (r for rows in before for r in rows), (r for rows in after for r in rows), strict=True
    ):
        assert new == pytest.approx(old, abs=1e-4)


def flat(text: str) -> tuple:
    sentences, before = first_pass(text)
    rows = [row for found in before for row in found]
    return rescore.flatten(sentences, rows, KEYS, MODEL.numbers[BOUNDARY])


def test_empty_text() -> None:
    text, doubts, _ = flat("")
    assert len(text.keys) == len(doubts.at) == len(doubts.keys) == 0
    assert rescore.rescore([], [], rescorer(NOISE)) == []


def test_a_boundary_stands_before_each_line() -> None:
    text, _, _ = flat("Ba To\nQuang Ngai va de\n")
    boundary = KEYS[MODEL.numbers[BOUNDARY]]
    assert np.flatnonzero(text.keys == boundary).tolist() == [0, 3]
    assert text.cases.tolist() == [0, 1, 1, 0, 1, 1, 0, 0]


def test_shapes() -> None:
    text, doubts, (slot, place) = flat("ba to de va chi dia")
    assert len(slot) == len(place) == len(doubts.keys) == len(doubts.of)
    assert gains(text, doubts).shape == (len(doubts.keys), GAINS)
    around = rescore.contexts(text, doubts.at)
    assert around.shape == (len(doubts.at), FEATURES)
    features = rescore.features(around, doubts, 10)
    assert features.min() >= 0
    assert features.max() < 1 << 10


def test_the_document_tells_and_no_token_tells_for_itself() -> None:
    sentences, before = first_pass("chi ba to\nba to chi\n")
    rows = [row.copy() for found in before for row in found]
    slots = [slot for sentence in sentences for slot in sentence.slots]
    to = [at for at, slot in enumerate(slots) if MODEL.number("tơ") in slot.numbers]
    assert len(to) == 2
    sure, open_ = to
    right = slots[sure].numbers.tolist().index(MODEL.number("tơ"))
    for row in rows:
        row[:] = 0
        row[0] = 1
    rows[sure][:] = 0
    rows[sure][right] = 1
    rows[open_][:] = 0
    rows[open_][[0, right]] = (0.6, 0.4) if right else (1.0, 1.0)
    text, doubts, _ = rescore.flatten(sentences, rows, KEYS, MODEL.numbers[BOUNDARY])
    found = dict(zip(doubts.keys.tolist(), gains(text, doubts)[:, 0].tolist(), strict=True))
    named = KEYS[MODEL.number("tơ")]
    assert found[named] > 0.5
    assert all(gain < 0 for key, gain in found.items() if key != named)


LINES = [
    "Ủy ban nhân dân tỉnh ban hành quyết định số 12 về công nghệ.",
    "Bà Hòa để tờ đơn ở xã Ba Tơ, tỉnh Quảng Ngãi.",
]


def corpus_of(folder: Path, lines: list[str]) -> Path:
    path = folder / "administrative.txt.xz"
    with lzma.open(path, "wt", encoding="utf-8") as out:
        out.writelines(line + "\n" for line in lines)
    return path


def test_held_out_blocks(tmp_path: Path) -> None:
    period = training.HELD_OUT["administrative"]
    lines = [f"đoạn {n} của một văn bản" for n in range((period + 1) * training.BLOCK + 3)]
    blocks = list(training.blocks(corpus_of(tmp_path, lines)))
    assert [block[0] for block in blocks] == [lines[0], lines[period * training.BLOCK]]
    unseen = training.HeldOut(tmp_path, {"thêm"})
    assert lines[0] in unseen
    assert lines[training.BLOCK] not in unseen
    assert "thêm" in unseen


def test_fit_learns_what_it_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "TABLE_BITS", 12)
    examples = training.collect(iter([LINES] * 40), MODEL)
    assert (np.add.reduceat(examples.right, examples.doubts.starts) == 1).all()
    table, dense = training.fit([examples], [1.0])
    training.write(tmp_path, table, dense)
    codes, (step, *weights) = (
        np.load(tmp_path / "rescorer.npy"),
        np.load(tmp_path / "rescorer_dense.npy").tolist(),
    )
    learned = Rescorer(codes, step, np.array(weights, dtype=np.float32), KEYS, MODEL.numbers[BOUNDARY])
    before = examples.doubts.softmax(examples.doubts.prior)[examples.right > 0]
    after = learned.score(examples.text, examples.doubts)[examples.right > 0]
    assert np.log(after).mean() > np.log(before).mean()


def test_true_words_fall_on_their_places() -> None:
    sentences, _ = first_pass("\n".join(map(skeleton, LINES)))
    true = training._true_words(sentences, LINES)
    places = [place.text for sentence in sentences for place in sentence.places]
    assert [skeleton(word) for word in true] == places


def test_what_stands_for_no_word_is_not_asked() -> None:
    sentences, before = first_pass("ba to")
    unknown = MODEL.numbers["<unk>"]
    numbers = sentences[0].slots[1].numbers.copy()
    numbers[0] = unknown
    sentences[0].slots[1] = Slot(numbers, np.zeros(len(numbers), dtype=np.float32))
    row = np.zeros(len(numbers), dtype=np.float32)
    row[:3] = (0.5, 0.3, 0.2)
    rows = [before[0][0], row]
    _, doubts, _ = rescore.flatten(sentences, rows, KEYS, MODEL.numbers[BOUNDARY])
    assert KEYS[unknown] not in doubts.keys
    [[_, after]] = rescore.rescore(sentences, [rows], rescorer(NOISE))
    assert after[0] == pytest.approx(0.5)
    assert after[1] != pytest.approx(0.3)
    assert after.sum() == pytest.approx(1)
