"""Fuzzing as long as one likes: damaged documents through intake, reader, repair, layout and fields.

    python bench/fuzz.py --minutes 20 [--seed 1] [--keep FOLDER]

Every file is read in a process that is killed after SECONDS. Whatever is no document and no DocumentError is
printed and kept in FOLDER. Exit status 1 when there was any.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from pebble import ProcessExpired, ProcessPool  # noqa: E402

from extract.core.model import Document  # noqa: E402
from extract.core.quiet import hush_libraries  # noqa: E402
from extract.fields import extract  # noqa: E402
from extract.layout import analyse  # noqa: E402
from extract.repair.page import repair_page  # noqa: E402
from extract.repair.verdict import judge  # noqa: E402
from schemas.loader import load  # noqa: E402
from support.fuzzing import (  # noqa: E402
    KINDS,
    Change,
    damaged,
    read,
    samples,
    sealed,
)

SECONDS = 120.0


def through(document: Document) -> None:
    """What comes after a reader, but OCR."""
    judged = [replace(page, verdict=judge(page)) for page in document.pages]
    document = replace(document, pages=tuple(repair_page(page) for page in judged))
    extract(analyse(document), load("administrative"), document.signed)


def one(name: str, data: bytes) -> str:
    """In the worker."""
    return read(name, data, then=through)


def changes(chance: random.Random) -> list[Change]:
    """One to four acts of damage, small ones more often, the beginning of the file more often."""
    return [
        Change(
            chance.choice(KINDS),
            chance.random() ** chance.choice((1, 1, 3)),
            int(2 ** chance.uniform(0, 11)),
            chance.randrange(1 << 30),
        )
        for _ in range(chance.randint(1, 4))
    ]


def main() -> int:
    """Until the time is over."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=20.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path("fuzz-found"))
    given = parser.parse_args()
    chance, codes, bad = random.Random(given.seed), Counter[str](), 0
    end = time.monotonic() + 60 * given.minutes
    with ProcessPool(max_workers=1, max_tasks=400, initializer=hush_libraries) as pool:
        while time.monotonic() < end:
            name = chance.choice(sorted(samples()))
            data = damaged(samples()[name], changes(chance))
            data = sealed(data) if name == "open.docx" else data
            try:
                code = pool.schedule(one, (name, data), timeout=SECONDS).result()
            except (Exception, ProcessExpired) as error:
                bad, code = bad + 1, type(error).__name__
                given.keep.mkdir(parents=True, exist_ok=True)
                (given.keep / f"{given.seed}-{codes.total()}-{name}").write_bytes(data)
                print(f"{name}: {code}: {error}", flush=True)
            codes[code] += 1
    print(f"{codes.total()} files, {bad} bad:", ", ".join(f"{code} {n}" for code, n in codes.most_common(12)))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
