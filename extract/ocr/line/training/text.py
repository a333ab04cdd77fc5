"""What made lines say: running text of a corpus, and what the corpus has too little of.

    corpus folder ─▶ Texts ─ piece(chance, longest) ─▶ text of a line or a part of it, in the alphabet

Paragraphs that `diacritics.training.corpus` holds back are never trained on; the check is made of them alone.
"""

from __future__ import annotations

import lzma
import random
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from diacritics.training import corpus, synthesis_text
from extract.ocr.line.alphabet import SIGNS, VIETNAMESE, spelled

# Paragraphs taken from each source: administrative text is what is read most; others have names and places.
SHARES = {"administrative": 0.55, "legal-recent": 0.25, "news": 0.12, "encyclopedia": 0.08}
READ = 120_000  # paragraphs read of each file: more than a run prints
LEAST = 8  # letters of a paragraph
_CODES = ("QĐ-UBND", "TTr-SYT", "NQ-HĐND", "NĐ-CP", "TT-BTC", "CT-TTg", "KH-UBND", "BC-STC", "CV/TU", "QH15")
_UNITS = ("đồng", "triệu đồng", "%", "ha", "km", "m²", "người", "kg", "tỷ đồng", "°C", "hộ", "tấn")
_BULLETS = ("- ", "+ ", "a) ", "đ) ", "1. ", "2.3. ", "IV. ", "• ", "Điều 7. ", "(3) ")


