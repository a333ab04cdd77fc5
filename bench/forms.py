"""Makes whole documents of many offices with their reference records, for the scoreboard of fields.

    python bench/forms.py DIR [--pool seen] [--seed 1] [--count 200] [--scans]
    python bench/fields.py --documents DIR/documents --gold DIR/gold

    pool, seed ─▶ made.forms, made.specimens (pools next, check) ─▶ DIR/documents/NAME.pdf, DIR/gold/NAME.json

`--scans` writes pictures of the pages as a scanner gives them, with seals' colours and faults.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from bench.made.files import born_digital, scanned  # noqa: E402
from bench.made.forms import forms  # noqa: E402
from bench.made.specimens import POOLS, specimens  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pool", choices=("seen", "fresh", "kept", "late", *POOLS), default="seen")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--scans", action="store_true", help="pictures in place of text")
    given = parser.parse_args()
    for name in ("documents", "gold"):
        (given.folder / name).mkdir(parents=True, exist_ok=True)
    made = specimens if given.pool in POOLS else forms
    for form in made(given.pool, given.seed, given.count):
        data = scanned(form.pages, form.name) if given.scans else born_digital(form.pages)
        (given.folder / "documents" / f"{form.name}.pdf").write_bytes(data)
        told = json.dumps(form.fields, ensure_ascii=False, indent=1) + "\n"
        (given.folder / "gold" / f"{form.name}.json").write_text(told, encoding="utf-8")


if __name__ == "__main__":
    main()
