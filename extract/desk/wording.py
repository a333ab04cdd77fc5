"""Paths, doubts and dates of a record as a person reads and writes them.

recipients[1] ─▶ "nơi nhận 2" ;  2022-03-09 ─ written ─▶ 09/03/2022 ─ meant ─▶ 2022-03-09
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from extract.review.paths import steps
from schemas.catalogue import Message, said, say

Json = Mapping[str, Any]
DATES = re.compile(r"(^|\.)date(\[\d+\])?$")
_DATE = re.compile(r"\d{1,4}([/.-]\d{1,4}){0,2}")
WHOLE: dict[tuple[str | int, ...], str] = {("doc_type", "name"): "doc_type"}  # what is one value to a person


def label(field: str) -> str:
    """A path in words: recipients[1] is "nơi nhận 2", tasks[0].deadline "nhiệm vụ được giao 1, thời hạn"."""
    way = steps(field)
    if way[0] == "content":
        return say("desk-text-of-page", page=int(way[2]) + 1)
    if whole := WHOLE.get(way[:2]):
        return said(whole)
    count = 2 if said(f"{way[0]}.{way[-1]}") != f"{way[0]}.{way[-1]}" and len(way) == 2 else 1
    words = said(".".join(map(str, way[:count])))
    for step in way[count:]:
        words += f" {step + 1}" if isinstance(step, int) else f", {_part(step)}"
    return words.removeprefix(f"{said('extra')}, ")


def _part(name: str) -> str:
    words = said(f"desk-part-{name}")
    return name.replace("_", " ") if words.startswith("desk-part-") else words


def reason(doubt: Json) -> str:
    """Of a doubt, in the language of whoever asks: records keep the one of their run."""
    try:
        return Message.of(doubt["code"], **doubt["params"]).say()
    except KeyError:  # a code of a later version
        return str(doubt["reason"])


def written(field: str, held: Any) -> str:
    """As a person writes it: 09/03/2022 for 2022-03-09."""
    if held is None:
        return ""
    if isinstance(held, list):
        return "\n".join(written(field, one) for one in held)
    if DATES.search(field):
        return "/".join(reversed(str(held).split("-")))
    return str(held)


def is_text(held: Any) -> bool:
    """Whether a person can write it in one go: a text, or a list of texts, one a line."""
    some = held if isinstance(held, list) else [held]
    return not any(isinstance(one, dict | list) for one in some)


def meant_all(field: str, text: str) -> list[str]:
    """What a person wrote of a list, one item a line."""
    return [line for one in text.splitlines() if (line := meant(field, one))]


def meant(field: str, text: str) -> str | None:
    """What a person wrote, as the record has it; None for nothing."""
    text = text.strip() if field.startswith("content.") else " ".join(text.split())
    if DATES.search(field) and _DATE.fullmatch(text):
        parts = re.split(r"[/.-]", text)
        ordered = parts if len(parts[0]) == 4 else parts[::-1]
        return "-".join(part.zfill(2) for part in ordered)
    return text or None
