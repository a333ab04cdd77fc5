"""A reader of digits that were written, stamped or printed into a line of print.

    picture of the line ─▶ normalised ─▶ small convolutional network ─▶ Scores: frames x SYMBOLS

The network sees the line in one scale (printed letters have an em of EM pixels, on row BASELINE) and gives
for every second column the log-probabilities of the CTC alphabet (Graves et al. 2006): nothing, the ten
digits, and OTHER for a printed word or a scribble. It reads whole lines, so digits that touch each other
or the print need not be cut apart. How it was trained: `extract.ocr.handwriting.training.train`; the weights
(data/digits.npz) come from real handwriting (MNIST; UCI optdigits by Alpaydin and Kaynak, CC BY 4.0),
from fonts, from pen strokes, and from number and date lines of public documents (`training.go_on`).
"""

from __future__ import annotations

from functools import cache, reduce
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

HEIGHT = 40  # rows of a normalised line
BASELINE = 27  # the row that printed letters stand on
EM = 22  # pixels of the font size
RISE, FALL = 0.8, 0.1  # ems that written digits mostly reach above and below the line
STRIDE = 2  # columns a frame
BLANK = 0
OTHER = 11  # a printed word, a scribble; 1..10 are the digits 0..9
SYMBOLS = 12
LETTERS = " 0123456789L"  # the symbols in texts
POOLED = 3  # layers that are followed by pooling
LEAST = 1e-3  # symbols less likely than this are not followed

Scores = NDArray[np.float32]  # frames x SYMBOLS, natural logarithms


