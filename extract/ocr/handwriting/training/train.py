"""Train the reader of filled-in digits and write its weights.

    python -m extract.ocr.handwriting.training.train --mnist digits.png \\
        --out extract/ocr/handwriting/data/digits.npz

Needs the extra `training` (torch, scikit-learn), the sheet of MNIST digits `digits.png` (Debian package
opencv-doc, examples/data) and the fonts of HAND_FONTS and PRINTS; those that are missing are left out with a
warning. Prints the share of lines read without an error, made of digits and fonts that were held back.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.datasets import load_digits
from torch import nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from extract.ocr.handwriting.digit_network import HEIGHT, STRIDE, SYMBOLS
from extract.ocr.handwriting.training.digit_shapes import Shapes, from_fonts, from_pictures, from_strokes
from extract.ocr.handwriting.training.synthetic_lines import UNSURE, Piece, Writer

HELD_BACK = 6  # every sixth picture of handwriting and font is kept for the check
ROUND = 2500  # pieces made for a round
PASSES = 6  # over the pieces of a round
RATE = 3e-3
MEMORY = 0.998  # of the running mean of the weights, a step
CTC_SHARE = 0.5  # of the loss
LONGEST = 16  # labels a piece
FONT_ROOTS = (Path("/usr/share/fonts"), Path("/usr/share/texmf/fonts"))
HAND_FONTS = """BecauseWe*-Regular.otf DancingScript-Regular.otf KaushanScript-Regular.otf Breip.ttf dkg.ttf
dkgBd.ttf Humor-Sans.ttf KleeOne-*.ttf Kristi.ttf Rufscript010.ttf setofont.ttf Delphine.ttf SteveHand.ttf
SteveHand.ttf YOzRAF.ttf YOzREX.ttf YuseiMagic-Regular.ttf Navilu.ttf texgyrechorus-mediumitalic.otf"""
PRINTS = """Tinos-*.ttf Tinos-Italic.ttf Tinos-Regular.ttf texgyretermes-*.otf texgyretermes-italic.otf
FreeSerif*.ttf Arimo-*.ttf texgyreheros-regular.otf texgyreheros-italic.otf"""


def fonts(patterns: str) -> list[Path]:
    """The fonts of these names that are installed; a name given twice weighs double."""
    found = []
    for pattern in patterns.split():
        paths = [path for root in FONT_ROOTS for path in sorted(root.rglob(pattern))]
        if not paths:
            print(f"font {pattern} is not installed", file=sys.stderr)
        found += paths
    return found


def shapes(mnist: Path, *, held_back: bool) -> Shapes:
    """The sources of digits to train on, or those held back."""

    def part(count: int) -> NDArray[np.bool_]:
        return np.asarray((np.arange(count) % HELD_BACK == 0) == held_back)

    # 50 rows of 100 digits, 20 x 20, five rows a digit
    sheet = np.asarray(cv2.imread(str(mnist), cv2.IMREAD_GRAYSCALE), np.float32)
    cells = sheet.reshape(50, 20, 100, 20).swapaxes(1, 2).reshape(-1, 20, 20) / 255
    labels = np.repeat(np.arange(10), 500)
    small = load_digits()
    hand_fonts = fonts(HAND_FONTS)
    kept = set(list(dict.fromkeys(hand_fonts))[::HELD_BACK])
    return Shapes(
        {
            "mnist": from_pictures(cells[part(5000)], labels[part(5000)]),
            "optdigits": from_pictures(small.images[part(1797)] / 16, small.target[part(1797)]),
            "hand fonts": from_fonts([path for path in hand_fonts if (path in kept) == held_back]),
            "print": from_fonts(fonts(PRINTS)),
            "strokes": from_strokes,
        }
    )


class Network(nn.Module):
    """Picture (N x 1 x HEIGHT x W) ─▶ log-probabilities (N x W / STRIDE x SYMBOLS)."""

    def __init__(self) -> None:
        super().__init__()
        widths = (1, 16, 24, 48, 64)
        self.convolutions = nn.ModuleList(
            nn.Conv2d(before, after, 3, padding=1) for before, after in pairwise(widths)
        )
        self.norms = nn.ModuleList(nn.BatchNorm2d(width) for width in widths[1:])
        self.column = nn.Conv2d(widths[-1], 96, (HEIGHT // 8, 3), padding=(0, 1))
        self.last = nn.Conv1d(96, SYMBOLS, 5, padding=2)
        self.dropout = nn.Dropout(0.15)

    def forward(self, picture: torch.Tensor) -> torch.Tensor:
        x = picture
        for index, (convolution, norm) in enumerate(zip(self.convolutions, self.norms, strict=True)):
            x = torch.relu(norm(convolution(x)))
            if index < 3:
                x = nn.functional.max_pool2d(x, (2, STRIDE if index == 0 else 1))
        x = torch.relu(self.column(x)).squeeze(2)
        return nn.functional.log_softmax(self.last(self.dropout(x)), dim=1).transpose(1, 2)

    def take(self, kept: Mapping[str, NDArray[np.float16]]) -> None:
        """Go on from written weights, into which the norms were folded: they do nothing in evaluation."""
        layers = [*self.convolutions, self.column, self.last]
        with torch.no_grad():
            for index, layer in enumerate(layers):
                kernel = torch.from_numpy(kept[f"kernel{index}"].astype(np.float32))
                layer.weight.copy_(kernel.reshape(layer.weight.shape))
                layer.bias.copy_(torch.from_numpy(kept[f"bias{index}"].astype(np.float32)))
            for norm in self.norms:
                norm.running_var.fill_(1 - norm.eps)

    def weights(self) -> dict[str, NDArray[np.float16]]:
        """All layers for `digit_network`, the norms folded into the convolutions."""
        kept = {}
        for index, (convolution, norm) in enumerate(zip(self.convolutions, self.norms, strict=True)):
            factor = norm.weight / torch.sqrt(norm.running_var + norm.eps)
            kept[f"kernel{index}"] = convolution.weight * factor[:, None, None, None]
            kept[f"bias{index}"] = (convolution.bias - norm.running_mean) * factor + norm.bias
        kept |= {"kernel4": self.column.weight, "bias4": self.column.bias}
        kept |= {"kernel5": self.last.weight[:, :, None, :], "bias5": self.last.bias}
        return {name: value.detach().numpy().astype(np.float16) for name, value in kept.items()}


Pieces = tuple[NDArray[np.uint8], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]


def make(mnist: Path, count: int, seed: int, held_back: bool) -> Pieces:
    """`count` pieces: pictures, labels padded with 0, how many labels, labels of the frames."""
    cv2.setNumThreads(1)
    writer = Writer(shapes(mnist, held_back=held_back), fonts(PRINTS), seed)
    return stacked([writer.piece() for _ in range(count)])


def stacked(made: Sequence[Piece]) -> Pieces:
    """Pieces as arrays."""
    labels = np.zeros((len(made), LONGEST), np.int64)
    lengths = np.array([min(len(piece.labels), LONGEST) for piece in made], np.int64)
    for index, piece in enumerate(made):
        labels[index, : lengths[index]] = piece.labels[:LONGEST]
    pictures, frames = np.stack([piece.picture for piece in made]), np.stack([piece.frames for piece in made])
    return pictures, labels, lengths, frames


def batches(pieces: Pieces, size: int, chance: np.random.Generator) -> Iterator[tuple[torch.Tensor, ...]]:
    """All pieces in random order, `size` at a time."""
    order = chance.permutation(len(pieces[0]))
    for start in range(0, len(order) - size + 1, size):
        chosen = order[start : start + size]
        pictures = torch.from_numpy(pieces[0][chosen]).float()[:, None] / 255
        pictures = pictures.contiguous(memory_format=torch.channels_last)
        yield pictures, *(torch.from_numpy(part[chosen]) for part in pieces[1:])


def exact(network: Network, pieces: Pieces) -> float:
    """Share of pieces read without an error by the best path; leaves the network in evaluation."""
    network.eval()
    with torch.no_grad():
        best = torch.cat(
            [
                network(torch.from_numpy(part).float()[:, None] / 255).argmax(2)
                for part in np.array_split(pieces[0], 20)
            ]
        )
    right = 0
    for path, labels, length in zip(best.numpy(), pieces[1], pieces[2], strict=True):
        seen = [int(b) for a, b in zip([0, *path], path, strict=False) if b and a != b]
        right += seen == labels[:length].tolist()
    return right / len(best)


def train(network: Network, mnist: Path, out: Path, minutes: float) -> None:
    """Train on pieces made anew for each round; the weights are written after each."""
    chance = np.random.default_rng(1)
    mean = AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(MEMORY), use_buffers=True)
    optimiser = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=1e-3)
    check = make(mnist, 800, 0, held_back=True)
    begin, seed = time.time(), 100
    end = begin + minutes * 60
    with ProcessPoolExecutor(1) as pool:
        waiting = pool.submit(make, mnist, ROUND, seed, False)
        while time.time() < end:
            pieces = waiting.result()
            seed += 1
            waiting = pool.submit(make, mnist, ROUND, seed, False)
            losses = []
            for batch in (batch for _ in range(PASSES) for batch in batches(pieces, 64, chance)):
                warm = min((time.time() - begin) / 30 + 0.1, 1.0)
                for group in optimiser.param_groups:
                    group["lr"] = RATE * warm * max((end - time.time()) / (end - begin), 0.01)
                optimiser.zero_grad()
                loss = loss_of(network, *batch)
                loss.backward()  # type: ignore[no-untyped-call]
                nn.utils.clip_grad_norm_(network.parameters(), 5.0)
                optimiser.step()
                mean.update_parameters(network)
                losses.append(loss.item())
            right = exact(mean.module, check)
            print(f"{time.time() - begin:6.0f} s  loss {np.mean(losses):.3f}  exact {right:.4f}", flush=True)
            np.savez_compressed(out, **mean.module.weights())  # type: ignore[arg-type]
            torch.save(mean.module.state_dict(), out.with_suffix(".pt"))


def loss_of(
    network: Network,
    pictures: torch.Tensor,
    labels: torch.Tensor,
    lengths: torch.Tensor,
    frames: torch.Tensor,
) -> torch.Tensor:
    """Labels of frames teach quickly where things are (CTC alone is slow to begin), CTC what a line says."""
    scores = network(pictures)
    by_frame = nn.functional.nll_loss(scores.transpose(1, 2), frames, ignore_index=UNSURE)
    counts = torch.full((len(pictures),), scores.shape[1])
    by_line = nn.functional.ctc_loss(scores.transpose(0, 1), labels, counts, lengths, zero_infinity=True)
    return by_frame + CTC_SHARE * by_line


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--mnist", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--start", type=Path, help="state (.pt) to go on from")
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(1)
    network = Network().to(memory_format=torch.channels_last)
    if options.start:
        network.load_state_dict(torch.load(options.start))
    train(network, options.mnist, options.out, options.minutes)


if __name__ == "__main__":
    main()
