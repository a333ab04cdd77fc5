"""Scoreboard of fields: records against references, per field right, wrong, missing and invented.

    documents + reference records ─▶ extract.pipeline.convert ─▶ counts per field

    python bench/fields.py                                  samples/ against tests/golden/expected/
    python bench/fields.py --documents DIR --gold DIR       files of any depth; NAME.json beside them belongs
                                                            to the file NAME.* or NAME__*.*

Values are compared exactly, and normalised: NFC, one tone placement, blanks, dashes and closing signs
lenient, case of organs and titles ignored; `accept` in a reference lists other values that are right.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent))

from diacritics.syllable import normalise_tone
from extract.intake import find
from extract.limits import Limits
from extract.pipeline import Options
from extract.pipeline import convert as convert_source
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
ANY_CASE = ("organ", "organ_parent", "title", "appendix.title")
# citations are compared as (type, code or title, date); the next two by what each is known by.
CITATIONS = ("citations", "citation codes", "citation issuers", "citation counts")
TABLES = (*CITATIONS, "outline", "footnotes", "tables", "tasks")
OUTCOMES = ("exact", "right", "wrong", "missing", "invented")
Tally = dict[str, Counter[str]]


def normal(value: object, *, any_case: bool = False) -> str:
    """The form in which values are equal."""
    text = normalise_tone(str(value))
    text = re.sub(r"[‐‑‒–—−]", "-", text)
    text = re.sub(r"[“”„\"'’‘]", "'", text)
    text = re.sub(r"\s*([-/,;:.()&])\s*", r"\1", text)
    text = re.sub(r"\s+", " ", text).strip(" .;,:")
    return text.lower() if any_case else text


def value_at(record: dict[str, Any], path: str) -> Any:
    """The value of a path such as "signer.name"; None where a part is missing."""
    value: Any = record
    for key in path.split("."):
        value = value.get(key) if isinstance(value, dict) else None
    return value


def is_given(gold: dict[str, Any], path: str) -> bool:
    return path.split(".", maxsplit=1)[0] in gold


def outcome(path: str, given: Any, expected: Any, accept: Iterable[Any]) -> str:
    """exact, right (after normalising, or accepted), wrong, missing or invented; "" when both are empty."""
    if not expected and not given:
        return ""
    if not expected:
        return "invented"
    if not given:
        return "missing"
    if given == expected:
        return "exact"
    any_case = path in ANY_CASE
    choices = [expected, *accept]
    equal = any(normal(given, any_case=any_case) == normal(c, any_case=any_case) for c in choices)
    return "right" if equal else "wrong"


def compare(name: str, record: Record, gold: dict[str, Any], tally: Tally) -> list[str]:
    """Count one document; the differences, one line each."""
    fields = record.fields.model_dump(mode="json")
    accept = gold.get("accept", {})
    notes = []
    for path in SIMPLE:
        if not is_given(gold, path):
            continue
        given, expected = value_at(fields, path), value_at(gold, path)
        result = outcome(path, given, expected, _accepted(accept, path))
        tally[path][result] += 1
        if result in ("wrong", "missing", "invented"):
            notes.append(f"{name}: {path} {result}: {given!r} for {expected!r}")
    for path in LISTS:
        if is_given(gold, path):
            given, expected = [normal(v) for v in fields[path]], [normal(v) for v in gold[path]]
            notes += _items(name, path, given, expected, tally)
    for path, given, expected in _rows(record, fields, gold):
        notes += _items(name, path, given, expected, tally)
    return notes


def _accepted(accept: dict[str, list[Any]], path: str) -> list[Any]:
    return accept.get(path) or accept.get(path.split(".", maxsplit=1)[0], [])


def _items(name: str, path: str, given: list[Any], expected: list[Any], tally: Tally) -> list[str]:
    have, want = Counter(given), Counter(expected)
    missing, extra = want - have, have - want
    tally[path]["right"] += sum((have & want).values())
    tally[path]["missing"] += sum(missing.values())
    tally[path]["invented"] += sum(extra.values())
    return [f"{name}: {path} missing: {m!r}" for m in missing] + [
        f"{name}: {path} extra: {e!r}" for e in extra
    ]


def _rows(
    record: Record, fields: dict[str, Any], gold: dict[str, Any]
) -> Iterator[tuple[str, list[Any], list[Any]]]:
    if "citations" in gold:
        given, expected = _citations(record, fields, gold)
        yield "citations", [c.key for c in given], [c.key for c in expected]
        yield "citation codes", *([c.code for c in side if c.code] for side in (given, expected))
        both = {c.name for c in given} & {c.name for c in expected}
        known = [[c for c in side if c.name in both] for side in (given, expected)]
        yield "citation issuers", *([(c.name, c.issuer) for c in side] for side in known)
        if record.source.pages is not None or "citations_scope" not in gold:
            yield "citation counts", *([(c.name, c.count) for c in side] for side in known)
    if "outline" in gold:
        rows = ([(e["marker"], normal(e["title"])) for e in r["outline"]] for r in (fields, gold))
        yield "outline", *rows
    if "tables" in gold:
        rows = ([normal(" | ".join(row)) for t in r["tables"] for row in t["rows"]] for r in (fields, gold))
        yield "tables", *rows
    if "tasks" in gold:
        rows = ([_task(t) for t in r["tasks"]] for r in (fields, gold))
        yield "tasks", *rows
    if "footnotes" in gold:
        rows = ([n["marker"] for n in r["footnotes"]] for r in (fields, gold))
        yield "footnotes", *rows


def _task(task: dict[str, Any]) -> tuple[str, ...]:
    people = ("; ".join(task[key]) for key in ("lead", "support"))
    return tuple(normal(v or "") for v in (task["text"], *people, task["directed_by"], task["deadline"]))


def _citations(
    record: Record, fields: dict[str, Any], gold: dict[str, Any]
) -> tuple[list[Cited], list[Cited]]:
    """Cited documents of both sides; only those of the pages that the reference covers.

    A reference that lists no uncoded document leaves laws without number out: so do we there.
    """
    coded = all(c["code"] for c in gold["citations"]) and "citations_scope" in gold
    scope = re.match(r"pages? (\d+)(?:-(\d+))?", gold.get("citations_scope", ""))
    last = int(scope[2] or scope[1]) if scope else sys.maxsize
    wanted = [Cited.of(c) for c in gold["citations"]]
    given = []
    for index, entry in enumerate(fields["citations"]):
        found = record.evidence.get(f"citations[{index}]", [])
        if (coded and not entry["code"]) or (found and found[0].page > last):
            continue
        within = [place for place in found if place.page <= last]
        given.append(Cited.of({**entry, "count": len(within) if scope else entry["count"]}))
    if scope and record.source.pages is None:  # a flow document: its pages are not the reference's
        given = [c for c in given if c.code in {w.code for w in wanted}]
    return given, wanted


class Cited(NamedTuple):
    """A cited document in the form in which two are compared."""

    type: str | None
    code: str | None
    title: str
    date: str | None
    issuer: str | None
    count: int

    @property
    def name(self) -> str:
        return self.code or self.title

    @property
    def key(self) -> tuple[str | None, ...]:
        return self.type, self.name, self.date

    @staticmethod
    def of(entry: dict[str, Any]) -> Cited:
        return Cited(
            type=entry["type"],
            code=entry["code"] and normal(entry["code"]).replace(" ", ""),
            title=normal(entry["title"] or "", any_case=True),
            date=entry["date"],
            issuer=entry["issuer"] and normal(entry["issuer"], any_case=True),
            count=entry["count"],
        )


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
        return convert_source(source, Options())


def report(tally: Tally, documents: int) -> None:
    print(f"{documents} documents")
    print(
        f"{'field':22}"
        + "".join(f"{name:>10}" for name in OUTCOMES)
        + f"{'precision':>11}{'recall':>8}{'F1':>7}"
    )
    for path in (*SIMPLE, *LISTS, *TABLES):
        counts = tally.get(path)
        if not counts or not sum(counts[o] for o in OUTCOMES):
            continue
        right = counts["exact"] + counts["right"]
        given = right + counts["wrong"] + counts["invented"]
        wanted = right + counts["wrong"] + counts["missing"]
        row = "".join(f"{counts[name]:10}" for name in OUTCOMES)
        precision, recall, both = (
            _share(right, given),
            _share(right, wanted),
            _share(2 * right, given + wanted),
        )
        print(f"{path:22}{row}{precision:11.3f}{recall:8.3f}{both:7.3f}")


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--documents", type=Path, default=ROOT / "samples")
    parser.add_argument("--gold", type=Path, default=ROOT / "tests" / "golden" / "expected")
    parser.add_argument("--only", default="", help="names that contain this text")
    parser.add_argument(
        "--records", type=Path, help="records made before, NAME*.json at any depth, not converted again"
    )
    parser.add_argument("--show", action="store_true", help="every difference")
    given = parser.parse_args()
    tally: Tally = defaultdict(Counter)
    done = 0
    for name, gold in references(given.gold).items():
        path = file_of(name, given.documents) if given.only in name else None
        if not path:
            continue
        notes = compare(name, _record(path, given.records), gold, tally)
        done += 1
        if given.show:
            print("\n".join(notes))
    report(tally, done)


def _record(path: Path, made: Path | None) -> Record:
    if made:
        for held in made.rglob(f"{path.name}.json"):
            return Record.model_validate_json(held.read_text("utf-8"))
    return convert(path)


if __name__ == "__main__":
    main()
