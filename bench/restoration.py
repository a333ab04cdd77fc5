"""Scoreboard of restoration: what comes back, what is damaged, how sure it is, what it costs.

    python bench/restoration.py [--texts FOLDER] [--sentences FOLDER] [--pairs FILE] [--read FOLDER]
        [--layers DOCUMENTS] [--legacy DOCUMENTS] [--foreign FOLDER] [--gold FOLDER] [--keep FILE]
        [--against FILE] [--alone]

Protocol, written before any number. Without options it runs on the right texts of samples/.

First figures: restoration_alone.py, what `restore` loses when it finds the channels itself, by kind of text
(`--foreign`: .txt files in other languages, one a language); `--alone` stops there.

Texts. `--texts`: good .txt files (Markdown signs removed; only those that `auto` leaves alone), stripped of
all marks and restored whole, channel `stripped`. `--sentences`: one true sentence a line, stripped, each
restored alone and, a case of its own, the file whole as `sohoa restore FILE` does. `--pairs`: lines that
engines read, held back from training, each restored alone through its engine's channel. `--read`: seen.txt
and true.txt of a real report, restored whole, channel `auto`; ⟨?⟩ in true.txt is what nobody can know and is
not counted. `--layers`: the text layer of page 1 of PDFs whose layer is garbled, against GOLD/NAME.p1.txt.
`--legacy`: see legacy_encodings.py.

Figures. Syllable: a run of letters; right when letters and marks are, case and tone placement (hóa,
hoá) made one. Exact: a token between blanks, with case and punctuation, in NFC; right when it is the
same. Diacritic: as viparse-corpus, METRIC.md: diacritic-bearing characters found exactly over all that
the truth has, both sides reduced to base letters and aligned. True and found words of a line are aligned
by fewest changes; what is missing is wrong; `extra` syllables are told apart. Layers have no order:
recall and precision of syllables as multisets over the page.

Peers get the skeleton of what was seen: the most frequent form of each word, and pyvi
(ViUtils.add_accents) where it is installed. Paired: syllables that only we, that only they have right,
and p of the two-sided sign test. `--keep` writes what was right, `--against` compares with such a file:
before and after a change on the same syllables.

Damage. True texts restored as they are, through every channel, and each line alone through `auto`:
tokens that changed, over all; those with digits, codes and addresses are counted apart as well.
Calibration: of tokens with letters and a posterior of at least .99, .9, .5, how many are exact.
Cost: restoration_cost.py, in a fresh process.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench import legacy_encodings, restoration_alone  # noqa: E402
from bench.restoration_cost import measure  # noqa: E402
from bench.restoration_peers import Peer, peers  # noqa: E402
from bench.restoration_scores import UNKNOWN, Score, compare, paired, share, syllables  # noqa: E402
from bench.restoration_sets import (  # noqa: E402
    Case,
    good_texts,
    held_back,
    layers,
    marked_texts,
    read,
    sentences,
    stripped,
)
from diacritics.channel.channels import RECOGNISERS  # noqa: E402
from diacritics.lattice import Decoded  # noqa: E402
from diacritics.restore import restore  # noqa: E402

SAMPLES = ROOT / "tests" / "golden" / "expected"
THRESHOLDS = (0.99, 0.9, 0.5)
_FIXED = re.compile(r"\d|[A-ZĐ]{2,}[-/&][A-ZĐ]|@|://|\w\.(?:vn|com|org|net)\b")

Posteriors = list[tuple[float, bool]]


def line_of(case: Case, score: Score, others: dict[str, Score]) -> str:
    """One row of the table."""
    right, there = score.diacritics
    row = (
        f"{case.name:24} {case.channel:14} {len(score.syllables):6} {share(score.syllables):8.3%}"
        f" {share(score.tokens):8.3%} {right / max(there, 1):8.3%} {score.extra:5}"
    )
    for peer in others.values():
        only_ours, only_theirs, p = paired(score.syllables, peer.syllables)
        row += f" | {share(peer.syllables):7.2%} {only_ours:5} {only_theirs:4} {p:7.1e}"
    return row


def table(cases: Iterable[Case], others: dict[str, Peer]) -> Iterator[tuple[Case, Score, Posteriors]]:
    """Prints a row for each case and gives its score and its posteriors."""
    head = "".join(f" | {name:>7}  ours only/theirs/p" for name in others)
    print(f"{'set':24} {'channel':14} {'n':>6} {'syllable':>8} {'exact':>8} {'diacr.':>8} {'extra':>5}{head}")
    for case in cases:
        restored = case.restored()
        found = "\n".join(part.text for part in restored).split("\n")
        score = compare(case.true, found)
        theirs = {name: compare(case.true, list(map(peer, case.seen))) for name, peer in others.items()}
        print(line_of(case, score, theirs), flush=True)
        yield case, score, posteriors(case, [token for part in restored for token in part.tokens])


def posteriors(case: Case, tokens: Sequence[Decoded]) -> Posteriors:
    """Posterior and rightness of every token of the lines that have as many true as seen tokens."""
    found: Posteriors = []
    at = 0
    for seen, true in zip(case.seen, case.true, strict=True):
        count, words = len(seen.split()), true.split()
        if len(words) == count:
            known = zip(tokens[at : at + count], words, strict=True)
            found += [
                (token.posterior, token.text == word)
                for token, word in known
                if UNKNOWN not in word and any(map(str.isalpha, token.seen))
            ]
        at += count
    return found


def calibration(channel: str, found: Posteriors) -> None:
    parts = []
    for threshold in THRESHOLDS:
        sure = [right for posterior, right in found if posterior >= threshold]
        covered = len(sure) / max(len(found), 1)
        parts.append(f">= {threshold:<4} {covered:7.2%} of tokens, {share(sure):8.3%} exact")
    print(f"{channel:14} {len(found):7} tokens | " + " | ".join(parts))


def damage(name: str, texts: Sequence[str]) -> None:
    """What restoration changes where nothing is to be changed."""
    lines = [line for text in texts for line in text.splitlines()]
    for channel in ("auto", "auto by line", "stripped", *RECOGNISERS):
        asked = lines if channel == "auto by line" else texts
        tokens = [token for text in asked for token in restore(text, channel.partition(" ")[0]).tokens]
        changed = [token for token in tokens if token.changed]
        fixed = sum(bool(_FIXED.search(token.seen)) for token in changed)
        shown = "; ".join(f"{token.seen} -> {token.text}" for token in changed[:4])
        counts = f"{len(tokens):6} {len(changed):5} {len(changed) / max(len(tokens), 1):8.3%} {fixed:5}"
        print(f"{name:24} {channel:14} {counts}  {shown}", flush=True)


def layer(name: str, raw: str, truth: str) -> None:
    restored = {"raw": raw, "auto": restore(raw).text, "english-ocr": restore(raw, "english-ocr").text}
    gold = Counter(syllables(truth))
    figures = []
    for kind, text in restored.items():
        there = Counter(syllables(text))
        both = (gold & there).total()
        figures.append(f"{kind} {both / gold.total():.4f} {both / max(there.total(), 1):.4f}")
    print(f"{name:24} {gold.total():5} syllables | recall, precision: " + " | ".join(figures), flush=True)


def cost(text: str, channel: str) -> None:
    found = measure(text, channel)
    count = len(syllables(text))
    print(
        f"{channel:14} {count / found.restore_seconds:8.0f} syllables/s ({count})"
        f" | import {found.import_seconds:.2f} s, load {found.load_seconds:.2f} s"
        f" | MB own + file: loaded {found.loaded_own:.0f} + {found.loaded_file:.0f},"
        f" after restoring {found.restored_own:.0f} + {found.restored_file:.0f}",
        flush=True,
    )


def against(path: Path, scores: dict[str, Score]) -> None:
    """Paired comparison with a file that --keep wrote."""
    before = json.loads(path.read_text(encoding="utf-8"))
    for name, score in scores.items():
        was = [sign == "1" for sign in before.get(name, "")]
        if len(was) == len(score.syllables):
            fixed, broken, p = paired(score.syllables, was)
            now = share(score.syllables)
            print(f"{name:40} {share(was):8.3%} -> {now:8.3%}  fixed {fixed:4}  broken {broken:4}  p {p:.1e}")


def keep(path: Path, scores: dict[str, Score]) -> None:
    rights = {name: "".join("01"[right] for right in score.syllables) for name, score in scores.items()}
    path.write_text(json.dumps(rights), encoding="utf-8")


def chosen(options: argparse.Namespace, texts: Sequence[tuple[str, str]]) -> Iterator[Case]:
    for name, text in texts:
        yield stripped(name, text)
    if options.sentences:
        yield from sentences(options.sentences)
    if options.read:
        yield read(options.read)
    yield from held_back(options.pairs)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n", maxsplit=1)[0])
    parser.add_argument("--texts", type=Path, default=SAMPLES, help="folder of well-marked .txt files")
    parser.add_argument("--sentences", type=Path, help="folder of .txt files, one true sentence a line")
    parser.add_argument(
        "--pairs",
        type=Path,
        action="append",
        default=[],
        help="pairs file or folder of such; repeat for more",
    )
    parser.add_argument("--read", type=Path, help="folder with seen.txt and true.txt")
    parser.add_argument("--layers", type=Path, help="PDFs with garbled text layers")
    parser.add_argument("--legacy", type=Path, help="documents in legacy encodings")
    parser.add_argument("--foreign", type=Path, help="folder of .txt files in other languages")
    parser.add_argument("--alone", action="store_true", help="only what is lost when left alone")
    parser.add_argument("--gold", type=Path, default=SAMPLES, help="right texts of --layers and --legacy")
    parser.add_argument("--keep", type=Path, help="write which syllables were right")
    parser.add_argument("--against", type=Path, help="compare with what --keep wrote")
    return parser.parse_args()


def costs(options: argparse.Namespace, cases: Sequence[Case]) -> None:
    """Speed and memory on the texts stripped, and on the garbled report if there is one."""
    print("\ncost")
    bare = [line for case in cases if case.channel == "stripped" and not case.alone for line in case.seen]
    cost("\n".join(bare), "stripped")
    if options.read:
        cost("\n".join(read(options.read).seen), "english-ocr")


def alone(options: argparse.Namespace) -> None:
    """The first figures."""
    garbled = layers(options.layers, options.gold) if options.layers else ()
    good = list(marked_texts(options.texts))
    kinds = restoration_alone.chosen(good, held_back(options.pairs), garbled, options.foreign)
    restoration_alone.report(kinds)


def main() -> None:
    options = arguments()
    alone(options)
    if options.alone:
        return
    texts = list(good_texts(options.texts))
    scores: dict[str, Score] = {}
    sure: defaultdict[str, Posteriors] = defaultdict(list)
    cases = list(chosen(options, texts))
    for case, score, posterior in table(cases, peers()):
        scores[f"{case.name} {case.channel}"] = score
        sure[case.channel] += posterior
    print("\ncalibration")
    for channel, found in sure.items():
        calibration(channel, found)
    print(f"\n{'damage to good text':24} {'channel':14} {'tokens':>6} {'changed':>14} {'codes':>5}")
    damage("texts", [text for _, text in texts])
    for case in cases:
        if case.alone and case.channel == "stripped":
            damage(case.name, ["\n".join(case.true)])
    costs(options, cases)
    if options.layers:
        print("\nlayers of page 1")
        for name, raw, truth in layers(options.layers, options.gold):
            layer(name, raw, truth)
    if options.legacy:
        print("\nlegacy")
        legacy_encodings.report(options.legacy, options.gold)
    if options.against:
        print("\nbefore and after")
        against(options.against, scores)
    if options.keep:
        keep(options.keep, scores)


if __name__ == "__main__":
    main()
