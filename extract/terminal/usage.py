"""What is wrong with a line that a person typed, in the language of the run.

    Typer's exception ─ its words, by pattern ─▶ a code of the family `usage` ─▶ usage, hint, what is wrong

Typer has its sentences in English only. What it says in words that are not known here is said in general.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import typer

from schemas.catalogue import say

# ClickException, wherever Typer has it from.
UsageError: type[Exception] = typer.BadParameter.__mro__[2]
_Patterns = tuple[tuple[str, re.Pattern[str]], ...]


def _patterns(*rows: tuple[str, str]) -> _Patterns:
    return tuple((code, re.compile(pattern, re.DOTALL)) for code, pattern in rows)


LINE = _patterns(
    ("usage-no-option-near", r"No such option: (?P<option>\S+) \(Possible options: (?P<near>.+)\)"),
    ("usage-no-option", r"No such option: (?P<option>\S+)"),
    ("usage-no-command-near", r"No such command '(?P<command>.*)'\. Did you mean (?P<near>.+)\?"),
    ("usage-no-command", r"No such command '(?P<command>.*)'\."),
    ("usage-missing-command", r"Missing command\."),
    ("usage-missing-argument", r"Missing argument (?P<name>.+?)\."),
    ("usage-missing-choice", r"Missing option (?P<name>'.+?')\. Choose from:\s+(?P<choices>.+)"),
    ("usage-missing-option", r"Missing option (?P<name>.+?)\."),
    ("usage-too-many-arguments", r"Got unexpected extra argument\S* \((?P<arguments>.*)\)"),
    ("usage-option-without-value", r"Option (?P<option>'.*') requires .*"),
    ("usage-option-with-value", r"Option (?P<option>'.*') does not take a value\."),
)
VALUE = re.compile(r"Invalid value for (?P<name>.+?): (?P<problem>.*)", re.DOTALL)
PROBLEM = _patterns(
    ("usage-no-path", r"\w+ '(?P<path>.*)' does not exist\."),
    ("usage-is-folder", r"\w+ '(?P<path>.*)' is a directory\."),
    ("usage-is-file", r"\w+ '(?P<path>.*)' is a file\."),
    ("usage-not-readable", r"\w+ '(?P<path>.*)' is not readable\."),
    ("usage-no-whole-number", r"Input should be a valid integer.*"),
    ("usage-no-number", r"Input should be a valid number.*"),
    ("usage-too-small", r"Input should be greater than or equal to (?P<least>\S+)"),
    ("usage-no-choice", r"Value error, '(?P<value>.*)' is not one of (?P<choices>.*)\."),
)


class Mistake(typer.BadParameter):
    """A value that a command cannot take, told by a code of the catalogue."""

    def __init__(self, code: str, /, param_hint: str | None = None, **params: object) -> None:
        super().__init__(say(code, **params), param_hint=param_hint)


def told(error: Exception) -> str:
    """How the command is used, where more is said, and what is wrong."""
    context: Any = getattr(error, "ctx", None)
    lines = []
    if context is not None:
        lines = [context.get_usage(), say("usage-see-help", command=context.command_path), ""]
    return "\n".join([*lines, say("usage-error", problem=_what(error))])


def _what(error: Any) -> str:
    words = error.format_message()
    if value := VALUE.fullmatch(words):
        own = isinstance(error, Mistake)
        problem = value["problem"] if own else _first(PROBLEM, value["problem"]) or say("usage-value-unfit")
        return say("usage-value", name=value["name"], problem=problem)
    return _first(LINE, words) or say("usage-wrong")


def _first(patterns: Iterable[tuple[str, re.Pattern[str]]], words: str) -> str:
    """What the first pattern that fits says; "" when none does."""
    for code, pattern in patterns:
        if found := pattern.fullmatch(words):
            return say(code, **{name: " ".join(value.split()) for name, value in found.groupdict().items()})
    return ""
