"""Keys that the standard knows, in the parts of a PDF that PDF/A is checked by.

    PDF ─ keep_to_the_standard ─▶ the PDF, drawn as before, without private keys

Programs write keys of their own (/PZ, /ITXT, /LC); no reader shows them, and what is not known cannot be
checked. The tables are those of ISO 32000-1.
"""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

# Table 28 (the catalog), but for what acts, fills in, signs and holds files, and what no page shows.
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
# Tables 29 (a node of pages), 30 (a page), 33 (resources) and 5 (a stream).
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
SUBSET = "/CIDSet"  # which glyphs a font holds: often wrong; PDF/A-1 alone needs it, and gets a new one
MISPLACED = "/ColorTransform"  # in /DecodeParms it says something, in an image's own dictionary nothing
# Short names of filters, allowed in inline images only (ISO 32000-1, table 94).
SHORT = frozenset({"/Fl", "/LZW", "/AHx", "/A85", "/RL", "/CCF", "/DCT"})


def keep_to_the_standard(pdf: Pdf) -> None:
    """Take private keys from the catalog, pages, their resources and streams."""
    _keep(pdf.Root, CATALOG)
    for page in pdf.pages:
        _plain_page(page)
    _plain_nodes(pdf.Root.Pages)
    _plain_streams(pdf)


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
