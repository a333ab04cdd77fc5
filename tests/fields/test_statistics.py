"""Figures with unit, qualifier and name; what is no figure of what is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.fields.body.statistics import figures

Found = tuple[str | None, str, str | None, str | None]


def found(text: str, *, stated: bool = True) -> list[Found]:
    held = [figure.statistic for figure in figures(text, frozenset({"3"}), stated=stated)]
    return [(one.qualifier, one.value, one.unit, one.label) for one in held]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Có 6.900 hộ dân, gồm 12 xã.", [(None, "6.900", "hộ dân", "hộ dân"), (None, "12", "xã", "xã")]),
        ("Đã có hơn 500 lượt người tham gia.", [("hơn", "500", "lượt người", "lượt người")]),
        (
            "Tỷ lệ hộ dùng nước sạch đạt trên 99,58%, cấp xã đạt 94.6%.",
            [
                ("đạt trên", "99,58", "%", "Tỷ lệ hộ dùng nước sạch"),
                ("đạt", "94.6", "%", "cấp xã"),
            ],
        ),
        ("Nay 100% trạm bơm của tỉnh đã chạy.", [(None, "100", "%", "trạm bơm của tỉnh")]),
        (
            "Tổng kinh phí ước đạt 2,5 tỷ đồng, tăng 7% so với 2023.",
            [("ước đạt", "2,5", "tỷ đồng", "Tổng kinh phí"), ("tăng", "7", "%", None)],
        ),
        (
            "Giảm giá nước 30-50% cho 8 thôn.",
            [(None, "30-50", "%", "Giảm giá nước"), (None, "8", "thôn", "thôn")],
        ),
        ("Đang tu bổ 02 công trình3.", [(None, "02", "công trình", "công trình")]),
        ("Năng suất đạt 62 tạ/ha.", [("đạt", "62", "tạ/ha", "Năng suất")]),
        ("Xây 1942 cống/2000 cống.", []),
        (
            "Cấp xã có 387 hồ sơ/404 hồ sơ.",
            [(None, "387", "hồ sơ", "hồ sơ"), (None, "404", "hồ sơ", "hồ sơ")],
        ),
    ],
)
def test_figures(text: str, expected: list[Found]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Theo Công văn số 85/STL-KH ngày 10/7/2024 và Nghị quyết số 30 xã ban hành.",
        "Căn cứ khoản 2 Điều 5 đơn vị thực hiện trong 30 ngày.",
        "Đến năm 2025 doanh nghiệp tự làm; giai đoạn 2021-2025 tỉnh hỗ trợ.",
        "Có ít nhất 30 hộ dân được hỗ trợ.",
        "Phấn đấu đạt 95% số xã.",
        "Chợ 4.0, mạng 5G, TCVN 9001 tổ chức.",
    ],
)
def test_no_figures(text: str) -> None:
    assert found(text) == []


def test_a_plan_states_only_results() -> None:
    assert found("Tổ chức 03 lớp tập huấn cho các xã.", stated=False) == []
    assert found("Đến nay đã mở 03 lớp tập huấn.", stated=False) == [
        (None, "03", "lớp tập huấn", "lớp tập huấn")
    ]


def test_the_sentence_is_whole_and_without_raised_numbers() -> None:
    text = "- Tỉnh có 9 hồ chứa3; an toàn. Đã tu bổ 4 trạm bơm."
    sentences = [figure.statistic.sentence for figure in figures(text, frozenset({"3"}), stated=True)]
    assert sentences == ["Đã tu bổ 4 trạm bơm."]
    text = "3 Gồm 5 xã; 6 thôn."
    assert [f.statistic.sentence for f in figures(text, stated=True)] == ["Gồm 5 xã; 6 thôn."] * 2


WORDS = st.sampled_from(
    ["hơn", "12", "1.500", "%", "xã,", "hộ dân", "đạt", "ngày", "số", "và", "(3)", "30-50", "."]
)


@given(st.lists(WORDS, max_size=15), st.booleans())
def test_every_figure_stands_where_it_says(words: list[str], stated: bool) -> None:
    text = " ".join(words)
    for figure in figures(text, stated=stated):
        one = figure.statistic
        printed = text[figure.start : figure.end]
        assert printed.startswith(one.value)
        assert one.unit and printed.endswith(one.unit)
        assert one.label is None or one.label in text
