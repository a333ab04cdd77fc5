"""Scoreboard of tables: how many rows and cells of tables of known content come out right.

    python bench/tables.py [--seeds 3] [--kinds ruled,flat] [--media pdf,scan,old-1]
    python bench/tables.py --documents FOLDER --gold FOLDER

The first form makes tables (bench/tables_made.py) and shows them as a PDF with text, as a clean scan and
as degraded pictures (bench/degrade.py). The second compares the tables of reference records. Columns:
tables found of those expected, tables too many, right numbers of columns, rows and cells right, and titles.
Text is compared without regard to spaces and line breaks; of pictures a cell is right that is LIKE it.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "bench"), str(ROOT / "tests")]

import numpy as np  # noqa: E402
import pypdfium2 as pdfium  # noqa: E402
from PIL import Image  # noqa: E402
from rapidfuzz import fuzz  # noqa: E402
from reportlab.pdfgen.canvas import Canvas  # noqa: E402
from tables_made import KINDS, made  # noqa: E402
from tables_set import Made  # noqa: E402

from bench.degrade import degraded  # noqa: E402
from extract.core.options import Options  # noqa: E402
from extract.core.source import Source  # noqa: E402
from extract.intake.filetype import identify  # noqa: E402
from extract.layout import analyse  # noqa: E402
from extract.layout.model import WholeTable  # noqa: E402
from extract.preparation import prepare  # noqa: E402
from fields import file_of, references  # noqa: E402
from golden.paper import HEIGHT, WIDTH, Sheet  # noqa: E402
from golden.render import clean_scan, draw  # noqa: E402

LIKE = 85  # likeness from which a cell read from a picture has the right text in the right place
DPI = 200
MEASURES = (
    "expected",
    "found",
    "too many",
    "columns",
    "titles",
    "rows",
    "rows right",
    "cells",
    "cells right",
)

Tally = Counter[str]
Rows = Sequence[Sequence[str]]


def score(expected: Sequence[Made], found: Sequence[WholeTable], least: float) -> Tally:
    """What of the expected tables was found; tables are matched in order."""
    tally: Tally = Counter(expected=len(expected), found=min(len(expected), len(found)))
    tally["too many"] = max(0, len(found) - len(expected))
    for number, table in enumerate(expected):
        tally["rows"] += len(table.rows) + 1
        tally["cells"] += sum(map(len, table.rows)) + len(table.columns)
        if number >= len(found):
            continue
        other = found[number]
        tally["columns"] += len(table.columns) == len(other.columns)
        tally["titles"] += _same(table.title, other.title or "", least)
        given = [list(other.columns), *map(list, other.rows)]
        rows, cells = _right([table.columns, *table.rows], given, least)
        tally["rows right"] += rows
        tally["cells right"] += cells
    return tally


def _right(expected: Rows, given: Rows, least: float) -> tuple[int, int]:
    """Rows and cells that are right; each row is held against the likeliest of those given after the last."""
    rows = cells = start = 0
    for row in expected:
        best, at = -1, start
        for number in range(start, min(start + 3, len(given))):
            hits = sum(_same(a, b, least) for a, b in zip(row, given[number], strict=False))
            if hits > best:
                best, at = hits, number
        if best < 0:
            break
        cells += best
        rows += best == len(row) == len(given[at])
        start = at + 1 if best else start
    return rows, cells


def _same(one: str, other: str, least: float) -> bool:
    one, other = " ".join(one.split()), " ".join(other.split())
    return one == other or (least < 100 and bool(one and other) and fuzz.ratio(one, other) >= least)


def pages_of(table: Made, medium: str, seed: int, folder: Path) -> Path:
    """A file that shows the table."""
    path = folder / ("table.pdf" if medium == "pdf" else "table.tif")
    if medium == "pdf":
        path.write_bytes(_pdf(table))
        return path
    pictures = [_picture(table, number, medium, seed) for number in range(len(table.sheets))]
    pictures[0].save(path, save_all=True, append_images=pictures[1:], dpi=(DPI, DPI))
    return path


def _is_wide(table: Made) -> bool:
    return table.kind in ("landscape", "sideways")


def _picture(table: Made, number: int, medium: str, seed: int) -> Image.Image:
    sheet = table.sheets[number]
    if _is_wide(table):
        image = _wide(sheet)
    else:
        image = clean_scan(sheet, seed, DPI) if medium == "scan" else draw(sheet, DPI)
    image = image.convert("RGB")
    if table.turned:
        image = image.transpose(Image.Transpose.ROTATE_90)
    if medium != "scan":
        image = Image.fromarray(degraded(np.asarray(image), medium, seed))
    return image.convert("L").resize((_size(table)), Image.Resampling.BICUBIC)


def _size(table: Made) -> tuple[int, int]:
    wide, high = round(WIDTH * DPI / 72), round(HEIGHT * DPI / 72)
    return (high, wide) if _is_wide(table) and not table.turned else (wide, high)


def _wide(sheet: Sheet) -> Image.Image:
    """A landscape sheet, drawn by way of a PDF, since `draw` knows upright sheets only."""
    held = Made("landscape", "", [], [], [sheet])
    page = pdfium.PdfDocument(_pdf(held))[0]
    return page.render(scale=DPI / 72).to_pil()


def _pdf(table: Made) -> bytes:
    held = io.BytesIO()
    size = (HEIGHT, WIDTH) if _is_wide(table) else (WIDTH, HEIGHT)
    canvas = Canvas(held, pagesize=(WIDTH, HEIGHT) if table.turned else size, invariant=1)
    for sheet in table.sheets:
        if table.turned:
            canvas.translate(WIDTH, 0)
            canvas.rotate(90)
        for stroke in sheet.strokes:
            canvas.setFont(stroke.face, stroke.size)
            canvas.drawString(stroke.x, size[1] - stroke.y, stroke.text)
        canvas.setLineWidth(0.6)
        for rule in sheet.rules:
            canvas.line(rule.x0, size[1] - rule.y0, rule.x1, size[1] - rule.y1)
        canvas.showPage()
    canvas.save()
    return held.getvalue()


def tables_in(path: Path) -> tuple[WholeTable, ...]:
    """The tables of a file."""
    return analyse(prepare(Source(path, path.name, "", identify(path).media_type), Options())).tables


def of_records(documents: Path, gold: Path) -> Iterator[tuple[str, Tally]]:
    """The score of every reference record that names its tables."""
    for name, record in references(gold).items():
        path = file_of(name, documents)
        if path is None or "tables" not in record:
            continue
        wanted = [Made("", t["title"] or "", t["columns"], t["rows"]) for t in record["tables"]]
        yield name[:40], score(wanted, tables_in(path), 100)


def of_made(
    kinds: Iterable[str], media: Iterable[str], seeds: int, *, tell: bool
) -> Iterator[tuple[str, Tally]]:
    """The score of every kind in every medium."""
    for medium in media:
        for kind in kinds:
            total: Tally = Counter()
            for seed in range(seeds):
                table = made(kind, seed)
                with tempfile.TemporaryDirectory() as folder:
                    found = tables_in(pages_of(table, medium, seed, Path(folder)))
                tally = score([table], found, 100 if medium == "pdf" else LIKE)
                if tell and (tally["rows right"] < tally["rows"] or tally["too many"]):
                    _show(table, found)
                total += tally
            yield f"{medium} {kind}", total


def _show(table: Made, found: Sequence[WholeTable]) -> None:
    print(json.dumps([table.title, table.columns, *table.rows], ensure_ascii=False))
    for other in found:
        print("   ", json.dumps([other.title, other.columns, *other.rows], ensure_ascii=False))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--documents", type=Path, help="folder of documents, searched deeply")
    parser.add_argument("--gold", type=Path, help="folder of reference records")
    parser.add_argument("--kinds", default=",".join(KINDS))
    parser.add_argument("--media", default="pdf", help="pdf, scan, or kinds of damage such as old-1")
    parser.add_argument("--seeds", type=int, default=3, help="tables of each kind")
    parser.add_argument("--tell", action="store_true", help="print the tables that are not right")
    options = parser.parse_args()
    if options.gold:
        scores = of_records(options.documents, options.gold)
    else:
        scores = of_made(options.kinds.split(","), options.media.split(","), options.seeds, tell=options.tell)
    whole: dict[str, Tally] = defaultdict(Counter)
    print(f"{'':28}" + "".join(f"{name:>12}" for name in MEASURES))
    for name, tally in scores:
        print(_line(name, tally), flush=True)
        whole[name.partition(" ")[0] if not options.gold else "records"] += tally
    for name, tally in whole.items():
        print(_line(f"all {name}", tally))


def _line(name: str, tally: Tally) -> str:
    return f"{name:28}" + "".join(f"{tally[measure]:12}" for measure in MEASURES)


if __name__ == "__main__":
    main()
