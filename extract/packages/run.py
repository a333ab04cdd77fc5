"""`sohoa package`: an output folder ─▶ a ZIP for each hồ sơ that lacks nothing, and what the others lack.

    records ─▶ dossiers ─▶ described ─▶ build ─▶ zipped, one after the other ─▶ packages.json

packages.json beside the ZIPs says what each is (what is declared at delivery), and which document became
which file. A hồ sơ that lacks something has no package; with `draft` it has one that is marked so.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.core.errors import OutputError
from extract.export.files import replaced
from extract.export.records import read
from extract.packages import settings, zipped
from extract.packages.build import build
from extract.packages.data_files import sha256_of
from extract.packages.describe import Described, Describer
from extract.packages.dossiers import dossiers
from extract.packages.settings import Settings
from extract.packages.wanted import Wanted
from schemas.catalogue import Message
from schemas.catalogue.system import why

LIST = "packages.json"
DRAFT = "DRAFT_"  # before the name of a ZIP


@dataclass(frozen=True, slots=True)
class Made:
    """What came of one hồ sơ."""

    described: Described
    target: Path | None  # None: it lacks something
    objid: str | None = None

    def as_json(self) -> dict[str, Any]:
        """For other programs."""
        return {
            "folder": self.described.dossier.folder,
            "code": self.described.code or None,
            "file": str(self.target) if self.target else None,
            "objid": self.objid,
            "lacks": [_told(message) for message in self.described.lacks],
            "notes": [_told(message) for message in self.described.notes],
        }


@dataclass(frozen=True, slots=True)
class Packed:
    """What came of a folder. `faults`: what is wrong in archive.yaml; then there are no packages."""

    target: Path
    made: tuple[Made, ...]
    faults: tuple[Message, ...]
    others: tuple[str, ...] = ()  # ZIPs that lie there from before

    @property
    def is_whole(self) -> bool:
        """Whether every hồ sơ has a package, and none is a draft for want of something."""
        return not self.faults and all(one.target and not one.described.lacks for one in self.made)

    def as_json(self) -> dict[str, Any]:
        """For other programs."""
        made = [one.as_json() for one in self.made]
        faults = [_told(one) for one in self.faults]
        return {"target": str(self.target), "faults": faults, "files": made, "others": list(self.others)}


def package(folder: Path, wanted: Wanted, archive: Path | None = None, out: Path | None = None) -> Packed:
    """Raises OutputError when the folder is none of `sohoa convert` or something cannot be written."""
    told, target = settings.read(archive or folder / settings.FILE_NAME), out or folder / "packages"
    describer = Describer(wanted, told, folder)
    described = [describer.described(one) for one in dossiers(read(folder))]
    faults = (*told.faults, *_faults(told, described))
    if faults and not wanted.draft:
        return Packed(target, tuple(Made(one, None) for one in described), faults)
    made = tuple(_made(one, wanted, told, folder, target) for one in described)
    if any(one.target for one in made):
        _list(made, wanted, told, target / LIST)
    names = {one.target.name for one in made if one.target}
    others = tuple(sorted(path.name for path in target.glob("*.zip") if path.name not in names))
    return Packed(target, made, faults, others)


def _faults(told: Settings, described: Sequence[Described]) -> Iterator[Message]:
    """What is wrong with all of them together."""
    folders = {one.dossier.folder for one in described}
    for name in told.files:
        if name not in folders:
            yield Message.of("archive-no-such-file", path=told.path, folder=name)
    of_code: dict[str, str] = {}
    for one in described:
        first = of_code.setdefault(one.code, one.dossier.folder) if one.code else one.dossier.folder
        if first != one.dossier.folder:
            yield Message.of("code-of-two-files", code=one.code, first=first, second=one.dossier.folder)


def _told(message: Message) -> dict[str, Any]:
    return {"code": message.code, "params": dict(message.params), "message": message.say()}


def _made(described: Described, wanted: Wanted, told: Settings, folder: Path, target: Path) -> Made:
    if described.lacks and not wanted.draft:
        return Made(described, None)
    try:
        package = build(described, wanted, told, folder)
    except OSError as error:
        raise OutputError("document-not-read", path=error.filename, error=why(error)) from error
    path = target / f"{DRAFT if wanted.draft else ''}{package.plan.folder}.zip"
    zipped.write(package, path)
    return Made(described, path, package.plan.objid)


def _list(made: tuple[Made, ...], wanted: Wanted, told: Settings, path: Path) -> None:
    content = {
        "kind": wanted.kind,
        "profile": wanted.profile,
        "draft": wanted.draft,
        "registration": told.own.get("registration"),
        "fonds": told.own.get("fonds"),
        "packed": wanted.time,
        "packages": [_entry(one, one.target) for one in made if one.target],
    }
    with replaced([path]) as (temporary,):
        temporary.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _entry(one: Made, target: Path) -> dict[str, Any]:
    described = one.described
    return {
        "file": target.name,
        "sha256": sha256_of(target),
        "objid": one.objid,
        "code": described.code,
        "title": described.values["title"],
        "folder": described.dossier.folder,
        "documents": [
            {"id": document.identifier, "record": document.document.key, "source": document.document.path}
            for document in described.documents
            if document.data
        ],
    }
