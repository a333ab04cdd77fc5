"""Lines to print for aligned pairs: a corpus's running text, and the lines that the legal form fixes.

    corpus folder, seed ─▶ pages of true lines

Names, numbers and dates of the form's lines are made up; the wording is that of Decree 30/2020.
"""

from __future__ import annotations

import random
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path

from diacritics.syllable import nfc
from diacritics.training import corpus

# Paragraphs taken from each source; administrative text is what is read most.
SHARES = {"administrative": 0.5, "legal-recent": 0.3, "legal": 0.2}
LINES_A_PAGE = 30
_WIDTHS = (62, 92)  # letters in a line of a page, from smallest to largest
_RUN = 4  # lines of one paragraph that follow each other
_CAPITAL_SHARE = 0.08  # of the lines of running text are set in capitals, as headings are
_FORM_SHARE = 0.17  # of all lines come from the form
_POOL = 40_000  # paragraphs kept of each source: more than any run prints
_PRINTABLE = re.compile(r"[\w\s.,;:!?()\[\]/%+=&'\"“”‘’…–-]+")
_LEAST_LETTERS = 20

_AGENCIES = (
    "ỦY BAN NHÂN DÂN", "HỘI ĐỒNG NHÂN DÂN", "SỞ TÀI CHÍNH", "SỞ GIÁO DỤC VÀ ĐÀO TẠO", "SỞ Y TẾ",
    "SỞ XÂY DỰNG", "SỞ NỘI VỤ", "SỞ CÔNG THƯƠNG", "SỞ TƯ PHÁP", "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG",
    "SỞ KHOA HỌC VÀ CÔNG NGHỆ", "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH", "BỘ Y TẾ", "BỘ TÀI CHÍNH", "BỘ CÔNG AN",
    "VĂN PHÒNG CHÍNH PHỦ", "CÔNG AN TỈNH", "THANH TRA TỈNH", "LIÊN ĐOÀN LAO ĐỘNG", "KHO BẠC NHÀ NƯỚC",
    "CHI CỤC THUẾ", "TRƯỜNG ĐẠI HỌC",
)  # fmt: skip
_PLACES = (
    "An Giang", "Tây Ninh", "Quảng Ngãi", "Lai Châu", "Hà Nội", "Hải Phòng", "Đà Nẵng", "Cần Thơ",
    "Nghệ An", "Thanh Hóa", "Đồng Nai", "Bình Định", "Đắk Lắk", "Gia Lai", "Lâm Đồng", "Bắc Ninh",
    "Hưng Yên", "Phú Thọ", "Quảng Trị", "Vĩnh Long", "Cà Mau", "Thái Nguyên", "Tuyên Quang", "Sơn La",
    "Điện Biên", "Khánh Hòa",
)  # fmt: skip
_KINDS = (
    "QUYẾT ĐỊNH", "TỜ TRÌNH", "BÁO CÁO", "KẾ HOẠCH", "THÔNG BÁO", "CHỈ THỊ", "NGHỊ QUYẾT", "HƯỚNG DẪN",
    "CHƯƠNG TRÌNH", "CÔNG VĂN", "BIÊN BẢN", "QUY CHẾ", "QUY ĐỊNH", "PHỤ LỤC", "DANH MỤC", "ĐỀ ÁN",
)  # fmt: skip
_CODES = (
    "QĐ-UBND", "TTr-SYT", "KH-UBND", "BC-UBND", "NQ-HĐND", "NĐ-CP", "TT-BTC", "CT-TTg", "QĐ-BYT", "TB-SNV",
    "CV-STC", "TT-BNV", "HD-SXD", "QH15", "TTLT-BTC-BNV", "VPCP-KTTH",
)  # fmt: skip
_SIGNERS = (
    "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "CHỦ TỊCH", "GIÁM ĐỐC", "KT. GIÁM ĐỐC",
    "PHÓ GIÁM ĐỐC", "TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG", "BỘ TRƯỞNG", "KT. BỘ TRƯỞNG", "THỨ TRƯỞNG",
    "HIỆU TRƯỞNG", "TRƯỞNG PHÒNG",
)  # fmt: skip
FAMILY = (
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô",
)  # fmt: skip
MIDDLE = (
    "Văn", "Thị", "Hữu", "Đức", "Minh", "Quốc", "Thanh", "Ngọc", "Xuân", "Công", "Đình", "Thế",
)  # fmt: skip
GIVEN = (
    "Hùng", "Dũng", "Hiền", "Hạnh", "Tuấn", "Thắng", "Lợi", "Phúc", "Bình", "Hải", "Hương", "Thủy", "Sơn",
)  # fmt: skip
_FORMS = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "{agency}",
    "{agency} TỈNH {PLACE}",
    "Số: {number}/{code}",
    "Số: {number}/{year}/{code}",
    "{place}, ngày {day} tháng {month} năm {year}",
    "{kind}",
    "{kind}:",
    "Căn cứ Nghị định số {number}/{year}/NĐ-CP ngày {day} tháng {month} năm {year} của Chính phủ;",
    "Căn cứ Thông tư số {number}/{year}/{code} ngày {day}/{month}/{year} của Bộ trưởng",
    "Căn cứ Quyết định số {number}/{code} ngày {day}/{month}/{year} của Ủy ban nhân dân tỉnh {place};",
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày {day} tháng {month} năm {year};",
    "Theo đề nghị của Giám đốc Sở tại Tờ trình số {number}/{code} ngày {day} tháng {month} năm {year}.",
    "Nơi nhận:",
    "- Như Điều {small};",
    "- Thường trực Tỉnh ủy, HĐND tỉnh;",
    "- Chủ tịch, các Phó Chủ tịch UBND tỉnh;",
    "- Lưu: VT, {number}.",
    "{signer}",
    "{name}",
    "Điều {small}. Quyết định này có hiệu lực kể từ ngày ký.",
    "Điều {small}. Chánh Văn phòng UBND tỉnh, Giám đốc các Sở, Thủ trưởng các ban, ngành chịu trách nhiệm",
)


