"""What a PDF page says beside its text, and what of its text nobody sees; each told or read in its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.core.errors import BrokenFile
from extract.core.limits import Limits
from extract.core.model import Document
from extract.readers.pdf.document import annotation_lines, read_pdf
from support import paper
from support.reading import texts, told

FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>"
NOTE = "<< /Type /Annot /Subtype"
FORM = "<< /Type /Annot /Subtype /Widget /FT"
TEXT = "BT /F1 12 Tf 60 700 Td (Ho ten:) Tj 0 -30 Td (So tien:) Tj 30 -30 Td (Dong y) Tj ET"


def pdf(path: Path, content: str = TEXT, *annotations: str, page: str = "", catalogue: str = "") -> Document:
    """A page of content 4, font 5, annotations from 6 on."""
    numbers = " ".join(f"{6 + at} 0 R" for at in range(len(annotations)))
    entries = f"/Annots [{numbers}] /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R"
    path.write_bytes(
        paper.raw_pdf(
            f"<< /Type /Catalog /Pages 2 0 R {catalogue} >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {entries} {page} >>",
            paper.stream(content),
            FONT,
            *annotations,
        )
    )
    return read_pdf(path, Limits())


def utf16(text: str) -> str:
    return f"<FEFF{text.encode('utf-16-be').hex()}>"


def test_form_values_without_a_drawing_stand_beside_their_labels(tmp_path: Path) -> None:
    read = pdf(
        tmp_path / "sheet.pdf",
        TEXT,
        f"{FORM} /Tx /T (a) /V {utf16('Phạm Thị Én')} /Rect [120 694 300 714] /DA (/F1 12 Tf) >>",
        f"{FORM} /Tx /T (b) /V (12.500) /Rect [160 664 300 684] /DA (/F1 0 Tf) >>",
        f"{FORM} /Btn /T (c) /AS /Yes /Rect [70 636 82 648] >>",
        f"{FORM} /Tx /T (d) /V (unseen) /F 2 /Rect [300 300 400 320] >>",  # hidden
    )
    assert texts(read) == ["Ho ten: Phạm Thị Én", "So tien: 12.500", "☒ Dong y"]
    assert annotation_lines(tmp_path / "sheet.pdf", 1)[0].text == "Phạm Thị Én"
    assert told(read) == []


WIDGET = "<< /Type /Annot /Subtype /Widget"
STATES = "/AP << /N << /a 6 0 R /Off 6 0 R >> >>"  # which of them is drawn, AS says
CHOICE = f"[[(a) {utf16('Quyết định')}] [(b) {utf16('Tờ trình')}]]"
EMPTY = paper.stream("/Tx BMC EMC", "/Type /XObject /Subtype /Form /BBox [0 0 180 20]")
SHOWN = paper.stream(
    "BT /F1 12 Tf 2 5 Td (12.500) Tj ET",
    "/Type /XObject /Subtype /Form /BBox [0 0 180 20] /Resources << /Font << /F1 5 0 R >> >>",
)


@pytest.mark.parametrize(
    ("parent", "field", "drawing", "seen"),
    [
        (f"/FT /Tx /V {utf16('Phạm Thị Én')}", "", EMPTY, "So tien: Phạm Thị Én"),  # all of it inherited
        ("/FT /Tx", "/T (b) /V (12.500)", EMPTY, "So tien: 12.500"),
        (
            f"/FT /Ch /Ff 131072 /Opt {CHOICE} /V (b)",
            "",
            EMPTY,
            "So tien: Tờ trình",
        ),  # the name that is shown
        (f"/FT /Ch /Ff 2097152 /Opt {CHOICE} /V [(a) (b)]", "", EMPTY, "So tien: Quyết định, Tờ trình"),
        ("/FT /Tx /V (12.500)", "/AP << /N 6 0 R >>", EMPTY, "So tien: 12.500"),  # drawn as nothing
        ("/FT /Tx /V (12500)", "/AP << /N 6 0 R >>", SHOWN, "So tien: 12.500"),  # as its maker wants it
        ("/FT /Sig /V 6 0 R", "", EMPTY, "So tien:"),
    ],
)
def test_values_that_a_field_inherits_or_chooses(
    tmp_path: Path, parent: str, field: str, drawing: str, seen: str
) -> None:
    read = pdf(
        tmp_path / "sheet.pdf",
        "BT /F1 12 Tf 60 670 Td (So tien:) Tj ET",
        drawing,
        f"{WIDGET} /Parent 8 0 R {field} /Rect [120 664 300 684] >>",
        f"<< /T (a) {parent} /Kids [7 0 R] >>",
        page="/Annots [7 0 R]",
        catalogue="/AcroForm << /Fields [8 0 R] >>",
    )
    assert texts(read) == [seen]


@pytest.mark.parametrize(
    ("parent", "one", "other", "seen"),
    [
        ("/Ff 49152 /V /a", "/AS /Off", "/AS /a", "Gioi tinh: ☐ Nam ☒ Nu"),
        ("", "/V /Off", "/V /a", "Gioi tinh: ☐ Nam ☒ Nu"),  # the state left to the viewer
        ("/Ff 65536", "", "", "Gioi tinh: Nam Nu"),  # buttons to push
    ],
)
def test_boxes_stand_between_the_words_that_they_tick(
    tmp_path: Path, parent: str, one: str, other: str, seen: str
) -> None:
    read = pdf(
        tmp_path / "sheet.pdf",
        "BT /F1 12 Tf 60 700 Td (Gioi tinh:) Tj 80 0 Td (Nam) Tj 40 0 Td (Nu) Tj ET",
        EMPTY,
        f"{WIDGET} /Parent 9 0 R {one} {STATES} /Rect [125 698 137 710] >>",
        f"{WIDGET} /Parent 9 0 R {other} {STATES} /Rect [165 698 177 710] >>",
        f"<< /T (a) /FT /Btn {parent} /Kids [7 0 R 8 0 R] >>",
        page="/Annots [7 0 R 8 0 R]",
        catalogue="/AcroForm << /Fields [9 0 R] >>",
    )
    assert texts(read) == [seen]


def test_values_over_other_print_are_kept(tmp_path: Path) -> None:
    read = pdf(
        tmp_path / "sheet.pdf",
        "BT /F1 12 Tf 60 700 Td (Ho ten: ............................) Tj 0 -60 Td (Cau chu ben duoi) Tj ET",
        f"{FORM} /Tx /T (a) /V {utf16('Phạm Thị Én')} /Rect [104 694 300 714] >>",
        f"{NOTE} /FreeText /Contents {utf16('Trình ký lại')} /Rect [60 634 200 654] >>",
    )
    text = " ".join(texts(read))
    assert "Phạm Thị Én" in text and "Trình ký lại" in text and "Cau chu ben duoi" in text


def test_free_text_without_a_drawing_is_read_and_notes_are_told(tmp_path: Path) -> None:
    read = pdf(
        tmp_path / "sheet.pdf",
        TEXT,
        f"{NOTE} /FreeText /Contents {utf16('Trình ký trước ngày 3/4')} /Rect [60 500 400 520] >>",
        f"{NOTE} /Text /Contents {utf16('Xem lại số tiền')} /Rect [500 500 520 520] >>",
    )
    assert texts(read)[-1] == "Trình ký trước ngày 3/4"
    assert told(read) == [("notes-on-page", {"page": 1, "count": 1, "text": "Xem lại số tiền"})]


def test_words_outside_the_crop_box_are_left_out_and_told(tmp_path: Path) -> None:
    content = TEXT + " BT /F1 12 Tf 700 700 Td (Ban nhap cu) Tj ET"
    read = pdf(tmp_path / "sheet.pdf", content, page="/MediaBox [0 0 900 842] /CropBox [0 0 595 842]")
    assert texts(read) == ["Ho ten:", "So tien:", "Dong y"]
    assert told(read) == [("outside-page", {"page": 1, "count": 3})]


@pytest.mark.parametrize(("state", "seen"), [("OFF", False), ("ON", True)])
def test_text_of_a_layer_is_read_when_the_layer_is_on(tmp_path: Path, state: str, seen: bool) -> None:
    content = TEXT + " /OC /L1 BDC BT /F1 12 Tf 64 698 Td (Ban nhap) Tj ET EMC"
    read = pdf(
        tmp_path / "sheet.pdf",
        content,
        "<< /Type /OCG /Name (Nhap) >>",
        page="/Annots [] /Resources << /Font << /F1 5 0 R >> /Properties << /L1 6 0 R >> >>",
        catalogue=f"/OCProperties << /OCGs [6 0 R] /D << /{state} [6 0 R] >> >>",
    )
    assert any("nhap" in line for line in texts(read)) is seen
    assert told(read) == ([] if seen else [("layer-off", {"page": 1, "count": 2})])


def test_attachments_and_xfa_are_told(tmp_path: Path) -> None:
    read = pdf(
        tmp_path / "sheet.pdf",
        TEXT,
        "<< /Type /Filespec /F (annex.pdf) /UF (annex.pdf) /EF << /F 7 0 R >> >>",
        paper.stream("x", "/Type /EmbeddedFile"),
        page="/Annots []",
        catalogue="/Names << /EmbeddedFiles << /Names [(annex.pdf) 6 0 R] >> >>"
        " /AcroForm << /Fields [] /XFA 7 0 R >>",
    )
    assert told(read) == [("pdf-attachments", {"count": 1, "names": "annex.pdf"}), ("xfa-form", {})]


def test_forms_that_call_each_other_without_end_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    form = "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X %d 0 R >> >>"
    path.write_bytes(
        paper.raw_pdf(
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /X 5 0 R >> >>"
            " /Contents 4 0 R >>",
            paper.stream("/X Do"),
            *(paper.stream("/X Do " * 10, form % (6 + at)) for at in range(9)),
            paper.stream("", "/Type /XObject /Subtype /Form /BBox [0 0 9 9]"),
        )
    )
    with pytest.raises(BrokenFile, match="call each other"):
        read_pdf(path, Limits())


@pytest.mark.parametrize(
    ("hidden", "count"),
    [
        ("1 1 1 rg BT /F1 12 Tf 60 500 Td (Chu trang) Tj ET", 2),
        ("BT 3 Tr /F1 12 Tf 60 500 Td (Chu an khong muc) Tj ET", 4),
        ("0 0 1 rg 50 490 300 30 re f 1 1 1 rg BT /F1 12 Tf 60 500 Td (Dau bang) Tj ET", 0),  # on a dark head
    ],
)
def test_words_that_nobody_sees_are_left_out_and_told(tmp_path: Path, hidden: str, count: int) -> None:
    read = pdf(tmp_path / "sheet.pdf", f"{TEXT} {hidden}")
    assert len(texts(read)) == (3 if count else 4)
    assert told(read) == ([("words-without-ink", {"page": 1, "count": count})] if count else [])
