"""The documents of one file, each with its own pages.

Document ─ boundaries ─▶ Divided(document with pages from 1, which part it is, doubtful pages) for each
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from extract.core.model import Document
from extract.layout.boundaries import Boundaries, boundaries
from schemas.record import Part

ANOTHER = "several-documents"  # another one may begin on the page


@dataclass(frozen=True, slots=True)
class Divided:
    """One document of a file; `part` is None for the only one."""

    document: Document
    part: Part | None = None
    doubtful: tuple[tuple[int, str], ...] = ()  # pages of `document`, and what is in doubt (codes of review)


def divided(whole: Document) -> tuple[Divided, ...]:
    """The documents of a file in their order; a document without pages of its own (office files) is one."""
    if not whole.paged:
        return (Divided(whole),)
    found = boundaries(whole.pages)
    if len(found.parts) < 2:
        return (Divided(whole, doubtful=tuple((number, ANOTHER) for number in found.doubtful)),)
    return tuple(_part(whole, found, index) for index in range(len(found.parts)))


def _part(whole: Document, found: Boundaries, index: int) -> Divided:
    first, last = found.parts[index]
    inside = [page for page in whole.pages if first <= page.number <= last]
    pages = tuple(replace(page, number=number) for number, page in enumerate(inside, 1))
    warnings = whole.warnings if index == 0 else ()
    part = Part(index=index + 1, of=len(found.parts), first_page=first, last_page=last)
    doubtful = tuple((number - first + 1, ANOTHER) for number in found.doubtful if first <= number <= last)
    return Divided(replace(whole, pages=pages, warnings=warnings), part, doubtful)
