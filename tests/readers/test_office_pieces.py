"""What office files hold beside plain paragraphs: form fields, signs, pictures, pieces in other formats."""

from __future__ import annotations

import base64
import io
import struct
from pathlib import Path

import pytest
from PIL import Image

from extract.intake import formats
from extract.readers.office.rtf import read_rtf
from extract.readers.office.word97_fields import Fields
from extract.readers.office.word97_shapes import Shapes, inline_picture
from extract.readers.pixels import as_bitmap_file, is_drawing, is_pixels
from extract.readers.symbol_fonts import sign
from support.reading import LIMITS, read, texts
from support.word_files import run, word_file


def picture(size: tuple[int, int] = (400, 60), kind: str = "PNG") -> bytes:
    held = io.BytesIO()
    Image.new("L", size, "white").save(held, kind)
    return held.getvalue()


def form_field(data: str, result: str = "") -> str:
    signs = ('<w:fldChar w:fldCharType="begin"><w:ffData>{}</w:ffData></w:fldChar>',)
    middle = f'<w:fldChar w:fldCharType="separate"/><w:t>{result}</w:t>' if result else ""
    return run(signs[0].format(data) + middle + '<w:fldChar w:fldCharType="end"/>')


TWO = "<w:listEntry w:val='Một'/><w:listEntry w:val='Hai'/>"


@pytest.mark.parametrize(
    ("xml", "shown"),
    [
        (form_field("<w:checkBox><w:default w:val='0'/><w:checked/></w:checkBox>"), "☒"),
        (form_field("<w:checkBox><w:default w:val='1'/></w:checkBox>"), "☒"),
        (form_field("<w:checkBox><w:default w:val='1'/><w:checked w:val='0'/></w:checkBox>"), "☐"),
        (form_field(f"<w:ddList><w:result w:val='1'/>{TWO}</w:ddList>"),
         "Hai"),
        (form_field("<w:ddList><w:listEntry w:val='Một'/></w:ddList>", "Một"), "Một"),  # once, not twice
        (form_field("<w:textInput/>", "Bến Cá"), "Bến Cá"),
        (run('<w:sym w:font="Wingdings" w:char="F0FE"/>'), "☑"),
        (run('<w:sym w:font="Wingdings" w:char="F0A8"/>'), "☐"),
        (run('<w:sym w:font="Symbol" w:char="F0B3"/>'), "≥"),
        (run('<w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr><w:t>þ</w:t>'), "☑"),
        (run('<w:sym w:font="Wingdings" w:char="F0D8"/>'), "•"),  # an ornament
        (run('<w:sym w:font="Wingdings" w:char="zz"/>'), "•"),
    ],
)  # fmt: skip
def test_fields_and_signs_of_docx(tmp_path: Path, xml: str, shown: str) -> None:
    assert texts(read(tmp_path / "a.docx", word_file(xml))) == [shown]


@pytest.mark.parametrize(
    ("piece", "shown"),
    [
        ("<html><body><p>Điều 1.</p><p>Giao Sở</p></body></html>".encode(), ["Điều 1.", "Giao Sở"]),
        (b"{\\rtf1 \\u272?i\\u7873?u 1.\\par}", ["Điều 1."]),
        ("Điều 1.\nGiao Sở".encode(), ["Điều 1.", "Giao Sở"]),
        (word_file("<w:p><w:r><w:t>Điều 1.</w:t></w:r></w:p>"), ["Điều 1."]),
        (b'MIME-Version: 1.0\nContent-Type: text/html; charset="utf-8"\n\n' + "<p>Điều 1.</p>".encode(),
         ["Điều 1."]),
    ],
)  # fmt: skip
def test_pieces_in_other_formats_stand_in_their_place(tmp_path: Path, piece: bytes, shown: list[str]) -> None:
    xml = ("<w:p><w:r><w:t>Trước</w:t></w:r></w:p>", '<w:altChunk r:id="x1"/>')
    data = word_file(*xml, parts={"x1": ("aFChunk", piece)})
    assert texts(read(tmp_path / "a.docx", data)) == ["Trước", *shown]


