"""What `restore` left alone loses, by kind of text: channel `auto` against the best channel of the same text.

    good texts, pairs, layers, foreign texts ─▶ Text (seen, true) ─▶ a row: auto, best channel, points lost

Kinds: good text, the same stripped, held-back lines of each engine as one file, each layer, text in other
languages, and all but the layers in turns of five lines (mixed: best is each line through its own channel).
Figures are shares of syllables (restoration_scores); of layers, which have no order, their recall.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bench.restoration_scores import compare, share, syllables
from bench.restoration_sets import Case
from diacritics.channel.channels import RECOGNISERS
from diacritics.restore import NONE, restore
from diacritics.syllable import nfc, skeleton

TURN = 5  # lines of one kind in the mixed text
MOST_TURNS = 40  # of each kind
ALLOWED = 0.01

CHANNELS = (NONE, "stripped", *RECOGNISERS)


@dataclass(frozen=True, slots=True)
class Text:
    """A text of one kind as seen and as meant; `channels`: of each line, where they differ."""

    name: str
    seen: tuple[str, ...]
    true: tuple[str, ...]
    channel: str = ""  # "": whichever is best
    channels: tuple[str, ...] = ()
    placed: bool = True  # whether a seen line stands for the true line at its place

    def share(self, found: str) -> float:
        """Of the true syllables, those that were found."""
        if self.placed:
            return share(compare(self.true, found.split("\n")).syllables)
        gold = Counter(syllables("\n".join(self.true)))
        return (gold & Counter(syllables(found))).total() / max(gold.total(), 1)

    def best(self) -> tuple[float, str]:
        """The share that the best channel brings, and its name."""
        if self.channels:
            return self.share(self._by_line()), "own"
        known = (self.channel,) if self.channel else CHANNELS
        return max((self.share(restore("\n".join(self.seen), name).text), name) for name in known)

    def _by_line(self) -> str:
        lines = list(self.seen)
        for name in {*self.channels} - {NONE}:
            at = [i for i, channel in enumerate(self.channels) if channel == name]
            restored = restore("\n".join(self.seen[i] for i in at), name).text.split("\n")
            for i, line in zip(at, restored, strict=True):
                lines[i] = line
        return "\n".join(lines)


def report(texts: Iterable[Text]) -> None:
    """A row for each text; what loses more than a point is marked."""
    print(f"{'left alone':24} {'syllables':>9} {'auto':>8} {'best':>8} {'channel':14} {'lost':>7}")
    for text in texts:
        alone = text.share(restore("\n".join(text.seen)).text)
        best, channel = text.best()
        count = len(syllables("\n".join(text.true)))
        mark = " !" if best - alone > ALLOWED else ""
        print(
            f"{text.name:24} {count:9} {alone:8.3%} {best:8.3%} {channel:14} {best - alone:7.3%}{mark}",
            flush=True,
        )


def chosen(
    good: Sequence[tuple[str, str]],
    read: Iterable[Case],
    layers: Iterable[tuple[str, str, str]],
    foreign: Path | None,
) -> Iterator[Text]:
    """Good texts by name, held-back readings, a folder of .txt files in other languages; mixed; layers."""
    lines = tuple(line for _, text in good for line in text.splitlines() if line.strip())
    single = [
        Text("good", lines, lines, NONE),
        Text("stripped", tuple(map(skeleton, lines)), lines, "stripped"),
        *(Text(case.name, case.seen, case.true, case.channel) for case in read),
        *(_foreign(path) for path in sorted(foreign.glob("*.txt") if foreign else ())),
    ]
    yield from single
    yield _mixed(single)
    for name, raw, truth in layers:
        seen, true = tuple(raw.split("\n")), tuple(truth.split("\n"))
        yield Text(name, seen, true, "english-ocr", placed=False)


def _foreign(path: Path) -> Text:
    lines = tuple(line for line in nfc(path.read_text(encoding="utf-8")).splitlines() if line.strip())
    return Text(path.stem[:24], lines, lines, NONE)


def _mixed(texts: Sequence[Text]) -> Text:
    """All texts in turns of a few lines."""
    turns = [
        replace(text, seen=text.seen[at : at + TURN], true=text.true[at : at + TURN])
        for at in range(0, TURN * MOST_TURNS, TURN)
        for text in texts
    ]
    seen = tuple(line for turn in turns for line in turn.seen)
    true = tuple(line for turn in turns for line in turn.true)
    return Text("mixed", seen, true, channels=tuple(turn.channel for turn in turns for _ in turn.seen))
