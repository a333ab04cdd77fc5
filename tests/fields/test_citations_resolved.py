"""What mentions resolve to: one document each, with all its places; all sentences are invented."""

from __future__ import annotations

import pytest

from extract.fields import extract
from extract.fields.interpreter import Extraction
from extract.layout.model import Layout, WholeTable
from schemas.clues import Clue
from schemas.loader import load
from support.forms import layout


def read(body: str, *parts: tuple[str, str], tables: tuple[WholeTable, ...] = ()) -> Extraction:
    made: Layout = layout(*parts, ("body", body), tables=tables)
    return extract(made, load("administrative"))


def cited(body: str, *parts: tuple[str, str]) -> list[tuple[str | None, str | None, int]]:
    found = read(body, *parts).fields.citations
    return [(c.code or c.title, c.date, c.count) for c in found]


FULL = "Thực hiện Nghị định số 45/2018/NĐ-CP ngày 5/3/2018 của Chính phủ về cây xanh"

SHORT = [
    # what follows the full mention, and how often the decree is cited in all
    ("UBND tỉnh triển khai Nghị định nêu trên.", 2),
    ("UBND tỉnh triển khai Nghị định nói trên.", 2),
    ("Theo Nghị định trên, các xã báo cáo.", 2),
    ("Triển khai Nghị định trên địa bàn tỉnh.", 1),
    ("Theo điểm a khoản 1 Điều 5 Nghị định này.", 2),
    ("Theo Nghị định số 45/2018/NĐ-CP.", 2),
    ("Theo Nghị định 45.", 2),
    ("Theo Nghị định số 45/2018.", 2),
    ("Theo Nghị định 45/2019.", 1),
    ("Theo Nghị định 46.", 1),
    ("Các Nghị định nêu trên.", 1),
    ("Theo Kế hoạch này.", 1),  # the document itself
    ("Theo Quyết định nêu trên.", 1),  # none was cited
    ("Trồng 45 cây, theo kế hoạch 45%.", 1),
]


@pytest.mark.parametrize(("text", "count"), SHORT)
def test_short_forms_count_to_what_they_stand_for(text: str, count: int) -> None:
    head = (("issuer", "UBND TỈNH HÀ GIANG\nSố: 12/KH-UBND"), ("title", "KẾ HOẠCH\nTrồng cây xanh"))
    found = cited(f"{FULL}.\n\n{text}", *head)
    assert found == [("45/2018/NĐ-CP", "2018-03-05", count)]


def test_a_name_that_the_document_gives() -> None:
    body = (
        "Quyết định số 412/QĐ-TTg ngày 3/4/2020 của Thủ tướng Chính phủ phê duyệt Đề án cây xanh "
        "(sau đây gọi tắt là Đề án 412).\n\nĐề án 412 có ba phần."
    )
    assert cited(body) == [("412/QĐ-TTg", "2020-04-03", 3)]


def test_what_a_decision_approves_is_cited_by_its_number() -> None:
    body = "Quyết định số 06/QĐ-TTg ngày 6/1/2022 phê duyệt Đề án dữ liệu.\n\nTriển khai Đề án 06."
    assert cited(body) == [("06/QĐ-TTg", "2022-01-06", 2)]


def test_every_place_is_evidence_and_pinpoints_are_kept() -> None:
    extraction = read(f"Căn cứ khoản 2 Điều 5 {FULL[10:]};\n\nTheo Điều 7 Nghị định nêu trên.")
    (entry,) = extraction.fields.citations
    first, again = extraction.evidence["citations[0]"]
    assert entry.count == 2
    assert entry.pinpoints == ["khoản 2 Điều 5", "Điều 7"]
    assert first.raw.startswith("Nghị định số 45/2018/NĐ-CP")
    assert again.raw.startswith("Nghị định nêu trên")
    assert again.clues == [Clue.SHORT_FORM]


LAWS = [
    ("Luật Đất đai năm 2013. Theo Luật Đất đai số 45/2013/QH13 ngày 29/11/2013.", 1),
    ("Luật Đất đai số 45/2013/QH13. Theo Luật Đất đai.", 1),
    ("Luật Đất đai năm 2013. Theo Luật Đất đai năm 2024.", 2),
    ("Luật Đất đai. Theo Luật Nhà ở.", 2),
]


@pytest.mark.parametrize(("body", "documents"), LAWS)
def test_a_law_is_one_by_name_and_year(body: str, documents: int) -> None:
    assert len(cited(body)) == documents


def test_a_number_of_another_year_is_another_document() -> None:
    body = "Kế hoạch số 11/KH-UBND ngày 18/01/2021.\n\nKế hoạch số 11/KH-UBND ngày 05/02/2024."
    assert [date for _, date, _ in cited(body)] == ["2021-01-18", "2024-02-05"]


def test_a_code_torn_by_a_page_or_a_paragraph_is_whole() -> None:
    body = "Theo Quyết định số 71/QĐ-\n\nUBND ngày 22/12/2021 của UBND tỉnh."
    assert cited(body) == [("71/QĐ-UBND", "2021-12-22", 1)]


def test_a_line_of_running_text_that_begins_with_the_number_counts() -> None:
    body = "Theo Kế hoạch số 52/KH-UBND ngày 9/8/2021.\n\nNhiệm vụ tại Kế hoạch\nsố 52/KH-UBND."
    assert cited(body) == [("52/KH-UBND", "2021-08-09", 2)]


def test_the_subject_of_an_official_letter_cites() -> None:
    header = ("issuer", "SỞ Y TẾ\nSố: 299/SYT-VP\nV/v triển khai Chỉ thị số 08/CT-TTg\nngày 5/3/2021")
    assert cited("Sở Y tế đề nghị các đơn vị báo cáo.", header) == [("08/CT-TTg", "2021-03-05", 1)]


def test_a_code_that_only_a_cell_holds_whole() -> None:
    table = WholeTable(None, ("Căn cứ",), (("Quyết định số 71/QĐ-UBND ngày 5/6/2020",),), 2, None)
    extraction = read("Danh mục kèm theo.", tables=(table,))
    assert [c.code for c in extraction.fields.citations] == ["71/QĐ-UBND"]
    assert extraction.evidence["citations[0]"][0].page == 2


def test_what_is_dated_after_the_document_is_for_review() -> None:
    motto = ("motto", "Hà Giang, ngày 15 tháng 5 năm 2020")
    extraction = read("Theo Quyết định số 71/QĐ-UBND ngày 5/6/2021.", motto)
    assert any("after this document" in item.reason for item in extraction.review)


def test_a_slip_in_the_year_counts_to_the_document_that_is_meant() -> None:
    body = f"{FULL}.\n\nTheo Nghị định số 45/208/NĐ-CP."
    assert cited(body) == [("45/2018/NĐ-CP", "2018-03-05", 2)]
