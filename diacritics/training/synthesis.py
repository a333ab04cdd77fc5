"""`python -m diacritics.training.synthesis`: makes aligned pairs, printed line and line as read.

    corpus ─▶ true lines ─▶ page images ─ each recogniser ─▶ read lines ─ align ─▶ pairs.tsv.xz

The recognisers are training tools, needed on no other machine: Tesseract's LSTM engine, and its legacy
engine, which matches shapes as older products do and wants a traineddata file that has it (tessdata of
version 4.0.0; npm has it as @tesseract.js-data/eng). GOCR and Ocrad were tried: what they misread is like
no layer that was met. The same seed, corpus and tools give the same file, whatever the jobs.
"""

from __future__ import annotations

import argparse
import lzma
import os
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from multiprocessing.pool import ThreadPool
from pathlib import Path

import cv2
from rapidfuzz.distance import Levenshtein

from diacritics.syllable import nfc, skeleton
from diacritics.training import synthesis_pages, synthesis_text

# Engines for English print no letter that is not in ASCII, or few: their layers have none. A blank must be
# in the list, else the LSTM engine joins all words.
_ASCII = "tessedit_char_whitelist= " + "".join(map(chr, range(33, 127)))
# Name of the engine in the pairs file to its command; {image}: the page, {dpi}, {legacy}: the folder of a
# traineddata with the legacy engine.
_TESSERACT = ("tesseract", "{image}", "-", "--psm", "6", "--dpi", "{dpi}")
COMMANDS: dict[str, tuple[str, ...]] = {
    "eng": (*_TESSERACT, "-l", "eng"),
    "eng-ascii": (*_TESSERACT, "-l", "eng", "-c", _ASCII),
    "eng-legacy": (*_TESSERACT, "-l", "eng", "--oem", "0", "--tessdata-dir", "{legacy}", "-c", _ASCII),
    "vie": (*_TESSERACT, "-l", "vie"),
}
_TIMEOUT = 300.0  # seconds a page
# Likeness of two lines (1: the same) under which one was not read from the other.
_LEAST_ALIKE = 0.3
Row = tuple[str, str, str]


def main() -> None:
    """Parses the options, prints and reads the pages, writes the file."""
    parser = argparse.ArgumentParser(prog="python -m diacritics.training.synthesis", description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True, help="folder of SOURCE.txt.xz files")
    parser.add_argument("--out", type=Path, required=True, help="pairs file to write (.tsv.xz)")
    parser.add_argument("--pages", type=int, default=200, help="pages of 30 lines (default 200)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engine", action="append", choices=COMMANDS, help="repeat; default: all")
    parser.add_argument("--legacy", type=Path, help="folder with an eng.traineddata for eng-legacy")
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()
    engines = options.engine or list(COMMANDS)
    if "eng-legacy" in engines and not options.legacy:
        parser.error("eng-legacy needs --legacy FOLDER")
    started = time.monotonic()
    pages = synthesis_text.pages(options.corpus, options.pages, options.seed)
    work = partial(_rows, engines=engines, legacy=options.legacy)
    with ThreadPool(options.jobs) as pool:
        rows = [row for found in pool.imap(work, _seeded(pages, options.seed)) for row in found]
    _write(options.out, rows)
    print(f"{len(rows)} lines in {round(time.monotonic() - started)} s")


def _seeded(pages: Iterable[list[str]], seed: int) -> Iterator[tuple[int, list[str]]]:
    return ((seed * 1_000_000 + at, page) for at, page in enumerate(pages))


def _rows(job: tuple[int, list[str]], engines: Sequence[str], legacy: Path | None) -> list[Row]:
    """Rows of one page: every engine's reading of every line that it read at all."""
    seed, lines = job
    page, dpi = synthesis_pages.scan(lines, seed)
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        image = Path(folder, "page.pgm")
        cv2.imwrite(str(image), page)
        for engine in engines:
            names = {"{image}": str(image), "{dpi}": str(dpi), "{legacy}": str(legacy)}
            command = [names.get(word, word) for word in COMMANDS[engine]]
            rows += [(engine, true, seen) for true, seen in aligned(lines, _read(command))]
    return rows


def _read(command: Sequence[str]) -> list[str]:
    """The lines that a recogniser prints; none if it fails or hangs on the page."""
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            timeout=_TIMEOUT,
            check=True,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        return []
    text = nfc(done.stdout.decode("utf-8", "replace")).replace("\f", "\n")
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def aligned(true: Sequence[str], seen: Sequence[str]) -> list[tuple[str, str]]:
    """Printed lines with the lines read from them, in order, by likeness; what was lost is left out."""
    best = [[0.0] * (len(seen) + 1) for _ in range(len(true) + 1)]
    alike = [[_likeness(a, b) for b in seen] for a in true]
    for i in range(len(true) - 1, -1, -1):
        for j in range(len(seen) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + alike[i][j])
    i = j = 0
    found: list[tuple[str, str]] = []
    while i < len(true) and j < len(seen):
        if alike[i][j] and best[i][j] == best[i + 1][j + 1] + alike[i][j]:
            found.append((true[i], seen[j]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def _likeness(true: str, seen: str) -> float:
    """0 where the lines have too little in common."""
    alike = Levenshtein.normalized_similarity(skeleton(true), skeleton(seen), score_cutoff=_LEAST_ALIKE)
    return alike if alike > _LEAST_ALIKE else 0.0


def _write(path: Path, rows: Iterable[Row]) -> None:
    """Sorted by engine, then as printed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with lzma.open(path, "wt", encoding="utf-8", newline="\n") as file:
        for row in sorted(dict.fromkeys(rows), key=lambda row: list(COMMANDS).index(row[0])):
            file.write("\t".join(row) + "\n")


if __name__ == "__main__":
    main()
