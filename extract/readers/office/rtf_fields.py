r"""Fields of an RTF file: what they show where they have no result, boxes to tick and lists to choose from.

    \field ─ begin · code, entries, numbers ─▶ Fields ─ end ─▶ "☒", the entry that was chosen, a sign, ""

Source: Rich Text Format specification 1.9.1, "Form Fields".
"""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.readers.office.field_codes import shown_by

TICKED, EMPTY = "☒", "☐"
_TEXT, _CHECK, _LIST = 0, 1, 2  # \fftype
_UNCHANGED = 25  # \ffres: what \ffdefres says holds
# Control word ─▶ target of its group's text.
TARGETS = {"fldinst": "code", "ffl": "entry", "ffdeftext": "default"}
NUMBERS = ("fftype", "ffres", "ffdefres")


@dataclass(slots=True)
class _Field:
    texts: dict[str, str] = field(default_factory=dict)  # by target
    entries: list[str] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    has_result: bool = False


class Fields:
    """The fields that are open, the innermost last."""

    def __init__(self) -> None:
        self._open: list[_Field] = []

    def begin(self) -> None:
        self._open.append(_Field())

    def begin_entry(self) -> None:
        """The next entry of a list begins."""
        if self._open:
            self._open[-1].entries.append("")

    def add(self, target: str, text: str) -> None:
        """More text of one of TARGETS."""
        if not self._open:
            return
        held = self._open[-1]
        if target != "entry":
            held.texts[target] = held.texts.get(target, "") + text
        elif held.entries:
            held.entries[-1] += text

    def set(self, word: str, number: int) -> None:
        """One of NUMBERS."""
        if self._open:
            self._open[-1].numbers[word] = number

    def shown(self) -> None:
        """The field has a result."""
        if self._open:
            self._open[-1].has_result = True

    def end(self) -> str:
        """What the field that ends shows by itself."""
        held = self._open.pop() if self._open else None
        return "" if held is None or held.has_result else _value(held)


def _value(held: _Field) -> str:
    kind, result = held.numbers.get("fftype"), held.numbers.get("ffres", _UNCHANGED)
    chosen = held.numbers.get("ffdefres", 0) if result == _UNCHANGED else result
    if kind == _CHECK:
        return TICKED if chosen else EMPTY
    if kind == _LIST:
        return held.entries[chosen] if 0 <= chosen < len(held.entries) else ""
    if kind == _TEXT:
        return held.texts.get("default", "")
    return shown_by(held.texts.get("code", ""))
