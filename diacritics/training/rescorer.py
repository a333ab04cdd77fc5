"""The re-scorer's weights: from blocks of the corpus that its language model has not seen.

    corpus ─ blocks held out ─▶ a language model of the rest ─▶ first pass over the blocks, stripped
           ─▶ doubts with their right readings ─ fit ─▶ rescorer.npy, rescorer_dense.npy

A model's posteriors are too sure on the text it was made from; so the blocks (neighbouring paragraphs,
mostly of one document) are kept from a model built for this alone. Fit: AdaGrad (Duchi et al. 2011) on
the log-likelihood of the right reading.
"""

from __future__ import annotations

import lzma
import re
import tempfile
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from diacritics import language_model, tokens
from diacritics.arrays import Floats, Ints
from diacritics.channel.channels import Stripped
from diacritics.decoding import rescore
from diacritics.decoding.candidates import Candidates
from diacritics.decoding.decoder import decode
from diacritics.decoding.document_cache import Doubts, Text
from diacritics.decoding.sentences import Sentence, cut
from diacritics.decoding.slots import with_slots
from diacritics.language_model import LanguageModel
from diacritics.lattice import Token
from diacritics.syllable import nfc, skeleton
from diacritics.training import corpus

# One block of so many is held out: 23 million tokens, more of what is rare and counts most. With 13 million
# 5 % more of held-back news was wrong.
HELD_OUT = {"administrative": 3, "legal-recent": 5, "legal": 10, "encyclopedia": 4, "news": 5}
BLOCK = 32  # lines
TABLE_BITS = 22  # 4 MB; twice as many made no fewer wrong syllables
_EPOCHS = 1  # a second learns the examples, and makes 1 % more wrong elsewhere
_BATCH = 4000  # doubts
_RATE = 0.05
_DENSE_RATE = 0.05
_SINGLE = 3  # one block of so many is read sentence by sentence: short texts
_TOGETHER = 60  # documents decoded at once
_SEED = 1
_SENTENCE_END = re.compile(r"(?<=[.!?…]) (?=[A-ZĐÀ-Ỵ])")


@dataclass(frozen=True, slots=True, eq=False)
class Examples:
    """Doubts of a text; `right` is 1 for the right candidate of each, else 0."""

    text: Text
    doubts: Doubts
    right: Floats


class HeldOut:
    """The squeezed paragraphs of all held-out blocks and of a further set: what the model must not see."""

    def __init__(self, folder: Path, further: Container[str]) -> None:
        self._further = further
        self._own = frozenset(line for path in _files(folder) for block in blocks(path) for line in block)

    def __contains__(self, squeezed: object) -> bool:
        return squeezed in self._own or squeezed in self._further


def build(
    folder: Path,
    excluded: Container[str],
    out: Path,
    build_model: Callable[[Container[str], Path], Any],
) -> dict[str, Any]:
    """The re-scorer's files into `out`; its figures for the manifest. `build_model` builds a language
    model without the paragraphs told into a folder."""
    with tempfile.TemporaryDirectory() as temporary:
        build_model(HeldOut(folder, excluded), Path(temporary))
        model = language_model.load(Path(temporary))
        found = {path.name.split(".")[0]: collect(blocks(path, excluded), model) for path in _files(folder)}
        weights = [corpus.WEIGHTS[name] ** 0.5 for name in found]
        table, dense = fit(list(found.values()), weights)
    write(out, table, dense)
    return {"doubts": {name: len(one.doubts.at) for name, one in found.items()}}


def _files(folder: Path) -> list[Path]:
    paths = [folder / f"{name}.txt.xz" for name in HELD_OUT]
    return [path for path in paths if path.is_file()]