class Texts:
    """Pieces of text by class; the same for the same corpus and chance."""

    def __init__(self, pools: Sequence[Sequence[str]], shares: Sequence[float]) -> None:
        self._pools, self._shares = pools, shares

    @classmethod
    def of(cls, folder: Path, *, held_back: bool) -> Texts:
        """The texts of a folder of SOURCE.txt.xz; raises FileNotFoundError where none of SHARES is there."""
        paths = {name: folder / f"{name}.txt.xz" for name in SHARES}
        there = [name for name, path in paths.items() if path.is_file()]
        if not there:
            raise FileNotFoundError(f"none of {', '.join(SHARES)} (.txt.xz) in {folder}")
        pools = [list(_printable(paths[name], held_back)) for name in there]
        return cls(pools, [SHARES[name] for name in there])

    def piece(self, chance: random.Random, longest: int) -> str:
        """At least one sign, at most `longest`, no blanks at its ends."""
        kind = chance.choices(_KINDS, _KIND_SHARES)[0]
        text = spelled(kind(self, chance, longest)) or ""
        return text[:longest].strip() or self.piece(chance, longest)

    def prose(self, chance: random.Random, longest: int) -> str:
        """Words of a paragraph from anywhere in it, as many as there is room for."""
        paragraph = chance.choice(chance.choices(self._pools, self._shares)[0])
        room = chance.randint(max(longest // 3, 1), longest)
        start = chance.randrange(max(len(paragraph) - room, 0) + 1)
        start = paragraph.find(" ", start - 1) + 1 if start else 0
        text = paragraph[start : start + room]
        whole = start + room >= len(paragraph) or " " not in text
        return text if whole else text.rpartition(" ")[0]

    def capitals(self, chance: random.Random, longest: int) -> str:
        """As headings and names of agencies are set; or each word with a capital, as names are."""
        text = self.prose(chance, longest)
        return text.upper() if chance.random() < 0.7 else text.title()

    def listed(self, chance: random.Random, longest: int) -> str:
        """An item of a list."""
        return chance.choice(_BULLETS) + self.prose(chance, longest)

    def cell(self, chance: random.Random, longest: int) -> str:
        """What a table's cell has: a word or two, a number, a dash, a sum with its unit."""
        if chance.random() < 0.5:
            return " ".join(self.prose(chance, longest).split()[: chance.randint(1, 3)])
        return chance.choice((number, date))(self, chance, longest)


def _printable(path: Path, held_back: bool) -> Iterator[str]:
    """Paragraphs in the alphabet's signs: those held back, or the others."""
    if held_back:
        lines: Iterator[str] = (line for line in _every(path) if corpus.held_back(corpus.squeeze(line)))
    else:
        lines = islice(corpus.paragraphs(path), READ)
    for line in lines:
        text = spelled(line)
        if text and len(text) >= LEAST:
            yield text


def _every(path: Path) -> Iterator[str]:
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        yield from islice(lines, READ)


def form(_texts: Texts, chance: random.Random, longest: int) -> str:
    """A stretch of a line that the legal form fixes."""
    words = synthesis_text.form_line(chance).split()
    start = chance.randrange(len(words)) if len(" ".join(words)) > longest else 0
    return " ".join(words[start:])


def code(_texts: Texts, chance: random.Random, _longest: int) -> str:
    """A document's number and notation, as it stands in heads and in citations."""
    year = f"/{chance.randint(1990, 2026)}" if chance.random() < 0.4 else ""
    lead = chance.choice(("Số: ", "số ", "", "", "QĐ số "))
    slash = chance.choice(("/", "/", "/", " /", "-"))
    return f"{lead}{chance.choice(('', '0'))}{_few(chance)}{year}{slash}{chance.choice(_CODES)}"


def number(_texts: Texts, chance: random.Random, _longest: int) -> str:
    """Sums, shares, telephone numbers; points and commas as both conventions set them."""
    whole = f"{10 ** chance.uniform(0, 10):,.0f}"
    plain = chance.choice((whole.replace(",", "."), whole, whole.replace(",", " "), str(_few(chance))))
    fraction = f",{chance.randint(0, 99):02}" if chance.random() < 0.3 else ""
    unit = f" {chance.choice(_UNITS)}" if chance.random() < 0.4 else ""
    return chance.choice(("", "", "", "(", "-", "+", "≥ ", "0")) + plain + fraction + unit


def date(_texts: Texts, chance: random.Random, _longest: int) -> str:
    """Days, hours and periods."""
    day, month, year = chance.randint(1, 31), chance.randint(1, 12), chance.randint(1975, 2030)
    return chance.choice(
        (
            f"{day:02}/{month:02}/{year}",
            f"{day}/{month}/{year}",
            f"ngày {day:02} tháng {month:02} năm {year}",
            f"{day:02}-{month:02}-{year}",
            f"{year} - {year + 5}",
            f"Quý {chance.choice(('I', 'II', 'III', 'IV'))}/{year}",
            f"{chance.randint(0, 23)}h{chance.randint(0, 59):02}",
            f"{chance.randint(0, 23):02}:{chance.randint(0, 59):02}",
        )
    )


def name(_texts: Texts, chance: random.Random, _longest: int) -> str:
    """A person's name, in capitals where a form asks for them."""
    text = " ".join(map(chance.choice, (synthesis_text.FAMILY, synthesis_text.MIDDLE, synthesis_text.GIVEN)))
    return text.upper() if chance.random() < 0.3 else text


def rare(_texts: Texts, chance: random.Random, longest: int) -> str:
    """Signs in no order of the language, so that the rare ones are seen and shapes are read, not guessed."""
    signs = chance.choice((SIGNS, VIETNAMESE, "abcdefghijklmnopqrstuvwxyz.@/:-_0123456789"))
    return "".join(chance.choices(signs, k=chance.randint(1, min(longest, 12))))


def _few(chance: random.Random) -> int:
    return int(10 ** chance.uniform(0, 4.2))


Kind = Callable[[Texts, random.Random, int], str]
_WEIGHTED: tuple[tuple[Kind, float], ...] = (
    (Texts.prose, 0.50),
    (Texts.capitals, 0.13),
    (Texts.listed, 0.05),
    (Texts.cell, 0.06),
    (form, 0.09),
    (code, 0.05),
    (number, 0.04),
    (date, 0.03),
    (name, 0.02),
    (rare, 0.03),
)
_KINDS, _KIND_SHARES = zip(*_WEIGHTED, strict=True)
