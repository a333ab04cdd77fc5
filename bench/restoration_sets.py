"""The texts that restoration is measured on: each a name, what was seen, and what is true.

folders and files ─▶ Case(name, channel, seen lines, true lines)
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from diacritics.restore import Restoration, restore
from diacritics.syllable import nfc, skeleton
from diacritics.training import pairs
from extract.core.errors import DocumentError
from extract.core.limits import Limits
from extract.readers.pdf.document import read_pdf
from extract.repair.verdict import judge
from schemas.kinds import Kind

_MARKUP = re.compile(r"[*#|\\_`]+|^\s*:?-{3,}.*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Case:
    """Lines as seen and as they were meant; `alone`: every line is restored by itself."""

    name: str
    channel: str
    seen: tuple[str, ...]
    true: tuple[str, ...]
    alone: bool = False

    def restored(self) -> tuple[Restoration, ...]:
        """One restoration of all lines, or one for each."""
        texts = self.seen if self.alone else ("\n".join(self.seen),)
        return tuple(restore(text, self.channel) for text in texts)


def marked_texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Name and text of the .txt files in a folder, Markdown signs removed."""
    for path in sorted(folder.glob("*.txt")):
        yield path.stem[:24], nfc(_MARKUP.sub(" ", path.read_text(encoding="utf-8")))


def good_texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Those of them that `auto` leaves alone."""
    return ((name, text) for name, text in marked_texts(folder) if restore(text).text == text)


def stripped(name: str, text: str) -> Case:
    lines = text.splitlines()
    return Case(name, "stripped", tuple(map(skeleton, lines)), tuple(lines))


def sentences(folder: Path) -> Iterator[Case]:
    """Two cases a .txt file, one true sentence a line: each restored alone, and all as the file they are."""
    for path in sorted(folder.glob("*.txt")):
        lines = [nfc(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        seen = tuple(map(skeleton, lines))
        yield Case(f"{path.stem[:18]} alone", "stripped", seen, tuple(lines), alone=True)
        yield Case(f"{path.stem[:18]} file", "stripped", seen, tuple(lines))


def read(folder: Path) -> Case:
    """seen.txt and true.txt of a folder, line by line the same place; restored whole, channel `auto`."""
    seen, true = ((folder / f"{name}.txt").read_text("utf-8").splitlines() for name in ("seen", "true"))
    return Case(folder.name[:24], "auto", tuple(seen), tuple(true))


def held_back(places: Sequence[Path]) -> Iterator[Case]:
    """The lines of pairs files that training never sees, each restored alone: a case for each engine."""
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for engine, true, seen in pairs.lines(pairs.files(places)):
        if pairs.held_back(true):
            found[engine].append((seen, true))
    for engine, rows in found.items():
        seen_lines, true_lines = zip(*rows, strict=True)
        yield Case(f"pairs {engine}", pairs.ENGINES[engine], seen_lines, true_lines, alone=True)


def layers(documents: Path, gold: Path) -> Iterator[tuple[str, str, str]]:
    """Name, raw text layer of page 1 and its right text, of PDFs whose layer is garbled or stripped.

    Gold is NAME.p1.txt for NAME__*.pdf or NAME.pdf.
    """
    for path in sorted(documents.rglob("*.pdf")):
        names = (path.stem, path.stem.rpartition("__")[0])
        truth = next((text for name in names if (text := gold / f"{name}.p1.txt").exists()), None)
        if truth is None:
            continue
        try:
            page = read_pdf(path, Limits()).pages[0]
        except DocumentError as error:
            print(f"{path.name}: {error.code}")
            continue
        if judge(page).kind in (Kind.GARBLED, Kind.STRIPPED):
            yield path.stem[:24], "\n".join(line.raw for line in page.lines), truth.read_text("utf-8")