def test_a_main_part_of_another_name(tmp_path: Path) -> None:
    data = word_file("<w:p><w:r><w:t>Điều 1.</w:t></w:r></w:p>", main="document2")
    assert texts(read(tmp_path / "a.docx", data)) == ["Điều 1."]


DRAWN = (
    "<w:drawing><wp:inline><a:graphic><a:graphicData>{}</a:graphicData></a:graphic></wp:inline></w:drawing>"
)


def test_smart_art_is_read(tmp_path: Path) -> None:
    words = "".join(f"<a:p><a:r><a:t>{word}</a:t></a:r></a:p>" for word in ("Tổ kỹ thuật", "Tổ tuyên truyền"))
    model = f'<d xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">{words}</d>'.encode()
    data = word_file(run(DRAWN.format('<dgm:relIds r:dm="x1"/>')), parts={"x1": ("diagramData", model)})
    assert texts(read(tmp_path / "a.docx", data)) == ["Tổ kỹ thuật", "Tổ tuyên truyền"]


@pytest.mark.parametrize(
    ("data", "figures", "told"),
    [
        (picture(), 1, []),
        (picture((60, 60)), 0, []),  # an emblem
        (b"\x01\0\0\0" + bytes(36) + b" EMF" + bytes(60), 0, ["drawings-not-read"]),
    ],
)
def test_pictures_of_docx(tmp_path: Path, data: bytes, figures: int, told: list[str]) -> None:
    xml = ("<w:p><w:r><w:t>Sơ đồ</w:t></w:r></w:p>", run(DRAWN.format('<a:blip r:embed="x1"/>')))
    document = read(tmp_path / "a.docx", word_file(*xml, parts={"x1": ("image", data)}))
    assert [figure.after for figure in document.pages[0].figures] == [1] * figures
    assert [notice.code for notice in document.warnings] == told
    assert all(dict(notice.params) == {"count": 1, "near": "Sơ đồ"} for notice in document.warnings)


# RTF


def rtf(body: bytes) -> bytes:
    return b"{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Times New Roman;}{\\f1\\fcharset2 Wingdings;}}" + body + b"}"


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (
            b"Tr\\'ean {\\*\\do\\dobxpage{\\dptxbx{\\dptxbxtext M\\u7853?t\\par}\\dpx0}}d\\par",
            ["Trên d", "Mật"],
        ),
        (
            b"a{\\shp{\\*\\shpinst{\\shptxt b\\par}}{\\shprslt{\\*\\do{\\dptxbxtext b\\par}}}}\\par",
            ["a", "b"],
        ),
        (b"{\\upr{T?nh}{\\*\\ud{\\uc1 T\\u7881?nh}}} An\\par", ["Tỉnh An"]),
        (b"{\\f1 \\'fe} c\\par", ["☑ c"]),
        ("Tỉnh Hòa An\\par".encode(), ["Tỉnh Hòa An"]),
        (b"a{\\object\\objemb{\\*\\objdata 0105}{\\result b}}\\par", ["ab"]),
    ],
)
def test_rtf(tmp_path: Path, body: bytes, shown: list[str]) -> None:
    assert texts(read(tmp_path / "a.rtf", rtf(body))) == shown


def test_pictures_of_rtf(tmp_path: Path) -> None:
    data = picture()
    twice = (
        b"{\\*\\shppict{\\pict\\pngblip " + data.hex().encode() + b"}}{\\nonshppict{\\pict\\wmetafile8 01}}"
    )
    shape = b"{\\shp{\\*\\shpinst{\\sp{\\sn pib}{\\sv {\\pict\\pngblip " + data.hex().encode() + b"}}}}}"
    raw = b"{\\pict\\pngblip\\bin" + str(len(data)).encode() + b" " + data + b"}"
    path = tmp_path / "a.rtf"
    path.write_bytes(rtf(b"a" + twice + b"\\par b" + raw + shape + b"\\par"))
    document = read_rtf(path, LIMITS)
    assert [(figure.after, figure.data == data) for figure in document.pages[0].figures] == [
        (1, True),
        (2, True),
        (2, True),
    ]
    path.write_bytes(rtf(b"a{\\object\\objemb{\\*\\objdata 0105}}\\par"))
    assert [notice.code for notice in read_rtf(path, LIMITS).warnings] == ["objects-not-read"]


