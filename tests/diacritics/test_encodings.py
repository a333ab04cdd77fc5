"""Legacy encodings: tables, round trips, detection, and what must never be touched."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diacritics import decode, detect, encode, restore
from diacritics.encodings import ENCODINGS, decode_runs
from diacritics.encodings.tcvn3 import capital_font
from diacritics.syllable import inventory

SMALL = "àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđ"
SYLLABLES = sorted(inventory())
BODY = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015; theo đề nghị của Giám đốc "
    "Sở Kế hoạch và Đầu tư tại Tờ trình số 15/TTr-SKHĐT về việc phê duyệt kế hoạch sử dụng đất năm 2016."
)
ALL = sorted(ENCODINGS)

# What extractors show, and what it is. The strings were made from the tables' sources, by hand.
SHOWN = [
    ("tcvn3", "Céng hoµ x· héi chñ nghÜa ViÖt Nam", "Cộng hoà xã hội chủ nghĩa Việt Nam"),
    ("tcvn3", "§éc lËp - Tù do - H¹nh phóc", "Độc lập - Tự do - Hạnh phúc"),
    ("tcvn3", "®\xad\xaeng", "đưđng"),  # 0xAD is ư though Unicode calls it a soft hyphen
    ("tcvn3", "n\u2212íc, x\u2219 héi, nh\u03bc", "nước, xã hội, nhà"),  # lookalikes from PDF text layers
    ("tcvn3", "2004\u22122005, 3 \u2212 5", "2004\u22122005, 3 \u2212 5"),
    ("tcvn3", "NGHÞ §ÞNH CñA CHÝNH PHñ", "NGHỊ ĐỊNH CỦA CHÍNH PHỦ"),
    ("tcvn3", "Uû BAN NH¢N D¢N TØNH", "UỶ BAN NHÂN DÂN TỈNH"),
    ("tcvn3", "§Ò ¸N cña Bé GTVT vµ Uû ban", "ĐỀ ÁN của Bộ GTVT và Uỷ ban"),
    ("tcvn3", "sèng ë VIÖT NAM", "sống ở VIỆT NAM"),
    ("vni", "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
    ("vni", "ÑOÄC LAÄP, Öng duïng, cheát vì phí", "ĐỘC LẬP, Ưng dụng, chết vì phí"),
    ("vni", "Uûy ban, kyõ thuaät, Myõ, tyû leä, baêng, thaúng", "Ủy ban, kỹ thuật, Mỹ, tỷ lệ, băng, thẳng"),
    ("viscii", "Cµng hòa xã hµi chü nghîa Vi®t Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
    ("viscii", "\x02\x05\x06\x14\x19\x1e", "ẲẴẪỶỸỴ"),  # letters in control places
    ("vps", "C¶ng hòa xã h¶i chû nghïa ViŒt Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
    ("vps", "\x02\x03\x10\x1c\x1d", "ẠẬỊẪỮ"),
    ("cp1258", "Côòng hoÌa xaÞ hôòi chuÒ nghiÞa Viêòt Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
    ("viqr", "Co^.ng ho`a xa~ ho^.i chu? nghi~a Vie^.t Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
    ("viqr", r"DDo^.c la^.p, nu+o+'c, a(n ho^`ng\. The^' a\?", "Độc lập, nước, ăn hồng. Thế a?"),
    ("utf8", "Cá»™ng hÃ²a xÃ£ há»™i chá»§ nghÄ©a Viá»‡t Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
    ("utf8", "lÃ\xa0 quy, lÃ quy, bÃ i toÃ¡n, XÃ HỘI", "là quy, là quy, bài toán, XÃ HỘI"),  # C3 A0
    ("utf8", "BÃƒ a, lÃ mÃ xÃ£", "BÃ a, là mà xã"),  # a space after a true Ã
    ("utf8", "Ä\x90á»™c láº\xadp", "Độc lập"),  # controls where CP1252 has no character
]


@pytest.mark.parametrize(("encoding", "shown", "text"), SHOWN)
def test_decode(encoding: str, shown: str, text: str) -> None:
    assert decode(shown, encoding) == text


# Bytes that Windows-1252 does not know were replaced or dropped, or the soft hyphen was.
LOST_BYTES = [
    (
        "Ä\ufffdá»™c láº\xadp, Ä‘iá»\ufffdu kiá»‡n, ngÆ°á»\ufffdi, thá»\ufffd cÃºng",
        "Độc lập, điều kiện, người, thờ cúng",
    ),
    ("Ä?á»™c láº\xadp, vá»? viá»‡c", "Độc lập, về việc"),
    ("Äá»™c láºp, ngÆ°á»i, Ä‘iá»u, chÃnh sÃ¡ch, PhÆ°á»ng", "Độc lập, người, điều, chính sách, Phường"),
    ("vá»i Äá»i", "vá»i Äá»i"),  # với, vời, đối, Đời: which byte is lost is not sure
    ("Ä, Ã, Ärger, NÃO, Ætna", "Ä, Ã, Ärger, NÃO, Ætna"),
]


@pytest.mark.parametrize(("shown", "text"), LOST_BYTES)
def test_utf8_with_lost_bytes(shown: str, text: str) -> None:
    assert decode(shown, "utf8") == text


@pytest.mark.parametrize("times", [1, 2, 3])
def test_utf8_read_wrong_several_times(times: int) -> None:
    shown = BODY
    for _ in range(times):
        shown = encode(shown, "utf8")
    assert decode_runs([(shown, "")]) == [(BODY, "utf8")]


TYPED = [
    ("To^i o+? nha`. Anh dda~ ve^` chu+a? Tha^.t la. quen", "Tôi ở nhà. Anh đã về chưa? Thật lạ quen"),
    ("ba'o ca'o ho^m qua. Xin xem http://vi.example.com/a.b va` an@vi.example.vn", None),
    ("ti? le^., ca^u ho?i (ve^` tri. gia'), na`y./.", "tỉ lệ, câu hỏi (về trị giá), này./."),
    ("mu.c I.12 va` ddie^?m a.3 cu?a Bo^....", "mục I.12 và điểm a.3 của Bộ..."),
]


@pytest.mark.parametrize(("typed", "text"), TYPED)
def test_viqr_typed_without_backslashes(typed: str, text: str | None) -> None:
    meant = text or "báo cáo hôm qua. Xin xem http://vi.example.com/a.b và an@vi.example.vn"
    assert decode_runs([(encode(BODY, "viqr") + "\n", ""), (typed, "")])[1] == (meant, "viqr")


def test_unknown_encoding() -> None:
    with pytest.raises(KeyError):
        decode("x", "no such encoding")


@pytest.mark.parametrize("encoding", ALL)
def test_every_letter_comes_back(encoding: str) -> None:
    capitals = "ĂÂÊÔƠƯĐ" if encoding == "tcvn3" else SMALL.upper()
    for letter in SMALL + capitals:
        assert decode(encode(letter, encoding), encoding) == letter


def test_tcvn3_has_no_capitals_with_tones() -> None:
    assert encode("Ệ", "tcvn3") == encode("ệ", "tcvn3")
    assert decode(encode("ỦY BAN NHÂN DÂN", "tcvn3"), "tcvn3") == "ỦY BAN NHÂN DÂN"  # told by the word


@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "viscii", "vps"])
def test_raw_bytes_decode_as_latin_1(encoding: str) -> None:
    data = b"".join(
        char.encode("latin-1") if ord(char) < 0x100 else char.encode("cp1252")
        for char in encode(SMALL, encoding)
    )
    assert decode(data.decode("latin-1"), encoding) == SMALL


@pytest.mark.parametrize("encoding", ALL)
@given(words=st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=30))
def test_round_trip_of_words(encoding: str, words: list[str]) -> None:
    text = " ".join(words)
    assert decode(encode(text, encoding), encoding) == text


CASED = st.sampled_from(SYLLABLES).flatmap(lambda word: st.sampled_from([word, word.title(), word.upper()]))
SENTENCES = st.lists(
    st.one_of(
        CASED, st.sampled_from(["12/5/2021", "-", "(a)", "1.250,5", "QH15;", '"x"', "5%", "a.", "\t", "\r\n"])
    ),
    min_size=1,
    max_size=30,
).map(" ".join)


@pytest.mark.parametrize("encoding", ALL)
@given(text=SENTENCES)
def test_round_trip_of_sentences(encoding: str, text: str) -> None:
    decoded = decode(encode(text, encoding), encoding)
    assert decoded == text or (encoding == "tcvn3" and decoded.lower() == text.lower())


@pytest.mark.parametrize("encoding", ["viscii", "vps"])
def test_capitals_in_control_places(encoding: str) -> None:
    text = "ẲM ẴM CẪU MỶ MỸ KỴ TẠI CẬU VẶT MẸ BỆNH THỊ HỌC HỘI LỢI LỤC LỰC NỮ"
    shown_text = encode(f"{BODY}\n{text}\n{BODY}", encoding)
    assert restore(shown_text).text == f"{BODY}\n{text}\n{BODY}"


@given(st.text(alphabet=SMALL + SMALL.upper() + " adAD.,?'()^+~`\\-", max_size=40))
def test_viqr_protects_signs(text: str) -> None:
    assert decode(encode(text, "viqr"), "viqr") == text


@pytest.mark.parametrize("encoding", ALL)
@given(st.text())
def test_decoding_never_fails_and_gives_nfc(encoding: str, text: str) -> None:
    decoded = decode(text, encoding)
    assert unicodedata.is_normalized("NFC", decoded)


@pytest.mark.parametrize("encoding", ALL)
def test_detected_without_fonts(encoding: str) -> None:
    assert detect(encode(BODY, encoding)) == encoding
    assert decode_runs([(encode(BODY, encoding), "")]) == [(BODY, encoding)]


# Good text, in which nothing may change, and what its letters would tempt a table to.
GOOD = [
    BODY,
    unicodedata.normalize("NFD", BODY),
    "tôi là có bé, cá và nhà",  # letters that TCVN3, VNI and Unicode share
    "El niño comió una manzana; mamá está allí y él también. Así será, según la constitución. ¿Qué año?",
    "Die Bevölkerung der Städte ist größer geworden; für die Straßen müssen Lösungen gefunden werden.",
    "Les élèves français étaient déjà à l'école où le maître répétait la leçon. Thé né dé, là où ça été.",
    "São Paulo não é só ação e coração; três irmãos, avó, você, mãe.",
    "På en ö är det även känt: Ångström, smörgåsbord, fjällräven.",
    "Žádný z těch, którzy przyszli, nie został; Łódź, ću, şöyle böyle.",
    "The quick brown fox © 2005 Intel® Windows™ — “quoted” § 5 ± 3 µm × 4 ÷ 2, don't, I'm, C++ a^b",
    "12 × 3 · 5 ± 2 °C ½ ¼ ¾ 100 m² « » £ ¥",
    "………… ………….., ……… /QĐ-UBND",  # 0x85 is a letter in VISCII
    "CQNG HoAxA H()I CHiJ NGHiA VI$T NAM th§n xu§.t s6 1a vi6c",  # English OCR
]


@pytest.mark.parametrize("text", GOOD)
@pytest.mark.parametrize("font", ["", "Times New Roman", ".VnTime", "VNI-Times"])
def test_good_text_stays(text: str, font: str) -> None:
    normal = unicodedata.normalize("NFC", text)
    assert decode_runs([(text, font)]) == [(normal, None)]
    by_word = [(word + " ", font) for word in text.split(" ")]
    assert "".join(decoded for decoded, _ in decode_runs(by_word)) == normal + " "
    assert detect(text) is None


# Lines of three to ten words, with the quotation marks that are letters in some tables.
SHORT = [
    "El señor está en el jardín",
    "No existe «nada» en «esto»",
    "Así será mañana por la mañana",
    "Die Straße führt über die Brücke",
    "Das Wort »groß« ist größer",
    "„Žádný“ není „platný“",
    "Příliš žluťoučký kůň úpěl ďábelské ódy",
    "Où est l’élève français ?",
    "Le « chat » n’est pas là",
    "É um direito de todos",
    "A “rede” não é “nova” ainda",
    "Kami telah menerima surat itu semalam",
    "Saya hendak pergi ke pasar malam",
    "The “file” in “use” is 5° warm",
    "Résumé of the café manager",
]


@pytest.mark.parametrize("text", SHORT)
@pytest.mark.parametrize("font", ["", ".VnTime", ".VnTimeH", "VNI-Times", "VPS Times", "VI Times"])
def test_short_foreign_lines_stay(text: str, font: str) -> None:
    assert decode_runs([(text, font)]) == [(text, None)]
    assert restore(text).text == text


CELLS = [
    "Số:",
    "Ngày",
    "STT",
    "Đơn vị tính",
    "cô",
    "Ghi chú",
    "tỷ lệ",
    "ý",
    "15,5",
    "Tổng cộng",
    "KT. Chủ tịch",
]


@pytest.mark.parametrize(
    ("encoding", "font"),
    [("tcvn3", ".VnTime"), ("vni", "VNI-Times"), ("viscii", "VI Times"), ("vps", "VPS Times")],
)
def test_cells_of_a_table_stand_together(encoding: str, font: str) -> None:
    runs = [run for cell in CELLS for run in ((encode(cell, encoding) + "\n", font), ("Total\n", "Arial"))]
    decoded = [text for text, _ in decode_runs(runs)]
    assert decoded == [text for cell in CELLS for text in (cell + "\n", "Total\n")]


@given(st.lists(st.sampled_from(SYLLABLES), max_size=40), st.sampled_from(["", ".VnTimeH", "VNI-Times"]))
def test_unicode_words_stay(words: list[str], font: str) -> None:
    text = " ".join(words)
    assert decode_runs([(text, font)])[0][0] == text


def shown(text: str, encoding: str, font: str) -> list[tuple[str, str]]:
    return [(word + " ", font) for word in encode(text, encoding).split(" ")]


def test_capitals_come_from_the_font() -> None:
    runs = [("bé tµi chÝnh ", ".VnTimeH"), ("h\xadíng dÉn thi hµnh ", ".VnTime")]
    assert [text for text, _ in decode_runs(runs)] == ["BỘ TÀI CHÍNH ", "hướng dẫn thi hành "]


@pytest.mark.parametrize(
    ("font", "capitals"),
    [
        (".VnTimeH", True),
        ("VnTimeH", True),  # as some PDF producers name it
        (".VnArialH-Bold", True),
        (".VnTimeH,BoldItalic", True),
        (".VnTime", False),
        ("VnTimeBold", False),
        ("VNI-CheltenhH", False),
    ],
)
def test_capital_fonts(font: str, capitals: bool) -> None:
    assert capital_font(font) == capitals


# Much of a page has no ư; in the rest it was lost.
REST = "Điều 5. Các cơ quan có trách nhiệm bảo đảm hoạt động của đơn vị mình theo quy định tại Điều 3. "
LOST = REST + "Người lao động được nhà nước bảo hộ nhưng chưa hưởng lương; Trường trung ương như thế"


@pytest.mark.parametrize(
    ("became", "text"),
    [
        ("\xad", LOST),
        ("-", LOST),  # WinAnsiEncoding: 0xAD is named hyphen
        ("", LOST.replace("chưa", "cha")),  # dropped: "cha" is a word too, and stays
    ],
)
def test_lost_sign_of_u(became: str, text: str) -> None:
    shown_text = encode(LOST, "tcvn3").replace("\xad", became)
    assert decode_runs([(shown_text, ".VnTime")]) == [(text, "tcvn3")]


@pytest.mark.parametrize(
    "text",
    [
        REST + "được bảo hộ, đợc hởng lơng của nhà nớc",  # one ư is there, so none was lost
        REST + "Độc lập-Tự do-Hạnh phúc, QĐ-UB, HĐND-TT, 2005-2010, - điều a-b",
    ],
)
def test_slips_and_dashes_of_the_writer_stay(text: str) -> None:
    assert decode_runs([(encode(text, "tcvn3"), ".VnTime")]) == [(text, "tcvn3")]


def test_encodings_mixed_in_one_document() -> None:
    runs = [
        *shown("Hội đồng nhân dân tỉnh quyết định", "tcvn3", ".VnTime"),
        *shown("Ứng dụng", "vni", "VNI-Times"),
        *shown("công nghệ mới trong sản xuất", "tcvn3", ".VnTime"),
        ("có kế hoạch được duyệt ", "Times New Roman"),
    ]
    decoded = decode_runs(runs)
    assert "".join(text for text, _ in decoded) == (
        "Hội đồng nhân dân tỉnh quyết định Ứng dụng công nghệ mới trong sản xuất có kế hoạch được duyệt "
    )
    assert decoded[-1][1] is None


def test_marks_of_symbol_fonts_stay() -> None:
    lines = ["Hội đồng nhân dân tỉnh", "Sở Khoa học và Công nghệ", "Phòng Giáo dục"]
    runs = [
        run
        for mark, font in [("·", "Symbol"), ("§", "Wingdings"), ("\uf0b7", "Symbol")]
        for line in lines
        for run in [(mark + " ", font), (encode(line, "tcvn3") + "\n", ".VnTime")]
    ]
    decoded = decode_runs(runs)
    assert [text for text, _ in decoded[::2]] == [text for text, _ in runs[::2]]
    assert [text for text, _ in decoded[1::2]] == [line + "\n" for line in lines] * 3


def test_brackets_in_another_font_do_not_cut_a_sentence() -> None:
    runs = [
        (encode("hội đồng quản lý quỹ ", "tcvn3"), "VnTime"),
        (encode("(đã ký", "tcvn3"), "VnTime"),
        (") ", "Arial"),
        (encode("để phối hợp", "tcvn3"), "VnTime"),
    ]
    assert "".join(text for text, _ in decode_runs(runs)) == "hội đồng quản lý quỹ (đã ký) để phối hợp"


def test_letters_kept_as_symbols() -> None:
    shown_text = "".join(
        chr(0xF000 + ord(char)) if ord(char) > 0x7F else char for char in encode(BODY, "vni")
    )
    assert decode_runs([(shown_text, "VNI-Times")]) == [(BODY, "vni")]
    assert decode_runs([(shown_text, "Symbol")]) == [(shown_text, None)]


def test_unicode_word_in_legacy_run_stays() -> None:
    text = encode("Hội đồng nhân dân tỉnh", "tcvn3") + " Đắk Lắk " + encode("quyết định phê duyệt", "tcvn3")
    assert decode_runs([(text, ".VnTime")])[0][0] == "Hội đồng nhân dân tỉnh Đắk Lắk quyết định phê duyệt"


def test_letter_cut_by_a_run_border() -> None:
    left, right = encode("Hội đồng nhân dân tỉnh quyết định phê duyệt: là", "vni"), " nhà"
    runs = [(left[:-1], "VNI-Times"), (left[-1] + encode(right, "vni"), "VNI-Times")]
    assert "".join(text for text, _ in decode_runs(runs)).endswith("phê duyệt: là nhà")


def test_lines_of_another_encoding_without_fonts() -> None:
    lines = [(encode(BODY, "tcvn3") + "\n", ""), (BODY + "\n", ""), (encode(BODY, "vni") + "\n", "")]
    assert decode_runs(lines) == [(BODY + "\n", "tcvn3"), (BODY + "\n", None), (BODY + "\n", "vni")]
    assert detect("\n".join([BODY, *[encode(BODY, "tcvn3")] * 3, encode(BODY, "vni")])) == "tcvn3"


def test_no_runs() -> None:
    assert decode_runs([]) == []
    assert decode_runs([("", ".VnTime"), (" ", "")]) == [("", None), (" ", None)]
    assert detect("") is None


def spoken(text: str, font: str = "") -> list[tuple[str, str]]:
    """The words of a text, each a run, as a page gives them."""
    return [(word + end, font) for line in text.split("\n")
            for word, end in zip(line.split(" "), [" "] * line.count(" ") + ["\n"], strict=True)]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        # A short line that its neighbours outvote; the letters of the next ones are Vietnamese alone.
        ("UBND TØNH HßA AN\nỦY BAN NHÂN DÂN\nHUYÖN AN B×NH\nngµy 14 th¸ng 8 n¨m 2031",
         "UBND TỈNH HÒA AN\nỦY BAN NHÂN DÂN\nHUYỆN AN BÌNH\nngày 14 tháng 8 năm 2031"),
        ("Căn cứ Luật Tổ chức\nUBND TÆNH HOØA AN\nĐộc lập - Tự do\nHUYEÄN PHUÙ LOÄC\nSoá: 12/QÑ-UBND",
         "Căn cứ Luật Tổ chức\nUBND TỈNH HÒA AN\nĐộc lập - Tự do\nHUYỆN PHÚ LỘC\nSố: 12/QĐ-UBND"),
        # What stays: names and lines of other languages, whatever stands beside them.
        ("Ông François Müller\nCông ty Societé Générale\nđã đến tỉnh", None),
        ("Señor Núñez\nđã đến tỉnh Minh Hà\nMünchen", None),
    ],
)  # fmt: skip
def test_stretches_without_fonts(text: str, shown: str | None) -> None:
    decoded = "".join(part for part, _ in decode_runs(spoken(text)))
    assert decoded == f"{shown or text}\n"


def test_small_letters_of_a_capital_font_are_capitals() -> None:
    runs = [*spoken("ubnd tØnh hßa an", ".VnTimeH"), *spoken("th«n an b×nh", ".VnTime")]
    assert "".join(text for text, _ in decode_runs(runs)) == "UBND TỈNH HÒA AN\nthôn an bình\n"
    unicode = spoken("ubnd tỉnh hòa an", ".VnTimeH")
    assert decode_runs(unicode) == [(text, None) for text, _ in unicode]
