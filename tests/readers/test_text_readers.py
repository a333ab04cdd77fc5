"""Readers of plain text and Markdown, and the columns that typists laid out with white space."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.core.errors import DocumentError, EmptyFile, TooLarge, TooManyPages
from extract.core.limits import Limits
from extract.core.model import Document, Page
from extract.intake.characters import decode
from extract.intake.filetype import identify
from extract.intake.formats import MARKDOWN, TEXT, Format
from extract.readers import Reader
from extract.readers.flow import Grid, Paragraph, Span, words
from extract.readers.plain.drawn_tables import with_tabs
from extract.readers.plain.lost_line_ends import with_line_ends
from extract.readers.plain.markdown import read_markdown
from extract.readers.plain.tab_columns import lay_columns
from extract.readers.plain.text import load, read_text

LIMITS = Limits()


def text_document(tmp_path: Path, data: bytes) -> Document:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    return read_text(path, LIMITS)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("Tờ trình".encode(), "Tờ trình"),
        ("Tờ trình".encode("utf-8-sig"), "Tờ trình"),
        ("Tờ trình".encode("utf-16"), "Tờ trình"),
        ("Tờ trình".encode("utf-32"), "Tờ trình"),
        (b"\0\0\xfe\xff" + "Tờ trình".encode("utf-32-be"), "Tờ trình"),
        ("Tờ trình".encode("utf-32-le"), "Tờ trình"),
        ("Tờ trình".encode("utf-32-be"), "Tờ trình"),
        (b"\xfe\xff" + "Tờ trình".encode("utf-16-be"), "Tờ trình"),
        (b"th\xad\xabng t\xad", "th\xad\xabng t\xad"),  # TCVN3: the soft hyphen is a letter
        (b"\x02\x05\x9e \x80\xfe", "\x02\x05\x9e \x80\xfe"),  # VISCII: letters among the controls
        (b"cu\xf4\xec ca\xf2ng\x1a", "cu\xf4\xec ca\xf2ng"),  # the DOS end of file goes
    ],
)
def test_decode(data: bytes, expected: str) -> None:
    assert decode(data) == (expected, ())


def test_decode_of_damaged_utf8_says_so() -> None:
    text, warnings = decode("Ủy ban nhân dân tỉnh".encode() * 50 + b"\xff")
    assert text.startswith("Ủy ban")
    assert warnings


def test_text_pages_lines_and_empty_lines(tmp_path: Path) -> None:
    document = text_document(tmp_path, "một\nhai\r\n\n\n\nba\n\tbốn\fnăm".encode())
    assert [[line.text for line in page.lines] for page in document.pages] == [
        ["một", "hai", "", "ba", "", "bốn"],
        ["năm"],
    ]
    assert [page.number for page in document.pages] == [1, 2]
    assert document.paged


def test_text_errors(tmp_path: Path) -> None:
    for data, error in ((b"", EmptyFile), (b" \n\f\n", EmptyFile)):
        with pytest.raises(error):
            text_document(tmp_path, data)
    path = tmp_path / "b.txt"
    path.write_bytes(b"xx")
    with pytest.raises(TooLarge):
        read_text(path, Limits(max_bytes=1))


# columns


def laid(*lines: str) -> list[list[tuple[int, int, str]] | str]:
    found: list[list[tuple[int, int, str]] | str] = []
    for block in lay_columns([Paragraph((Span(line),)) for line in lines]):
        if isinstance(block, Grid):
            cells = [
                (c.row, c.column, " ".join(w.text for b in c.blocks for w in words(b.spans)))
                for c in block.cells
            ]  # type: ignore[union-attr]
            found.append([cell for cell in cells if cell[2]])
        elif block.text.strip():
            found.append(block.text.strip())
    return found


def test_header_laid_out_with_tabs_and_spaces() -> None:
    assert laid(
        "BỘ THỦY SẢN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "-*-                         Độc lập - Tự do - Hạnh phúc",
        "Số:          /QĐ-BTS           Hà Nội, ngày  22  tháng 11 năm 2002",
        "",
        "\tQUYẾT ĐỊNH",
    ) == [
        [
            (0, 0, "BỘ THỦY SẢN"), (0, 1, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
            (1, 0, "-*-"), (1, 1, "Độc lập - Tự do - Hạnh phúc"),
            (2, 0, "Số: /QĐ-BTS"), (2, 1, "Hà Nội, ngày 22 tháng 11 năm 2002"),
        ],
        "QUYẾT ĐỊNH",
    ]  # fmt: skip


def test_signature_beside_recipients() -> None:
    assert laid(
        "Nơi nhận:\tTHỨ TRƯỞNG",
        "- Các vụ, cục và đơn vị",
        "trực thuộc Bộ;",
        "",
        "- Lưu: VT.\tTrần Văn Giả",
    ) == [
        [
            (0, 0, "Nơi nhận:"), (0, 1, "THỨ TRƯỞNG"), (1, 0, "- Các vụ, cục và đơn vị"),
            (2, 0, "trực thuộc Bộ;"), (3, 0, "- Lưu: VT."), (3, 1, "Trần Văn Giả"),
        ]
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "1.\tMục đích của kế hoạch",
        "Điều 3.\tHiệu lực thi hành",
        "a)\tThực hiện",
        "-\tThực hiện tốt",
        "I. Mục tiêu\t5",
        "Ghi                chú",
        "Thời  gian   thực     hiện:               24 tháng",
        "\tĐoạn văn thụt đầu dòng bằng tab.",
        "Quyết định số:          /QĐ-UBND",
        "Đoạn văn rất dài có khoảng trắng rộng        ở giữa, " + "và còn tiếp tục " * 8,
    ],
)
def test_no_columns(line: str) -> None:
    assert laid(line) == [line.strip()]


def test_tab_separated_table_with_a_wrapped_cell() -> None:
    lines = ("TT\tNội dung\tĐơn vị", "1\tRà soát\tSở Y tế,", "", "\t\tSở Nội vụ", "2\tTổng kết\tSở Y tế")
    assert laid(*lines) == [
        [
            (0, 0, "TT"), (0, 1, "Nội dung"), (0, 2, "Đơn vị"), (1, 0, "1"), (1, 1, "Rà soát"),
            (1, 2, "Sở Y tế, Sở Nội vụ"), (2, 0, "2"), (2, 1, "Tổng kết"), (2, 2, "Sở Y tế"),
        ]
    ]  # fmt: skip


def test_flattened_table(tmp_path: Path) -> None:
    text = (
        "Phụ lục\n\tTT\n\tTên nhiệm vụ\n\tGhi chú\n\n\t1\n\tXây dựng mô hình\n\n- gồm hai bước\n\tnăm 2024\n"
        "\t2\n\tTổng kết\n\tnăm 2025\nquý IV\n\nNgười lập biểu\n"
    )
    page = text_document(tmp_path, text.encode()).pages[0]
    (table,) = page.tables
    assert [(cell.row, cell.column, cell.text) for cell in table.cells] == [
        (0, 0, "TT"), (0, 1, "Tên nhiệm vụ"), (0, 2, "Ghi chú"),
        (1, 0, "1"), (1, 1, "Xây dựng mô hình\n- gồm hai bước"), (1, 2, "năm 2024"),
        (2, 0, "2"), (2, 1, "Tổng kết"), (2, 2, "năm 2025\nquý IV"),
    ]  # fmt: skip
    assert [line.text for line in page.lines if line.cell is None and line.words] == [
        "Phụ lục",
        "Người lập biểu",
    ]


def cells_of(page: Page) -> list[list[str]]:
    (table,) = page.tables
    height, width = table.size
    held = {(cell.row, cell.column): cell.text for cell in table.cells}
    return [[held.get((row, column), "") for column in range(width)] for row in range(height)]


def test_flattened_table_with_cells_left_out(tmp_path: Path) -> None:
    text = (
        "\tSTT\n\tViệc\n\tNơi\n\tKinh phí\n\n\tI\n\tViệc của xã\n\n\t1\n\tHọp\n\tXã\n\t2\n\n"
        "\t2\n\tVá đường\n\tThôn\n\n\tII\n\tViệc của thôn\n\n\t1\n\tQuét dọn\n"
    )
    assert cells_of(text_document(tmp_path, text.encode()).pages[0]) == [
        ["STT", "Việc", "Nơi", "Kinh phí"],
        ["I", "Việc của xã", "", ""],
        ["1", "Họp", "Xã", "2"],
        ["2", "Vá đường", "Thôn", ""],
        ["II", "Việc của thôn", "", ""],
        ["1", "Quét dọn", "", ""],
    ]


@pytest.mark.parametrize(
    "text",
    [
        "TT\tViệc\tNơi\tHạn\nI\tViệc của xã\n1\tHọp,\tXã\n\ttổng kết\n\n2\tVá đường\tThôn\tQuý I\n\nHết.",
        "TT   Việc            Nơi    Hạn\nI    Việc của xã\n1    Họp,            Xã\n"
        "     tổng kết\n2    Vá đường        Thôn   Quý I\n\nHết.",
    ],
    ids=["tabs", "spaces"],
)
def test_typed_table_with_short_rows(text: str, tmp_path: Path) -> None:
    page = text_document(tmp_path, text.encode()).pages[0]
    assert cells_of(page) == [
        ["TT", "Việc", "Nơi", "Hạn"],
        ["I", "Việc của xã", "", ""],
        ["1", "Họp, tổng kết", "Xã", ""],
        ["2", "Vá đường", "Thôn", "Quý I"],
    ]
    assert [line.text for line in page.lines if line.cell is None and line.words] == ["Hết."]


@pytest.mark.parametrize(
    "text", ["TT\tViệc\tNơi\nHọp dân\n", "TT  là số thứ tự\n1  là một\n", "STT   Việc   Nơi\n\nHọp dân."]
)
def test_a_head_alone_is_no_table(text: str, tmp_path: Path) -> None:
    assert text_document(tmp_path, text.encode()).pages[0].tables == ()


# Markdown


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("## **KẾ HOẠCH**\n\nThực hiện", MARKDOWN),
        ("# I\n\n# II\n", MARKDOWN),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n", MARKDOWN),
        ("#1 là số hiệu\n# chỉ một dòng", TEXT),
        ("*** ghi chú ***\n----------\n- Như trên;", TEXT),
    ],
)
def test_markdown_is_told_by_its_marks(tmp_path: Path, text: str, kind: Format) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    assert identify(path) is kind


def markdown_document(tmp_path: Path, text: str) -> Document:
    path = tmp_path / "a.md"
    path.write_text(text, encoding="utf-8")
    return read_markdown(path, LIMITS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## **KẾ HOẠCH**", ["KẾ HOẠCH"]),
        ("Số: *11* /KH-UBND", ["Số: 11 /KH-UBND"]),
        ("**KT. CHỦ TỊCH  \nPHÓ CHỦ TỊCH**", ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]),
        ("- một;\n- hai;", ["- một;", "- hai;"]),
        ("3. ba\n4. bốn", ["3. ba", "4. bốn"]),
        ("VT, KGVX<sub>abc</sub>.", ["VT, KGVXabc."]),
        ("một<br>hai", ["một", "hai"]),
        ("[trang](https://example.vn) ![ảnh](a.png)", ["trang ảnh"]),
        ("    thụt đầu dòng", ["thụt đầu dòng"]),
        ("`08-NQ/TU` và 2\\*3", ["08-NQ/TU và 2*3"]),
        ("a\n\nb", ["a", "", "b"]),
    ],
)
def test_markdown(tmp_path: Path, text: str, expected: list[str]) -> None:
    lines = [line.text for line in markdown_document(tmp_path, text).pages[0].lines]
    while lines and not lines[-1]:
        lines.pop()
    assert lines == expected


def test_markdown_table(tmp_path: Path) -> None:
    page = markdown_document(tmp_path, "| TT | **Tên** |\n|---|---|\n| 1 | Sở<br>Y tế |").pages[0]
    (table,) = page.tables
    assert [(cell.row, cell.column, cell.text) for cell in table.cells] == [
        (0, 0, "TT"), (0, 1, "Tên"), (1, 0, "1"), (1, 1, "Sở\nY tế"),
    ]  # fmt: skip
    assert table.cells[1].lines[0].words[0].bold


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=400))
def test_any_bytes_are_text_or_a_document_error(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "any"
    path.write_bytes(data)
    for reader in (read_text, read_markdown):
        try:
            reader(path, LIMITS)
        except DocumentError as error:
            assert str(error)


@pytest.mark.parametrize("reader", [read_text, read_markdown])
def test_a_text_longer_than_the_pages_allowed_is_refused(tmp_path: Path, reader: Reader) -> None:
    path = tmp_path / "dump.txt"
    path.write_text("chữ " * 2_000, encoding="utf-8")
    assert reader(path, Limits(max_pages=3)).pages
    with pytest.raises(TooManyPages, match="8,000 characters, about 3 pages; the limit is 2 pages"):
        reader(path, Limits(max_pages=2))


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a\u2028b\u2029c", ["a", "b", "c"]),
        ("Số 5\u0085Điều 1", ["Số 5", "Điều 1"]),
        ("ng\u00c3\u00a0y 5 th\u00c3\u00a1ng v\u00c3\u00a0 n\u00c4\u0083m",
         ["ng\u00c3\u00a0y 5 th\u00c3\u00a1ng v\u00c3\u00a0 n\u00c4\u0083m"]),
        ("XÃ\u00a0HỘI", ["XÃ HỘI"]),  # a no-break space between words of good text
    ],
)  # fmt: skip
def test_ends_of_lines_and_blanks(tmp_path: Path, text: str, lines: list[str]) -> None:
    (page,) = text_document(tmp_path, text.encode()).pages
    assert [line.raw for line in page.lines if line.words] == lines


def test_a_document_in_one_line_is_cut_where_its_parts_begin() -> None:
    parts = [
        "UBND TỈNH MINH HÀ", "ỦY BAN NHÂN DÂN HUYỆN PHÚ LỘC", "Số: 12/QĐ-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
        "Phú Lộc, ngày 05 tháng 3 năm 2031",
        "QUYẾT ĐỊNH", "Về việc mở bến cá năm 2031", "CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN PHÚ LỘC",
        "Căn cứ Luật Thủy sản ngày 21 tháng 11 năm 2017;", "QUYẾT ĐỊNH:",
        "Điều 1. Mở bến cá tại xã Phú Lộc - Tân Lập với tổng kinh phí 1.280.000.000 đồng. " * 3,
        "Điều 2. Quyết định này có hiệu lực kể từ ngày ký./.", "Nơi nhận:", "- Như Điều 2;", "- Lưu: VT, NN.",
        "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Nguyễn Văn Mẫu",
    ]  # fmt: skip
    line = " ".join(parts)
    cut = with_line_ends([line])
    assert cut[:11] == parts[:11] and cut[-6:] == parts[-6:]
    assert " ".join(cut).split() == line.split()
    assert with_line_ends([line[:300]]) == [line[:300]]  # a paragraph
    assert with_line_ends(["Theo Hiến pháp nước Cộng hòa. " * 40]) == ["Theo Hiến pháp nước Cộng hòa. " * 40]


BOX = [
    "┌─────┬──────┐",
    "│ STT │ Tên  │",
    "├─────┼──────┤",
    "│ 1   │ Đê   │",
    "│     │ bao  │",
    "└─────┴──────┘",
]


@pytest.mark.parametrize(
    ("lines", "laid"),
    [
        (["Đầu", *BOX, "Cuối"], ["Đầu", "STT\tTên", "1\tĐê", "\tbao", "Cuối"]),
        (["+---+---+", "| a | b |", "+===+===+", "| c |   |", "+---+---+"], ["a\tb", "c\t"]),
        (["a | b", "-----", "", "| một dòng | thôi |", "=====", "|"] * 2, None),  # no two rows together
        (["| a | b |", "| c |"], None),
    ],
)
def test_tables_drawn_with_signs(lines: list[str], laid: list[str] | None) -> None:
    assert with_tabs(lines) == (lines if laid is None else laid)


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        ("Q\bQU\bUY\bYẾ\bẾT\bT \b Đ\bĐ", "QUYẾT Đ"),  # bold: struck twice
        ("_\bT_\bờ trình", "Tờ trình"),  # underlined
        ("a\bb", "a\bb"),  # what is struck over by another letter stays
        ("Tờ trình\x1a\0\0\0", "Tờ trình"),  # the rest of the last block
    ],
)
def test_texts_of_old_printers_and_disks(tmp_path: Path, data: str, shown: str) -> None:
    before = "Ủy ban nhân dân xã\n" * 40
    (tmp_path / "a.txt").write_text(before + data)
    assert identify(tmp_path / "a.txt") is TEXT
    assert load(tmp_path / "a.txt", LIMITS) == (before + shown, ())
