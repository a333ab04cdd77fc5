"""Scoreboard of splitting: files that hold several documents, and documents that look like several.

    python bench/mixtures.py make DIR [--seed 1] [--files 60] [--singles 30] [--pictures]
    sohoa convert DIR/files --out OUT
    python bench/mixtures.py score DIR --records OUT [--show]

    seed ─▶ made.bundles ─▶ DIR/files/*.pdf, DIR/truth/*.json
    DIR/truth, OUT/records.jsonl ─▶ mixtures_scores ─▶ a table by kind

`make` writes as many mixtures and single documents as it is told (bench/made/), every second one a scan; or
all as folders of pictures, one a page, with running names.
`score` reads the records of a run: which pages each one is of (`source.part`), and what it says.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from bench.made.bundles import bundles  # noqa: E402
from bench.mixtures_scores import records_of, report, scored, truths_of  # noqa: E402


def make(folder: Path, seed: int, files: int, singles: int, *, pictures: bool) -> int:
    """Write the set; how many pages it has. `pictures`: each file as a folder of a picture a page."""
    for name in ("files", "truth"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    pages = 0
    for bundle in bundles(seed, files, singles):
        target = folder / "files" / bundle.name
        if pictures:
            target.mkdir()
            for name, data in bundle.pictures():
                (target / name).write_bytes(data)
        else:
            target.write_bytes(bundle.data)
        told = json.dumps(bundle.truth, ensure_ascii=False, indent=2) + "\n"
        (folder / "truth" / f"{bundle.name}.json").write_text(told, encoding="utf-8")
        pages += len(bundle.pages)
    return pages


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    making = commands.add_parser("make", help="write files and their truth")
    making.add_argument("folder", type=Path)
    making.add_argument("--seed", type=int, default=1)
    making.add_argument("--files", type=int, default=60, help="files with several documents")
    making.add_argument("--singles", type=int, default=30, help="files with one document")
    making.add_argument("--pictures", action="store_true", help="each a folder of pictures")
    scoring = commands.add_parser("score", help="hold the records of a run against the truth")
    scoring.add_argument("folder", type=Path)
    scoring.add_argument("--records", type=Path, required=True, help="the --out of `sohoa convert`")
    scoring.add_argument("--show", action="store_true", help="every file that was split wrongly")
    given = parser.parse_args()
    if given.command == "make":
        pages = make(given.folder, given.seed, given.files, given.singles, pictures=given.pictures)
        print(f"{given.files} mixtures and {given.singles} single documents, {pages} pages: {given.folder}")
    else:
        records = records_of(given.records)
        scores = [scored(truth, records.get(truth["file"], [])) for truth in truths_of(given.folder)]
        report(scores, show=given.show)


if __name__ == "__main__":
    main()
