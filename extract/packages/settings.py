"""archive.yaml: what no document says and only the archivist knows, read with the names of the circular.

    agency: H49.64.33              # mã định danh của cơ quan
    fonds: P_KHCN                  # mã phông
    fondsName: Phông Sở KH&CN      # its name, for registers only
    fileNames: "{fileCode}.{number:3}"   # how files are called, where it is not as the circular has it
    all: {maintenance: Vĩnh viễn}  # for every hồ sơ
    files:
      reports/2001:                # a folder of records
        number: "160"              # with agency and year: mã hồ sơ
        numberOfPaper: 31
        documents:
          a.pdf: {subject: ...}    # a record, without .json
          Bia_01.pdf: {packed: no}

Every scalar is text, so that 01 stays 01. Elements with codes take the code or its words. What a person
filled in in a sheet (registers/) goes before all of it.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

from extract.core.errors import OutputError
from extract.packages import file_names, grammar
from extract.packages.elements import DOCUMENT, FILE, code_of, elements, is_identifier
from schemas.catalogue import Message
from schemas.catalogue.system import why
from schemas.syntax import yaml_fault

FILE_NAME = "archive.yaml"
TOP = (
    "agency",
    "agencyName",
    "fonds",
    "fondsName",
    "archive",
    "registration",
    "digitised",
    "fileNames",
    "all",
    "files",
)
OF_FILE = ("year", "number", "objid", "documents")
OF_DOCUMENT = ("packed",)
# Follow from the rest.
OURS = {FILE: ("totalDoc",), DOCUMENT: ("arcFileCode", "docCode", "docOrdinal")}
NO = ("no", "false", "không")
_CHECKED: Mapping[str, Callable[[str], bool]] = {
    "agency": grammar.is_agency,
    "fonds": grammar.is_fonds,
    "archive": grammar.is_archive,
    "digitised": grammar.is_day,
    "fileNames": file_names.is_pattern,
    "objid": grammar.is_objid,
}


@dataclass(frozen=True, slots=True)
class FileSettings:
    """What is told of one hồ sơ: values by element, and what is no element (`own`)."""

    values: Mapping[str, str] = field(default_factory=dict)
    own: Mapping[str, str] = field(default_factory=dict)
    documents: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def is_packed(self, document: str) -> bool:
        """Whether this document goes into the package."""
        return self.documents.get(document, {}).get("packed", "").casefold() not in NO


@dataclass(frozen=True, slots=True)
class Filled:
    """What a person filled in in a sheet. An empty value is one that he took away."""

    path: Path
    own: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, FileSettings] = field(default_factory=dict)
    # where each value stands or belongs, by folder, document ("" for the hồ sơ) and element: Hồ sơ!G5
    cells: Mapping[tuple[str, str, str], str] = field(default_factory=dict)
    faults: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """What archive.yaml tells, and a sheet; `faults`: what is wrong in them."""

    path: Path
    own: Mapping[str, str] = field(default_factory=dict)
    everywhere: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, FileSettings] = field(default_factory=dict)
    faults: tuple[Message, ...] = ()
    sheet: Filled | None = None

    def of(self, folder: str) -> FileSettings:
        """For one hồ sơ; values of its own go before those for all, those of the sheet before both."""
        below, above = self.beneath(folder), self.in_sheet(folder)
        documents = {
            name: {**below.documents.get(name, {}), **above.documents.get(name, {})}
            for name in (*below.documents, *above.documents)
        }
        return FileSettings({**below.values, **above.values}, {**below.own, **above.own}, documents)

    def beneath(self, folder: str) -> FileSettings:
        """What archive.yaml tells of one hồ sơ."""
        found = self.files.get(folder, FileSettings())
        return FileSettings({**self.everywhere, **found.values}, found.own, found.documents)

    def in_sheet(self, folder: str) -> FileSettings:
        """What the sheet tells of one hồ sơ."""
        return self.sheet.files.get(folder, FileSettings()) if self.sheet else FileSettings()

    def with_sheet(self, sheet: Filled) -> Settings:
        """With what a person filled in."""
        return replace(self, own={**self.own, **sheet.own}, faults=(*self.faults, *sheet.faults), sheet=sheet)

    def place(self, folder: str, document: str, element: str) -> tuple[Path, str]:
        """The file, and the place in it, where a value is to be given."""
        if self.sheet and (cell := self.sheet.cells.get((folder, document, element))):
            return self.sheet.path, cell
        if element in TOP:
            return self.path, element
        return self.path, " / ".join(
            ["files", folder, *(["documents", document] if document else []), element]
        )


def read(path: Path) -> Settings:
    """Empty settings when there is no such file. Raises OutputError when it cannot be read."""
    if not path.exists():
        return Settings(path)
    try:
        loaded = yaml.load(path.read_bytes(), yaml.BaseLoader)
    except OSError as error:
        raise OutputError("archive-not-read", path=path, error=why(error)) from error
    except yaml.YAMLError as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 1
        raise OutputError("archive-no-yaml", path=path, line=line, error=yaml_fault(error)) from error
    return _Reader(path).settings(loaded or {})


class _Reader:
    """Goes through the file once and remembers what is wrong."""

    def __init__(self, path: Path) -> None:
        self._path, self._faults = path, list[Message]()

    def settings(self, loaded: Any) -> Settings:
        top = self._mapping(loaded, "", TOP)
        own = {key: self._text(value, key) for key, value in top.items() if key not in ("all", "files")}
        own = self._right(own, "")
        everywhere = self._values(self._mapping(top.get("all"), "all", _keys(FILE)), "all", FILE)
        folders = self._mapping(top.get("files"), "files", None)
        files = {
            folder.strip("/") or ".": self._file(held, f"files/{folder}") for folder, held in folders.items()
        }
        return Settings(self._path, own, everywhere, files, tuple(self._faults))

    def _file(self, loaded: Any, at: str) -> FileSettings:
        held = self._mapping(loaded, at, (*OF_FILE, *_keys(FILE)))
        own = {key: self._text(held[key], f"{at}/{key}") for key in OF_FILE[:-1] if key in held}
        own = self._right(own, at)
        values = self._values({k: v for k, v in held.items() if k not in OF_FILE}, at, FILE)
        documents = self._mapping(held.get("documents"), f"{at}/documents", None)
        return FileSettings(values, own, {
            name: self._document(told, f"{at}/documents/{name}") for name, told in documents.items()
        })  # fmt: skip

    def _right(self, own: Mapping[str, str], at: str) -> dict[str, str]:
        """Without what has not the form that it must have: a draft goes on without it."""
        wrong = {key for key, value in own.items() if value and not _CHECKED.get(key, bool)(value)}
        for key in sorted(wrong):
            self._fault("archive-wrong-code", _below(at, key), value=own[key])
        return {key: value for key, value in own.items() if key not in wrong}

    def _document(self, loaded: Any, at: str) -> Mapping[str, str]:
        held = self._mapping(loaded, at, (*OF_DOCUMENT, *_keys(DOCUMENT)))
        own = {key: self._text(held[key], f"{at}/{key}") for key in OF_DOCUMENT if key in held}
        return {**own, **self._values({k: v for k, v in held.items() if k not in own}, at, DOCUMENT)}

    def _values(self, held: Mapping[str, Any], at: str, of: str) -> dict[str, str]:
        told = (self._value(name, value, f"{at}/{name}", of) for name, value in held.items())
        return {name: value for name, value in told if value}

    def _value(self, name: str, loaded: Any, at: str, of: str) -> tuple[str, str]:
        text, kind = self._text(loaded, at), elements(of)[name].kind
        if kind == "identifier" and text and not is_identifier(text):
            self._fault("archive-wrong-code", at, value=text)
            text = ""  # a draft goes on without it
        if not text or kind not in ("code", "codes"):
            return name, text
        parts = [text] if kind == "code" else text.replace(",", ";").split(";")
        found = [code_of(name, part) for part in parts]
        if None in found:
            self._fault("archive-no-code", at, value=text)
        return name, ";".join(code for code in found if code)

    def _mapping(self, loaded: Any, at: str, known: tuple[str, ...] | None) -> dict[str, Any]:
        if loaded in (None, ""):
            return {}
        if not isinstance(loaded, dict):
            self._fault("archive-no-mapping", at)
            return {}
        told = {key: value for key, value in loaded.items() if isinstance(key, str)}
        for key in told if known is not None else ():
            if key not in (known or ()):
                near = difflib.get_close_matches(key, known or (), 1)
                self._fault("archive-unknown-key-near" if near else "archive-unknown-key", _below(at, key),
                            **({"near": near[0]} if near else {}))  # fmt: skip
        return {key: value for key, value in told.items() if known is None or key in known}

    def _text(self, loaded: Any, at: str) -> str:
        if isinstance(loaded, str):
            return loaded.strip()
        self._fault("archive-no-text", at)
        return ""

    def _fault(self, code: str, at: str, **params: str) -> None:
        self._faults.append(Message.of(code, path=self._path, at=at.replace("/", " / "), **params))


def _below(at: str, key: str) -> str:
    return f"{at}/{key}" if at else key


def _keys(of: str) -> tuple[str, ...]:
    """The elements that may be told."""
    return tuple(name for name in elements(of) if name not in OURS[of])
