"""The readers of office files in one place: .docx, .doc and .rtf, each path ─▶ Document."""

from __future__ import annotations

from extract.readers.doc import read_doc
from extract.readers.docx import read_docx
from extract.readers.rtf import read_rtf

__all__ = ["read_doc", "read_docx", "read_rtf"]
