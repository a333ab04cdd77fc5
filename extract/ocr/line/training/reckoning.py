"""`python -m extract.ocr.line.training.reckoning`: what a run will take, here and on an accelerator.

    plan ─ some lines made, some steps done ─▶ weights, operations a line, milliseconds ─▶ minutes of the run

An accelerator waits for its host: the run takes as long as the slower of the two, lines made by the workers
or steps done by the accelerator at `--flops` (operations a second that it reaches, not its data sheet's).
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import cv2
import torch
from torch import nn

from extract.ocr.line.training import faces
from extract.ocr.line.training.lines import Maker
from extract.ocr.line.training.network import SHAPES, Network, Shape, size
from extract.ocr.line.training.text import Texts
from extract.ocr.line.training.train import Plan, Run

BACKWARD = 3  # a step costs so many times what reading costs
TRIED = 4  # batches


def operations(shape: Shape, columns: int) -> int:
    """Multiplications of one reading of a picture of so many columns; additions are as many again."""
    counted: list[int] = []

    def count(layer: nn.Module, _given: object, found: torch.Tensor) -> None:
        assert isinstance(layer, (nn.Conv1d, nn.Conv2d))
        counted.append(found.numel() * layer.weight[0].numel())

    network = Network(shape).eval()
    for layer in network.modules():
        if isinstance(layer, (nn.Conv1d, nn.Conv2d)):
            layer.register_forward_hook(count)
    with torch.no_grad():
        network(torch.zeros(1, 1, shape.height, columns))
    return sum(counted)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--fonts", type=Path)
    parser.add_argument("--shape", choices=SHAPES, default="full")
    parser.add_argument("--batch", type=int, default=128)
    parser.add_argument("--longest", type=int, default=96)
    parser.add_argument("--steps", type=int, default=20_000)
    parser.add_argument("--workers", type=int, default=14)
    parser.add_argument("--flops", type=float, default=30e12)
    options = parser.parse_args()
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    plan = Plan(options.shape, 1, options.steps, options.batch, options.longest)
    shape, maker = (
        SHAPES[plan.shape],
        Maker(Texts.of(options.corpus, held_back=True), faces.of(options.fonts)),
    )
    run, begin = Run(plan), time.process_time()
    made = [maker.batch(plan.seed, at, plan.batch, shape.height, plan.longest) for at in range(TRIED)]
    making = (time.process_time() - begin) / TRIED
    columns = round(sum(batch.pictures.shape[2] for batch in made) / TRIED)
    begin = time.process_time()
    for batch in made:
        run.learn(batch)
    learning = (time.process_time() - begin) / TRIED
    each = 2 * operations(shape, columns) * BACKWARD * plan.batch
    there = each / options.flops
    print(f"{size(Network(shape))} weights; pictures of {columns} columns; {each / 1e9:.0f} GFLOP a step")
    print(f"here, one core: {making:.2f} s to make a batch, {learning:.2f} s to learn from it")
    print(f"there: {making / options.workers:.3f} s to make one, {there:.3f} s to learn from it")
    print(f"{plan.steps} steps: {plan.steps * max(making / options.workers, there) / 60:.0f} minutes there")


if __name__ == "__main__":
    main()
