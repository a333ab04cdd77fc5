"""Every sentence that the program says, once: by its code, in English and in Vietnamese.

    *.yaml ─▶ entries ;  Message(code, parameters) ─ language of the run ─▶ a sentence

A file is a family (errors, warnings, review, verdicts, terminal ...), a code is unique in all of them.
Records hold code, parameters and the sentence: systems need not read prose, people need not read codes.
Sentences are `str.format` templates; "{bytes:n}" groups digits as the language does. Neither gettext nor
Babel: the record needs codes and parameters, both languages are always complete (a test holds it), and
Vietnamese knows no plural.
"""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

Value = str | int | float


class Language(StrEnum):
    """What the program can speak."""

    EN = "en"
    VI = "vi"


_spoken: ContextVar[Language] = ContextVar("spoken", default=Language.EN)
_GROUPED = {Language.EN: ",", Language.VI: "."}  # between thousands


@dataclass(frozen=True, slots=True)
class Message:
    """One thing said: its code in the catalogue, and what stands in its gaps."""

    code: str
    params: tuple[tuple[str, Value], ...] = ()

    @staticmethod
    def of(code: str, **params: Value) -> Message:
        """KeyError for a code that no family has."""
        template(code, Language.EN)
        return Message(code, tuple(params.items()))

    def say(self, language: Language | None = None) -> str:
        """The sentence, in the language of the run when none is given."""
        spoken = language or _spoken.get()
        return _Grouping(spoken).vformat(template(self.code, spoken), (), dict(self.params))

    def __str__(self) -> str:
        return self.say()


def say(code: str, **params: Value) -> str:
    """A sentence of the catalogue in the language of the run."""
    return str(Message.of(code, **params))


def speak(language: Language) -> None:
    """From here on the run speaks this language."""
    _spoken.set(language)


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """The run speaks this language until the block ends."""
    before = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(before)


def spoken() -> Language:
    """The language of the run."""
    return _spoken.get()


def template(code: str, language: Language) -> str:
    """What stands in the catalogue. KeyError for an unknown code."""
    return entries()[code][language]


@cache
def entries() -> Mapping[str, Mapping[str, str]]:
    """All codes with their sentences by language. ValueError when a code stands in two families."""
    found: dict[str, dict[str, str]] = {}
    for name in families():
        family: dict[str, dict[str, str]] = _family(name)
        if twice := found.keys() & family.keys():
            raise ValueError(f"in two families of the catalogue: {', '.join(sorted(twice))}")
        found |= family
    return found


@cache
def families() -> tuple[str, ...]:
    """Names of the families."""
    here = files(__package__).iterdir()
    return tuple(sorted(path.name.removesuffix(".yaml") for path in here if path.name.endswith(".yaml")))


@cache
def codes(family: str) -> tuple[str, ...]:
    """The codes of one family, in its order."""
    return tuple(_family(family))


@cache
def _family(name: str) -> Any:
    text = (files(__package__) / f"{name}.yaml").read_text("utf-8")
    return yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader)) or {}


class _Grouping(string.Formatter):
    """`str.format` with the digits of "{:n}" grouped as a language does, whatever the locale."""

    def __init__(self, language: Language) -> None:
        self._sign = _GROUPED[language]

    def format_field(self, value: Any, format_spec: str) -> str:
        """One value in its gap."""
        if format_spec == "n":
            return f"{value:,}".replace(",", self._sign)
        return str(super().format_field(value, format_spec))
