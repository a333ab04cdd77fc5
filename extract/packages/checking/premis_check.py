"""PREMIS: valid, and its sizes and hashes true."""

from __future__ import annotations

from extract.packages import xml
from extract.packages.checking.findings import Report
from extract.packages.checking.mets_check import Read
from extract.packages.checking.tree import Tree
from extract.packages.schema_files import violations

_P = f"{{{xml.PREMIS}}}"


def check_premis(tree: Tree, read: Read, report: Report) -> None:
    """Every PREMIS file in the package."""
    for path in tree.files:
        if "/preservation/" in path and path.lower().endswith(".xml"):
            root = tree.xml(path)
            if root is None:
                continue
            for line, told in violations(root, "premis"):
                report.error("check-not-valid", path, line=line, error=told)
            for node in root.iter(f"{_P}object"):
                _file(tree, node, read, path, report)


def _file(tree: Tree, node: xml.Node, read: Read, path: str, report: Report) -> None:
    """An object that a METS has as a file, called by its ID there."""
    file = read.files.get(node.findtext(f"{_P}objectIdentifier/{_P}objectIdentifierValue") or "")
    if file is None or file not in tree.files or (measured := tree.hashed(file)) is None:
        return
    size, sha256 = measured
    about = f"{_P}objectCharacteristics/{_P}"
    if (told := node.findtext(f"{about}size")) and told.strip() != str(size):
        report.error("check-size", file, mets=path, told=told, size=size)
    for fixity in node.iterfind(f"{about}fixity"):
        is_ours = fixity.findtext(f"{_P}messageDigestAlgorithm") == "SHA-256"
        if is_ours and (fixity.findtext(f"{_P}messageDigest") or "").upper() != sha256:
            report.error("check-hash", file, mets=path)
