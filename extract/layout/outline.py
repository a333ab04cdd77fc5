"""Headings and numbered points with their true nesting.

    Paragraphs ─ outline ─▶ Heading(marker, level, title, kind)

The level is the depth of nesting where the entry stands ("a)" under "1." is deeper than "a)" under
"I."), told by the rank of its kind of marker, not by fonts or by a converter's heading levels. A
number that OCR misread is taken for what comes next in its list; a Roman numeral between two others
is looked for, because the sections of a document hang on it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extract.form import cues
from extract.form.folding import is_capitals
from extract.layout.footnotes import without_markers
from extract.layout.headings import Entry, is_row, named
from extract.layout.markers import NOISE, ROMAN, Mark, lost, misread, read
from extract.layout.model import Heading, Paragraph, Region

# A number may skip this many when OCR lost the ones between.
LARGEST_SKIP = 3
# An extract begins anywhere, but a list not at "21."; letters begin at A.
LATEST_START = {"number": 7, "2 numbers": 7, "3 numbers": 7, "4 numbers": 7, "point": 7, "letter": 2}
# Longest heading that a Roman numeral is looked for at, in words.
LONGEST_LOST = 30
# Its title may stand on the next line.
_TITLED_BELOW = ("part", "chapter", "section")
_STROKES = ("I", "V", "X")
_NUMERALS = {value: numeral for numeral, value in ROMAN.items()}


def outline(paragraphs: Sequence[Paragraph], notes: frozenset[str] = frozenset()) -> tuple[Heading, ...]:
    """The outline of the body; of the appendix where the document is nothing else.

    `notes` are the markers of the document's footnotes: raised in a title, they are left out.
    """
    text = [p for p in paragraphs if p.region is Region.BODY] or [
        p for p in paragraphs if p.region is Region.APPENDIX
    ]
    stack: list[Mark] = []
    found: list[Heading] = []
    for at, entry in _entries(text, stack):
        title = without_markers(entry.title, notes)
        if not title and entry.mark.kind in _TITLED_BELOW and at + 1 < len(text):
            title = text[at + 1].text if is_capitals(text[at + 1].text) else ""
        name, kind = named(entry, title)
        found.append(Heading(entry.mark.shown, len(stack), name, kind, entry.paragraph))
    return tuple(_pointed(found))


def _pointed(found: Sequence[Heading]) -> Iterator[Heading]:
    """Numerals with the full stop that OCR lost, where the document's others have it."""
    others = Counter(heading.marker[-1] for heading in found if heading.marker[:1] in _STROKES)
    usual = others.most_common(1)[0][0] if others else ""
    for heading in found:
        bare = heading.marker in ROMAN and usual == "."
        read_by_ocr = heading.paragraph.lines[0].line.words[0].confidence < 1
        yield replace(heading, marker=f"{heading.marker}.") if bare and read_by_ocr else heading


def _entries(text: Sequence[Paragraph], stack: list[Mark]) -> Iterator[tuple[int, Entry]]:
    """Entries in order; the stack holds the entry itself and those that it stands under."""
    known = _lost_numerals(text)
    for at in _free(text):
        bare = _bare(text[at])
        mark = known.get(at) or _taken(bare, stack)
        if mark is None:
            continue
        title = bare[mark.end :].lstrip(" _-–.").rstrip()
        if is_row(title):
            continue
        while stack and stack[-1].rank >= mark.rank:
            stack.pop()
        stack.append(mark)
        yield at, Entry(mark, title, text[at])


def _bare(paragraph: Paragraph) -> str:
    return NOISE.sub("", paragraph.text.lstrip())


def _free(text: Sequence[Paragraph]) -> Iterator[int]:
    """Paragraphs outside tables and brackets."""
    open_bracket = False
    for index, paragraph in enumerate(text):
        if any(line.line.cell for line in paragraph.lines):
            continue
        inside = open_bracket
        open_bracket = _bracket_after(paragraph.text.lstrip(), inside)
        if not inside:
            yield index


def _bracket_after(text: str, inside: bool) -> bool:
    """Whether a list in a bracket, "(Hồ sơ gửi kèm: ...", is still open at the end of this paragraph."""
    if not inside and not (text.startswith("(") and text.endswith(":")):
        return False
    return (1 if inside else 0) + text.count("(") - text.count(")") > 0


