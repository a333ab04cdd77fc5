"""The desk's store: an archive of made records indexed, listed, searched, opened, corrected.

    python bench/review.py [--records 50000] [--rounds 200] [--work FOLDER] [--seed 16] [--built]

Made once in the work folder: records of one to six pages of syllables as frequent as words of a language
are, by 400 offices over forty years; every third has doubts. Printed: seconds and size of the index, what a
record costs a batch, then for each question median and 95th percentile in milliseconds (and the median of
the processor's, which no other program makes longer), and how large the process is. Questions are those
that a page of the desk asks: the work list from wherever it was left, with facets; words that stand in every
document, rare ones, phrases, with marks and without; a document opened with its corrections; a correction
kept and shown. Needs the developers' packages.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import psutil

sys.path.insert(0, str(Path(__file__).parent.parent))

from diacritics.syllable import inventory
from extract.index.build import read, rebuild
from extract.index.model import Cursor, Filter
from extract.index.read import Index
from extract.index.tables import FILE
from extract.index.write import Writer
from extract.review.entries import Action, Draft
from extract.review.log import Log
from extract.review.overlay import overlay
from extract.review.settled import settle
from schemas.fields import DocType, Fields, Signer
from schemas.kinds import Kind
from schemas.record import Content, Evidence, PageContent, Processing, Record, SourceFile, identity
from schemas.told import Review

TYPES = (("QĐ", "Quyết định"), ("CV", "Công văn"), ("BC", "Báo cáo"), ("TB", "Thông báo"))
DOUBTED = ("number", "date", "title", "signer.name", "recipients[0]", "organ")
QUERIES = {
    "in every document": "cộng hòa xã hội",
    "without marks": "quyet dinh",
    "a code": "1360/QĐ-STN7",
    "rare": "ngoằn",
    "phrase": '"quyết định phê duyệt"',
    "begun": "nguy*",
    "nothing": "xyz",
}


class Words:
    """Syllables by chance, as frequent as by Zipf's law."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self._all = sorted(inventory())
        self.chance.shuffle(self._all)
        self._weights = list(accumulate(1 / rank for rank in range(3, len(self._all) + 3)))

    def some(self, count: int) -> str:
        return " ".join(self.chance.choices(self._all, cum_weights=self._weights, k=count))


def made(number: int, words: Words) -> Record:
    chance = words.chance
    code, name = chance.choice(TYPES)
    office, printed = chance.randrange(400), chance.randrange(1, 3000)
    title = f"Về việc {words.some(12)}"
    head = f"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n{name.upper()}\n{title}\n"
    texts = [(head if page == 1 else "") + _page(words) for page in range(1, chance.randint(1, 6) + 1)]
    doubted = chance.sample(DOUBTED, chance.randint(1, 4)) if number % 3 == 0 else []
    fields = Fields(
        doc_type=DocType(code=code, name=name),
        number=str(printed),
        notation=f"{code}-STN{office}",
        code=f"{printed}/{code}-STN{office}",
        organ=f"Sở {words.some(2).title()} {office}" if number < 400 else f"Sở Thử nghiệm {office}",
        date=f"{chance.randint(1985, 2024)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
        title=title,
        recipients=[f"Sở {words.some(2)}" for _ in range(3)],
        signer=Signer(title="GIÁM ĐỐC", name=words.some(3).title()),
    )
    sha256 = f"{number:064x}"
    return Record(
        id=identity(sha256[::-1]),
        source=SourceFile(
            path=f"{number}.pdf",
            record=f"fonds/{number % 500:03}/{number}.pdf.json",
            sha256=sha256,
            media_type="application/pdf",
            pages=len(texts),
        ),
        fields=fields,
        evidence=[
            Evidence(field=field, page=1, bbox=(1, 2, 3, 4), raw="x", text="x", confidence=0.9)
            for field in DOUBTED
        ],
        content=Content(
            pages=[
                PageContent(number=page, width=595, height=842, verdict=Kind.IMAGE, text=text)
                for page, text in enumerate(texts, 1)
            ],
            text="\f".join(texts),
        ),
        review=[
            Review(
                field=field,
                code="low-confidence",
                reason="độ tin cậy thấp",
                confidence=round(chance.random(), 3),
            )
            for field in doubted
        ],
        processing=Processing(version="0"),
    )


def _page(words: Words) -> str:
    return "\n".join(words.some(14) for _ in range(words.chance.randint(10, 32)))


def write(folder: Path, count: int, seed: int) -> None:
    """The records, where they are not there from before."""
    if (folder / f"fonds/{(count - 1) % 500:03}/{count - 1}.pdf.json").exists():
        return
    words = Words(seed)
    for number in range(count):
        record = made(number, words)
        path = folder / record.source.record
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(record.to_json() + "\n", encoding="utf-8")


