"""Files attached to PDFs and to places on their pages, taken out under their own names."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from extract.core.errors import BrokenFile, DocumentError, EncryptedPdf, TooLarge
from extract.core.limits import Limits
from extract.core.source import Source
from extract.intake.attachments import may_hold
from extract.intake.find import find
from extract.intake.formats import PDF
from extract.readers.pdf.attached_files import attached_files
from support import paper

TEXT = "Kính gửi Sở Nội vụ".encode()
SHEET = (
    "<< /Type /Catalog /Pages 2 0 R {catalogue} >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Annots [4 0 R] >>",
    "<< /Type /Annot /Subtype /FileAttachment /Rect [9 9 30 30] /FS 5 0 R >>",
    "<< /Type /Filespec /F (annex.txt) /UF (annex.txt) {content} >>",
    paper.stream("Phu luc", "/Type /EmbeddedFile"),
)
CONTENT = "/EF << /F 6 0 R >>"
NAMED = "/Names << /EmbeddedFiles << /Names [(annex.txt) 5 0 R] >> >>"


def with_files(path: Path, files: dict[str, bytes], encrypted: str | None = None) -> Path:
    """A PDF of one page with files in its tree of names."""
    held = io.BytesIO()
    sheet = Canvas(held, encrypt=StandardEncryption(encrypted) if encrypted else None)
    sheet.drawString(72, 700, "Bia")
    sheet.save()
    if encrypted:
        path.write_bytes(held.getvalue())
        return path
    document = pdfium.PdfDocument(held.getvalue())
    for name, content in files.items():
        document.new_attachment(name).set_data(content)
    document.save(path)
    return path


def hand_made(path: Path, catalogue: str, content: str) -> Path:
    path.write_bytes(paper.raw_pdf(*(one.format(catalogue=catalogue, content=content) for one in SHEET)))
    return path


def taken(path: Path, limits: Limits | None = None) -> list[tuple[str, bytes | str]]:
    """Names, and contents or the codes of errors."""
    folder = path.parent / "files"
    folder.mkdir()
    members = attached_files(path, folder, limits or Limits())
    assert all(one.path.parent == folder for one in members)
    return [("/".join(one.parts), one.error.cause if one.error else one.path.read_bytes()) for one in members]


def test_names_lead_nowhere(tmp_path: Path) -> None:
    files = {"../../Tờ trình.txt": TEXT, "a\\b.pdf": b"b", "..": b"c", "Tờ trình.txt": b"another"}
    found = dict(taken(with_files(tmp_path / "sheet.pdf", files)))
    assert set(found) <= {"Tờ trình.txt", "b.pdf", "attachment"}
    assert not any(name.startswith((".", "/")) for name in found)


@pytest.mark.parametrize("catalogue", ["", NAMED], ids=["on a page", "on a page and by name"])
def test_what_is_attached_to_a_page_is_taken_once(tmp_path: Path, catalogue: str) -> None:
    path = hand_made(tmp_path / "sheet.pdf", catalogue, CONTENT)
    assert may_hold(path, PDF)
    assert taken(path) == [("annex.txt", b"Phu luc")]


def test_a_name_without_content_is_an_error(tmp_path: Path) -> None:
    path = hand_made(tmp_path / "sheet.pdf", NAMED, "")
    assert {cause for _, cause in taken(path)} == {"attachment-missing"}


@pytest.mark.parametrize(
    ("files", "limits", "causes"),
    [
        ({"bomb.txt": bytes(30_000_000)}, Limits(), ["attachment-too-large"]),  # 200 times the PDF at most
        ({"a": b"x" * 900, "b": b"y" * 900}, Limits(max_unpacked=1_000), [None, "attachment-too-large"]),
        ({"a": b"x" * 900}, Limits(max_bytes=100), ["attachment-too-large"]),
    ],
)
def test_limits(tmp_path: Path, files: dict[str, bytes], limits: Limits, causes: list[str | None]) -> None:
    found = taken(with_files(tmp_path / "sheet.pdf", files), limits)
    assert [cause if isinstance(cause, str) else None for _, cause in found] == causes


@pytest.mark.parametrize(
    ("files", "encrypted", "limits", "error"),
    [
        ({"a": b"1", "b": b"2", "c": b"3"}, None, Limits(max_members=2), TooLarge),
        ({}, "secret", Limits(), EncryptedPdf),
    ],
)
def test_files_that_are_not_opened(
    tmp_path: Path, files: dict[str, bytes], encrypted: str | None, limits: Limits, error: type[DocumentError]
) -> None:
    path = with_files(tmp_path / "sheet.pdf", files, encrypted)
    with pytest.raises(error):
        attached_files(path, tmp_path, limits)


def test_a_damaged_file_is_told_by_its_reader(tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    path.write_bytes(b"%PDF-1.7 /EmbeddedFiles and no more")
    with pytest.raises(BrokenFile):
        attached_files(path, tmp_path, Limits())
    notes: list[str] = []
    (tmp_path / "work").mkdir()
    (only,) = find([path], Limits(), tmp_path / "work", open_pdf=attached_files, note=notes.append)
    assert only.attached == () and len(notes) == 1


def test_pdfs_attached_to_pdfs_are_opened_three_deep(tmp_path: Path) -> None:
    path = with_files(tmp_path / "0.pdf", {"note.txt": TEXT})
    for depth in range(1, 6):
        path = with_files(tmp_path / f"{depth}.pdf", {path.name: path.read_bytes()})
    (tmp_path / "work").mkdir()
    found: list[Source] = list(find([path], Limits(), tmp_path / "work", open_pdf=attached_files))
    assert [one.name for one in found] == [
        "5.pdf",
        "5.pdf~/4.pdf",
        "5.pdf~/4.pdf~/3.pdf",
        "5.pdf~/4.pdf~/3.pdf~/2.pdf",
    ]
    assert [one.attached for one in found] == [("4.pdf",), ("3.pdf",), ("2.pdf",), ()]
