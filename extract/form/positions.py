"""Lines of authority and position in a signature block.

    "KT. CHỦ TỊCH" ─▶ has a signing mark      "PHÓ CHÁNH VĂN PHÒNG" ─▶ is a position

Positions that a recogniser misread are spelled as in schemas/vocabulary/signing.yaml; clean text is
left alone.
"""

from __future__ import annotations

import re
from functools import cache

from diacritics.syllable import nfc, same
from extract.core.model import Line
from extract.form.folding import fold_letters, fold_words, is_capitals
from extract.form.matching import SHORT, first_anchor, similarity
from schemas import vocabulary

DEPUTIES = ("PHÓ", "QUYỀN")
STOP = re.compile(r"(?<=\w)[,:;](?=\s)")  # "KT, GIÁM ĐỐC": the stop after a mark, as recognisers read it
LONGEST_LINE = 60  # letters of a line of the signature's head
COMMITTEES = ("UBND", "HĐND")  # the abbreviations that stand for who decides
ONE_OF_THREE = 0.65  # "THÔ" for "PHÓ": one letter of three misread, before a position that is known


def plain_text(line: Line) -> str:
    """The line as printed, in NFC, without signs around it."""
    return re.sub(r"^[^\w(]+|[^\w).]+$", "", " ".join(nfc(line.text).split()))


@cache
def _mark_pattern() -> re.Pattern[str]:
    spelled = (r"\s?".join(map(re.escape, mark)) for mark in vocabulary.signing_marks())
    marks = "|".join(sorted(spelled, key=len, reverse=True))
    return re.compile(rf"^\W*(?P<mark>{marks})(?:\s*[.,/:;]\s*|\s+)(?=[A-ZÀ-ỸĐ]{{2}})")


def has_mark(text: str) -> bool:
    """Whether the line is an authority line: TM., KT., TL., TUQ., Q. and their older prints."""
    return bool(_mark_pattern().match(text)) and is_capitals(text)


def is_signing(text: str) -> bool:
    """A line of the signature's head: "TM. ỦY BAN NHÂN DÂN", "PHÓ CHỦ TỊCH", "PHÊ DUYỆT"."""
    head = has_mark(text) or is_position(text) or is_approval(text)
    return is_capitals(text) and len(text) < LONGEST_LINE and head


@cache
def _deciding() -> tuple[str, ...]:
    return (*vocabulary.positions(), *vocabulary.deciding_bodies(), *vocabulary.agency_heads())


def is_authority(text: str) -> bool:
    """A line that names who decides: CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH, BỘ TRƯỞNG BỘ Y TẾ, CHÍNH PHỦ."""
    heads = tuple(h for h in _deciding() if len(h) > SHORT or h in COMMITTEES)
    return is_capitals(text) and first_anchor(text, heads) is not None


def is_deciding(text: str) -> bool:
    """A line in capitals that begins with a position or a body that decides, letter for letter but for marks:
    "THÔNG THƯỜNG" is near to "PHÒNG" and "QUẢN LÝ" to "QUẬN ỦY", and a title goes on with such words."""
    found = first_anchor(text, (*vocabulary.positions(), *vocabulary.deciding_bodies()))
    if not found or not is_capitals(text):
        return False
    return fold_letters(text[: found[1]]) == fold_letters(found[0])


def is_acting(text: str) -> bool:
    """ "Q. CỤC TRƯỞNG": the acting head, which is the signer's own title."""
    match = _mark_pattern().match(text)
    return bool(match and match["mark"] == "Q")


def is_approval(text: str) -> bool:
    """ "PHÊ DUYỆT", "XÁC NHẬN CỦA ĐƠN VỊ": the block of one who approves what others wrote."""
    words = f"{fold_words(text)} "  # not nearly: QUYẾT is a letter away from DUYỆT
    heads = vocabulary.signing_words("approvals")
    return is_capitals(text) and any(words.startswith(f"{fold_words(head)} ") for head in heads)


def assists(text: str) -> bool:
    """Whether a position is of one who wrote, kept or checked the document: NGƯỜI LẬP BIỂU, THƯ KÝ."""
    return first_anchor(text, vocabulary.signing_words("assistants")) is not None


def is_position(text: str) -> bool:
    """Whether the line is a position, with or without PHÓ before it."""
    found = _position(text)
    if not found or is_capitals(text):
        return found is not None
    return " " in found[1] and same(found[1].lower(), " ".join(_text_of(text)).lower())


def position(line: Line) -> str:
    """The position as printed; where a recogniser misread its letters, as it is spelled."""
    printed = plain_text(line)
    found = _position(printed)
    if not found and (lost := last_word(line)):
        return lost
    if not found or all(word.confidence >= 1 for word in line.words):
        return printed
    before, known, rest = found
    return " ".join(part for part in (before, known, rest) if part)


def last_word(line: Line) -> str | None:
    """The position of which a seal left the last word alone, when only one ends so: "TỊCH"."""
    text = plain_text(line)
    if len(text) < 4 or " " in text or not text.isupper() or all(w.confidence >= 1 for w in line.words):
        return None
    fitting = [known for known in vocabulary.positions() if " " in known and same(known.split()[-1], text)]
    return fitting[0] if len(fitting) == 1 else None


def authority_text(line: Line) -> str:
    """An authority line as printed; where a recogniser misread the position in it, as it is spelled."""
    printed = plain_text(line)
    match = _mark_pattern().match(printed)
    if not match or all(word.confidence >= 1 for word in line.words):
        return printed
    found = _position(printed[match.end() :])
    rest = " ".join(part for part in found if part) if found else printed[match.end() :]
    return STOP.sub(".", printed[: match.end()]) + rest


def _position(text: str) -> tuple[str, str, str] | None:
    """PHÓ or "", the position of the vocabulary, and the words after it."""
    bare = re.sub(r"^\W*", "", text)
    first, _, others = bare.partition(" ")
    deputy = _deputy(first)
    for before, part in (("", bare), (deputy, others)):
        found = first_anchor(part, vocabulary.positions()) if part and (before or part is bare) else None
        if found and (" " in found[0] or same(part[: found[1]].upper(), found[0])):  # TRƯỞNG is no TRƯỜNG
            return before, _as_printed(found[0], part[: found[1]]), part[found[1] :].strip()
    return None


def _deputy(word: str) -> str:
    """The word for a deputy that this may be, or ""."""
    return next((d for d in DEPUTIES if len(word) <= 5 and similarity(word, d) >= ONE_OF_THREE), "")


def is_deputy_word(text: str) -> bool:
    """Whether a word is what a recogniser may have made of PHÓ: "Hó"."""
    return bool(_deputy(re.sub(r"\W", "", text)))


def after_mark(text: str) -> str:
    """What stands for whom is signed: "TM. ỦY BAN NHÂN DÂN" is "ỦY BAN NHÂN DÂN"."""
    match = _mark_pattern().match(text)
    return text[match.end() :] if match else text


def after_position(text: str) -> str:
    """What follows the position that a line begins with; the whole line when it begins with none."""
    found = _position(text)
    return (found[2] if found else text).strip()


def _text_of(text: str) -> list[str]:
    """The words of a line without PHÓ before them."""
    words = re.sub(r"^\W*", "", text).split()
    return words[1:] if words and words[0].upper() in DEPUTIES else words


def _as_printed(known: str, printed: str) -> str:
    """The printed letters when they differ only in the placement of tones or blanks."""
    return printed if same(printed, known) else known
