"""Scoreboard of verdicts: what every page's own text is judged to be worth, by folder.

    python bench/verdicts.py --documents FOLDER [--verbose] [--stripped]

Documents are grouped by the folder they lie in, so that a folder a class (scanned, born-digital ...)
gives a table of class by verdict. --verbose prints every page with its reasons and numbers. --stripped
takes the marks off every page judged good and judges its text again; all of these must be STRIPPED (GARBLED
where an image of the page lies under the text).
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from diacritics.syllable import skeleton  # noqa: E402
from extract import readers  # noqa: E402
from extract.core.errors import DocumentError  # noqa: E402
from extract.core.limits import Limits  # noqa: E402
from extract.core.model import Line, Page, Verdict  # noqa: E402
from extract.intake.filetype import identify  # noqa: E402
from extract.ocr.context import PageContext  # noqa: E402
from extract.ocr.engines import best_engine  # noqa: E402
from extract.repair.picture_check import settled  # noqa: E402
from extract.repair.verdict import judge  # noqa: E402
from schemas.kinds import Kind  # noqa: E402

TIMEOUT = 60.0  # seconds for the strip of a page that is in doubt


def pages(folder: Path) -> Iterator[tuple[Path, str, Page]]:
    """Each page with its document's path and media type."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        found = identify(path)
        if not found.is_read:
            continue
        try:
            document = readers.read(path, found.media_type, Limits())
            yield from ((path, found.media_type, page) for page in document.pages)
        except DocumentError as error:
            print(f"{path.name}: {error.code}", file=sys.stderr)


def stripped(page: Page) -> Page:
    """The page as if it had been typed without marks."""
    return replace(page, lines=tuple(_bare(line) for line in page.lines), tables=(), notes=())


def _bare(line: Line) -> Line:
    words = (replace(word, raw=skeleton(word.raw), text=skeleton(word.raw), runs=()) for word in line.words)
    return replace(line, words=tuple(words))


def told(verdict: Verdict) -> str:
    numbers = ", ".join(f"{name} {number:g}" for name, number in verdict.numbers)
    return f"{verdict.kind:8} {'; '.join(map(str, verdict.reasons))} ({numbers})"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n", maxsplit=1)[0])
    parser.add_argument("--documents", type=Path, default=ROOT / "samples")
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--stripped", action="store_true")
    options = parser.parse_args()
    counts: dict[str, Counter[Kind]] = {}
    engine = best_engine()
    for path, media_type, page in pages(options.documents):
        judged = replace(page, verdict=judge(page))
        verdict = settled(judged, PageContext(path, media_type, page, engine, seconds=TIMEOUT)).verdict
        group = path.parent.name
        if options.stripped:
            if verdict.kind is not Kind.GOOD:
                continue
            verdict, group = judge(stripped(page)), f"{group} without marks"
        counts.setdefault(group, Counter())[verdict.kind] += 1
        if options.verbose:
            print(f"{path.name[:40]:40} p{page.number:<3} {told(verdict)}", flush=True)
    print(f"{'folder':30}" + "".join(f"{kind:>9}" for kind in Kind))
    for group, kinds in sorted(counts.items()):
        print(f"{group[:30]:30}" + "".join(f"{kinds[kind] or '':>9}" for kind in Kind))


if __name__ == "__main__":
    main()
