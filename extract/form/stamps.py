"""What is stamped or pasted over a page: marks, the incoming stamp, the picture of a digital signature.

    a line's text ─▶ "is this a mark of urgency?", "the head of an incoming stamp?", "one of its parts?" ...

Nghị định 30/2020/NĐ-CP, phụ lục I, phần II, mục 10 (marks), phụ lục IV, phần I (incoming stamp, 35 x 50 mm).
"""

from __future__ import annotations

import re
from functools import cache

from extract.form.folding import fold_letters, fold_words, is_capitals
from schemas import vocabulary

# Marks that the issuer himself sets (boxes 10 and 11) are part of the document. What an office adds when it
# copies or receives it is not.
OWN_MARKS = ("urgency", "secrecy", "circulation")

EMAIL = re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b")
SIGNED_AT = re.compile(r"\b\d{1,2}[./-]\d{1,2}[./-]\d{4}\s+\d{1,2}:\d{2}(?::\d{2})?|[+]0?7:00")
LONGEST = 60  # letters of several marks beside one another
# The page number that a page head has beside a mark: "TỐI MẬT - Trang 2/4".
PAGE_BESIDE = re.compile(r"[\W_]*(?:\btrang\s*)?\b\d{1,3}(?:\s*/\s*\d{1,3})?\W*$", re.IGNORECASE)
# Before marks that are typed and not stamped, and what stands there in place of one, folded.
LABELS = {"secrecy": r"(?:muc )?do mat", "urgency": r"(?:muc )?do khan(?: cap)?"}
NO_MARK = r"(?:khong|thuong|binh thuong)"
# Of an incoming stamp, folded: its title, alone or with what follows on its line; the labels of its lines.
INCOMING = re.compile(r"^(?:cong van den|van ban den|den)(?:$| (?:so|ngay)\b)")
INCOMING_PART = re.compile(r"^(?:so|ngay|gio|chuyen|kinh chuyen|den|luu ho so|ho so so)\b")


@cache
def _stamp_words() -> frozenset[str]:
    """The words of stamps, folded."""
    return frozenset(map(fold_words, vocabulary.stamp_words()))


@cache
def _own_marks() -> re.Pattern[str]:
    """One or several marks and nothing else, without blanks: a recogniser loses them."""
    words = (fold_letters(word) for kind in OWN_MARKS for word in vocabulary.marks(kind))
    return re.compile(f"(?:{'|'.join(words)})+")


@cache
def _signed_by() -> frozenset[str]:
    return frozenset(map(fold_words, vocabulary.digital_signature("sure")))


@cache
def _beside_signed() -> frozenset[str]:
    return frozenset(map(fold_words, vocabulary.digital_signature("beside")))


@cache
def _label_and_mark(kind: str) -> re.Pattern[str]:
    words = "|".join(map(fold_words, vocabulary.marks(kind)))
    return re.compile(rf"\b{LABELS[kind]}(?: (?P<word>{words})| {NO_MARK}|)(?= |$)")


def labelled_marks(text: str) -> dict[str, str] | None:
    """The folded mark of each kind in a line of nothing but labels and marks: "Độ mật: Tối mật".

    None for any other line; of a label without a mark ("Độ khẩn: Thường") there is none.
    """
    if ":" not in text or len(text) > LONGEST:
        return None
    folded = fold_words(text)
    found: dict[str, str] = {}
    for kind in LABELS:
        if said := _label_and_mark(kind).search(folded):
            folded = folded[: said.start()] + folded[said.end() :]
            found |= {kind: said["word"]} if said["word"] else {}
    return None if folded.strip() or folded == fold_words(text) else found


def is_mark(text: str) -> bool:
    """A line of marks of urgency, secrecy or circulation; the page's number may stand beside them."""
    if len(text) > LONGEST:
        return False
    if labelled_marks(text) is not None:
        return True
    marks = PAGE_BESIDE.sub("", text)
    return is_capitals(marks) and _own_marks().fullmatch(fold_letters(marks)) is not None


def is_stamp(text: str) -> bool:
    """Marks and what an office stamps, alone on a line."""
    return is_mark(text) or (is_capitals(text) and fold_words(text) in _stamp_words())


def is_digital(text: str) -> bool:
    """A line that only the picture of a digital signature has: who signed, and the second when."""
    head, colon, _ = text.partition(":")
    signed = bool(colon) and fold_words(head) in _signed_by()
    return signed or (SIGNED_AT.search(text) is not None and len(text) < 60)


def is_weakly_digital(text: str) -> bool:
    """A line that belongs to such a picture when it stands beside a line that surely does."""
    head, colon, _ = text.partition(":")
    return EMAIL.search(text) is not None or (bool(colon) and fold_words(head) in _beside_signed())


def is_incoming(text: str) -> bool:
    """The title of an incoming stamp: "CÔNG VĂN ĐẾN", "ĐẾN Số: 218"."""
    return INCOMING.match(fold_words(text)) is not None


def is_part_of_incoming(text: str) -> bool:
    """A line that an incoming stamp may hold ("Ngày: 05/6/2014", "Chuyển: ..."), told by its label."""
    return is_incoming(text) or INCOMING_PART.match(fold_words(text)) is not None
