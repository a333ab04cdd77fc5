"""The pages of a PDF as a copy that may be PDF/A: what draws the pages stays, what is done with them goes.

    path ─▶ pikepdf ─▶ pages of one document, without signatures, scripts, attachments and private keys

The file itself is never touched. A signature says that a file is unchanged, so a copy cannot bear one: its
fields go, and it is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

from extract.serialise.searchable.standard_keys import keep_to_the_standard
from schemas.catalogue import Message

OF_WHOLE = ("/Outlines", "/Names", "/Dests", "/StructTreeRoot", "/MarkInfo", "/Threads")
NAMED_FILES = ("/EmbeddedFiles", "/JavaScript", "/Renditions", "/AlternatePresentations")


@dataclass(frozen=True, slots=True)
class OwnPages:
    """A copy in memory, and what it lacks."""

    pdf: Pdf
    notices: tuple[Message, ...] = ()


def own_pages(path: Path, first: int, count: int) -> OwnPages:
    """So many pages from one on (from 1). Raises pikepdf.PdfError, and IndexError when it has fewer."""
    pdf = pikepdf.open(path)
    if len(pdf.pages) < first + count - 1:
        raise IndexError(first + count - 1)
    whole = len(pdf.pages) == count
    notices = tuple(_without_acts(pdf))
    if not whole:
        del pdf.pages[first - 1 + count :]
        del pdf.pages[: first - 1]
        _drop(pdf.Root, OF_WHOLE)
    keep_to_the_standard(pdf)
    pdf.remove_unreferenced_resources()
    return OwnPages(pdf, notices)


def _without_acts(pdf: Pdf) -> Iterator[Message]:
    form = pdf.Root.get(Name.AcroForm)
    signatures = _signatures(form.get(Name.Fields, Array())) if isinstance(form, Dictionary) else 0
    names = pdf.Root.get(Name.Names)
    files = isinstance(names, Dictionary) and Name.EmbeddedFiles in names
    if signatures or Name.Perms in pdf.Root:
        yield Message.of("searchable-unsigned", count=max(signatures, 1))
    if files:
        yield Message.of("searchable-without-files")
    filled = form is not None and _has_values(pdf)
    _without_widgets(pdf, signed_only=filled)
    if filled:
        pdf.flatten_annotations("all")
        _without_widgets(pdf, signed_only=False)
    if isinstance(names, Dictionary):
        _drop(names, NAMED_FILES)


def _signatures(fields: Object, depth: int = 0) -> int:
    """How many fields hold a signature; a tree of fields is not followed deeper than sane ones are."""
    found = 0
    for field in fields if depth < 8 else ():
        if isinstance(field, Dictionary):
            found += field.get(Name.FT) == Name.Sig and Name.V in field
            found += _signatures(field.get(Name.Kids, Array()), depth + 1)
    return found


def _is_signature(annotation: Object) -> bool:
    kind = annotation.get(Name.FT) or annotation.get(Name.Parent, Dictionary()).get(Name.FT)
    return bool(kind == Name.Sig)


def _is_widget(annotation: Object) -> bool:
    return isinstance(annotation, Dictionary) and annotation.get(Name.Subtype) == Name.Widget


def _has_values(pdf: Pdf) -> bool:
    """Whether a page shows what somebody filled in, which must go on to be seen."""
    shown = (annotation for page in pdf.pages for annotation in page.obj.get(Name.Annots, Array()))
    return any(_is_widget(one) and not _is_signature(one) and Name.AP in one for one in shown)


def _without_widgets(pdf: Pdf, *, signed_only: bool) -> None:
    for page in pdf.pages:
        held = page.obj.get(Name.Annots)
        if isinstance(held, Array):
            kept = [one for one in held if not (_is_widget(one) and (not signed_only or _is_signature(one)))]
            page.obj[Name.Annots] = Array(kept)


def _drop(held: Object, keys: tuple[str, ...]) -> None:
    for key in keys:
        if key in held:
            del held[key]
