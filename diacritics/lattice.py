"""What the decoder reads and what it gives back.

    Token (one noisy observation, with the recogniser's readings) ─▶ decoder ─▶ Decoded

A lattice is a sequence of tokens; a line break is told by `ends_line`. Scores are natural logarithms.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from diacritics.arrays import Floats, Ints


@dataclass(frozen=True, slots=True)
class Reading:
    """One way a recogniser read the token; `log_prob` is its own log-probability of that reading."""

    text: str
    log_prob: float


@dataclass(frozen=True, slots=True)
class Token:
    """One observed token (a word as printed, with its punctuation), and how sure the recogniser was.

    `confidence` (0..1) is the recogniser's probability that `seen` is right; 1.0 when the text did
    not come from a recogniser that says. `readings` are further readings of the same place.
    """

    seen: str
    confidence: float = 1.0
    readings: tuple[Reading, ...] = ()
    ends_line: bool = False


@dataclass(frozen=True, slots=True)
class Decoded:
    """What the token was meant to be.

    `text` may hold a space (joined words were split) or be empty (joined to the token before).
    `posterior` is the probability (0..1) of `text` among the alternatives the beam kept.
    `reason` says in a few words why it changed; "" when it did not.
    """

    seen: str
    text: str
    posterior: float
    alternatives: tuple[tuple[str, float], ...] = ()
    reason: str = ""

    @property
    def changed(self) -> bool:
        return self.text != self.seen


Lattice = Sequence[Token]


@dataclass(frozen=True, slots=True, eq=False)
class Slot:
    """One token's candidates: vocabulary numbers and log P(seen | candidate), best first."""

    numbers: Ints
    channel: Floats
