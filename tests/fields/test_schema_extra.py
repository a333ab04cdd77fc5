"""Fields that a schema declares for itself: values, tables by columns, sections, checks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.fields import Extraction, extract
from extract.fields.own.values import code, date, money, number, party, person
from extract.layout.model import Heading, Layout, Paragraph, Region, WholeTable
from schemas.kinds import HeadingKind
from schemas.loader import load
from support.forms import layout, placed


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.250,5 ha", 1250.5),
        ("khoảng 12 người", 12),
        ("92,5 %", 92.5),
        ("1 250 000", 1250000),
        ("0,75", 0.75),
        ("1.250", 1250),
        ("1.25", 1.25),  # a dot before two digits divides no thousands
        ("-3", -3),
        ("không", None),
    ],
)
def test_numbers(text: str, value: float | None) -> None:
    assert number(text) == value


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("1.250.000 đồng", 1250000, "VND"),
        ("1,25 tỷ đồng", 1250000000, "VND"),
        ("12 triệu đồng (mười hai triệu đồng)", 12000000, "VND"),
        ("02 mặt hàng, trị giá 500.000đ", 500000, "VND"),  # the first number is none of money
        ("2,5 nghìn tỷ đồng", 2500000000000, "VND"),
        ("300 VNĐ", 300, "VND"),
        ("1.000 USD", 1000, "USD"),
        ("450.000", 450000, None),
    ],
)
def test_amounts(text: str, amount: int, currency: str | None) -> None:
    found = money(text)
    assert found is not None
    assert (found.amount, found.currency) == (amount, currency)


@given(st.integers(0, 10**12))
def test_an_amount_printed_with_dots_is_read_whole(amount: int) -> None:
    found = money(f"{amount:,} đồng".replace(",", "."))
    assert found is not None
    assert found.amount == amount


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        ("Ông Lê Văn Mẫu - Trưởng đoàn", "Lê Văn Mẫu", "Trưởng đoàn"),
        ("Bà: Trần Thị Thử, Chức vụ: Kiểm soát viên", "Trần Thị Thử", "Kiểm soát viên"),
        ("Đồng chí Phạm Ví Dụ (Phó Chủ tịch)", "Phạm Ví Dụ", "Phó Chủ tịch"),
        ("Lê Văn Mẫu", "Lê Văn Mẫu", None),
        ("các thành viên khác", None, None),
    ],
)
def test_persons(text: str, name: str | None, title: str | None) -> None:
    found = person(text)
    assert (found and found.name, found and found.title) == (name, title)


def test_a_party_in_any_order() -> None:
    found = party("Công ty Thử\nĐịa chỉ: số 1 phố Thử\nĐại diện: Bà Trần Thị Thử; Chức vụ: Giám đốc")
    assert found is not None
    assert found.model_dump() == {
        "name": "Công ty Thử",
        "representative": "Trần Thị Thử",
        "position": "Giám đốc",
        "address": "số 1 phố Thử",
    }


def test_dates_and_codes() -> None:
    assert date("trước ngày 05 tháng 3 năm 2024") == "2024-03-05"
    assert date("sau này") is None
    assert code("số 45/QĐ-SCT ngày 1/3/2024") == "45/QĐ-SCT"
    assert code("không có") is None


HEAD = "name: mine\ntitle: Mine\nextra:\n"


def read(folder: Path, rule: str, *parts: tuple[str, str], tables: tuple[WholeTable, ...] = ()) -> Extraction:
    path = folder / "mine.yaml"
    path.write_text(HEAD + rule, "utf-8")
    return extract(layout(*parts, tables=tables), load(path))


def value(folder: Path, rule: str, *parts: tuple[str, str]) -> Any:
    return read(folder, rule, *parts).fields.extra["it"]


@pytest.mark.parametrize(
    ("rule", "body", "found"),
    [
        ("type: text\n    anchors: [Địa điểm]", "Địa điểm: Phòng họp A.", "Phòng họp A"),
        ("type: text\n    anchors: [Địa điểm]", "2. Dia diem: Phòng họp A", "Phòng họp A"),  # marks lost
        ("type: text\n    anchors: [Địa điểm]", "- Địa điêm (dự kiến): Phòng A", "Phòng A"),
        ("type: text\n    anchors: [Địa điểm]", "Địa điểm:\n\nPhòng họp A", "Phòng họp A"),
        ("type: text\n    anchors: [Địa điểm]", "Về địa điểm họp", None),  # not at the beginning
        ("type: text\n    anchors: [A1]\n    patterns: ['mã (?P<value>\\w+)']", "có mã X5 và", "X5"),
        ("type: date\n    anchors: [Ngày họp]", "Ngày họp: 05/3/2024", "2024-03-05"),
        (
            "type: money\n    anchors: [Kinh phí]\n    many: true",
            "Kinh phí: 5 đồng\n\nKinh phí: 7 đồng",
            [5, 7],
        ),
        ("type: list\n    anchors: [Gồm]", "Gồm: A; B;\n\nC", ["A", "B"]),
        ("type: list\n    anchors: [Gồm]", "Gồm:\n\n- A;\n\n- B.\n\nC", ["A", "B"]),
        ("type: list\n    anchors: [Gồm]\n    stops: [B]", "Gồm:\n\n- A;\n\n- B.\n\n- C", ["A"]),
        ("type: list\n    anchors: [Gồm]", "Không có", []),
        ("type: paragraphs\n    anchors: [Thứ]", "Một\n\nThứ hai\n\nlà\n\nThứ ba", ["Thứ hai là", "Thứ ba"]),
        ("type: number\n    anchors: [Số bản]", "Số bản: hai", None),
    ],
)
def test_where_a_value_stands(tmp_path: Path, rule: str, body: str, found: Any) -> None:
    read_value = value(tmp_path, f"  - name: it\n    {rule}\n", ("body", body))
    if isinstance(read_value, list):
        read_value = [getattr(item, "amount", item) for item in read_value]
    assert read_value == found


def test_a_label_ends_at_the_next_label_of_the_same_paragraph(tmp_path: Path) -> None:
    rule = (
        "  - {name: it, type: text, anchors: [Địa điểm]}\n  - {name: who, type: text, anchors: [Chủ trì]}\n"
    )
    assert (
        value(tmp_path, rule, ("body", "Địa điểm: Phòng A\ntầng hai\nChủ trì: Bà Thử")) == "Phòng A tầng hai"
    )


def test_what_cannot_be_read_is_for_review(tmp_path: Path) -> None:
    rule = "  - {name: it, type: money, anchors: [Kinh phí], required: true}\n"
    extraction = read(tmp_path, rule, ("body", "Kinh phí: chưa rõ"))
    (told,) = extraction.review
    assert (told.field, told.reason) == ("extra.it", 'no money could be read in "chưa rõ"')


def test_other_regions(tmp_path: Path) -> None:
    rule = "  - {name: it, type: text, regions: [recipients], patterns: ['Lưu: (?P<value>.+)']}\n"
    assert value(tmp_path, rule, ("recipients", "Nơi nhận:\n- Lưu: VT.")) == "VT"


def sectioned(*texts: tuple[str, int]) -> Layout:
    """Paragraphs of a body; those with a level are headings."""
    paragraphs = tuple(Paragraph(Region.BODY, (placed(text),), text) for text, _ in texts)
    outline = tuple(
        Heading(text.split()[0], level, text.split(" ", 1)[1], HeadingKind.HEADING, paragraph)
        for (text, level), paragraph in zip(texts, paragraphs, strict=True)
        if level
    )
    return Layout((), paragraphs, outline, (), (), ("",))


def test_a_section_ends_with_the_next_heading_of_its_level(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(HEAD + "  - {name: it, type: paragraphs, section: [Kiến nghị]}\n", "utf-8")
    texts = (("I. Kết quả", 1), ("tốt", 0), ("II. KIÊN NGHỊ, đề xuất", 1), ("1. Với tỉnh", 2), ("một", 0))
    held = sectioned(*texts, ("III. Hết", 1), ("hai", 0))
    assert extract(held, load(path)).fields.extra["it"] == ["Với tỉnh", "một"]


TABLE = WholeTable(
    None, ("TT", "TÊN HÀNG HÓA", "Đon giá (đ)"), (("1", "Gạo", "18.500"), ("2", "", "?")), 1, None
)
GOODS = """
  - name: it
    type: table
    columns: [{name: Đơn giá, type: money}, {name: Tên hàng, anchors: [Hàng hóa]}%s]
    checks: {at_least: 3}
