"""The figures of the scoreboard of restoration."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.restoration_scores import Score, compare, diacritics, matched, paired, share, sign_test, syllables


def score(true: str, found: str) -> Score:
    return compare(true.split("\n"), found.split("\n"))


@pytest.mark.parametrize(
    ("true", "found", "right_syllables", "right_tokens"),
    [
        ("báo cáo năm 2024", "báo cáo năm 2024", [True] * 3, [True] * 4),
        ("Hoà Bình,", "hòa bình", [True, True], [False, False]),
        ("ngành nghề mới", "ng ành nghề mới", [False, True, True], [False, True, True]),
        ("của Chính phủ", "củaChính phủ", [False, False, True], [False, False, True]),
        ("⟨?⟩ Kết quả tỉnh⟨?⟩.", ". Kết quả tỉnh®.", [True] * 3, [True, True]),
        ("327/QĐ-UBND", "327/QB-UBND", [False, True], [False]),
    ],
)
def test_what_is_right(true: str, found: str, right_syllables: list[bool], right_tokens: list[bool]) -> None:
    result = score(true, found)
    assert (result.syllables, result.tokens) == (right_syllables, right_tokens)


def test_lines_nobody_knows_are_not_counted() -> None:
    assert score("⟨?⟩\nmột", "hai ba\nmột").syllables == [True]
    with pytest.raises(ValueError, match="shorter"):
        score("một\nhai", "một")


@pytest.mark.parametrize(
    ("true", "found", "figures"),
    [
        ("Báo cáo tài chính", "Báo cáo tài chính", (4, 4)),
        ("Báo cáo tài chính", "Bao cao tai chinh", (0, 4)),
        ("Báo  cáo\ntài chính", "Báo tài", (2, 4)),
        ("Đường", "đường", (2, 3)),  # the capital differs, and with it the base letter
        ("đường đi", "dường đi", (3, 4)),
        ("hoà", "hòa", (0, 1)),
        ("plain", "plain", (0, 0)),
    ],
)
def test_diacritic_accuracy(true: str, found: str, figures: tuple[int, int]) -> None:
    assert diacritics(true, found) == figures


@given(st.lists(st.sampled_from("abc"), max_size=6), st.lists(st.sampled_from("abc"), max_size=6))
def test_matched_words_are_a_common_subsequence(true: list[str], found: list[str]) -> None:
    kept = [word for word, right in zip(true, matched(true, found), strict=True) if right]
    rest = iter(found)
    assert all(word in rest for word in kept)
    assert all(matched(true, true))


def test_signs_and_digits_are_no_syllables() -> None:
    assert syllables("Số 12/QĐ-UBND, hoá_x") == ["số", "qđ", "ubnd", "hóa", "x"]


def test_paired_comparison() -> None:
    assert paired([True, True, False, True], [True, False, True, False]) == (2, 1, 1.0)
    assert sign_test(0, 0) == 1.0
    assert sign_test(10, 0) == pytest.approx(2 / 2**10)
    assert share([]) == 0.0
