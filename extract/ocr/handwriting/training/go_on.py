"""Train the upper layers of the reader on with strips of real documents.

    python -m extract.ocr.handwriting.training.go_on --mnist digits.png --real FOLDER \\
        --start digits.npz --out digits.npz [--without 0/3]

    labelled strips, made-up pieces ─▶ lower layers, once ─▶ upper layers trained ─▶ mean with the old weights

Strips are few, so the lower layers stay as the many made-up pieces have taught them; that also makes a run
some minutes on a share of one core. The mean of old and new weights keeps what the strips do not show
(Wortsman et al. 2022). `--without 0/3` leaves out the first of three folds of offices, to measure on it.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import nn

from extract.ocr.handwriting.digit_network import STRIDE
from extract.ocr.handwriting.training.real_strips import RealLine, lines_in, window
from extract.ocr.handwriting.training.synthetic_lines import UNSURE, Writer
from extract.ocr.handwriting.training.train import PRINTS, Network, fonts, shapes, stacked

LOWER = 3  # convolutions that stay as they are
WINDOWS = 28  # of each strip
MADE_UP = 5600  # pieces beside them: about as many
STEPS, BATCH, RATE = 900, 32, 1e-3
WARMING = 20  # steps
MEMORY = 0.98  # of the running mean of the weights, a step
FRAMES_SHARE = 0.3  # of the loss; strips have no labels of frames
NEW = 0.7  # share of the new weights in the mean; at 0.85 and 1.0 noise becomes digits
SEED = 1

Features = tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]


def divided(real: Sequence[RealLine], fold: str) -> list[RealLine]:
    """The strips to train on: without the offices of a fold such as "0/3"."""
    if not fold:
        return list(real)
    number, folds = (int(part) for part in fold.split("/"))
    left_out = set(sorted({line.group for line in real})[number::folds])
    return [line for line in real if line.group not in left_out]


def features(network: Network, mnist: Path, real: Sequence[RealLine]) -> Features:
    """What the lower layers see in all pieces (half precision), labels, how many, labels of frames."""
    cv2.setNumThreads(1)
    chance = np.random.default_rng(SEED)
    writer = Writer(shapes(mnist, held_back=False), fonts(PRINTS), SEED)
    made = [window(line, chance) for line in real for _ in range(WINDOWS)]
    made += [writer.piece() for _ in range(MADE_UP)]
    pictures, labels, lengths, frames = stacked(made)
    seen = []
    with torch.no_grad():
        for start in range(0, len(pictures), BATCH):
            x = torch.from_numpy(pictures[start : start + BATCH]).float()[:, None] / 255
            for index, convolution in enumerate(network.convolutions[:LOWER]):
                pool = (2, STRIDE if index == 0 else 1)
                x = nn.functional.max_pool2d(torch.relu(convolution(x)), pool)
            seen.append(x.half())
    return torch.cat(seen), torch.from_numpy(labels), torch.from_numpy(lengths), torch.from_numpy(frames)


def loss_of(network: Network, batch: Features) -> torch.Tensor:
    """CTC of the whole piece; where labels of frames are known, they too."""
    x, labels, lengths, frames = batch
    x = torch.relu(network.convolutions[LOWER](x.float()))
    x = network.dropout(torch.relu(network.column(x)).squeeze(2))
    scores = nn.functional.log_softmax(network.last(x), dim=1)
    counts = torch.full((len(x),), scores.shape[2])
    loss = nn.functional.ctc_loss(scores.permute(2, 0, 1), labels, counts, lengths, zero_infinity=True)
    if bool((frames != UNSURE).any()):
        loss = loss + FRAMES_SHARE * nn.functional.nll_loss(scores, frames, ignore_index=UNSURE)
    return loss


def batches(count: int) -> Iterator[torch.Tensor]:
    """Numbers of pieces, BATCH at a time, STEPS times."""
    chance = torch.Generator().manual_seed(SEED)
    order = torch.randperm(count, generator=chance)
    for step in range(STEPS):
        start = step * BATCH % (count - BATCH)
        yield order[start : start + BATCH]


def train(network: Network, seen: Features) -> None:
    """Train the upper layers; they end as the running mean of their last steps."""
    upper = [network.convolutions[LOWER], network.column, network.last]
    weights = [weight for layer in upper for weight in layer.parameters()]
    optimiser = torch.optim.AdamW(weights, lr=RATE, weight_decay=1e-3)
    mean = [weight.detach().clone() for weight in weights]
    for step, chosen in enumerate(batches(len(seen[0]))):
        for group in optimiser.param_groups:
            group["lr"] = RATE * min(1.0, (step + 1) / WARMING) * (1 - step / STEPS)
        optimiser.zero_grad()
        loss = loss_of(network, (seen[0][chosen], seen[1][chosen], seen[2][chosen], seen[3][chosen]))
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(weights, 5.0)
        optimiser.step()
        for kept, weight in zip(mean, weights, strict=True):
            kept.lerp_(weight.detach(), 1 - MEMORY)
        if step % 100 == 99:
            print(f"{step + 1} steps  loss {loss.item():.3f}", flush=True)
    for kept, weight in zip(mean, weights, strict=True):
        weight.data.copy_(kept)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    for name in ("--mnist", "--real", "--start", "--out"):
        parser.add_argument(name, type=Path, required=True)
    parser.add_argument("--without", default="", help="offices left out: 0/3 is the first of three folds")
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    network = Network()
    with np.load(options.start) as file:
        old = {name: file[name].astype(np.float32) for name in file.files}
    network.take({name: value.astype(np.float16) for name, value in old.items()})
    train(network, features(network, options.mnist, divided(list(lines_in(options.real)), options.without)))
    new = network.weights()
    mean = {name: (NEW * new[name] + (1 - NEW) * old[name]).astype(np.float16) for name in old}
    np.savez_compressed(options.out, **mean)  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
