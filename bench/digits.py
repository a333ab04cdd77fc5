"""Scoreboard of filled-in digits: number and date of scanned pages with and without the digit reader.

    documents + reference records ─▶ page 1 read once ─▶ fields with the digits left, with them read, and
    with them read and the file's name known

    python bench/digits.py --documents FOLDER --gold FOLDER [--every 2 --from 1]

Documents of any depth whose page 1 is read by OCR and whose reference NAME.json (for NAME.* or NAME__*.*) has
a number or a date. `--every 2 --from 0` takes the first, third, ... of them, `--from 1` the others, so that
what is tuned on one half is checked on the other. A partial date ("2025-02" for "2025-02-18") is wrong;
silent is what is wrong and not in review.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).parent.parent))

from extract import readers
from extract.core.limits import Limits
from extract.core.model import Document, Line, Page
from extract.fields import extract
from extract.imaging.colour import Grey
from extract.intake.filetype import identify
from extract.layout import analyse
from extract.ocr.context import PageContext
from extract.ocr.engines import best_engine, line_recogniser
from extract.ocr.page import ocr_page
from extract.repair.page import repair_page
from extract.repair.verdict import judge, needs_ocr
from schemas.loader import load

FIELDS = ("number", "date")


def pairs(documents: Path, gold: Path) -> list[tuple[Path, dict[str, str]]]:
    """Documents with their references that have a number or a date."""
    found = []
    for path in sorted(path for path in documents.rglob("*") if path.is_file() and path.suffix != ".json"):
        names = (path.stem, path.stem.rpartition("__")[0])
        reference = next((gold / f"{name}.json" for name in names if (gold / f"{name}.json").is_file()), None)
        values = json.loads(reference.read_text("utf-8")) if reference else {}
        values = values.get("fields", values)
        if any(values.get(field) for field in FIELDS):
            found.append((path, values))
    return found


class Remembered:
    """The pipeline's engine; a picture that it has read before is not read again."""

    def __init__(self) -> None:
        self.engine = best_engine()
        self.name = self.engine.name
        self.seen: dict[bytes, tuple[Line, ...]] = {}

    def read(self, image: Grey, dpi: float, timeout: float, *, column: bool = False) -> tuple[Line, ...]:
        key = hashlib.sha256(image.tobytes()).digest()
        if key not in self.seen:
            self.seen[key] = self.engine.read(image, dpi, timeout, column=column)
        return self.seen[key]

    def turns_needed(self, image: Grey, timeout: float) -> int:
        return self.engine.turns_needed(image, timeout)


def unread(lines: Sequence[Line], _view: object, _height: float) -> tuple[Line, ...]:
    return tuple(lines)


def first_page(path: Path) -> Page | None:
    """Page 1 as its reader gives it; None when it is not one to be read by OCR."""
    page = readers.read(path, identify(path).media_type, Limits()).pages[0]
    page = replace(page, verdict=judge(page))
    return page if needs_ocr(page) else None


def fields(path: Path, page: Page, reader: Remembered, name: str = "") -> tuple[dict[str, str], set[str]]:
    """Number and date of a page, and which fields are for review."""
    media_type = identify(path).media_type
    context = PageContext(path, media_type, page, reader, line_recogniser())
    read = repair_page(ocr_page(page, context))
    found = extract(analyse(Document((read,), media_type, paged=True)), load("administrative"), name=name)
    values = {field: str(getattr(found.fields, field) or "") for field in FIELDS}
    return values, {item.field for item in found.review}


def outcome(value: str, expected: str) -> str:
    if value == expected:
        return "right"
    return "wrong" if value else "missing"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--documents", type=Path, required=True)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--from", type=int, default=0, dest="first")
    options = parser.parse_args()
    reader = Remembered()
    tally: Counter[tuple[str, str, str]] = Counter()
    scans = [
        (path, gold, page)
        for path, gold in pairs(options.documents, options.gold)
        if (page := first_page(path))
    ]
    for path, gold, page in scans[options.first :: options.every]:
        with patch("extract.ocr.page.fill_in", unread):
            steps = {"without": fields(path, page, reader)}
        steps["with"] = fields(path, page, reader)
        steps["named"] = fields(path, page, reader, path.name)
        shown = []
        for field in FIELDS:
            expected = str(gold.get(field) or "")
            for step, (values, doubtful) in steps.items():
                found = outcome(values[field], expected)
                tally[field, step, found] += 1
                tally[field, step, "silent"] += found == "wrong" and field not in doubtful
            way = " ─▶ ".join(values[field] or "-" for values, _ in steps.values())
            mark = "" if steps["named"][0][field] == expected else f"  WRONG, is {expected}"
            shown.append(f"{field} {way}{mark}")
        print(f"{path.stem[:36]:36} | {' | '.join(shown)}", flush=True)
    for field in FIELDS:
        for step in ("without", "with", "named"):
            counts = [
                f"{tally[field, step, name]} {name}" for name in ("right", "wrong", "missing", "silent")
            ]
            print(f"{field:8} {step:8} {', '.join(counts)}")


if __name__ == "__main__":
    main()
