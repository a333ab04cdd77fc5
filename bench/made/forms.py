"""Whole documents in the forms of three decrees, of the Party and of joint issue, with all they truly say.

    forms.yaml, pool, seed ─▶ forms ─▶ Form(name, kind, pages, fields)

`fields` is a reference record (bench/fields.py --gold). Rules are made looking at the pool `seen`; the others
have other offices, matters and phrases: they tell what the rules are worth on documents nobody looked at.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bench.made.blocks import Block
from bench.made.form_parts import Parts
from bench.made.form_setter import Manner, set_form
from bench.made.page import Page, numbered
from bench.made.setter import Style

KINDS = ("decision", "letter", "titled", "titled", "party", "normative", "joint", "invitation", "law", "old")


@dataclass(frozen=True)
class Form:
    """One document."""

    name: str
    kind: str
    pages: list[Page]
    fields: dict[str, Any]


@cache
def held() -> dict[str, Any]:
    """What forms.yaml holds."""
    found: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("forms.yaml").read_text("utf-8"))
    return found


def forms(pool: str, seed: int, count: int) -> Iterator[Form]:
    """`count` documents; what one holds does not depend on how many there are."""
    for number in range(count):
        kind = KINDS[number % len(KINDS)]
        chance = random.Random(f"{pool} {seed} {number}")
        parts = Parts(chance, {**held(), **held()[pool]})
        blocks: list[Block] = getattr(parts, kind)()
        pages = set_form(blocks, style_of(chance), manner_of(chance, narrow=parts.narrow))
        numbered(pages, "own")
        yield Form(f"{kind}__{pool}-{seed}-{number:03d}", kind, pages, parts.fields)


def style_of(chance: random.Random) -> Style:
    """The measures of some office."""
    size = chance.choice((12.0, 13.0, 13.0, 14.0, 14.0))
    return Style(
        size=size,
        leading=size * chance.choice((1.22, 1.35, 1.5)),
        left=chance.choice((72.0, 85.0, 99.0)),
        right=chance.choice((42.0, 57.0)),
        top=chance.choice((50.0, 62.0, 75.0)),
        gap=chance.choice((0.0, 4.0, 7.0)),
    )


def manner_of(chance: random.Random, *, narrow: bool) -> Manner:
    """How some typist sets; `narrow` recipients fit two columns."""
    feet = ["beside", "beside", "beside", "below", "brace", *(["columns"] if narrow else [])]
    return Manner(
        addressees=chance.choice(("dashes", "dashes", "plain", "beside")),
        foot=chance.choice(feet),  # type: ignore[arg-type]
        column=chance.choice((165.0, 185.0, 200.0)),
        head_size=chance.choice((11.5, 12.5, 13.0)),
    )