def blocks(path: Path, exclude: Container[str] = frozenset()) -> Iterator[list[str]]:
    """The held-out blocks of one corpus file, squeezed, without what is held back for measuring."""
    period = HELD_OUT[path.name.split(".")[0]]
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        block: list[str] = []
        for number, line in enumerate(lines):
            at, within = divmod(number, BLOCK)
            if at % period:
                continue
            squeezed = corpus.squeeze(line)
            if squeezed and not corpus.held_back(squeezed) and squeezed not in exclude:
                block.append(squeezed)
            if within == BLOCK - 1 and block:
                yield block
                block = []
        if block:
            yield block


def collect(found: Iterator[list[str]], model: LanguageModel) -> Examples:
    """The doubts of a first pass over the blocks without their marks."""
    candidates = Candidates(Stripped(model), model)
    keys, boundary = rescore.word_keys(model.words), model.numbers[tokens.BOUNDARY]
    parts: list[Examples] = []
    waiting: list[tuple[list[Sentence], list[str]]] = []
    for number, block in enumerate(found):
        for lines in [[one] for one in _sentences(block)] if number % _SINGLE == 0 else [block]:
            bare = [skeleton(nfc(line)) for line in lines]
            lattice = [
                Token(word, ends_line=at + 1 == len(words))
                for words in map(str.split, bare)
                for at, word in enumerate(words)
            ]
            sentences = with_slots(lattice, cut(lattice, Stripped.name), Stripped.name, candidates, model)
            waiting.append((sentences, _true_words(sentences, lines)))
        if len(waiting) >= _TOGETHER:
            parts += _examples(waiting, model, keys, boundary)
            waiting = []
    return join([*parts, *_examples(waiting, model, keys, boundary)])


def _sentences(block: Sequence[str]) -> Iterator[str]:
    for line in block:
        yield from _SENTENCE_END.split(line)


def _true_words(sentences: Sequence[Sentence], lines: Sequence[str]) -> list[str]:
    """What each place of the bare text was; a skeleton has a letter for each of the text's."""
    true = "".join("".join(nfc(line).split()) for line in lines)
    words, at = [], 0
    for sentence in sentences:
        for place in sentence.places:
            end = at + len(place.text.strip())
            words.append(true[at:end])
            at = end
    return words


def _examples(
    waiting: Sequence[tuple[list[Sentence], list[str]]], model: LanguageModel, keys: Any, boundary: int
) -> list[Examples]:
    posteriors = iter(decode([s.as_segment() for found, _ in waiting for s in found], model))
    examples = []
    for sentences, true in waiting:
        rows = [row for _ in sentences for row in next(posteriors)]
        text, doubts, (slot, _) = rescore.flatten(sentences, rows, keys, boundary)
        meant = keys[[model.number(tokens.classify(word)) for word in true]]
        right = (doubts.keys == meant[slot]).astype(np.float32)
        examples.append(Examples(text, doubts, right))
    return examples


def join(parts: Sequence[Examples]) -> Examples:
    """Examples of several documents as those of one text, the documents told apart; doubts without the
    right reading are left out."""
    lengths = np.cumsum([0] + [len(part.text.keys) for part in parts])
    documents = np.repeat(np.arange(1, len(parts) + 1, dtype=np.uint64), np.diff(lengths))
    texts = [part.text for part in parts]
    text = Text(
        np.concatenate([one.keys for one in texts]),
        np.concatenate([one.cases for one in texts]),
        np.concatenate([one.posterior for one in texts]),
        documents,
    )
    at = np.concatenate([part.doubts.at + shift for part, shift in zip(parts, lengths, strict=False)])
    sizes = np.concatenate([_sizes(part.doubts) for part in parts])
    keys = np.concatenate([part.doubts.keys for part in parts])
    prior = np.concatenate([part.doubts.prior for part in parts])
    common = np.concatenate([part.doubts.common for part in parts])
    right = np.concatenate([part.right for part in parts])
    of = np.repeat(np.arange(len(at)), sizes)
    answered = np.bincount(of, right, len(at)) > 0
    kept = answered[of]
    return Examples(
        text, _doubts(at[answered], sizes[answered], keys[kept], prior[kept], common[kept]), right[kept]
    )


