"""Files attached to a PDF, or to a place on one of its pages, written out under numbered names.

    path ─▶ pdfium: the tree of names, annotations of each page ─▶ content ─▶ Members, as those of an archive

A portfolio is a PDF with a page that says so, and everything else attached. Sizes are asked for before
anything is kept; how much a stream unpacks to is also bounded by the memory of the process, which is not the
one that directs the batch.
"""

from __future__ import annotations

import ctypes
import hashlib
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pypdfium2.raw as pdfium_c

from extract.core.errors import BrokenFile, DocumentError, TooLarge
from extract.core.limits import MIB, Limits
from extract.intake.archives import Member
from extract.intake.attachments import place
from extract.readers.pdf.annotations import each_annotation
from extract.readers.pdf.document import opened
from extract.readers.pdf.form_calls import check_calls
from extract.readers.pdf.form_fields import utf16


def attached_files(path: Path, folder: Path, limits: Limits) -> list[Member]:
    """Each content and name once; one that cannot be taken out comes with its error.

    Raises what `read_pdf` raises, and TooLarge when there are too many.
    """
    check_calls(path)
    left = min(limits.max_unpacked, max(MIB, limits.max_ratio * path.stat().st_size))
    members: list[Member] = []
    seen: set[tuple[str, bytes]] = set()
    with opened(path) as document:
        for held in _each(document, limits.max_pages):
            member = place(folder, len(members), utf16(partial(pdfium_c.FPDFAttachment_GetName, held)))
            try:
                content = _content(held, min(left, limits.max_bytes))
            except DocumentError as error:
                members.append(replace(member, error=error))
                continue
            mark = (member.parts[0], hashlib.sha256(content).digest())
            if mark not in seen:
                seen.add(mark)
                member.path.write_bytes(content)
                members.append(member)
                left -= len(content)
            if len(members) > limits.max_members:
                raise TooLarge("archive-too-many-files", count=len(members), limit=limits.max_members)
    return members


def _each(document: Any, most_pages: int) -> Iterator[Any]:
    for index in range(pdfium_c.FPDFDoc_GetAttachmentCount(document.raw)):
        yield pdfium_c.FPDFDoc_GetAttachment(document.raw, index)
    for index in range(min(len(document), most_pages)):
        page = pdfium_c.FPDF_LoadPage(document.raw, index)
        for annotation in each_annotation(page) if page else ():
            if pdfium_c.FPDFAnnot_GetSubtype(annotation) == pdfium_c.FPDF_ANNOT_FILEATTACHMENT:
                yield pdfium_c.FPDFAnnot_GetFileAttachment(annotation)
        pdfium_c.FPDF_ClosePage(page)


def _content(held: Any, most: int) -> bytes:
    """Raises BrokenFile where there is none, TooLarge where it is more than `most`."""
    size = ctypes.c_ulong()
    if not (held and pdfium_c.FPDFAttachment_GetFile(held, None, 0, size)):
        raise BrokenFile("attachment-missing")
    if size.value > most:
        raise TooLarge("attachment-too-large", bytes=size.value, limit=most)
    buffer = ctypes.create_string_buffer(size.value)
    pdfium_c.FPDFAttachment_GetFile(held, buffer, size.value, size)
    return buffer.raw
