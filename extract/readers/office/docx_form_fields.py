"""Form fields of Word 97 in a .docx file: boxes to tick and lists to choose from, which hold no text.

    w:fldChar ─ shown ─▶ "☒", "☐", or the entry that was chosen

A field to type into shows what was typed, as other fields show their results. Source: ECMA-376, part 1,
17.16.17 (ffData).
"""

from __future__ import annotations

from typing import Any

from extract.readers.office.docx_styles import toggle, w

TICKED, EMPTY = "☒", "☐"  # as Word draws them


class FormFields:
    """The fields that are open, the innermost last: what each shows unless it has a text of its own."""

    def __init__(self) -> None:
        self._open: list[str] = []

    def shown(self, sign: Any) -> str:
        """What a beginning, a middle or an end of a field shows."""
        kind = sign.get(w("fldCharType"))
        if kind == "begin":
            self._open.append(_value(sign.find(w("ffData"))))
        elif kind == "end" and self._open:
            return self._open.pop()
        return ""

    def passed(self, text: str) -> str:
        """The text of a run, which is what the field around it shows."""
        if self._open and text:
            self._open[-1] = ""
        return text


def _value(data: Any) -> str:
    """The value of a field that holds no text."""
    box, choice = (None if data is None else data.find(w(name)) for name in ("checkBox", "ddList"))
    if box is not None:
        name = "default" if box.find(w("checked")) is None else "checked"
        return TICKED if toggle(box, name) else EMPTY
    if choice is None:
        return ""
    entries = [entry.get(w("val"), "") for entry in choice.findall(w("listEntry"))]
    chosen = next(
        (found for name in ("result", "default") if (found := choice.find(w(name))) is not None), None
    )
    number = int(chosen.get(w("val"), "0")) if chosen is not None else 0
    return entries[number] if 0 <= number < len(entries) else ""
