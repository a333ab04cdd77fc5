"""`python -m diacritics.training --corpus FOLDER --lexicon FOLDER --pairs FILE ...` builds `diacritics/data`.

corpus files, word lists ─▶ streams ─▶ vocabulary, trigram counts ─▶ Kneser-Ney ─▶ pruned, packed ─▶ data/
corpus files but for blocks ─▶ a model for this alone ─▶ first pass over the blocks ─▶ re-scorer ─▶ data/
pairs files ─▶ aligned words ─▶ channels ─▶ data/
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import json
import time
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from diacritics.language_model import DATA
from diacritics.training import (
    channels,
    corpus,
    kneser_ney,
    lexicon,
    ngrams,
    pack,
    pairs,
    rescorer,
    speech,
    vocabulary,
)

# 39 MB on disk, with everything else; all bigrams that are worth anything. Of 120,000 held-back stripped
# syllables 1,280 are wrong with 10.5 million trigrams; with 2.2 and 4.5 million 1,430, with 12 million 1,255.
MOST_BIGRAMS = 2_700_000
MOST_TRIGRAMS = 9_350_000
_LEAST_EXCLUDED = 30  # letters: shorter lines are forms that any document has


def main() -> None:
    """Parses the options and builds."""
    parser = argparse.ArgumentParser(prog="python -m diacritics.training", description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True, help="folder of SOURCE.txt.xz files")
    parser.add_argument(
        "--pairs",
        type=Path,
        required=True,
        action="append",
        help="file (.tsv.xz) of engine, true line, read line, or a folder of such; repeat for more",
    )
    parser.add_argument("--lexicon", type=Path, help="folder of lists: administrative units, agencies, words")
    parser.add_argument("--exclude", type=Path, help="folder of .txt files whose lines are not trained on")
    parser.add_argument("--out", type=Path, default=DATA, help="folder of the model (default: the package's)")
    options = parser.parse_args()
    started = time.monotonic()
    options.out.mkdir(parents=True, exist_ok=True)
    excluded = excluded_lines(options.exclude)
    without = partial(build_model, options.corpus, options.lexicon)
    figures = {
        "language_model": without(excluded, options.out),
        "rescorer": rescorer.build(options.corpus, excluded, options.out, without),
        "channels": build_channels(pairs.files(options.pairs), options.out),
    }
    seconds = round(time.monotonic() - started)
    write_manifest(options.out, figures, seconds)
    print(f"built {options.out} in {seconds} s")


def excluded_lines(folder: Path | None) -> frozenset[str]:
    """Squeezed lines of the held-back texts in a folder."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))] if folder else []
    lines = (corpus.squeeze(line) for text in texts for line in text.splitlines())
    return frozenset(line for line in lines if len(line) >= _LEAST_EXCLUDED)


def build_model(folder: Path, lists: Path | None, excluded: Container[str], out: Path) -> dict[str, Any]:
    """The language model's files into `out`; its figures for the manifest."""
    paths = [folder / f"{name}.txt.xz" for name in corpus.WEIGHTS]
    reader = corpus.Reader()
    streams = [reader.read(path, excluded) for path in paths if path.is_file()]
    if not streams:
        raise FileNotFoundError(f"none of {', '.join(corpus.WEIGHTS)} (.txt.xz) in {folder}")
    listed = reader.take("lexicon", lexicon.lines(lists)).raw if lists else np.zeros(0, dtype=np.uint32)
    raw = reader.raw_tokens()
    weights = [float(corpus.WEIGHTS[stream.name]) for stream in streams]
    every = [*(stream.raw for stream in streams), listed]
    words = vocabulary.select(raw, _weighted_counts(every, [*weights, corpus.LEXICON_WEIGHT], len(raw)))
    running, weights = _speech_apart(streams, raw)
    counts = ngrams.count(
        [words.of_raw[stream] for stream in (*running, listed)], [*weights, corpus.LEXICON_WEIGHT]
    )
    whole = kneser_ney.estimate(counts, 0, len(words.words))
    pruned = kneser_ney.prune(counts, whole, 0, MOST_BIGRAMS, MOST_TRIGRAMS)
    pack.write(out, words.words, {**pack.pack(pruned), "case": words.case})
    return {
        "sources": [_source(folder, stream) for stream in streams],
        "lexicon_tokens": len(listed),
        "vocabulary": len(words.words),
        "bigrams": {"seen": len(counts.bigrams), "kept": len(pruned.bigrams)},
        "trigrams": {"seen": len(counts.trigrams), "kept": len(pruned.trigram)},
    }


def _speech_apart(
    streams: Iterable[corpus.Stream], raw: Sequence[str]
) -> tuple[list[NDArray[np.uint32]], list[float]]:
    """The streams' tokens, those of paragraphs that read like speech in arrays of their own, and weights."""
    running: list[NDArray[np.uint32]] = []
    weights: list[float] = []
    for stream in streams:
        weight = corpus.WEIGHTS[stream.name]
        if stream.name in speech.SOURCES:
            spoken = speech.spoken(stream.raw, raw)
            running += [stream.raw[~spoken], stream.raw[spoken]]
            weights += [weight, weight * speech.WEIGHT]
        else:
            running.append(stream.raw)
            weights.append(weight)
    return running, weights


def _weighted_counts(
    streams: Iterable[NDArray[np.uint32]], weights: Sequence[float], size: int
) -> NDArray[np.float64]:
    total = np.zeros(size)
    for stream, weight in zip(streams, weights, strict=True):
        total += weight * np.bincount(stream, minlength=size)
    return total


def _source(folder: Path, stream: corpus.Stream) -> dict[str, Any]:
    file = folder / f"{stream.name}.txt.xz"
    return {
        "name": stream.name,
        "bytes": file.stat().st_size,
        "sha256": _digest(file),
        "paragraphs": stream.paragraphs,
        "tokens": len(stream.raw),
        "weight": corpus.WEIGHTS[stream.name],
    }


def build_channels(paths: Sequence[Path], out: Path) -> dict[str, Any]:
    """The recognisers' channels into `out`; their figures for the manifest."""
    figures: dict[str, Any] = {
        "pairs": [{"bytes": path.stat().st_size, "sha256": _digest(path)} for path in paths],
        "lines": dict(sorted(Counter(engine for engine, _, _ in pairs.lines(paths)).items())),
    }
    for name in pairs.CHANNELS:
        found = pairs.word_pairs(paths, name)
        channels.write(out / f"{name}.json", found)
        figures[name] = {engine: counts.total() for engine, counts in sorted(found.items())}
    return figures


def write_manifest(out: Path, figures: dict[str, Any], seconds: int) -> None:
    """MANIFEST.json: how the folder was built, from what, and the digest of each file."""
    files = sorted(path for path in out.iterdir() if path.name != "MANIFEST.json")
    manifest = {
        "built_by": "python -m diacritics.training",
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "seconds": seconds,
        **figures,
        "files": {path.name: {"bytes": path.stat().st_size, "sha256": _digest(path)} for path in files},
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=2)
    (out / "MANIFEST.json").write_text(text + "\n", encoding="utf-8")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
