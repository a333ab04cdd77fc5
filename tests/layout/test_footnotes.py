"""Footnotes at the foot of the printed pages of a plain text, and their numbers."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from extract.core.limits import Limits
from extract.core.model import Line, Word
from extract.layout import analyse
from extract.layout.flow.notes import split_notes
from extract.layout.flow.page_numbers import printed_pages
from extract.layout.model import Layout
from extract.readers.plain.text import read_text

FULL = "Các đơn vị tổ chức thực hiện nghiêm túc nội dung tu bổ đê điều theo quy định"
PAGE = [FULL] * 13
SMALL = "kế hoạch tu bổ đê điều và quản lý các hồ chứa nước trên địa bàn các huyện miền núi và ven biển"


def read(tmp_path: Path, *pages: list[str]) -> Layout:
    """A text whose form feeds became blanks."""
    text = "\n".join(" " * bool(number) + "\n".join(lines) for number, lines in enumerate(pages))
    path = tmp_path / "bao-cao.txt"
    path.write_text(text, "utf-8")
    return analyse(read_text(path, Limits()))


def test_notes_reach_down_to_the_end_of_the_page(tmp_path: Path) -> None:
    layout = read(
        tmp_path,
        [*PAGE, "Sở đã phê duyệt danh mục các công trình1 cấp", "1 Quyết định số 8/QĐ-STL về", FULL],
        ["tỉnh, trong đó có đê biển2.", *PAGE, "2 Gồm hai tuyến.", "(1) Đê đông; (2) Đê tây."],
        ["Các huyện báo cáo.", *PAGE],
    )
    assert [(n.marker, n.text) for n in layout.footnotes] == [
        ("1", f"Quyết định số 8/QĐ-STL về {FULL}"),
        ("2", "Gồm hai tuyến. (1) Đê đông; (2) Đê tây."),
    ]
    assert any("công trình1 cấp tỉnh, trong" in p.text for p in layout.paragraphs)


def test_misread_markers_are_told_by_small_print_and_their_neighbours(tmp_path: Path) -> None:
    layout = read(
        tmp_path,
        [*PAGE, "", f"1 Theo {SMALL}", "các huyện."],
        [*PAGE, "", f"®Trong {SMALL}", "hai huyện.", "", "8 Công văn đôn đốc.", "", '"Năm 2023: ba tuyến.'],
        [*PAGE, "", f"5 Gồm {SMALL}"],
    )
    assert [n.marker for n in layout.footnotes] == ["1", "2", "3", "4", "5"]
    assert [n.text[:5] for n in layout.footnotes] == ["Theo ", "Trong", "Công ", "Năm 2", "Gồm k"]


LINES = st.sampled_from(
    [
        "",
        FULL,
        "tỉnh nhà.",
        "công trình1 cấp",
        "1 Theo Quyết định",
        "2 Gồm hai tuyến.",
        f"3 Tại {SMALL}",
        "- 1 -",
    ]
)


@given(st.lists(st.tuples(LINES, st.booleans()), max_size=60))
def test_taking_notes_out_loses_no_word(lines: list[tuple[str, bool]]) -> None:
    held = [Line(tuple(map(Word.read, text.split())), indent=int(top)) for text, top in lines]
    kept, notes = split_notes(printed_pages(held))
    found = [line.text for line in kept] + [line.text for note in notes for line in note]
    assert sorted(found) == sorted(line.text for line in held if line.text)


def test_markers_of_lost_notes_are_kept(tmp_path: Path) -> None:
    layout = read(tmp_path, ["Các công trình1 và hồ chứa2 của tỉnh, rộng 5 km2."])
    assert [(n.marker, n.text) for n in layout.footnotes] == [("1", ""), ("2", "")]
    assert read(tmp_path, ["Sản lượng cá1, trồng 12 ha lúa3 tại xã."]).footnotes == ()
    assert read(tmp_path, ["Chỉ một công trình1 tại xã."]).footnotes == ()


def test_markers_as_superscripts_and_in_brackets(tmp_path: Path) -> None:
    for one, two in (("¹", "²"), ("(1)", "(2)")):
        layout = read(
            tmp_path,
            [*PAGE, f"Sở đã phê duyệt danh mục các công trình{one} cấp", f"{one} Quyết định số 8/QĐ-STL."],
            [f"tỉnh, trong đó có đê biển{two} rộng 5 km².", *PAGE, f"{two} Gồm hai tuyến."],
            ["(1) Các huyện báo cáo.", *PAGE, "(2) Các xã thực hiện."],
        )
        assert [(n.marker, n.text) for n in layout.footnotes] == [
            ("1", "Quyết định số 8/QĐ-STL."),
            ("2", "Gồm hai tuyến."),
        ]
