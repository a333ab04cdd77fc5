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
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from schemas.catalogue import Message

# Keys of ISO 32000-1, table 28 (the catalog), but for what acts, fills in, signs and holds files, and what no
# page shows.
CATALOG = frozenset({
    "/Type",
    "/Version",
    "/Pages",
    "/Names",
    "/Dests",
    "/PageLayout",
    "/PageMode",
    "/Outlines",
    "/Threads",
    "/Metadata",
    "/StructTreeRoot",
    "/MarkInfo",
    "/Lang",
    "/OutputIntents",
    "/OCProperties",
})  # fmt: skip
OF_WHOLE = ("/Outlines", "/Names", "/Dests", "/StructTreeRoot", "/MarkInfo", "/Threads")
NAMED_FILES = ("/EmbeddedFiles", "/JavaScript", "/Renditions", "/AlternatePresentations")
# Keys of tables 29 (a node of pages), 30 (a page), 33 (resources), 5 (a stream). Programs write
# others too (/PZ, /ITXT, /LC); no reader shows them, and what is not known cannot be checked.
NODE = frozenset({"/Type", "/Parent", "/Kids", "/Count", "/Resources", "/MediaBox", "/CropBox", "/Rotate"})
PAGE = NODE - {"/Kids", "/Count"} | {
    "/Annots",
    "/ArtBox",
    "/BleedBox",
    "/Contents",
    "/Group",
    "/LastModified",
    "/StructParents",
    "/Tabs",
    "/TrimBox",
    "/UserUnit",
}
RESOURCES = frozenset({
    "/ColorSpace",
    "/ExtGState",
    "/Font",
    "/Pattern",
    "/ProcSet",
    "/Properties",
    "/Shading",
    "/XObject",
})  # fmt: skip
STREAM = frozenset({"/Length", "/Filter", "/DecodeParms"})
SUBSET = (
    "/CIDSet"  # which glyphs a font holds: often wrong, and needed by PDF/A-1 alone, which gets a new one
)
MISPLACED = "/ColorTransform"  # in /DecodeParms it says something, in an image's own dictionary nothing
# Short names of filters, allowed in inline images only (ISO 32000-1, table 94).
SHORT = frozenset({"/Fl", "/LZW", "/AHx", "/A85", "/RL", "/CCF", "/DCT"})


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
    for page in pdf.pages:
        _plain_page(page)
    _plain_nodes(pdf.Root.Pages)
    _plain_streams(pdf)
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
    _keep(pdf.Root, CATALOG)
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


def _keep(held: Object, known: frozenset[str]) -> None:
    for key in [key for key in held.keys() if key not in known]:  # noqa: SIM118 - no mapping of Python's
        del held[key]


def _plain_page(page: pikepdf.Page) -> None:
    _keep(page.obj, PAGE)
    if isinstance(page.obj.get(Name.Resources), Dictionary):
        _keep(page.obj.Resources, RESOURCES)
    contents = page.obj.get(Name.Contents)
    for stream in contents if isinstance(contents, Array) else [contents]:
        if isinstance(stream, Stream):
            _keep(stream, STREAM)


def _plain_nodes(node: Object, depth: int = 0) -> None:
    """The tree of pages, its lists where they belong."""
    _keep(node, NODE)
    node.Kids = Array(list(node.Kids))
    for kid in node.Kids if depth < 50 else ():
        if Name.Kids in kid:
            _plain_nodes(kid, depth + 1)


def _plain_streams(pdf: Pdf) -> None:
    for held in pdf.objects:
        if isinstance(held, Dictionary) and SUBSET in held:
            del held[SUBSET]
        if not isinstance(held, Stream):
            continue
        if MISPLACED in held:
            del held[MISPLACED]
        filters = held.get(Name.Filter)
        names = {str(one) for one in filters} if isinstance(filters, Array) else {str(filters)}
        if names & SHORT:
            held.write(held.read_bytes())
