"""Sentences of one matter, drawn without repeating while there are others, with their figures filled in.

words.yaml, matter, office, chance ─▶ Prose.facts(n), .tasks(n), .rules(n) ─▶ paragraphs
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bench.made.offices import Office, person

_SLOT = re.compile(r"\{(\w+)\}")


@cache
def words() -> dict[str, Any]:
    """What words.yaml holds."""
    held: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("words.yaml").read_text(encoding="utf-8"))
    return held


def long_date(day: date) -> str:
    """ngày 05 tháng 3 năm 2021; days below 10 and months below 3 have two digits (NĐ 30/2020/NĐ-CP)."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


@dataclass
class Prose:
    """What one document says of its matter."""

    chance: random.Random
    office: Office
    matter: dict[str, Any]
    day: date
    left: dict[str, list[str]] = field(default_factory=dict)

    def facts(self, count: int) -> list[str]:
        return self._some("facts", [*self.matter["facts"], *words()["facts"]], count)

    def tasks(self, count: int) -> list[str]:
        return self._some("tasks", [*self.matter["tasks"], *words()["tasks"]], count)

    def reasons(self, count: int) -> list[str]:
        return self._some("reasons", words()["reasons"], count)

    def rules(self, count: int) -> list[str]:
        return self._some("rules", words()["rules"], count)

    def bases(self, count: int) -> list[str]:
        return self.chance.sample(words()["bases"], count)

    def person(self) -> str:
        return person(self.chance)

    def unit(self) -> str:
        return self.chance.choice(self.office.units)

    def filled(self, text: str) -> str:
        """The text with its figures, units and days."""
        unit, other = self.chance.sample(self.office.units, 2)
        return _SLOT.sub(
            lambda slot: {"unit": unit, "other": other}.get(slot[1]) or self._value(slot[1]), text
        )

    def _value(self, slot: str) -> str:
        chance = self.chance
        match slot:
            case "m":
                return str(self.matter["name"])
            case "year":
                return str(self.day.year)
            case "day":
                return f"{self.day - timedelta(days=chance.randint(3, 40)):%d/%m/%Y}"
            case "soon":
                return f"{self.day + timedelta(days=chance.randint(20, 150)):%d/%m/%Y}"
            case "small":
                return f"{chance.randint(2, 19):02d}"
            case "n":
                return str(chance.randint(20, 480))
            case "big":
                return f"{chance.randint(1, 9)}.{chance.randint(0, 99) * 10:03d}"
            case "pct":
                return f"{chance.randint(21, 97)},{chance.randint(1, 9)}"
            case "money":
                return f"{chance.randint(21, 980)} triệu đồng"
        raise KeyError(slot)

    def _some(self, kind: str, pool: Sequence[str], count: int) -> list[str]:
        found = []
        for _ in range(count):
            held = self.left.setdefault(kind, [])
            if not held:
                held += self.chance.sample(pool, len(pool))
            told = self.filled(held.pop())
            found.append(told[0].upper() + told[1:])
        return found
