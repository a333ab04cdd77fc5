"""`sohoa package check`: a package, or a folder of packages (a delivery) ─▶ a report of each.

In a delivery no document stands twice, neither by its identifier nor by its content.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from extract.core.errors import OutputError
from extract.intake import formats
from extract.packages.checking.descriptions import check_descriptions
from extract.packages.checking.findings import Report
from extract.packages.checking.formats import check_formats
from extract.packages.checking.mets_check import REP, check_mets
from extract.packages.checking.premis_check import check_premis
from extract.packages.checking.tree import METS, Tree, opened


def check(path: Path) -> Iterator[Report]:
    """One report after the other. Raises OutputError when there is no package."""
    found = [path] if path.is_file() or (path / METS).is_file() else sorted(_packages(path))
    if not found:
        raise OutputError("check-no-package", path=path)
    seen: dict[str, str] = {}
    for one in found:
        report = Report(one.name)
        with opened(one, report) as tree:
            if tree is not None:
                _package(tree, report, seen)
        yield report


def _packages(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.suffix.lower() in formats.ZIP.suffixes or (path.is_dir() and (path / METS).is_file()):
            yield path


def _package(tree: Tree, report: Report, seen: dict[str, str]) -> None:
    """`seen`: identifiers and hashes of documents, and the package that has each."""
    read = check_mets(tree, report)
    identifiers = check_descriptions(tree, read, report)
    check_premis(tree, read, report)
    check_formats(tree, read, report)
    data = [path for path in tree.files if path.startswith(f"{REP}data/")]
    hashes = {path: measured[1] for path in data if (measured := tree.hashed(path))}
    for path, known in [*hashes.items(), *(("", one) for one in identifiers if one)]:
        if (before := seen.setdefault(known, report.name)) != report.name:
            report.warn("check-in-two-packages", path, value=known, package=before)