def normalised(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Ink as light on black, stretched so that paper is 0 and the darkest ink 255."""
    paper = float(np.percentile(grey, 85))
    dark = float(np.percentile(grey, 0.7))
    spread = max(paper - dark, 40.0)  # an empty line has only noise, which is not to be made into ink
    return np.asarray(np.clip((paper - grey) * (255 / spread), 0, 255), dtype=np.uint8)


def scores(line: NDArray[np.uint8]) -> Scores:
    """Log-probabilities of the symbols along a normalised line (HEIGHT x W, W at least 8)."""
    layers = _network()
    x = np.asarray(line[None] / 255, dtype=np.float32)
    for index in range(POOLED + 1):
        x = np.maximum(_convolved(x, *layers[index], pad=1), np.float32(0))
        if index < POOLED:
            x = _pooled(x, STRIDE if index == 0 else 1)
    x = np.maximum(_convolved(x, *layers[-2], pad=(0, 1)), np.float32(0))
    x = _convolved(x, *layers[-1], pad=(0, 2))[:, 0].T
    x -= x.max(axis=1, keepdims=True)
    return np.asarray(x - np.log(np.exp(x).sum(axis=1, keepdims=True)), dtype=np.float32)


def readings(frames: Scores, beam: int = 24) -> dict[str, float]:
    """The likeliest texts of a line with their probabilities: digits, and "L" for other things between them.

    CTC prefix beam search (Hannun et al. 2014); neighbouring OTHERs count as one.
    """
    ended = {"": (1.0, 0.0)}  # text ─▶ its probability when the last frame was blank, when it was a symbol
    for frame in np.exp(frames.astype(np.float64)):
        symbols = [int(symbol) for symbol in np.flatnonzero(frame > LEAST) if symbol != BLANK]
        if not symbols:  # paper: most frames
            ended = {text: ((blank + symbol) * frame[BLANK], 0.0) for text, (blank, symbol) in ended.items()}
            continue
        grown: dict[str, list[float]] = {}
        for text, (blank, symbol) in ended.items():
            here = grown.setdefault(text, [0.0, 0.0])
            here[0] += (blank + symbol) * frame[BLANK]
            for index in symbols:
                letter = LETTERS[index]
                if not text.endswith(letter):
                    grown.setdefault(text + letter, [0.0, 0.0])[1] += (blank + symbol) * frame[index]
                elif index == OTHER:
                    here[1] += (blank + symbol) * frame[index]
                else:
                    here[1] += symbol * frame[index]
                    grown.setdefault(text + letter, [0.0, 0.0])[1] += blank * frame[index]
        kept = sorted(grown.items(), key=lambda item: -sum(item[1]))[:beam]
        ended = {text: (blank, symbol) for text, (blank, symbol) in kept}
    return {text: float(sum(parts)) for text, parts in ended.items()}


def places(frames: Scores, text: str) -> list[tuple[int, int]]:
    """The columns (from, to) of every letter of a text: the likeliest alignment of the text with the line."""
    states = [BLANK]
    for letter in text:
        states += [LETTERS.index(letter), BLANK]
    count = len(states)
    may_skip = np.array(
        [i > 1 and states[i] != BLANK and states[i] != states[i - 2] for i in range(count)], dtype=np.bool_
    )
    best = np.full(count, -np.inf)
    best[:2] = frames[0, states[:2]]
    steps = np.zeros((len(frames), count), np.int64)
    for index, frame in enumerate(frames[1:], start=1):
        ways = np.full((3, count), -np.inf)
        ways[0], ways[1, 1:], ways[2, 2:] = best, best[:-1], best[:-2]
        ways[2, ~may_skip] = -np.inf
        steps[index] = ways.argmax(axis=0)
        best = ways.max(axis=0) + frame[states]
    state = count - 1 if best[-1] > best[-2 if count > 1 else -1] or count == 1 else count - 2
    seen: dict[int, list[int]] = {}
    for index in range(len(frames) - 1, -1, -1):
        seen.setdefault(state, []).append(index)
        state -= int(steps[index, state])
    spans = [seen.get(2 * i + 1, [0]) for i in range(len(text))]
    return [(min(span) * STRIDE, (max(span) + 1) * STRIDE) for span in spans]


def _convolved(
    x: NDArray[np.float32],
    kernel: NDArray[np.float32],
    bias: NDArray[np.float32],
    pad: int | tuple[int, int],
) -> NDArray[np.float32]:
    """Channels x height x width through one layer, as one product of matrices."""
    _, _, high, wide = kernel.shape
    rows, columns = (pad, pad) if isinstance(pad, int) else pad
    padded = np.pad(x, ((0, 0), (rows, rows), (columns, columns)))
    height, width = padded.shape[1] - high + 1, padded.shape[2] - wide + 1
    seen = np.stack(
        [padded[:, i : i + height, j : j + width] for i in range(high) for j in range(wide)], axis=1
    )
    # einsum, not @: a product this small takes a threaded BLAS 50 times longer (16 ms for 0.3) on busy cores.
    flat = np.einsum("ok,kn->on", kernel.reshape(len(kernel), -1), seen.reshape(-1, height * width))
    return np.asarray((flat + bias[:, None]).reshape(len(kernel), height, width), dtype=np.float32)


def _pooled(x: NDArray[np.float32], wide: int) -> NDArray[np.float32]:
    """The largest of every 2 rows and `wide` columns."""
    _, height, width = x.shape
    kept = x[:, : height // 2 * 2, : width // wide * wide]
    rows = np.maximum(kept[:, ::2], kept[:, 1::2])  # numpy's max over axes takes ten times as long
    return reduce(np.maximum, (rows[:, :, at::wide] for at in range(wide)))


@cache
def _network() -> list[tuple[NDArray[np.float32], NDArray[np.float32]]]:
    """Kernel and bias of every layer, from data/digits.npz."""
    with (
        files("extract.ocr.handwriting").joinpath("data", "digits.npz").open("rb") as file,
        np.load(file) as kept,
    ):
        count = len(kept.files) // 2
        return [
            (kept[f"kernel{index}"].astype(np.float32), kept[f"bias{index}"].astype(np.float32))
            for index in range(count)
        ]
