"""Căn cứ: the paragraphs before the enacting words that say on what the document rests.

paragraphs of the body ─▶ legal bases, as printed, without a dash before them
"""

from __future__ import annotations

import re
from functools import cache

from extract.fields.body.lists import BULLET
from extract.fields.context import IN_PLACE, Answer, Context
from extract.fields.head.doctype import read_type
from extract.fields.trace import Trace
from extract.form.folding import is_capitals
from extract.form.known_words import without_specks
from extract.form.matching import first_anchor
from extract.form.word_patterns import any_of
from extract.layout.model import Paragraph
from schemas import vocabulary
from schemas.clues import Clue
from schemas.language import FieldRule
from schemas.record import Evidence

SHORT_WORDS = 12  # a paragraph up to this length is a header part or a heading, not a statement
# Letters have no căn cứ in their form (Nghị định 30/2020/NĐ-CP, Phụ lục III, mẫu 1.5 and 1.7): "Thực hiện
# Công văn ..., Sở Y tế đề nghị ..." is their first sentence.
LETTERS = ("Công văn", "Giấy mời", "Thư mời")
FORMAL = "Căn cứ"
# A căn cứ is no sentence: what begins after a full stop is the text. "TP. Hồ Chí Minh" has a stop of its own.
SENTENCE = re.compile(r"(?<=[^\W\d_A-ZĐ]{2}[.])\s+(?=[A-ZĐ])|(?<=\d[.])\s+(?=[A-ZĐ])")
PROPOSED = ("Theo đề nghị", "Theo đề xuất", "Xét đề nghị")
LISTED = ("Thực hiện ", "Theo ", "Xét ", "Trên cơ sở ")
LEADING = 3  # paragraphs (an authority line, a sentence) that may stand before the first căn cứ


def read_paragraphs(rule: FieldRule, context: Context) -> Answer:
    """The run of paragraphs that begin with an anchor, up to the first that does not."""
    kind = context.schema.rule("doc_type")
    found = read_type(kind, context).value if kind else None
    letter = found is not None and found.name in LETTERS
    if letter and FORMAL in rule.anchors:
        rule = rule.model_copy(update={"anchors": (FORMAL,)})
    values: list[str] = []
    evidence: dict[str, Evidence] = {}
    for group in _run(context.paragraphs(*rule.regions), rule):
        text = _as_read(BULLET.sub("", _text(group)), group)
        trace = Trace.of([line for paragraph in group for line in paragraph.lines])
        for base in (text,) if letter else _parted(text, rule):
            evidence[f"{rule.name}[{len(values)}]"] = trace.evidence(
                IN_PLACE, (Clue.BODY_REGION, Clue.ANCHOR)
            )
            values.append(_spaced(base, rule))
    return Answer(values, evidence)


def _parted(text: str, rule: FieldRule) -> list[str]:
    """The căn cứ that run together in one paragraph, without the text that goes on after the last one."""
    last = max((text.rfind(proposed) for proposed in PROPOSED), default=-1)
    ends = _issuing().search(text, last) if last >= 0 else None
    whole = SENTENCE.split(text[: ends.start()] if ends else text, 1)[0]
    begins = any_of(sorted(rule.anchors, key=len, reverse=True))
    return re.split(rf"(?<=[;,.])\s+(?=(?:{begins})\b)", whole)


@cache
def _issuing() -> re.Pattern[str]:
    """Where the text of a circular begins after its last căn cứ: "Theo đề nghị của ..., Bộ trưởng Bộ Y tế
    ban hành Thông tư". "Thực hiện Nghị quyết ..., Sở Y tế ban hành Kế hoạch" is one sentence of a plan."""
    who = any_of((*vocabulary.leaders(), *vocabulary.agency_heads()))
    return re.compile(rf"(?<=[;,.])\s+(?=(?:{who})\b[^;]{{0,90}}?\bban hành\b)")


def _as_read(text: str, group: list[Paragraph]) -> str:
    """A text that a recogniser read, without its specks."""
    words = (word for paragraph in group for line in paragraph.lines for word in line.line.words)
    return text if all(word.confidence >= 1 for word in words) else without_specks(text).lstrip(" ,.;'’‘`´|")


def _spaced(text: str, rule: FieldRule) -> str:
    """With the blank after the anchor that some files leave out: "Căn cứNghị định"."""
    found = first_anchor(text, rule.anchors)
    if found and text[found[1] : found[1] + 1].isalpha():
        return f"{text[: found[1]]} {text[found[1] :]}"
    return text


def _run(paragraphs: list[Paragraph], rule: FieldRule) -> list[list[Paragraph]]:
    held: list[list[Paragraph]] = []
    skipped = 0
    for paragraph in paragraphs:
        if _enacts(paragraph.text, rule, begun=bool(held)) or (held and _leads_on(paragraph.text)):
            break
        if first_anchor(BULLET.sub("", paragraph.text), rule.anchors) or _listed(paragraph.text, rule):
            held.append([paragraph])
        elif held and _continues(paragraph.text):
            held[-1].append(paragraph)
        elif held:
            break
        elif not is_capitals(paragraph.text) and len(paragraph.text.split()) > SHORT_WORDS:
            skipped += 1
            if skipped > LEADING:
                break
    return held


def _enacts(text: str, rule: FieldRule, *, begun: bool) -> bool:
    """ "QUYẾT ĐỊNH:" or "Điều 1." ends the căn cứ; the same words as a tên loại stand before them."""
    found = first_anchor(text, rule.stops)
    if not found:
        return False
    return found[0].startswith("Điều") or (is_capitals(text) and (begun or text.rstrip().endswith(":")))


def _leads_on(text: str) -> bool:
    """What stands after căn cứ and is none: a line of capitals ("XÉT THẤY:"), a sentence that announces the
    text ("Trên cơ sở kết quả điều tra đã xác định được như sau:")."""
    return is_capitals(text) or text.rstrip().endswith(":")


def _listed(text: str, rule: FieldRule) -> bool:
    """A căn cứ by how it begins and ends: they are closed by a semicolon or comma, sentences by a stop."""
    begins = BULLET.sub("", text).startswith(LISTED) and rule.anchors != (FORMAL,)
    return begins and text.rstrip().endswith((";", ","))


def _continues(text: str) -> bool:
    """A paragraph that begins with a small letter goes on with the one before it."""
    return text[:1].islower()


def _text(group: list[Paragraph]) -> str:
    return " ".join(paragraph.text.strip() for paragraph in group)
