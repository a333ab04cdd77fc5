"""What an RTF group inherits from the one around it: where its text goes, and how it looks.

    State + control word ─ changed ─▶ State

States are values: the end of a group brings back the one from before it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class State:
    """What a group inherits, and gives back at its end."""

    skip: bool = False
    silent: bool = False  # in \\upr, whose text stands once more in Unicode, and in properties of a shape
    target: str = "body"  # body, fonttbl, header, footer, footnote, box, pict; of fields, properties
    field: int = 0  # fields that are open
    in_object: bool = False
    font: int | None = None
    bold: bool = False
    italic: bool = False
    caps: bool = False
    raised: bool = False
    hidden: bool = False
    unicode_skip: int = 1
    in_table: bool = False


def changed(state: State, word: str, number: int | None) -> State | None:
    """The state after a control word of looks; None where the word is none."""
    on = number != 0
    if word == "b":
        return replace(state, bold=on)
    if word == "i":
        return replace(state, italic=on)
    if word == "caps":
        return replace(state, caps=on)
    if word in ("super", "sub", "nosupersub"):
        return replace(state, raised=word == "super" and on)
    if word in ("v", "deleted"):
        return replace(state, hidden=on)
    if word == "plain":
        return replace(state, font=None, bold=False, italic=False, caps=False, raised=False, hidden=False)
    if word == "f":
        return replace(state, font=number)
    if word in ("pard", "intbl"):
        return replace(state, in_table=word == "intbl")
    if word == "uc":
        return replace(state, unicode_skip=max(0, min(number or 0, 16)))
    return None
