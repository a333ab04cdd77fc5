"""Scoreboard of old paper: degraded pictures of pages whose own text is right, by kind of damage.

    python bench/old_paper.py --born-digital FOLDER [--pages 2] [--kinds old-1,faded-2] [--stage engine]

Each page of the PDFs is drawn, spoilt in every kind (bench/degrade.py) and read by plain Tesseract and by us.
Measures and their meaning are those of bench/reading.py; a kind of damage is a class.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import zlib
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from PIL import Image  # noqa: E402
from reading import Board  # noqa: E402
from reading_pages import DPI, Sample, born_digital  # noqa: E402
from reading_readers import plain_tesseract  # noqa: E402

from bench.degrade import KINDS, degraded  # noqa: E402
from extract.core.limits import Limits  # noqa: E402
from extract.intake.formats import PNG  # noqa: E402
from extract.readers import render  # noqa: E402
from extract.readers.image import read_image  # noqa: E402


def spoilt(sample: Sample, kind: str, folder: Path) -> Sample:
    """The page as a picture file of old paper; what is spoilt, and how, depends on its name alone."""
    clean = render(sample.path, sample.media_type, sample.page.number, DPI)
    picture = degraded(clean, kind, zlib.crc32(sample.name.encode()))
    dpi = DPI * picture.shape[1] / clean.shape[1] if kind.startswith(("coarse", "old", "desk")) else DPI
    path = folder / "page.png"
    Image.fromarray(picture[:, :, 0]).save(path, dpi=(dpi, dpi))
    (page,) = read_image(path, Limits()).pages
    return replace(sample, path=path, page=page, media_type=PNG.media_type, group=kind)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n", maxsplit=1)[0])
    parser.add_argument("--born-digital", type=Path, required=True, help="PDFs whose own text is right")
    parser.add_argument("--pages", type=int, default=2, help="pages of each file")
    parser.add_argument("--only", choices=("even", "odd"), help="every second page: to tune on one half")
    parser.add_argument("--kinds", default=",".join(KINDS), help="such as old-1,faded-2; all when not given")
    parser.add_argument("--stage", choices=("engine", "pipeline"), default="pipeline")
    options = parser.parse_args()
    board = Board({"tesseract": plain_tesseract}, options.stage)
    with tempfile.TemporaryDirectory() as name:
        samples = list(born_digital(options.born_digital, options.pages, Path(name)))
        samples = samples[{"even": 0, "odd": 1}.get(options.only, 0) :: 2 if options.only else 1]
        for kind in options.kinds.split(","):
            for sample in samples:
                board.read(spoilt(sample, kind, Path(name)))
    board.tell()


if __name__ == "__main__":
    main()
