"""A package as a ZIP: its folder within, files in the order of their names, the same bytes every time.

Stored, not packed: PDFs and pictures hardly shrink, and no version of zlib then decides what comes out.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

from extract.export.files import replaced
from extract.packages.build import Package
from extract.packages.items import Item
from extract.packages.wanted import VIETNAM

_FIRST_YEAR = 1980  # of the format
_PLAIN_FILE = 0o100644 << 16
_LARGE = zipfile.ZIP64_LIMIT // 2  # bytes; above, the entry has room for 64 bits


def write(package: Package, target: Path) -> None:
    """Raises OutputError; then nothing is left behind."""
    when = package.plan.wanted.when.astimezone(VIETNAM)
    time = when.timetuple()[:6] if when.year >= _FIRST_YEAR else (_FIRST_YEAR, 1, 1, 0, 0, 0)
    with replaced([target]) as (temporary,), zipfile.ZipFile(temporary, "w") as archive:
        for item in sorted(package.items, key=lambda one: one.path):
            _add(archive, item, f"{package.plan.folder}/{item.path}", time)


def _add(archive: zipfile.ZipFile, item: Item, name: str, time: tuple[int, ...]) -> None:
    info = zipfile.ZipInfo(name, time)  # type: ignore[arg-type]
    info.external_attr, info.create_system = _PLAIN_FILE, 3
    with archive.open(info, "w", force_zip64=item.size > _LARGE) as target:
        item.copy_to(target)  # type: ignore[arg-type]
