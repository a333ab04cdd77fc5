"""`sohoa check --sample`: documents drawn by chance ─▶ a sheet in which a person says what is right.

    records ─ sampled ─▶ Sample + links to the files ─ worksheet ─▶ XLSX

A sheet that lies there is never written over: somebody may have worked in it.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from extract.core.errors import OutputError
from extract.core.source import beside
from extract.export.forms import NotInstalled
from extract.export.records import read
from extract.packages import data_files
from extract.packages.acceptance.drawn import Drawing, Sample, sampled
from extract.packages.acceptance.sheet import FILE_NAME
from extract.packages.acceptance.where import Where
from extract.packages.dossiers import Document, dossiers


@dataclass(frozen=True, slots=True)
class Drawn:
    """What came of it."""

    target: Path
    sample: Sample


def draw(where: Where, drawing: Drawing, out: Path | None) -> Drawn:
    """Raises OutputError when something cannot be read or written, NotInstalled without openpyxl."""
    target = out or where.folder / FILE_NAME
    try:
        from extract.packages.acceptance.worksheet import write  # noqa: PLC0415 - of an extra
    except ModuleNotFoundError as error:
        raise NotInstalled("sheet-not-installed", package=error.name) from error
    if target.exists():
        raise OutputError("sample-there", path=target)
    sample = sampled(lambda: read(where.folder), drawing)
    if not sample.values:
        raise OutputError("sample-of-nothing", folder=where.folder)
    write(sample, _links(sample, where, target), target)
    return Drawn(target, sample)


def _links(sample: Sample, where: Where, target: Path) -> dict[str, str]:
    """Of each document that was drawn, from the sheet."""
    held = dossiers(one for one in read(where.folder) if one[0] in sample.records)
    documents = (document for dossier in held for document in dossier.documents)
    return {one.key: _relative(_file(one, where), target) for one in documents}


def _file(document: Document, where: Where) -> Path:
    """The searchable PDF, else the file itself, else the record."""
    copy = where.folder / beside(document.key, "pdf")
    if copy.is_file():
        return copy
    return next(data_files.own(document, where.sources), where.folder / document.key)


def _relative(path: Path, target: Path) -> str:
    return quote(os.path.relpath(path, target.parent).replace(os.sep, "/"))
