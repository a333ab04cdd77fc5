"""Where one file holds several documents: what splits, what is only told, and what belongs together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.core.model import Page
from extract.layout.boundaries import boundaries
from support.layout_pages import centred, page

Lines = list[tuple[float, float, str]]


def head(
    number: str, notation: str, date: str = "ngày 05 tháng 3 năm 2024", organ: str = "SỞ THỦY LỢI"
) -> Lines:
    return [
        (105.0, 60.0, "UBND TỈNH MINH HÀ"),
        (290.0, 60.0, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (125.0, 76.0, organ),
        (320.0, 76.0, "Độc lập - Tự do - Hạnh phúc"),
        (120.0, 104.0, f"Số: {number}/{notation}"),
        (310.0, 104.0, f"Minh Hà, {date}"),
    ]


def title(kind: str) -> Lines:
    return [centred(150.0, kind), centred(168.0, "Về công tác phòng chống lụt bão năm 2024")]


BODY: Lines = [
    (110.0, 240.0, "Thực hiện yêu cầu của cấp trên về công tác phòng chống lụt bão năm nay,"),
    (85.0, 258.0, "Sở báo cáo kết quả thực hiện trong quý đầu năm như sau, kính mong xem xét."),
]
SIGNATURE: Lines = [
    (90.0, 600.0, "Nơi nhận:"),
    (90.0, 616.0, "- Như trên;"),
    (90.0, 632.0, "- Lưu: VT."),
    (380.0, 600.0, "GIÁM ĐỐC"),
    (370.0, 680.0, "Trần Văn Hải"),
]
REPORT = [*head("45", "BC-STL"), *title("BÁO CÁO"), *BODY, *SIGNATURE]
DECISION = [*head("46", "QĐ-STL"), *title("QUYẾT ĐỊNH"), *BODY, *SIGNATURE]
PLAIN = [*BODY, *SIGNATURE]
FORM = [
    centred(40.0, "Mẫu số 05"),
    *head("...", "BC-...", "ngày ... tháng ... năm ..."),
    *title("BÁO CÁO"),
    *BODY,
]
DRAFT = [
    centred(40.0, "DỰ THẢO"),
    *head("", "QĐ-UBND", "ngày    tháng    năm 2024"),
    *title("QUYẾT ĐỊNH"),
    *BODY,
]
SENDS = [
    *head("45", "BC-STL"),
    *title("BÁO CÁO"),
    (85.0, 240.0, "(Gửi kèm Quyết định số 46/QĐ-STL.)"),
    *SIGNATURE,
]
REGULATION = [  # the printed head, but no number: it is issued with the decision
    *(line for line in DECISION if not line[2].startswith("Số:")),
    centred(186.0, "(Ban hành kèm theo Quyết định số 46/QĐ-STL ngày 05 tháng 3 năm 2024)"),
]


def file_of(*contents: Lines) -> list[Page]:
    return [replace(page(lines), number=number) for number, lines in enumerate(contents, 1)]


@pytest.mark.parametrize(
    ("contents", "parts"),
    [
        ([REPORT], [(1, 1)]),
        ([REPORT, DECISION], [(1, 1), (2, 2)]),
        ([REPORT, PLAIN, DECISION, PLAIN, REPORT], [(1, 2), (3, 4), (5, 5)]),
        ([REPORT, [], DECISION], [(1, 2), (3, 3)]),  # the back of a page
        ([REPORT, PLAIN], [(1, 2)]),
        ([REPORT, FORM], [(1, 2)]),
        ([REPORT, DRAFT], [(1, 2)]),
        ([REPORT, REPORT], [(1, 2)]),  # the same letterhead again
        ([SENDS, DECISION], [(1, 2)]),  # what it sends along
        ([DECISION, REGULATION], [(1, 2)]),
        ([DECISION, REGULATION, PLAIN], [(1, 3)]),
        ([REPORT, REGULATION], [(1, 1), (2, 2)]),  # with another one
        ([], []),
    ],
)
def test_files_are_split_where_documents_begin(contents: list[Lines], parts: list[tuple[int, int]]) -> None:
    assert list(boundaries(file_of(*contents)).parts) == parts


def test_a_page_that_may_begin_a_document_is_told() -> None:
    unsigned = [*head("45", "BC-STL"), *title("BÁO CÁO"), *BODY]
    unnumbered = [line for line in DECISION if not line[2].startswith("Số:")]
    found = boundaries(file_of(unsigned, unnumbered))
    assert found.parts == ((1, 2),)
    assert found.doubtful == (2,)
