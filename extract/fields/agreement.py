"""What two parts of a document say alike is surer than either of them was read.

    fields, evidence ─▶ evidence of the values that agree with another part, with less doubt

The letters of the agency stand in the notation (SYT: Sở Y tế), the type's before them (TB: THÔNG BÁO), the
place ends the agency's name. They were read apart, so that both would have to be misread alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from diacritics.syllable import skeleton
from extract.fields.head.said_elsewhere import LEFT_OF_DOUBT
from extract.form.folding import fold_words
from schemas import vocabulary
from schemas.clues import Clue
from schemas.fields import Fields
from schemas.record import Evidence

LEAST = 2  # letters of an agency's part in the notation

Pair = tuple[str, Clue]  # the field, and by what it is supported


def supported(fields: Fields, evidence: dict[str, list[Evidence]]) -> dict[str, list[Evidence]]:
    """The evidence with the confidence of supported values raised, once for each part that supports them."""
    raised = dict(evidence)
    for path, clue in agreements(fields, evidence):
        raised[path] = [_raised(one, clue) for one in raised.get(path, [])]
    return {path: found for path, found in raised.items() if found}


def agreements(fields: Fields, evidence: dict[str, list[Evidence]]) -> Iterator[Pair]:
    """Which field is supported, and by what."""
    parts = re.split(r"[-/.,]", fields.notation or "")
    code = fields.doc_type.code if fields.doc_type else None
    titled = any(Clue.TYPE_WORDS in one.clues for one in evidence.get("doc_type", []))
    if code and titled and code in parts:
        yield from (("doc_type", Clue.NOTATION), ("notation", Clue.TYPE_WORDS))
    lacks_type = titled and code is not None and code not in parts
    if fields.organ and not lacks_type and any(_is_of(part, fields.organ) for part in parts):
        yield from (("organ", Clue.NOTATION), ("notation", Clue.ISSUER_REGION))
        if not titled:
            yield "doc_type", Clue.ISSUER_REGION  # it was told by the notation
    place = fold_words(fields.place or "")
    for path in ("organ", "organ_parent"):
        if " " in place and fold_words(getattr(fields, path) or "").endswith(f" {place}"):
            yield from ((path, Clue.MOTTO_REGION), ("place", Clue.ISSUER_REGION))


def _is_of(part: str, organ: str) -> bool:
    """Whether a part of the notation is the first letters of the agency's name, with "và" or without."""
    words = [word for word in re.findall(r"[^\W\d_]+", organ) if word]
    small = vocabulary.agency_names("small")
    letters = ("".join(word[0] for word in words), "".join(word[0] for word in words if word not in small))
    return len(part) >= LEAST and any(_plain(held).startswith(_plain(part)) for held in letters)


def _plain(letters: str) -> str:
    return skeleton(letters).upper()


def _raised(one: Evidence, clue: Clue) -> Evidence:
    sure = round(1 - (1 - one.confidence) * LEFT_OF_DOUBT, 3) if one.confidence < 1 else one.confidence
    return one.model_copy(update={"confidence": sure, "clues": list(dict.fromkeys((*one.clues, clue)))})
