"""Scoreboard of restoration: good texts stripped, lines that recognisers read, good text that must stay.

    python bench/restoration.py [--seeds FOLDER] [--pairs FILE]

Protocol. Stripped: good texts (Markdown signs removed) lose their marks and are restored whole; a
syllable is a run of letters, right when it equals the original (hóa = hoá). Beside it the most frequent
form of each bare word, as any dictionary would put it. Recognisers: lines held back from training, each
restored on its own; word error is the edit distance between word sequences over the true words, raw and
restored, for all words and for three classes of true words. Good text: words that restoration changes
where nothing is to be changed. Speed: one process, model loaded, nothing remembered from before;
processor time.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from rapidfuzz.distance import Levenshtein

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from diacritics import language_model  # noqa: E402
from diacritics.channel import Stripped  # noqa: E402
from diacritics.restore import restore  # noqa: E402
from diacritics.syllable import normalise_tone, skeleton  # noqa: E402
from diacritics.training import pairs  # noqa: E402

SAMPLES = ROOT / "tests" / "golden" / "expected"
_SYLLABLE = re.compile(r"[^\W\d_]+")
_MARKUP = re.compile(r"[*#|\\_`]+|^\s*:?-{3,}.*$", re.MULTILINE)


def good_texts(folder: Path) -> Iterable[tuple[str, str]]:
    """Name and text of the well-marked .txt files in a folder, Markdown signs removed."""
    for path in sorted(folder.glob("*.txt")):
        text = _MARKUP.sub(" ", path.read_text(encoding="utf-8"))
        if restore(text).channel == "none":
            yield path.name[:16], text


def stripped(name: str, text: str) -> None:
    bare = skeleton(text)
    started = time.process_time()
    restored = restore(bare, "stripped").text
    seconds = time.process_time() - started
    true, plain = _SYLLABLE.findall(text), _SYLLABLE.findall(bare)
    right = _right(true, _SYLLABLE.findall(restored))
    print(
        f"stripped  {name:16} {len(true):6} syllables  right {right:8.3%}"
        f"  most frequent form {_right(true, [_frequent(word) for word in plain]):8.3%}"
        f"  {len(true) / seconds:8.0f} syllables/s"
    )


def _right(true: list[str], found: list[str]) -> float:
    assert len(true) == len(found), "restoration changed the number of words"
    equal = sum(normalise_tone(a) == normalise_tone(b) for a, b in zip(true, found, strict=True))
    return equal / max(len(true), 1)


def _frequent(word: str) -> str:
    model = language_model.load()
    slot = _FORMS.read(word)
    if not len(slot.numbers):
        return word
    best = model.words[slot.numbers[model.unigram[slot.numbers].argmax()]]
    return best.upper() if word.isupper() and len(word) > 1 else best.title() if word[0].isupper() else best


_FORMS = Stripped(language_model.load())


def damage(name: str, text: str) -> None:
    words = len(text.split())
    for channel in ("auto", "stripped", "english-ocr", "vietnamese-ocr"):
        changed = [token for token in restore(text, channel).tokens if token.changed]
        shown = "; ".join(f"{token.seen} -> {token.text}" for token in changed[:6])
        print(f"good text {name:16} {channel:15} {len(changed):4} of {words} changed  {shown}")


def word_class(word: str) -> str:
    if any(c.isdigit() for c in word):
        return "numbers"
    return "capitals" if word.isupper() and len(word.strip(".,;:()")) > 1 else "words"


def recogniser(path: Path, channel: str) -> None:
    true_words: Counter[str] = Counter()
    errors: dict[str, Counter[str]] = {"raw": Counter(), "restored": Counter()}
    started = time.process_time()
    for name, true, seen in pairs.lines(path):
        if name != channel or not pairs.held_back(true):
            continue
        words = normalise_tone(true).split()
        true_words.update(map(word_class, words))
        restored = restore(seen, channel).text
        for kind, text in (("raw", seen), ("restored", restored)):
            errors[kind].update(_wrong(words, normalise_tone(text).split()))
    seconds = time.process_time() - started
    for cls, total in sorted(true_words.items()):
        print(
            f"{channel:15} {cls:9} {total:6} words  "
            + "  ".join(f"{kind} {count[cls] / total:7.2%}" for kind, count in errors.items())
        )
    raw, restored_errors = (sum(count.values()) / sum(true_words.values()) for count in errors.values())
    print(f"{channel:15} all       raw {raw:7.2%}  restored {restored_errors:7.2%}  in {seconds:.1f} s")


def _wrong(true: list[str], found: list[str]) -> Counter[str]:
    """Words replaced or lost, and put in where none was, by class of the true (else of the found) word."""
    wrong: Counter[str] = Counter()
    for kind, at, there in Levenshtein.editops(true, found):
        wrong[word_class(found[there] if kind == "insert" else true[at])] += 1
    return wrong


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=Path, default=SAMPLES, help="folder of well-marked .txt files")
    parser.add_argument("--pairs", type=Path, help="pairs.tsv.xz: engine, true line, read line")
    options = parser.parse_args()
    texts = list(good_texts(options.seeds))
    for name, text in texts:
        stripped(name, text)
    for name, text in texts:
        damage(name, text)
    if options.pairs:
        for channel in pairs.ENGINES.values():
            recogniser(options.pairs, channel)


if __name__ == "__main__":
    main()
