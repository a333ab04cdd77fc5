"""What the archive knows of its documents, held against what was read.

    fields, evidence + Knowledge ─▶ values that agree, surer; weak ones, replaced by a near one; gaps, filled

What an office writes it writes often: its parent, its chiefs, its recipients. A reading that agrees is surer.
One that is weak and near to a single known value gives way to it; a name that a seal hides is the one that
signed with this title in those years. Whatever is put in for a reading is told in review.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from rapidfuzz.distance import Levenshtein

from extract.fields.body.signer import main_path
from extract.form.folding import fold_words
from extract.form.misreading import is_misreading, is_same
from schemas.catalogue import Message
from schemas.clues import Clue
from schemas.fields import Fields, Signer
from schemas.knowledge import Knowledge, Known
from schemas.record import Evidence, Review

WEAK = 0.9  # below this, as read, a value gives way to a known one; as for numbers (head/said_elsewhere.py)
SAME_OFFICE = 0.85  # share of bare letters from which two names are one agency
LEFT_OF_DOUBT = 0.25  # share of the doubt that is left where a known value says the same
STAND_IN = 0.5  # confidence of a value that was not read as it is given: under what goes to review
BY_OFFICE = ("organ_parent", "place", "archive_line")


@dataclass(slots=True)
class Weighed:
    """Fields and evidence as knowledge leaves them, changed in place, and what is told of it."""

    fields: Fields
    evidence: dict[str, list[Evidence]]
    review: list[Review] = field(default_factory=list)


def weighed(fields: Fields, evidence: dict[str, list[Evidence]], knowledge: Knowledge) -> Weighed:
    """The fields held against what is known. The organ comes first: it says whose values are asked for."""
    state = Weighed(fields, dict(evidence))
    _weigh(
        state, "organ", [one for one in knowledge.values if one.field == "organ"], _setter(fields, "organ")
    )
    own = list(_of_office(fields, knowledge))
    for path in BY_OFFICE:
        _weigh(state, path, [one for one in own if one.field == path], _setter(fields, path))
    for index in range(len(fields.recipients)):
        _weigh(
            state,
            f"recipients[{index}]",
            [one for one in own if one.field == "recipients"],
            _item(fields, index),
        )
    _weigh_signer(state, [one for one in own if one.field == "signer.name"])
    return state


def _of_office(fields: Fields, knowledge: Knowledge) -> Iterator[Known]:
    """What is known of the documents of this agency; another parent makes another agency of the same name."""
    for one in knowledge.values:
        apart = one.parent and fields.organ_parent and not _is_office(one.parent, fields.organ_parent)
        if one.organ and fields.organ and _is_office(one.organ, fields.organ) and not apart:
            yield one


def _is_office(one: str, other: str) -> bool:
    return _likeness(fold_words(one), fold_words(other)) >= SAME_OFFICE


def _weigh(state: Weighed, path: str, known: list[Known], give: Callable[[str], None]) -> None:
    """One value: raised where it is known, replaced where it is weak and near to one that is."""
    found = state.evidence.get(path)
    value = _value(state.fields, path)
    if not (found and value and known):
        return
    if any(is_same(one.value, value) for one in known):
        state.evidence[path] = [_raised(one) for one in found]
        return
    best = max(one.confidence for one in found)
    near = {one.value for one in known if is_misreading(value, one.value, cut=path == "signer.name")}
    if best < WEAK and len(near) == 1:
        _replace(state, path, value, near.pop(), give)


def _weigh_signer(state: Weighed, known: list[Known]) -> None:
    """The main signer's name, here and among all; a gap is filled by the only one with this title then."""
    signer = state.fields.signer
    fitting = [one for one in known if _signs_as(one, signer, state.fields.date)]
    path = main_path(signer, state.fields.signers)

    def give(name: str) -> None:
        if path:
            state.fields.signers[int(re.sub(r"\D", "", path))].name = name
        signer.name = name

    _weigh(state, "signer.name", known, give)
    under = state.evidence.get("signer.title")
    if signer.name is None and under and len({one.value for one in fitting}) == 1:
        state.evidence["signer.name"] = under
        _replace(state, "signer.name", None, fitting[0].value, give)
    if path and "signer.name" in state.evidence:
        state.evidence[f"{path}.name"] = state.evidence["signer.name"]


def _signs_as(one: Known, signer: Signer, date: str | None) -> bool:
    """Whether he signed with this title, and in that time."""
    in_time = bool(date and one.first and one.last and one.first[:4] <= date[:4] <= one.last[:4])
    return in_time and bool(signer.title) and fold_words(one.title or "") == fold_words(signer.title or "")


def _replace(state: Weighed, path: str, seen: str | None, value: str, give: Callable[[str], None]) -> None:
    give(value)
    state.evidence[path] = [
        one.model_copy(update={"confidence": min(one.confidence, STAND_IN), "clues": _clues(one)})
        for one in state.evidence[path]
    ]
    message = (
        Message.of("known-instead", seen=seen, value=value)
        if seen
        else Message.of("known-alone", value=value)
    )
    state.review.append(Review.of(path, message, STAND_IN))


def _raised(one: Evidence) -> Evidence:
    sure = round(1 - (1 - one.confidence) * LEFT_OF_DOUBT, 3)
    return one.model_copy(update={"confidence": sure, "clues": _clues(one)})


def _clues(one: Evidence) -> list[Clue]:
    return list(dict.fromkeys((*one.clues, Clue.KNOWN)))


def _value(fields: Fields, path: str) -> str | None:
    if path == "signer.name":
        return fields.signer.name
    if path.startswith("recipients["):
        return fields.recipients[int(re.sub(r"\D", "", path))]
    held: str | None = getattr(fields, path)
    return held


def _setter(fields: Fields, path: str) -> Callable[[str], None]:
    return lambda value: setattr(fields, path, value)


def _item(fields: Fields, index: int) -> Callable[[str], None]:
    return lambda value: fields.recipients.__setitem__(index, value)


def _likeness(one: str, other: str) -> float:
    return Levenshtein.normalized_similarity(one, other)
