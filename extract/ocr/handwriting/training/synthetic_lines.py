"""Made-up pieces of header lines with filled-in digits, as a scanner would see them.

    Shapes ─▶ words of print, gaps filled by hand, dirt ─▶ Piece(picture of one line, its labels)

A piece is HEIGHT pixels high and WIDTH wide in the scale that `digit_network` reads in: the printed letters
have an em of EM pixels and stand on row BASELINE.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.ocr.handwriting.digit_network import BASELINE, EM, HEIGHT, OTHER, STRIDE, normalised
from extract.ocr.handwriting.training.digit_shapes import Mask, Shapes, printed, smooth

WIDTH = 160
MIDDLE = BASELINE - EM / 3  # row half-way up a digit
BEFORE = ("ngày", "ngày", "ngày", "tháng", "tháng", "năm", "Số:", "Số:", "Số:", "số", "Số")
AFTER = (
    "tháng",
    "tháng",
    "tháng",
    "năm",
    "năm",
    *("/QĐ-UBND", "/QĐ-UBND", "/CT-UBND", "/UBND-TTHC", "-CV/TU", "/TB-"),
)
UNSURE = -100
LEANING_IN = 0.7  # of what leaning makes a digit wider
DOTTED = 0.2  # share of gaps whose dots are written over
CORE = 0.3  # share of a digit's width to either side of its middle that is surely this digit
LETTERS = "abcdeghiklmnopqrstuvxyàáâãăạảấầậắèéêếệìíòóôõơộớợùúưứựỳýđABCDĐEGHIKLMNOPQRSTUVXY-,.:;()"
SOME_WORDS = 60
HAND_SHARES = {"strokes": 0.42, "mnist": 0.18, "optdigits": 0.12, "hand fonts": 0.15, "print": 0.13}


@dataclass(frozen=True, slots=True)
class Piece:
    """One made-up line."""

    picture: NDArray[np.uint8]  # HEIGHT x WIDTH, normalised as `digit_network` does
    labels: list[int]  # 1..10 digits 0..9, OTHER for a word or a scribble
    frames: NDArray[np.int64]  # the label of every STRIDE columns; UNSURE where one thing meets the next


class Writer:
    """Makes pieces; `prints` are fonts with Vietnamese letters, upright and italic."""

    def __init__(self, shapes: Shapes, prints: Sequence[Path], seed: int) -> None:
        self.shapes = shapes
        self.prints = prints
        self.chance = np.random.default_rng(seed)
        # Few words, so that what each looks like in each font is drawn once.
        self.words = [
            "".join(self.chance.choice(list(LETTERS), self.chance.integers(2, 8))) for _ in range(SOME_WORDS)
        ]

    def piece(self) -> Piece:
        """A word, a filled gap, a word, a filled gap ... from somewhere in a line."""
        chance = self.chance
        self.font = self.prints[int(chance.integers(len(self.prints)))]
        self.print_ink = chance.uniform(0.55, 1.0)
        self.hand_ink = np.clip(self.print_ink * chance.uniform(0.5, 1.4), 0.35, 1.0)
        self.sheet = np.zeros((HEIGHT, WIDTH), np.float32)
        hands = [hand for hand in HAND_SHARES if hand in self.shapes.hands]
        shares = np.array([HAND_SHARES[hand] for hand in hands])
        self.hand = str(chance.choice(hands, p=shares / shares.sum()))
        self.spans: list[tuple[int, float, float]] = []  # label, left, right
        first = str(chance.choice(BEFORE)) if chance.random() < 0.75 else self._letters()
        x = self._fill(self._word(first, -chance.uniform(0, 40)))
        while x < WIDTH - 2.5 * EM:
            word = str(chance.choice(AFTER)) if chance.random() < 0.75 else self._letters()
            x = self._fill(self._word(word, x + chance.uniform(-0.05, 0.7) * EM))
        picture, matrix = self._scanned()
        spans = [
            (label, *(matrix[0, 0] * x + matrix[0, 1] * MIDDLE + matrix[0, 2] for x in ends))
            for label, *ends in self.spans
        ]
        seen = [span for span in spans if span[1] < WIDTH - 5 and span[2] > 5]
        return Piece(picture, [label for label, _, _ in seen], _frames(seen))

    def _letters(self) -> str:
        return self.words[self.chance.integers(SOME_WORDS)]

    def _word(self, text: str, x: float) -> float:
        """Print a word from `x` on; where it ends."""
        mask, below = printed(self.font, text, 2 * EM)
        right = self._paste(mask, x, 0.5, below * 0.5, self.print_ink)
        if text.strip("."):
            self.spans.append((OTHER, x, right))
        return right

    def _paste(self, mask: Mask, x: float, scale: float, below: float, ink: float) -> float:
        """Draw a mask with its left edge at `x` and its foot `below` the baseline; its right edge."""
        height, width = mask.shape
        foot = BASELINE + below
        matrix = np.array([[scale, 0, x], [0, scale, foot - height * scale]], np.float32)
        small = cv2.GaussianBlur(mask, (0, 0), 0.4 / scale) if scale < 0.6 else mask
        layer = cv2.warpAffine(small, matrix, (WIDTH, HEIGHT), flags=cv2.INTER_LINEAR)
        np.maximum(self.sheet, layer * ink, out=self.sheet)
        return float(x + width * scale)

    def _fill(self, x: float) -> float:
        """Digits in the gap after `x`, or nothing, dots, or a scribble; the right edge."""
        chance, kind = self.chance, self.chance.random()
        start = x + chance.uniform(-0.3, 0.8) * EM  # written over the end of the word, or apart from it
        if kind < 0.06:
            return x + float(chance.uniform(0.25, 3)) * EM
        if kind < 0.1:
            return self._word("." * int(chance.integers(2, 9)), start)
        if kind < 0.18:
            return self._scribble(start)
        if chance.random() < DOTTED:
            self._word("." * int(chance.integers(4, 9)), x)  # a dotted gap that was written over
        count = int(chance.choice((1, 2, 3, 4, 5), p=(0.1, 0.48, 0.25, 0.14, 0.03)))
        digits = [int(digit) for digit in chance.integers(0, 10, count)]
        if count == 2 and chance.random() < 0.6:  # a day or a month
            digits = [int(figure) for figure in f"{chance.integers(1, 32):02}"]
        return self._digits(digits, start)

    def _digits(self, digits: list[int], x: float) -> float:
        chance = self.chance
        is_print = self.hand == "print" or chance.random() < 0.2
        ink = self.print_ink if is_print else self.hand_ink
        tall = chance.uniform(0.62, 0.74) if is_print else chance.uniform(0.6, 1.55)
        foot = 0.0 if is_print else chance.normal(0, 0.16) * EM
        lean = 0.0 if is_print else chance.normal(0.12, 0.2)
        apart = chance.uniform(0.03, 0.12) if is_print else chance.uniform(-0.1, 0.2)
        wide = chance.uniform(0.75, 1.15)
        apart -= LEANING_IN * abs(lean) * tall  # boxes of leaning digits overlap where the digits do not
        font = self.prints[int(chance.integers(len(self.prints)))] if chance.random() < 0.3 else self.font
        for digit in digits:
            if is_print:
                mask, _ = printed(font, str(digit), 2 * EM)
            else:
                mask = _leaning(self.shapes.draw(self.hand, digit, chance), lean, wide)
            own = tall if is_print else tall * chance.uniform(0.85, 1.12)
            scale = own * EM / mask.shape[0]
            if x < 1 or x + mask.shape[1] * scale > WIDTH - 1:
                return WIDTH
            below = foot + (0 if is_print else chance.normal(0, 0.05) * EM)
            left, x = x, self._paste(mask, x, scale, below, ink)
            self.spans.append((digit + 1, left, x))
            x += (apart + (0 if is_print else chance.normal(0, 0.05))) * EM
        return float(x - max(apart, 0) * EM)

    def _scribble(self, x: float) -> float:
        """Strokes that are no digit: a flourish, a stamp's edge, crossings out."""
        chance = self.chance
        width = chance.uniform(0.8, 2.2) * EM
        for _ in range(int(chance.integers(1, 5))):
            points = chance.uniform((x, 4), (x + width, HEIGHT - 4), (int(chance.integers(3, 8)), 2))
            if chance.random() < 0.5:
                points = smooth(list(points))
            points = np.round(points * 16).astype(np.int32)
            layer = np.zeros((HEIGHT, WIDTH), np.uint8)
            cv2.polylines(layer, [points], False, 255, int(chance.integers(1, 4)), cv2.LINE_AA, 4)
            np.maximum(self.sheet, layer.astype(np.float32) / 255 * self.hand_ink, out=self.sheet)
        self.spans.append((OTHER, x, float(x + width)))
        return float(x + width)

    def _scanned(self) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
        """The sheet with what paper, scanner and framing do to it, and where its points went."""
        chance, ink = self.chance, self.sheet
        if chance.random() < 0.25:
            self._neighbours()
        if chance.random() < 0.1:
            row = int(chance.integers(2, HEIGHT - 2))
            cv2.line(
                ink, (0, row), (WIDTH, row + int(chance.integers(-2, 3))), float(chance.uniform(0.2, 0.7))
            )
        angle, scale = np.radians(chance.normal(0, 0.6)), chance.uniform(0.85, 1.15)
        matrix = np.array(
            [
                [scale * chance.uniform(0.92, 1.08), chance.normal(0, 0.05), chance.uniform(-3, 3)],
                [np.sin(angle), scale, BASELINE * (1 - scale) + chance.normal(0, 1.5)],
            ],
            np.float32,
        )
        ink = np.asarray(cv2.warpAffine(ink, matrix, (WIDTH, HEIGHT), flags=cv2.INTER_LINEAR), np.float32)
        if chance.random() < 0.3:  # ink that runs or is worn
            texture = cv2.GaussianBlur(chance.normal(0, 1, ink.shape).astype(np.float32), (0, 0), 1.0)
            ink = np.clip(ink * (1 + texture * chance.uniform(0, 1.2)), 0, 1)
        ink = np.asarray(cv2.GaussianBlur(ink, (0, 0), chance.uniform(0.3, 0.8)), np.float32)
        if chance.random() < 0.25:  # scanned in two tones
            level = chance.uniform(0.25, 0.55) * min(self.print_ink, self.hand_ink)
            ink = np.clip((ink - level) * chance.uniform(4, 20) + 0.5, 0, 1)
        noise = chance.normal(0, chance.uniform(0, 0.05), ink.shape)
        if chance.random() < 0.12:
            specks = chance.random(ink.shape) < chance.uniform(0, 0.006)
            noise = noise + cv2.dilate(specks.astype(np.uint8), np.ones((2, 2), np.uint8)) * 0.7
        paper, dark = chance.uniform(200, 255), chance.uniform(0, 60)
        grey = np.clip(paper - (paper - dark) * np.clip(ink + noise, 0, 1), 0, 255).astype(np.uint8)
        return normalised(grey), matrix

    def _neighbours(self) -> None:
        """Feet of the line above and heads of the line below."""
        for below in (-1.25, 1.35):
            mask, foot = printed(self.font, self._letters() + self._letters(), 2 * EM)
            x = self.chance.uniform(-20, WIDTH - 40)
            self._paste(
                mask, x, 0.5, (below + self.chance.uniform(-0.15, 0.15)) * EM + foot * 0.5, self.print_ink
            )


def _frames(spans: Sequence[tuple[int, float, float]]) -> NDArray[np.int64]:
    """The label of every frame; what comes later in the line lies above what comes before."""
    frames = np.zeros(WIDTH // STRIDE, np.int64)
    at = (np.arange(len(frames)) + 0.5) * STRIDE
    for label, left, right in spans:
        core = CORE * (right - left) if label != OTHER else (right - left) / 2 - STRIDE
        away = np.abs(at - (left + right) / 2)
        frames[(away < (right - left) / 2) & (frames == 0)] = UNSURE
        frames[away < core] = label
    return frames


def _leaning(mask: Mask, lean: float, wide: float) -> Mask:
    """The mask sheared by `lean` and `wide` times as wide."""
    height, width = mask.shape
    reach = abs(lean) * height
    matrix = np.array([[wide, -lean, lean * height if lean > 0 else 0], [0, 1, 0]], np.float32)
    return np.asarray(cv2.warpAffine(mask, matrix, (max(int(width * wide + reach), 2), height)), np.float32)
