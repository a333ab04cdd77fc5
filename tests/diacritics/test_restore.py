"""restore: what changes, and above all what does not."""

import re
import unicodedata
from math import log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diacritics.conventions.abbreviations import own_abbreviations
from diacritics.encodings import encode
from diacritics.lattice import Decoded, Reading, Token
from diacritics.parts import parts
from diacritics.restore import CHANNELS, restore, restore_lattice
from diacritics.syllable import skeleton

GOOD = """ỦY BAN NHÂN DÂN TỈNH BÌNH LỤC
SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG
Số: 145/BC-SNNMT
Bình Lục, ngày 06 tháng 3 năm 2024

BÁO CÁO
Kết quả thực hiện kế hoạch phòng, chống thiên tai và tìm kiếm cứu nạn năm 2023

Căn cứ Luật Phòng, chống thiên tai ngày 19/6/2013; theo đề nghị của Chi cục Thủy lợi tại Công văn
số 88/CCTL-QLCT ngày 01/3/2024, Sở Nông nghiệp và Môi trường báo cáo như sau:
1. Toàn tỉnh có 1.250 hộ dân ở vùng ven sông được di dời, đạt 98,5% kế hoạch; 12 xã đã lập bản đồ
ngập lụt bằng phần mềm QGIS (phiên bản 3.28), đăng tại http://pctt.example.vn/ban-do và gửi qua thư điện tử
vanthu@example.vn.
2. Ông Nguyễn Văn Đức, bà Phan Thị Thúy Hoà và kỹ sư John Smith đã kiểm tra kè biển; giá trị ước
thiệt hại là 3,2 tỷ đồng (ba phẩy hai tỷ đồng).
a) UBND huyện Kim Sơn, HĐND các xã, BCĐ PCTT&TKCN và Công ty TNHH MTV Thủy nông số 2 cùng tham gia.
b) Khoa học và công nghệ (KH&CN), đổi mới sáng tạo (ĐMST) được ứng dụng trong quan trắc.
./.
Nơi nhận:
- Như trên;
- Lưu: VT, KHTC. Hằng (05b).
"""

STRIPPED = [
    "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về công tác văn thư;",
    "Ủy ban nhân dân tỉnh yêu cầu các sở, ban, ngành khẩn trương tổ chức thực hiện.",
    "Hội đồng nhân dân tỉnh ban hành Nghị quyết quy định mức hỗ trợ đối với hộ nghèo",
    "HĐND và UBND các huyện, thành phố chịu trách nhiệm thi hành Quyết định này.",
    "báo cáo kết quả thực hiện nhiệm vụ phát triển kinh tế - xã hội 6 tháng đầu năm 2025",
]


@pytest.mark.parametrize("text", STRIPPED)
def test_stripped_text_comes_back(text: str) -> None:
    assert restore(skeleton(text), "stripped").text == text
    assert restore(skeleton(text)).text == text


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("Quyét dinh sé 327/QB-UBND ngay 12/5/2021", "Quyết định số 327/QĐ-UBND ngày 12/5/2021"),
        ("S& Khoa hoc va Cong nghé bao cao nhu sau:", "Sở Khoa học và Công nghệ báo cáo như sau:"),
        ("ciia HPND tinh vé phat trién cong nghi¢p", "của HĐND tỉnh về phát triển công nghiệp"),
        ("co quan nha nu’6c c6 tham quyén", "cơ quan nhà nước có thẩm quyền"),
        ("ké tir ngay 01/01/2026cua Chinh phu", "kể từ ngày 01/01/2026 của Chính phủ"),
    ],
)
def test_english_recogniser(seen: str, meant: str) -> None:
    assert restore(seen, "english-ocr").text == meant


def test_unsure_words_change_and_sure_ones_stay() -> None:
    seen = ["sửa", "đối,", "bỗ", "sung", "một", "số", "điều", "của", "Luật", "Đất", "đai"]
    unsure = [Token(word, 0.5 if word in ("đối,", "bỗ") else 0.96) for word in seen]
    assert " ".join(d.text for d in restore_lattice(unsure, "vietnamese-ocr")) == (
        "sửa đổi, bổ sung một số điều của Luật Đất đai"
    )
    name = ["Đoàn", "Bá", "Từ"]
    sure = [Token(word, 0.96) for word in name]
    assert [d.text for d in restore_lattice(sure, "vietnamese-ocr")] == name


