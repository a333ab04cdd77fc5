"""Whether a file was split into its documents, and whether each record speaks of its own document only.

    truth of a file, its records ─▶ scored ─▶ Score      Scores ─▶ report: a table by kind

A record is of the document in which its pages begin; a second one that begins there is one too many. Blank
pages and separators may lie in any part or in none. A record without `source.part` is of the whole file.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from bench.fields_values import WRONG, Tally, normal, simple, value_at

FIELDS = ("doc_type.code", "number", "code", "date", "organ", "title", "signer.name")
TELLING = ("code", "date", "title", "signer.name")  # what tells one document of a file from another
COUNTS = ("lost", "extra", "foreign_values", "foreign_evidence")
Json = dict[str, Any]


@dataclass
class Score:
    """How one file came out."""

    truth: Json
    exact: bool = False
    lost: int = 0  # documents without a record
    extra: int = 0  # records too many
    foreign_values: int = 0  # values that are another document's
    foreign_evidence: int = 0  # fields with evidence on another document's pages
    fields: Tally = field(default_factory=lambda: defaultdict(Counter))
    notes: list[str] = field(default_factory=list)


def truths_of(folder: Path) -> Iterator[Json]:
    """The truth of each file of a made set."""
    for path in sorted((folder / "truth").glob("*.json")):
        yield json.loads(path.read_text(encoding="utf-8"))


def records_of(out: Path) -> dict[str, list[Json]]:
    """The records of a run by the name of their file, those of failed documents left out."""
    found: dict[str, list[Json]] = defaultdict(list)
    for line in (out / "records.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if not record["processing"]["error"]:
            path = PurePosixPath(record["source"]["path"])
            if path.parent.suffix:  # a folder of pictures called as the file
                _as_in_file(record)
                path = path.parent
            found[path.name].append(record)
    return found


def _as_in_file(record: Json) -> None:
    """The pages of a record of pictures by the numbers of these."""
    source = record["source"]
    names = [PurePosixPath(path).stem for path in source["files"] or [source["path"]]]
    first, *_, last = numbers = [int(re.findall(r"\d+", name)[-1]) for name in (names[0], *names)]
    source["part"] = {"first_page": first, "last_page": last}
    for place in record["evidence"]:
        place["page"] = numbers[place["page"]]


def scored(truth: Json, records: Sequence[Json]) -> Score:
    """The score of one file."""
    score = Score(truth)
    owners = _owners(truth)
    held: dict[int, Json] = {}
    for record in sorted(records, key=lambda record: _part(record, truth)):
        pages = _content(record, truth, owners)
        document = owners[pages[0]] if pages else None
        if document is None or document in held:
            score.extra += 1
        else:
            held[document] = record
    score.lost = len(truth["documents"]) - len(held)
    score.exact = not score.lost and not score.extra
    for document, told in enumerate(truth["documents"]):
        own = held.get(document)
        fields = own["fields"] if own else {}
        for path in FIELDS:
            score.notes += simple(path, fields, told["fields"], score.fields)
        if own:
            _borders(score, own, document, owners)
            _foreign(score, own, document, owners)
    return score


def _owners(truth: Json) -> dict[int, int]:
    """Of each page with content the document that it belongs to."""
    empty = {*truth["blank"], *truth["separators"]}
    return {
        page: number
        for number, document in enumerate(truth["documents"])
        for page in range(document["first_page"], document["last_page"] + 1)
        if page not in empty
    }


def _part(record: Json, truth: Json) -> tuple[int, int]:
    part = record["source"].get("part")
    return (part["first_page"], part["last_page"]) if part else (1, truth["pages"])


def _content(record: Json, truth: Json, owners: dict[int, int]) -> list[int]:
    first, last = _part(record, truth)
    return [page for page in range(first, last + 1) if page in owners]


def _borders(score: Score, record: Json, document: int, owners: dict[int, int]) -> None:
    given = _content(record, score.truth, owners)
    wanted = [page for page, owner in owners.items() if owner == document]
    if given != wanted:
        score.exact = False
        score.notes.append(f"document {document + 1}: pages {_span(given)} for {_span(wanted)}")


def _span(pages: Sequence[int]) -> str:
    return f"{pages[0]}-{pages[-1]}"


def _foreign(score: Score, record: Json, document: int, owners: dict[int, int]) -> None:
    """Count what the record has from another document."""
    documents = [told["fields"] for told in score.truth["documents"]]
    for path in TELLING:
        given, own = (_comparable(path, held) for held in (record["fields"], documents[document]))
        others = {_comparable(path, other) for other in documents if other is not documents[document]}
        if given and given != own and given in others:
            score.foreign_values += 1
            score.notes.append(f"document {document + 1}: {path} of another: {given!r}")
    for place in record["evidence"]:
        if owners.get(place["page"], document) != document:
            score.foreign_evidence += 1
            score.notes.append(f"document {document + 1}: {place['field']} has evidence in another")


def _comparable(path: str, fields: Json) -> str:
    return normal(value_at(fields, path) or "", any_case=True)


def report(scores: Sequence[Score], *, show: bool) -> None:
    """The table by kind, and of all mixtures, singles, scans and files with text."""
    if show:
        for score in (score for score in scores if not score.exact):
            print(
                "\n  ".join([f"{score.truth['file']}: {score.lost} lost, {score.extra} extra", *score.notes])
            )
    heads = ("files", "exact", "docs", "lost", "extra", "foreign", "evidence")
    print(f"{'':28}" + "".join(f"{name:>9}" for name in (*heads, *(path.split(".")[0] for path in FIELDS))))
    groups: dict[str, list[Score]] = defaultdict(list)
    for score in scores:
        truth = score.truth
        group = "single" if truth["single"] else "mixed"
        groups[f"{group}: {truth['kind']}"].append(score)
    for group in ("mixed", "single"):
        of_group = [score for score in scores if score.truth["single"] == (group == "single")]
        groups[f"all {group}"] = of_group
        groups[f"all {group}, with text"] = [score for score in of_group if not score.truth["scan"]]
        groups[f"all {group}, scans"] = [score for score in of_group if score.truth["scan"]]
    for name, held in groups.items():
        if held:
            print(_line(name, held))


def _line(name: str, scores: Sequence[Score]) -> str:
    documents = sum(len(score.truth["documents"]) for score in scores)
    exact = sum(score.exact for score in scores) / len(scores)
    counts = (sum(getattr(score, key) for score in scores) for key in COUNTS)
    wrong = (sum(score.fields[path][kind] for score in scores for kind in WRONG) for path in FIELDS)
    return (
        f"{name:28}{len(scores):9}{exact:9.2f}{documents:9}"
        + "".join(f"{number:9}" for number in counts)
        + "".join(f"{1 - number / documents:9.2f}" for number in wrong)
    )
