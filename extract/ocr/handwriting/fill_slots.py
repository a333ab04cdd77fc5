"""Digits that were filled into the printed form of a page's head: its number, day and month.

    lines + page picture ─▶ gaps ─▶ digit reader ─▶ weighed with what the engine read ─▶ edited lines

Clerks write or stamp them, and an engine for print reads them as other signs ("¿02" for 209, "44" for 11).
A gap that neither reader can read stays as it was; what the engine surely read as digits is not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from extract.core.geometry import Box
from extract.core.model import Line
from extract.core.type_size import stand, usual_size
from extract.imaging.view import View
from extract.ocr.handwriting import digit_network, form_slots
from extract.ocr.handwriting.digit_network import Scores
from extract.ocr.handwriting.form_slots import FORMS, Form, Gap
from extract.ocr.handwriting.strip import Strip, strip, upright

HEAD = 0.4  # share of the page's height that the number and the date stand in
SURE = 0.3  # probability from which a reading is written into the page; fields have those below 0.6 reviewed
SURE_PRINT = 0.9  # what the engine read as valid digits this surely is not looked at again
# What is read less surely is looked at with its strokes upright too. Of 83 written numbers of offices that
# the reader had not seen 59 were right and 7 wrong with it, 54 and 13 without.
CLEAR = 0.9
OTHER_COUNT = 0.55  # confidence where the engine saw more or fewer digits: a slash is read as 1
UNREAD = 0.3  # confidence of signs that neither reader can make digits of
TALL = 0.85  # ems: printed digits are 0.68 high, written ones mostly 0.95 and more
TRUST_WRITTEN = 0.3  # of 7 written numbers an engine misread 5, one of them with a confidence of 0.9
DOUBT_GROWS = 2.5  # the engine's doubt of print, as doubt of digits: 0.6 and less is worth nothing
OTHER_DIGITS = 30  # what an engine that is wrong may have read instead
RARE = 0.2  # how much rarer 5 is than 05 where the rules ask for 05
INVALID = 0.3  # how much rarer digits that the form forbids (day 80) are than a gap without any
UNSEEN = 0.01  # least probability of what only the engine has read
MARGIN = 0.1  # ems of the strip to the left of the word before the gap
INSIDE = 0.2  # ems from the words to its sides, from where on a gap is surely inside
LETTERS_INSIDE = 0.03  # how much rarer letters and scribbles are in a gap than elsewhere


def fill_in(lines: Sequence[Line], view: View, height: float) -> tuple[Line, ...]:
    """The lines with the filled-in digits of the head read; `height` of the page in points."""
    edited = list(lines)
    usual = usual_size(word for line in lines for word in line.words)
    for form in FORMS:
        gap = form_slots.find(edited, form, HEAD * height)
        if gap:
            edited = _filled(edited, gap, view, usual)
    return tuple(form_slots.mend_year_word(edited, HEAD * height))


def _is_sure(gap: Gap) -> bool:
    return gap.confidence >= SURE_PRINT and gap.form.valid.fullmatch(gap.printed) is not None


def _is_tall(gap: Gap, em: float) -> bool:
    """Whether what the engine read, alone in its word, is higher than print is: somebody wrote it."""
    return gap.seen is not None and not gap.glued and gap.seen.height >= TALL * em


def _filled(lines: list[Line], gap: Gap, view: View, usual: float) -> list[Line]:
    foot, em = stand(gap.words, usual)
    if _is_sure(gap) and not _is_tall(gap, em):
        return lines
    piece = strip(view, gap.before.x0 - MARGIN * em, gap.after.x1 + MARGIN * em, foot, em)
    if piece is None:
        return lines
    frames = _frames(piece, gap, em)
    seen = digit_network.readings(frames)
    trusted = TRUST_WRITTEN if _is_tall(gap, em) else 1.0
    text, confidence = _weighed(gap, seen, trusted)
    if confidence < CLEAR:
        seen = _mean(seen, digit_network.readings(_frames(upright(piece), gap, em)))
        text, confidence = _weighed(gap, seen, trusted)
    if not text or confidence < SURE:
        return _cut_off(lines, gap)
    if text == gap.printed and confidence <= gap.confidence:
        return lines
    if form_slots.counts_otherwise(gap, text):
        confidence = min(confidence, OTHER_COUNT)
    left, right = _sides(piece, frames, seen, text) or (gap.before.x1, gap.after.x0)
    top, bottom = foot - digit_network.RISE * em, foot + digit_network.FALL * em
    if gap.seen:
        top, bottom = gap.seen.y0, gap.seen.y1
    box = Box(left, top, max(right, left + 1), bottom)
    return form_slots.fill(lines, gap, text, confidence, box)


def _mean(one: dict[str, float], other: dict[str, float]) -> dict[str, float]:
    """The probabilities of two looks at the same strip."""
    return {text: (one.get(text, 0.0) + other.get(text, 0.0)) / 2 for text in (one | other)}


def _cut_off(lines: list[Line], gap: Gap) -> list[Line]:
    """The lines with what is glued to the form of a number cut off: "Số2Q#/SYT" still has its notation."""
    if gap.form.name != "number" or not (gap.glued and gap.printed and gap.seen):
        return lines
    return form_slots.fill(lines, gap, gap.printed, min(gap.confidence, UNREAD), gap.seen)


def _frames(piece: Strip, gap: Gap, em: float) -> Scores:
    """The scores of a strip; between the printed words a scribble must be clear to be one."""
    frames = digit_network.scores(piece.line)
    first, last = (
        round((x - piece.left) / piece.column / digit_network.STRIDE)
        for x in (gap.before.x1 + INSIDE * em, gap.after.x0 - INSIDE * em)
    )
    inner = frames[max(first, 0) : max(last, 0)]
    inner[:, digit_network.OTHER] += np.log(LETTERS_INSIDE)
    inner -= np.log(np.exp(inner).sum(axis=1, keepdims=True))
    return frames


def _value(reading: str) -> str:
    """The digits between the words of a reading: "L209L" is 209, "L33L2022L" 33 (33/2022/NQ-HĐND)."""
    match = re.fullmatch(r"\d{0,2}L(\d+)(?:L(?:19|20)\d\d)?L?", reading)
    return match[1] if match else ""


def _weighed(gap: Gap, seen: dict[str, float], trusted: float) -> tuple[str, float]:
    """The likeliest valid digits and their probability, from both readers.

    `trusted` is how much of its confidence an engine for print keeps on what stands there.
    Each is a witness who is right with its own confidence and else says anything.
    """
    form: Form = gap.form
    weights = {"": max(1 - sum(seen.values()), 0.0)}
    for reading, probability in seen.items():
        value = _value(reading)
        if form.valid.fullmatch(value):
            usual = RARE if form.rare.fullmatch(value) else 1.0
            weights[value] = weights.get(value, 0.0) + probability * usual
        else:
            weights[""] += probability * (INVALID if reading.strip("L") else 1.0)
    if form.valid.fullmatch(gap.printed):
        trust = trusted * max(1 - DOUBT_GROWS * (1 - gap.confidence), 0.0)
        weights[gap.printed] = max(weights.get(gap.printed, 0.0), UNSEEN) * (
            1 + OTHER_DIGITS * trust / (1 - trust)
        )
    best = max(weights, key=lambda value: weights[value])
    return best, weights[best] / sum(weights.values())


def _sides(piece: Strip, frames: Scores, seen: dict[str, float], text: str) -> tuple[float, float] | None:
    """Left and right side of the digits in points; None when only the engine has read them."""
    spelled = max((reading for reading in seen if _value(reading) == text), key=lambda r: seen[r], default="")
    if not spelled:
        return None
    places = digit_network.places(frames, spelled)
    first = spelled.index("L" + text) + 1
    left, right = places[first][0], places[first + len(text) - 1][1]
    return piece.left + left * piece.column, piece.left + right * piece.column
