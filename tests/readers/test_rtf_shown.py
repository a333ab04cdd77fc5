"""What an RTF file shows beside its text: form fields, signs, WordArt; comments are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.core.model import Document
from support.reading import read, texts


def rtf(tmp_path: Path, inner: str) -> Document:
    escaped = "".join(sign if ord(sign) < 128 else f"\\u{ord(sign)}?" for sign in inner)
    return read(tmp_path / "a.rtf", ("{\\rtf1{\\fonttbl{\\f0 Arial;}}" + escaped + "\\par}").encode())


def form_field(code: str, data: str, result: str = "") -> str:
    return "{\\field{\\*\\fldinst " + code + "{\\*\\formfield{" + data + "}}}{\\fldrslt " + result + "}}"


LIST = r"\fftype2{}{{\*\ffname Chọn}}{{\*\ffl Một}}{{\*\ffl Hai}}"
NESTED = r"{\field{\*\fldinst IF {\field{\*\fldinst PAGE}{\fldrslt 7}} = 7}{\fldrslt Một}}"


@pytest.mark.parametrize(
    ("inner", "shown"),
    [
        (form_field("FORMCHECKBOX", r"\fftype1\ffres1\ffdefres0"), ["☒"]),
        (form_field("FORMCHECKBOX", r"\fftype1\ffres25\ffdefres1"), ["☒"]),
        (form_field("FORMCHECKBOX", r"\fftype1\ffres0\ffdefres1"), ["☐"]),
        (form_field("FORMDROPDOWN", LIST.format(r"\ffres1")), ["Hai"]),
        (form_field("FORMDROPDOWN", LIST.format(r"\ffres25\ffdefres0")), ["Một"]),
        (form_field("FORMDROPDOWN", LIST.format(r"\ffres9")), []),
        (form_field("FORMTEXT", r"\fftype0{\*\ffdeftext Họ tên}", "Bình"), ["Bình"]),
        (form_field("FORMTEXT", r"\fftype0{\*\ffdeftext Họ tên}"), ["Họ tên"]),
        (r"{\field{\*\fldinst SYMBOL 254 \\f Wingdings}}", ["☑"]),
        (r"{\field{\*\fldinst MACROBUTTON x [Nhập]}{\fldrslt}}", ["[Nhập]"]),
        (NESTED, ["Một"]),
        (r"{\shp{\*\shpinst{\sp{\sn gtextUNICODE}{\sv TỐI MẬT}}{\sp{\sn fillColor}{\sv 123}}}}", ["TỐI MẬT"]),
        (r"{\*\moMath{\mr a=b}}", ["a=b"]),
    ],
)
def test_what_an_rtf_file_shows(tmp_path: Path, inner: str, shown: list[str]) -> None:
    assert texts(rtf(tmp_path, inner)) == shown


def test_comments_are_told(tmp_path: Path) -> None:
    document = rtf(tmp_path, r"Điều 1{\*\atnid A}{\*\annotation Xem lại}")
    assert texts(document) == ["Điều 1"]
    assert [notice.code for notice in document.warnings] == ["comments-left-out"]
