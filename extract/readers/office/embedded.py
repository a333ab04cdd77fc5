"""Objects of other programs within an office file: workbooks and documents of Word are read in their place.

    bytes of an object, or its storage ─▶ workbook · nested document ─▶ blocks; [] for what is no such thing

Word keeps an object as a package (.xlsx, .docx), or as an OLE storage, which may hold a package again.
Source: [MS-OLEDS] 2.3.6 (Ole10Native), [MS-XLS] 2.1.2 and [MS-DOC] 2.1 (streams).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import olefile

from extract.core.limits import Limits
from extract.intake.extras import is_there
from extract.intake.formats import CALAMINE
from extract.readers.flow import Block
from extract.readers.office.compound import compound_file
from extract.readers.office.docx_package import check_members
from extract.readers.office.sheets import workbook

_ZIP = b"PK\x03\x04"
_WORKBOOKS = ("Workbook", "Book")
_WORD, _WORD_XML, _EXCEL_XML = "WordDocument", "word/", "xl/"
_PACKAGE, _PACKED_FILE = "Package", "\x01Ole10Native"
_MOST = 200  # objects of one file that are read; each may be as large as the file
_DEEPEST = 4  # a package in a storage in a packed file is three


@dataclass(slots=True)
class Objects:
    """The objects of one file; `word_xml` and `word` read a .docx and the storage of a .doc within it."""

    limits: Limits
    word_xml: Callable[[bytes], Iterable[Block]] | None = None
    word: Callable[[olefile.OleFileIO, str], Iterable[Block]] | None = None
    count: int = 0

    def read(self, data: bytes) -> list[Block]:
        """The blocks of an object; [] where it is none that can be read, or too many were before it."""
        self.count += 1
        try:
            return list(self._blocks(data, 0)) if self.count <= _MOST else []
        except Exception:  # the bytes decide what goes wrong in a file within a file; the caller tells it
            return []

    def stored(self, container: olefile.OleFileIO, folder: str) -> list[Block]:
        """The same for a storage of an OLE file, named with the "/" at its end."""
        self.count += 1
        try:
            return list(self._of_storage(container, folder, 0)) if self.count <= _MOST else []
        except Exception:
            return []

    def _blocks(self, data: bytes, depth: int) -> Iterable[Block]:
        if depth > _DEEPEST:
            return []
        if data.startswith(olefile.MAGIC):
            with olefile.OleFileIO(io.BytesIO(data)) as container:
                return list(self._of_storage(container, "", depth))
        return self._of_package(data) if data.startswith(_ZIP) else []

    def _of_package(self, data: bytes) -> Iterable[Block]:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_members(archive.infolist(), self.limits)
            names = archive.namelist()
        if any(name.startswith(_EXCEL_XML) for name in names):
            return self._sheets(data)
        is_word = any(name.startswith(_WORD_XML) for name in names)
        return self.word_xml(data) if is_word and self.word_xml else []

    def _of_storage(self, container: olefile.OleFileIO, folder: str, depth: int) -> Iterable[Block]:
        held = {
            name: folder + name
            for name in (*_WORKBOOKS, _WORD, _PACKAGE, _PACKED_FILE)
            if container.exists(folder + name)
        }
        for name in _WORKBOOKS:
            if name in held:
                return self._sheets(compound_file(name, container.openstream(held[name]).read()))
        if _WORD in held:
            return self.word(container, folder) if self.word else []
        if _PACKAGE in held:
            return self._blocks(container.openstream(held[_PACKAGE]).read(), depth + 1)
        if _PACKED_FILE in held:
            return self._blocks(_packed(container.openstream(held[_PACKED_FILE]).read()), depth + 1)
        return []

    def _sheets(self, data: bytes) -> Iterable[Block]:
        return workbook(io.BytesIO(data), self.limits).blocks if is_there(CALAMINE) else []


def _packed(data: bytes) -> bytes:
    """The file in an Ole10Native stream: what begins as a package or an OLE file does, behind its names."""
    starts = [at for sign in (_ZIP, olefile.MAGIC) if (at := data.find(sign)) >= 0]
    return data[min(starts) :] if starts else b""
