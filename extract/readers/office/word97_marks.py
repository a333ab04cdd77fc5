"""The special characters in the text of a Word 97-2003 file, each standing alone.

    Stretches ─ split ─▶ (stretch, text): marks and signs apart from the text between them

What no print shows is named here too: codes of fields stand between their own signs.
"""

from __future__ import annotations

from collections.abc import Iterator

from extract.readers.office.word97 import Stretch

_PARAGRAPH, CELL, _PAGE = "\r", "\x07", "\f"
ENDS = (_PARAGRAPH, CELL, _PAGE)
FIELD_BEGIN, FIELD_SEPARATOR, FIELD_END = "\x13", "\x14", "\x15"
NOTE, COMMENT, DRAWING, SYMBOL, PICTURE = "\x02", "\x05", "\x08", "(", "\x01"
# Line and column break, optional and firm hyphen; pictures, separators and anchors show nothing.
SIGNS = str.maketrans(
    {"\x0b": "\n", "\x0e": "\n", "\x1e": "-", "\x1f": "", "\x01": "", "\x02": "", "\x03": "", "\x04": ""}
    | {"\x05": "", "\x08": "", "\x06": ""}
)


def split(stretches: Iterator[Stretch]) -> Iterator[tuple[Stretch, str]]:
    """Stretches cut so that every mark and special sign stands alone, at its own position."""
    for stretch in stretches:
        at = 0
        for index, sign in enumerate(stretch.text):
            if (sign < " " and sign not in "\t\x0b\x0e\x1e\x1f") or (sign == SYMBOL and stretch.changes):
                if at < index:
                    yield _part(stretch, at, index)
                yield _part(stretch, index, index + 1)
                at = index + 1
        if at < len(stretch.text):
            yield _part(stretch, at, len(stretch.text))


def _part(stretch: Stretch, start: int, end: int) -> tuple[Stretch, str]:
    text = stretch.text[start:end]
    fc = stretch.fc + start * stretch.width
    return Stretch(stretch.cp + start, text, stretch.changes, fc, stretch.width), text
