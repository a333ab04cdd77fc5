"""Which paragraphs of a corpus file read like speech, so that they can count for more.

    numbers of raw tokens, raw tokens ─ spoken ─▶ one flag a token, the same throughout a paragraph

Letters and requests are written in the first and second person, and no source is: one paragraph in
twenty of the news (quotes, headlines), one in fifty of the encyclopedia. Told by the share of a
paragraph's words that are persons (đại từ xưng hô), particles (tình thái từ) or pointing words (đại từ
chỉ định); the lists are our own.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from diacritics import tokens

SOURCES = ("encyclopedia", "news")
# How much more such a paragraph counts. Wrong syllables with 1, 5, 8 and 16 after the re-scorer: of 15,759
# held-back spoken ones 566, 542, 527, 528; of 32,518 of the news 452, 455, 461, 477; of 29,732 of the
# encyclopedia 693, 703, 700, 744; of 9,549 administrative 19, 19, 19, 20. The vocabulary is chosen
# without it: a word seen once would be in it.
WEIGHT = 8
LEAST_SHARE = 0.1  # with 0.18 too few are left: weight 12 made 603 wrong before the re-scorer, not 573

_PERSONS = "tôi tao tớ mình mày cậu bạn anh chị em con cô chú bác cháu"
_PARTICLES = "ạ à ư nhé nhỉ hả lắm đâu thôi ơi chứ vậy sao gì rồi quá đừng hãy"
_POINTING = "này đó đấy ấy nào"
WORDS = frozenset(f"{_PERSONS} {_PARTICLES} {_POINTING}".split())


def spoken(running: NDArray[np.uint32], raw: Sequence[str]) -> NDArray[np.bool_]:
    """Whether each token of a stream stands in a paragraph that reads like speech; `raw`: the tokens by
    number, the boundary, which ends every paragraph, among them."""
    of_speech = np.array([tokens.classify(token) in WORDS for token in raw])
    of_letters = np.array([any(map(str.isalpha, token)) for token in raw])
    of_letters[raw.index(tokens.BOUNDARY)] = False
    ends = np.flatnonzero(running == raw.index(tokens.BOUNDARY))
    if not len(ends):
        return np.zeros(len(running), dtype=np.bool_)
    starts = np.append(0, ends[:-1] + 1)
    hits = np.add.reduceat(of_speech[running].astype(np.int64), starts)
    words = np.add.reduceat(of_letters[running].astype(np.int64), starts)
    return np.repeat(hits >= LEAST_SHARE * np.maximum(words, 1), ends - starts + 1)
