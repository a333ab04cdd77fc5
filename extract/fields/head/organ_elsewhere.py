"""The issuing agency of a document whose header does not show it.

"UBND tỉnh ban hành Kế hoạch ...", "TM. CHÍNH PHỦ", "BỘ TRƯỞNG BỘ TÀI CHÍNH" ─▶ organ, with low certainty
"""

from __future__ import annotations

import re

from extract.fields.context import Answer, Context
from extract.fields.head.opening import opening
from extract.fields.head.organ import begins_title
from extract.fields.trace import Trace
from extract.form.capitals import ordinary
from extract.form.folding import is_capitals
from extract.form.positions import after_position, is_authority
from schemas.catalogue import Message
from schemas.clues import Clue
from schemas.fields import Fields
from schemas.record import Evidence, Review

GUESSED = 0.6  # certainty of an organ that stands only in the body or the signature
ON_BEHALF = re.compile(r"^\W*T/?M\s*[.,/:]?\s*(?P<organ>.+)$")


def organ_elsewhere(context: Context, fields: Fields) -> Answer:  # noqa: ARG001 - same form as other answers
    """The organ by the signature, the authority line or the words that issue the document."""
    if context.appendix_only:
        return Answer()
    for found in (_by_signature(context), _by_authority(context), _by_statement(context)):
        if found:
            value, evidence = found
            review = Review.of("organ", Message.of("organ-elsewhere"), evidence.confidence)
            return Answer(value, {"organ": evidence}, (review,))
    return Answer()


def _by_signature(context: Context) -> tuple[str, Evidence] | None:
    for line in context.lines("signature"):
        match = ON_BEHALF.match(line.text)
        if match and is_capitals(line.text):
            evidence = Trace.of((line,)).evidence(GUESSED, (Clue.SIGNATURE_REGION, Clue.ON_BEHALF))
            return ordinary(match["organ"].strip(), context.text), evidence
    return None


def _by_authority(context: Context) -> tuple[str, Evidence] | None:
    """ "BỘ TRƯỞNG BỘ TÀI CHÍNH" before the căn cứ: the agency that its head decides for."""
    for line in context.lines("title", "body")[:20]:
        if not is_authority(line.text) or begins_title(line.text):
            continue
        rest = after_position(line.text)
        if len(rest.split()) > 1:
            evidence = Trace.of((line,)).evidence(GUESSED, (Clue.AUTHORITY_LINE,))
            return ordinary(rest, context.text), evidence
    return None


def _by_statement(context: Context) -> tuple[str, Evidence] | None:
    said = opening(context)
    return (said.organ, said.evidence) if said else None
