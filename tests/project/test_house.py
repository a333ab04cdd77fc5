"""The house as docs/architecture.md draws it: who may import whom, how large a room's pieces are."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from support import ROOT

PACKAGES = ("diacritics", "schemas", "extract", "sohoa")
# From the ground up: a room imports rooms on lower floors. Rooms of one floor do not know each other.
FLOORS: tuple[tuple[str, ...], ...] = (
    ("diacritics", "schemas", "extract.version", "sohoa.neighbours", "sohoa.language"),
    ("extract.core",),
    ("extract.intake", "extract.imaging", "extract.form"),
    ("extract.tables",),
    ("extract.readers",),
    ("extract.ocr", "extract.layout"),
    ("extract.repair", "extract.fields"),
    ("extract.preparation",),
    ("extract.pipeline",),
    ("extract.serialise",),
    ("extract.index",),
    ("extract.batch",),
    ("extract.monitor", "extract.review"),
    ("extract.export",),
    ("extract.packages",),
    ("extract.desk",),
    ("extract.terminal",),
    ("sohoa.door",),
    ("sohoa.__main__",),
)
FLOOR_OF = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
# In `diacritics`, by module or folder.
DECODER: tuple[tuple[str, ...], ...] = (
    ("syllable", "arrays"),
    ("tokens", "letter_case", "data"),
    ("parts", "language_model"),
    ("lattice", "encodings", "small_words"),
    ("channel", "conventions"),
    ("decoding",),
    ("choose", "slips"),
    ("restore",),
    ("training",),
)
LONGEST_MODULE, LONGEST_FUNCTION = 300, 40  # lines
LEAST_MEDIAN = 120


@cache
def modules() -> dict[str, Path]:
    found = (path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
    return {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
        for path in found
    }


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if whole in modules() else node.module


@cache
def arrows() -> frozenset[tuple[str, str]]:
    """Which module imports which, of our own."""
    known = modules()
    return frozenset(
        (name, other) for name, path in known.items() for other in imported(path) if other in known
    )


def room_of(module: str) -> str:
    first, *rest = module.split(".")
    return ".".join((first, *rest[:1])) if first in ("extract", "sohoa") else first


def test_no_import_leads_up_or_across() -> None:
    wrong = {
        f"{name} -> {other}"
        for name, other in arrows()
        if (here := room_of(name)) != (there := room_of(other)) and here not in ("extract", "sohoa")
        if FLOOR_OF[here] <= FLOOR_OF[there]
    }
    assert not wrong


def test_the_decoder_has_floors_too() -> None:
    floors = {room: floor for floor, rooms in enumerate(DECODER) for room in rooms}
    wrong = set()
    for name, other in arrows():
        if name.startswith("diacritics.") and other.startswith("diacritics."):
            here, there = name.split(".")[1], other.split(".")[1]
            if here != there and floors[here] <= floors[there]:
                wrong.add(f"{name} -> {other}")
    assert not wrong


@pytest.mark.parametrize("depth", [2, 3, 9])
def test_no_imports_in_a_circle(depth: int) -> None:
    """Neither between rooms, nor between the rooms within them, nor between modules."""
    graph: dict[str, set[str]] = {}
    for name, other in arrows():
        here, there = (".".join(module.split(".")[:depth]) for module in (name, other))
        if here != there and not there.startswith(f"{here}.") and not here.startswith(f"{there}."):
            graph.setdefault(here, set()).add(there)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as circle:
        pytest.fail(" -> ".join(circle.args[1]))


def test_a_plan_that_one_can_keep_in_mind() -> None:
    folders = [path for package in PACKAGES for path in (ROOT / package, *(ROOT / package).iterdir())]
    rooms = [path for path in folders if path.is_dir() and any(path.glob("*.py"))]
    assert len(rooms) <= 30  # the packages themselves count


def test_modules_and_functions_are_short() -> None:
    lengths = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in modules().items()}
    for path in (ROOT / "bench").glob("*.py"):
        lengths[f"bench.{path.stem}"] = len(path.read_text(encoding="utf-8").splitlines())
    assert not {name: length for name, length in lengths.items() if length > LONGEST_MODULE}
    assert sorted(lengths.values())[len(lengths) // 2] < LEAST_MEDIAN
    long = [
        f"{name}.{node.name}"
        for name, path in modules().items()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    ]
    assert not long


@pytest.mark.parametrize(
    ("pattern", "times"),
    [
        (r"^POINTS\b.*= 72", 1),
        (r"\b72(?:\.0)? / dpi|dpi / 72\b", 0),
        (r"noqa: (?:C901|PLR09)", 0),
        (r"^\w*_SUFFIXES = ", 0),  # suffixes stand in the table of formats
    ],
)
def test_what_stands_once(pattern: str, times: int) -> None:
    texts = (path.read_text(encoding="utf-8") for path in modules().values())
    assert sum(len(re.findall(pattern, text, re.MULTILINE)) for text in texts) == times
