"""How well a network reads: edits over signs, all and by kind of sign, on held-out made lines.

network, lines ─ read ─▶ texts ─ errors ─▶ Errors(edits, signs, marks wrong)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from rapidfuzz.distance import Levenshtein

from diacritics.syllable import skeleton
from extract.ocr import ctc
from extract.ocr.line.alphabet import decode
from extract.ocr.line.training.lines import Batch
from extract.ocr.line.training.network import Network


@dataclass(frozen=True, slots=True)
class Errors:
    """Edits between what was read and what stands there."""

    edits: int = 0
    bare: int = 0  # edits that are left when all marks are taken off
    signs: int = 0
    exact: int = 0  # lines without an error
    lines: int = 0

    @property
    def rate(self) -> float:
        """Edits a sign; raises ZeroDivisionError without lines."""
        return self.edits / self.signs

    @property
    def marks(self) -> float:
        """Edits a sign that are marks alone."""
        return (self.edits - self.bare) / self.signs


def errors(pairs: Iterable[tuple[str, str]]) -> Errors:
    """Of (truth, reading) pairs."""
    rows = list(pairs)
    return Errors(
        sum(Levenshtein.distance(true, read) for true, read in rows),
        sum(Levenshtein.distance(skeleton(true), skeleton(read)) for true, read in rows),
        sum(len(true) for true, _ in rows),
        sum(true == read for true, read in rows),
        len(rows),
    )


def checked(network: Network, batches: Sequence[Batch]) -> Errors:
    """The errors of a network on made lines; leaves it in evaluation."""
    network.eval()
    device = next(network.parameters()).device
    pairs: list[tuple[str, str]] = []
    with torch.no_grad():
        for batch in batches:
            found = (
                network(torch.from_numpy(batch.pictures)[:, None].to(device).float()).argmax(2).cpu().numpy()
            )
            rows = zip(found, batch.steps, batch.labels, batch.lengths, strict=True)
            pairs += [(decode(labels[:length]), read(best[:steps])) for best, steps, labels, length in rows]
    return errors(pairs)


def read(best: np.ndarray[tuple[int], np.dtype[np.int64]]) -> str:
    """The text of the likeliest sign of every step."""
    return decode(int(best[step]) for step in ctc.peaks(best)).strip()
