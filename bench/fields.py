"""Scoreboard of fields: records against references, per field right, wrong, missing and invented.

    documents + reference records ─▶ serialise.outputs.to_outputs ─▶ counts per field

    python bench/fields.py                                  samples/ against tests/golden/expected/
    python bench/fields.py --documents DIR --gold DIR       files of any depth; NAME.json beside them belongs
                                                            to the file NAME.* or NAME__*.*

First come the values that are silently wrong (`fields_silent`). How values are compared stands in
`fields_values`, what rows are in `fields_rows`, what confidence is worth in `fields_calibration`. `--show`
also tells values that stand nowhere in the document's text. `--folds 2 --fold 0` takes every second source:
what is tuned on some is checked on the others.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.fields_calibration import Said, crossed, said, show
from bench.fields_rows import ROWS, rows, strays
from bench.fields_silent import Judged, judged
from bench.fields_silent import show as show_silent
from bench.fields_values import Tally, is_given, items, normal, report, simple
from extract.core.limits import Limits
from extract.core.options import Options
from extract.intake.find import find
from extract.serialise.outputs import to_outputs
from schemas.record import Record

ROOT = Path(__file__).parent.parent
SIMPLE = (
    "doc_type.code",
    "doc_type.name",
    "number",
    "notation",
    "code",
    "organ_parent",
    "organ",
    "place",
    "date",
    "title",
    "urgency",
    "secrecy",
    "archive_line",
    "signer.authority",
    "signer.title",
    "signer.name",
    "appendix.title",
    "appendix.issued_with",
)
LISTS = ("addressees", "recipients", "legal_bases", "attachments")


def compare(name: str, record: Record, gold: dict[str, Any], tally: Tally) -> list[str]:
    """Count one document; the differences, one line each."""
    fields = record.fields.model_dump(mode="json")
    notes = []
    for path in SIMPLE:
        if is_given(gold, path):
            notes += simple(path, fields, gold, tally)
    for path in LISTS:
        if is_given(gold, path):
            given, expected = ([normal(value) for value in held[path]] for held in (fields, gold))
            notes += items(path, given, expected, tally)
    for path, given, expected in rows(record, fields, gold):
        notes += items(path, given, expected, tally)
    return [f"{name}: {note}" for note in (*notes, *strays(record))]


def references(gold: Path) -> dict[str, dict[str, Any]]:
    """Reference records by name."""
    found = {}
    for path in sorted(gold.rglob("*.json")):
        name = path.name.removesuffix(".json")
        held = json.loads(path.read_text("utf-8"))
        found[name] = held.get("fields", held)
    return found


def file_of(name: str, documents: Path) -> Path | None:
    """The document of a reference: NAME itself, NAME.* or NAME__*.*"""
    for path in sorted(documents.rglob("*")):
        if (
            path.is_file()
            and "expected" not in path.parts
            and path.suffix != ".json"
            and path.name.startswith(name)
        ):
            rest = path.name[len(name) :]
            if not rest or rest[0] == "." or rest.startswith("__"):
                return path
    return None


def convert(path: Path) -> Record:
    """One document by the whole pipeline."""
    with tempfile.TemporaryDirectory() as folder:
        source = next(find([path], Limits(), Path(folder)))
        return to_outputs(source, Options())[0].record


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--documents", type=Path, default=ROOT / "samples")
    parser.add_argument("--gold", type=Path, default=ROOT / "tests" / "golden" / "expected")
    parser.add_argument("--only", default="", help="names that contain this text")
    parser.add_argument(
        "--records", type=Path, help="records made before, NAME*.json at any depth, not converted again"
    )
    parser.add_argument("--show", action="store_true", help="every difference")
    parser.add_argument("--folds", type=int, default=1, help="parts that the sources are divided into")
    parser.add_argument("--fold", type=int, default=0, help="which part (from 0)")
    given = parser.parse_args()
    tally: Tally = defaultdict(Counter)
    done = 0
    sure: list[Said] = []
    values: list[Judged] = []
    single: dict[str, list[Said]] = defaultdict(list)
    for name, gold in _fold(references(given.gold), given.folds, given.fold).items():
        path = file_of(name, given.documents) if given.only in name else None
        if not path:
            continue
        record = _record(path, given.records)
        notes = compare(name, record, gold, tally)
        sure += said(record, gold, SIMPLE, LISTS)
        values += judged(record, gold, SIMPLE)
        single[name.split("__")[0]] += [(one.confidence, one.right) for one in judged(record, gold, SIMPLE)]
        done += 1
        if given.show:
            print("\n".join(notes))
    show_silent(values, done)
    sure_by_others, wrong = crossed(single)
    print(f"from 0.95 by a fit to the other sources: {sure_by_others}, of them wrong: {wrong}")
    report(tally, done, (*SIMPLE, *LISTS, *ROWS))
    show(sure)


def _fold(held: dict[str, dict[str, Any]], folds: int, fold: int) -> dict[str, dict[str, Any]]:
    """The references of some sources: a name is SOURCE__REST, and documents of one source stay together."""
    sources = sorted({name.split("__")[0] for name in held})
    return {name: gold for name, gold in held.items() if sources.index(name.split("__")[0]) % folds == fold}


def _record(path: Path, made: Path | None) -> Record:
    if made:
        for held in made.rglob(f"{path.name}.json"):
            return Record.model_validate_json(held.read_text("utf-8"))
    return convert(path)


if __name__ == "__main__":
    main()
