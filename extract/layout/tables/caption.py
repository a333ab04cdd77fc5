"""The caption over a table.

lines between the last table and this one ─ title_of ─▶ text, or None
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from diacritics.syllable import skeleton
from extract.form import cues
from extract.form.folding import fold_words, is_capitals
from extract.form.word_patterns import any_of
from extract.layout.line_joins import join
from extract.layout.model import Placed
from extract.layout.paragraphs import MARKER
from schemas import vocabulary

# A title stands within this many lines above its table.
TITLE_WITHIN = 8
# A numbered caption in plain print wraps to this many lines at most.
CAPTION_LINES = 3
# A sentence between a title and its table takes this many lines at most.
SENTENCE_LINES = 2
_TABLES = any_of(map(fold_words, vocabulary.openings("tables")))
_CAPTIONS = any_of(map(fold_words, vocabulary.openings("captions")))
OF_TABLES = re.compile(rf"^(?:[\divx]{{1,4}} )?(?:{_TABLES})\b")
CAPTION = re.compile(rf"^(?:{_TABLES}|{_CAPTIONS}|phan )\b")
NUMBERED = re.compile(r"^(?:bang|bieu(?: mau| so)?|phu bieu)(?: so)? ?[\divx.]*\d[\d.]*\s*[.:–-]")
UNIT = re.compile(r"^\W*(?:don vi(?: tinh)?|dvt)\b")


def title_of(above: Sequence[Placed], page: int) -> str | None:
    """Lines in capitals, in bold, or that begin as captions do, on the table's own page."""
    lines = [line for line in above[-TITLE_WITHIN:] if line.text and line.page == page]
    while lines and _is_remark(lines[-1].text):
        lines.pop()
    lines = _without_bracket(lines)
    return join(_numbered(lines) or _marked(lines) or _further(lines)) or None


def _without_bracket(lines: list[Placed]) -> list[Placed]:
    """Without "(Kèm theo ...)" over one line or several: what stands below it, else what stands above."""
    start = max((i for i, line in enumerate(lines) if line.text.lstrip().startswith("(")), default=None)
    if start is None:
        return lines
    ends = [i for i in range(start, len(lines)) if lines[i].text.rstrip().endswith(")")]
    return (lines[ends[0] + 1 :] or lines[:start]) if ends else lines


def _numbered(lines: Sequence[Placed]) -> list[str]:
    """ "Bảng 1. ..." and the lines it wraps to, whatever print they are set in."""
    for start in range(len(lines) - 1, max(len(lines) - 1 - CAPTION_LINES, -1), -1):
        if NUMBERED.match(skeleton(lines[start].text).lower()):
            return [line.text for line in lines[start:]]
        if cues.TERMINAL.search(lines[start].text):
            break
    return []


def _marked(lines: Sequence[Placed]) -> list[str]:
    """The last lines that are set off as a title, up to a number or the first word of a caption."""
    title: list[str] = []
    for line in reversed(lines):
        if not _names(line) or cues.APPENDIX.match(fold_words(line.text)):
            break
        title.insert(0, line.text)
        begins = CAPTION.match(fold_words(line.text)) and not is_capitals(line.text)
        if MARKER.match(line.text) or begins:
            break
    return title


def _further(lines: Sequence[Placed]) -> list[str]:
    """A title that names a table and stands above a sentence on it: "2. Danh mục ... / Sửa đổi một ..."."""
    for count in range(1, min(SENTENCE_LINES, len(lines) - 1) + 1):
        above = lines[:-count]
        if _names(above[-1]):
            title = _marked(above)
            return title if title and OF_TABLES.match(fold_words(title[0])) else []
    return []


def _is_remark(text: str) -> bool:
    whole = text.strip()
    return bool(UNIT.match(fold_words(text))) or (whole.startswith("(") and whole.endswith(")"))


def _names(line: Placed) -> bool:
    bold = bool(line.line.words) and all(word.bold for word in line.line.words)
    return is_capitals(line.text) or bold or CAPTION.match(fold_words(line.text)) is not None
