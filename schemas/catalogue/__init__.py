"""Every sentence that the program says, once: by its code, in English and in Vietnamese.

    *.yaml ─▶ entries ;  Message(code, parameters) ─ language of the run ─▶ a sentence

A file is a family (errors, causes, notices, review, verdicts, terminal, help ...), a code is unique in all of
them. Records hold code, parameters and the sentence: systems need not read prose, people need not read codes.
Neither gettext nor Babel: the record needs codes and parameters, both languages are always complete (a test
holds it), and Vietnamese knows no plural.

Sentences are `str.format` templates (`speech.py` has their own formats): "{bytes:n}" writes a number and
"{date:d}" a date as the language does, "{cause:say}" says the sentence whose code stands in the gap, with the
same parameters. So a parameter is never prose of ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from schemas.catalogue.speech import Speech

Value = str | int | float


class Language(StrEnum):
    """What the program can speak."""

    EN = "en"
    VI = "vi"


_spoken: ContextVar[Language] = ContextVar("spoken", default=Language.EN)


@dataclass(frozen=True, slots=True)
class Message:
    """One thing said: its code in the catalogue, and what stands in its gaps."""

    code: str
    params: tuple[tuple[str, Value], ...] = ()

    @staticmethod
    def of(code: str, /, **params: object) -> Message:
        """Parameters that are neither text nor number (a path) become texts.

        KeyError for a code that no family has.
        """
        template(code, Language.EN)
        held = ((k, v if isinstance(v, str | int | float) else str(v)) for k, v in params.items())
        return Message(code, tuple(held))

    def say(self, language: Language | None = None) -> str:
        """The sentence, in the language of the run when none is given."""
        spoken = language or _spoken.get()
        return _speech(spoken).say(template(self.code, spoken), dict(self.params)).strip()

    def __str__(self) -> str:
        return self.say()


def say(code: str, /, **params: object) -> str:
    """A sentence of the catalogue in the language of the run."""
    return str(Message.of(code, **params))


def said(text: str) -> str:
    """The sentence of a code in the language of the run; what is no code is said as it is."""
    return say(text) if text in entries() else text


def number(figure: float) -> str:
    """A figure as the language of the run writes it: 1,234.5 or 1.234,5."""
    return _speech(_spoken.get()).format_field(figure, "n")


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


@cache
def _speech(language: Language) -> Speech:
    templates = {code: entry[language] for code, entry in entries().items()}
    return Speech(templates, day_first=language is Language.VI, comma=language is Language.VI)
