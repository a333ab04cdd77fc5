"""`sohoa check`: an output folder ─▶ a report of all its documents.

records + archive.yaml + the sheet ─▶ described (as for a package) ─▶ judged, one after the other ─▶ Report
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime

from extract.core.errors import OutputError
from extract.export.records import read
from extract.packages import grammar, settings
from extract.packages.acceptance.files import look
from extract.packages.acceptance.judge import Asked, Known, judged
from extract.packages.acceptance.noted import Noted, noting
from extract.packages.acceptance.report import Judged, Report
from extract.packages.acceptance.where import Where
from extract.packages.describe import Described, Describer
from extract.packages.dossiers import dossiers
from extract.packages.registers.run import with_sheet
from extract.packages.settings import Settings
from extract.packages.wanted import VIETNAM, Kind, Profile, Wanted
from schemas.catalogue.system import why


def check(where: Where) -> Report:
    """Raises OutputError when the folder is none of `sohoa convert` or something cannot be read.

    NotInstalled when there is a sheet and nothing to read it with.
    """
    noted: dict[str, Noted] = {}
    held = dossiers(noting(read(where.folder), noted))
    told = settings.read(where.archive or where.folder / settings.FILE_NAME)
    told, notes = with_sheet(told, where.folder, where.register, held)
    now = datetime.now(VIETNAM)
    describer = Describer(Wanted(Kind.SIP, Profile.SAMPLE, where.sources, now), told, where.folder)
    documents = list[Judged]()
    for dossier in held:
        described = describer.described(dossier)
        asked = Asked(describer.wanted.form_of_document, _code(described), told.own.get("fileNames", ""))
        documents += _judged(described, asked, noted, told, where)
    left_out = sum(len(one.documents) for one in held) - len(documents)
    return Report(where.folder, now, told.own, len(held), tuple(documents), left_out, (*told.faults, *notes))


def _judged(
    described: Described, asked: Asked, noted: Mapping[str, Noted], told: Settings, where: Where
) -> Iterator[Judged]:
    given = told.of(described.dossier.folder).documents
    for one in described.documents:
        document, known = one.document, noted[one.document.key]
        try:
            held = look(one, known, where.folder, where.sources)
        except OSError as error:
            raise OutputError("document-not-read", path=error.filename, error=why(error)) from error
        standings = judged(Known(one, given.get(document.name, {}), known, held), asked)
        yield Judged(document.key, document.path, document.pages, standings)


def _code(described: Described) -> str:
    """mã hồ sơ; where names of files differ in it, that of most of them."""
    if described.code:
        return described.code
    named = [grammar.of_stem(one.document.stem) for one in described.documents]
    codes = Counter(found[0].file for found in named if found)
    return codes.most_common(1)[0][0] if codes else ""