"""


def test_a_table_by_its_columns(tmp_path: Path) -> None:
    other = WholeTable(None, ("TT", "Họ và tên"), (("1", "Lê Văn Mẫu"),), 1, None)
    extraction = read(tmp_path, GOODS % "", tables=(other, TABLE))
    table = extraction.fields.extra["it"]
    assert table.columns == ["Đơn giá", "Tên hàng"]  # type: ignore[union-attr]
    assert table.rows == [["18500", "Gạo"], ["?", ""]]  # type: ignore[union-attr]
    assert {item.reason for item in extraction.review} == {
        'no money in column "Đơn giá": "?"',
        "2 found, at least 3 are wanted",
    }


def test_a_column_that_is_not_there_is_told(tmp_path: Path) -> None:
    extraction = read(tmp_path, GOODS % ", {name: Ghi chú}", tables=(TABLE,))
    assert 'the table has no column "Ghi chú"' in {item.reason for item in extraction.review}
    assert read(tmp_path, GOODS % "", tables=()).fields.extra["it"] is None


@pytest.mark.parametrize(
    ("rule", "body", "reason"),
    [
        (
            "type: number\n    anchors: [Tỷ lệ]\n    checks: {max: 100}",
            "Tỷ lệ: 120 %",
            "120 is more than 100",
        ),
        ("type: money\n    anchors: [Phạt]\n    checks: {min: 10}", "Phạt: 5 đồng", "5 is less than 10"),
        ("type: text\n    anchors: [Mã]\n    checks: {matches: '\\d+'}", "Mã: X1", "has not the form"),
        ("type: list\n    anchors: [Gồm]\n    checks: {at_least: 2}", "Gồm: A", "1 found, at least 2"),
    ],
)
def test_checks_that_fail_are_for_review(tmp_path: Path, rule: str, body: str, reason: str) -> None:
    extraction = read(tmp_path, f"  - name: it\n    {rule}\n", ("body", body))
    assert extraction.fields.extra["it"]
    (told,) = extraction.review
    assert told.field == "extra.it"
    assert reason in told.reason
