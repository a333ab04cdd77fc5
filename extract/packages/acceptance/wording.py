"""Figures in words, for the terminal and for the page."""

from __future__ import annotations

import math

from extract.packages.acceptance.accuracy import Measured
from extract.packages.acceptance.report import Tally
from extract.review.intervals import Verdict
from schemas.catalogue import number, say

_SHOWN = {
    Verdict.PASSED: "accuracy-passed",
    Verdict.NOT_PASSED: "accuracy-not-passed",
    Verdict.TOO_FEW: "accuracy-too-few",
}


def percent(share: float) -> str:
    """As the language writes it."""
    return f"{number(round(100 * share, 2))}\u00a0%"


def bounds(one: Measured) -> str:
    """Of the interval, never narrower than it is."""
    if not one.found:
        return ""
    low, high = math.floor(one.found.low * 1e4) / 1e4, math.ceil(one.found.high * 1e4) / 1e4
    return f"{percent(low)} – {percent(min(high, 1.0))}"


def shown(one: Measured) -> str:
    """What is shown, and what it takes to show more."""
    told = say(_SHOWN[one.verdict])
    if one.unchecked:
        return f"{told}; {say('accuracy-unchecked', count=one.unchecked)}"
    if not one.is_enough:
        return f"{told}; {say('accuracy-more-lines')}"
    return f"{told}; {say('accuracy-more', count=one.more)}" if one.more else told


def result(tally: Tally) -> str:
    """Of a criterion, in a word."""
    if tally.missed:
        return say("result-missed" if tally.row.is_asked else "result-to-look-at")
    return say("result-open" if tally.open else "result-met")
