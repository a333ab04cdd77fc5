"""Scoreboard of print under seals: scans with red seals, read in colour, and made grey and 1-bit.

    python bench/grey_seals.py --documents FOLDER [--only even]

A red seal is parted from black print by its colour, so what is read in colour is the truth for the same page
made grey or 1-bit (at THRESHOLD red ink is as black as print). Counted are the words within a
seal's diameter around it that were read in colour with confidence, and how many of them are read again, with
and without `imaging.seals`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from extract.core.limits import Limits  # noqa: E402
from extract.core.model import Word  # noqa: E402
from extract.imaging import colour  # noqa: E402
from extract.imaging.colour import Grey, Picture  # noqa: E402
from extract.imaging.preprocess import cleaned  # noqa: E402
from extract.imaging.seals import Seal, find_seals  # noqa: E402
from extract.intake.formats import PDF, PNG  # noqa: E402
from extract.ocr.page import DPI  # noqa: E402
from extract.ocr.tesseract_cli import TesseractEngine  # noqa: E402
from extract.readers import render  # noqa: E402
from extract.readers.pdf.document import read_pdf  # noqa: E402

THRESHOLD = 165
RED = 40  # the red channel over the others
SURE = 0.8  # confidence of a word of the truth
TIMEOUT = 300.0
ENGINE = TesseractEngine()


def sealed_pages(folder: Path) -> Iterator[tuple[str, Picture, list[Seal]]]:
    """Name, picture and red seals of every scanned page that has one."""
    for path in sorted(folder.rglob("*.pdf")):
        for page in read_pdf(path, Limits()).pages:
            if page.has_image:
                picture = render(path, PDF.media_type, page.number, DPI)
                red, green, blue = cv2.split(picture)
                ink = cv2.subtract(red, cv2.max(green, blue)) > RED
                seals = find_seals(np.where(ink, 0, 255).astype(np.uint8), DPI)
                if seals:
                    yield f"{path.stem[:30]} p{page.number}", picture, seals


def around(words: list[Word], seals: list[Seal]) -> Counter[str]:
    """The words near a seal; boxes are in points."""
    found: Counter[str] = Counter()
    for word in words:
        if word.box and any(map(str.isalpha, word.raw)):
            x, y = (at * DPI / 72 for at in word.box.centre)
            near = any(np.hypot(x - seal.x, y - seal.y) < 2 * seal.wobble[0] for seal in seals)
            found[word.raw.strip(".,;:")] += near
    return +found


def read(grey: Grey) -> list[Word]:
    """The words of a picture as the engine reads them."""
    return [word for line in ENGINE.read(grey, DPI, TIMEOUT) for word in line.words]


def saved(grey: Grey) -> Picture:
    """The picture as a file without colour gives it."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name, "page.png")
        Image.fromarray(grey).save(path, dpi=(DPI, DPI))
        return render(path, PNG.media_type, 1, DPI)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n", maxsplit=1)[0])
    parser.add_argument("--documents", type=Path, required=True, help="folder of scanned PDFs")
    parser.add_argument("--only", choices=("even", "odd"), help="every second page: to tune on one half")
    options = parser.parse_args()
    pages = list(sealed_pages(options.documents))
    pages = pages[{"even": 0, "odd": 1}.get(options.only, 0) :: 2 if options.only else 1]
    sums: Counter[str] = Counter()
    for name, picture, seals in pages:
        truth = around([word for word in read(colour.print_of(picture)) if word.confidence > SURE], seals)
        grey = np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), np.uint8)
        told = [name, f"{sum(truth.values())} words"]
        sums["truth"] += sum(truth.values())
        for kind, made in (("grey", grey), ("1-bit", np.where(grey > THRESHOLD, 255, 0).astype(np.uint8))):
            page = saved(made)
            for how, shown in (("plain", made), ("sohoa", cleaned(page, DPI))):
                right = sum((truth & around(read(shown), seals)).values())
                sums[f"{kind} {how}"] += right
                told.append(f"{kind} {how} {right}")
        print(", ".join(told), flush=True)
    print(", ".join(f"{kind} {count / max(sums['truth'], 1):.3f}" for kind, count in sums.items()))


if __name__ == "__main__":
    main()
