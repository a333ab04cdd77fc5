"""Number, date and issuer in the title itself, as gazettes and law collections print them.

    "THÔNG TƯ / CỦA BỘ THỦY SẢN SỐ 13/2031/TT-BTS NGÀY 8 THÁNG 3 NĂM 2031 HƯỚNG DẪN ..."
        ─▶ TitleLine(code, date, organ, where the trích yếu goes on)

The head of Nghị định 30/2020/NĐ-CP (boxes 2 to 4) is then not there. Only what stands right after the tên
loại is the document's own; further codes are of documents that it speaks of.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extract.fields.context import ELSEWHERE, Context
from extract.fields.trace import Trace
from extract.form import codes, cues, dates
from extract.form.folding import is_capitals
from extract.form.matching import first_anchor
from extract.form.positions import LONGEST_LINE, is_authority
from extract.layout.model import Placed
from schemas import vocabulary
from schemas.catalogue import Message
from schemas.clues import Clue
from schemas.record import Evidence

LINES = 6  # of the title, in which its code stands
OWN = re.compile(
    rf"^\W*(?:CỦA\s+(?P<organ>[^\d/]{{3,80}}?)\s+)?SỐ\s*:?\s*(?P<code>{codes.NUMBER}\s?[-/]\s?\S+)"
    r"\s+(?P<day>NGÀY\s.{5,40}?(?:19|20)\d\d)(?P<rest>\s|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class TitleLine:
    """What the title says of number, date and issuer, each with the evidence for it."""

    code: codes.Code
    date: str | None
    organ: str | None
    trace: Trace
    spans: dict[str, tuple[int, int]]  # of "code", "day", "organ" in the trace's text
    rest: int  # where the trích yếu begins

    def evidence(self, part: str) -> Evidence:
        """Where a part was read."""
        return self.trace.evidence(ELSEWHERE, (Clue.TITLE_REGION, Clue.CODE_GRAMMAR), *self.spans[part])


def title_line(context: Context) -> TitleLine | None:
    """What stands after the tên loại at the top of the document, when it is number and date."""
    return context.once("title line", lambda: _title_line(context))


def _title_line(context: Context) -> TitleLine | None:
    lines = context.head()
    start = next((i for i, line in enumerate(lines) if cues.opens_title(line.text)), None)
    if start is None:
        return None
    held: list[Placed] = []
    for line in lines[start + 1 : start + 1 + LINES]:
        decides = held and is_authority(line.text) and len(line.text) < LONGEST_LINE
        if decides or not is_capitals(line.text) or first_anchor(line.text, ("Căn cứ",)):
            break
        held.append(line)
    trace = Trace.of(held)
    found = OWN.match(trace.text)
    code = _as_numbered(codes.parse(found["code"].rstrip(",.;"))) if found else None
    day = dates.find(found["day"]) if found else None
    if not found or not code:
        return None
    spans = {name: found.span(name) for name in ("code", "day", "organ") if found[name]}
    return TitleLine(code, day.iso if day else None, found["organ"], trace, spans, found.start("rest"))


def _as_numbered(code: codes.Code | None) -> codes.Code | None:
    """A code with a year has a hyphen between type and agency, where collections print "TT/BTS".

    So since Luật Ban hành văn bản quy phạm pháp luật of 1996.
    """
    if not code or not code.year or code.segments[0] not in vocabulary.type_codes():
        return code
    meant = "-".join(code.segments)
    doubts = () if meant == code.notation else (Message.of("read-as", seen=code.notation, meant=meant),)
    return replace(code, notation=meant, doubts=(*code.doubts, *doubts))
