"""What Word shows of a .docx file: fields, tracked changes, alternatives, charts."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.reading import read, texts
from support.word_files import run, word_file

M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
BEGIN, END = '<w:fldChar w:fldCharType="begin"/>', '<w:fldChar w:fldCharType="end"/>'
MIDDLE = '<w:fldChar w:fldCharType="separate"/>'
NESTED = (
    f"{BEGIN}<w:instrText>IF </w:instrText>{BEGIN}<w:instrText>PAGE</w:instrText>{MIDDLE}<w:t>7</w:t>{END}"
    f"<w:instrText>= 7</w:instrText>{MIDDLE}<w:t>Một</w:t>{END}"
)


def field(code: str) -> str:
    return run(f"{BEGIN}<w:instrText>{code}</w:instrText>{END}")


def text(words: str, properties: str = "") -> str:
    return f"<w:p>{properties}<w:r><w:t>{words}</w:t></w:r></w:p>"


def row(words: str, properties: str = "") -> str:
    return f"<w:tr>{properties}<w:tc>{text(words)}</w:tc></w:tr>"


def math(inside: str) -> str:
    return f"<w:p><w:r><w:t>S = </w:t></w:r><m:oMathPara {M}><m:oMath>{inside}</m:oMath></m:oMathPara></w:p>"


def part(name: str, *inside: str) -> str:
    return f"<m:{name}>{''.join(inside)}</m:{name}>"


def term(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        (part("f", part("num", term("37")), part("den", term("2"))), "37/2"),
        (part("f", part("num", term("a+1")), part("den", term("2"))) + term(" ha"), "(a+1)/2 ha"),
        (part("sSup", part("e", term("10")), part("sup", term("3"))), "10^3"),
        (part("sSub", part("e", term("Q")), part("sub", term("1"))), "Q_1"),
        (part("sSubSup", part("e", term("x")), part("sub", term("1")), part("sup", term("2"))), "x_1^2"),
        (part("rad", part("deg"), part("e", term("x+1"))), "√(x+1)"),
        (part("rad", part("deg", term("3")), part("e", term("8"))), "3 √8"),
        (part("nary", '<m:naryPr><m:chr m:val="∑"/></m:naryPr>', part("sub", term("i=1")),
              part("sup", term("n")), part("e", term("x"))), "∑_(i=1)^n x"),
        (part("d", part("e", term("a")), part("e", term("b"))), "(a, b)"),
        (term("a") + "<w:del>" + term("b") + "</w:del>", "a"),
    ],
)  # fmt: skip
def test_formulas_in_one_line(tmp_path: Path, inside: str, shown: str) -> None:
    assert texts(read(tmp_path / "a.docx", word_file(math(inside)))) == [f"S = {shown}"]


RAISED = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'


@pytest.mark.parametrize(
    ("before", "raised", "shown"),
    [
        ("năm 2031", "2", "năm 2031^2"),  # the mark of a note
        ("10", "3 đồng", "10^3 đồng"),
        ("40 m", "2", "40 m2"),
        ("2031", "(1)", "2031(1)"),
        ("2031 ", "2", "2031 2"),
    ],
)
def test_raised_digits_make_no_other_number(tmp_path: Path, before: str, raised: str, shown: str) -> None:
    space = 'xml:space="preserve"'
    word = f"<w:p><w:r><w:t {space}>{before}</w:t></w:r><w:r>{RAISED}<w:t>{raised}</w:t></w:r></w:p>"
    page = f"<html><body><p>{before}<sup>{raised}</sup></p></body></html>"
    rich = f"{{\\rtf1\\ansi {before}{{\\super {raised}}}\\par}}".replace("ă", "\\u259?").replace("đồ", "do")
    assert texts(read(tmp_path / "a.docx", word_file(word))) == [shown]
    assert texts(read(tmp_path / "a.html", page.encode())) == [shown]
    assert texts(read(tmp_path / "a.rtf", rich.encode())) == [shown.replace("đồ", "do")]


MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
DELETED_ROW = row("b", "<w:trPr><w:del w:id='1'/></w:trPr>")
CELL_DELETED = f"<w:tc><w:tcPr><w:cellDel w:id='1'/></w:tcPr>{text('b')}</w:tc>"
DELETED_END = text("Điều 1. Phê ", "<w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>")


@pytest.mark.parametrize(
    ("xml", "shown"),
    [
        ([field(r"SYMBOL 254 \f Wingdings")], ["☑"]),
        ([field(r"SYMBOL 0x110 \u")], ["Đ"]),
        ([field("MACROBUTTON NoMacro [Nhập tên]")], ["[Nhập tên]"]),
        ([run(NESTED)], ["Một"]),  # the result of a field in another one's code
        ([run(BEGIN + "<w:t>Mất</w:t>"), text("Còn")], ["Mất", "Còn"]),  # a field without end
        ([f"<w:tbl>{row('a')}{DELETED_ROW}</w:tbl>"], ["a"]),
        ([f"<w:tbl><w:tr><w:tc>{text('a')}</w:tc>{CELL_DELETED}</w:tr></w:tbl>"], ["a"]),
        ([f"<w:tbl><w:moveTo>{row('a')}</w:moveTo><w:smartTag>{row('b')}</w:smartTag></w:tbl>"], ["a", "b"]),
        ([DELETED_END, text("duyệt")], ["Điều 1. Phê duyệt"]),
        ([DELETED_END], ["Điều 1. Phê"]),
        ([f"<w:p><w:r><mc:AlternateContent {MC}><mc:Choice><w:t>a</w:t></mc:Choice><mc:Fallback><w:t>b</w:t>"
          "</mc:Fallback></mc:AlternateContent></w:r></w:p>"], ["a"]),
        ([f"<w:p><w:r><mc:AlternateContent {MC}><mc:Fallback><w:t>b</w:t></mc:Fallback></mc:AlternateContent>"
          "</w:r></w:p>"], ["b"]),
        ([run('<w:pict><v:shape><v:textpath string="TỐI MẬT"/></v:shape></w:pict>')], ["TỐI MẬT"]),
        ([run("<w:ruby><w:rt><w:r><w:t>a</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>b</w:t></w:r></w:rubyBase></w:ruby>")],
         ["b"]),
    ],
)  # fmt: skip
def test_what_word_shows_of_changes_and_alternatives(
    tmp_path: Path, xml: list[str], shown: list[str]
) -> None:
    assert texts(read(tmp_path / "a.docx", word_file(*xml))) == shown


def test_values_of_charts(tmp_path: Path) -> None:
    points = "<c:pt idx='0'><c:v>{}</c:v></c:pt><c:pt idx='1'><c:v>{}</c:v></c:pt>"
    chart = f"""<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"
      xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">
      <c:title><a:p><a:r><a:t>Sản lượng</a:t></a:r></a:p></c:title>
      <c:ser><c:tx><c:v>Năm 2019</c:v></c:tx><c:cat>{points.format("Quý I", "Quý II")}</c:cat>
      <c:val>{points.format("12.50", "17")}</c:val></c:ser></c:chartSpace>"""
    name = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    xml = run(f'<w:drawing><a:graphic><c:chart {name} r:id="x1"/></a:graphic></w:drawing>')
    document = read(tmp_path / "a.docx", word_file(xml, parts={"x1": ("chart", chart.encode())}))
    assert texts(document) == ["Sản lượng", "Năm 2019", "Quý I", "12,5", "Quý II", "17"]
    assert not document.warnings
    document = read(tmp_path / "a.docx", word_file(xml))
    assert [notice.code for notice in document.warnings] == ["charts-not-read"]
