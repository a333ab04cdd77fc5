"""The opening statement, in which a document says who speaks and what it is.

    "...; Sở Khoa học và Công nghệ báo cáo kết quả ..." ─▶ Opening("Sở Khoa học và Công nghệ", "Báo cáo")
    "(Báo cáo của Sở Y tế tại kỳ họp thứ 3)" under the title ─▶ Opening("Sở Y tế", "Báo cáo")

It is asked only where the header and the title do not tell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.fields.context import ELSEWHERE, Context
from extract.fields.trace import Trace
from extract.form.agencies import issuer_at
from extract.form.matching import first_anchor
from extract.form.word_patterns import any_of
from extract.layout.model import Region
from schemas import vocabulary
from schemas.clues import Clue
from schemas.record import Evidence

STATED = 0.6  # certainty of what only the opening statement tells
PREAMBLE = 3  # paragraphs in which it stands
ISSUES = re.compile(
    r"(?:^|[;,.]\s+)(?P<organ>[^\W\d_][^,;.]{2,80}?)\s+"
    rf"(?P<verb>ban hành (?P<type>{any_of(vocabulary.type_words('issued'))})(?! số)"
    rf"|{any_of(vocabulary.types_by_verb())})"
)
SUBTITLE = re.compile(r"^\W*(?:Trích\s+)?(?P<type>[^\W\d_](?:[^\W\d_]| ){2,24}?) của (?=[^\W\d_])")
DEED = re.compile(r"\s(?:trình|gửi|tại|trước)\s")  # what is done with it
SUBTITLE_LINES = 6  # of the document's first ones


@dataclass(frozen=True, slots=True)
class Opening:
    """Who speaks, what the document is by their own words, and where they say it."""

    organ: str
    type: str
    evidence: Evidence


def opening(context: Context) -> Opening | None:
    """The words under the title, or the statement among the first paragraphs of the body."""
    return _subtitle(context) or _statement(context)


def _subtitle(context: Context) -> Opening | None:
    types = {kind.name for kind in vocabulary.document_types()}
    for line in context.head()[:SUBTITLE_LINES]:
        found = SUBTITLE.match(line.text)
        said = DEED.split(line.text, maxsplit=1)[0]
        organ = issuer_at(said, found.end()) if found and found["type"] in types else None
        if found and organ and first_anchor(organ[0], vocabulary.agency_heads()):
            evidence = Trace.of((line,)).evidence(STATED * ELSEWHERE, (Clue.UNDER_TITLE,))
            return Opening(organ[0], found["type"], evidence)
    return None


def _statement(context: Context) -> Opening | None:
    body = [p for p in context.layout.paragraphs if p.region is Region.BODY][:PREAMBLE]
    for paragraph in body:
        trace = Trace.of(paragraph.lines)
        for match in ISSUES.finditer(trace.text):
            organ = issuer_at(match["organ"], 0)
            whole = organ is not None and organ[1] == len(match["organ"])
            if organ and whole and first_anchor(organ[0], vocabulary.agency_heads()):
                evidence = trace.evidence(STATED * ELSEWHERE, (Clue.ISSUING_WORDS,), *match.span())
                return Opening(organ[0], match["type"] or vocabulary.types_by_verb()[match["verb"]], evidence)
    return None
