"""What a hồ sơ is: the documents whose records lie in one folder of the output folder.

    (key, record) ... ─▶ dossiers ─▶ Dossier(folder, Document, ...)

Of a record only what a package tells is kept, so that all of an archive's are in memory at once. Documents
of a folder stand in the natural order of their names (2 before 10).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from extract.export.records import Json
from extract.export.register import VIETNAMESE
from extract.intake import formats
from schemas.catalogue import Message
from schemas.kinds import Kind

_FIGURES = re.compile(r"(\d+)")
_WITH_YEAR = re.compile(r"\d+/((?:19|20)\d{2}/.+)")  # 33/2022/NQ-HĐND


@dataclass(frozen=True, slots=True)
class Document:
    """What its record says of a document, as far as a package tells it."""

    key: str  # of the record, below the output folder
    path: str  # of the file it was made from, as in `source.path`
    sha256: str | None
    pages: int | None
    type_name: str | None
    number: str | None
    notation: str | None
    date: str | None  # as in the record
    organ: str | None
    title: str | None
    is_secret: bool
    is_vietnamese: bool
    is_received: bool  # it bears the stamp of an organ that received it
    is_digitised: bool | None  # None where the record cannot tell
    is_whole_file: bool  # not one of several documents of a file, nor several pictures
    error: str | None  # why it could not be read

    @property
    def name(self) -> str:
        """Of the record in its folder, without .json: what archive.yaml calls it."""
        return PurePosixPath(self.key).name.removesuffix(".json")

    @property
    def stem(self) -> str:
        """Of the file's name."""
        return PurePosixPath(self.path).stem


@dataclass(frozen=True, slots=True)
class Dossier:
    """A hồ sơ."""

    folder: str  # below the output folder, "." for itself
    documents: tuple[Document, ...]

    @property
    def name(self) -> str:
        """Of the folder."""
        return PurePosixPath(self.folder).name


def dossiers(records: Iterable[tuple[str, Json]]) -> list[Dossier]:
    """In the natural order of their folders."""
    held: dict[str, list[Document]] = {}
    for key, record in records:
        held.setdefault(PurePosixPath(key).parent.as_posix(), []).append(_document(key, record))
    return [
        Dossier(folder, tuple(sorted(held[folder], key=lambda one: natural(one.key))))
        for folder in sorted(held, key=natural)
    ]


def natural(name: str) -> list[tuple[int, str]]:
    """A key to sort by: figures by their number."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in _FIGURES.split(name.casefold())]


def _document(key: str, record: Json) -> Document:
    fields, source, error = record["fields"], record["source"], record["processing"]["error"]
    return Document(
        key,
        source["path"],
        source["sha256"],
        source["pages"],
        fields["doc_type"]["name"],
        fields["number"],
        _notation(fields),
        fields["date"],
        fields["organ"],
        fields["title"],
        bool(fields["secrecy"]),
        VIETNAMESE.search(record["content"]["text"]) is not None,
        fields.get("incoming") is not None,
        _is_digitised(record),
        source["part"] is None and not source["files"],
        _why(error),
    )


def _why(error: Json | None) -> str | None:
    """Why it could not be read, in the language of the run; of another version as the record has it."""
    if not error:
        return None
    try:
        return Message.of(error["cause"], **error["params"]).say()
    except KeyError:
        return str(error["message"])


def _notation(fields: Json) -> str | None:
    """Of a code with a year all that follows the first stroke: 2022/NQ-HĐND tells more than NQ-HĐND."""
    found = _WITH_YEAR.fullmatch(fields["code"] or "")
    notation: str | None = found[1] if found else fields["notation"]
    return notation


def _is_digitised(record: Json) -> bool | None:
    """A picture, or pages that are pictures only; a page with a text of its own may be either."""
    media_type = record["source"]["media_type"] or ""
    if formats.is_picture(media_type):
        return True
    if media_type != formats.PDF.media_type:
        return False if media_type else None
    verdicts = {page["verdict"] for page in record["content"]["pages"]}
    return True if verdicts and verdicts <= {Kind.IMAGE, Kind.EMPTY} else None
