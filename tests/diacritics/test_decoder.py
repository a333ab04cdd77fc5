"""The decoder: posteriors against brute force, batches, widths."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diacritics import language_model
from diacritics.decoding import decoder
from diacritics.decoding.decoder import Segment
from diacritics.lattice import Slot

MODEL = language_model.load()


def slot(*words: str, channel: list[float] | None = None) -> Slot:
    numbers = np.array([MODEL.number(word) for word in words], dtype=np.int64)
    scores = np.array(channel or [0.0] * len(words), dtype=np.float32)
    return Slot(numbers, scores)


SLOTS = [
    slot("quyết", "quyệt"),
    slot("định", "dinh", "đinh"),
    slot("của"),
    slot("ủy", "uy"),
    slot("ban", "bản", "bạn"),
    slot("nhân", "nhận"),
    slot("dân", "dẫn", "dần"),
]


def brute_force(segment: Segment) -> list[list[float]]:
    """Exact posteriors by enumerating every path."""
    sums = [[0.0] * len(s.numbers) for s in segment.slots]
    for path in itertools.product(*(range(len(s.numbers)) for s in segment.slots)):
        numbers = np.array(
            [segment.before] + [s.numbers[i] for s, i in zip(segment.slots, path, strict=True)]
        )
        bigram, index = MODEL.bigram(numbers[:-1], numbers[1:])
        score = float(bigram[0] + MODEL.trigram(index[:-1], index[1:], numbers[2:], bigram[1:]).sum())
        if segment.after is not None:
            after = np.append(numbers, segment.after)[-3:]
            lower, index = MODEL.bigram(after[:-1], after[1:])
            score += float(MODEL.trigram(index[:1], index[1:], after[2:], lower[1:])[0])
        score += sum(float(s.channel[i]) for s, i in zip(segment.slots, path, strict=True))
        for at, i in enumerate(path):
            sums[at][i] += math.exp(score)
    return [[value / sum(row) for value in row] for row in sums]


@settings(max_examples=15)
@given(st.lists(st.sampled_from(SLOTS), min_size=1, max_size=5), st.sampled_from([None, 0]))
def test_posteriors_are_those_of_all_paths(slots: list[Slot], after: int | None) -> None:
    segment = Segment(0, slots, after)
    found = decoder.decode([segment], MODEL)[0]
    for row, exact in zip(found, brute_force(segment), strict=True):
        assert row.sum() == pytest.approx(1, abs=1e-3)
        assert row.tolist() == pytest.approx(exact, abs=0.02)  # what the first pass drops


def test_segments_of_a_batch_do_not_touch_each_other() -> None:
    short, long = Segment(0, SLOTS[:2]), Segment(0, SLOTS)
    together = decoder.decode([short, long, short], MODEL)
    for segment, rows in zip((short, long, short), together, strict=True):
        for row, alone in zip(rows, decoder.decode([segment], MODEL)[0], strict=True):
            assert row.tolist() == pytest.approx(alone.tolist(), abs=1e-4)


def test_channel_outweighs_the_model_when_it_is_sure() -> None:
    rows = decoder.decode([Segment(0, [slot("ủy"), slot("ban", "bạn", channel=[-40, 0])])], MODEL)[0]
    assert rows[1].argmax() == 1


def test_many_candidates_are_cut_not_lost() -> None:
    words = [word for word in MODEL.words[200:240] if word.isalpha()]
    rows = decoder.decode([Segment(0, [slot("ủy"), slot(*words, "ban"), slot("nhân"), slot("dân")])], MODEL)[
        0
    ]
    assert rows[1].argmax() == len(words)


def test_nothing_to_decode() -> None:
    assert decoder.decode([], MODEL) == []
    assert decoder.decode([Segment(0, [])], MODEL) == [[]]
