"""Words with another word's marks: how many make a text a misread one."""

from __future__ import annotations

import pytest

from diacritics.choose import NONE, choose
from diacritics.restore import restore
from diacritics.slips import misread
from diacritics.syllable import skeleton

# What an office wrote, and the same as a recogniser of Vietnamese reads it: all are syllables, some wrong.
PAIRS = [
    (
        "Cơ quan có thẩm quyền sửa đổi, bổ sung hồ sơ trong",
        "Cơ quan có thấm quyền sửa đối, bố sung hồ sơ trong",
    ),
    (
        "thời hạn năm ngày làm việc, kể từ ngày nhận đủ hồ",
        "thời hạn năm ngày làm việc, kế từ ngày nhận đủ hồ",
    ),
    (
        "sơ hợp lệ. Ủy ban nhân dân tỉnh quyết định ban hành",
        "sơ hợp lệ. Ủy bạn nhân dân tỉnh quyết định bạn hành",
    ),
    (
        "quy chế phối hợp và tổ chức kiểm tra kết quả thực",
        "quy chế phối hợp và tố chức kiếm tra kết quá thực",
    ),
    (
        "hiện nhiệm vụ được giao của các đơn vị trực thuộc.",
        "hiện nhiệm vụ được giao của các đơn vị trực thuộc.",
    ),
]
MEANT, SEEN = (list(lines) for lines in zip(*PAIRS, strict=True))


def test_slips_speak_for_a_recogniser() -> None:
    assert all(score < 0 for score in misread(MEANT))
    assert [score > 1 for score in misread(SEEN)] == [True, False, True, True, False]


@pytest.mark.parametrize("lines", [[], [""], ["Hà Nội"], ["", "12/5/2021", "one two three four"]])
def test_nothing_to_tell_by(lines: list[str]) -> None:
    assert misread(lines).tolist() == [0.0] * len(lines)


def test_words_without_marks_are_no_slips() -> None:
    assert not misread([skeleton(line) for line in MEANT]).any()


def test_a_text_with_many_slips_is_misread() -> None:
    seen = "\n".join(SEEN)
    assert choose(SEEN) == [NONE] * len(SEEN)  # by its letters it is good
    assert restore(seen).channels == ("vietnamese-ocr",) * len(SEEN)
    assert restore(seen).text == "\n".join(MEANT)


def test_a_few_slips_are_the_authors() -> None:
    text = "\n".join([*MEANT, SEEN[0], *MEANT])
    assert restore(text).text == text
