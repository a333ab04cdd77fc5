"""The opening statement, in which a document says who speaks and what it is.

    "...; Sở Khoa học và Công nghệ báo cáo kết quả ..." ─▶ Opening("Sở Khoa học và Công nghệ", "Báo cáo")

It is asked only where the header and the title do not tell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.fields.context import ELSEWHERE, Context
from extract.fields.issuers import issuer_at
from extract.fields.matching import first_anchor
from extract.fields.trace import Trace
from extract.layout.model import Region
from schemas import vocabulary
from schemas.record import Evidence

STATED = 0.6  # certainty of what only the opening statement tells
PREAMBLE = 3  # paragraphs in which it stands
TYPES = {"báo cáo": "Báo cáo", "kính trình": "Tờ trình", "thông báo": "Thông báo"}
ISSUES = re.compile(
    r"(?:^|[;,.]\s+)(?P<organ>[^\W\d_][^,;.]{2,80}?)\s+"
    r"(?P<verb>ban hành (?P<type>Kế hoạch|Quyết định|Chỉ thị|Quy chế|Quy định|Chương trình)(?! số)|"
    rf"{'|'.join(TYPES)})"
)


@dataclass(frozen=True, slots=True)
class Opening:
    """Who speaks, what the document is by their own words, and where they say it."""

    organ: str
    type: str
    evidence: Evidence


def opening(context: Context) -> Opening | None:
    """The statement among the first paragraphs of the body."""
    body = [p for p in context.layout.paragraphs if p.region is Region.BODY][:PREAMBLE]
    for paragraph in body:
        trace = Trace.of(paragraph.lines)
        for match in ISSUES.finditer(trace.text):
            organ = issuer_at(match["organ"], 0)
            whole = organ is not None and organ[1] == len(match["organ"])
            if organ and whole and first_anchor(organ[0], vocabulary.agency_heads()):
                evidence = trace.evidence(STATED * ELSEWHERE, "words that issue it", *match.span())
                return Opening(organ[0], match["type"] or TYPES[match["verb"]], evidence)
    return None
