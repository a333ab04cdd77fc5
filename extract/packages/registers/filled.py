"""What a person filled in in a sheet, ours or that of others.

    grids + the documents there are ─▶ read ─▶ Read(Filled for Settings, rows without a record, notes)

A cell that says what the program wrote there (it stands on a hidden sheet) tells nothing; any other wins, an
emptied one too. A sheet of others has no such list: all its cells are told. Of a hồ sơ in several rows an
empty cell tells nothing, and two different values are a mistake.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from extract.packages.dossiers import Dossier
from extract.packages.elements import DOCUMENT, FILE, OTHER_TYPE
from extract.packages.registers import cells
from extract.packages.registers.grid import Grid, Row, grids
from extract.packages.registers.headings import Found, find
from extract.packages.registers.layouts import PATH, Layout
from extract.packages.registers.match import Keys
from extract.packages.registers.rows import OF_ALL, TYPE_WORD, Texts
from extract.packages.settings import OURS, FileSettings, Filled
from schemas.catalogue import Message

HIDDEN = "_sohoa"  # the sheet with what the program wrote
_OWN = ("inventory", "box", "annotation", "period", "number", "note")  # of a hồ sơ, no elements
# What is worked out when nobody tells it: to empty such a cell tells nothing.
_FOLLOWS = (*OURS[FILE], *OURS[DOCUMENT], "fileCode", "docId", "number")


@dataclass(frozen=True, slots=True)
class Orphan:
    """A row that may have no place any more: its sheet, its texts, and where it stands."""

    sheet: str
    texts: tuple[str, ...]
    at: str
    path: str


@dataclass(frozen=True, slots=True)
class Read:
    """`told`: rows by document in which a person filled in something. `notes`: of headings, of rows."""

    layout: Layout
    filled: Filled
    orphans: tuple[Orphan, ...]
    told: dict[str, Orphan]
    notes: tuple[Message, ...]


def read(path: Path, dossiers: Sequence[Dossier]) -> Read:
    """Raises OutputError when it is no such sheet or must not be read, NotInstalled."""
    all_grids = grids(path)
    found = find(path, [grid for grid in all_grids if not grid.is_hidden])
    written = _written(all_grids)
    reader = _Reader(path, Keys(dossiers, exact=bool(written)), written)
    for sheet in found.sheets:
        reader.sheet(sheet)
    filled = reader.filled(tuple(fault for sheet in found.sheets for fault in sheet.faults))
    told = {
        key: row
        for key, row in reader.rows.items()
        if key.rpartition("/")[2] in filled.files[reader.keys.folder_of(key)].documents
    }
    notes = (*found.notes, *reader.without())
    return Read(found.layout, filled, tuple(reader.orphans), told, notes)


def _written(all_grids: Iterable[Grid]) -> dict[tuple[str, str], tuple[Texts, Texts]]:
    """What the program wrote, and what a person had told before; of sheets of others nothing."""
    held: dict[tuple[str, str], tuple[Texts, Texts]] = {}
    for grid in all_grids:
        for row in grid.rows if grid.name == HIDDEN else ():
            of, key, *texts = (row.texts.get(column, "") for column in range(4))
            held[of, key] = (_loaded(texts[0]), _loaded(texts[1]))
    return held


def _loaded(text: str) -> Texts:
    """Nothing where it is no line of ours; then all cells of the row are told."""
    try:
        loaded = json.loads(text)
    except ValueError:
        return {}
    return {str(name): str(value) for name, value in loaded.items()} if isinstance(loaded, dict) else {}


@dataclass(slots=True)
class _Reader:
    path: Path
    keys: Keys
    written: dict[tuple[str, str], tuple[Texts, Texts]]
    faults: list[Message] = field(default_factory=list)
    orphans: list[Orphan] = field(default_factory=list)
    rows: dict[str, Orphan] = field(default_factory=dict)  # of documents
    # by kind and key: the name of each column, with its texts and where they stand
    _seen: dict[tuple[str, str], dict[str, list[tuple[str, str]]]] = field(default_factory=dict)

    def sheet(self, sheet: Found) -> None:
        """All rows of it."""
        for row in sheet.rows:
            told = sheet.values(row)
            path = told.get((sheet.rows_of, PATH), ("", ""))[0]
            key = self.keys.of(sheet.rows_of, path)
            if key is None:
                self.orphans.append(_orphan(sheet, row, path))
                continue
            self._add(sheet.rows_of, key, told, sheet.grid.at(row.number, 0))
            if sheet.rows_of == DOCUMENT:
                self.rows[key] = _orphan(sheet, row, path)
                self._collect(FILE, self.keys.folder_of(key), told)

    def _add(self, of: str, key: str, told: cells.Told, at: str) -> None:
        if (of, key) in self._seen:
            (_, first), *_ = self._seen[of, key][PATH]
            self.faults.append(Message.of("row-twice", path=self.path, at=at, first=first, key=key))
            return
        self._collect(of, key, told)

    def _collect(self, of: str, key: str, told: cells.Told) -> None:
        held = self._seen.setdefault((of, key), {})
        for (whose, name), cell in told.items():
            if whose == of:
                held.setdefault(name, []).append(cell)

    def without(self) -> Iterator[Message]:
        """Documents that have no row."""
        missing = [key for key in self.keys.documents if (DOCUMENT, key) not in self._seen]
        if missing:
            yield Message.of("documents-without-row", path=self.path, count=len(missing), first=missing[0])

    def filled(self, of_cells: tuple[Message, ...]) -> Filled:
        """For Settings."""
        own: dict[str, tuple[str, str]] = {}
        files: dict[str, dict[str, str]] = {}
        documents: dict[str, dict[str, dict[str, str]]] = {}
        places: dict[tuple[str, str, str], str] = {}
        for (of, key), held in self._seen.items():
            folder = self.keys.folder_of(key) if of == DOCUMENT else key
            document = key.rpartition("/")[2] if of == DOCUMENT else ""
            for name, stands in held.items():
                places[folder, document, name] = stands[0][1]
                if name == "number" and "fileCode" not in held:
                    places[folder, document, "fileCode"] = stands[0][1]
            told = dict(self._told(of, key, held))
            for name in OF_ALL:
                if name in told:
                    self._of_all(own, name, told.pop(name), held[name][0][1])
            if of == FILE:
                files[folder] = told
            elif told:
                documents.setdefault(folder, {})[document] = told
        settings = {
            folder: _settings(files.get(folder, {}), documents.get(folder, {}))
            for folder in {*files, *documents}
        }
        values = {name: text for name, (text, _) in own.items()}
        return Filled(self.path, values, settings, places, (*of_cells, *self.faults))

    def _told(self, of: str, key: str, held: dict[str, list[tuple[str, str]]]) -> Iterator[tuple[str, str]]:
        written, before = self.written.get((of, key), ({}, {}))
        for name, stands in held.items():
            if name == PATH:
                continue
            changed = {text: at for text, at in reversed(stands) if text and text != written.get(name, "")}
            if len(changed) > 1:  # a new value in one of the rows that hold an earlier one
                changed.pop(before.get(name, ""), None)
            means: dict[tuple[str, str], tuple[str, str]] = {}
            for text, at in changed.items():
                for value in self._value(of, name, text, at):
                    means[value] = (text, at)
            if self._is_one(means):
                yield from means
            is_emptied = not changed and not any(text for text, _ in stands)
            if is_emptied and written.get(name) and name not in _FOLLOWS:
                yield name, ""

    def _is_one(self, means: dict[tuple[str, str], tuple[str, str]]) -> bool:
        """Whether all cells mean the same; else it is told."""
        cells_of = [cell for (name, _), cell in means.items() if name != TYPE_WORD]
        if len(cells_of) > 1:
            (other, second), *_, (one, first) = cells_of
            self.faults.append(Message.of("cells-differ", path=self.path, at=first, value=one,
                                          second=second, other=other))  # fmt: skip
        return len(cells_of) < 2

    def _value(self, of: str, name: str, text: str, at: str) -> Iterator[tuple[str, str]]:
        try:
            means, value = cells.value(of, name, text)
            yield means, value
            if name == "typeName" and value == OTHER_TYPE:
                yield TYPE_WORD, text
        except cells.Wrong as wrong:
            self.faults.append(Message.of(wrong.code, path=self.path, at=at, value=text, **wrong.params))

    def _of_all(self, own: dict[str, tuple[str, str]], name: str, text: str, at: str) -> None:
        """One for every hồ sơ: mã phông and its name."""
        first, stood = own.setdefault(name, (text, at))
        if first != text:
            self.faults.append(Message.of("cells-differ", path=self.path, at=stood, value=first,
                                          second=at, other=text))  # fmt: skip


def _orphan(sheet: Found, row: Row, path: str) -> Orphan:
    return Orphan(sheet.name, sheet.texts(row), sheet.grid.at(row.number, 0), path)


def _settings(told: dict[str, str], documents: dict[str, dict[str, str]]) -> FileSettings:
    own = {name: text for name, text in told.items() if name in _OWN}
    values = {name: text for name, text in told.items() if name not in _OWN}
    if own.get("annotation"):
        own["note"] = values.get("description", "")
        values["description"] = "; ".join(filter(None, (own["annotation"], own["note"])))
    return FileSettings(values, own, documents)
