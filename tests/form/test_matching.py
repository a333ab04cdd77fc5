"""Text without marks, letter for letter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.form.folding import unmarked


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("ngày 15 tháng 5", "ngay 15 thang 5"),
        ("QUYẾT ĐỊNH", "QUYET DINH"),
        ("nga\u0300y", "nga\u0300y"),  # a mark that is a sign of its own: places would shift
    ],
)
def test_marks_go_and_places_stay(text: str, bare: str) -> None:
    assert unmarked(text) == bare


@given(st.text())
def test_as_long_as_before(text: str) -> None:
    assert len(unmarked(text)) == len(text)
