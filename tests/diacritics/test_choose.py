"""Which channel a line is sent to: by its own words, or with its neighbours."""

from __future__ import annotations

from math import exp

import pytest

from diacritics import language_model
from diacritics.choose import NONE, choose
from diacritics.encodings import encode
from diacritics.restore import restore
from diacritics.small_words import SMALL_WORDS
from diacritics.syllable import skeleton

GOOD = "Sở Nông nghiệp đề nghị các huyện báo cáo kết quả trồng rừng trước ngày 15 tháng 5."
MORE = "Các xã ven sông đã di dời hơn một trăm hộ dân đến nơi ở mới trong mùa mưa vừa qua."
MISREAD = "Uy ban nhan dan huyén trién khai Ké hoach s6 12 vé phong chéng thién tai nam nay."
BADLY_READ = "Chỉ thỉ ngườí đứng đâù cơ quân thưc hiệp các quỵ điịnh vềê phóng chống ơdịch bểnh"
HEADING = "DANH SACH"
# As a scanner's program that nobody knows reads it: few words are syllables even without their marks.
WRECKED = [
    "Sf Nong nghiQp dA nghi c6c huyQn b6o c6o kOt qud tr6ng rtmg trudrc ngdy 15 th6ng 5 ndm",
    "C6c x6 ven s6ng d6 di ddi hcrn mQt trdm hQ ddn dOn noi 0 m0i trong mta mua vta qua tqi",
    "Thuc hiQn Quy6t dinh s6 125/QD-UBND ngey 09 thdng 02 ndm 2021 cria Uy ban nhdn ddn tinh,",
]
DUTCH = "Het bestand is niet leesbaar met de opties die voor deze opdracht worden gegeven."
ENGLISH = "The committee approved the annual report on the use of water resources."
NAMES = "Nguyen Van An, Tran Thi Be, Le Van Cuong, Pham Thi Dung"


@pytest.mark.parametrize(
    ("line", "channel"),
    [
        (GOOD, NONE),
        (skeleton(GOOD), "stripped"),
        (MISREAD, "english-ocr"),
        (BADLY_READ, "vietnamese-ocr"),
        (ENGLISH, NONE),
        (DUTCH, NONE),
        ("tin-tuyen-sinh Phòng QLĐT&BDNC, QLCL&KT và ĐBCL&TTr của trường đại học", NONE),
        ("Les élèves français étaient déjà à l'école où le maître répétait la leçon.", NONE),
        ("No se reconoce la opción de la línea que se ha dado", NONE),
        ("O método não é um dos que se usam na lista", NONE),
        (NAMES, NONE),
        (HEADING, NONE),
        ("for my $i (0 .. 9) { chop $y; push @a, $e; } # loc do", NONE),
        ("a_ho_so = ban_do(hoach, trien) or khong()", NONE),
        ("1.250  98,5  12/5/2021  QCVN 01:2021", NONE),
        ("https://example.vn/quyet-dinh an@example.vn", NONE),
        ("", NONE),
    ],
)  # fmt: skip
def test_a_line_alone(line: str, channel: str) -> None:
    assert choose([line]) == [channel]


@pytest.mark.parametrize("line", [HEADING, NAMES, "Ha Noi", "- Luu: VT.", "12", ""])
def test_a_short_line_goes_with_its_neighbours(line: str) -> None:
    bare = skeleton(GOOD)
    assert choose([GOOD, line, MORE]) == [NONE] * 3
    assert choose([bare, line, bare]) == ["stripped"] * 3


@pytest.mark.parametrize("line", WRECKED)
def test_a_line_of_an_unknown_recogniser(line: str) -> None:
    assert choose([line]) == ["english-ocr"]
    assert (
        choose([GOOD, MORE, line, *WRECKED, ENGLISH, GOOD]) == [NONE] * 2 + ["english-ocr"] * 4 + [NONE] * 2
    )


def test_small_words_are_no_vietnamese() -> None:
    """What Vietnamese often is without its marks tells nothing."""
    model = language_model.load()
    alike = language_model.by_skeleton(model)
    for word in SMALL_WORDS:
        assert sum(exp(float(model.unigram[number])) for number in alike.get(word, [])) < 5e-4, word


def test_each_paragraph_comes_through_its_own_channel() -> None:
    lines = [
        (GOOD, GOOD, NONE),
        (skeleton(MORE), MORE, "stripped"),
        (encode(GOOD, "tcvn3"), GOOD, "tcvn3"),
        (encode(MORE, "vni"), MORE, "vni"),
        (ENGLISH, ENGLISH, NONE),
        (encode(GOOD, "utf8"), GOOD, "utf8"),
        (skeleton(GOOD), GOOD, "stripped"),
        (MORE, MORE, NONE),
    ]
    restored = restore("\r\n\r\n".join(line for line, _, _ in lines))
    assert restored.text == "\r\n\r\n".join(text for _, text, _ in lines)
    assert list(restored.channels[::2]) == [channel for _, _, channel in lines]


def test_good_lines_are_kept_byte_for_byte() -> None:
    odd = "  Giữa\u00a0hai dòng \u2028 có\tÅ (U+212B), ﬁ và “ngoặc”  \x0b"
    text = f"{skeleton(GOOD)}\n{GOOD}\n{odd}\n{MORE}\r{skeleton(MORE)}"
    assert restore(text).text == f"{GOOD}\n{GOOD}\n{odd}\n{MORE}\r{MORE}"


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (
            "Theo Nghị quyÕt của Hội đồng, c¸c x· ®Òu ®Þnh kỳ",
            "Theo Nghị quyết của Hội đồng, các xã đều định kỳ",
        ),
        ("Ông Müller và bà Gonçalves ở São Paulo, Málaga, Besançon gặp “bạn”", None),
        ("Giá vàng 5 ± 2 µm, © 2005 của Sở «mới» ® ½ × 3°", None),
    ],
)
def test_strays_of_an_encoding_in_good_text(given: str, text: str | None) -> None:
    assert restore(given).text == (text or given)
