from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from reportlab.lib import pdfencrypt
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Table as SheetTable

from extract.core.errors import BrokenFile, DocumentError, EmptyFile, EncryptedPdf, TooManyPages
from extract.core.geometry import Box
from extract.core.limits import Limits
from extract.core.model import Origin, Page
from extract.intake.formats import PDF
from extract.readers import render
from extract.readers.pdf.document import annotation_lines, read_pdf
from schemas.kinds import Kind
from support import paper

LIMITS = Limits()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "sheet.pdf"


def first(path: Path) -> Page:
    return read_pdf(path, LIMITS).pages[0]


def test_words_keep_text_place_font_and_weight(path: Path) -> None:
    canvas = paper.canvas(path, pagesize=(595, 842))
    canvas.setFont("Tinos", 13)
    canvas.drawString(85, 742, "Số: 15/BC-SKHCN")
    canvas.setFont("Tinos-Bold", 13)
    canvas.drawString(85, 700, "BÁO CÁO")
    canvas.save()
    page = first(path)
    assert [line.raw for line in page.lines] == ["Số: 15/BC-SKHCN", "BÁO CÁO"]
    assert (page.width, page.height, page.origin) == (595, 842, Origin.TEXT_LAYER)
    plain, bold = page.lines[0].words[0], page.lines[1].words[0]
    assert (plain.bold, bold.bold) == (False, True)
    assert {run.font for word in page.words for run in word.runs} == {"Tinos", "Tinos-Bold"}
    assert plain.box is not None
    assert plain.box.x0 == pytest.approx(86, abs=1.5)
    assert plain.box.y1 == pytest.approx(100, abs=1.0)


def test_a_font_change_inside_a_word_gives_two_runs(path: Path) -> None:
    canvas = paper.canvas(path)
    text = canvas.beginText(85, 700)
    text.setFont("Tinos-Bold", 13)
    text.textOut("Điều")
    text.setFont("Tinos", 13)
    text.textOut("1.")
    canvas.drawText(text)
    canvas.save()
    (word,) = first(path).words
    assert [(run.text, run.font) for run in word.runs] == [("Điều", "Tinos-Bold"), ("1.", "Tinos")]


def test_raised_digits_make_no_other_number(path: Path) -> None:
    canvas = paper.canvas(path)
    x = 85.0
    for text, size, lift in (
        ("năm 2031", 13, 0),
        ("2", 8, 4),
        (" có 40 m", 13, 0),
        ("2", 8, 4),
        (" 1", 13, 0),
        ("5", 13, 0),
    ):
        canvas.setFont("Tinos", size)
        canvas.drawString(x, 700 + lift, text)
        x += canvas.stringWidth(text, "Tinos", size)
    canvas.save()
    assert [line.raw for line in first(path).lines] == ["năm 2031^2 có 40 m2 15"]


