"""What repair did to words that were read: made better, made worse, by what it changed.

    Document (raw and repaired words), gold ─ changes ─▶ Change(cause, seen, text, effect)

The words of the page in reading order are aligned with those of the gold text twice, as read and as repaired
(fewest edits). A change is better when more of its words stand in the gold after it than before, less
those that do not; worse when fewer; else it is neither: one wrong word for another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from bench.reading_scores import words
from diacritics.syllable import skeleton
from extract.core.model import Document, Word
from extract.layout import analyse
from extract.layout.model import Region
from schemas.methods import Method


@dataclass(frozen=True)
class Change:
    """One word, or neighbours that were joined, as read and as repaired; `effect` +1 better, -1 worse."""

    cause: str
    seen: str
    text: str
    effect: int


def changes(document: Document, gold: str) -> Iterator[Change]:
    """All changes of a page with what they did."""
    groups = _groups(word for word in _in_order(document) if words(word.raw) or words(word.text))
    wanted = words(gold)
    before = _balance([words(seen) for seen, _, _ in groups], wanted)
    after = _balance([words(text) for _, text, _ in groups], wanted)
    for (seen, text, method), old, new in zip(groups, before, after, strict=True):
        if words(seen) != words(text):
            yield Change(_cause(seen, text, method), seen, text, (new > old) - (new < old))


def _in_order(document: Document) -> Iterator[Word]:
    for block in analyse(document).blocks:
        if block.region not in (Region.PAGE_NUMBER, Region.OVERLAY):
            for placed in block.lines:
                yield from placed.line.words


def _groups(held: Iterable[Word]) -> list[tuple[str, str, str]]:
    """(as read, as repaired, method); a word whose letters were joined to the one before goes with it."""
    groups: list[tuple[str, str, str]] = []
    for word in held:
        if not word.text and groups:
            seen, text, _ = groups.pop()
            groups.append((f"{seen} {word.raw}", text, "joined"))
        else:
            groups.append((word.raw, word.text, word.method))
    return groups


def _balance(groups: Sequence[Sequence[str]], wanted: Sequence[str]) -> list[int]:
    """For each group its words that stand in the gold, less those that do not."""
    owner = [at for at, group in enumerate(groups) for _ in group]
    read = [word for group in groups for word in group]
    balance = [-len(group) for group in groups]
    for step in Indel.opcodes(read, list(wanted)):
        if step.tag == "equal":
            for at in range(step.src_start, step.src_end):
                balance[owner[at]] += 2
    return balance


def _cause(seen: str, text: str, method: str) -> str:
    if method is Method.FILLED_IN:
        return "filled in"
    if method == "joined" or " " in text:
        return "joined, cut"
    if seen.lower() == text.lower():
        return "case"
    if any(map(str.isdigit, seen)) or any(map(str.isdigit, text)):
        return "digits"
    return "marks" if skeleton(seen).lower() == skeleton(text).lower() else "letters"


def told(found: Sequence[Change]) -> str:
    """Worse against better, in all and by cause."""
    counts = Counter((change.cause, change.effect) for change in found)
    rows = [f"{'words changed by repair':24} worse better neither"]
    for cause in sorted({change.cause for change in found}):
        rows.append(f"{cause:24}" + "".join(f"{counts[cause, effect]:6}" for effect in (-1, 1, 0)))
    worse, better = (sum(change.effect == effect for change in found) for effect in (-1, 1))
    ratio = f"1 : {better / worse:.0f}" if worse else f"none : {better}"
    return "\n".join([*rows, f"{'worse : better':24} {ratio}"])
