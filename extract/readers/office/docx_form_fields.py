"""Form fields of Word 97 in a .docx file: boxes to tick and lists to choose from, which hold no text.

    w:fldChar ─ shown ─▶ "☒", "☐", or the entry that was chosen

A field to type into shows what was typed, as other fields show their results, and a field within the code of
another one shows nothing. Source: ECMA-376, part 1,
17.16.17 (ffData).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from extract.readers.office.docx_styles import toggle, w
from extract.readers.office.field_codes import shown_by

TICKED, EMPTY = "☒", "☐"  # as Word draws them


@dataclass(slots=True)
class _Field:
    value: str  # what it shows unless it has a text of its own
    code: str = ""
    in_code: bool = True


class FormFields:
    """The fields that are open, the innermost last."""

    def __init__(self) -> None:
        self._open: list[_Field] = []

    def shown(self, sign: Any) -> str:
        """What a beginning, a middle or an end of a field shows."""
        kind = sign.get(w("fldCharType"))
        if kind == "begin":
            self._open.append(_Field(_value(sign.find(w("ffData")))))
        elif kind == "separate" and self._open:
            self._open[-1].in_code = False
        elif kind == "end" and self._open:
            ended = self._open.pop()
            return self.passed(ended.value or (shown_by(ended.code) if ended.in_code else ""))
        return ""

    def add_code(self, text: str) -> None:
        """More of the code of the innermost field."""
        if self._open and self._open[-1].in_code:
            self._open[-1].code += text

    def passed(self, text: str) -> str:
        """The text of a run, which is what the field around it shows; none in the code of an outer field."""
        if any(field.in_code for field in self._open[:-1]):
            return ""
        if self._open and text:
            self._open[-1].value = ""
        return text

    def end_paragraph(self) -> None:
        """No code goes on in the next paragraph: a field that lost its end must not swallow the text."""
        for field in self._open:
            field.in_code = False


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