def test_header_columns_are_separate_lines_however_they_are_drawn(path: Path) -> None:
    canvas = paper.canvas(path, pagesize=(595, 842))
    canvas.setFont("Tinos-Bold", 12)
    rows = [("ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), ("TỈNH BẮC GIANG", "Độc lập - Tự do")]
    for height, (left, right) in zip((780, 764), rows, strict=True):
        canvas.drawCentredString(150, height, left)
        canvas.drawCentredString(400, height, right)
    canvas.save()
    assert [line.raw for line in first(path).lines] == [text for row in rows for text in row]


def test_a_justified_line_stays_whole(path: Path) -> None:
    canvas = paper.canvas(path, pagesize=(595, 842))
    text = canvas.beginText(85, 700)
    text.setFont("Tinos", 13)
    text.setWordSpace(12)
    for word in ("Trưởng ", "Ban ", "Chỉ ", "đạo ", "tỉnh"):
        text.setTextOrigin(85 + 60 * ["Trưởng ", "Ban ", "Chỉ ", "đạo ", "tỉnh"].index(word), 700)
        text.textOut(word)
    canvas.drawText(text)
    canvas.save()
    assert [line.raw for line in first(path).lines] == ["Trưởng Ban Chỉ đạo tỉnh"]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_boxes_are_where_the_ink_is(path: Path, turn: int) -> None:
    """With a turned page and a crop box away from the origin, against the rendered pixels."""
    canvas = paper.canvas(path, pagesize=(700, 700), cropBox=(40, 60, 480, 690))
    canvas.setPageRotation(turn)
    canvas.setFont("Tinos", 20)
    canvas.saveState()
    canvas.translate(200, 300)
    canvas.rotate(turn)  # so that it reads level on the turned page
    canvas.drawString(0, 0, "Khoa học")
    canvas.restoreState()
    canvas.save()
    page = first(path)
    assert [line.raw for line in page.lines] == ["Khoa học"]
    assert (page.width, page.height) == pytest.approx((630, 440) if turn % 180 else (440, 630), abs=0.01)
    dark = render(path, PDF.media_type, 1, 144.0).min(axis=2) < 128
    rows, columns = np.flatnonzero(dark.any(axis=1)) / 2, np.flatnonzero(dark.any(axis=0)) / 2
    box = page.lines[0].box
    assert box is not None
    assert (box.x0, box.y0, box.x1, box.y1) == pytest.approx(
        (columns[0], rows[0], columns[-1], rows[-1]), abs=1.5
    )


@pytest.mark.parametrize("stored", [0, 90])
@pytest.mark.parametrize("sideways", [90, 180, 270])
def test_text_set_sideways_is_read_level_and_found_again_on_the_page(
    path: Path, stored: int, sideways: int
) -> None:
    """A landscape table on a portrait sheet that does not say so, with an upright page number."""
    canvas = paper.canvas(path, pagesize=(600, 800))
    canvas.setPageRotation(stored)
    canvas.setFont("Tinos", 20)
    canvas.saveState()
    canvas.translate(300, 400)
    canvas.rotate(stored + sideways)
    canvas.drawString(0, 30, "Khoa học và Công nghệ")
    canvas.drawString(0, 0, "Danh mục nhiệm vụ")
    canvas.restoreState()
    canvas.translate(30, 30)
    canvas.rotate(stored)
    canvas.drawString(0, 0, "2")
    canvas.save()
    page = first(path)
    assert [line.raw for line in page.lines][:2] == ["Khoa học và Công nghệ", "Danh mục nhiệm vụ"]
    assert page.pose is not None and page.pose.turns == sideways // 90
    dark = render(path, PDF.media_type, 1, 144.0).min(axis=2) < 128
    assert page.stored_size == (dark.shape[1] / 2, dark.shape[0] / 2)
    box = page.to_stored(Box.around(line.box for line in page.lines) or Box(0, 0, 0, 0))
    rows, columns = np.flatnonzero(dark.any(axis=1)) / 2, np.flatnonzero(dark.any(axis=0)) / 2
    assert (box.x0, box.y0, box.x1, box.y1) == pytest.approx(
        (columns[0], rows[0], columns[-1], rows[-1]), abs=1.5
    )


def test_a_pdf_whose_pages_lead_back_into_themselves_is_broken(path: Path) -> None:
    objects = (b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R] /Count 3 >>")
    parts = [b"%d 0 obj %b endobj\n" % (number, held) for number, held in enumerate(objects, start=1)]
    path.write_bytes(b"%PDF-1.7\n" + b"".join(parts) + b"trailer << /Root 1 0 R >>\n%%EOF")
    with pytest.raises(BrokenFile, match="None of the pages"):
        read_pdf(path, LIMITS)


# Every byte as the character of the same number, as most makers of PDFs with legacy fonts write it.
TO_UNICODE = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap
1 begincodespacerange <00> <FF> endcodespacerange
1 beginbfrange <20> <FF> <0020> endbfrange
endcmap end end"""
WIDTHS = " ".join("333" if code == 0x2D else "560" for code in range(256))
FONT = (
    f"/Type /Font /Subtype /TrueType /Encoding /WinAnsiEncoding /FirstChar 0 /LastChar 255 /Widths [{WIDTHS}]"
)


@pytest.mark.parametrize(
    ("printed", "raw"),
    [
        (("nhµ n\xadíc", "th\xad viÖn"), ["nhµ n\xadíc", "th\xad viÖn"]),
        (("c«ng th\xad", "viÖn tØnh"), ["c«ng th\xad", "viÖn tØnh"]),  # TCVN3's ư at the end of a line
        (("sè 15/Q§-", "UBND tØnh"), ["sè 15/Q§-", "UBND tØnh"]),  # a true hyphen at the end of a line
        (("mét - hai", "ba"), ["mét - hai", "ba"]),
        (("\x90\x8d chÝnh\xa0", "phñ"), ["\x90\x8d chÝnh", "phñ"]),  # C1 controls: letters in VISCII and VPS
    ],
)
def test_letters_of_legacy_encodings_are_kept(path: Path, printed: tuple[str, str], raw: list[str]) -> None:
    # Octal: reportlab and editors would not write these bytes as they are.
    octal = ["".join(f"\\{ord(sign):03o}" for sign in line) for line in printed]
    content = f"BT /F1 13 Tf 80 700 Td ({octal[0]}) Tj 0 -20 Td ({octal[1]}) Tj ET"
    fonts = "/Resources << /Font << /F1 5 0 R >> >>"
    page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R {fonts} >>"
    path.write_bytes(
        paper.raw_pdf(
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            page,
            paper.stream(content),
            f"<< {FONT} /BaseFont /ABCDEF+.VnTime /ToUnicode 6 0 R >>",
            paper.stream(TO_UNICODE),
        )
    )
    read = first(path)
    assert [line.raw for line in read.lines] == raw
    assert {run.font for word in read.words for run in word.runs} == {".VnTime"}


def test_filled_in_fields_are_read_in_their_place(path: Path) -> None:
    canvas = paper.canvas(path, pagesize=(595, 842))
    canvas.setFont("Tinos", 13)
    canvas.drawString(85, 742, "Số:")
    canvas.drawString(140, 742, "/BC-SKHCN")
    canvas.acroForm.textfield(
        value="922", x=104, y=736, width=34, height=20, fontSize=13, borderWidth=0, fillColor=None
    )
    canvas.save()
    before = path.read_bytes()
    assert " ".join(line.raw for line in first(path).lines) == "Số: 922 /BC-SKHCN"
    assert [line.raw for line in annotation_lines(path, 1)] == ["922"]
    assert path.read_bytes() == before


def test_merged_cells_and_words_inside(path: Path) -> None:
    canvas = paper.canvas(path, pagesize=(595, 842))
    rows = [["TT", "Kinh phí", ""], ["", "Tỉnh", "Huyện"], ["1", "120 triệu", "80 triệu"]]
    style = [
        ("GRID", (0, 0), (-1, -1), 0.5, "black"),
        ("FONT", (0, 0), (-1, -1), "Tinos", 12),
        ("SPAN", (0, 0), (0, 1)),
        ("SPAN", (1, 0), (2, 0)),
    ]
    sheet = SheetTable(rows, colWidths=[40, 120, 120], rowHeights=[24, 24, 24], style=style)
    sheet.wrapOn(canvas, 500, 500)
    sheet.drawOn(canvas, 100, 600)
    canvas.setFont("Tinos", 12)
    canvas.drawString(100, 560, "Nơi nhận:")
    canvas.save()
    page = first(path)
    (table,) = page.tables
    assert table.size == (3, 3)
    found = {(c.row, c.column): (c.text, c.row_span, c.column_span) for c in table.cells}
    assert found == {
        (0, 0): ("TT", 2, 1),
        (0, 1): ("Kinh phí", 1, 2),
        (1, 1): ("Tỉnh", 1, 1),
        (1, 2): ("Huyện", 1, 1),
        (2, 0): ("1", 1, 1),
        (2, 1): ("120 triệu", 1, 1),
        (2, 2): ("80 triệu", 1, 1),
    }
    assert sorted(line.raw for line in page.lines) == sorted(
        ["TT", "Kinh phí", "Tỉnh", "Huyện", "1", "120 triệu", "80 triệu", "Nơi nhận:"]
    )


def test_one_row_of_three_cells_is_a_table(path: Path) -> None:
    """A long row has a continued page for itself."""
    canvas = paper.canvas(path)
    canvas.setFont("Tinos", 13)
    canvas.grid([80, 160, 300, 420], [500, 700])
    canvas.drawString(165, 600, "còn tiếp")
    canvas.save()
    (table,) = first(path).tables
    assert [cell.text for cell in table.cells] == ["", "còn tiếp", ""]


def test_a_frame_or_an_underline_is_no_table(path: Path) -> None:
    canvas = paper.canvas(path)
    canvas.setFont("Tinos", 13)
    canvas.drawString(85, 742, "HỎA TỐC")
    canvas.rect(80, 735, 80, 24)
    canvas.line(80, 700, 200, 700)
    canvas.save()
    assert first(path).tables == ()


def test_pictures_of_pages(path: Path) -> None:
    """A scan covers its page, a logo does not; letters drawn as outlines need OCR."""
    canvas = paper.canvas(path, pagesize=(595, 842))
    picture = ImageReader(paper.picture())
    canvas.drawImage(picture, 0, 0, 595, 842)
    canvas.showPage()
    canvas.setFont("Tinos", 13)
    canvas.drawImage(picture, 50, 700, 80, 80)
    canvas.drawString(85, 600, "Văn bản")
    canvas.showPage()
    for index in range(150):
        canvas.circle(80 + index % 30 * 12, 700 - index // 30 * 20, 4)
    canvas.showPage()
    canvas.showPage()
    canvas.save()
    pages = read_pdf(path, LIMITS).pages
    assert [page.has_image for page in pages] == [True, False, True, False]
    assert [page.verdict.kind for page in pages] == [Kind.IMAGE, Kind.GOOD, Kind.IMAGE, Kind.EMPTY]


def text_pdf(pages: int = 1, **options: object) -> bytes:
    held = io.BytesIO()
    canvas = paper.canvas(held, **options)
    for number in range(pages):
        canvas.setFont("Tinos", 13)
        canvas.drawString(85, 700, f"Trang {number + 1}")
        canvas.showPage()
    canvas.save()
    return held.getvalue()


HUGE = paper.raw_pdf(
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 900000 900000] >>",
)
NO_PAGES = paper.raw_pdf("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>")


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", EmptyFile),
        (b"no PDF at all", BrokenFile),
        (b"%PDF-1.7\n", BrokenFile),
        (text_pdf()[:300], BrokenFile),
        (text_pdf(encrypt=pdfencrypt.StandardEncryption("secret")), EncryptedPdf),
        (text_pdf(pages=4), TooManyPages),
        (HUGE, BrokenFile),
        (NO_PAGES, EmptyFile),
    ],
)
def test_bad_files_say_what_is_wrong(path: Path, content: bytes, error: type[DocumentError]) -> None:
    path.write_bytes(content)
    with pytest.raises(error) as caught:
        read_pdf(path, Limits(max_pages=3))
    assert caught.value.code
    assert caught.value.advice


def signed_pdf(*times: str) -> bytes:
    """A PDF of one empty page with a signature field for each time."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R /AcroForm << /SigFlags 3 /Fields [{fields}] >> >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    ]
    for time in times:
        value = f"<< /Type /Sig /Filter /Adobe.PPKLite {time} /Contents <00> /ByteRange [0 1 2 3] >>"
        objects.append(f"<< /FT /Sig /T (S{len(objects)}) /V {value} >>")
    objects[0] = objects[0].format(fields=" ".join(f"{n} 0 R" for n in range(4, len(objects) + 1)))
    out, places = b"%PDF-1.7\n", []
    for number, text in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{text}\nendobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    tail = f"trailer << /Root 1 0 R /Size {len(objects) + 1} >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + head.encode() + tail.encode()


@pytest.mark.parametrize(
    ("times", "days"),
    [
        ((), ()),
        (("/M (D:20250219083909+07'00')", "/M (D:20250220)"), ("2025-02-19", "2025-02-20")),
        (("", "/M (yesterday)"), ()),  # a signature may say no time
    ],
)
def test_days_of_digital_signatures(path: Path, times: tuple[str, ...], days: tuple[str, ...]) -> None:
    path.write_bytes(signed_pdf(*times))
    assert read_pdf(path, Limits()).signed == days
