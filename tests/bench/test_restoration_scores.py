"""The figures of the scoreboard of restoration, and the texts it reads."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.restoration import posteriors
from bench.restoration_cost import measure
from bench.restoration_peers import most_frequent
from bench.restoration_scores import Score, compare, diacritics, matched, paired, share, sign_test, syllables
from bench.restoration_sets import read, sentences


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


def test_folder_of_lines_read(tmp_path: Path) -> None:
    (tmp_path / "seen.txt").write_text("Uy ban nhan dan tinh\n\nbao cao nhu sau:\n", encoding="utf-8")
    (tmp_path / "true.txt").write_text("Ủy ban nhân dân ⟨?⟩\n\nbáo cáo như sau:\n", encoding="utf-8")
    case = read(tmp_path)
    restored = case.restored()
    assert compare(case.true, restored[0].text.split("\n")).tokens == [True] * 8
    found = posteriors(case, restored[0].tokens)
    assert [right for _, right in found] == [True] * 8
    assert all(0.5 < posterior <= 1 for posterior, _ in found)


def test_sentences_are_restored_alone_and_as_a_file(tmp_path: Path) -> None:
    (tmp_path / "formal.txt").write_text("Căn cứ Luật Đất đai\n\nỦy ban nhân dân tỉnh\n", encoding="utf-8")
    alone, whole = sentences(tmp_path)
    assert alone.seen == whole.seen == ("Can cu Luat Dat dai", "Uy ban nhan dan tinh")
    assert (len(alone.restored()), len(whole.restored())) == (2, 1)


def test_most_frequent_form_keeps_the_case_and_the_rest() -> None:
    assert most_frequent("cua SO 12/QD, Cua xyzw") == "của SỐ 12/QĐ, Của xyzw"


def test_memory_of_a_fresh_process() -> None:
    cost = measure("uy ban nhan dan tinh", "stripped")
    assert 0 <= cost.loaded_own + cost.loaded_file < 300  # MB, what the project promises
    assert cost.restored_own + cost.restored_file < 300
