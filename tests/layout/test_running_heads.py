"""Lines that repeat at the edges of pages: running heads go, what belongs to the form stays."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extract.core.model import Page
from extract.layout.model import Layout, Region
from support.layout_pages import Printed, laid_out, page, placed_words, read_words, texts

Lines = list[Printed]
ORGANS = ["UBND TỈNH MINH HÀ", "SỞ THỦY LỢI"]
MOTTO = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]


def head(number: int = 1, *, top: float = 60.0) -> Lines:
    """The head of a decision, its motto `top` points from the top of the page."""
    return [
        (95.0, top, ORGANS[0]),
        (110.0, top + 16, ORGANS[1]),
        (110.0, top + 44, f"Số: {number}/QĐ-STL"),
        (310.0, top, MOTTO[0]),
        (330.0, top + 16, MOTTO[1]),
        (310.0, top + 44, f"Minh Hà, ngày {number} tháng 3 năm 2024"),
        (250.0, top + 80, "QUYẾT ĐỊNH"),
    ]


SENTENCE = "đoạn đê thứ nhất của tuyến này được tu bổ bằng nguồn vốn của tỉnh trong năm nay"


def text(number: int) -> Lines:
    """Lines of running text that no two pages share."""
    words = SENTENCE.split()
    rows = [(*words[row:], *words[:row], str(100 * number + 7 * row)) for row in range(12)]
    return [(85.0, 180.0 + 18 * row, " ".join(parts)) for row, parts in enumerate(rows)]


def document(count: int, lines: Callable[[int], Lines]) -> Layout:
    pages = [page([*lines(number), *text(number)], number=number) for number in range(1, count + 1)]
    return checked(*pages)


def checked(*pages: Page) -> Layout:
    """The layout, in which no word is lost."""
    layout = laid_out(*pages)
    assert placed_words(layout) == read_words(pages)
    return layout


def shown(layout: Layout, line: str) -> list[int]:
    """On which pages the text has the line."""
    return [number for number, held in enumerate(layout.page_texts, 1) if line in held.splitlines()]


@pytest.mark.parametrize(
    "lines",
    [
        lambda number: [(85.0, 40.0, f"CÔNG BÁO/Số 205/Ngày 12-02-2024 {number}")],
        lambda number: [(85.0 if number % 2 else 320.0, 40.0, f"{number} Sổ tay quản lý đê điều")],
        lambda number: [(85.0, 800.0, f"Trang thông tin đê điều - trang {number}/6")],
        # One of the pages is of a law of its own, with a head of its own below.
        lambda number: [
            (85.0, 30.0, "CÔNG BÁO TỈNH MINH HÀ"),
            *(head(number, top=90.0) if number == 3 else []),
        ],
        lambda number: [
            (85.0, 40.0, f"Số 20{7 if number == 3 else 5} - Tập san đê điều {number}")
        ],  # misread
    ],
    ids=["gazette", "left and right pages", "foot", "laws", "misread"],
)
def test_a_running_head_is_no_text(lines: Callable[[int], Lines]) -> None:
    layout = document(6, lines)
    gone = {line[2] for number in range(1, 7) for line in lines(number)[:1]}
    assert gone <= set(texts(layout, Region.PAGE_NUMBER))
    assert not any(shown(layout, line) for line in gone)


@pytest.mark.parametrize(
    "lines",
    [
        # Items whose numbers do not go with the pages.
        lambda number: [(85.0, 60.0, f"1. Tu bổ công trình thứ {12 * number} tại xã Bình An")],
        # At another height of each page.
        lambda number: [(85.0, 20.0 + 20.0 * number, "Ghi chú của người lập bảng")],
        # What is numbered on from page to page is not always a page.
        lambda number: [(450.0, 40.0, f"Mẫu số 0{number}")],
        lambda number: [(270.0, 40.0, f"Phụ lục {number}")],
    ],
    ids=["numbered items", "heights", "forms", "appendices"],
)
def test_what_only_looks_alike_stays(lines: Callable[[int], Lines]) -> None:
    layout = document(3, lines)
    assert all(number in shown(layout, lines(number)[0][2]) for number in (1, 2, 3))


@pytest.mark.parametrize("mark", ["TỐI MẬT", "MẬT", "HỎA TỐC", "TỐI MẬT - HỎA TỐC", "LƯU HÀNH NỘI BỘ"])
@pytest.mark.parametrize("y", [20.0, 815.0])
def test_marks_on_every_page_stay(mark: str, y: float) -> None:
    layout = document(4, lambda number: [(90.0, y, mark), *(head() if number == 1 else [])])
    assert texts(layout, Region.OVERLAY) == [mark] * 4
    assert shown(layout, mark) == [1, 2, 3, 4]
    assert all(held.startswith(mark) for held in layout.page_texts)


def test_a_mark_beside_the_number_of_the_page() -> None:
    layout = document(4, lambda number: [(90.0, 30.0, f"TỐI MẬT - Trang {number}/4")])
    assert [held.splitlines()[0] for held in layout.page_texts] == [
        f"TỐI MẬT - Trang {n}/4" for n in range(1, 5)
    ]


def test_two_lines_alike_at_two_heights() -> None:
    layout = document(2, lambda number: [(85.0, 10.0 + 35.0 * number, "Ghi chú của người lập bảng")])
    assert shown(layout, "Ghi chú của người lập bảng") == [1, 2]


def test_heads_of_a_batch_stay() -> None:
    layout = document(4, head)
    for line in (*ORGANS, *MOTTO):
        assert shown(layout, line) == [1, 2, 3, 4]
    assert texts(layout, Region.ISSUER) == [*ORGANS, "Số: 1/QĐ-STL"]
    assert texts(layout, Region.PAGE_NUMBER) == []


@pytest.mark.parametrize("y", [50.0, 800.0])
def test_second_pages_of_a_batch_that_are_alike_stay(y: float) -> None:
    same = "Quyết định này có hiệu lực kể từ ngày ký."
    layout = document(8, lambda number: head(number) if number % 2 else [(85.0, y, same)])
    assert shown(layout, same) == [2, 4, 6, 8]


def test_a_letterhead_on_every_page_stays_and_interrupts_nothing() -> None:
    def lines(number: int) -> Lines:
        return head() if number == 1 else [(95.0, 60.0, ORGANS[0]), (110.0, 76.0, ORGANS[1])]

    layout = document(4, lines)
    assert all(shown(layout, organ) == [1, 2, 3, 4] for organ in ORGANS)
    assert not any(organ in paragraph.text for paragraph in layout.paragraphs for organ in ORGANS)


def test_an_agency_at_the_head_of_every_page_stays_where_no_page_has_a_motto() -> None:
    layout = document(4, lambda _: [(95.0, 40.0, "CÔNG TY KHAI THÁC THỦY LỢI MINH HÀ")])
    assert shown(layout, "CÔNG TY KHAI THÁC THỦY LỢI MINH HÀ") == [1, 2, 3, 4]


@pytest.mark.parametrize("line", ["Mã số: BM.07-QT.TC.03", "Ngày ban hành: 15/6/2021", "Phiên bản: 02"])
def test_the_box_with_the_state_of_a_form_stays(line: str) -> None:
    layout = document(4, lambda number: [(450.0, 30.0, line), *(head() if number == 1 else [])])
    assert shown(layout, line) == [1, 2, 3, 4]


@pytest.mark.parametrize("code", ["Mẫu 02-BC", "MẪU SỐ 05", "Biểu số: 05.N/ĐĐ"])
def test_the_code_of_a_form_stays_and_opens_no_appendix(code: str) -> None:
    layout = document(3, lambda number: [(450.0, 30.0, code), *(head() if number == 1 else [])])
    assert shown(layout, code) == [1, 2, 3]
    assert texts(layout, Region.OVERLAY) == [code] * 3
    assert texts(layout, Region.APPENDIX) == []
    assert texts(layout, Region.ISSUER)[:2] == ORGANS
