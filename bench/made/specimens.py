"""Whole documents written line by line, of forms that the offices of forms.yaml do not have.

    specimens.yaml, seed ─▶ specimens ─▶ Form(name, kind, pages, fields)

`made.forms` puts documents together of parts that every office has; here each form stands as it is printed,
with gaps for numbers, days, persons and matters, and with what is true of it. How lines are set tells
specimens.yaml.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import Any

import yaml

from bench.made.blocks import PARTY_MOTTO, STATE_MOTTO, Addressees, Block, Centre, Head, Par, Sign, Signs
from bench.made.form_setter import set_form
from bench.made.forms import Form, held, manner_of, style_of
from bench.made.page import numbered
from bench.made.prose import long_date

POOLS = {"next": "forms", "check": "checks"}  # where specimens.yaml has their forms
MOTTOES = {"state": STATE_MOTTO, "party": PARTY_MOTTO, "union": ("ĐOÀN TNCS HỒ CHÍ MINH",)}
SKIP = "skip"  # a value that the form leaves open: nothing is asked of it
YEARS, OLD_YEARS = (2005, 2025), (1993, 1999)
SINGLE = ("number", "notation", "code", "organ", "organ_parent", "place", "date", "title", "archive_line")


def specimens(pool: str, seed: int, count: int) -> Iterator[Form]:
    """`count` documents of a pool of POOLS, each form in its turn."""
    kinds = _held()[POOLS[pool]]
    for at, kind in zip(range(count), cycle(kinds), strict=False):
        chance = random.Random(f"{pool} {seed} {at}")
        made = Specimen(kinds[kind], chance)
        pages = set_form(made.blocks(), style_of(chance), manner_of(chance, narrow=False))
        numbered(pages, "own")
        yield Form(f"{kind}__{pool}-{seed}-{at:03d}", kind, pages, made.fields())


@cache
def _held() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("specimens.yaml").read_text("utf-8"))
    return found


@dataclass
class Specimen:
    """One document: its form with the gaps filled."""

    form: dict[str, Any]
    chance: random.Random
    gaps: dict[str, str] = field(init=False)
    day: date = field(init=False)

    def __post_init__(self) -> None:
        self.day = date(self.chance.randint(*(OLD_YEARS if self.form.get("old") else YEARS)), 1, 2)
        self.day += timedelta(days=self.chance.randint(0, 360))
        matter = str(self.chance.choice(_held()["matters"]))
        people = {f"p{n}": self._person() for n in (1, 2, 3)}
        number = self.chance.choice((self.chance.randint(1, 99), self.chance.randint(100, 3200)))
        self.gaps = {
            "n": f"{number:02d}", "y": str(self.day.year), "day": long_date(self.day),
            "dmy-": f"{self.day.day}-{self.day.month}-{self.day.year}", "m": matter,
            "M": f"{matter[0].upper()}{matter[1:]}", **people, **self.chance.choice(self.form["cast"]),
        }  # fmt: skip

    def _person(self) -> str:
        people = held()["people"]
        return " ".join(self.chance.choice(people[part]) for part in ("surnames", "middles", "given"))

    def _filled(self, value: Any) -> Any:
        """The value with its gaps filled, twice: what fills one may have some."""
        if isinstance(value, str):
            for name, text in self.gaps.items():
                value = value.replace(f"{{{name}}}", str(text))
            return value
        if isinstance(value, list):
            return [self._filled(item) for item in value]
        return {key: self._filled(item) for key, item in value.items()} if isinstance(value, dict) else value

    def blocks(self) -> list[Block]:
        """The document from its head to its foot."""
        body = [block for text in self._filled(self.form["body"]) for block in _block(text)]
        closing = _block(self._filled(self.form["closing"])) if "closing" in self.form else []
        return [*self._head(), *body, *closing, *self._foot()]

    def _head(self) -> list[Block]:
        head = self._filled(self.form["head"])
        if head.get("middle"):
            return [Centre(STATE_MOTTO[0]), Centre(STATE_MOTTO[1], ruled=True)]
        parents = (line for text in head.get("parents", ()) for line in text.split("|"))
        organs = (line for text in head["organs"] for line in text.split("|"))
        motto = head.get("motto", "state")
        told = head.get("date", f"{self.gaps.get('place')}, {self.gaps['day']}")
        under = head.get("under", "")
        return [
            Head(tuple(parents), tuple(organs), MOTTOES[motto], head["number"], self._filled(told), under,
                 star=motto == "party")
        ]  # fmt: skip

    def _foot(self) -> list[Block]:
        signs = [_sign(text.split("|")) for text in self._filled(self.form.get("sign", []))]
        names = self._filled(self.form.get("foot", []))
        bullet = self.chance.choice(("- ", "- ", "-"))
        printed = [f"{bullet}{name};" for name in names]
        if self.form.get("archive") and names:
            printed.append(f"{bullet}{self.form.get('label', 'Lưu: ')}{self._filled(self.form['archive'])}.")
        return [Signs(tuple(signs), tuple(printed))] if signs else []

    def fields(self) -> dict[str, Any]:
        """The reference record."""
        told = self._filled(self.form["truth"])
        number = told.get("number", self.gaps["n"])
        code = f"{number}/{told.get('notation')}"
        known = {
            "number": number, "notation": None, "code": code, "organ": self.gaps.get("organ"), "title": None,
            "organ_parent": told.get("parent", self.gaps.get("parent")), "place": self.gaps.get("place"),
            "date": self.day.isoformat(), "archive_line": told.get("archive", self.form.get("archive")),
            **{name: told[name] for name in SINGLE if name in told},
        }  # fmt: skip
        lists = {
            "addressees": told.get("addressees", []),
            "recipients": told.get("recipients", self._filled(self.form.get("foot", []))),
            "legal_bases": told.get("bases", self._bases()),
        }
        parts = ("authority", "title", "name")
        signer = _named(parts, told.get("signer") or self._signer())
        kind = _named(("code", "name"), told["type"])
        found = {"doc_type": kind, **known, **lists, "signer": signer, "accept": told.get("accept", {})}
        return {name: value for name, value in found.items() if value != SKIP}

    def _signer(self) -> list[str | None]:
        *above, title, name = self._filled(self.form["sign"][-1]).split("|")
        return ["; ".join(above) or None, title, name]

    def _bases(self) -> list[str]:
        """Căn cứ without the dashes before them."""
        lines = self._filled(self.form["body"])
        return [line.removeprefix("% ").removeprefix("- ") for line in lines if line.startswith("% ")]


def _named(parts: Sequence[str], values: Any) -> Any:
    """The values of one field by their names; left open as a whole where the form leaves it."""
    return SKIP if values == SKIP else dict(zip(parts, values, strict=True))


def _block(text: str) -> list[Block]:
    """What a line of specimens.yaml is set as."""
    sign, _, rest = text.partition(" ")
    match sign:
        case "#":
            return [Centre(rest, larger=1)]
        case "##":
            return [Centre(rest, ruled=True)]
        case "=":
            return [Centre(part.removeprefix("= ")) for part in rest.split("|")]
        case "~":
            return [Centre(rest, "italic")]
        case "%":
            return [Par(rest, "italic")]
        case "*":
            return [Par(rest, "bold")]
        case ">":
            return [Par(rest, "italic", right=True)]
    if text.startswith("@"):
        return [Addressees(tuple(name.removeprefix("- ").rstrip(";") for name in text[1:].split("|")))]
    if text.startswith("!"):
        lead, _, rest = text[1:].partition("|")
        return [Par(rest, lead=lead)]
    return [Par(text)]


def _sign(lines: Sequence[str]) -> Sign:
    """A signature; what stands in brackets above the name is printed in its room."""
    *above, name = lines
    mark = next((line for line in above if line.startswith("(")), "")
    return Sign(tuple(line for line in above if line != mark), name, mark=mark)
