"""Signs of the form: what a line's words say it is, read leniently enough for OCR.

    text ─ fold ─▶ bare letters ─▶ "is this the motto?", "a number line?", "a signing title?" ...

Every test works on folded text (no marks, small letters), so that wrong diacritics do not matter.
Forms are those of Nghị định 30/2020/NĐ-CP (Phụ lục I and III) and of party documents.
"""

from __future__ import annotations

import re
from functools import cache

from rapidfuzz import fuzz

from extract.form.folding import fold_words, is_capitals, unmarked
from schemas import vocabulary

# "Số: 12/QĐ-UBND"; "Luật số: 71/2010/QH12" of the laws, "Bản án số: 12/2019/DS-ST" of the courts (Nghị quyết
# 01/2017/NQ-HĐTP); "Số20N/SYT-NVY" where the blank was lost.
NUMBER = re.compile(
    r"^(?:luat |phap lenh |ban an )?(?:s[oe6ad0]{1,2}\b|so(?=\d)|[s5]?6\b)[ :.;]*(?P<rest>.*)$"
)
BARE_NUMBER = re.compile(r"^[\W\d]*[/-]\s*(?:(?:19|20)\d\d\s*/\s*)?[A-ZĐ]{2}")  # "Số:" was cut off
DEPARTMENT = re.compile(r"^\W*s[ởơ] +[^\W\d]", re.IGNORECASE)  # "SỞ VĂN HÓA - THỂ THAO"
CODE = re.compile(r"[/-]\s*[A-ZĐ][A-Za-zĐđ]{0,5}\s*[-/]\s*[A-ZĐ]{2,}|\d\s*[/-]\s*[A-ZĐ]{2}")
DATE = re.compile(
    r"\bng[a-z]{1,2}(?:\b|\d).{0,14}\bth[a-z]{2,3}(?:\b|\d).{0,10}(?:\b|\d)n[a-z]m\b|\bngay(?:\b|\d).{0,9}\bthang(?:\b|\d)"
)
# "Thông tư số 25/2018/TT-BTC ngày 16 tháng 3 năm 2018": a document with its date; "Bà: Lê Thị An, sinh ngày".
CITED = re.compile(
    r"(?i)(?<!^)\bs[ốôồổỗộóòọo]:? \d{1,5}[/-]|^(?!\W*s[ốôồổỗộóòọo]\b)[^:]*:[^:]*[^\W\d_]{2}.*\bng[aàáâ]y\b"
)
# "ngày 24 tháng 11 năm 2016, tại Công ty TNHH ...": a sentence goes on after the year.
GOES_ON = re.compile(r"\b(?:19|20)\d\d[\s,;]+(?:[^\W\d_]+[\s,]+){3}[^\W\d_]")
# Place and date and no more, in which a stop ends no sentence: "Minh Hà, ngày 3 tháng 4 năm 2031."
PLACE_AND_DATE = re.compile(
    r"^\W*(?:[^\W\d_a-zà-ỹđ]\w*[ -]*){1,5}[,.;] *ng\w{1,2}y\b.{8,16}\bn\w{1,2}m +\d{4}\W*$"
)
# The same in figures, as offices wrote before the form was decreed: "Minh Hà, ngày 3/4/2031", "ngày 3.4.2031"
PLACE_AND_FIGURES = re.compile(
    r"^\W*(?:(?:[^\W\d_a-zà-ỹđ]\w*[ .-]*){1,5}[,;]? *)?ngày *\d{1,2} ?([/.-]) ?\d{1,2} ?\1 ?(?:19|20)\d\d\W*$"
)
# "Số: 1203 SYT. NVY", of which the slash was lost.
NUMBERED = re.compile(r"^\W*S[ốôồổỗộóòọo]\s*:\W*\d")
# "Si nhận:", "hai nhận:": OCR loses the first word in initials written over it.
GARBLED_RECIPIENTS = re.compile(
    r"^(?!ben|nguoi|da|ky|ghi|tiep|xac|cong|ca |nan |hon |phap |tu |quan |than |cu )(?:[a-z0-9]{1,4} ?)?nhan$"
)
# Heads of columns of persons, which are as near to "Nơi nhận" as a misread one: "Nơi sinh", "Nơi ở".
PLACES_OF_PERSONS = re.compile(r"^noi (?:sinh|o|cap|cu|lam|den|di|dang|thuong|tam)\b")
ARCHIVES = re.compile(r"^luu (?:vt|vp|vpd|van(?: thu| phong)?|ho so|hs|hc|tchc|[b-dghk-np-tvx]{2,4})\b")
SUBJECT = re.compile(r"^\W*[vV]\s*[/\\|]\s*[vV]\b|^\W*V[ềêẻe] v[iỉị][ệêeẹ]c\b", re.IGNORECASE)
APPENDIX = re.compile(r"^(?:phu luc|bieu mau|bieu so|mau so)\b")
# "Mẫu số 01/ĐK", "Mẫu B01-DN", "Biểu số: 05.N/XD", without marks: a digit is near its beginning.
FORM_CODE = re.compile(
    r"^\W*(?:mau|bieu)(?:\s+mau)?(?:\s+so)?\b\s*[:.]?\s*"
    r"(?=\S{0,12}\d)\w{1,10}(?:\s*[-/.]\s*\w{1,8}){0,4}\W*$",
    re.IGNORECASE,
)
# A line of the box in which a management system (TCVN ISO 9001) keeps the code and state of a form.
FORM_BOX = re.compile(
    r"^\W*(?:ma (?:so|hieu)|(?:ngay|lan) (?:ban hanh|hieu luc|soat xet|sua doi)|phien ban)\b\s*[:.]",
    re.IGNORECASE,
)
ISSUED_WITH = re.compile(r"^(?:ban hanh |dinh |gui )?kem theo\b")
# What begins the text however it is set: its first part, its contents. A recogniser reads I as L.
PARTS = re.compile(r"^(?:(?:phan|chuong|muc) ?(?:[ivxl\d]{1,5}|thu nhat)\b|dieu \d|muc luc$)")
MARKER = re.compile(r"^\s*(?:[IVXL]+|\d{1,2}|[a-zđ])\s*[.)/]\s")
PAGE_NUMBER = re.compile(r"^\W*(?:trang\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?\W*$", re.IGNORECASE)
END_OF_TEXT = re.compile(r"[./!]\s*/\s*[.!,]?\W*$")  # "./." and what OCR makes of it
TERMINAL = re.compile(r"[.;:!?…][\"”’')\]]*$")