COMMUNE = ("tại", "xã", "Hoa", "Sơn,", "huyện")


def commune(*readings: Reading) -> tuple[Decoded, ...]:
    """The phrase decoded, "Hoa" being in doubt and read in other ways too."""
    words = [Token(w, 0.5, readings) if w == "Hoa" else Token(w, 0.96) for w in COMMUNE]
    return restore_lattice(words, "vietnamese-ocr")


def test_another_reading_of_the_same_place_counts() -> None:
    alone, both = commune()[2], commune(Reading("Hòa", log(0.7)))[2]
    assert both.text == "Hòa"
    chance = dict([(alone.text, alone.posterior), *alone.alternatives])
    assert both.posterior > chance["Hòa"] + 0.1


@pytest.mark.parametrize("reading", ["Hoạ Mi", "Hòa/2", ""])
def test_a_reading_cut_into_other_parts_tells_nothing(reading: str) -> None:
    assert commune(Reading(reading, log(0.7))) == commune()


@given(st.floats(0.01, 0.95))
def test_reading_the_same_again_changes_nothing(share: float) -> None:
    alone, again = commune()[2], commune(Reading("Hoa", log(share)))[2]
    assert again.text == alone.text
    assert again.posterior == pytest.approx(alone.posterior, abs=0.01)


def test_initials_with_a_number_are_a_name() -> None:
    seen = ["-", "Lưu:", "VT,", "NC(Vi16)."]
    assert [d.text for d in restore_lattice([Token(word, 0.6) for word in seen], "vietnamese-ocr")] == seen


@pytest.mark.parametrize("channel", ["auto", "none", "stripped", "english-ocr"])
def test_good_text_is_untouched(channel: str) -> None:
    assert restore(GOOD, channel).text == GOOD


def test_good_text_read_with_confidence_is_untouched() -> None:
    lattice = [Token(word, 0.95) for word in GOOD.split()]
    assert [d.text for d in restore_lattice(lattice, "vietnamese-ocr")] == GOOD.split()


@pytest.mark.parametrize(
    "text",
    [
        "The committee approved the annual report on the use of water resources.",
        "El presidente de la comisión aprobó el informe sobre la región.",
        "Die Behörde prüft den Antrag auf Förderung der Maßnahmen.",
        "Le ministère a présenté le rapport à l'assemblée générale.",
        "", "   \n\n", "12/5/2021 - 45.000", "https://example.vn/tai-lieu?id=5",
    ],
)  # fmt: skip
def test_foreign_and_empty_text_is_left_alone(text: str) -> None:
    assert restore(text).text == text


def test_auto_decodes_only_the_lines_that_are_encoded() -> None:
    good = "Ủy ban nhân dân huyện có ý kiến như sau về đề nghị của các xã."
    old = "Uỷ ban nhân dân huyện đề nghị các xã, thị trấn báo cáo kết quả thực hiện trước ngày 15 tháng 5."
    text = "\n".join([encode(old, "tcvn3"), good, encode(old, "tcvn3"), encode(old, "tcvn3")])
    assert restore(text).text == "\n".join([old, good, old, old])


@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "viscii", "vps", "viqr"])
def test_legacy_encodings_are_decoded(encoding: str) -> None:
    text = "căn cứ nghị định của chính phủ về quản lý đất đai và thuế giá trị gia tăng"
    assert restore(encode(text, encoding), encoding).text == text


SAMPLE = "Uy ban nhan dan tinh bao cao s6 ciia S& (KH&CN) 327/QB-UBND 12/5/2021 2026cua ¢) .,; x4? II."
PIECES = st.one_of(
    st.sampled_from(SAMPLE.split()), st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
)
TEXTS = st.lists(st.tuples(PIECES, st.sampled_from([" ", "\n", "  ", "\n\n", "\t"])), max_size=12).map(
    lambda rows: "".join(piece + blank for piece, blank in rows)
)


