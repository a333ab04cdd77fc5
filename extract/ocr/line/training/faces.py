"""Fonts that print Vietnamese, of this machine or of a folder.

    fc-list or *.ttf, *.otf of a folder ─▶ those that have every letter of the alphabet ─▶ Faces

Which fonts there are is part of what makes a line: a run that goes on elsewhere takes the same folder along.
"""

from __future__ import annotations

import random
import re
import subprocess
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

from extract.ocr.line.alphabet import VIETNAMESE

# Nine reports in ten are set in Times or in what stands in for it; the others share the rest.
TIMES = re.compile(r"Tinos|termes|FreeSerif|Times", re.IGNORECASE)
TIMES_SHARE = 0.6
UNKNOWN = "\uffff"  # printed as a font prints what it has not


class Faces:
    """The fonts that lines are made with."""

    def __init__(self, paths: Iterable[Path]) -> None:
        whole = sorted((path for path in paths if _is_whole(path)), key=lambda path: path.name)
        self._times = [path for path in whole if TIMES.search(path.name)] or whole
        self._others = [path for path in whole if not TIMES.search(path.name)] or whole
        self.names = [path.name for path in whole]
        if not whole:
            raise FileNotFoundError("no font with all Vietnamese letters (Debian: fonts-croscore)")

    def font(self, chance: random.Random, pixels: int) -> ImageFont.FreeTypeFont:
        """One of them, of a size in pixels."""
        return loaded(chance.choice(self._times if chance.random() < TIMES_SHARE else self._others), pixels)


def installed() -> list[Path]:
    """The fonts that this machine says are for Vietnamese; raises FileNotFoundError without fontconfig."""
    found = subprocess.run(["fc-list", ":lang=vi", "file"], capture_output=True, text=True, check=True)
    return [Path(line.strip().rstrip(":")) for line in found.stdout.splitlines()]


def of(folder: Path | None) -> Faces:
    """The faces of a folder; of the machine where none is given."""
    found = (path for path in folder.rglob("*") if path.suffix in (".ttf", ".otf")) if folder else installed()
    return Faces(found)


@lru_cache(maxsize=512)
def loaded(path: Path, pixels: int) -> ImageFont.FreeTypeFont:
    """A font of a file; letters are set one after another, as `getlength` measures them."""
    return ImageFont.truetype(str(path), pixels, layout_engine=ImageFont.Layout.BASIC)


def _is_whole(path: Path) -> bool:
    """Whether a font has each Vietnamese letter, none of them drawn as an unknown sign is."""
    font = loaded(path, 24)
    unknown = bytes(font.getmask(UNKNOWN))
    return all(bytes(font.getmask(letter)) not in (unknown, b"") for letter in VIETNAMESE)
