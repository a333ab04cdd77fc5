"""The command line in the language of the run: help of commands and options, and its headings.

    codes of the catalogue (help=, metavar=, show_default=) ─▶ SpokenCommand, SpokenGroup ─▶ sentences

Typer makes its commands when they are called, so that by then it is known what to speak. Headings and marks
such as "[required]" are Typer's own: they are said anew where they are written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from schemas.catalogue import codes, say

_HEADINGS = {"Arguments": "help-arguments", "Options": "help-options", "Commands": "help-commands"}
_MARKS = re.compile(r"\[([^\[\]]+)\]$")  # at the end of an option's help: [default: 5; x>=1; required]
_TYPE = re.compile(r" <[^|]+>$")  # of an argument, as Python calls it: "<str>"; choices have a |
_FORMATTER: Any = typer.Context.formatter_class


class SpokenFormatter(_FORMATTER):  # type: ignore[misc]
    """Writes a help page."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The first line."""
        super().write_usage(prog, args, prefix or f"{say('help-usage')} ")

    def write_heading(self, heading: str) -> None:
        """Above a list."""
        super().write_heading(say(_HEADINGS[heading]) if heading in _HEADINGS else heading)

    def write_dl(self, rows: Sequence[tuple[str, str]], *args: Any, **settings: Any) -> None:
        """A list of names and what they mean."""
        told = [(_TYPE.sub("", name), _MARKS.sub(_marks, meaning)) for name, meaning in rows]
        super().write_dl(told, *args, **settings)


class SpokenContext(typer.Context):
    """With the formatter of the help page."""

    formatter_class = SpokenFormatter


class SpokenCommand(TyperCommand):
    """A command whose help is given by codes."""

    context_class = SpokenContext

    def __init__(self, name: str | None, **settings: Any) -> None:
        super().__init__(name, **_in_words(settings))

    def get_help_option(self, ctx: Any) -> Any:
        """`--help` itself."""
        return _told(super().get_help_option(ctx))

    def get_short_help_str(self, limit: int = 0) -> str:
        """In the list of commands, which wraps: whole, whatever the limit."""
        del limit
        return self.help or ""


class SpokenGroup(TyperGroup):
    """A group of commands whose help is given by codes."""

    context_class = SpokenContext

    def __init__(self, **settings: Any) -> None:
        super().__init__(subcommand_metavar=say("meta-command"), **_in_words(settings))

    def get_help_option(self, ctx: Any) -> Any:
        """`--help` itself."""
        return _told(super().get_help_option(ctx))

    def get_short_help_str(self, limit: int = 0) -> str:
        """In the list of commands, which wraps: whole, whatever the limit."""
        del limit
        return self.help or ""


def _in_words(settings: dict[str, Any]) -> dict[str, Any]:
    """What a command is made of, its codes said."""
    for param in settings.get("params") or ():
        for name in ("help", "metavar", "show_default"):
            if isinstance(held := getattr(param, name, None), str):
                setattr(param, name, _said(held))
    texts = {name: _said(settings[name]) for name in ("help", "short_help", "epilog") if settings.get(name)}
    without = {k: v for k, v in settings.items() if k != "subcommand_metavar"}
    return {**without, **texts, "options_metavar": say("meta-options")}


def _said(text: str) -> str:
    """What is no code ("URL", a default) stays as it is."""
    return say(text) if text in codes("help") else text


def _told(option: Any) -> Any:
    if option is not None:
        option.help = say("help-help")
    return option


def _marks(found: re.Match[str]) -> str:
    return f"[{'; '.join(map(_mark, found[1].split('; ')))}]"


def _mark(mark: str) -> str:
    if mark == "required":
        return say("help-required")
    name, is_default, value = mark.partition("default: ")
    return say("help-default", value=value) if is_default and not name else mark
