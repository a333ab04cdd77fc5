"""The vocabulary's lists: whole, without doubles, each read by a function that the program calls."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from diacritics.syllable import nfc
from schemas import vocabulary
from schemas.faults import VOCABULARIES

ROOT = Path(__file__).resolve().parents[2]
TABLES = sorted(path.stem for path in (ROOT / "schemas" / "vocabulary").glob("*.yaml"))
FUNCTIONS = {
    name
    for name, value in vars(vocabulary).items()
    if getattr(value, "__module__", "") == vocabulary.__name__ and hasattr(value, "cache_clear")
} - {"_table"}


class _Watched(dict[str, Any]):
    """A table that notes which of its keys are read."""

    def __init__(self, table: dict[str, Any]) -> None:
        super().__init__(table)
        self.read: set[str] = set()

    def __getitem__(self, key: str) -> Any:
        self.read.add(key)
        return super().__getitem__(key)

    def items(self) -> Any:
        self.read.update(self)
        return super().items()

    def values(self) -> Any:
        self.read.update(self)
        return super().values()


def _lists(value: Any, name: str) -> Iterator[tuple[str, list[Any]]]:
    """Every list of a table with its name; the keys of a mapping are a list too."""
    if isinstance(value, dict):
        yield name, list(value)
        for key, inner in value.items():
            yield from _lists(inner, f"{name}.{key}")
    elif isinstance(value, list):
        yield name, value
        for inner in value:
            yield from _lists(inner, name)


def _calls() -> set[tuple[str, tuple[str, ...]]]:
    """Calls of the vocabulary's functions in the program, with the words given to them."""
    calls = set()
    for path in [*(ROOT / "extract").rglob("*.py"), *(ROOT / "schemas").rglob("*.py")]:
        inside = path == Path(vocabulary.__file__)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and (name := _called(node.func, inside=inside)) in FUNCTIONS:
                given = (arg.value for arg in node.args if isinstance(arg, ast.Constant))
                calls.add((name, tuple(map(str, given))))
    return calls


def _called(function: ast.expr, *, inside: bool) -> str | None:
    """The name called: "laws" of `vocabulary.laws()`, or of `laws()` in the vocabulary itself."""
    match function:
        case ast.Attribute(value=ast.Name(id="vocabulary"), attr=name):
            return name
        case ast.Name(id=name) if inside:
            return name
    return None


@pytest.mark.parametrize("table", TABLES)
def test_a_list_has_no_doubles_and_composed_letters(table: str) -> None:
    for name, held in _lists(vocabulary._table(table), table):
        words = [word for word in held if isinstance(word, str)]
        assert len(words) == len(set(words)), name
        assert words == [nfc(word.strip()) for word in words], name


def test_every_function_is_called() -> None:
    assert {name for name, _ in _calls()} == FUNCTIONS


def test_every_list_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    watched = {table: _Watched(vocabulary._table(table)) for table in TABLES}
    monkeypatch.setattr(vocabulary, "_table", watched.__getitem__)
    marks = {("marks", (kind,)) for kind in VOCABULARIES}  # a schema names these
    for name, given in _calls() | marks:
        function = getattr(vocabulary, name).__wrapped__
        if len(given) == function.__code__.co_argcount:
            assert function(*given), (name, given)
    assert {table: set(held) - held.read for table, held in watched.items()} == {t: set() for t in TABLES}
