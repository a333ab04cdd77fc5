"""The two registers of an archive: its files (hồ sơ) and their documents (văn bản).

    (key, record) ─▶ Register ─▶ a row of the register of documents ; at the end the rows of the files

Columns are those of Nghị định 30/2020/NĐ-CP, Phụ lục VI, phần II, mục I, II and III, in their order and
with their names (mức độ khẩn and độ mật, one number there, are two columns as printed); behind them stand a
few that lead back to the record. A folder of documents is taken for a file, its path for the code (mã hồ sơ).
What no document says (thời hạn bảo quản, chế độ sử dụng, người lập) stays empty for the archivist.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from extract.export.records import Json

Cell = str | int | None

FILES, DOCUMENTS = "Hồ sơ", "Văn bản"
FILE_COLUMNS = (
    "Mã hồ sơ",
    "Mã định danh của cơ quan, tổ chức lập danh mục hồ sơ",
    "Năm hình thành hồ sơ",
    "Số và ký hiệu hồ sơ",
    "Tiêu đề hồ sơ",
    "Thời hạn bảo quản",
    "Chế độ sử dụng",
    "Người lập hồ sơ",
    "Ngôn ngữ",
    "Thời gian bắt đầu",
    "Thời gian kết thúc",
    "Tổng số văn bản trong hồ sơ",
    "Tổng số trang của hồ sơ",
    "Ghi chú",
)
DOCUMENT_COLUMNS = (
    "Mã hồ sơ",
    "Số thứ tự văn bản trong hồ sơ",
    "Tên loại văn bản",
    "Số của văn bản",
    "Ký hiệu của văn bản",
    "Ngày, tháng, năm văn bản",
    "Tên cơ quan, tổ chức ban hành văn bản",
    "Trích yếu nội dung",
    "Ngôn ngữ",
    "Số trang của văn bản",
    "Ghi chú",
    "Ngày, tháng, năm đến",
    "Số đến",
    "Chức vụ của người ký văn bản",
    "Họ và tên người ký văn bản",
    "Nơi nhận",
    "Mức độ khẩn",
    "Độ mật",
    # not of the decree
    "Mã định danh văn bản",
    "Tệp",
    "SHA-256",
    "Cần xem lại",
)
LANGUAGE = "Tiếng Việt"
# Letters that no other language has beside Vietnamese in a document of its administration
VIETNAMESE = re.compile(r"[ăơưđạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
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
        language = LANGUAGE if VIETNAMESE.search(record["content"]["text"]) else None
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
            (record["processing"]["error"] or {}).get("message"),
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
            _list(review["field"] for review in record["review"]),
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
                f"{file.failed} văn bản chưa đọc được" if file.failed else None,
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


def _list(values: Iterable[str]) -> str | None:
    unique = dict.fromkeys(values)
    return "; ".join(unique) or None
