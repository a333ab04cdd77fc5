"""A document: what it says, the blocks that say it, and the truth about it.

    Clerk.draft(type, office, matter, length) ─▶ Draft ─▶ .blocks, .fields

Numbers, dates and signers of one file differ, unless its kind wants the same office: so that a value found in
the wrong record is known for what it is.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from bench.made.blocks import PARTY_MOTTO, STATE_MOTTO, Block, Centre, Head, Sign, Signs
from bench.made.bodies import body
from bench.made.offices import KINDS, Office, drawn
from bench.made.prose import Prose, long_date, words

FIRST_YEAR, LAST_YEAR = 2020, 2024
A_PAGE = 12  # points on a page


@dataclass
class Draft:
    """One document before it is set; `attached` follows its signature and belongs to it."""

    type_code: str
    office: Office
    prose: Prose
    number: str
    code: str
    title: str
    signs: tuple[Sign, ...]
    body: list[Block]
    partner: Office | None = None  # who issues it together with the office
    attached: list[Block] = field(default_factory=list)

    @property
    def day(self) -> date:
        return self.prose.day

    @property
    def type_name(self) -> str:
        return str(words()["types"][self.type_code]["name"])

    @property
    def cited(self) -> str:
        """As another document cites it: "Quyết định số 15/QĐ-UBND ngày 05 tháng 3 năm 2021 của ..."."""
        return f"{self.type_name} số {self.code} {long_date(self.day)} của {self.office.organ}"

    @property
    def head(self) -> Head:
        """Its letterhead."""
        office, letter = self.office, self.type_code == "CV"
        other = ("-", *self.partner.lines) if self.partner else ()
        return Head(
            office.parent_lines,
            (*office.lines, *other),
            PARTY_MOTTO if office.party else STATE_MOTTO,
            f"Số {self.code}" if office.party else f"Số: {self.code}",
            f"{office.place}, {long_date(self.day)}",
            f"V/v {self.title}" if letter else "",
            office.party,
        )

    @property
    def recipients(self) -> tuple[str, ...]:
        """Nơi nhận, as printed."""
        first = "Như trên" if self.type_code in ("CV", "TTr", "GM") else "Các đơn vị có liên quan"
        units = self.office.units[: 2 + len(self.title) % 3]
        return (f"- {first};", *(f"- {unit};" for unit in units), f"- Lưu: VT, {self.office.unit}.")

    @property
    def blocks(self) -> list[Block]:
        """The whole document."""
        titles = [Centre(self.type_name.upper(), larger=1), Centre(self.title, ruled=True)]
        foot = Signs(self.signs, self.recipients)
        return [self.head, *([] if self.type_code == "CV" else titles), *self.body, foot, *self.attached]

    @property
    def fields(self) -> dict[str, Any]:
        """What a record should say; `accept` are other values that are right."""
        organs = [self.office.organ, *([self.partner.organ] if self.partner else [])]
        names = [sign.name for sign in self.signs]
        return {
            "doc_type": {"code": self.type_code, "name": self.type_name},
            "number": self.number,
            "code": self.code,
            "date": self.day.isoformat(),
            "organ": " - ".join(organs),
            "title": self.title,
            "signer": {"name": names[-1]},
            "accept": {"organ": organs, "signer.name": names, "title": [f"V/v {self.title}"]},
        }


class Clerk:
    """Draws the documents of one file."""

    def __init__(self, chance: random.Random, longest: int) -> None:
        self.chance = chance
        self.longest = longest  # pages
        self._numbers: set[str] = set()
        self._days: set[date] = set()
        self._signers: set[str] = set()

    def office(self, kind: str | None = None, near: Office | None = None) -> Office:
        """An office whose people sign nothing else in this file; `near` is one of the same places."""
        while True:
            office = drawn(self.chance, kind or self.chance.choice(KINDS), near.places if near else None)
            if not self._signers & {office.director, office.deputy_name}:
                self._signers |= {office.director, office.deputy_name}
                return office

    def matter(self) -> dict[str, Any]:
        held: dict[str, Any] = self.chance.choice(words()["matters"])
        return held

    def draft(
        self,
        code: str | None = None,
        *,
        office: Office | None = None,
        matter: dict[str, Any] | None = None,
        pages: int | None = None,
        by_head: bool | None = None,
        cites: Sequence[str] = (),
        partner: Office | None = None,
        after: date | None = None,
    ) -> Draft:
        """A document; what is not given is drawn. The number of pages is what it comes to, more or less."""
        chance = self.chance
        office = office or self.office()
        code = code or chance.choice(office.types)
        prose = Prose(chance, office, matter or self.matter(), self._day(after))
        number = self._number()
        joint = f"-{partner.abbr}" if partner else ""
        normative = code == "NQ" and office.kind == "council" and chance.random() < 0.5
        mark, notation = office.notation(code, prose.day.year if normative else 0)
        pages = pages or chance.randint(1, self.longest)
        signer = office.sign(by_head=chance.random() < 0.5 if by_head is None else by_head)
        signs = (partner.sign(by_head=True), signer) if partner else (signer,)
        return Draft(
            code,
            office,
            prose,
            number,
            f"{number}{mark}{notation}{joint}",
            prose.filled(chance.choice(words()["types"][code]["titles"])),
            signs,
            body(code, prose, A_PAGE * pages - 4, cites),
            partner,
        )

    def _number(self) -> str:
        while True:
            number = f"{self.chance.choice((self.chance.randint(1, 99), self.chance.randint(100, 2400))):02d}"
            if number not in self._numbers:
                self._numbers.add(number)
                return number

    def _day(self, after: date | None) -> date:
        """A working day of its own, within a month after a day that is given."""
        while True:
            first = after or date(self.chance.randint(FIRST_YEAR, LAST_YEAR), 1, 4)
            day = first + timedelta(days=self.chance.randint(1, 30 if after else 350))
            if day.weekday() < 5 and day not in self._days:
                self._days.add(day)
                return day
