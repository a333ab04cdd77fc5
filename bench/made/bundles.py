"""A file before it is written: its pages, which documents they are, and the truth about it.

    kind, seed, number ─▶ bundle ─▶ Bundle(pieces) ─▶ .pages, .truth, data: bytes of a PDF

A piece is a document with its annexes, or sheets that belong to none.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bench.made.desk import Desk, Piece
from bench.made.files import born_digital, jpeg, pictures, scanned
from bench.made.mixed import MIXTURES
from bench.made.page import Page
from bench.made.single import SINGLES


@dataclass(frozen=True)
class Bundle:
    """One file."""

    name: str
    kind: str
    single: bool
    scan: bool
    seed: str
    pieces: tuple[Piece, ...]

    @property
    def pages(self) -> list[Page]:
        return [page for piece in self.pieces for page in piece.pages]

    @property
    def data(self) -> bytes:
        return scanned(self.pages, self.seed) if self.scan else born_digital(self.pages)

    def pictures(self) -> Iterator[tuple[str, bytes]]:
        """Its pages as a scanner names them: without zeros or with, and what it stores."""
        form = random.Random(self.seed).choice(
            ("{:03d}.jpg", "scan_{}.jpg", "IMG_{:04d}.JPG", "Trang ({}).jpg")
        )
        for number, picture in enumerate(pictures(self.pages, self.seed), start=1):
            yield form.format(number), jpeg(picture)

    @property
    def truth(self) -> dict[str, Any]:
        """Each document with its first and last page in the file; pages that are blank, and separators."""
        told = enumerate(self.pages, start=1)
        held = [(number, page.what) for number, page in told if page.what != "text"]
        return {
            "file": self.name,
            "kind": self.kind,
            "single": self.single,
            "scan": self.scan,
            "pages": len(self.pages),
            "blank": [number for number, what in held if what == "blank"],
            "separators": [number for number, what in held if what == "separator"],
            "documents": list(self._documents()),
        }

    def _documents(self) -> Iterator[dict[str, Any]]:
        before = 0
        for piece in self.pieces:
            numbers = [before + n for n, page in enumerate(piece.pages, start=1) if page.what == "text"]
            before += len(piece.pages)
            if piece.fields is not None:
                yield {"first_page": numbers[0], "last_page": numbers[-1], "fields": piece.fields}


def bundles(seed: int, mixtures: int, singles: int) -> Iterator[Bundle]:
    """The files of a set; what one file holds does not depend on how many there are."""
    for single, kinds, count in ((False, MIXTURES, mixtures), (True, SINGLES, singles)):
        names = list(kinds)
        for number in range(count):
            turn, place = divmod(number, len(names))
            kind, scan = names[place], (turn + place) % 2 == 1
            drawn = f"{seed} {'single' if single else 'mixture'} {number}"
            pieces = kinds[kind](Desk(random.Random(drawn), scan=scan))
            name = f"{'s' if single else 'm'}{number + 1:03d}-{kind.replace(' ', '-')}.pdf"
            yield Bundle(name, kind, single, scan, drawn, tuple(pieces))
