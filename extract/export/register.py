"""The two registers of an archive: its files (hồ sơ) and their documents (văn bản).

    (key, record) ─▶ Register ─▶ a row of the register of documents ; at the end the rows of the files

Columns are those of Nghị định 30/2020/NĐ-CP, Phụ lục VI, phần II, mục I, II and III, in their order and
with their names (mức độ khẩn and độ mật, one number there, are two columns as printed); behind them stand a
few that lead back to the record. They are in Vietnamese whatever the run speaks: an archive takes them over.
A folder of documents is taken for a file, its path for the code (mã hồ sơ). What no document says (thời hạn
bảo quản, chế độ sử dụng, người lập) stays empty for the archivist.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from extract.export.records import Json
from schemas.catalogue import Language, Message, codes

Cell = str | int | None

FILES, DOCUMENTS = "sheet-files", "sheet-documents"  # codes of their names


def in_vietnamese(code: str, /, **params: object) -> str:
    """What a register says, whatever the language of the run: an archive of Vietnam reads it."""
    return Message.of(code, **params).say(Language.VI)


FILE_COLUMNS = tuple(map(in_vietnamese, (
    "file-code",
    "file-agency",
    "file-year",
    "file-number",
    "file-title",
    "file-kept-for",
    "file-access",
    "file-made-by",
    "file-language",
    "file-begins",
    "file-ends",
    "file-documents",
    "file-pages",
    "file-note",
)))  # fmt: skip
DOCUMENT_COLUMNS = tuple(map(in_vietnamese, (
    "file-code",
    "document-position",
    "document-type",
    "document-number",
    "document-notation",
    "document-date",
    "document-organ",
    "document-title",
    "file-language",
    "document-pages",
    "file-note",
    "document-received",
    "document-received-number",
    "document-signer-title",
    "document-signer",
    "document-recipients",
    "document-urgency",
    "document-secrecy",
    # not of the decree
    "document-key",
    "document-file",
    "document-hash",
    "document-review",
)))  # fmt: skip
# Letters that no other language has beside Vietnamese in a document of its administration
VIETNAMESE = re.compile(r"[ăơưđạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
_INDEX = re.compile(r"\[(\d+)\]")
DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


@dataclass(slots=True)
class _File:
    """What is known of one file so far."""

    documents: int = 0
    pages: int = 0
    first: str | None = None  # dates as in the records
    last: str | None = None
    language: str | None = None
    failed: int = 0


class Register:
    """Both registers, filled document by document."""

    def __init__(self) -> None:
        self._files: dict[str, _File] = {}

    def add(self, key: str, record: Json) -> tuple[Cell, ...]:
        """The row of a document, in DOCUMENT_COLUMNS."""
        fields, source = record["fields"], record["source"]
        code = PurePosixPath(key).parent.as_posix()
        file = self._files.setdefault(code, _File())
        language = (
            in_vietnamese("language-vietnamese") if VIETNAMESE.search(record["content"]["text"]) else None
        )
        self._count(file, fields["date"], source["pages"], language, record["processing"]["error"])
        signer, incoming = fields["signer"], fields.get("incoming") or {}
        return (
            code,
            file.documents,
            fields["doc_type"]["name"],
            fields["number"],
            fields["notation"],
            _day(fields["date"]),
            fields["organ"],
            fields["title"],
            language,
            source["pages"],
            _why(record["processing"]["error"]),
            _day(incoming.get("date")),
            incoming.get("number"),
            signer["title"],
            signer["name"],
            _list([*fields["addressees"], *fields["recipients"]]),
            fields["urgency"],
            fields["secrecy"],
            key.removesuffix(".json"),
            source["path"],
            source["sha256"],
            _list(name_of(review["field"]) for review in record["review"]),
        )

    def files(self) -> Iterator[tuple[Cell, ...]]:
        """The rows of the files that documents were added of, in FILE_COLUMNS."""
        for code, file in sorted(self._files.items()):
            yield (
                code,
                None,
                _year(file.first),
                None,
                PurePosixPath(code).name,
                None,
                None,
                None,
                file.language,
                _day(file.first),
                _day(file.last),
                file.documents,
                file.pages or None,
                in_vietnamese("file-failed", count=file.failed) if file.failed else None,
            )

    @staticmethod
    def _count(
        file: _File, date: str | None, pages: int | None, language: str | None, error: Json | None
    ) -> None:
        file.documents += 1
        file.pages += pages or 0
        file.failed += error is not None
        file.language = file.language or language
        if date:
            file.first = min(file.first or date, date)
            file.last = max(file.last or date, date)


def _day(date: str | None) -> str | None:
    """ "2021-03-05" as 05/03/2021, "2021-03" as 03/2021: the decree's Date has ten signs."""
    found = DATE.fullmatch(date or "")
    return "/".join(filter(None, reversed(found.groups()))) if found else date


def _year(date: str | None) -> int | None:
    found = DATE.fullmatch(date or "")
    return int(found[1]) if found else None


def _why(error: Json | None) -> str | None:
    """Why a document failed; as its record says it, where that is of a version with other codes."""
    if not error:
        return None
    try:
        return in_vietnamese(error["cause"], **error["params"])
    except KeyError:
        return str(error["message"])


def name_of(path: str) -> str:
    """A field as a clerk calls it: "citations[0]" is văn bản được viện dẫn 1, "extra.nguoi_nop" nguoi_nop."""
    bare = _INDEX.sub("", path)
    if bare.startswith("extra."):
        return bare.split(".")[1]
    known = next((name for name in (bare, bare.split(".")[0]) if name in codes("fields")), "")
    index = _INDEX.search(path)
    return f"{in_vietnamese(known) if known else bare} {int(index[1]) + 1 if index else ''}".strip()


def _list(values: Iterable[str]) -> str | None:
    unique = dict.fromkeys(values)
    return "; ".join(unique) or None
