"""`sohoa package register`: an output folder ─▶ a sheet to fill in, with what was filled in before.

    records + archive.yaml + the sheet that lies there ─▶ described ─▶ the sheet anew

A sheet of which a cell cannot be read is left as it is: what a person wrote is not to be lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from extract.core.errors import OutputError
from extract.export.forms import NotInstalled
from extract.export.records import read as records
from extract.packages import settings
from extract.packages.describe import Described, Describer
from extract.packages.dossiers import Dossier, dossiers
from extract.packages.registers import filled, layouts
from extract.packages.registers.filled import Orphan, Read
from extract.packages.settings import Settings
from extract.packages.wanted import VIETNAM, Kind, Profile, Wanted
from schemas.catalogue import Message


@dataclass(frozen=True, slots=True)
class Registered:
    """What came of it. `lacks`: how many values packages still need."""

    target: Path
    files: int
    documents: int
    lacks: int
    notes: tuple[Message, ...]


def register(folder: Path, name: layouts.Name, archive: Path | None, out: Path | None) -> Registered:
    """Raises OutputError when something cannot be read or written, NotInstalled without openpyxl."""
    layout = layouts.layout(name)
    target = out or folder / layout.file
    held = list(dossiers(records(folder)))
    told = settings.read(archive or folder / settings.FILE_NAME)
    notes = list(told.faults)
    before = _before(target, folder, held)
    if before:
        told = replace(told, faults=()).with_sheet(before.filled)
        notes += before.notes
    describer = Describer(Wanted(Kind.SIP, Profile.SAMPLE, (), datetime.now(VIETNAM)), told, folder)
    described = [describer.described(one) for one in held]
    try:
        from extract.packages.registers.write import write  # noqa: PLC0415 - of an extra
    except ModuleNotFoundError as error:
        raise NotInstalled("sheet-not-installed", package=error.name) from error
    kept = _kept(before, described) if before and before.layout is layout else []
    notes += [Message.of("row-kept", path=target, at=one.at, value=one.path) for one in kept]
    write(described, told, layout, kept, folder=folder, target=target)
    corrected = [note for one in described for note in one.notes if note.code.startswith("sheet-")]
    lacks = sum(_is_value(lack) for one in described for lack in one.lacks)
    documents = sum(len(one.documents) for one in described)
    return Registered(target, len(described), documents, lacks, (*notes, *corrected))


def _before(target: Path, folder: Path, held: Sequence[Dossier]) -> Read | None:
    """The sheet that is to be written anew, else that of the other layout. Raises OutputError."""
    for path in (target, *standard(folder)):
        if path.is_file():
            read = filled.read(path, held)
            if read.filled.faults:
                first, count = read.filled.faults[0], len(read.filled.faults)
                raise OutputError("sheet-left", path=path, count=count, fault=first.say())
            own = [note for note in read.notes if note.code in ("column-unknown", "sheet-unknown")]
            if own and path == target:
                raise OutputError("sheet-with-more", path=path, note=own[0].say())
            return read
    return None


def standard(folder: Path) -> list[Path]:
    """The sheets that lie in the output folder by their names."""
    paths = [folder / layouts.layout(name).file for name in layouts.Name]
    return [path for path in paths if path.is_file()]


def with_sheet(
    told: Settings, folder: Path, sheet: Path | None, held: Sequence[Dossier]
) -> tuple[Settings, list[Message]]:
    """Settings with what is filled in, and what is to be told of it. Raises OutputError, NotInstalled."""
    lying = standard(folder)
    if sheet is None and len(lying) > 1:
        raise OutputError("sheets-two", first=lying[0], second=lying[1])
    path = sheet or (lying[0] if lying else None)
    if path is None:
        return told, []
    read = filled.read(path, held)
    unknown = [Message.of("row-without-record", path=path, at=one.at, value=one.path) for one in read.orphans]
    merged = told.with_sheet(replace(read.filled, faults=(*read.filled.faults, *unknown)))
    return merged, list(read.notes)


def _kept(before: Read, described: Sequence[Described]) -> list[Orphan]:
    """Rows that have no place any more, but hold what a person filled in."""
    shown = {one.document.key.removesuffix(".json") for held in described for one in held.documents}
    return [*before.orphans, *(row for key, row in before.told.items() if key not in shown)]


def _is_value(lack: Message) -> bool:
    return lack.code in ("value-of-file", "value-of-document", "no-fonds")
