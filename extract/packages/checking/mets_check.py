"""The two METS of a package: valid, complete, true; each document with one description and one file.

Tree ─▶ check_mets ─▶ Read(kind, type, pairs) for the descriptions
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from extract.packages import xml
from extract.packages.checking.findings import Report
from extract.packages.checking.links import Link, check_links, links
from extract.packages.checking.tree import METS, Tree
from extract.packages.schema_files import violations

REP = "representations/rep1/"
REP_METS = f"{REP}{METS}"
EAD = "metadata/descriptive/EAD.xml"
PREMIS = "metadata/preservation/PREMIS.xml"
NEEDED = (METS, REP_METS, EAD)
DRAFT = "TEST"
_CSIP = f"{{{xml.CSIP}}}"
_DESCRIPTION = re.compile(r"EAD_(?:doc|pic|media)_(.+)\.xml", re.IGNORECASE)


@dataclass(slots=True)
class Read:
    """What the METS say that other checks need."""

    kind: str = ""  # SIP, AIP, DIP
    is_loose: bool = False  # documents without a hồ sơ
    descriptions: list[str] = field(default_factory=list)  # of documents
    pairs: list[tuple[str, str]] = field(default_factory=list)  # description and file of each document
    files: dict[str, str] = field(default_factory=dict)  # path by the ID in a METS


def check_mets(tree: Tree, report: Report) -> Read:
    """All of it."""
    read, seen = Read(), set[str]()
    for path in NEEDED:
        if path not in tree.files:
            report.error("check-needed", path)
    top = _read(tree, METS, "", seen=seen, read=read, report=report)
    if top is not None:
        _header(tree, top, read, report)
    inner = _read(tree, REP_METS, REP, seen=seen, read=read, report=report)
    if inner is not None:
        _pairs(inner, list(links(inner, REP)), read, report)
    for path in sorted(set(tree.files) - seen - {METS}):
        report.error("check-not-named", path)
    _folders(tree, read, report)
    return read


def _read(tree: Tree, path: str, base: str, *, seen: set[str], read: Read, report: Report) -> xml.Node | None:
    root = tree.xml(path)
    if root is None:
        return None
    for line, told in violations(root, "mets"):
        report.error("check-not-valid", path, line=line, error=told)
    found = list(links(root, base))
    check_links(tree, path, found, report)
    seen |= {link.path for link in found if link.path}
    read.files |= {link.id: link.path for link in found if link.kind == "FLocat" and link.path}
    return root


def _header(tree: Tree, root: xml.Node, read: Read, report: Report) -> None:
    header = next((node for node in root if xml.name_of(node) == "metsHdr"), None)
    read.kind = (header.get(f"{_CSIP}OAISPACKAGETYPE") if header is not None else None) or ""
    read.is_loose = (root.get("TYPE") or "").casefold() == "collection"
    if read.kind not in ("SIP", "AIP", "DIP"):
        report.error("check-no-kind", METS, kind=read.kind or "-")
    if header is not None and header.get("RECORDSTATUS") == DRAFT:
        report.warn("check-draft", METS)
    objid = root.get("OBJID") or ""
    if not objid:
        report.error("check-no-objid", METS)
    elif tree.name and objid.replace(":", "_") != tree.name:
        report.error("check-objid-not-folder", METS, objid=objid, folder=tree.name)


def _folders(tree: Tree, read: Read, report: Report) -> None:
    if read.kind == "AIP":
        for path in (PREMIS, f"{REP}metadata/preservation/PREMIS_rep1.xml"):
            if path not in tree.files:
                report.error("check-needed", path)
    if read.kind == "SIP" and PREMIS in tree.files:
        report.warn("check-sip-with-premis", PREMIS)
    representations = {path.split("/")[1] for path in tree.files if path.startswith("representations/")}
    if representations - {"rep1"}:
        report.error("check-one-representation", "representations")
    schemas = [PurePosixPath(path).name.lower() for path in tree.files if path.startswith("schemas/")]
    for begin in ("mets", "ead"):
        if not any(name.startswith(begin) for name in schemas):
            report.error("check-no-schema", "schemas", name=begin.upper())


def _pairs(root: xml.Node, found: list[Link], read: Read, report: Report) -> None:
    """Each document has one description and one file, which bear one name."""
    described = {link.id: link.path for link in found if link.kind == "mdRef" and _is_description(link)}
    read.descriptions = [path for path in described.values() if path]
    data = {link.id: link.path for link in found if link.kind == "FLocat" and link.use.startswith("Data")}
    pairs = list(_linked(root))
    times = Counter(one for pair in pairs for one in pair)
    for id, path in (described | data).items():
        if path and times[id] != 1:
            report.error("check-pair", path, count=times[id])
    for description, file in pairs:
        first, second = described.get(description), data.get(file)
        if not first or not second:
            continue
        read.pairs.append((first, second))
        if _stem(first) != PurePosixPath(second).stem:
            report.warn("check-pair-names", first, file=PurePosixPath(second).name)


def _is_description(link: Link) -> bool:
    return link.path is not None and "/descriptive/" in link.path


def _linked(root: xml.Node) -> Iterator[tuple[str, str]]:
    """ID of a description and of its file."""
    for node in root.iter():
        if xml.name_of(node) == "div" and (node.get("LABEL") or "").startswith("MetadataLink/"):
            for pointer in node:
                if xml.name_of(pointer) == "fptr":
                    yield node.get("DMDID") or "", pointer.get("FILEID") or ""


def _stem(path: str) -> str:
    found = _DESCRIPTION.fullmatch(PurePosixPath(path).name)
    return found[1] if found else PurePosixPath(path).stem
