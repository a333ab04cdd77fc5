"""Values of a record against those of a reference: one by one, as lists, as rows.

    given, expected ─▶ exact, right, wrong, missing or invented

Values are compared exactly, and normalised: NFC, one tone placement, blanks, dashes and closing signs
lenient, case of organs and titles ignored; `accept` in a reference lists other values that are right.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

from diacritics.syllable import normalise_tone

ANY_CASE = ("organ", "organ_parent", "title", "appendix.title")
OUTCOMES = ("exact", "right", "wrong", "missing", "invented")
WRONG = ("wrong", "missing", "invented")
Tally = dict[str, Counter[str]]


def normal(value: object, *, any_case: bool = False) -> str:
    """The form in which values are equal."""
    text = normalise_tone(str(value))
    text = re.sub(r"[‐‑‒–—−]", "-", text)
    text = re.sub(r"[“”„\"'’‘]", "'", text)
    text = re.sub(r"\s*([-/,;:.()&])\s*", r"\1", text)
    text = re.sub(r"\s+", " ", text).strip(" .;,:")
    return text.lower() if any_case else text


def value_at(record: dict[str, Any], path: str) -> Any:
    """The value of a path such as "signer.name"; None where a part is missing."""
    value: Any = record
    for key in path.split("."):
        value = value.get(key) if isinstance(value, dict) else None
    return value


def is_given(gold: dict[str, Any], path: str) -> bool:
    return path.split(".", maxsplit=1)[0] in gold


def outcome(path: str, given: Any, expected: Any, accept: Iterable[Any]) -> str:
    """exact, right (after normalising, or accepted), wrong, missing or invented; "" when both are empty."""
    if not expected and not given:
        return ""
    if not expected:
        return "invented"
    if not given:
        return "missing"
    if given == expected:
        return "exact"
    any_case = path in ANY_CASE
    choices = [expected, *accept]
    equal = any(normal(given, any_case=any_case) == normal(c, any_case=any_case) for c in choices)
    return "right" if equal else "wrong"


def simple(path: str, fields: dict[str, Any], gold: dict[str, Any], tally: Tally) -> list[str]:
    """Count one value; the difference, if there is one."""
    given, expected = value_at(fields, path), value_at(gold, path)
    result = outcome(path, given, expected, accepted(gold.get("accept", {}), path))
    tally[path][result] += 1
    return [f"{path} {result}: {given!r} for {expected!r}"] if result in WRONG else []


def accepted(accept: dict[str, list[Any]], path: str) -> list[Any]:
    return accept.get(path) or accept.get(path.split(".", maxsplit=1)[0], [])


def items(path: str, given: list[Any], expected: list[Any], tally: Tally) -> list[str]:
    """Count the members of a list, in any order; the differences."""
    have, want = Counter(given), Counter(expected)
    missing, extra = want - have, have - want
    tally[path]["right"] += sum((have & want).values())
    tally[path]["missing"] += sum(missing.values())
    tally[path]["invented"] += sum(extra.values())
    return [f"{path} missing: {m!r}" for m in missing] + [f"{path} extra: {e!r}" for e in extra]


def report(tally: Tally, documents: int, order: Iterable[str]) -> None:
    """The table of all fields: how many of each outcome, precision, recall and F1."""
    print(f"{documents} documents")
    heads = "".join(f"{name:>10}" for name in OUTCOMES)
    print(f"{'field':22}{heads}{'precision':>11}{'recall':>8}{'F1':>7}")
    for path in order:
        counts = tally.get(path)
        if not counts or not sum(counts[o] for o in OUTCOMES):
            continue
        right = counts["exact"] + counts["right"]
        given = right + counts["wrong"] + counts["invented"]
        wanted = right + counts["wrong"] + counts["missing"]
        shares = (_share(right, given), _share(right, wanted), _share(2 * right, given + wanted))
        print(
            f"{path:22}"
            + "".join(f"{counts[name]:10}" for name in OUTCOMES)
            + "{:11.3f}{:8.3f}{:7.3f}".format(*shares)
        )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
