"""Labelled strips of real documents as lines that the digit reader sees.

    folder with LABELS.tsv ─▶ strip read by the engine (where print stands) ─▶ Line, labels, their places
                           ─▶ Window: WIDTH columns of it, a little different each time

LABELS.tsv has a row a strip: `file`, `text` (the whole line as written), `clear` ("no": kept out) and `group`
(the office: train and test are divided by it, for one clerk writes most of an office's numbers). Strips are
200 dpi; they are not part of the project.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from rapidfuzz import fuzz

from diacritics.syllable import skeleton
from extract.core.geometry import POINTS
from extract.core.model import Line, Word
from extract.core.type_size import stand, usual_size
from extract.imaging.colour import Grey
from extract.imaging.view import View
from extract.ocr.engines import best_engine
from extract.ocr.handwriting import digit_network
from extract.ocr.handwriting.digit_network import BASELINE, HEIGHT, OTHER, STRIDE
from extract.ocr.handwriting.strip import strip
from extract.ocr.handwriting.training.synthetic_lines import UNSURE, WIDTH, Piece

DPI = 200.0
PAPER = 40  # pixels of paper that the engine needs around a line
SECONDS = 60.0
ALIKE = 35.0  # a piece of the line ("/QĐ-UBND") is still more alike than a line of text below it


@dataclass(frozen=True, slots=True)
class RealLine:
    """One strip."""

    file: str
    group: str
    picture: Grey  # HEIGHT rows, grey as scanned
    labels: tuple[int, ...]  # 1..10 digits 0..9, OTHER for a word
    spans: tuple[tuple[int, int], ...]  # columns of each label


def labels_of(text: str) -> tuple[int, ...]:
    """What the network shall see in a line: a digit for a digit, OTHER for everything between them.

    >>> labels_of("Số: 05/QĐ-UBND")
    (11, 1, 6, 11)
    """
    pieces = re.findall(r"\d|[^\d\s.…]+(?:\s*[^\d\s]+)*", text)
    return tuple(int(piece) + 1 if piece.isdigit() else OTHER for piece in pieces)


def lines_in(folder: Path) -> Iterator[RealLine]:
    """The clear strips of a folder that print was found on."""
    engine = best_engine()
    with (folder / "LABELS.tsv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["clear"] == "yes"]
    for row in rows:
        grey = cv2.imread(str(folder / row["file"]), cv2.IMREAD_GRAYSCALE)
        if grey is None:
            continue
        white = float(np.percentile(grey, 90))
        padded = np.asarray(
            cv2.copyMakeBorder(grey, PAPER, PAPER, PAPER, PAPER, cv2.BORDER_CONSTANT, value=white), np.uint8
        )
        line = _line(row, padded, engine.read(padded, DPI, SECONDS))
        if line:
            yield line


def _line(row: dict[str, str], grey: Grey, found: Sequence[Line]) -> RealLine | None:
    """The strip in the reader's scale; its labels are laid along it by the reader that there is."""
    words = _own(row["text"], found)
    if not words:
        return None
    foot, em = stand(words, usual_size(words))
    piece = strip(View(grey, DPI / POINTS), 0, grey.shape[1] * POINTS / DPI, foot, em)
    labels = labels_of(row["text"])
    if piece is None or not labels:
        return None
    letters = "".join(digit_network.LETTERS[label] for label in labels)
    spans = digit_network.places(digit_network.scores(piece.line), letters)
    return RealLine(row["file"], row["group"], piece.line, labels, tuple(spans))


def _own(text: str, found: Sequence[Line]) -> list[Word]:
    """The words of the line that reads most like `text`, and of what stands level with it."""
    likeness = {index: fuzz.ratio(skeleton(line.text), skeleton(text)) for index, line in enumerate(found)}
    best = max(likeness, key=lambda index: likeness[index], default=None)
    box = found[best].box if best is not None and likeness[best] >= ALIKE else None
    if box is None:
        return []
    level = (line for line in found if line.box and abs(line.box.centre[1] - box.centre[1]) < box.height / 2)
    return [word for line in level for word in line.words if word.box]


def window(line: RealLine, chance: np.random.Generator) -> Piece:
    """At most WIDTH columns of a line, cut in the middle of words or at its ends, a little changed.

    A word cut in two is OTHER all the same, wherever exactly it was cut; a digit would not be one.
    """
    cuts = [(0, 0, 0)]  # column, labels that end before it, first label behind it
    for index, (label, (left, right)) in enumerate(zip(line.labels, line.spans, strict=True)):
        if label == OTHER and cuts[-1][0] < (left + right) // 2 < line.picture.shape[1]:
            cuts.append(((left + right) // 2, index + 1, index))
    cuts.append((line.picture.shape[1], len(line.labels), len(line.labels)))
    first = int(chance.integers(0, len(cuts) - 1))
    last = first + 1
    while last + 1 < len(cuts) and cuts[last + 1][0] - cuts[first][0] <= WIDTH - 8:
        last += 1
    left, right = cuts[first][0], cuts[last][0]
    picture = _changed(line.picture[:, left:right], chance)
    labels = list(line.labels[cuts[first][2] : cuts[last][1]])
    return Piece(picture, labels, np.full(WIDTH // STRIDE, UNSURE, np.int64))


def _changed(part: Grey, chance: np.random.Generator) -> Grey:
    """Ink thicker or thinner, leaning, larger, lower, blurred, noisy; on a sheet of WIDTH columns."""
    ink = part.astype(np.float32) / 255
    if chance.random() < 0.3:
        kernel = np.ones((2, 2), np.uint8)
        ink = np.asarray((cv2.dilate if chance.random() < 0.5 else cv2.erode)(ink, kernel), np.float32)
    wide, lean = chance.uniform(0.9, 1.05), chance.normal(0, 0.07)
    tall = chance.uniform(0.88, 1.12)
    wide = min(wide, (WIDTH - 4) / part.shape[1])
    room = WIDTH - part.shape[1] * wide
    shift = float(chance.uniform(0, max(room, 1.0)))
    matrix = np.array(
        [
            [wide, -lean, shift + lean * BASELINE],
            [chance.normal(0, 0.006), tall, BASELINE * (1 - tall) + chance.normal(0, 1.2)],
        ],
        np.float32,
    )
    sheet = np.asarray(cv2.warpAffine(ink, matrix, (WIDTH, HEIGHT), flags=cv2.INTER_LINEAR), np.float32)
    sheet *= chance.uniform(0.75, 1.25)
    if chance.random() < 0.5:
        sheet = np.asarray(cv2.GaussianBlur(sheet, (0, 0), chance.uniform(0.3, 0.8)), np.float32)
    if chance.random() < 0.2:
        sheet = np.clip((sheet - chance.uniform(0.3, 0.5)) * chance.uniform(4, 15) + 0.5, 0, 1)
    sheet = sheet + chance.normal(0, chance.uniform(0, 0.05), sheet.shape).astype(np.float32)
    grey = np.clip(235 - 215 * np.clip(sheet, 0, 1), 0, 255).astype(np.uint8)
    return digit_network.normalised(grey)
