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

import yaml

from schemas.catalogue.speech import Speech
from schemas.yaml_loader import SafeLoader

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
        entry(code)
        held = ((k, v if isinstance(v, str | int | float) else str(v)) for k, v in params.items())
        return Message(code, tuple(held))

    def say(self, language: Language | None = None) -> str:
        """The sentence, in the language of the run when none is given."""
        spoken = language or _spoken.get()
        return _speech(spoken).say(entry(self.code)[spoken], dict(self.params)).strip()

    def __str__(self) -> str:
        return self.say()


def say(code: str, /, **params: object) -> str:
    """A sentence of the catalogue in the language of the run."""
    return str(Message.of(code, **params))


def said(text: str) -> str:
    """The sentence of a code in the language of the run; what is no code is said as it is."""
    return say(text) if _entry(text) else text


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


def entry(code: str) -> Mapping[str, str]:
    """The sentences of a code by language. KeyError for an unknown code."""
    if found := _entry(code):
        return found
    raise KeyError(code)


@cache
def _entry(code: str) -> Mapping[str, str] | None:
    """A run says sentences of few families, and it takes 15 ms to read them all.

    So one after the other is read until it has the code; those that were read already are looked at first.
    """
    for name in (*_read, *(name for name in families() if name not in _read)):
        if code in (family := _family(name)):
            return family[code]
    return None


def entries() -> Mapping[str, Mapping[str, str]]:
    """All codes with their sentences by language."""
    return {code: sentences for name in families() for code, sentences in _family(name).items()}


@cache
def families() -> tuple[str, ...]:
    """Names of the families."""
    here = files(__package__).iterdir()
    return tuple(sorted(path.name.removesuffix(".yaml") for path in here if path.name.endswith(".yaml")))


def codes(family: str) -> tuple[str, ...]:
    """The codes of one family, in its order."""
    return tuple(_family(family))


_Family = Mapping[str, Mapping[str, str]]
_read: dict[str, _Family] = {}


def _family(name: str) -> _Family:
    if name not in _read:
        text = (files(__package__) / f"{name}.yaml").read_text("utf-8")
        _read[name] = yaml.load(text, SafeLoader) or {}
    return _read[name]


@cache
def _speech(language: Language) -> Speech:
    def sentence(code: str) -> str | None:
        return found[language] if (found := _entry(code)) else None

    return Speech(sentence, day_first=language is Language.VI, comma=language is Language.VI)