def _sizes(doubts: Doubts) -> Ints:
    return np.diff(np.append(doubts.starts, len(doubts.keys)))


def _doubts(at: Ints, sizes: Ints, keys: Any, prior: Floats, common: Floats) -> Doubts:
    return Doubts(at, np.cumsum(sizes) - sizes, keys, prior, common, np.repeat(np.arange(len(at)), sizes))


def chosen(doubts: Doubts, which: Ints) -> tuple[Doubts, Ints]:
    """Some of the doubts, and the places of their candidates."""
    sizes = _sizes(doubts)[which]
    starts = np.cumsum(sizes) - sizes
    of = np.repeat(np.arange(len(which)), sizes)
    place = doubts.starts[which][of] + np.arange(sizes.sum()) - starts[of]
    return Doubts(
        doubts.at[which], starts, doubts.keys[place], doubts.prior[place], doubts.common[place], of
    ), place


def fit(sources: Sequence[Examples], weights: Sequence[float]) -> tuple[Floats, Floats]:
    """Weights of the table and of the dense features."""
    random = np.random.default_rng(_SEED)
    state = _State()
    around = [rescore.contexts(one.text, one.doubts.at) for one in sources]
    dense = [rescore.dense(one.text, one.doubts) for one in sources]
    for _ in range(_EPOCHS):
        for source, which in _batches(sources, random):
            doubts, place = chosen(sources[source].doubts, which)
            features = rescore.features(around[source][which], doubts, TABLE_BITS)
            state.step(doubts, features, dense[source][place], sources[source].right[place], weights[source])
    return state.table, state.dense


def _batches(sources: Sequence[Examples], random: np.random.Generator) -> list[tuple[int, Ints]]:
    """Numbers of a source's doubts, batch for batch, sources mixed."""
    found = []
    for number, one in enumerate(sources):
        order = random.permutation(len(one.doubts.at))
        found += [(number, order[at : at + _BATCH]) for at in range(0, len(order), _BATCH)]
    return [found[i] for i in random.permutation(len(found))]


class _State:
    """Weights under training, and the summed squares of their gradients."""

    def __init__(self) -> None:
        self.table = np.zeros(1 << TABLE_BITS, dtype=np.float32)
        self.squares = np.ones(1 << TABLE_BITS, dtype=np.float32)
        self.dense = np.zeros(rescore.DENSE, dtype=np.float32)
        self.dense[0] = 1  # the first pass as it is
        self.dense_squares = np.ones(rescore.DENSE, dtype=np.float32)

    def step(self, doubts: Doubts, features: Ints, dense: Floats, right: Floats, weight: float) -> None:
        """One batch: candidates x features, candidates x DENSE, candidates."""
        scores = self.table[features].sum(axis=1) + dense @ self.dense
        slope = (doubts.softmax(scores) - right) * np.float32(weight)
        places, slopes = features.ravel(), np.repeat(slope, features.shape[1])
        np.add.at(self.squares, places, slopes * slopes)
        np.add.at(self.table, places, -_RATE * slopes / np.sqrt(self.squares[places]))
        summed = slope @ dense
        self.dense_squares += summed * summed
        self.dense -= (_DENSE_RATE * summed / np.sqrt(self.dense_squares)).astype(np.float32)


def write(out: Path, table: Floats, dense: Floats) -> None:
    """The files that `rescore.load` reads: the table in 8-bit steps, the step and the dense weights."""
    step = np.float32(max(float(np.quantile(np.abs(table[table != 0]), 0.9999)), 1e-6) / 127)
    codes: NDArray[np.int8] = np.clip(np.rint(table / step), -127, 127).astype(np.int8)
    np.save(out / "rescorer.npy", codes)
    np.save(out / "rescorer_dense.npy", np.array([step, *dense], dtype=np.float32))
