"""Scoreboard of reading: our words against transcripts, beside plain `tesseract -l vie` in the same run.

    python bench/reading.py [--documents FOLDER --gold FOLDER] [--born-digital FOLDER] [--stage engine]

Gold is FILE.txt, the text of FILE with a form feed between pages (as in tests/golden/expected), or
NAME.p1.txt, the text of page 1 of NAME.* or NAME__*.*; FILE may lie anywhere under the documents folder.
Only pages that have a picture are read. With --born-digital the pages' own text is the gold of their
pictures.

Word recall and precision are order-free: words as multisets, tone placement (hóa, hoá) and punctuation at
the ends of words ignored, case kept. CER is edit distance over the length of the gold text, so it also tells
the reading order. Plain Tesseract gets a grey picture at 200 dpi, as the commands
`pdftoppm -r 200 -gray` and `tesseract -l vie` give it.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz.distance import Levenshtein

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ["OMP_THREAD_LIMIT"] = "1"

import cv2  # noqa: E402
from PIL import Image  # noqa: E402

from diacritics.syllable import normalise_tone  # noqa: E402
from extract.intake import identify  # noqa: E402
from extract.limits import Limits  # noqa: E402
from extract.model import Page  # noqa: E402
from extract.ocr import TesseractEngine, ocr_page  # noqa: E402
from extract.readers.image import read_image  # noqa: E402
from extract.readers.pdf import MEDIA_TYPE, read_pdf  # noqa: E402
from extract.render import render  # noqa: E402

TIMEOUT = 120.0
DPI = 200.0
SUFFIXES = {".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff"}
EDGE = re.compile(r"^\W+|\W+$")


@dataclass(frozen=True)
class Sample:
    """One page with its right text."""

    name: str
    path: Path
    page: Page
    media_type: str
    gold: str


@dataclass(frozen=True)
class Score:
    """Words right, words in the gold, words read; edits and letters; seconds."""

    right: int
    gold: int
    read: int
    edits: int
    letters: int
    seconds: float

    @property
    def recall(self) -> float:
        return self.right / max(self.gold, 1)

    @property
    def precision(self) -> float:
        return self.right / max(self.read, 1)

    @property
    def cer(self) -> float:
        return self.edits / max(self.letters, 1)

    def __add__(self, other: Score) -> Score:
        return Score(*(getattr(self, f) + getattr(other, f) for f in self.__dataclass_fields__))


def words(text: str) -> list[str]:
    stripped = (EDGE.sub("", word) for word in normalise_tone(text).split())
    return [word for word in stripped if word]


def score(gold: str, read: str, seconds: float) -> Score:
    wanted, found = Counter(words(gold)), Counter(words(read))
    flat = [" ".join(unicodedata.normalize("NFC", normalise_tone(text)).split()) for text in (gold, read)]
    return Score(
        (wanted & found).total(),
        wanted.total(),
        found.total(),
        Levenshtein.distance(*flat),
        len(flat[0]),
        seconds,
    )


def plain_tesseract(sample: Sample) -> str:
    """Tesseract as a user runs it on a page: annotations visible, grey, 200 dpi, program defaults."""
    picture = render(sample.path, sample.media_type, sample.page.number, DPI, annotations=True)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "page.png")
        cv2.imwrite(str(path), cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY))
        command = ["tesseract", str(path), "-", "-l", "vie", "--dpi", "200"]
        return subprocess.run(command, capture_output=True, text=True, check=True, timeout=TIMEOUT).stdout


def by_engine(sample: Sample) -> str:
    """The OCR stage alone: words as Tesseract reads them after our imaging, without annotations' text."""
    page = ocr_page(sample.path, sample.media_type, sample.page, TesseractEngine(), TIMEOUT)
    return "\n".join(line.text for line in page.lines if not any(word.runs for word in line.words))


def by_pipeline(sample: Sample) -> str:
    """The whole way that `sohoa read` goes."""
    from extract.intake import Source  # noqa: PLC0415 - only this stage needs the whole program
    from extract.layout import analyse  # noqa: PLC0415
    from extract.pipeline import Options, prepare  # noqa: PLC0415

    source = Source(path=sample.path, name=sample.path.name, root="", media_type=sample.media_type)
    document = prepare(source, Options(), only={sample.page.number})
    return "\n".join(analyse(document).page_texts)


