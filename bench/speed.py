"""Speed of born-digital PDFs: pages a second on one core, text and header fields, everything included.

    python bench/speed.py [--documents FOLDER] [--profile]

Each document is converted twice in one process, as a batch worker does it; the second time counts (data is
loaded, files are in the page cache). Seconds are processor time. Documents with pages that need OCR are
told and left out. --profile prints where the time goes.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from extract.batch.worker_setup import search_garbage_rarely  # noqa: E402
from extract.core.options import Options  # noqa: E402
from extract.core.source import Source  # noqa: E402
from extract.intake.filetype import identify  # noqa: E402
from extract.intake.formats import PDF  # noqa: E402
from extract.serialise.outputs import to_outputs  # noqa: E402
from schemas.record import Record  # noqa: E402

SHOWN = 25  # functions in a profile


def converted(path: Path) -> Record:
    source = Source(path=path, name=path.name, root="", media_type=PDF.media_type)
    return to_outputs(source, Options())[0].record


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n", maxsplit=1)[0])
    parser.add_argument("--documents", type=Path, default=ROOT / "samples")
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    search_garbage_rarely()
    profile = cProfile.Profile()
    pages, seconds = 0, 0.0
    for path in sorted(options.documents.rglob("*.pdf")):
        if identify(path) is not PDF:
            continue
        first = converted(path)
        if first.processing.engine or first.processing.error:
            print(f"{path.name[:44]:44} {'read by OCR' if first.processing.engine else 'failed'}")
            continue
        start = time.process_time()
        if options.profile:
            profile.enable()
        converted(path)
        profile.disable()
        spent, count = time.process_time() - start, first.source.pages or 0
        pages, seconds = pages + count, seconds + spent
        print(f"{path.name[:44]:44} {count:5} pages {count / max(spent, 1e-9):7.1f} a second", flush=True)
    print(f"{'all':44} {pages:5} pages {pages / max(seconds, 1e-9):7.1f} a second")
    if options.profile:
        pstats.Stats(profile).sort_stats("tottime").print_stats(SHOWN)


if __name__ == "__main__":
    main()
