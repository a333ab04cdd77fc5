"""What stays through every channel: numbers, dates, codes, addresses, foreign words, blanks, lines."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from diacritics.restore import restore
from diacritics.syllable import skeleton

CHANNELS = ("auto", "stripped", "english-ocr", "vietnamese-ocr", "none")

PROSE = """
Sở Nông nghiệp và Môi trường báo cáo kết quả thực hiện kế hoạch phòng, chống thiên tai
Toàn tỉnh có nhiều hộ dân ở vùng ven sông được di dời trong năm; các xã đã lập bản đồ ngập lụt
Ủy ban nhân dân tỉnh yêu cầu các sở, ban, ngành khẩn trương tổ chức thực hiện
Đề nghị Quý cơ quan xem xét và phản hồi trước khi tổ chức hội nghị tổng kết
Công ty cung cấp phần mềm quản lý văn bản cho trường học và bệnh viện của huyện
""".strip().splitlines()

DAYS, MONTHS, YEARS = st.integers(1, 31), st.integers(1, 12), st.integers(1945, 2030)
NUMBERS = st.one_of(
    st.integers(0, 10**6).map(str),
    st.integers(1000, 10**9).map(lambda n: f"{n:,}".replace(",", ".")),
    st.tuples(st.integers(0, 999), st.integers(1, 99)).map(lambda n: f"{n[0]},{n[1]}%"),
)
DATES = st.tuples(DAYS, MONTHS, YEARS).map(lambda d: f"{d[0]:02d}/{d[1]}/{d[2]}")
ORGANS = ("UBND", "BTC", "SKHCN", "SNNMT", "VPCP")
ISSUED = [f"{kind}-{organ}" for kind in ("QĐ", "KH", "BC", "TB", "TTr") for organ in ORGANS]
ISSUED += ["NQ-HĐND", "QĐ-TTg", "CT-TTg"]
CODES = st.one_of(
    st.tuples(st.integers(1, 9999), st.sampled_from(ISSUED)).map(lambda c: f"{c[0]}/{c[1]}"),
    st.tuples(st.integers(1, 200), YEARS).map(lambda c: f"{c[0]}/{c[1]}/NĐ-CP"),
)
LABELS = st.text("abcdehiklmnoprstuvxy", min_size=2, max_size=8)
ADDRESSES = st.one_of(
    st.tuples(LABELS, LABELS).map(lambda a: f"{a[0]}@{a[1]}.gov.vn"),
    st.tuples(LABELS, LABELS).map(lambda a: f"https://{a[0]}.vn/{a[1]}?id=5"),
    st.tuples(LABELS, LABELS).map(lambda a: f"{a[0]}.{a[1]}.gov.vn"),
)
FOREIGN = st.sampled_from(["software", "Microsoft", "Windows", "QGIS", "John", "logistics", "Excel", "ISO"])
FIXED = st.one_of(NUMBERS, DATES, CODES, ADDRESSES, FOREIGN)
BLANKS = st.sampled_from([" ", " ", " ", "  ", "\t", "\n", "\n\n"])


@st.composite
def sprinkled(draw: st.DrawFn) -> tuple[list[str], list[int], str]:
    """Tokens of a sentence with pieces that must stay put among them, where those are, and the text."""
    words = draw(st.sampled_from(PROSE)).split()
    places = draw(st.lists(st.integers(0, len(words)), min_size=1, max_size=4))
    for place in sorted(places, reverse=True):
        words.insert(place, draw(FIXED))
    fixed = [place + index for index, place in enumerate(sorted(places))]
    blanks = [draw(BLANKS) for _ in words]
    return words, fixed, "".join(word + blank for word, blank in zip(words, blanks, strict=True))


@pytest.mark.parametrize("channel", CHANNELS)
@settings(max_examples=30)
@given(sprinkled())
def test_pieces_in_marked_text_stay(channel: str, case: tuple[list[str], list[int], str]) -> None:
    words, fixed, text = case
    tokens = restore(text, channel).tokens
    assert [tokens[at].text for at in fixed] == [words[at] for at in fixed]


@pytest.mark.parametrize("channel", ["auto", "stripped", "english-ocr"])
@settings(max_examples=40)
@given(sprinkled())
def test_pieces_in_stripped_text_stay(channel: str, case: tuple[list[str], list[int], str]) -> None:
    words, fixed, _ = case
    seen = [word if at in fixed else skeleton(word) for at, word in enumerate(words)]
    tokens = restore(" ".join(seen), channel).tokens
    assert [tokens[at].text for at in fixed] == [words[at] for at in fixed]


@pytest.mark.parametrize("channel", CHANNELS)
@settings(max_examples=25)
@given(sprinkled())
def test_blanks_and_lines_stay(channel: str, case: tuple[list[str], list[int], str]) -> None:
    text = case[2]
    restored = restore(text, channel).text
    assert restored.count("\n") == text.count("\n")
    assert re.findall(r"\s+", restored) == re.findall(r"\s+", text)


@settings(max_examples=40)
@given(st.lists(st.tuples(st.sampled_from(PROSE), BLANKS), min_size=1, max_size=6))
@example([(PROSE[0], "\n")] * 6)
def test_good_text_stays_whole(rows: list[tuple[str, str]]) -> None:
    text = "".join(line + blank for line, blank in rows)
    for channel in ("auto", "stripped", "english-ocr"):
        assert restore(text, channel).text == text


@settings(max_examples=40)
@given(st.lists(FIXED, min_size=1, max_size=6), st.sampled_from(CHANNELS))
def test_nothing_but_pieces_stays(pieces: list[str], channel: str) -> None:
    text = "\n".join(pieces)
    assert restore(text, channel).text == text
