"""The offices that write: who they are, who signs, how their documents are numbered.

offices.yaml ─▶ drawn ─▶ Office with its places filled in
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bench.made.blocks import Sign

HERE = Path(__file__).parent
KINDS = ("commune", "council", "district", "division", "province", "department", "ministry", "party",
         "school", "company")  # fmt: skip


@dataclass(frozen=True)
class Office:
    """One office; `lines` and `parent_lines` as they are broken in the head."""

    kind: str
    organ: str
    superior: str  # to whom it reports
    lines: tuple[str, ...]
    parent_lines: tuple[str, ...]
    abbr: str
    unit: str  # in the notation of a công văn
    place: str
    authority: str | None
    head: str
    deputy: str
    types: tuple[str, ...]
    units: tuple[str, ...]
    director: str
    deputy_name: str
    places: Mapping[str, str] = field(hash=False)  # its commune, district, province

    @property
    def party(self) -> bool:
        return self.kind == "party"

    @property
    def decides(self) -> str:
        """Who decides, above the legal bases: the body itself, or the head of an office that has one."""
        return (self.organ if self.authority else f"{self.head} {self.organ}").upper()

    def notation(self, code: str, normative_year: int = 0) -> tuple[str, str]:
        """What comes after the number, and what parts the two: ("/", "QĐ-UBND"), ("-", "KH/HU")."""
        if self.party:
            return "-", f"{code}/{self.abbr}"
        held = f"{self.abbr}-{self.unit}" if code == "CV" else f"{code}-{self.abbr}"
        return "/", f"{normative_year}/{held}" if normative_year else held

    def sign(self, *, by_head: bool) -> Sign:
        """The signature of the head, or of a deputy for the head."""
        above = [self.authority] if self.authority else []
        name = self.director if by_head else self.deputy_name
        if by_head:
            return Sign((*above, self.head), name, self.organ)
        if not self.party:
            above.append(f"KT. {self.head}")
        elif not above:
            above.append(f"K/T {self.head}")
        return Sign((*above, self.deputy), name, self.organ)


@cache
def _held() -> dict[str, Any]:
    held: dict[str, Any] = yaml.safe_load((HERE / "offices.yaml").read_text(encoding="utf-8"))
    return held


def person(chance: random.Random) -> str:
    """An invented name."""
    return " ".join(chance.choice(_held()[part]) for part in ("surnames", "middles", "given"))


def drawn(chance: random.Random, kind: str, places: Mapping[str, str] | None = None) -> Office:
    """An office of this kind, somewhere or in the places that are given."""
    held = _held()
    given = chance.choice([office for office in held["offices"] if office["kind"] == kind])
    places = places or {
        name: chance.choice(held[of])
        for name, of in (("commune", "communes"), ("district", "districts"), ("province", "provinces"))
    }
    told = {key: value.format(**places) if isinstance(value, str) else value for key, value in given.items()}
    return Office(
        kind=kind,
        organ=told["organ"],
        superior=told["superior"],
        lines=_head_lines(told["lines"]),
        parent_lines=_head_lines(told.get("parent", "")),
        abbr=told["abbr"],
        unit=told["unit"],
        place=told["place"],
        authority=told.get("authority"),
        head=told["head"],
        deputy=told["deputy"],
        types=tuple(told["types"]),
        units=tuple(told["units"]),
        director=person(chance),
        deputy_name=person(chance),
        places=places,
    )


def _head_lines(text: str) -> tuple[str, ...]:
    return tuple(line.upper() for line in text.split("|") if line)
