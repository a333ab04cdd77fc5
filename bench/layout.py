"""How well layout orders page 1 and tells its header, against transcripts in the wanted order.

    DOCUMENTS/*/NAME*.pdf, GOLD/NAME.p1.txt ─▶ a line for each page and the means

Columns: wrong words in order (1 - longest common subsequence of page and transcript over the transcript's
words), wrong words whatever their order (what the reader lost, no fault of layout), the difference of
the two (what order costs), and the shares of the transcript's header lines that are in the issuer
and in the motto block. Words are compared without marks, so that OCR's diacritics do not count.

    python bench/layout.py --documents FOLDER --gold FOLDER [--cache FOLDER]
"""

from __future__ import annotations

import argparse
import pickle
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from extract.core.model import Document, Word
from extract.core.options import Options
from extract.core.source import Source
from extract.form.cues import is_number, is_place_date
from extract.form.folding import fold_words
from extract.form.motto import is_motto
from extract.intake.filetype import identify
from extract.layout import analyse
from extract.layout.model import Layout, Region
from extract.preparation import prepare

FOUND = 60  # similarity of a transcript's header line with one of the block, from which it is there


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--documents", type=Path, required=True, help="folder of documents, searched deeply")
    parser.add_argument("--gold", type=Path, required=True, help="folder with NAME.p1.txt")
    parser.add_argument("--cache", type=Path, help="folder where prepared pages are kept between runs")
    options = parser.parse_args()
    rows = []
    print(f"{'document':44} in-order  any-order  order  issuer  motto")
    for gold in sorted(options.gold.glob("*.p1.txt")):
        name = gold.name.removesuffix(".p1.txt")
        path = next(options.documents.rglob(f"{name}__*"), None)
        if path is None:
            continue
        layout = analyse(_document(path, options.cache))
        rows.append(scores(layout, gold.read_text(encoding="utf-8")))
        print(_row(name[:44], rows[-1]))
    if rows:
        print(_row(f"mean of {len(rows)}", [sum(column) / len(rows) for column in zip(*rows, strict=True)]))


def _document(path: Path, cache: Path | None) -> Document:
    kept = cache / f"{path.name}.pickle" if cache else None
    if kept and kept.exists():
        document: Document = pickle.loads(kept.read_bytes())
        return document
    source = Source(path, path.name, "", identify(path).media_type)
    document = prepare(source, Options(), only={1})
    if kept:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(pickle.dumps(document))
    return document


def scores(layout: Layout, gold: str) -> list[float]:
    """In-order and order-free loss, their difference, and the shares of issuer and motto lines found."""
    wanted = fold_words(gold).split()
    text = "\n".join(
        block.text
        for block in layout.blocks
        if block.page == 1 and block.region not in (Region.OVERLAY, Region.PAGE_NUMBER)
    )
    read = fold_words(text).split()
    ordered = 1 - LCSseq.similarity(wanted, read) / len(wanted)
    free = 1 - (Counter(wanted) & Counter(read)).total() / len(wanted)
    issuer, motto = _header(gold)
    return [
        ordered,
        free,
        ordered - free,
        _held(issuer, layout, Region.ISSUER),
        _held(motto, layout, Region.MOTTO),
    ]


def _header(gold: str) -> tuple[list[str], list[str]]:
    """The transcript's left and right header lines: down to the motto, and from it to place and date."""
    lines = [line for line in gold.splitlines() if line.strip()]
    start = next((i for i, line in enumerate(lines) if is_motto([Word.read(w) for w in line.split()])), 0)
    end = next((i for i in range(start, min(len(lines), start + 6)) if is_place_date(lines[i])), start)
    number = next((i for i in range(start) if is_number(lines[i])), start)
    return lines[: max(start, number)], lines[start : end + 1]


def _held(lines: Sequence[str], layout: Layout, region: Region) -> float:
    held = [fold_words(line.text) for block in layout.of(region) if block.page == 1 for line in block.lines]
    if not lines:
        return 1.0
    return sum(
        max((fuzz.ratio(fold_words(line), other) for other in held), default=0) >= FOUND for line in lines
    ) / len(lines)


def _row(name: str, values: Sequence[float]) -> str:
    return f"{name:44} {values[0]:8.3f} {values[1]:10.3f} {values[2]:6.3f} {values[3]:7.2f} {values[4]:6.2f}"


if __name__ == "__main__":
    main()
