"""`str.format` as a language writes: numbers, dates, and sentences inside sentences.

    template + parameters ─ {x:n} {x:n1} {x:d} {x:say} ─▶ a sentence

Whatever the locale of the system: a record says the same on every machine.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Mapping, Sequence
from typing import Any

_NUMBER = re.compile(r"n(\d*)")  # "n": as it is; "n1": with one digit behind the point
_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")  # as far as it is known
_SIGNS = str.maketrans(",.", ".,")


class Speech(string.Formatter):
    """The formats of one language."""

    def __init__(self, template: Callable[[str], str | None], *, day_first: bool, comma: bool) -> None:
        """`template` of a code; `day_first`: 05/03/2021, else 2021-03-05; `comma`: 1.234,5, else 1,234.5."""
        self._template, self._day_first, self._comma = template, day_first, comma

    def say(self, template: str, params: Mapping[str, Any]) -> str:
        """The template with its gaps filled."""
        return self.vformat(template, (), params)

    def vformat(self, format_string: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> str:
        """As `str.format_map`; a gap that says a sentence hands the parameters on."""
        written = []
        for text, name, spec, conversion in self.parse(format_string):
            written.append(text)
            if name is not None:
                value = self.convert_field(kwargs[name], conversion)
                inner = self._template(str(value)) if spec == "say" else None
                written.append(
                    self.vformat(inner, args, kwargs) if inner else self.format_field(value, spec or "")
                )
        return "".join(written)

    def format_field(self, value: Any, format_spec: str) -> str:
        """One value in its gap."""
        if found := _NUMBER.fullmatch(format_spec):
            digits = f",.{found[1]}f" if found[1] else ",.10g" if isinstance(value, float) else ","
            return format(value, digits).translate(_SIGNS if self._comma else {})
        if format_spec == "d" and self._day_first and (date := _DATE.fullmatch(str(value))):
            return "/".join(filter(None, reversed(date.groups())))
        return str(value) if format_spec in ("d", "say") else str(super().format_field(value, format_spec))
