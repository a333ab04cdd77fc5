"""Marks of urgency and secrecy: stamped, or typed after a label."""

from __future__ import annotations

import pytest

from extract.form.stamps import is_mark, labelled_marks


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("Độ mật: Tối mật", {"secrecy": "toi mat"}),
        ("Độ mật: Mật    Độ khẩn: Hỏa tốc", {"secrecy": "mat", "urgency": "hoa toc"}),
        ("Mức độ khẩn: HỎA TỐC HẸN GIỜ", {"urgency": "hoa toc hen gio"}),
        ("Độ mật: Không; Độ khẩn: Thượng khẩn", {"urgency": "thuong khan"}),
        ("Độ khẩn: Thường", {}),
        ("Độ mật:", {}),
        ("Độ mật: Tối mật theo quy định", None),  # a sentence
        ("Độ mật tối mật", None),
    ],
)
def test_marks_after_their_labels(text: str, marks: dict[str, str] | None) -> None:
    assert labelled_marks(text) == marks
    assert is_mark(text) == (marks is not None)
