"""What the files of a document are: which one is delivered, whether it is scanned, PDF/A, signed.

DescribedDocument + Noted + folders ─ look ─▶ Held

A file that is not there is not known; nothing is concluded from its name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import pypdfium2 as pdfium

from extract.core.errors import DocumentError
from extract.core.source import beside
from extract.intake import formats
from extract.packages import data_files
from extract.packages.acceptance.noted import Noted
from extract.packages.acceptance.resolution import Scan, scans
from extract.packages.checking.formats import CLAIM
from extract.packages.data_files import CHUNK
from extract.packages.describe import DescribedDocument
from schemas.kinds import Kind

PARTS = ("1", "2", "3")  # that the check knows
# Of the XMP, where every part of the standard has it, as an attribute or an element.
_PART = re.compile(re.escape(CLAIM) + rb"""(?:\s*=\s*["']|(?:\s[^<>]{0,80})?>)\s*(\d)""")
LONGEST = 128  # bytes of such a claim


class PdfA(StrEnum):
    """What a file is worth as PDF/A."""

    PROVEN = "proven"
    CLAIMED = "claimed"  # it says so, and the check met what it does not know, or is not installed
    BROKEN = "broken"  # it says so, and breaks a rule
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Held:
    """`scans`: None when there is no file to measure; () when no page is a scan."""

    delivered: Path | None
    is_copy: bool  # what is delivered is the searchable copy beside the record
    scans: tuple[Scan, ...] | None
    pdfa: PdfA
    rule: str = ""  # the first that is broken or not known
    is_signed: bool | None = None


def look(document: DescribedDocument, noted: Noted, out: Path, sources: Sequence[Path]) -> Held:
    """Of one document; `out`: the output folder. Raises OSError when a file cannot be read."""
    copy, data = out / beside(document.document.key, "pdf"), document.data
    own = data if data and data != copy else next(data_files.own(document.document, sources), None)
    delivered = data or own
    pdfa, rule = _pdfa(delivered, delivered == copy) if delivered else (PdfA.NONE, "")
    signed = data_files.is_signed(delivered) if delivered else noted.was_signed or None
    measured = None if document.document.error else _scans(own, copy, noted)
    return Held(delivered, delivered == copy, measured, pdfa, rule, signed)


def _scans(own: Path | None, copy: Path, noted: Noted) -> tuple[Scan, ...] | None:
    """Of the file itself, else of its copy, whose pictures are the same; that of a picture is no witness."""
    is_picture = formats.is_picture(noted.media_type)
    images = {number for number, verdict in noted.verdicts.items() if verdict == Kind.IMAGE}
    try:
        if own and formats.is_drawn(noted.media_type):
            return tuple(scans(own, noted.media_type, list(noted.verdicts), images))
        if copy.is_file() and not (noted.is_drawn or is_picture):
            at = {number: place for place, number in enumerate(sorted(noted.verdicts), 1)}
            there = scans(copy, formats.PDF.media_type, None, {at[number] for number in images})
            back = {place: number for number, place in at.items()}
            return tuple(Scan(back.get(one.page, one.page), one.ground, one.letters) for one in there)
    except (DocumentError, OSError, pdfium.PdfiumError):
        return None
    return None if formats.is_drawn(noted.media_type) else ()


def _pdfa(path: Path, is_copy: bool) -> tuple[PdfA, str]:
    """A copy of ours was checked before it was written."""
    if not (claimed := _claimed(path)):
        return PdfA.NONE, ""
    return (PdfA.PROVEN, "") if is_copy else _checked(path, claimed)


def _claimed(path: Path) -> str:
    """The part that a file says it is; "" when it says nothing."""
    with path.open("rb") as file:
        before = b""
        while chunk := file.read(CHUNK):
            if found := _PART.search(before + chunk):
                return found[1].decode()
            before = chunk[-LONGEST:]
    return _claimed_within(path)


def _claimed_within(path: Path) -> str:
    """The same where the XMP is packed, as later parts of the standard allow."""
    try:
        import pikepdf  # noqa: PLC0415 - of an extra
    except ImportError:
        return ""
    try:
        with pikepdf.open(path) as pdf:
            metadata = pdf.Root.get("/Metadata")
            found = _PART.search(metadata.read_bytes()) if metadata is not None else None
    except (pikepdf.PdfError, AttributeError, TypeError, ValueError):  # no PDF, or no stream stands there
        return ""
    return found[1].decode() if found else ""


def _checked(path: Path, part: str) -> tuple[PdfA, str]:
    """As pikepdf tells: a pass is sure, and so is a rule that is broken; else the claim stands alone."""
    try:
        from pikepdf import pdfa  # noqa: PLC0415 - of an extra
    except ImportError:
        return PdfA.CLAIMED, ""
    if part not in PARTS:
        return PdfA.CLAIMED, ""
    report = pdfa.validate_written(path, f"{part}b")
    if report.violations:
        return PdfA.BROKEN, report.violations[0].rule
    return (PdfA.PROVEN, "") if report.passed else (PdfA.CLAIMED, report.unsupported[0].rule)
