"""Scoreboard of line readers: character errors and marks on lines of real documents, by source.

    transcribed pages ─ Tesseract, as the pipeline calls it ─▶ lines with boxes ─ aligned with the transcript
    ─▶ pieces with truth ─ each reader ─▶ edits, edits that are marks alone, milliseconds a line (one thread)

    python bench/line.py --documents FOLDER --gold FOLDER [--model NAME.onnx ...] [--only SOURCE ...]

A source is the office or site that a document's name begins with; a model is measured on sources that it was
not trained on (`--only`; models trained on made lines have seen none). Lines that Tesseract did not find or
read so badly that no line of the transcript is like them are left out, which favours Tesseract. `tesseract`
is what it reads of them on the whole page; its time is that of the page, layout analysis included, over the
page's lines. `AsterOCR` takes part where it is installed.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("OMP_THREAD_LIMIT", "1")
sys.path.insert(0, str(Path(__file__).parent.parent))

from rapidfuzz.distance import Levenshtein

from bench.reading_pages import Sample, transcribed
from bench.reading_scores import flat
from diacritics.syllable import skeleton
from diacritics.training.synthesis import aligned
from extract.core.geometry import Box
from extract.core.model import Line
from extract.core.type_size import stand, usual_size
from extract.imaging.colour import Grey
from extract.ocr.context import PageContext
from extract.ocr.engine import Engine, LineRecogniser
from extract.ocr.engines import best_engine, line_recogniser
from extract.ocr.line.reader import LineReader
from extract.ocr.page import DPI
from extract.ocr.reading import read_upright
from extract.ocr.second_pass.reread import FALL, RISE

LEAST_ALIKE = 0.75  # of a line read with its line of the transcript, marks off: less is another line
LEAST_SIGNS = 3
SIDE = 0.1  # ems to the left and right of a line; above and below it is cut as for the second recogniser


@dataclass(frozen=True)
class Piece:
    """A line of a real page."""

    source: str
    truth: str
    read: str  # what Tesseract read there, on the whole page
    seconds: float  # its share of what the page took
    picture: Grey


@dataclass
class Tally:
    """What a reader got wrong."""

    edits: int = 0
    bare: int = 0
    signs: int = 0
    lines: int = 0
    seconds: float = 0.0

    def add(self, truth: str, read: str, seconds: float) -> None:
        self.edits += Levenshtein.distance(truth, read)
        self.bare += Levenshtein.distance(skeleton(truth), skeleton(read))
        self.signs += len(truth)
        self.lines += 1
        self.seconds += seconds

    def row(self) -> str:
        wrong, marks = self.edits / self.signs, (self.edits - self.bare) / self.signs
        return f"{wrong:8.2%} {marks:8.2%} {1000 * self.seconds / self.lines:8.1f}"


class Timed:
    """The engine, and the seconds of processor time that its reading of pages took."""

    def __init__(self, engine: Engine) -> None:
        self.engine, self.name, self.seconds = engine, engine.name, 0.0

    def read(self, image: Grey, dpi: float, timeout: float, *, column: bool = False) -> tuple[Line, ...]:
        before = time.process_time()
        found = self.engine.read(image, dpi, timeout, column=column)
        self.seconds += time.process_time() - before
        return found

    def turns_needed(self, image: Grey, timeout: float) -> int:
        return self.engine.turns_needed(image, timeout)


def pieces(sample: Sample, engine: Timed) -> Iterator[Piece]:
    """The lines of a page that the transcript has too."""
    engine.seconds = 0.0
    context = PageContext(sample.path, sample.media_type, sample.page, engine)
    reading = read_upright(context.picture(DPI), context.true_dpi(DPI), context)
    lines = [line for line in reading.lines if line.box and len(line.text) >= LEAST_SIGNS]
    usual = usual_size(word for line in reading.lines for word in line.words)
    share = engine.seconds / max(len(reading.lines), 1)
    texts = [flat(line.text) for line in lines]
    left = list(zip(texts, lines, strict=True))
    for truth, read in aligned([flat(line) for line in sample.gold.splitlines() if line.strip()], texts):
        at = next(at for at, (text, _) in enumerate(left) if text == read)
        line = left.pop(at)[1]
        alike = Levenshtein.normalized_similarity(skeleton(truth), skeleton(read))
        if alike >= LEAST_ALIKE and line.box:
            foot, em = stand(line.words, usual)
            side = SIDE * em
            cut = Box(line.box.x0 - side, foot - RISE * em, line.box.x1 + side, foot + FALL * em)
            yield Piece(sample.name.split("__")[0], truth, read, share, reading.view.crop(cut))


def by_recogniser(recogniser: LineRecogniser) -> Callable[[Grey], str]:
    return lambda piece: " ".join(word.text for word in recogniser.read(piece))


def readers(models: Sequence[Path]) -> dict[str, Callable[[Grey], str]]:
    """Those who read the pieces, by name."""
    second = line_recogniser()
    found = {"AsterOCR": by_recogniser(second)} if second else {}
    return found | {model.name: by_recogniser(LineReader(model)) for model in models}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--documents", type=Path, required=True)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--model", type=Path, action="append", default=[], help="NAME.onnx; repeat for more")
    parser.add_argument("--only", action="append", default=[], help="source; repeat for more (default: all)")
    parser.add_argument("--pages", type=int, default=1000, help="at most so many")
    options = parser.parse_args()
    engine, who = Timed(best_engine()), readers(options.model)
    tallies: dict[tuple[str, str], Tally] = defaultdict(Tally)
    samples = (sample for sample in transcribed(options.documents, options.gold))
    wanted = [s for s in samples if not options.only or s.name.split("__")[0] in options.only]
    for sample in wanted[: options.pages]:
        for piece in pieces(sample, engine):
            for key in (piece.source, "all"):
                tallies[key, "tesseract"].add(piece.truth, piece.read, piece.seconds)
            for name, read in who.items():
                before = time.process_time()
                text = flat(read(piece.picture))
                seconds = time.process_time() - before
                for key in (piece.source, "all"):
                    tallies[key, name].add(piece.truth, text, seconds)
        print(sample.name, file=sys.stderr, flush=True)
    print(f"{'source':16} {'reader':20} {'lines':>6} {'errors':>8} {'marks':>8} {'ms':>8}")
    for (source, name), tally in sorted(tallies.items(), key=lambda item: item[0][0]):
        print(f"{source[:16]:16} {name[:20]:20} {tally.lines:6} {tally.row()}")


if __name__ == "__main__":
    main()
