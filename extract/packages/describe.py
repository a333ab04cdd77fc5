"""A hồ sơ described: the values of all elements, and what is missing or doubtful.

    Dossier + Settings ─▶ described ─▶ Described(values, documents, lacks, notes)

Nothing is invented. What archive.yaml tells goes before what the documents say; what neither tells and the
circular requires is missing, and then there is no package.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from extract.packages import data_files
from extract.packages.dossiers import Document, Dossier
from extract.packages.elements import Element, day_of, faults
from extract.packages.numbering import Numbered, Numbering, numbered
from extract.packages.settings import FileSettings, Settings
from extract.packages.told import Told
from extract.packages.values import DIGITISED, Values, document_values, file_values
from extract.packages.wanted import Kind, Wanted
from schemas.catalogue import Message

FOR_EVER = "01"  # what a lịch sử archive takes in
OF_THE_CODE = ("arcFileCode", "docCode", "docId")  # follow from mã hồ sơ
OF_THE_FILE = ("maintenance", "mode")  # told of the hồ sơ, when its documents lack them


@dataclass(frozen=True, slots=True)
class DescribedDocument:
    """A document that goes into a package."""

    document: Document
    values: Values
    identifier: str  # docId, and the stem of its file
    data: Path | None  # None where it is missing


@dataclass(frozen=True, slots=True)
class Described:
    """A hồ sơ as its package tells it; one that lacks anything may only be looked at."""

    dossier: Dossier
    code: str  # mã hồ sơ, of an AIP mã hồ sơ lưu trữ; "" when it is missing
    objid: str | None  # of the package, when archive.yaml gives it
    values: Values
    documents: tuple[DescribedDocument, ...]
    lacks: tuple[Message, ...]
    notes: tuple[Message, ...]


@dataclass(slots=True)
class Describer:
    """Describes one hồ sơ after the other; short identifiers run on over all of them."""

    wanted: Wanted
    settings: Settings
    out: Path
    _sequence: count[int] = field(default_factory=lambda: count(1))

    def described(self, dossier: Dossier) -> Described:
        """What is wrong is in `lacks`: of the hồ sơ first, then of its documents."""
        whole, each = (Told(dossier.folder, self.settings.path) for _ in range(2))
        held = self.settings.of(dossier.folder)
        packed = numbered(dossier, self.wanted.kind, self.settings, whole)
        documents = tuple(self._document(one, packed, held, each) for one in packed.documents)
        told_by_documents = [one.values for one in documents]
        values = file_values(packed, self.wanted, held, told_by_documents, whole)
        self._check(values, told_by_documents, held, dossier, whole)
        if len({one.identifier for one in documents}) < len(documents):
            whole.missing("identifiers-twice")
        lacks, notes = (*whole.lacks, *each.lacks), (*whole.notes, *each.notes)
        return Described(dossier, packed.code, held.own.get("objid"), values, documents, lacks, notes)

    def _check(
        self, values: Values, documents: list[Values], held: FileSettings, dossier: Dossier, told: Told
    ) -> None:
        """Of the hồ sơ as a whole."""
        if not documents:
            told.missing("file-without-documents")
        if not self.settings.own.get("fonds"):
            told.missing("no-fonds", path=self.settings.path)
        for name in sorted(set(held.documents) - {document.name for document in dossier.documents}):
            told.missing("archive-no-such-document", path=self.settings.path, document=name)
        pages_told = all(one["numberOfPage"] for one in documents)
        for element, code in faults(self.wanted.form, values):
            if pages_told or element.name != "numberOfPage":
                told.fault(element, code, values[element.name])
        if self.wanted.kind is Kind.SIP and values.get("maintenance", "") not in ("", FOR_EVER):
            told.note("not-for-ever")
        if not values.get("confidenceLevel", DIGITISED):
            told.note("confidence-unknown", path=self.settings.path)

    def _document(
        self, one: Numbered, packed: Numbering, held: FileSettings, told: Told
    ) -> DescribedDocument:
        document, given = one.document, held.documents.get(one.document.name, {})
        identifier = given.get("docId") or self._identifier(one, packed)
        values = document_values(one, identifier, packed.code, self.wanted, held=held, told=told)
        if document.error and not given:
            told.missing("document-failed", document=document.name, error=document.error, path=told.settings)
        else:
            for element, code in faults(self.wanted.form_of_document, values):
                self._fault(element, code, values[element.name], document, told)
        if values["issuedDate"] and 0 in (day_of(values["issuedDate"]) or ()):
            told.note("date-not-whole", document=document.name, date=values["issuedDate"])
        return DescribedDocument(document, values, identifier, self._data(document, told))

    def _data(self, document: Document, told: Told) -> Path | None:
        try:
            return data_files.find(document, self.out, self.wanted.sources)
        except data_files.NoFile as error:
            told.lacks.append(error.message)
        return None

    def _identifier(self, one: Numbered, packed: Numbering) -> str:
        return str(next(self._sequence)) if self.wanted.short else f"{packed.code or 'x'}.{one.number}"

    def _fault(self, element: Element, code: str, value: str, document: Document, told: Told) -> None:
        """Of a document; what follows from what the hồ sơ lacks is told once, of the hồ sơ."""
        of_the_file = {*OF_THE_CODE, *(set(OF_THE_FILE) & {one.name for one in self.wanted.form.elements})}
        if code == "value-missing" and element.name in of_the_file:
            return
        if code == "value-too-long" and element.name == "docId":
            told.missing("identifier-too-long", document=document.name, value=value, length=element.length)
        else:
            told.fault(element, code, value, document.name)
