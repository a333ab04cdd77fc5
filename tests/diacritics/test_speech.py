"""Which paragraphs of a corpus count as speech."""

import numpy as np
import pytest

from diacritics.training import corpus, speech

OFFICIAL = "Căn cứ Luật Tổ chức chính quyền địa phương, Ủy ban nhân dân tỉnh quyết định"
TALK = "Anh ơi, sao hôm nay em mệt quá, 12 giờ rồi đấy"


def flags(*paragraphs: str) -> list[set[bool]]:
    """The flags found in each paragraph."""
    reader = corpus.Reader()
    stream = reader.take("news", paragraphs)
    raw = reader.raw_tokens()
    found = speech.spoken(stream.raw, raw)
    ends = np.flatnonzero(stream.raw == raw.index("<b>"))
    return [set(part.tolist()) for part in np.split(found, ends + 1)[:-1]]


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        (TALK, True),
        (TALK.upper(), True),
        (OFFICIAL, False),
        ("1.250 12/5 -", False),  # no words at all
        ("", False),
        (f"{OFFICIAL} này", False),  # one word of seventeen
    ],
)
def test_a_paragraph_is_speech_or_not_as_a_whole(paragraph: str, expected: bool) -> None:
    assert flags(OFFICIAL, paragraph, TALK) == [{False}, {expected}, {True}]


def test_no_paragraphs() -> None:
    assert not flags()
