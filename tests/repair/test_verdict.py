"""Verdicts on pages and the decoding of legacy pages, on invented text."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

import pytest

from diacritics import encode
from diacritics.syllable import nfc, skeleton
from extract.core.geometry import Box
from extract.core.model import Cell, Footnote, Line, Origin, Page, Run, Table, Verdict, Word
from extract.repair.decode import decode_page
from extract.repair.verdict import judge
from schemas.kinds import Kind

BODY = """ỦY BAN NHÂN DÂN TỈNH CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 15/TTr-UBND Độc lập - Tự do - Hạnh phúc
Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;
Xét đề nghị của Giám đốc Sở Khoa học và Công nghệ tại Tờ trình số 15,
Sở Khoa học và Công nghệ báo cáo kết quả thực hiện nhiệm vụ sáu tháng đầu năm
và phương hướng, nhiệm vụ trọng tâm sáu tháng cuối năm như sau:
Tổng số hồ sơ đã tiếp nhận là 1.284, trong đó giải quyết đúng hạn 1.270 hồ sơ,
còn lại 14 hồ sơ đang được xem xét theo quy định của pháp luật hiện hành."""

# The kind of damage an English recogniser does, made by hand on another sentence.
GARBLED = """UY BAN NHAN DAN CQNG HOA xA HQI CHU NGHiA VIET NAM
DQc l4p - Tq do - H4nh phric
Cdn cri Lu4t T6 chric chinh quy€n dia phuong ngdy 16 th6ng 6 ndm 2025;
X6t dB nghi cria Gi6m ddc Sd Khoa hqc vd C6ng nghQ tai Td trinh s6 15,
Uy ban nhdn ddn tinh bdo cdo k6t qud thgc hi6n nhiQm vg s6u thdng ddu ndm
vd phuong hudng, nhiQm vlt trqng tAm s6u thfng cudi nim nhu sau:
TBng s6 hd so dd ti6p nhdn ld 1.284, trong d6 gi6i quy6t drlng h4n 1.270 h6 so"""

# The kind of damage that a recogniser of French does: one acute, grave or circumflex a letter, nothing else.
FRENCH_OCR = nfc(
    re.sub("([\u0300-\u0302])[\u0300-\u036f]+|[\u0303-\u036f]", r"\1", unicodedata.normalize("NFD", BODY))
).translate(str.maketrans("đĐ", "dD"))

ENGLISH = """The Department shall review every application within thirty working days of receipt
and inform the applicant in writing of the outcome. Where further documents are required,
the period is suspended until they have been supplied by the applicant or a representative.
Nothing in this chapter limits the powers of the provincial authority under other laws."""

OVERLAY = """Ký bởi: Ủy ban nhân dân tỉnh
Email: vanthu@example.gov.vn
Cơ quan: Văn phòng, Ủy ban nhân dân tỉnh
Thời gian ký: 07/01/2025 10:09:57 +07:00"""


def page(text: str, *, size: float = 13.0, font: str = "", scan: bool = False) -> Page:
    """An A4 page with the lines of the text in one column."""
    lines = []
    for number, line in enumerate(text.splitlines()):
        words = [
            Word.read(
                word,
                Box(60 + 40 * at, 60 + 20 * number, 95 + 40 * at, 60 + 20 * number + size),
                runs=(Run(word, font),),
            )
            for at, word in enumerate(line.split(" "))
        ]
        lines.append(Line.of(words))
    return Page(1, tuple(lines), Origin.TEXT_LAYER, 595.0, 842.0, has_image=scan)


MIXED = ENGLISH + "\n" + BODY

KINDS = [
    ("good", page(BODY), Kind.GOOD),
    ("good, under a watermark as large as the page", page(BODY, scan=True), Kind.GOOD),
    ("Unicode in fonts named .VnTime", page(BODY, font=".VnTime"), Kind.GOOD),
    ("English", page(ENGLISH), Kind.GOOD),
    ("half English", page(MIXED), Kind.GOOD),
    ("numbers only", page("1.284 1.270 14\n2025 16 6 (15)\n3,5 % 100 % 12/2025"), Kind.GOOD),
    ("a page number", page("2"), Kind.GOOD),
    ("TCVN3", page(encode(BODY, "tcvn3"), font=".VnTime"), Kind.LEGACY),
    ("TCVN3 without font names", page(encode(BODY, "tcvn3")), Kind.LEGACY),
    ("VNI", page(encode(BODY, "vni"), font="VNI-Times"), Kind.LEGACY),
    ("one paragraph of TCVN3", page(BODY + "\n" + encode(BODY.splitlines()[4], "tcvn3")), Kind.LEGACY),
    ("UTF-8 misread", page(encode(BODY, "utf8")), Kind.LEGACY),
    ("no marks", page(skeleton(BODY)), Kind.STRIPPED),
    ("no marks, under the image of the page", page(skeleton(BODY), scan=True), Kind.GARBLED),
    (
        "English OCR of a clean print",
        page(skeleton(BODY).replace("ien", "ién").replace("uo", "uö")),
        Kind.GARBLED,
    ),
    ("English OCR", page(GARBLED), Kind.GARBLED),
    ("English OCR under its scan", page(GARBLED, scan=True), Kind.GARBLED),
    ("French OCR", page(FRENCH_OCR), Kind.GARBLED),
    ("signature overlay on a scan", page(OVERLAY, size=4.0, scan=True), Kind.IMAGE),
    ("the same text on a page of its own", page(OVERLAY), Kind.GOOD),
    ("font without a map", page("\uf8f1\uf8f2\uf8f3 \ue001\ue002 (cid:12)(cid:7) \x01\x02\x03"), Kind.IMAGE),
    ("encoding not known", page("ñæáêâ ¶Ûîï ×Øéåä ßÿþ ÄÅÇÉ " * 8), Kind.IMAGE),
]


@pytest.mark.parametrize(("what", "seen", "kind"), KINDS, ids=[what for what, _, _ in KINDS])
def test_kind(what: str, seen: Page, kind: Kind) -> None:
    verdict = judge(seen)
    assert verdict.kind is kind, verdict
    assert verdict.reasons
    assert all(0.0 <= value <= 1.0 for name, value in verdict.numbers if name != "count-of-words")


def test_page_without_words_keeps_the_readers_verdict() -> None:
    blank = Verdict(Kind.EMPTY, ("nothing is drawn on the page",))
    scan = Verdict(Kind.IMAGE, ("no text of its own",), (("image share", 0.9),))
    empty = Page(1, (), Origin.TEXT_LAYER, 595.0, 842.0)
    assert judge(replace(empty, verdict=blank)) == blank
    assert judge(replace(empty, verdict=scan, has_image=True)) == scan
    assert judge(replace(empty, has_image=True)).kind is Kind.IMAGE
    assert judge(Page(1, (Line.of([]),), Origin.PLAIN)).kind is Kind.EMPTY


def test_list_marks_of_symbol_fonts_do_not_make_a_page_unreadable() -> None:
    marks = "\n".join("\uf0b7 " + line for line in BODY.splitlines())
    assert judge(page(marks)).kind is Kind.GOOD


def test_decoded_page_keeps_its_shape() -> None:
    seen = page(encode(BODY, "tcvn3"), font=".VnTime")
    cell = Line.of([Word.read(encode("Tổng", "tcvn3"), runs=(Run(encode("Tổng", "tcvn3"), ".VnTime"),))])
    seen = replace(
        seen, tables=(Table((Cell(0, 0, (seen.lines[0], cell)),)),), notes=(Footnote("1", (cell,)),)
    )
    decoded = decode_page(seen)
    assert decoded.text == BODY
    assert [line.raw for line in decoded.lines] == [line.raw for line in seen.lines]
    assert [word.box for word in decoded.words] == [word.box for word in seen.words]
    assert decoded.tables[0].cells[0].text == BODY.splitlines()[0] + "\nTổng"
    assert decoded.notes[0].lines[0].text == "Tổng"
    assert {word.method for word in decoded.words} == {"read", "tcvn3"}
    assert all(word.text == word.raw for word in decoded.words if word.method == "read")


def test_word_of_several_runs() -> None:
    body = page(encode(BODY, "tcvn3"), font=".VnTime")
    word = Word.read("QuyÕT", runs=(Run("Quy", ".VnTime"), Run("Õt", ".VnTimeH")))
    decoded = decode_page(replace(body, lines=(*body.lines, Line.of([word]))))
    assert decoded.lines[-1].text == "QuyẾT"


@pytest.mark.parametrize("text", [BODY, ENGLISH, GARBLED])
def test_other_pages_are_not_decoded(text: str) -> None:
    seen = page(text, font=".VnTime")
    assert decode_page(seen) == seen
