"""Damaged PDFs: junk before the head, a lost end, pages packed into streams; what is lost is told."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest

from extract.core.limits import Limits
from extract.core.model import Document
from extract.readers.pdf import document as pdf_reader
from extract.readers.pdf import mended
from extract.readers.pdf.document import opened, read_pdf
from support import paper
from support.reading import texts, told

FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>"
USES = "/MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>"


def text(words: str) -> str:
    return paper.stream(f"BT /F1 12 Tf 60 700 Td ({words}) Tj ET")


def sheet() -> bytes:
    """One page."""
    return paper.raw_pdf(
        "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [4 0 R] /Count 1 >>", FONT,
        f"<< /Type /Page /Parent 2 0 R {USES} /Contents 5 0 R >>", text("First page"),
    )  # fmt: skip


def packed(order: list[int], kids: str) -> bytes:
    """Pages 4, 5, 6 with contents 14, 15, 16; all but these packed into a stream, and the end lost."""
    objects = {2: f"<< /Type /Pages /Kids [{kids}] /Count 3 >>", 3: FONT}
    objects |= {at: f"<< /Type /Page /Parent 2 0 R {USES} /Contents {at + 10} 0 R >>" for at in order}
    body, pairs = "", ""
    for number, held in objects.items():
        pairs += f"{number} {len(body)} "
        body += held + " "
    content = zlib.compress((pairs + body).encode())
    head = f"/Type /ObjStm /N {len(objects)} /First {len(pairs)} /Filter /FlateDecode /Length {len(content)}"
    contents = "".join(f"{at + 10} 0 obj {text(f'Page {at}')} endobj\n" for at in (4, 5, 6))
    return f"%PDF-1.5\n{contents}1 0 obj << {head} >> stream\n".encode() + content + b"\nendstream endobj\n"


def read(path: Path, data: bytes) -> Document:
    path.write_bytes(data)
    return read_pdf(path, Limits())


def test_junk_before_the_head_costs_nothing(tmp_path: Path) -> None:
    found = read(tmp_path / "sheet.pdf", b"Received: from mail.example\r\n" * 90 + sheet())
    assert (texts(found), told(found)) == (["First page"], [])


def test_the_pages_before_a_cut_are_saved(tmp_path: Path) -> None:
    page = f"<< /Type /Page /Parent 7 0 R {USES} /Contents %d 0 R >>"
    whole = paper.raw_pdf(
        "<< /Type /Catalog /Pages 7 0 R >>", page % 4, FONT, text("First page"), page % 6,
        paper.stream("x" * 500), "<< /Type /Pages /Kids [2 0 R 5 0 R] /Count 2 >>",
    )  # fmt: skip
    found = read(tmp_path / "sheet.pdf", whole[: whole.index(b"x" * 100) + 80])
    assert texts(found) == ["First page"]
    assert told(found) == [("pdf-mended", {"pages": 2}), ("page-lost", {"page": 2})]


@pytest.mark.parametrize(
    ("order", "kids", "pages"),
    [
        ([4, 5, 6], "4 0 R 5 0 R 6 0 R", [4, 5, 6]),
        ([6, 4, 5], "4 0 R 5 0 R 6 0 R", [4, 5, 6]),  # as the tree names them
        ([6, 4, 5], "4 0 R 5 0 R", [6, 4, 5]),  # the tree lacks one
    ],
)
def test_pages_packed_into_a_stream_are_found(
    tmp_path: Path, order: list[int], kids: str, pages: list[int]
) -> None:
    found = read(tmp_path / "sheet.pdf", packed(order, kids))
    assert texts(found) == [f"Page {number}" for number in pages]
    assert told(found) == [("pdf-mended", {"pages": 3})]


def test_a_page_whose_parent_is_lost_is_a_sheet_of_a4(tmp_path: Path) -> None:
    page = f"<< /Type /Page /Parent 9 0 R {USES.replace('/MediaBox [0 0 595 842]', '')} /Contents 2 0 R >>"
    whole = paper.raw_pdf(page, text("First page"), FONT)
    found = read(tmp_path / "sheet.pdf", whole[: whole.index(b"xref")])
    assert texts(found) == ["First page"]
    assert (found.pages[0].width, found.pages[0].height) == (595, 842)


def test_what_was_added_last_may_be_lost(tmp_path: Path) -> None:
    signed = sheet() + f"6 0 obj << /Type /Annot {'x' * 5_000}".encode()
    found = read(tmp_path / "sheet.pdf", signed)
    assert (texts(found), told(found)) == (["First page"], [("pdf-cut-off", {})])


def test_a_stream_unpacks_to_so_much_and_no_more(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(mended, "MOST_UNPACKED", 100)
    path = tmp_path / "sheet.pdf"
    path.write_bytes(packed([4, 5, 6], "4 0 R 5 0 R 6 0 R"))
    assert list(mended.mended(path)) == []


def test_a_file_is_mended_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, times = tmp_path / "sheet.pdf", []
    path.write_bytes(packed([4, 5, 6], "4 0 R 5 0 R 6 0 R"))
    once = mended.mended
    monkeypatch.setattr(pdf_reader, "mended", lambda path: times.append(path) or once(path))
    for _ in range(3):
        with opened(path) as document:
            assert len(document) == 3
    assert len(times) == 1
