"""What a described hồ sơ is in a sheet: the texts of its rows, and what the program alone would have written.

    Described ─▶ subjects ─▶ Subject(texts, beneath) ─▶ rows ─▶ Row(texts, which of them lack, its record)

Dates of three columns are taken apart here, and codes become words where a layout has words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from extract.packages.describe import OF_THE_FILE, Described, DescribedDocument
from extract.packages.elements import BETWEEN, DOCUMENT, FILE, OTHER_TYPE, codes, elements
from extract.packages.registers.layouts import PARTS, PATH, Column, Layout, Sheet
from extract.packages.settings import Settings

Texts = Mapping[str, str]  # by name of the column
OF_THE_CODE = ("fileCode", "number", "docId")  # what is shown follows from what is told
TYPE_WORD = "typeWord"  # what a person wrote for a type that the list does not have
OF_ALL = ("fonds", "fondsName")  # one for every hồ sơ


@dataclass(frozen=True, slots=True)
class Row:
    """In the order of the sheet's columns. `record`: below the output folder, of a document."""

    texts: tuple[str, ...]
    lacks: tuple[bool, ...]
    record: str | None


@dataclass(frozen=True, slots=True)
class Subject:
    """A hồ sơ or a document as a sheet shows it: its texts, and those without the sheet's own cells."""

    of: str
    key: str  # folder, or record without .json
    texts: Texts
    beneath: Texts
    required: frozenset[str]
    record: str | None = None


def subjects(described: Described, settings: Settings, layout: Layout) -> Iterator[Subject]:
    """The hồ sơ first, then its documents."""
    yield _file(described, settings, layout)
    for position, one in enumerate(described.documents, 1):
        yield _document(one, position, described, settings, layout)


def rows(told: list[Subject], sheet: Sheet) -> Iterator[Row]:
    """Of one hồ sơ: its row, or one for each document with the hồ sơ repeated."""
    file, *documents = told
    if sheet.rows == FILE:
        yield _row({FILE: file}, sheet, 1, None)
        return
    for number, document in enumerate(documents, 1):
        yield _row({FILE: file, DOCUMENT: document}, sheet, number, document.record)


def _row(by: Mapping[str, Subject], sheet: Sheet, number: int, record: str | None) -> Row:
    own = {"ordinal": str(number), "file": by[DOCUMENT].key.rpartition("/")[2] if DOCUMENT in by else ""}
    texts = tuple(
        _part(by[column.of].texts.get(column.name, ""), column) if column.of else own[column.name]
        for column in sheet.columns
    )
    lacks = tuple(
        bool(column.of) and column.name in by[column.of].required and not text
        for column, text in zip(sheet.columns, texts, strict=True)
    )
    return Row(texts, lacks, record)


def _part(text: str, column: Column) -> str:
    """The day, month or year of DD/MM/YYYY, MM/YYYY, YYYY."""
    if not column.part:
        return text
    parts = ["", "", *text.split("/")][-len(PARTS) :]
    return parts[PARTS.index(column.part)]


def _file(described: Described, settings: Settings, layout: Layout) -> Subject:
    folder = described.dossier.folder
    held, in_sheet = settings.of(folder), settings.in_sheet(folder)
    own = {**settings.own, **held.own}
    given = {**(settings.sheet.own if settings.sheet else {}), **in_sheet.own, **in_sheet.values}
    more = {name: own.get(name, "") for name in (*OF_ALL, "inventory", "box", "annotation", "period")}
    more |= {PATH: folder, "number": own.get("number", "") or described.code}
    texts, beneath = {**described.values, **more}, {**described.beneath, **more}
    if "annotation" in in_sheet.own:  # the description is both columns together
        texts["description"] = in_sheet.own.get("note", "") or beneath.get("description", "")
    changed = {name for name in more if name in given} | _followed(given)
    beneath = {name: "" if name in changed else text for name, text in beneath.items()}
    return _subject(FILE, folder, texts, beneath, layout=layout)


def _document(
    one: DescribedDocument, position: int, described: Described, settings: Settings, layout: Layout
) -> Subject:
    key = one.document.key.removesuffix(".json")
    given = settings.in_sheet(described.dossier.folder).documents.get(one.document.name, {})
    more = {name: given.get(name, "") for name in ("firstSheet", "kind")}
    more |= {PATH: key, "docOrdinal": str(position)}
    if not (described.code or given.get("docId")):
        more["docId"] = ""  # follows from mã hồ sơ
    changed = {"firstSheet", "kind"} | _followed(given)
    texts, beneath = {**one.values, **more}, {**one.beneath, **more}
    if layout.words:  # a type that the list does not have is no "Khác" here
        for held, word in ((texts, given.get(TYPE_WORD)), (beneath, None)):
            if held["typeName"] == OTHER_TYPE:
                held["typeName"] = word or one.document.type_name or OTHER_TYPE
    beneath = {name: "" if name in changed else text for name, text in beneath.items()}
    return _subject(DOCUMENT, key, texts, beneath, layout=layout, record=one.document.key)


def _followed(given: Texts) -> set[str]:
    """What a person told of a code: all columns that show it are his."""
    told = {name for name in OF_THE_CODE if given.get(name)}
    return told | ({"number"} if "fileCode" in told else set())


def _subject(
    of: str, key: str, texts: Texts, beneath: Texts, *, layout: Layout, record: str | None = None
) -> Subject:
    required = {name for name, one in elements(of).items() if one.is_required(texts)}
    if layout.words:
        required.add("number")  # there is no other column of the code
    if of == DOCUMENT:
        required -= {*OF_THE_FILE, *OF_THE_CODE}  # told of the hồ sơ
    if layout.words:
        texts, beneath = ({n: _words(of, n, text) for n, text in held.items()} for held in (texts, beneath))
    return Subject(of, key, texts, beneath, frozenset(required), record)


def _words(of: str, name: str, text: str) -> str:
    element = elements(of).get(name)
    if not text or element is None or element.kind not in ("code", "codes"):
        return text
    return f"{BETWEEN} ".join(codes(name).get(code, code) for code in text.split(BETWEEN))
