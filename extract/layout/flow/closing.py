"""Nơi nhận and signature of a document without positions.

lines ─ close ─▶ body, labelled closing lines (nơi nhận first, then signature), what follows
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.core.model import Line
from extract.form import cues
from extract.form.folding import is_capitals, written
from extract.form.person_names import is_name
from extract.form.positions import is_signing
from extract.layout.model import Region

# From its head to the signer's name a signature has at most this many lines.
SIGNATURE_LINES = 8
# A line of nơi nhận, and of a signature, is shorter than this.
SHORT = 90

# What stands in place of a signature: "(Ký tên, đóng dấu)", "(đã ký)".
SIGNED = re.compile(r"^\s*\(\s*(?:[Kk]ý|[Đđ]ã ký|ĐÃ KÝ)")

Labelled = tuple[Region, Line]
Closed = tuple[list[Line], list[Labelled], list[Line]]


def close(lines: Sequence[Line]) -> Closed | None:
    """Body, closing and the rest; None when there is neither nơi nhận nor a signature."""
    head = next((i for i, line in enumerate(lines) if cues.is_recipients(line.text)), None)
    if head is None:
        return _signature_alone(lines)
    if lines[head].cell is not None:
        return _from_cells(lines, head)
    end = _recipients_end(lines, head)
    before = _signature_before(lines, head)
    after = _signature_after(lines, end)
    recipients = [(Region.RECIPIENTS, line) for line in lines[head:end]]
    signature = [(Region.SIGNATURE, line) for line in [*lines[before:head], *lines[end:after]]]
    return list(lines[:before]), recipients + signature, list(lines[after:])


def _from_cells(lines: Sequence[Line], head: int) -> Closed:
    """The column that holds "Nơi nhận" is nơi nhận, every other cell beside it the signature."""
    table, row, column = lines[head].cell or (-1, 0, 0)
    inside = [i for i, line in enumerate(lines) if _beside(line, table, row, column)]
    first, end = inside[0], inside[-1] + 1
    closing = [lines[i] for i in inside]
    recipients = [(Region.RECIPIENTS, line) for line in closing if line.cell and line.cell[2] == column]
    signature = [(Region.SIGNATURE, line) for line in closing if line.cell and line.cell[2] != column]
    after = end if any(_is_signer(line) for _, line in signature) else _signature_after(lines, end)
    signature += [(Region.SIGNATURE, line) for line in lines[end:after]]
    between = [lines[i] for i in range(first, end) if i not in inside]
    return [*lines[:first], *between], recipients + signature, list(lines[after:])


def _beside(line: Line, table: int, row: int, column: int) -> bool:
    """Whether the line is in the closing's table: level with "Nơi nhận" or below, or a signing head above."""
    if line.cell is None or line.cell[0] != table:
        return False
    return line.cell[1] >= row or (line.cell[2] != column and is_signing(line.text))


def _is_signer(line: Line) -> bool:
    return is_name(line.text) and not is_capitals(line.text)


def _recipients_end(lines: Sequence[Line], head: int) -> int:
    """After "- Lưu: ...", or where a signature's head or something long begins."""
    index = head + 1
    while index < len(lines):
        text = lines[index].text
        dashed = text.lstrip().startswith(("-", "–", "+", "•", "*"))
        if cues.is_archive(text):
            return index + 1
        if not dashed and (is_signing(text) or cues.starts_appendix(text) or len(text) > SHORT):
            return index
        index += 1
    return index


def _signature_before(lines: Sequence[Line], head: int) -> int:
    """Where a signature that stands above nơi nhận begins; `head` when there is none."""
    for index in range(max(0, head - SIGNATURE_LINES), head):
        if is_signing(lines[index].text) and all(len(line.text) < SHORT for line in lines[index:head]):
            return index
    return head


def _signature_after(lines: Sequence[Line], start: int) -> int:
    """The end of the signature that begins at `start`: its name, or the last line that may belong to it."""
    index, named = start, False
    while index < min(len(lines), start + SIGNATURE_LINES):
        text = lines[index].text
        if cues.starts_appendix(text) or len(text) > SHORT or cues.opens_title(text):
            break
        if named and not _belongs(text):
            break
        if not named and not _belongs(text) and index > start + 1:
            break
        named = named or (is_name(text) and not is_signing(text) and not is_capitals(text))
        index += 1
        if named:
            break
    return index


def _belongs(text: str) -> bool:
    signed = is_signing(text) or is_name(text) or SIGNED.match(text) is not None
    return signed or is_capitals(text) or not written(text)


def _signature_alone(lines: Sequence[Line]) -> Closed | None:
    """A signing head followed by a name, with nothing or only an appendix after it."""
    for index in range(len(lines) - 1, -1, -1):
        if not is_signing(lines[index].text) or lines[index].text.rstrip().endswith((":", ";")):
            continue
        first = index
        while first > 0 and is_signing(lines[first - 1].text):
            first -= 1
        end = _signature_after(lines, first)
        named = any(_is_signer(line) or SIGNED.match(line.text) for line in lines[first:end])
        if named and (end == len(lines) or cues.starts_appendix(lines[end].text)):
            return (
                list(lines[:first]),
                [(Region.SIGNATURE, line) for line in lines[first:end]],
                list(lines[end:]),
            )
    return None
