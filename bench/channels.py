"""Scoreboard of `auto`: the share of lines that are sent to the channel they came through.

    python bench/channels.py --text FILE... [--misread FILE] [--seed N]

Texts hold a paragraph a line. Blocks of one to six consecutive paragraphs are each left as they are or
spoilt in one way (marks taken away, each legacy encoding); `--misread` holds lines that a recogniser of
English read, and adds blocks of them. All blocks make one text, which is restored. Told for
each kind: the share of lines sent to its channel, the share that came back whole (case ignored: TCVN3
has few capitals; of misread lines the truth is not known), and where the lines went.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from diacritics.encodings import ENCODINGS, encode  # noqa: E402
from diacritics.restore import restore  # noqa: E402
from diacritics.syllable import skeleton  # noqa: E402

LONGEST_BLOCK = 6


def spoilt(line: str, way: str) -> str:
    if way == "stripped":
        return skeleton(line)
    return encode(line, way) if way in ENCODINGS else line


def mixed(good: list[str], misread: list[str], rng: random.Random) -> tuple[list[str], list[str], list[str]]:
    """Lines as spoilt, what they were (themselves where misread), and the way of each."""
    ways = ["none", "stripped", *ENCODINGS, *(["english-ocr"] if misread else [])]
    lines, truth, labels = [], [], []
    while good:
        way, size = rng.choice(ways), rng.randint(1, LONGEST_BLOCK)
        source = misread if way == "english-ocr" and misread else good
        block, source[:size] = source[:size], []
        lines += [spoilt(line, way) for line in block]
        truth += block
        labels += [way] * len(block)
    return lines, truth, labels


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n", maxsplit=1)[0])
    parser.add_argument("--text", type=Path, nargs="+", required=True)
    parser.add_argument("--misread", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--wrong", type=int, default=0, metavar="N", help="show N lines sent elsewhere")
    options = parser.parse_args()
    good = [line for path in options.text for line in path.read_text("utf-8").splitlines() if line.strip()]
    misread = options.misread.read_text("utf-8").splitlines() if options.misread else []
    lines, truth, labels = mixed(good, misread, random.Random(options.seed))
    restored = restore("\n".join(lines))
    found = Counter(zip(labels, restored.channels, strict=True))
    after = restored.text.split("\n")
    same = Counter(w for old, new, w in zip(truth, after, labels, strict=True) if old.lower() == new.lower())
    for way in sorted({*labels}):
        row = {channel: count for (label, channel), count in found.most_common() if label == way}
        share, exact = row.get(way, 0) / sum(row.values()), same[way] / sum(row.values())
        print(f"{way:14} channel {share:.4f}  text {exact:.4f}  of {sum(row.values()):5} lines: {row}")
    elsewhere = [r for r in zip(labels, restored.channels, lines, strict=True) if r[0] != r[1]]
    for label, channel, line in elsewhere[: options.wrong]:
        print(f"  {label} -> {channel}: {line[:100]!r}")


if __name__ == "__main__":
    main()
