"""Who issues a document: the agencies of the left header box."""

from __future__ import annotations

import re

from extract.fields.context import Answer, Context, Reading
from extract.fields.head.doctype import own_code
from extract.fields.head.number_and_date import DOUBTED, NUMBER_LABELS, number_start
from extract.fields.head.title_line import title_line
from extract.fields.trace import Trace
from extract.form import capitals, cues
from extract.form.agencies import as_spelled
from extract.form.folding import fold_letters, fold_words, is_capitals
from extract.form.matching import alike, first_anchor
from extract.form.stamps import is_mark
from extract.layout.model import Placed, Region
from schemas import vocabulary
from schemas.catalogue import Message
from schemas.clues import Clue
from schemas.language import FieldRule

HARDLY_READ = 0.5
SPECKS = re.compile(r"(?<=\s)[_~'`.|^*°:;]+\s")  # between words
# First words of what stands where a tên loại does and is none of the decree's. General use.
FIELDS_OF_WORK = (
    "THÔNG TIN",
    "KẾ HOẠCH",
    "DỰ ÁN",
    "CHƯƠNG TRÌNH",
)  # types that agencies are named after, too
ORDINAL = re.compile(r"^\s*SỐ \d{1,2}\s*$")  # of an office of several: "TRƯỜNG TRUNG CẤP NGHỀ" / "SỐ 9"
OF_PLACES = ("Ủy ban nhân dân", "UBND", "Hội đồng nhân dân", "HĐND")
TITLE_WORDS = ("BẢNG ", "BẢN ", "BIỂU ", "DANH SÁCH", "DANH MỤC", "TÀI LIỆU", "GIẤY ", "PHIẾU ")


def read_organ(rule: FieldRule, context: Context) -> Answer:
    """The issuing agency or the one above it, in ordinary capitals."""
    parent, issuer = organs(context)
    found = parent if rule.part == "parent" else issuer
    return found.answer(rule.name) if found else Answer()


def organs(context: Context) -> tuple[Reading | None, Reading | None]:
    """Parent and issuer of the left header box."""
    return context.once("organs", lambda: _organs_in(context))


def _organs_in(context: Context) -> tuple[Reading | None, Reading | None]:
    own = title_line(context)
    if own and own.organ:
        return None, Reading(capitals.ordinary(own.organ.upper(), context.text), own.evidence("organ"))
    groups = agencies(_organ_lines(_issuer_lines(context)))
    if not groups:
        return None, None
    readings = [_organ_reading(group, context) for group in groups]
    if len(groups) > 1 and _are_joint(context):
        return None, _together(readings, groups)
    parent = readings[-2] if len(readings) > 1 else None
    return (parent if parent and _is_plausible(parent) else None), (
        readings[-1] if _is_plausible(readings[-1]) else None
    )


def _are_joint(context: Context) -> bool:
    """A thông tư liên tịch is of all agencies of its head: none is above another."""
    code = own_code(context)
    return code is not None and code.segments[0] == "TTLT"


def _together(readings: list[Reading], groups: list[tuple[Placed, ...]]) -> Reading:
    trace = Trace.of([line for group in groups for line in group])
    sure = min(reading.evidence.confidence for reading in readings)
    evidence = trace.evidence(1.0, tuple(readings[0].evidence.clues))
    name = " - ".join(reading.value.strip(" -–") for reading in readings)
    return Reading(name, evidence.model_copy(update={"confidence": sure}))


def _is_plausible(found: Reading) -> bool:
    """Letters that name no known kind of agency and were hardly read are a damaged page, not a name."""
    return not found.doubts or found.evidence.confidence >= HARDLY_READ


def _organ_reading(lines: tuple[Placed, ...], context: Context) -> Reading:
    trace = Trace.of(lines)
    printed = re.sub(r"^[\W_]+|[^\w.)]*[\W_]+$", "", trace.text)
    if any(piece.word.confidence < 1 for piece in trace.pieces):
        printed = as_spelled(SPECKS.sub("", printed))
    printed = re.sub(r"\b(UBND|HĐND)(?=[A-ZĐ])", r"\1 ", printed)  # a blank that a recogniser lost
    known = any(alike(" ".join(printed.split()[: len(h.split())]), h) for h in vocabulary.agency_heads())
    doubts = () if known else (Message.of("agency-kind-unknown"),)
    evidence = trace.evidence(0.97 if known else DOUBTED, (Clue.ISSUER_REGION, Clue.CAPITALS))
    return Reading(capitals.ordinary(printed, context.text), evidence, doubts)


def _issuer_lines(context: Context) -> tuple[Placed, ...]:
    """The lines of the box, figures that stand alone among them."""
    held = (line for block in context.layout.of(Region.ISSUER) for line in block.lines)
    kept = context.lines("issuer")
    return tuple(line for line in held if line in kept or line.text.strip().isdigit())


def _is_ordinal(text: str, kept: list[Placed]) -> bool:
    """Whether a line is the number of an office of several: "SỐ 9", or "9" under "... NGHỀ SỐ"."""
    label = bool(kept) and kept[-1].text.rstrip().endswith("SỐ")
    return bool(kept) and (ORDINAL.match(text) is not None or (label and text.strip().isdigit()))


