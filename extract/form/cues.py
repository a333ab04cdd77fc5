"""Signs of the form: what a line's words say it is, read leniently enough for OCR.

    text ─ fold ─▶ bare letters ─▶ "is this the motto?", "a number line?", "a signing title?" ...

Every test works on folded text (no marks, small letters), so that wrong diacritics do not matter.
Forms are those of Nghị định 30/2020/NĐ-CP (Phụ lục I and III) and of party documents.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from rapidfuzz import fuzz

from diacritics.syllable import skeleton
from extract.core.model import Word
from schemas import vocabulary

# Vietnamese letters for character classes; a range such as À-Ỹ would hold small letters too.
_LETTERS = "".join(map(chr, (*range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA))))
UPPER = "A-Z" + "".join(char for char in _LETTERS if char.isupper())
LOWER = "a-z" + "".join(char for char in _LETTERS if char.islower())

MOTTO = "cong hoa xa hoi chu nghia viet nam"
SLOGAN = "doc lap tu do hanh phuc"
PARTY = "dang cong san viet nam"
# Similarity from which a run of words is the motto: OCR without Vietnamese still gives 72 and more,
# the nearest other header line ("ỦY BAN NHÂN DÂN TỈNH ...") stays under 50.
SIMILAR = 70
LONGEST_MOTTO = 12  # words: eight, and some broken apart

SIGNING = re.compile(r"^(?:t ?m|k ?t|t ?l|tuq|q|t u q)\b")
EMAIL = re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b")
SIGNED_AT = re.compile(r"\b\d{1,2}[./-]\d{1,2}[./-]\d{4}\s+\d{1,2}:\d{2}(?::\d{2})?|[+]0?7:00")
# Heads of the lines in the picture of a digital signature; the second kind also begins lines of a text.
SIGNED_BY = frozenset(
    {"nguoi ky", "ky boi", "duoc ky boi", "thoi gian ky", "signed by", "digitally signed by"}
)
SIGNED_WEAKLY = frozenset({"co quan", "don vi", "email", "ngay ky", "to chuc", "chuc vu", "date"})
NUMBER = re.compile(r"^(?:s[oe6ad0]{1,2}|[s5]?6)\b[ :.;]*(?P<rest>.*)$")
CODE = re.compile(r"[/-]\s*[A-ZĐ][A-Za-zĐđ]{0,5}\s*[-/]\s*[A-ZĐ]{2,}|\d\s*[/-]\s*[A-ZĐ]{2}")
DATE = re.compile(
    r"\bng[a-z]{1,2}(?:\b|\d).{0,14}\bth[a-z]{2,3}(?:\b|\d).{0,10}(?:\b|\d)n[a-z]m\b|\bngay(?:\b|\d).{0,9}\bthang(?:\b|\d)"
)
# "Si nhận:", "hai nhận:": OCR loses the first word in initials written over it.
GARBLED_RECIPIENTS = re.compile(r"^(?!ben|nguoi|da|ky|ghi|tiep|xac|cong)(?:[a-z0-9]{1,4} ?)?nhan$")
ARCHIVES = re.compile(r"^luu (?:vt|vp|vpd|van thu|van phong|ho so|hs|hc|tchc|[b-dghk-np-tvx]{2,4})\b")
SUBJECT = re.compile(r"^\W*[vV]\s*[/\\|]\s*[vV]\b|^\W*V[ềêẻe] v[iỉị][ệêeẹ]c\b", re.IGNORECASE)
APPENDIX = re.compile(r"^(?:phu luc|bieu mau|bieu so|mau so)\b")
ISSUED_WITH = re.compile(r"^(?:ban hanh |dinh |gui )?kem theo\b")
PAGE_NUMBER = re.compile(r"^\W*(?:trang\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?\W*$", re.IGNORECASE)
END_OF_TEXT = re.compile(r"[./!]\s*/\s*[.!,]?\W*$")  # "./." and what OCR makes of it
TERMINAL = re.compile(r"[.;:!?…][\"”’')\]]*$")


@cache
def types() -> frozenset[str]:
    """What heads a document as its tên loại, folded."""
    return frozenset(map(fold, vocabulary.title_heads()))


@cache
def stamps() -> frozenset[str]:
    """The words of stamps, folded."""
    return frozenset(map(fold, vocabulary.stamp_words()))


@cache
def positions() -> re.Pattern[str]:
    """A folded line that begins with a position. "TRƯỞNG" alone is left out: folded it is TRƯỜNG."""
    known = [fold(name) for name in vocabulary.positions() if " " in name]
    return re.compile(rf"^(?:pho |quyen |thua lenh )?(?:nguoi |(?:{'|'.join(known)})\b)")


@cache
def authorities() -> re.Pattern[str]:
    """A folded line that begins with who decides: a position, or a body that has no head of its own."""
    known = [fold(name) for name in (*vocabulary.positions(), *vocabulary.deciding_bodies())]
    return re.compile(rf"^(?:pho |quyen )?(?:{'|'.join(known)})\b")


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Bare small letters and digits, one blank between words: what OCR errs in least."""
    return " ".join(re.sub(r"[^0-9a-z]+", " ", skeleton(text).lower()).split())


def capitals(text: str) -> bool:
    """Whether nearly all letters are capitals (OCR turns some into small ones)."""
    letters = [char for char in text if char.isalpha()]
    return len(letters) >= 2 and sum(char.isupper() for char in letters) >= 0.8 * len(letters)


