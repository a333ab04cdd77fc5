"""What a METS points to: read, followed, measured.

METS of the package or of rep1 ─▶ links ─▶ Link(path, size, hash) ─▶ checked against the files
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from extract.packages import xml
from extract.packages.checking.findings import Report
from extract.packages.checking.tree import Tree, leads_out

_XLINK = f"{{{xml.XLINK}}}"


@dataclass(frozen=True, slots=True)
class Link:
    """`path`: in the package, None when it leads out. `id`: of the section or file that has it."""

    kind: str  # mdRef, FLocat, mptr
    id: str
    use: str  # of the group of files
    href: str
    path: str | None
    size: str | None
    checksum: str | None
    checksum_type: str | None


def links(root: xml.Node, base: str) -> Iterator[Link]:
    """All of them, in their order; `base`: the folder of the METS, with "/" at its end or ""."""
    for node in root.iter():
        kind = xml.name_of(node)
        if kind not in ("mdRef", "FLocat", "mptr"):
            continue
        above = node.getparent()
        told = above if kind == "FLocat" else node
        group = above.getparent() if kind == "FLocat" else None
        href = node.get(f"{_XLINK}href") or ""
        yield Link(
            kind,
            above.get("ID") or "",
            "" if group is None else group.get("USE") or "",
            href,
            _path(href, base),
            told.get("SIZE"),
            told.get("CHECKSUM"),
            told.get("CHECKSUMTYPE"),
        )


def _path(href: str, base: str) -> str | None:
    path = unquote(href).removeprefix("./")
    return None if not path or leads_out(path) else base + path


def check_links(tree: Tree, mets: str, found: list[Link], report: Report) -> None:
    """That all files are there and are what the METS says."""
    for link in found:
        if link.path is None:
            report.error("check-href-leads-out", mets, href=link.href)
        elif link.path not in tree.files:
            report.error("check-href-without-file", mets, href=link.href)
        elif link.kind != "mptr":
            _measure(tree, mets, link, link.path, report)


def _measure(tree: Tree, mets: str, link: Link, path: str, report: Report) -> None:
    if (measured := tree.hashed(path)) is None:
        return
    size, sha256 = measured
    if link.size is None or link.size.strip() != str(size):
        report.error("check-size", path, mets=mets, told=link.size or "-", size=size)
    if link.checksum_type != "SHA-256":
        report.error("check-hash-other", path, mets=mets, told=link.checksum_type or "-")
    elif (link.checksum or "").upper() != sha256:
        report.error("check-hash", path, mets=mets)
    elif link.checksum != sha256:
        report.warn("check-hash-small", path, mets=mets)