STAGES: dict[str, Callable[[Sample], str]] = {"engine": by_engine, "pipeline": by_pipeline}


def transcribed(documents: Path, gold: Path) -> Iterator[Sample]:
    """The pages that have a picture and a transcript."""
    for transcript in sorted(gold.rglob("*.txt")):
        name = transcript.name.removesuffix(".txt")
        first = name.removesuffix(".p1")
        patterns = (
            (f"{glob_safe(first)}__*", f"{glob_safe(first)}.*") if first != name else (glob_safe(name),)
        )
        found = (path for pattern in patterns for path in documents.rglob(pattern))
        path = next((path for path in found if path.suffix.lower() in SUFFIXES), None)
        if path is None:
            continue
        media_type = identify(path)
        pages = (read_pdf if media_type == MEDIA_TYPE else read_image)(path, Limits()).pages
        for page, text in zip(pages, transcript.read_text("utf-8").split("\f"), strict=False):
            if page.has_image:
                yield Sample(f"{first} p{page.number}", path, page, media_type, text)


def glob_safe(name: str) -> str:
    return re.sub(r"([\[\]*?])", r"[\1]", name)


def born_digital(folder: Path, most: int, pictures: Path) -> Iterator[Sample]:
    """Pictures (written to `pictures`) of pages whose own text is right, at most `most` of a file."""
    for path in sorted(folder.rglob("*.pdf")):
        for page in read_pdf(path, Limits()).pages[:most]:
            if len(page.words) >= 50:
                picture = pictures / f"{path.stem}.{page.number}.png"
                drawn = render(path, MEDIA_TYPE, page.number, DPI, annotations=True)
                Image.fromarray(drawn).save(picture, dpi=(DPI, DPI))
                (only,) = read_image(picture, Limits()).pages
                yield Sample(f"{path.stem[:30]} p{page.number}", picture, only, "image/png", page.text)


def timed(read: Callable[[Sample], str], sample: Sample) -> Score:
    start = time.monotonic()
    text = read(sample)
    return score(sample.gold, text, time.monotonic() - start)


def row(name: str, plain: Score, ours: Score) -> str:
    missed = plain.gold - plain.right
    wrong = f"{(ours.gold - ours.right) / missed:5.2f}" if missed else "    -"
    halves = (f"{s.recall:.3f} {s.precision:.3f} {s.cer:.3f} {s.seconds:5.1f}" for s in (plain, ours))
    return f"{name[:34]:34} | {' | '.join(halves)} | {wrong}"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n", maxsplit=1)[0])
    parser.add_argument("--documents", type=Path, default=ROOT / "samples")
    parser.add_argument("--gold", type=Path, default=ROOT / "tests" / "golden" / "expected")
    parser.add_argument("--born-digital", type=Path, help="folder of PDFs whose own text is right")
    parser.add_argument("--pages", type=int, default=2, help="with --born-digital: pages of each file")
    parser.add_argument("--only", choices=("even", "odd"), help="every second page: to tune on one half")
    parser.add_argument("--stage", choices=STAGES, default="pipeline")
    options = parser.parse_args()
    pictures = tempfile.TemporaryDirectory()
    if options.born_digital:
        samples = list(born_digital(options.born_digital, options.pages, Path(pictures.name)))
    else:
        samples = list(transcribed(options.documents, options.gold))
    if options.only:
        samples = samples[0 if options.only == "even" else 1 :: 2]
    if not samples:
        sys.exit("No page with a transcript was found.")
    print(f"{'':34} | plain tesseract 200 dpi     | sohoa, {options.stage:20} | wrong")
    print(f"{'page':34} | recll preci cer   secon | recll preci cer   secon | ratio")
    plain_sum = ours_sum = Score(0, 0, 0, 0, 0, 0.0)
    for sample in samples:
        plain, ours = timed(plain_tesseract, sample), timed(STAGES[options.stage], sample)
        plain_sum, ours_sum = plain_sum + plain, ours_sum + ours
        print(row(sample.name, plain, ours), flush=True)
    print(row(f"all {len(samples)} pages", plain_sum, ours_sum))
    pictures.cleanup()


if __name__ == "__main__":
    main()