def written(text: str) -> bool:
    """Whether anything in it is a letter or a digit; rules and specks are not."""
    return any(char.isalnum() for char in text)


def motto_span(words: Sequence[Word]) -> tuple[int, int] | None:
    """Where quốc hiệu, tiêu ngữ or the party's name stand among the words, as a half-open range."""
    folded = [fold(word.text) for word in words]
    whole = " ".join(folded)
    if max(fuzz.partial_ratio(target, whole) for target in (MOTTO, SLOGAN, PARTY)) < SIMILAR:
        return None
    best: tuple[float, int, int] = (SIMILAR, 0, 0)
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + LONGEST_MOTTO) + 1):
            best = max(best, (_motto_score(words[start:end], " ".join(folded[start:end])), start, -end))
    return (best[1], -best[2]) if best[2] else None


def _motto_score(words: Sequence[Word], folded: str) -> float:
    upper = capitals(" ".join(word.text for word in words))
    targets = (MOTTO, PARTY) if upper else (SLOGAN,)
    return max(fuzz.ratio(" ".join(folded.split()), target) for target in targets)


def is_motto(words: Sequence[Word]) -> bool:
    """Whether the line is hardly more than the motto."""
    span = motto_span(words)
    return span is not None and span[1] - span[0] >= len(words) - 1


def is_number(text: str) -> bool:
    """Số, ký hiệu: "Số: 12/QĐ-UBND", "Số 14-CV/TU"; the digits may be missing or handwritten."""
    if fold(text) == "so" and ":" in text:
        return True  # the rest was written by hand, and a gap cut it off
    found = NUMBER.match(fold(text))
    return bool(found) and len(text) < 60 and ("/" in text or "-" in text or CODE.search(text) is not None)


def is_place_date(text: str) -> bool:
    """Địa danh, ngày tháng năm: a short line, not a sentence that names a date."""
    return len(text) < 75 and DATE.search(fold(text)) is not None and TERMINAL.search(text) is None


def is_type(text: str) -> bool:
    """Tên loại alone on its line, in capitals."""
    bare = fold(text)
    if not capitals(text) or len(bare) > 40:
        return False
    return bare in types() or any(fuzz.ratio(bare, name) >= 88 for name in types() if len(name) > 6)


def opens_title(text: str) -> bool:
    """Tên loại, alone or with more behind it: "NGHỊ ĐỊNH CỦA CHÍNH PHỦ", "BÁO CÁO KẾT QUẢ ..."."""
    if is_type(text):
        return True
    bare = fold(text)
    named = any(bare.startswith(f"{name} ") and not bare.startswith(f"{name} va ") for name in types())
    return named and capitals(text) and not text.rstrip().endswith(":")


def is_stamp(text: str) -> bool:
    """Urgency, secrecy and circulation stamps, alone on a line."""
    return capitals(text) and fold(text) in stamps()


def is_digital(text: str) -> bool:
    """A line that only the picture of a digital signature has: who signed, and the second when."""
    head, colon, _ = text.partition(":")
    signed = bool(colon) and fold(head) in SIGNED_BY
    return signed or (SIGNED_AT.search(text) is not None and len(text) < 60)


def is_weakly_digital(text: str) -> bool:
    """A line that belongs to such a picture when it stands beside a line that surely does."""
    head, colon, _ = text.partition(":")
    return EMAIL.search(text) is not None or (bool(colon) and fold(head) in SIGNED_WEAKLY)


def is_recipients(text: str) -> bool:
    """The head "Nơi nhận:", not a sentence or a table's head that begins so."""
    head, colon, _ = text[:14].partition(":")
    bare = fold(head) if colon else fold(text)
    if len(bare) > 10:
        return False
    if fuzz.ratio(bare, "noi nhan") >= 75 and bare[:2] in ("no", "mo", "oi", "n "):
        return True
    return bool(colon) and GARBLED_RECIPIENTS.match(bare) is not None


def is_addressees(text: str) -> bool:
    """The head "Kính gửi:"."""
    return fuzz.ratio(fold(text)[:8], "kinh gui") >= 80


def is_archive(text: str) -> bool:
    """ "- Lưu: VT, ...", the last of the recipients; not "Lưu ý: ..."."""
    bare = fold(text)
    if not bare.startswith("luu ") or bare.startswith("luu y ") or len(text) >= 70:
        return False
    return ":" in text[:9] or ARCHIVES.match(bare) is not None


def is_signing(text: str) -> bool:
    """A line of the signature's head: "TM. ỦY BAN NHÂN DÂN", "PHÓ CHỦ TỊCH"."""
    bare = fold(text)
    return capitals(text) and len(bare) < 60 and bool(SIGNING.match(bare) or positions().match(bare))


def is_name(text: str) -> bool:
    """Two to six capitalised words, as a signer's name or one with his rank ("TS. Lê Văn A")."""
    words = text.replace(".", ". ").split()
    return (
        2 <= len(words) <= 6
        and all(word[0].isupper() for word in words)
        and not any(c.isdigit() for c in text)
    )


def starts_appendix(text: str) -> bool:
    """ "PHỤ LỤC I", "Phụ lục", "(Kèm theo Quyết định số ...)" at the head of a page or part."""
    bare = fold(text)
    if ISSUED_WITH.match(bare):
        return True
    return APPENDIX.match(bare) is not None and (capitals(text) or len(bare.split()) <= 4)