def pages(folder: Path, count: int, seed: int) -> Iterator[list[str]]:
    """`count` pages of LINES_A_PAGE lines; the same for the same corpus and seed."""
    rng = random.Random(seed)
    pools = {name: _pool(folder / f"{name}.txt.xz", rng) for name in SHARES}
    for _ in range(count):
        yield _page(pools, rng)


def _pool(path: Path, rng: random.Random) -> list[str]:
    """Printable paragraphs of a corpus file, a random share of a file that has more."""
    kept: list[str] = []
    for seen, paragraph in enumerate(corpus.paragraphs(path)):
        at = seen if len(kept) < _POOL else rng.randrange(seen + 1)
        if at < _POOL:
            kept[at : at + 1] = [paragraph]
    whole = (nfc(corpus.squeeze(paragraph)) for paragraph in kept)
    return [text for text in whole if len(text) >= _LEAST_LETTERS and _PRINTABLE.fullmatch(text)]


def _page(pools: dict[str, list[str]], rng: random.Random) -> list[str]:
    width = rng.randint(*_WIDTHS)
    lines: list[str] = []
    while len(lines) < LINES_A_PAGE:
        if rng.random() < _FORM_SHARE:
            lines.append(form_line(rng))
            continue
        source = rng.choices(list(SHARES), list(SHARES.values()))[0]
        wrapped = textwrap.wrap(rng.choice(pools[source]), width, break_long_words=False)
        start = rng.randrange(max(len(wrapped) - _RUN + 1, 1))
        lines += [
            line.upper() if rng.random() < _CAPITAL_SHARE else line for line in wrapped[start : start + 4]
        ]
    return lines[:LINES_A_PAGE]


def form_line(rng: random.Random) -> str:
    """One line of the legal form with invented names, numbers and dates."""
    place = rng.choice(_PLACES)
    return rng.choice(_FORMS).format(
        agency=rng.choice(_AGENCIES),
        place=place,
        PLACE=place.upper(),
        code=rng.choice(_CODES),
        kind=rng.choice(_KINDS),
        signer=rng.choice(_SIGNERS),
        name=" ".join(map(rng.choice, (FAMILY, MIDDLE, GIVEN))),
        number=rng.randint(1, 4999),
        small=rng.randint(1, 9),
        day=f"{rng.randint(1, 31):02}",
        month=f"{rng.randint(1, 12):02}",
        year=rng.randint(1999, 2026),
    )
