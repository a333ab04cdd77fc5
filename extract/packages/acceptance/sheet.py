"""The layout of the work sheet: which columns it has, in both languages, and what is said in them.

headings in any language ─▶ Column ;  "đúng", "D", "right" ─▶ True
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from schemas.catalogue import Language, Message

FILE_NAME = "sample.xlsx"
HIDDEN = "_sohoa"  # the sheet with what was drawn
FIELDS, LINES = "sample-fields", "sample-lines"  # codes of the names of the sheets


class Column(StrEnum):
    """Codes of the headings."""

    NUMBER = "sample-number"
    RECORD = "sample-record"
    PAGE = "sample-page"
    FIELD = "sample-field"
    LINE = "sample-line"
    READ = "sample-read"
    FILE = "sample-file"
    VERDICT = "sample-verdict"
    RIGHT = "sample-right"
    NOTE = "sample-note"


@dataclass(frozen=True, slots=True)
class Layout:
    """A sheet: its columns with their widths in letters."""

    name: str  # code
    columns: tuple[tuple[Column, int], ...]

    def place(self, column: Column) -> int:
        """From 0."""
        return [name for name, _ in self.columns].index(column)


_HEAD = ((Column.NUMBER, 6), (Column.RECORD, 30), (Column.PAGE, 7))
_TAIL = ((Column.FILE, 14), (Column.VERDICT, 11), (Column.RIGHT, 44), (Column.NOTE, 22))
OF_FIELDS = Layout(FIELDS, (*_HEAD, (Column.FIELD, 22), (Column.READ, 44), *_TAIL))
OF_LINES = Layout(LINES, (*_HEAD, (Column.LINE, 7), (Column.READ, 60), *_TAIL))
RIGHT, WRONG = "sample-is-right", "sample-is-wrong"
_SHORT = {"đ": True, "d": True, "dung": True, "r": True, "1": True, "s": False, "w": False, "0": False}


def verdict(text: str) -> bool | None:
    """What a person said: right or wrong; None for what means neither."""
    said = text.casefold().strip(" .")
    for code, is_right in ((RIGHT, True), (WRONG, False)):
        if said in spoken([code]):
            return is_right
    return _SHORT.get(said)


def spoken(codes: Sequence[str]) -> dict[str, str]:
    """What is said of codes in every language, in small letters ─▶ the code."""
    return {Message.of(code).say(language).casefold(): code for code in codes for language in Language}
