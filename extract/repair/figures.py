"""Pictures within the text of an office file, put where they stand once they are read.

    flow Page with figures, what each of them says ─ unfolded ─▶ Pages: text, picture, text ...

A scan pasted into Word becomes a page of its own, so that layout sees where its words stand; a picture of a
few lines, or one in a cell, gives lines of the text around it. Only print counts: of a photo or an emblem a
recogniser makes signs that are no words, and these are left out and told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from diacritics.syllable import is_syllable, normalise_tone
from extract.core.model import Cell, Figure, Line, Page, Table
from schemas.catalogue import Message

# Words of a picture that is a page: letters and annexes have 100 and more, letterheads and stamps at most 30.
LEAST_OF_A_PAGE = 40
# Print: so many words that are surely read, and so large a share of all. Emblems, photos and signatures give
# one or two at most, a line of a letterhead three.
LEAST_WORDS, LEAST_SHARE, SURE = 3, 0.5, 0.6
_SHOWN = 60  # letters of the line that a notice names a place by


@dataclass(frozen=True, slots=True)
class Said:
    """What a figure says: its pages as read and repaired, or why there are none."""

    pages: tuple[Page, ...] = ()
    problem: Message | None = None

    @property
    def is_print(self) -> bool:
        """Whether there are words in it, and not only what a recogniser makes of a photo."""
        words = [word for page in self.pages for word in page.words if len(word.text) > 1]
        sure = sum(word.confidence >= SURE and _is_word(word.text) for word in words)
        return sure >= LEAST_WORDS and sure >= LEAST_SHARE * len(words)

    @property
    def words(self) -> int:
        """How many there are."""
        return sum(len(page.words) for page in self.pages)


def unfolded(page: Page, read: Callable[[Figure], Said]) -> list[Page]:
    """The page with its pictures read; pages that they become stand between the parts of its text."""
    if not page.figures:
        return [page]
    said = {figure.data: read(figure) for figure in page.figures}
    parts: list[list[Line]] = [[]]
    pictures: list[Page] = []  # the one of this index follows the part of the same index
    begun = 0
    for figure in page.figures:
        what = said[figure.data]
        parts[-1] += page.lines[begun : figure.after]
        begun = figure.after
        if not what.is_print:
            continue
        if figure.cell is not None or what.words < LEAST_OF_A_PAGE:
            parts[-1] += [_bare(line, figure) for one in what.pages for line in one.lines if line.words]
            continue
        pictures += what.pages
        parts += [[] for _ in what.pages]
    parts[-1] += page.lines[begun:]
    laid = [part for pair in zip_longest((_text(page, part) for part in parts), pictures) for part in pair]
    found = [part for part in laid if part is not None] or [page]
    # Notes and warnings are the document's; the first part of its text has them.
    warnings = (*page.warnings, *_notices(page, said))
    first = next((at for at, part in enumerate(found) if part.origin is page.origin), 0)
    found[first] = replace(found[first], notes=page.notes, figures=())
    found[0] = replace(found[0], warnings=(*warnings, *found[0].warnings), figures=())
    return found


def _bare(line: Line, figure: Figure) -> Line:
    """A line of a picture as one of the text around it, which has no places."""
    return Line.of((replace(word, box=None) for word in line.words), figure.cell)


def _text(page: Page, lines: Sequence[Line]) -> Page | None:
    """The page with these of its lines and those that came to them; its tables are numbered anew."""
    if not lines:
        return None
    used = sorted({line.cell[0] for line in lines if line.cell})
    number = {old: new for new, old in enumerate(used)}
    numbered = {
        id(line): replace(line, cell=(number[line.cell[0]], *line.cell[1:])) if line.cell else line
        for line in lines
    }

    def cell(table: int, old: Cell) -> Cell:
        place, ids = (table, old.row, old.column), {id(line) for line in old.lines}
        held = (line for line in lines if id(line) in ids or line.cell == place)
        return replace(old, lines=tuple(numbered[id(line)] for line in held))

    def table(at: int) -> Table:
        return replace(page.tables[at], cells=tuple(cell(at, old) for old in page.tables[at].cells))

    kept = tuple(map(table, used))
    return replace(page, lines=tuple(numbered.values()), tables=kept, notes=(), warnings=(), figures=())


def _notices(page: Page, said: Mapping[bytes, Said]) -> Iterator[Message]:
    """What is told of pictures that gave no words: of those that failed, and of those without print."""
    silent = [figure for figure in page.figures if not said[figure.data].is_print]
    failed = [figure for figure in silent if said[figure.data].problem]
    empty = [figure for figure in silent if not said[figure.data].problem]
    if failed:
        problem = said[failed[0].data].problem
        cause = problem.code if problem else ""
        params = dict(problem.params) if problem else {}
        yield Message.of(
            "pictures-not-read", count=len(failed), near=_near(page, failed[0]), cause=cause, **params
        )
    if empty:
        yield Message.of("pictures-without-print", count=len(empty), near=_near(page, empty[0]))


def _near(page: Page, figure: Figure) -> str:
    """The last words before a picture, to find it by."""
    before = next((line.text for line in reversed(page.lines[: figure.after]) if line.text), "")
    return f"{before[:_SHOWN].rstrip()}…" if len(before) > _SHOWN else before or "…"


def _is_word(text: str) -> bool:
    """A syllable, or a number of two digits and more."""
    letters = "".join(filter(str.isalpha, text))
    return is_syllable(normalise_tone(letters)) if letters else sum(map(str.isdigit, text)) > 1
