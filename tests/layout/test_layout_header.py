"""The header: two columns from positions, whatever the order and however the reader joined them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.core.model import Line
from extract.layout.model import Region
from support.layout_pages import centred, laid_out, page, placed_words, printed, read_words, texts

ISSUER = ["UBND TỈNH MINH HÀ", "SỞ THỦY LỢI", "Số: 45 /BC-STL"]
MOTTO = [
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Minh Hà, ngày 05 tháng 3 năm 2024",
]
BODY = [
    (110.0, 240.0, "Thực hiện yêu cầu của cấp trên về công tác phòng chống lụt bão năm nay,"),
    (85.0, 258.0, "Sở báo cáo kết quả thực hiện trong quý đầu năm như sau, kính mong xem xét."),
]
APART = [
    (105.0, 60.0, ISSUER[0]),
    (290.0, 60.0, MOTTO[0]),
    (125.0, 76.0, ISSUER[1]),
    (320.0, 76.0, MOTTO[1]),
    (120.0, 104.0, ISSUER[2]),
    (310.0, 104.0, MOTTO[2]),
    centred(150.0, "BÁO CÁO"),
    centred(168.0, "Kết quả phòng chống lụt bão quý I năm 2024"),
    *BODY,
]
JOINED = [
    (95.0, 60.0, f"{ISSUER[0]} | {MOTTO[0]}"),
    (115.0, 76.0, f"{ISSUER[1]} | | | {MOTTO[1]}"),
    (110.0, 104.0, f"{ISSUER[2]} | | {MOTTO[2]}"),
    *APART[6:],
]


@pytest.mark.parametrize("lines", [APART, JOINED], ids=["apart", "run together"])
def test_columns_are_read_one_after_the_other(lines: list[tuple[float, float, str]]) -> None:
    layout = laid_out(page(lines))
    assert texts(layout, Region.ISSUER) == ISSUER
    assert texts(layout, Region.MOTTO) == MOTTO
    assert texts(layout, Region.TITLE) == ["BÁO CÁO", "Kết quả phòng chống lụt bão quý I năm 2024"]
    assert layout.page_texts[0].splitlines()[:6] == ISSUER + MOTTO


@pytest.mark.parametrize(
    ("number", "date"),
    [
        ([(120.0, ISSUER[2])], [(310.0, "Minh Hà, ngày 05"), (430.0, "tháng 3 năm 2024")]),  # wide gaps
        ([(120.0, ISSUER[2])], [(310.0, "Minh Hà, ngày 05 tháng 3"), (460.0, "năm 2024")]),
        ([(100.0, "Số: 45 BC. STL | | Minh Hà, ngày 05 tháng 3 năm 2024.")], []),  # no slash, a stop
    ],
)
def test_place_and_date_are_one_line_of_the_right_column(
    number: list[tuple[float, str]], date: list[tuple[float, str]]
) -> None:
    lines = [*APART[:4], *((x, 104.0, text) for x, text in (*number, *date)), *APART[6:]]
    layout = laid_out(page(lines))
    assert texts(layout, Region.MOTTO)[-1].rstrip(".") == MOTTO[2]
    assert texts(layout, Region.TITLE) == ["BÁO CÁO", "Kết quả phòng chống lụt bão quý I năm 2024"]


def test_an_organ_that_ends_as_the_motto_does_is_no_motto() -> None:
    heads = [(85.0, 60.0, "TẬP ĐOÀN CÔNG NGHIỆP"), (60.0, 76.0, "MUỐI - KHOÁNG SẢN VIỆT NAM")]
    layout = laid_out(page([*heads, APART[1], *APART[3:]]))
    assert texts(layout, Region.ISSUER) == [heads[0][2], heads[1][2], ISSUER[2]]
    assert texts(layout, Region.MOTTO) == MOTTO


def test_a_title_ends_where_the_text_begins_to_tell() -> None:
    begins = centred(190.0, "Hôm nay, ngày 12 tháng 3 năm 2024, tại trụ sở, chúng tôi gồm có")
    layout = laid_out(page([*APART[:-2], begins, *BODY]))
    assert texts(layout, Region.TITLE)[-1] == "Kết quả phòng chống lụt bão quý I năm 2024"


@settings(max_examples=40)
@given(st.permutations(range(len(JOINED))), st.sampled_from(["apart", "joined"]))
def test_order_of_the_input_lines_does_not_matter(order: list[int], form: str) -> None:
    lines = APART if form == "apart" else JOINED
    shuffled = [lines[i] for i in order if i < len(lines)]
    shuffled += [line for line in lines if line not in shuffled]
    assert laid_out(page(shuffled)).blocks == laid_out(page(lines)).blocks


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(
            st.floats(40, 400),
            st.floats(30, 800),
            st.sampled_from(
                [*ISSUER, *MOTTO, "Nơi nhận:", "KT. CHỦ TỊCH", "1. Mục đích", "- Lưu: VT.", "2", "/"]
            ),
        ),
        max_size=14,
    )
)
def test_no_word_is_lost_or_doubled(lines: list[tuple[float, float, str]]) -> None:
    one = page(lines)
    assert placed_words(laid_out(one)) == read_words([one])


@pytest.mark.parametrize(
    ("motto", "slogan"),
    [
        ("CỌNG HOÀ XÃ HỘI CHỦ NGHIA VIỆT NAM", "Độc lập - Tự đo - Hạnh phúc"),  # wrong marks
        ("CQNG HOA XA HQI CHU NGHIA VIET NAM", "Doc lap - Ty do - Hanh phuc"),  # English OCR
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập Tự do Hạnh phúc"),
    ],
)
def test_motto_is_found_in_spite_of_ocr(motto: str, slogan: str) -> None:
    lines = [
        (95.0, 60.0, f"{ISSUER[0]} | {motto}"),
        (115.0, 76.0, f"{ISSUER[1]} | | | {slogan}"),
        *JOINED[2:],
    ]
    layout = laid_out(page(lines))
    assert texts(layout, Region.ISSUER) == ISSUER
    assert texts(layout, Region.MOTTO) == [motto, " ".join(slogan.split()), MOTTO[2]]


def test_subject_of_an_official_letter_belongs_to_the_issuer_block() -> None:
    lines = [
        *APART[:6],
        (95.0, 122.0, "V/v tu bổ công trình đê"),
        (105.0, 137.0, "điều trước mùa mưa"),
        (215.0, 185.0, "Kính gửi:"),
        (260.0, 201.0, "- Công ty Khai thác;"),
        (260.0, 217.0, "- Hạt Quản lý đê."),
        *BODY,
    ]
    layout = laid_out(page(lines))
    assert texts(layout, Region.ISSUER) == [*ISSUER, "V/v tu bổ công trình đê", "điều trước mùa mưa"]
    assert texts(layout, Region.ADDRESSEES) == ["Kính gửi:", "- Công ty Khai thác;", "- Hạt Quản lý đê."]
    assert texts(layout, Region.TITLE) == []


def test_party_form() -> None:
    lines = [
        (105.0, 60.0, "TỈNH ỦY MINH HÀ"),
        (330.0, 60.0, "ĐẢNG CỘNG SẢN VIỆT NAM"),
        (160.0, 76.0, "*"),
        (120.0, 95.0, "Số 12-BC/TU"),
        (310.0, 95.0, "Minh Hà, ngày 05 tháng 3 năm 2024"),
        *APART[6:],
    ]
    layout = laid_out(page(lines))
    assert texts(layout, Region.ISSUER) == ["TỈNH ỦY MINH HÀ", "Số 12-BC/TU"]
    assert texts(layout, Region.MOTTO) == ["ĐẢNG CỘNG SẢN VIỆT NAM", "Minh Hà, ngày 05 tháng 3 năm 2024"]
    assert texts(layout, Region.OVERLAY) == ["*"]


def test_digital_signature_and_stamps_lie_over_the_page() -> None:
    lines = [
        (400.0, 20.0, "Ký bởi: Sở Thủy lợi"),
        (400.0, 30.0, "Cơ quan: Tỉnh Minh Hà"),
        (400.0, 40.0, "Thời gian ký: 05/03/2024 10:09:57"),
        (60.0, 20.0, "vanthu@minhha.example.vn"),
        *APART,
        (90.0, 125.0, "HỎA TỐC"),
    ]
    layout = laid_out(page(lines))
    assert texts(layout, Region.ISSUER) == ISSUER
    assert set(texts(layout, Region.OVERLAY)) == {line[2] for line in [*lines[:4], lines[-1]]}
    assert layout.page_texts[0].splitlines()[:2] == ["HỎA TỐC", ISSUER[0]]
    assert "Ký bởi" not in layout.page_texts[0]


def test_tilted_page() -> None:
    tilted: list[Line] = [printed(x, y, text, slope=0.02) for x, y, text in JOINED]
    layout = laid_out(page(tilted))
    assert texts(layout, Region.ISSUER) == ISSUER
    assert texts(layout, Region.MOTTO) == MOTTO


def test_number_and_day_written_by_hand_leave_gaps() -> None:
    lines = [
        *APART[:4],
        (110.0, 104.0, "Số:"),
        (165.0, 104.0, "/BC-STL"),
        (300.0, 104.0, "Minh Hà, ngày"),
        (410.0, 104.0, "tháng 3 năm 2024"),
        *APART[6:],
    ]
    layout = laid_out(page(lines))
    assert texts(layout, Region.ISSUER) == [*ISSUER[:2], "Số: /BC-STL"]
    assert texts(layout, Region.MOTTO) == [*MOTTO[:2], "Minh Hà, ngày tháng 3 năm 2024"]
    assert texts(layout, Region.TITLE)[0] == "BÁO CÁO"


def test_motto_cut_by_a_gap() -> None:
    lines = [
        APART[0],
        (290.0, 60.0, "CỘNG HÒA XÃ HỘI"),
        (395.0, 60.0, "CHỦ NGHĨA VIỆT NAM"),
        *APART[2:],
    ]
    assert texts(laid_out(page(lines)), Region.MOTTO) == MOTTO


@pytest.mark.parametrize("lost", [[MOTTO[0], MOTTO[1]], [*MOTTO], [MOTTO[0], MOTTO[1], ISSUER[2]]])
def test_what_ocr_left_of_the_header(lost: list[str]) -> None:
    layout = laid_out(page([line for line in APART if line[2] not in lost]))
    assert texts(layout, Region.ISSUER) == [text for text in ISSUER if text not in lost]
    assert texts(layout, Region.MOTTO) == [text for text in MOTTO if text not in lost]
    assert texts(layout, Region.TITLE)[0] == "BÁO CÁO"


def test_a_page_without_header_has_none() -> None:
    layout = laid_out(page([(270.0, 60.0, "BÁO CÁO"), *BODY]))
    assert texts(layout, Region.ISSUER, Region.MOTTO) == []
    assert texts(layout, Region.TITLE) == ["BÁO CÁO"]


def test_a_document_named_in_the_text_is_no_header() -> None:
    body = [
        (110.0, 60.0, "Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam ngày 28"),
        (85.0, 78.0, "tháng 11 năm 2013 và các luật có liên quan đến tổ chức bộ máy nhà nước;"),
    ]
    assert texts(laid_out(page(body)), Region.ISSUER, Region.MOTTO) == []


@pytest.mark.parametrize(
    ("above", "said"),
    [
        ("(Phụ lục kèm theo Công văn số 45/STL-KH ngày 05/3/2024 của Sở)", True),
        ("Tài liệu phục vụ cuộc họp giao ban tháng 3", True),
        ("Phụ lục số 02", True),
        ("SAO Y; UBND TỈNH MINH HÀ; 05/03/2024; 10:47:25 +07:00", False),
        ("Thời gian ký: 05.03.2024 10:47:25 +07:00", False),
        ("dân tỉnh Minh Hà,", False),
    ],
)
def test_what_is_printed_above_the_head_is_in_the_text(above: str, said: bool) -> None:
    text = laid_out(page([(90.0, 20.0, above), *APART])).page_texts[0].splitlines()
    assert (above in text) is said
    assert [line for line in text if line != above][:6] == ISSUER + MOTTO
