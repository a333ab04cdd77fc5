"""What the page headers and footers of an office file add to its text.

    blocks of each header, of each footer ─ heading ─▶ blocks that stand before the body

A letterhead lives in the header of the first page. Marks and the code of a form may stand in any header or
footer, for they belong to the document whatever page they are printed on: each is taken once, and stands by
itself, without the page number beside it. All else is page numbers, and running heads, which are told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from diacritics.encodings import ENCODINGS, decode, decode_runs
from extract.form.cues import PAGE_NUMBER, is_form_code
from extract.form.folding import fold_words
from extract.form.stamps import LONGEST, is_mark
from extract.readers.flow import Block, Grid, Paragraph, Picture, Span, lines_of, parted, printed_lines
from extract.readers.office.unread import Unread

# Between what stands at the left, in the middle and at the right of a header.
_APART = re.compile(r"\t| {3,}")
_BEFORE_NUMBER = ("trang", "trang so", "page")  # of a page number that the file does not hold
_WORD = re.compile(r"[^\W\d_]{2}")
# Words with letters that make a letterhead: "Trang 1/4" has one.
_LETTERHEAD = 3

Spans = tuple[Span, ...]


def heading(
    headers: Iterable[Sequence[Block]], others: Iterable[Sequence[Block]], unread: Unread
) -> list[Block]:
    """The marks and codes of all, then the first of the `headers` that is a letterhead.

    `headers` are those that the first page may have, the likeliest first; `others` all that are left. Their
    lines of words that are left out are told to `unread`.
    """
    marks: list[Spans] = []
    bare = [_without_marks(blocks, marks) for blocks in headers]
    rest = [_without_marks(blocks, marks) for blocks in others]
    once: dict[str, Block] = {}
    for spans in marks:
        once.setdefault(fold_words(_said(spans)), Paragraph(spans))
    letterhead = next(filter(_is_letterhead, bare), [])
    _tell([blocks for blocks in (*bare, *rest) if blocks is not letterhead], letterhead, unread)
    pictures = dict.fromkeys(picture for blocks in (*bare, *rest) for picture in _pictures(blocks))
    return [*once.values(), *letterhead, *(picture for picture in pictures if picture not in letterhead)]


def _tell(left_out: Iterable[Sequence[Block]], letterhead: Sequence[Block], unread: Unread) -> None:
    """Name each line once that the text has nowhere; page numbers are not missed."""
    seen = {*_BEFORE_NUMBER, *(fold_words(line.text) for line in lines_of(letterhead))}
    for blocks in left_out:
        for line in lines_of(blocks):
            text = fold_words(line.text)
            if text not in seen and not PAGE_NUMBER.match(line.text) and _WORD.search(text):
                unread.add("headings-left-out", line.text)
            seen.add(text)


def _pictures(blocks: Iterable[Block]) -> Iterator[Picture]:
    """The pictures among the blocks and in their tables."""
    for block in blocks:
        if isinstance(block, Picture):
            yield block
        elif isinstance(block, Grid):
            for cell in block.cells:
                yield from _pictures(cell.blocks)


def _without_marks(blocks: Iterable[Block], marks: list[Spans]) -> list[Block]:
    """The blocks without their marks and codes, which are put to `marks`."""
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Grid):
            cells = (replace(cell, blocks=tuple(_without_marks(cell.blocks, marks))) for cell in block.cells)
            found.append(replace(block, cells=tuple(cells)))
            continue
        if isinstance(block, Picture):
            found.append(block)
            continue
        for line in printed_lines(block):
            parts = [(part, _said(part)) for part in parted(line, _APART)]
            marked = [part for part, said in parts if _is_mark(said)]
            rest = [part for part, said in parts if not _is_mark(said) and not PAGE_NUMBER.match(said)]
            marks += marked
            found.append(Paragraph(_joined(rest) if marked else line))
    return found


def _joined(parts: Sequence[Spans]) -> Spans:
    """The parts of a line as one, a tab between them."""
    return tuple(span for part in parts for span in (*part, Span("\t")))[:-1]


def _said(spans: Spans) -> str:
    """What the spans say; letters of a legacy font are decoded here only, repair comes later."""
    text = "".join(span.text for span in spans)
    if text.isascii() or len(text) > LONGEST:
        return text
    by_font = "".join(part for part, _ in decode_runs([(span.text, span.look.font) for span in spans]))
    # A word alone may be too short for a font to be believed: the encoding in which it is a mark is its own.
    readings = [by_font, *(decode(text, name) for name in ENCODINGS)]
    return next(filter(_is_mark, readings), by_font)


def _is_mark(text: str) -> bool:
    return is_mark(text) or is_form_code(text)


def _is_letterhead(blocks: Iterable[Block]) -> bool:
    """Whether a header holds words; "- 2 -" or "Trang 1/4" is a page number."""
    found = [word.raw for line in lines_of(blocks) for word in line.words]
    return sum(any(sign.isalpha() for sign in word) for word in found) >= _LETTERHEAD