def some(folder: Path, count: int) -> Iterator[dict[str, Any]]:
    """Records from all over the folder, told as such."""
    with Index(folder) as index:
        rows = index.work(Filter(), None, 1_000_000)
    for row in rows[:: max(1, len(rows) // count)][:count]:
        if record := read(folder, row.record):
            yield record


def build(folder: Path) -> None:
    begun, own = perf_counter(), process_time()
    count = rebuild(folder)
    seconds, own = perf_counter() - begun, process_time() - own
    size = sum(path.stat().st_size for path in folder.glob(f"{FILE}*"))
    held = sum(path.stat().st_size for path in folder.rglob("*.pdf.json"))
    print(f"index of {count:,} records: {seconds:.0f} s ({own:.0f} of the processor), ", end="")
    print(f"{size / 1e6:,.0f} MB (records {held / 1e6:,.0f} MB)", flush=True)


def batch(folder: Path, records: list[bytes]) -> None:
    """What the index takes of a batch's own process for each record, its share of the commits with it."""
    with tempfile.TemporaryDirectory(dir=folder.parent) as elsewhere:
        begun, own = perf_counter(), process_time()
        with Writer(Path(elsewhere)) as writer:
            for number, record in enumerate(records):
                writer.put(json.loads(record), f"{number}.json")
        taken, own = perf_counter() - begun, process_time() - own
    each = 1000 / len(records)
    print(f"a batch: {taken * each:.2f} ms a record ({own * each:.2f} of the processor)", flush=True)


def timed(name: str, rounds: int, ask: Callable[[int], object]) -> None:
    taken, own = [], []
    for number in range(rounds):
        begun, own_begun = perf_counter(), process_time()
        ask(number)
        taken.append((perf_counter() - begun) * 1000)
        own.append((process_time() - own_begun) * 1000)
    late = sorted(taken)[int(len(taken) * 0.95)]
    print(f"{name:36} {statistics.median(taken):8.1f} {late:8.1f} {statistics.median(own):8.1f}", flush=True)


def questions(folder: Path, rounds: int) -> None:
    print(f"{'':36} {'median':>8} {'95th':>8} {'own':>8}")
    with Index(folder) as index:
        rows = index.work(Filter(), None, 1_000_000)
        cursors: list[Cursor | None] = [None, *(row.cursor for row in rows[:: max(1, len(rows) // rounds)])]
        years, organs = [str(year) for year in range(1985, 2025)], sorted({row.organ or "" for row in rows})
        todo = [row.record for row in rows if row.state == "todo"]
        del rows
        timed("work list, a page", rounds, lambda at: index.work(Filter(), cursors[at % len(cursors)], 50))
        timed(
            "work list, of a year and an office",
            rounds,
            lambda at: index.work(Filter(year=years[at % 40], organ=organs[at % len(organs)]), None, 50),
        )
        timed("facets and progress, of all", rounds, lambda _: (index.facets(Filter()), index.progress()))
        timed("facets, of a year", rounds, lambda at: index.facets(Filter(state="todo", year=years[at % 40])))
        timed("next document", rounds, lambda at: index.next_todo(todo[at % len(todo)]))
        for name, query in QUERIES.items():
            search(index, name, query, rounds)


def search(index: Index, name: str, query: str, rounds: int) -> None:
    """The first page of hits, and one behind the five hundredth."""
    timed(f"search, {name}", rounds, lambda _: index.search(query, None, 20))
    hits = index.search(query, None, 500)
    if len(hits) == 500:
        behind = hits[-1].cursor
        timed(f"search, {name}, read on", rounds, lambda _: index.search(query, behind, 20))


def corrections(folder: Path, records: list[dict[str, Any]]) -> None:
    """Kept on disk, and shown by the index; then documents opened with what was said of them."""

    def correct(at: int) -> None:
        record = records[at]
        with Log(folder) as log:
            draft = Draft.of(record, "title", Action.CORRECT, f"Về việc {at}", who="An")
            log.append(draft, seen=log.revision(draft.document))

    def show(at: int) -> None:
        settle(folder, records[at]["id"])

    def open_document(at: int) -> None:
        path = records[at]["source"]["record"]
        record = read(folder, path)
        assert record
        with Log(folder) as log, Index(folder) as index:
            overlay(record, log.of(record["id"]))
            index.next_todo(path)

    with Index(folder), Log(folder) as log:  # as a server has them open
        log.revisions()
        timed("correction kept", len(records), correct)
        timed("correction shown by the index", len(records), show)
        timed("document opened", len(records), open_document)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--records", type=int, default=50_000)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "review-bench")
    parser.add_argument("--seed", type=int, default=16)
    parser.add_argument("--built", action="store_true", help="leave the index as an earlier run made it")
    options = parser.parse_args()
    folder = options.work / f"{options.records}-{options.seed}"
    write(folder, options.records, options.seed)
    if not options.built:
        build(folder)
    records = list(some(folder, options.rounds))
    batch(folder, [json.dumps(record).encode() for record in records])
    before = psutil.Process().memory_info().rss
    questions(folder, options.rounds)
    corrections(folder, records)
    after = psutil.Process().memory_info().rss
    print(f"memory: {before / 1e6:.0f} MB before the questions, {after / 1e6:.0f} MB after them")


if __name__ == "__main__":
    main()
