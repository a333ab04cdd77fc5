"""Scoreboard of reading: our words against transcripts, beside plain `tesseract -l vie` and `ocrmypdf`.

    python bench/reading.py [--documents FOLDER --gold FOLDER] [--born-digital FOLDER] [--folder FOLDER]

Pages and transcripts: reading_pages.py; figures: reading_scores.py; readers: reading_readers.py; repair's
words: reading_repair.py. With --born-digital the pages' own text is the gold of their pictures. All readers
read in the same run. "sec" is processor time a page, everything included; "wrong words" are those lost and
those that are not there. --folder converts all PDFs of a folder with all cores and compares the wall time
with `ocrmypdf --jobs`.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ["OMP_THREAD_LIMIT"] = "1"

from bench.reading_pages import Sample, born_digital, transcribed  # noqa: E402
from bench.reading_readers import (  # noqa: E402
    OcrMyPdf,
    by_engine,
    folder_seconds,
    measured,
    plain_tesseract,
    prepared,
)
from bench.reading_repair import Change, changes, told  # noqa: E402
from bench.reading_scores import Score, score, spread, total  # noqa: E402
from extract.core.model import Document  # noqa: E402
from extract.layout import analyse  # noqa: E402

Read = Callable[[Sample], str]
HEAD = f"{'page':34} {'class':10} {'reader':10} recall  prec   CER  head   sec"


class Board:
    """All scores of a run, by reader, with the changes that our repair made."""

    def __init__(self, peers: dict[str, Read], stage: str) -> None:
        self.peers, self.stage = peers, stage
        self.samples: list[Sample] = []
        self.scores: dict[str, list[Score]] = {name: [] for name in (*peers, "sohoa")}
        self.changes: list[tuple[str, Change]] = []

    def read(self, sample: Sample) -> None:
        """Everyone reads the page."""
        self.samples.append(sample)
        for name, reader in self.peers.items():
            self._note(sample, name, *measured(reader, sample))
        if self.stage == "engine":
            self._note(sample, "sohoa", *measured(by_engine, sample))
            return
        (document, text), seconds = measured(_whole, sample)
        self._note(sample, "sohoa", text, seconds)
        self.changes += [(sample.name, change) for change in changes(document, sample.gold)]

    def _tell_harm(self) -> None:
        """The worst page, and each that plain Tesseract reads better: none is the goal."""
        rows = list(zip(self.samples, self.scores["tesseract"], self.scores["sohoa"], strict=True))
        worst, _, least = min(rows, key=lambda row: row[2].recall)
        print(f"\nworst page: {worst.name}, recall {least.recall:.4f}")
        harmed = [row for row in rows if row[2].right < row[1].right]
        print(f"pages below plain Tesseract: {len(harmed)} of {len(rows)}")
        for sample, plain, ours in sorted(harmed, key=lambda row: row[2].recall - row[1].recall):
            precise = f"precision {plain.precision:.4f} -> {ours.precision:.4f}"
            print(f"  {sample.name}: recall {plain.recall:.4f} -> {ours.recall:.4f}, {precise}")

    def _note(self, sample: Sample, reader: str, text: str, seconds: float) -> None:
        self.scores[reader].append(score(sample.gold, text, sample.header, seconds))
        print(_row(sample.name, sample.group, reader, self.scores[reader][-1]), flush=True)

    def tell(self) -> None:
        """Sums by class and of all, with our paired difference from each peer."""
        print("\n" + HEAD)
        groups = sorted({sample.group for sample in self.samples})
        for group in [*groups, ""] if len(groups) > 1 else groups:
            at = [i for i, sample in enumerate(self.samples) if group in ("", sample.group)]
            held = {name: [scores[i] for i in at] for name, scores in self.scores.items()}
            for name, scores in held.items():
                print(_row(f"all {len(at)} pages", group or "all", name, total(scores), len(at)))
            for name in self.peers:
                print(f"  {_against(name, list(zip(held[name], held['sohoa'], strict=True)))}")
        self._tell_harm()
        if self.changes:
            print("\n" + told([change for _, change in self.changes]))


def _whole(sample: Sample) -> tuple[Document, str]:
    document = prepared(sample)
    return document, "\n".join(analyse(document).page_texts)


def _row(name: str, group: str, reader: str, got: Score, pages: int = 1) -> str:
    head = f"{got.header_cer:.3f}" if got.header_letters else "    -"
    figures = f"{got.recall:.4f} {got.precision:.4f} {got.cer:.3f} {head} {got.seconds / pages:5.2f}"
    return f"{name[:34]:34} {group[:10]:10} {reader:10} {figures}"


def _against(peer: str, pairs: Sequence[tuple[Score, Score]]) -> str:
    figures: list[tuple[str, Callable[[Score, Score], float]]] = [
        ("recall", lambda theirs, ours: ours.recall - theirs.recall),
        ("precision", lambda theirs, ours: ours.precision - theirs.precision),
        ("wrong words x", lambda theirs, ours: ours.wrong / max(theirs.wrong, 1)),
        ("seconds x", lambda theirs, ours: ours.seconds / max(theirs.seconds, 1e-9)),
    ]
    sums = total(one for one, _ in pairs), total(other for _, other in pairs)
    parts = []
    for name, figure in figures:
        low, high = spread(pairs, figure)
        sign = "" if name.endswith("x") else "+"
        parts.append(f"{name} {figure(*sums):{sign}.3f} [{low:{sign}.3f}, {high:{sign}.3f}]")
    return f"against {peer}: {', '.join(parts)}"


def _peers(options: argparse.Namespace) -> dict[str, Read]:
    found: dict[str, Read] = {"tesseract": plain_tesseract}
    if not options.without_ocrmypdf:
        try:
            found["ocrmypdf"] = OcrMyPdf(options.ocrmypdf)
        except FileNotFoundError as error:
            print(error)
    return found


def _folder(folder: Path, program: str) -> None:
    jobs = os.cpu_count() or 1
    files = sorted(folder.rglob("*.pdf"))
    ours = folder_seconds(files, jobs)
    print(f"{len(files)} PDFs with {jobs} jobs: sohoa convert {ours:.1f} s", flush=True)
    try:
        theirs = OcrMyPdf(program).folder(files, jobs)
    except FileNotFoundError as error:
        print(error)
        return
    print(f"ocrmypdf --jobs {jobs}: {theirs:.1f} s; ratio {ours / theirs:.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n", maxsplit=1)[0])
    parser.add_argument("--documents", type=Path, default=ROOT / "samples")
    parser.add_argument("--gold", type=Path, default=ROOT / "tests" / "golden" / "expected")
    parser.add_argument("--born-digital", type=Path, help="folder of PDFs whose own text is right")
    parser.add_argument("--pages", type=int, default=2, help="with --born-digital: pages of each file")
    parser.add_argument("--only", choices=("even", "odd"), help="every second page: to tune on one half")
    parser.add_argument("--stage", choices=("engine", "pipeline"), default="pipeline")
    parser.add_argument("--ocrmypdf", default="ocrmypdf", help="the program, where it is not in PATH")
    parser.add_argument("--without-ocrmypdf", action="store_true")
    parser.add_argument("--folder", type=Path, help="folder of PDFs: wall time with all cores, nothing else")
    parser.add_argument("--changes", action="store_true", help="print every word that repair made worse")
    options = parser.parse_args()
    if options.folder:
        _folder(options.folder, options.ocrmypdf)
        return
    board = Board(_peers(options), options.stage)
    with tempfile.TemporaryDirectory() as pictures:
        samples = list(
            born_digital(options.born_digital, options.pages, Path(pictures))
            if options.born_digital
            else transcribed(options.documents, options.gold)
        )
        if options.only:
            samples = samples[0 if options.only == "even" else 1 :: 2]
        if not samples:
            sys.exit("No page with a transcript was found.")
        print(HEAD)
        for sample in samples:
            board.read(sample)
    board.tell()
    if options.changes:
        for name, change in board.changes:
            if change.effect < 0:
                print(f"{name[:34]:34} {change.cause:12} {change.seen!r} -> {change.text!r}")


if __name__ == "__main__":
    main()