# Word 97


def record(kind: int, content: bytes, instance: int = 0, version: int = 0xF) -> bytes:
    return struct.pack("<HHI", instance << 4 | version, kind, len(content)) + content


def shape(number: int, entry: int = 0) -> bytes:
    shown = record(0xF00B, struct.pack("<HI", 0x4104, entry), 1, 3) if entry else b""
    return record(0xF004, record(0xF00A, struct.pack("<II", number, 0), 0, 2) + shown)


def test_groups_in_groups_and_their_pictures() -> None:
    data = picture()
    blip = record(0xF01E, bytes(17) + data, 0x6E0, 0)
    entry = record(0xF007, bytes(36) + blip, 6, 2)
    store = record(0xF000, record(0xF001, entry))
    inner = record(0xF003, shape(12) + shape(13, entry=1))
    drawing = record(0xF002, record(0xF003, shape(10) + inner + shape(14)))
    shapes = Shapes(store + b"\0" + drawing, b"")
    assert (
        shapes.members(10) == [10, 12, 13, 14]
        and shapes.members(12) == [12, 13]
        and shapes.members(99) == [99]
    )
    assert shapes.picture(13) == data and shapes.picture(14) is None
    assert Shapes((store + b"\0" + drawing)[:-9], b"").members(12) in ([12], [12, 13])  # damaged: no error
    picf = struct.pack("<IHH", 68 + len(blip), 68, 0x64) + bytes(60) + blip
    assert inline_picture(b"xx" + picf, 2) == data


@pytest.mark.parametrize(
    ("bits", "rest", "shown"),
    [
        (1 | 1 << 2, struct.pack("<H", 0), "☒"),
        (1 | 25 << 2, struct.pack("<H", 0), "☐"),
        (2 | 1 << 2, struct.pack("<H", 0) + bytes(20) + struct.pack("<HHH", 0xFFFF, 2, 0)
         + b"".join(struct.pack("<H", 3) + word.encode("utf-16-le") for word in ("Một", "Hai")), "Hai"),
        (0, b"", ""),
    ],
)  # fmt: skip
def test_form_fields_of_word_97(bits: int, rest: bytes, shown: str) -> None:
    fields = Fields()
    fields.begin()
    fields.add_code(" FORMCHECKBOX ")
    fields.add_data(struct.pack("<IHHH", 0xFFFFFFFF, bits, 0, 0) + struct.pack("<HH", 0, 0) + rest)
    assert fields.in_code and fields.end() == shown and not fields.in_code


# Signs and pixels


@pytest.mark.parametrize(
    ("letter", "font", "shown"),
    [("\uf0fe", "Wingdings", "☑"), ("R", "Wingdings 2", "☑"), ("a", "Symbol", None),
     ("\uf061", "Symbol", "α"), ("þ", "Times New Roman", None), ("\uf081", "Wingdings", "①")],
)  # fmt: skip
def test_fonts_of_signs(letter: str, font: str, shown: str | None) -> None:
    assert sign(letter, font) == shown


def test_pixels() -> None:
    bitmap = picture(kind="BMP")
    assert is_pixels(as_bitmap_file(bitmap[14:])) and is_pixels(picture(kind="TIFF"))
    assert not is_pixels(b"no picture") and not is_drawing(picture()) and is_drawing(b"\xd7\xcd\xc6\x9a")


def test_pictures_within_markup_are_found(tmp_path: Path) -> None:
    inline = base64.b64encode(picture()).decode()
    data = f'<html><p>Trên<img src="data:image/png;base64,{inline}"></p><p>Dưới</p></html>'
    document = read(tmp_path / "a.html", data.encode())
    assert texts(document) == ["Trên", "Dưới"] and [f.after for f in document.pages[0].figures] == [1]
    assert document.media_type == formats.HTML.media_type
