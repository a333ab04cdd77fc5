"""Who signed (7): authority, title, name.

    "TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH / PHÓ CHỦ TỊCH / Trần Phước Hiền"
        ─▶ authority "TM. ỦY BAN NHÂN DÂN; KT. CHỦ TỊCH", title "PHÓ CHỦ TỊCH", name "Trần Phước Hiền"

Forms of Nghị định 30/2020/NĐ-CP, Phụ lục I, phần II, mục 7; T/M, K/T and T/L are older prints.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from diacritics.syllable import is_syllable, nfc, same
from extract.fields.context import IN_PLACE, Answer, Context
from extract.fields.matching import first_anchor, is_capitals, similarity
from extract.fields.trace import Trace
from extract.layout.model import Placed
from extract.model import Line
from schemas import vocabulary
from schemas.loader import FieldRule
from schemas.record import Evidence, Review, Signer

GARBAGE = 0.4  # an unknown name read with less than this is strokes of a signature or a seal
NEAR_NAME = 0.6  # "Nør:yên" to Nguyễn is 0.67
SHORTEST = 3  # letters; among shorter words one is always near to another
MENDED = 0.5
UNSURE_NAME = 0.8  # factor for a name whose first word is no known family name
# "(đã ký)", and what a digital signature writes: who, when, an address.
NOISE = re.compile(
    r"\(?\s*[đd][ãaà] k[ýyí]\s*\)?"
    r"|\b(?:ký bởi|người ký|cơ quan|thời gian|ngày ký|chức vụ|email|digital)\b.{0,12}:"
    r"|@|\d{2}[:./]\d{2}",
    re.IGNORECASE,
)
DEPUTIES = ("PHÓ", "QUYỀN")
ONE_OF_THREE = 0.65  # "THÔ" for "PHÓ": one letter of three misread, before a position that is known
NAME_WORD = re.compile(r"^[^\W\d_]+(?:['’\-][^\W\d_]+)?$")


def read_person(rule: FieldRule, context: Context) -> Answer:
    """The signer of the last signature block that has a name."""
    lines = tuple(line for line in context.lines(*rule.regions) if not NOISE.search(line.text))
    blocks = _blocks(lines)
    if not blocks:
        return Answer(Signer())
    named = [block for block in blocks if block[-1] is not None]
    return _signer(*(named or blocks)[-1])


Parts = tuple[list[Placed], list[Placed], Placed | None]


def _blocks(lines: Sequence[Placed]) -> list[Parts]:
    """Authority lines, title lines and name of each signer, in order."""
    blocks: list[Parts] = []
    authority: list[Placed] = []
    title: list[Placed] = []
    for line in map(trimmed, lines):
        if (is_name(line.text) and (authority or title or _family_name(line.text))) or (
            title and mended(line) is not None
        ):
            blocks.append((authority, title, line))
            authority, title = [], []
        elif has_mark(line.text):
            authority.append(line)
        elif is_position(line.text) or (not title and _last_word(line) is not None):
            title.append(line)
        elif is_capitals(line.text) and (authority or title) and _goes_on(line.text):
            (title or authority).append(line)
    if authority or title:
        blocks.append((authority, title, None))
    return blocks


def trimmed(line: Placed) -> Placed:
    """The line without what a seal or a signature left at its ends; clean text stays as it is."""
    words = [word for word in line.line.words if word.text]
    if all(word.confidence >= 1 for word in words) or not is_capitals(line.text):
        return line
    while words and not _is_word(words[-1].text):
        words.pop()
    while words and not _is_word(words[0].text):
        words.pop(0)
    return Placed(Line.of(words), line.page) if words else line


def _is_word(text: str) -> bool:
    """Capitals only, as the whole line is, with punctuation at most at the ends."""
    bare = re.sub(r"^\W+|\W+$", "", text)
    return (len(bare) > 1 and bare.isalpha() and bare.isupper()) or has_mark(f"{text} XX")


def _goes_on(text: str) -> bool:
    """A second line of an authority or title: words of the language, not the letters of a seal."""
    words = text.split()
    known = [
        w for w in words if is_syllable(w.strip(".,-&")) or w.strip(".,") in vocabulary.agency_abbreviations()
    ]
    return len(known) >= 2 and len(known) >= len(words) - 1


def _signer(authority: list[Placed], title: list[Placed], name: Placed | None) -> Answer:
    if authority and not title and _is_acting(authority[-1].text):
        authority, title = authority[:-1], authority[-1:]  # "Q. CỤC TRƯỞNG" is the signer's own title
    evidence: dict[str, Evidence] = {}
    review: list[Review] = []
    if authority:
        evidence["signer.authority"] = Trace.of(authority).evidence(
            IN_PLACE, "signature region, signing form"
        )
    if title:
        evidence["signer.title"] = Trace.of(title).evidence(IN_PLACE, "signature region, position")
    if name:
        whole, known = mended(name) is None, _family_name(name.text)
        sure = IN_PLACE * (1.0 if known else UNSURE_NAME) * (1.0 if whole else MENDED)
        found = Trace.of((name,)).evidence(sure, "signature region, name under the title")
        if whole and not known and found.confidence < GARBAGE:
            return _signer(authority, title, None)
        evidence["signer.name"] = found
        if not known:
            reason = (
                "the name begins with no known family name" if whole else "the family name is hard to read"
            )
            review.append(Review(field="signer.name", reason=reason, confidence=found.confidence))
    value = Signer(
        authority=_join_authority(authority),
        title=" ".join(position(line) for line in title) or None,
        name=(mended(name) or _text(name)) if name else None,
    )
    return Answer(value, evidence, tuple(review))


def _join_authority(lines: list[Placed]) -> str | None:
    """Lines of one form joined by a blank, forms by a semicolon."""
    forms: list[str] = []
    for line in lines:
        if forms and not has_mark(line.text):
            forms[-1] += f" {_text(line)}"
        else:
            forms.append(_authority(line))
    return "; ".join(forms) or None


def _text(line: Placed) -> str:
    return re.sub(r"^[^\w(]+|[^\w).]+$", "", " ".join(nfc(line.text).split()))


@cache
def _mark_pattern() -> re.Pattern[str]:
    marks = "|".join(sorted(map(re.escape, vocabulary.signing_marks()), key=len, reverse=True))
    return re.compile(rf"^\W*(?P<mark>{marks})(?:\s*[.,/:;]\s*|\s+)(?=[A-ZÀ-ỸĐ]{{2}})")


def has_mark(text: str) -> bool:
    """Whether the line is an authority line: TM., KT., TL., TUQ., Q. and their older prints."""
    return bool(_mark_pattern().match(text)) and is_capitals(text)


def _is_acting(text: str) -> bool:
    match = _mark_pattern().match(text)
    return bool(match and match["mark"] == "Q")


def is_position(text: str) -> bool:
    """Whether the line is a position, with or without PHÓ before it."""
    found = _position(text)
    if not found or is_capitals(text):
        return found is not None
    return " " in found[1] and same(found[1].lower(), " ".join(_text_of(text)).lower())


def position(line: Placed) -> str:
    """The position as printed; where a recogniser misread its letters, as it is spelled."""
    printed = _text(line)
    found = _position(printed)
    if not found and (lost := _last_word(line)):
        return lost
    if not found or all(word.confidence >= 1 for word in line.line.words):
        return printed
    before, known, rest = found
    return " ".join(part for part in (before, known, rest) if part)


def _last_word(line: Placed) -> str | None:
    """The position of which a seal left the last word alone, when only one ends so: "TỊCH"."""
    text = _text(line)
    if len(text) < 4 or " " in text or not text.isupper() or all(w.confidence >= 1 for w in line.line.words):
        return None
    fitting = [known for known in vocabulary.positions() if " " in known and same(known.split()[-1], text)]
    return fitting[0] if len(fitting) == 1 else None


def _authority(line: Placed) -> str:
    """An authority line as printed; where a recogniser misread the position in it, as it is spelled."""
    printed = _text(line)
    match = _mark_pattern().match(printed)
    found = _position(printed[match.end() :]) if match else None
    if not match or not found or all(word.confidence >= 1 for word in line.line.words):
        return printed
    return printed[: match.end()] + " ".join(part for part in found if part)


def _position(text: str) -> tuple[str, str, str] | None:
    """PHÓ or "", the position of the vocabulary, and the words after it."""
    bare = re.sub(r"^\W*", "", text)
    first, _, others = bare.partition(" ")
    deputy = next((d for d in DEPUTIES if len(first) <= 5 and similarity(first, d) >= ONE_OF_THREE), "")
    for before, part in (("", bare), (deputy, others)):
        found = first_anchor(part, vocabulary.positions()) if part and (before or part is bare) else None
        if found:
            return before, _as_printed(found[0], part[: found[1]]), part[found[1] :].strip()
    return None


def _text_of(text: str) -> list[str]:
    """The words of a line without PHÓ before them."""
    words = re.sub(r"^\W*", "", text).split()
    return words[1:] if words and words[0].upper() in DEPUTIES else words


def _as_printed(known: str, printed: str) -> str:
    """The printed letters when they differ only in the placement of tones or blanks."""
    return printed if same(printed, known) else known


def is_name(text: str) -> bool:
    """Two to six words that each begin with a capital, academic titles and ranks apart."""
    words = without_prefix(text).split()
    if not 2 <= len(words) <= 6 or is_position(text) or has_mark(text):
        return False
    if not all(NAME_WORD.match(word) and word[0].isupper() for word in words):
        return False
    if max(len(word) for word in words) < 3 and words[0] not in vocabulary.surnames():
        return False  # "Ị Bị": strokes of a signature
    return not is_capitals(text) or words[0].capitalize() in vocabulary.surnames()


def mended(line: Placed) -> str | None:
    """A name whose first word alone was damaged, with the family name nearest to it; None for any other.

    "Nør:yên Văn Phúc" is "Nguyễn Văn Phúc": two whole words follow, one family name is near.
    """
    words = _text(line).split()
    if is_name(line.text) or not 3 <= len(words) <= 5 or all(w.confidence >= 1 for w in line.line.words):
        return None
    for count in (1, 2):  # "Nør:yên Văn Phúc", "Nør: yến Văn Phúc"
        seen = "".join(words[:count])
        near = max(sorted(vocabulary.surnames()), key=lambda name: similarity(seen, name))
        whole = all(word[0].isupper() and is_syllable(word) for word in words[count:])
        near_enough = min(len(seen), len(near)) >= SHORTEST and similarity(seen, near) >= NEAR_NAME
        if whole and len(words) - count >= 2 and near_enough:
            return " ".join((near, *words[count:]))
    return None


def without_prefix(text: str) -> str:
    """The name alone: "PGS.TS. Nguyễn Văn An" without "PGS.TS."."""
    bare = re.sub(r"^[^\w]+|[^\w]+$", "", nfc(text))
    for prefix in vocabulary.name_prefixes():
        match = re.match(rf"{re.escape(prefix)}[.,\s]+(?=\w)", bare)
        if match:
            return without_prefix(bare[match.end() :])
    return bare


def _family_name(text: str) -> bool:
    words = without_prefix(text).split()
    return bool(words) and words[0].capitalize() in vocabulary.surnames()
