"""Scoreboard of learning: what corrections of half of an office's documents are worth for the other half.

    documents of a source + references ─▶ half of them learned from ─▶ the others read without and with it

    python bench/knowledge.py --documents DIR --gold DIR

A source is what stands before "__" in the names; each document is once in the half that is read. Of the half
that is learned from the reference stands for what a person corrected or confirmed. Told are the values of
the fields that knowledge touches: right, wrong, and wrong without a line in review.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.fields import file_of, references
from bench.fields_values import accepted, items, outcome, value_at
from extract.core.limits import Limits
from extract.core.options import Options
from extract.fields import Extraction, extract
from extract.intake.find import find
from extract.layout import analyse
from extract.layout.divide import divided
from extract.layout.model import Layout
from extract.preparation import prepare
from extract.review.learning import learned
from schemas.knowledge import Knowledge
from schemas.loader import load

SINGLE = ("organ", "organ_parent", "place", "archive_line", "signer.name")
Json = dict[str, Any]
Read = tuple[Layout, tuple[str, ...], str]


def main() -> None:
    """Read every document once, understand it twice."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--documents", type=Path, required=True)
    parser.add_argument("--gold", type=Path, required=True)
    told = parser.parse_args()
    gold = references(told.gold)
    read = {name: one for name in gold if (one := _read(name, told.documents))}
    report(read, gold)


def report(read: dict[str, Read], gold: dict[str, Json]) -> None:
    """Print the counts without and with knowledge, and every value that changed."""
    counts: dict[str, Counter[str]] = {"without": Counter(), "with": Counter()}
    for names in _by_source(read):
        for half in (0, 1):
            taught, asked = names[half::2], names[1 - half :: 2]
            knowledge = learned(_as_corrected(gold[name]) for name in taught)
            for name in asked:
                _compare(name, read[name], gold[name], knowledge, counts)
    for which, counted in counts.items():
        print(f"{which:8}", "  ".join(f"{key} {counted[key]}" for key in sorted(counted)))


def _by_source(names: Iterable[str]) -> Iterator[list[str]]:
    sources: dict[str, list[str]] = defaultdict(list)
    for name in sorted(names):
        sources[name.split("__")[0]].append(name)
    yield from (found for found in sources.values() if len(found) > 1)


def _read(name: str, documents: Path) -> Read | None:
    path = file_of(name, documents)
    if not path:
        return None
    with tempfile.TemporaryDirectory() as folder:
        source = next(find([path], Limits(), Path(folder)))
        whole = prepare(source, Options())
    part = next(iter(divided(whole, Options().split)))
    return analyse(part.document), part.document.signed, source.original


def _as_corrected(gold: Json) -> Json:
    """A record as it stands when a person has gone through all that the reference says."""
    fields: Json = {"organ": None, "organ_parent": None, "place": None, "archive_line": None, "date": None}
    fields |= {
        "recipients": [],
        **{key: value for key, value in gold.items() if key in (*fields, "recipients")},
    }
    fields["signer"] = {"title": None, "name": None, **(gold.get("signer") or {})}
    paths = (*SINGLE, *(f"recipients[{index}]" for index in range(len(fields["recipients"]))))
    human = [{"field": path, "action": "confirm"} for path in paths]
    return {"fields": fields, "human": human, "evidence": [], "review": []}


def _compare(
    name: str, read: Read, gold: Json, knowledge: Knowledge, counts: dict[str, Counter[str]]
) -> None:
    layout, signed, original = read
    schema = load(Options().schema)
    found = {
        which: extract(layout, schema, signed, original, known)
        for which, known in (("without", None), ("with", knowledge))
    }
    for which, extraction in found.items():
        counts[which] += _counted(extraction, gold)
    for path in (*SINGLE, "recipients"):
        before, after = (value_at(one.fields.model_dump(mode="json"), path) for one in found.values())
        if before != after:
            print(f"{name} {path}: {before!r} -> {after!r} (right: {value_at(gold, path)!r})")


def _counted(extraction: Extraction, gold: Json) -> Counter[str]:
    given = extraction.fields.model_dump(mode="json")
    told = {item.field for item in extraction.review}
    counted: Counter[str] = Counter()
    for path in SINGLE:
        if path.split(".")[0] not in gold:
            continue
        result = outcome(
            path, value_at(given, path), value_at(gold, path), accepted(gold.get("accept", {}), path)
        )
        right = result in ("exact", "right")
        counted["right" if right else "wrong"] += bool(result)
        counted["silent"] += bool(result) and not right and not {path, path.split(".")[0]} & told
        counted["right, in review"] += right and path in told
    if "recipients" in gold:
        tally: dict[str, Counter[str]] = defaultdict(Counter)
        items("recipients", given["recipients"], gold["recipients"], tally)
        counted["items right"] += tally["recipients"]["right"]
        counted["items wrong"] += tally["recipients"]["missing"] + tally["recipients"]["invented"]
    return counted


if __name__ == "__main__":
    main()