@cache
def types() -> frozenset[str]:
    """What heads a document as its tên loại, folded."""
    return frozenset(map(fold_words, vocabulary.title_heads()))


def is_number(text: str, longest: int = 60) -> bool:
    """Số, ký hiệu: "Số: 12/QĐ-UBND", "Số 14-CV/TU"; the digits may be missing or handwritten.

    `longest`: letters; a line that place and date were run into is longer.
    """
    if fold_words(text) == "so" and ":" in text:
        return True  # the rest was written by hand, and a gap cut it off
    if DEPARTMENT.match(text):
        return False
    found = NUMBER.match(fold_words(text))
    return (
        bool(found) and len(text) < longest and ("/" in text or "-" in text or CODE.search(text) is not None)
    )


def is_number_and_date(text: str) -> bool:
    """Both columns of the head in one line: "Số: 5/2031/TTLT-BTC-BNV Hà Nội, ngày 3 tháng 4 năm 2031"."""
    numbered = is_number(text, longest=120) or BARE_NUMBER.match(text) or NUMBERED.match(text)
    return bool(numbered) and DATE.search(fold_words(text)) is not None


def is_place_date(text: str) -> bool:
    """Địa danh, ngày tháng năm: a short line, not a sentence that names a date."""
    if PLACE_AND_FIGURES.match(text):
        return True
    if len(text) >= 75 or DATE.search(fold_words(text)) is None:
        return False
    if CITED.search(text) or GOES_ON.search(text):
        return False
    return TERMINAL.search(text) is None or PLACE_AND_DATE.match(text) is not None


def is_type(text: str) -> bool:
    """Tên loại alone on its line, in capitals."""
    bare = fold_words(text)
    if not is_capitals(text) or len(bare) > 40:
        return False
    return bare in types() or any(fuzz.ratio(bare, name) >= 88 for name in types() if len(name) > 6)


def is_small_type(text: str) -> bool:
    """Tên loại alone on its line in small letters, as schools type it: "Thông báo", "Kế hoạch"."""
    return text[:1].isupper() and fold_words(text) in types()


def opens_title(text: str) -> bool:
    """Tên loại, alone or with more behind it: "NGHỊ ĐỊNH CỦA CHÍNH PHỦ", "BÁO CÁO KẾT QUẢ ..."."""
    if is_type(text):
        return True
    bare = fold_words(text)
    named = any(bare.startswith(f"{name} ") and not bare.startswith(f"{name} va ") for name in types())
    return named and is_capitals(text) and not text.rstrip().endswith(":")


def is_recipients(text: str) -> bool:
    """The head "Nơi nhận:", not a sentence or a table's head that begins so."""
    head, colon, _ = text[:14].partition(":")
    bare = fold_words(head) if colon else fold_words(text)
    if len(bare) > 10 or PLACES_OF_PERSONS.match(fold_words(text)):
        return False
    if fuzz.ratio(bare, "noi nhan") >= 75 and bare[:2] in ("no", "mo", "oi", "n "):
        return True
    return bool(colon) and GARBLED_RECIPIENTS.match(bare) is not None


def is_addressees(text: str) -> bool:
    """The head "Kính gửi:"."""
    return fuzz.ratio(fold_words(text)[:8], "kinh gui") >= 80


def is_archive(text: str) -> bool:
    """ "- Lưu: VT, ...", the last of the recipients; not "Lưu ý: ..."."""
    bare = fold_words(text)
    if not bare.startswith("luu ") or bare.startswith("luu y ") or len(text) >= 70:
        return False
    return ":" in text[:9] or ARCHIVES.match(bare) is not None


def starts_appendix(text: str) -> bool:
    """ "PHỤ LỤC I", "Phụ lục", "(Kèm theo Quyết định số ...)" at the head of a page or part."""
    bare = fold_words(text)
    if ISSUED_WITH.match(bare):
        return True
    return APPENDIX.match(bare) is not None and (is_capitals(text) or len(bare.split()) <= 4)


def starts_text(text: str) -> bool:
    """ "Phần I", "Chương I", "Điều 1.", "Mục lục": what no title goes on with."""
    return PARTS.match(fold_words(text)) is not None


def is_form_box(text: str) -> bool:
    """A line of the box with a form's code, day and version ("Ngày ban hành: 15/6/2021")."""
    return len(text) < 60 and FORM_BOX.match(unmarked(text)) is not None


def is_form_code(text: str) -> bool:
    """The code of a form alone on its line: it names the form on each of its pages."""
    return len(text) < 60 and FORM_CODE.match(unmarked(text)) is not None