def _taken(text: str, stack: Sequence[Mark]) -> Mark | None:
    """The mark of the text as printed when it fits its list, else as it must have been."""
    mark = read(text)
    if mark and _fits(mark, stack):
        return mark if _may_head(mark, text, stack) else None
    guesses = [guess for guess in misread(text) if _is_next(guess, stack)]
    going_on = [guess for guess in guesses if _above(guess, stack)]
    return max(going_on or guesses, key=lambda guess: guess.rank, default=None)


def _may_head(mark: Mark, text: str, stack: Sequence[Mark]) -> bool:
    """A part begins the document, or comes after another; "Phần 1: Nghị luận" inside a section is none."""
    inside = bool(stack) and stack[0].kind not in ("part", mark.kind)
    rest = text[mark.end :]
    return mark.kind != "part" or not inside or not rest.strip() or is_capitals(rest)


def _fits(mark: Mark, stack: Sequence[Mark]) -> bool:
    """Whether the number goes on from the last of its kind, begins anew, or begins a list."""
    value = mark.value
    before = _above(mark, stack)
    if before is None:
        return value is None or value <= LATEST_START.get(mark.kind, value)
    old = before.value
    return old is None or value is None or value == 1 or old < value <= old + LARGEST_SKIP


def _above(mark: Mark, stack: Iterable[Mark]) -> Mark | None:
    """The last entry of the mark's kind in its list."""
    return next((held for held in stack if held.kind == mark.kind), None)


def _is_next(mark: Mark, stack: Sequence[Mark]) -> bool:
    """Whether the number is exactly the next of its list, or the first of one that hangs on an entry."""
    before = _above(mark, stack)
    if before is None:
        return mark.value == 1 and mark.kind in ("number", "point") and bool(stack)
    return before.value is not None and mark.value == before.value + 1


def _lost_numerals(text: Sequence[Paragraph]) -> dict[int, Mark]:
    """The paragraphs where a Roman numeral that is missing between two others must have stood."""
    free = list(_free(text))
    found: dict[int, Mark] = {}
    last, start = 0, 0
    for place, at in enumerate(free):
        mark = read(_bare(text[at]))
        if mark and last == 0 and _was_numeral(text[at], mark, [(i, text[i]) for i in free[place + 1 :]]):
            found[at] = Mark("roman", "I", "I.", mark.end)
            last, start = 1, place + 1
        value = mark.value if mark and mark.kind == "roman" else None
        if value is None:
            continue
        if value == last + 2:
            found |= _between([(i, text[i]) for i in free[start:place]], _NUMERALS[last + 1])
        last, start = value, place + 1
    return found


def _was_numeral(paragraph: Paragraph, mark: Mark, after: Sequence[tuple[int, Paragraph]]) -> bool:
    """Whether "1." before a title in capitals was "I.": read from a picture, and "1." comes next again."""
    from_picture = paragraph.lines[0].line.words[0].confidence < 1
    title = _bare(paragraph)[mark.end :]
    first = mark.kind == "number" and mark.value == 1 and is_capitals(title)
    return from_picture and first and _doubled(_bare(paragraph), after)


def _between(held: Sequence[tuple[int, Paragraph]], numeral: str) -> dict[int, Mark]:
    """The one paragraph that may have had the numeral: misread, its full stop left, or in capitals."""
    found: list[tuple[int, Mark]] = []
    for place, (at, paragraph) in enumerate(held):
        text = _bare(paragraph)
        if len(text.split()) > LONGEST_LOST or cues.TERMINAL.search(text):
            continue
        guess = next((g for g in misread(text) if g.kind == "roman" and g.number == numeral), None)
        if guess and not (is_capitals(text) or _doubled(text, held[place + 1 :])):
            continue
        if mark := guess or lost(text, numeral):
            found.append((at, mark))
    return dict(found) if len(found) == 1 else {}


def _doubled(text: str, after: Iterable[tuple[int, Paragraph]]) -> bool:
    """Whether the next number is the same again: "1. Đánh giá", "1. Kết quả" was "I.", "1."."""
    mark = read(text)
    coming = (read(_bare(paragraph)) for _, paragraph in after)
    following = next((found for found in coming if found and found.kind == "number"), None)
    if mark is None or mark.kind != "number":
        return following is not None and following.value == 1
    return following is not None and following.value == mark.value