@settings(max_examples=60)
@given(TEXTS, st.sampled_from(["stripped", "english-ocr", "vietnamese-ocr", "auto"]))
def test_lines_blanks_and_digits_stay(text: str, channel: str) -> None:
    restored = restore(text, channel)
    assert len(restored.text.splitlines()) == len(text.splitlines())
    if restored.channel in ("stripped", "vietnamese-ocr"):
        assert re.findall(r"\d", restored.text) == re.findall(r"\d", text)
    if restored.channel == "stripped":
        assert len(restored.text.split()) == len(text.split())


@given(st.text(max_size=20), st.sampled_from(["stripped", "english-ocr", "vietnamese-ocr"]))
def test_parts_joined_are_the_token(seen: str, channel: str) -> None:
    joined = "".join(part.text for part in parts(seen, channel))
    assert joined.replace(" ", "") == seen.replace(" ", "")


def test_abbreviations_follow_their_spelling_out() -> None:
    text = (
        "Hệ sinh thái khởi nghiệp đổi mới sáng tạo (HSTKNĐMST) của tỉnh. Phát triển HSTKNĐMST đến năm 2030."
    )
    assert restore(skeleton(text), "stripped").text == text


def test_case_pattern_stays() -> None:
    assert restore("UY BAN NHAN DAN tinh Quang Nam", "stripped").text == "ỦY BAN NHÂN DÂN tỉnh Quảng Nam"


def test_explanation_and_alternatives() -> None:
    found = restore("bao cao ket qua thuc hien nhiem vu", "stripped")
    first = found.tokens[0]
    assert (first.seen, first.text, first.reason) == ("bao", "báo", "stripped")
    assert 0.5 < first.posterior <= 1
    assert all(0 < p < first.posterior for _, p in first.alternatives)
    assert "bao -> báo (" in found.explain()


def test_unknown_channel() -> None:
    with pytest.raises(ValueError, match="english-ocr"):
        restore("abc", "klingon")
    assert "auto" in CHANNELS


def test_decomposed_letters_are_composed() -> None:
    assert restore(unicodedata.normalize("NFD", GOOD)).text == GOOD


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("đẩy mạnh chuyển đổi số ( CDS ) ; CDS năm nay", {"CDS": "CĐS"}),  # defined: beats the model
        ("đẩy mạnh chuyển đổi số ; CDS năm nay", {}),
        ("các đĩa nhạc số ( gọi là CDS )", {}),  # another word stands between
        ("khởi nghiệp đổi mới sáng tạo như KNDMST", {"KNDMST": "KNĐMST"}),
        ("kinh doanh vận tải ( KDVT )", {}),
    ],
)
def test_abbreviations_that_a_document_spells_out(text: str, forms: dict[str, str]) -> None:
    assert own_abbreviations(text.split(), "stripped", {"cds"}) == forms


@pytest.mark.parametrize(
    ("letters", "expected"),
    [("a b c d d e", "a b c d đ e"), ("c d e", "c d e"), ("a d d d", "a d đ d"), ("a b a d e", "a b a d e")],
)
def test_second_d_of_a_list_is_the_letter_after_d(letters: str, expected: str) -> None:
    text = "\n".join(f"{letter}) Bao cao ket qua;" for letter in letters.split())
    restored = restore(text, "stripped").text.splitlines()
    assert [line.split(")")[0] for line in restored] == expected.split()


@pytest.mark.parametrize(
    ("stripped", "restored"),
    [
        ("Hop dong so 02/HD/2025 duoc ky ngay 3/4/2025", "Hợp đồng số 02/HĐ/2025 được ký ngày 3/4/2025"),
        ("Huong dan so 15/HD-BNV cua Bo Noi vu", "Hướng dẫn số 15/HD-BNV của Bộ Nội vụ"),
        ("De an so 03/DA-UBND cua Uy ban nhan dan", "Đề án số 03/ĐA-UBND của Ủy ban nhân dân"),
    ],
)
def test_the_words_before_a_code_tell_its_abbreviation(stripped: str, restored: str) -> None:
    assert restore(stripped, "stripped").text == restored
