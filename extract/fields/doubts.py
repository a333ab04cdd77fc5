"""What contradicts itself or the form is not sure: checks of every value, each with its reason.

    fields ─▶ (field, what is doubtful)     the value stays; its confidence falls, and it is told

A value may be read letter by letter and still be none: a title that runs on into the text, an organ that
holds the number, a name of an agency cut where a line was lost. The form (Nghị định 30/2020/NĐ-CP, Phụ lục I)
says what a value can be, schemas/vocabulary in which words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from diacritics.syllable import normalise_tone
from extract.fields.head.organ import begins_title
from extract.form.folding import is_capitals
from extract.form.known_words import is_word
from schemas import vocabulary
from schemas.catalogue import Message
from schemas.fields import Fields

Doubt = tuple[str, Message]
Check = Callable[[Fields], Iterator[Doubt]]

DOUBTED = 0.5  # factor for the confidence of a value that is doubted here
# No office but ministries, tax offices and the like counts to five figures in a year; a stroke that is read
# for a digit makes one more of them.
LONG_NUMBER = 10_000
COUNTS_FAR = re.compile(
    r"^(?:Bộ|Tổng cục|Cục|Thuế|Văn phòng Chính phủ|Bảo hiểm|Ngân hàng|Kho bạc|Hải quan)\b"
)
# Words of a title and of an organ; the longest of 83 reference records have 55 and 16.
LONGEST_TITLE, LONGEST_ORGAN, LONGEST_PLACE = 75, 20, 6
# What no trích yếu holds: the head, the parts and the closing words of a text, an address.
NOT_IN_TITLE = re.compile(
    r"(?:^|\s)(?:Điều 1\b|Kính gửi|Nơi nhận|Căn cứ (?:Luật|Nghị|Quyết|Thông)|MỤC LỤC|Mục lục|CỘNG HÒA XÃ HỘI"
    r"|P(?:hần|HẦN) I\b|E-?mail\b|Điện thoại\b|Hôm nay,|Trân trọng)"
)
# Words and signs after which something must follow.
UNFINISHED = re.compile(r"(?:(?:^|\s)(?:của|và|về|cho|các|với|trong|theo|tại|số)|[,(\-–“])$", re.IGNORECASE)
# In a list also a stop or colon inside of words ("Thông.tư"), a quotation mark that opens nothing.
IN_ITEMS = re.compile(
    r"[{}\[\]|\\^~›‹©®ˆ<>*=_¿§]|(?<=[a-zà-ỹđ]{2})[.:;](?=[a-zà-ỹđ]{2,}(?![\w.@/]))|[.,;:]{2}|^[\'’‘,.]|\s[\'’‘](?:\s|$)"
)
CITY = re.compile(r"^T[PpXx]\b")
ODD_SIGNS = re.compile(r"[,;:.]\s*[:;,]|[^\w\s.,;:()&/“”\"'’+\-–]|^\W|\s[b-hk-zđ]\W*$")


def doubts(fields: Fields) -> Iterator[Doubt]:
    """What a person should look at, field by field."""
    checks: tuple[Check, ...] = (_number, _notation, _title, _organs, _place, _archive, _items)
    for check in checks:
        yield from check(fields)


def _number(fields: Fields) -> Iterator[Doubt]:
    """More figures than the office counts to."""
    number = fields.number or ""
    if number.isdigit() and int(number) >= LONG_NUMBER and not COUNTS_FAR.match(fields.organ or ""):
        for field in ("number", "code"):
            yield field, Message.of("number-too-long", number=number)


def _notation(fields: Fields) -> Iterator[Doubt]:
    """A tên loại that has an abbreviation, and a notation without any: its first letters were lost."""
    kind, notation = fields.doc_type, fields.notation
    if not (kind and kind.code and notation) or kind.code not in _administrative():
        return
    if not vocabulary.type_codes() & {*re.split(r"[-/.,\s]", notation), notation[: len(kind.code)]}:
        for field in ("notation", "code"):
            yield field, Message.of("notation-without-type", notation=notation, type=kind.name)


@cache
def _administrative() -> frozenset[str]:
    """Abbreviations that a notation begins with (Nghị định 30/2020/NĐ-CP, Phụ lục I, phần II, mục 3)."""
    kinds = (kind for kind in vocabulary.document_types() if kind.coded and kind.family == "administrative")
    return frozenset(kind.code for kind in kinds if kind.code)


def _title(fields: Fields) -> Iterator[Doubt]:
    """A title that runs on into the text, breaks off, or is the name of an agency."""
    title = fields.title
    if not title:
        return
    if NOT_IN_TITLE.search(title) or len(title.split()) > LONGEST_TITLE:
        yield "title", Message.of("value-runs-on")
    if UNFINISHED.search(title):
        yield "title", Message.of("value-breaks-off")
    if is_capitals(title) and _kind_of(title):
        yield "title", Message.of("title-is-agency")


def _organs(fields: Fields) -> Iterator[Doubt]:
    for field in ("organ", "organ_parent"):
        name = getattr(fields, field)
        if name:
            yield from ((field, doubt) for doubt in _organ(name))
    if fields.organ and fields.notation and _disagree(fields.organ, re.split(r"[-/.]", fields.notation)):
        yield "organ", Message.of("organ-and-notation", organ=fields.organ, notation=fields.notation)


def _disagree(organ: str, segments: list[str]) -> bool:
    """A committee has UBND, UB or (before 2011) its chairman, CT, in its notation; nobody else has."""
    if _kind_of(organ) in ("UBND", vocabulary.agencies_in_full()["UBND"]):
        return not any("UB" in part or part == "CT" for part in segments)
    return any(part in ("UB", "UBND") for part in segments)


def _organ(name: str) -> Iterator[Message]:
    """A name that holds another part of the head, or lacks a part of its own."""
    words = name.split()
    fields = (
        *vocabulary.agency_names("before_field"),
        "-",
        "–",
        "và",
    )  # "Sở Kế hoạch", "Tài chính - Kế hoạch"
    runs_on = any(
        words[i][0].isalpha() and words[i - 1] not in fields and begins_title(" ".join(words[i:]).upper())
        for i in range(1, len(words))
    )
    if runs_on or re.search(r"\d\w{0,3}\s*/", name) or len(words) > LONGEST_ORGAN:
        yield Message.of("value-runs-on")
    if (
        name in vocabulary.agency_names("kinds")
        or UNFINISHED.search(name)
        or name.count("(") != name.count(")")
    ):
        yield Message.of("value-breaks-off")
    if any(not is_word(word) for word in words):
        yield Message.of("odd-words")


def _kind_of(name: str) -> str | None:
    """The kind of agency that a name begins with, marks and all."""
    start = normalise_tone(name.lower())
    heads = (
        head for head in vocabulary.agency_heads() if start.startswith(f"{normalise_tone(head.lower())} ")
    )
    return next(heads, None)


def _place(fields: Fields) -> Iterator[Doubt]:
    """A place is a name of some syllables, each with a capital but for those of its kind ("thành phố")."""
    words = re.findall(r"[^\W\d_]+", CITY.sub("", fields.place or ""))
    kinds = {word for unit in vocabulary.unit_words() for word in unit.split()}
    small = any(word[0].islower() and word not in kinds for word in words[1:])
    small = small and " ".join(words).lower() not in set(
        map(str.lower, vocabulary.proper_names())
    )  # "Hà nội"
    if len(words) > LONGEST_PLACE or not all(map(is_word, words)) or small:
        yield "place", Message.of("no-place")


def _archive(fields: Fields) -> Iterator[Doubt]:
    """Signs that no archive line has: specks and strokes at its end."""
    line = fields.archive_line or ""
    if ODD_SIGNS.search(line) or line.count("(") != line.count(")"):
        yield "archive_line", Message.of("odd-signs")


def _items(fields: Fields) -> Iterator[Doubt]:
    """Signs inside the items of lists that no office writes there: specks, strokes, braces."""
    for field in ("addressees", "recipients", "legal_bases"):
        for index, item in enumerate(getattr(fields, field)):
            if IN_ITEMS.search(item) or item.count('"') % 2:
                yield f"{field}[{index}]", Message.of("odd-signs")
