"""Scoreboard of legacy encodings: decoded words of each document against its right text.

    python bench/legacy_encodings.py --documents FOLDER --gold FOLDER

Gold is NAME.txt for NAME.* anywhere under the documents folder. Syllables are compared as multisets,
tone placement (hóa, hoá) and case ignored (transcripts made by byte tables lose the capitals that
`.Vn...H` fonts draw). CER is edit distance over the length of the gold text, spaces and page furniture
included. `diacr.` is the diacritic accuracy of viparse-corpus (METRIC.md; restoration.py tells it), case
ignored too, and in brackets with case; like CER it counts what stands in another order. `undecoded` is
the recall of the text before decoding. Documents without gold must come through with no word changed
unless their own words ask for it: the number of changed words is told.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from rapidfuzz.distance import Levenshtein

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.restoration_scores import diacritics as marks  # noqa: E402
from diacritics.syllable import normalise_tone  # noqa: E402
from extract import readers  # noqa: E402
from extract.core.errors import DocumentError  # noqa: E402
from extract.core.limits import Limits  # noqa: E402
from extract.core.model import Page  # noqa: E402
from extract.intake.filetype import identify  # noqa: E402
from extract.intake.formats import DOC, DOCX, PDF, RTF, TEXT  # noqa: E402
from extract.repair.decode import decode_page  # noqa: E402

WORD = re.compile(r"\w+")
WITH_TEXT = {DOC, DOCX, PDF, RTF, TEXT}


def words(text: str) -> list[str]:
    return WORD.findall(normalise_tone(text).lower())


def recall(gold: list[str], read: list[str]) -> float:
    return (Counter(gold) & Counter(read)).total() / max(len(gold), 1)


def report(documents: Path, gold: Path) -> None:
    """Prints the table: one row for each document under `documents` that has text of its own."""
    truths = {path.stem: path for path in gold.rglob("*.txt")}
    print(f"{'document':44} | recall precis    CER diacr. (cased) | undecoded | changed words")
    for path in sorted(path for path in documents.rglob("*") if path.is_file()):
        if (found := identify(path)) not in WITH_TEXT:
            continue
        try:
            pages = readers.read(path, found.media_type, Limits()).pages
        except DocumentError as error:
            print(f"{path.name[:44]:44} | {error.code}")
            continue
        truth = truths.get(path.name) or truths.get(path.stem)
        print(f"{path.stem[:44]:44} | {row(pages, truth.read_text('utf-8') if truth else None)}", flush=True)


def row(pages: Sequence[Page], truth: str | None) -> str:
    """What decoding made of the pages, against their right text where there is one."""
    decoded = [decode_page(page) for page in pages]
    methods = Counter(word.method for page in decoded for word in page.words if word.method != "read")
    changed = ", ".join(f"{name} {count}" for name, count in methods.most_common()) or "none"
    if not truth:
        return f"{'':36} | {'':9} | {changed}"
    text = "\n".join(page.text for page in decoded)
    right, read = words(truth), words(text)
    before = words("\n".join(line.raw for page in pages for line in page.lines))
    flat = " ".join(right), " ".join(read)
    cer = Levenshtein.distance(*flat) / max(len(flat[0]), 1)
    small, cased = (
        found / max(there, 1) for found, there in (marks(truth.lower(), text.lower()), marks(truth, text))
    )
    figures = f"{recall(right, read):.4f} {recall(read, right):.4f} {cer:.4f} {small:.4f} ({cased:.4f})"
    return f"{figures} | {recall(right, before):9.4f} | {changed}"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n", maxsplit=1)[0])
    parser.add_argument("--documents", type=Path, default=ROOT / "samples")
    parser.add_argument("--gold", type=Path, default=ROOT / "tests" / "golden" / "expected")
    options = parser.parse_args()
    report(options.documents, options.gold)


if __name__ == "__main__":
    main()