def _organ_lines(lines: tuple[Placed, ...]) -> list[Placed]:
    """The lines of the left box above the number: the first page's, in capitals."""
    kept: list[Placed] = []
    for line in lines:
        ordinal = _is_ordinal(line.text, kept)
        numbered = number_start(line.text, NUMBER_LABELS) is not None and not ordinal
        if line.page != lines[0].page or numbered or first_anchor(line.text, ("V/v", "Về việc")):
            break
        if begins_title(line.text):
            break
        if ordinal or (is_capitals(line.text) and not is_mark(line.text)):
            kept.append(line)
    return kept


def begins_title(text: str) -> bool:
    """Whether a line of capitals is no agency but names the document: "BÁO CÁO", "BẢNG TỔNG HỢP"."""
    named = cues.opens_title(text) and not text.startswith(FIELDS_OF_WORK)
    return named or text.startswith(TITLE_WORDS)


def agencies(lines: list[Placed]) -> list[tuple[Placed, ...]]:
    """The lines of each agency; "ỦY BAN NHÂN DÂN" over "TỈNH QUẢNG NGÃI" is one."""
    groups: list[list[Placed]] = []
    for index, line in enumerate(lines):
        follows = lines[index + 1].text if index + 1 < len(lines) else ""
        if groups and not _is_bolder(groups[-1], line) and _goes_on(groups[-1], line, follows):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [tuple(group) for group in groups]


def _goes_on(group: list[Placed], line: Placed, follows: str) -> bool:
    return _is_open(group) or not _begins_agency(line.text, group[-1].text, follows)


def _is_bolder(group: list[Placed], line: Placed) -> bool:
    """Whether the form parts the two agencies by their print: the upper one is regular, the issuer bold
    (Nghị định 30/2020/NĐ-CP, Phụ lục I, phần II, mục 2), whatever the issuer's name begins with."""
    above = (word for held in group for word in held.line.words if word.text)
    whole = not (_breaks_off(group[-1].text) or _is_open(group) or _awaits_place(group, line.text))
    return whole and not any(word.bold for word in above) and all(w.bold for w in line.line.words if w.text)


def _breaks_off(text: str) -> bool:
    """Whether a name goes on in the next line: after a dash, a comma, "VÀ", "CỦA"."""
    return text.rstrip().endswith(("-", "–", ",")) or re.search(r"\b(VÀ|CỦA)\s*$", text) is not None


def _is_open(group: list[Placed]) -> bool:
    """Whether the name so far is a kind that needs a field after it, which may begin as an agency does:
    "BAN CHỈ ĐẠO" over "PHÒNG CHỐNG TỘI PHẠM", "TRƯỜNG ĐẠI HỌC" over "KHOA HỌC XÃ HỘI", "BAN THƯỜNG VỤ" over
    "HỘI NÔNG DÂN HUYỆN". After ỦY BAN NHÂN DÂN
    only a place follows, so that "SỞ Y TẾ" under it is another one although the place was not read."""
    name = fold_letters(" ".join(line.text for line in group))
    kinds = vocabulary.agency_names("kinds").difference(OF_PLACES) | vocabulary.agency_names("bodies")
    return any(name == fold_letters(kind) for kind in kinds)


def _awaits_place(group: list[Placed], text: str) -> bool:
    """Whether the line is the place that "ỦY BAN NHÂN DÂN" stands without: alone it names no agency."""
    name = fold_letters(" ".join(line.text for line in group))
    heads = vocabulary.agency_heads()
    return any(name == fold_letters(kind) for kind in OF_PLACES) and not any(
        _starts_with(text, head) for head in heads
    )


def _begins_agency(text: str, before: str, follows: str) -> bool:
    """Whether a line names another agency than the line before it goes on with."""
    if (
        ORDINAL.match(text)
        or _is_rest(text, follows)
        or _starts_with(text, "Trung ương")
        or _across(before, text)
    ):
        return False
    if _breaks_off(before) or text.startswith(("-", "–")):  # "SỞ NỘI VỤ" / "- SỞ TÀI CHÍNH" are joint
        return False
    return any(_starts_with(text, head) for head in vocabulary.agency_heads())


def _is_rest(text: str, follows: str) -> bool:
    """A kind of one syllable alone on its line, and its name does not follow: the end of a name that was
    broken before it ("BỘ TÀI NGUYÊN VÀ MÔI" / "TRƯỜNG" / "CỤC VIỄN THÁM")."""
    kinds = vocabulary.agency_names("kinds")
    if not any(" " not in kind and fold_letters(text) == fold_letters(kind) for kind in kinds):
        return False
    heads = vocabulary.agency_heads()
    return not follows or (
        any(_starts_with(follows, head) for head in heads)
        and not any(_starts_with(f"{text} {follows}", head) for head in heads if " " in head)
    )


def _across(before: str, text: str) -> bool:
    """Whether a word of two syllables was broken at the end of the line: "BẢO HIỂM XÃ" / "HỘI"."""
    around = " ".join(fold_words(before).split()[-1:] + fold_words(text).split()[:1])
    return around in set(map(fold_words, vocabulary.agency_names("broken")))


def _starts_with(text: str, head: str) -> bool:
    words = re.findall(r"[^\W_]+", text)[: len(head.split())]
    return len(words) == len(head.split()) and fold_letters("".join(words)) == fold_letters(head)
