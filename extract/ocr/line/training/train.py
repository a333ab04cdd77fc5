"""`python -m extract.ocr.line.training.train`: trains the line reader and writes checkpoints.

    corpus, fonts, seed ─▶ batches, made by workers ─▶ network, running mean ─▶ OUT/checkpoint.pt, log.tsv

A run that was stopped (by `--minutes` or by hand) goes on from its last checkpoint when it is started again
with the same options; it ends with the same weights as one that was never stopped. What a step learns from
hangs on the seed and the step's number alone, its rate on the number and `--steps`.
"""

from __future__ import annotations

import argparse
import math
import multiprocessing
import time
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import cv2
import torch
from torch import nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from extract.ocr.line.training import faces
from extract.ocr.line.training.check import Errors, checked
from extract.ocr.line.training.lines import UNSURE, Batch, Maker
from extract.ocr.line.training.network import SHAPES, Network, size
from extract.ocr.line.training.text import Texts

RATE, LEAST_RATE, WARMING = (
    3e-3,
    0.02,
    100,
)  # highest rate, lowest as a share of it, steps until it is reached
MEMORY = 0.995  # of the running mean of the weights, a step
PLACES_SHARE = 0.5  # of the loss: labels of steps teach quickly where things are
CLIPPED = 5.0  # length of the gradient
CHECK_SEED, CHECK_BATCHES = 999, 8  # of held-out paragraphs
AHEAD = 4  # batches a worker makes before they are asked for


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run does; a checkpoint belongs to one plan."""

    shape: str = "small"
    seed: int = 1
    steps: int = 2000
    batch: int = 32
    longest: int = 24  # signs of a line
    every: int = 100  # steps from checkpoint to checkpoint


class Run:
    """A network in training."""

    def __init__(self, plan: Plan, device: str = "cpu") -> None:
        torch.manual_seed(plan.seed)
        self.plan, self.device, self.step = plan, device, 0
        self.network = Network(SHAPES[plan.shape]).to(device)
        average = get_ema_multi_avg_fn(MEMORY)
        self.mean = AveragedModel(self.network, multi_avg_fn=average, use_buffers=True)
        self.optimiser = torch.optim.AdamW(self.network.parameters(), lr=RATE, weight_decay=1e-3)

    def learn(self, batch: Batch) -> float:
        """One step; its loss."""
        torch.manual_seed(self.plan.seed * 1_000_003 + self.step)  # what drops out hangs on the step too
        for group in self.optimiser.param_groups:
            group["lr"] = rate(self.step, self.plan.steps)
        self.network.train()
        self.optimiser.zero_grad()
        with torch.autocast(self.device, torch.bfloat16, enabled=self.device != "cpu"):
            found = self.network(torch.from_numpy(batch.pictures)[:, None].to(self.device).float())
        loss = loss_of(found.float(), batch)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self.network.parameters(), CLIPPED)
        self.optimiser.step()
        self.mean.update_parameters(self.network)
        self.step += 1
        return float(loss.item())

    def write(self, path: Path) -> None:
        """The checkpoint, whole or not at all."""
        state: dict[str, Any] = {
            "plan": asdict(self.plan),
            "step": self.step,
            "network": self.network.state_dict(),
            "mean": self.mean.state_dict(),
            "optimiser": self.optimiser.state_dict(),
        }
        part = path.with_suffix(".part")
        torch.save(state, part)
        part.replace(path)

    def take(self, path: Path) -> None:
        """Go on from a checkpoint; raises ValueError for one of another plan."""
        state = torch.load(path, map_location=self.device, weights_only=True)
        if state["plan"] != asdict(self.plan):
            raise ValueError(f"{path} belongs to another run: {state['plan']}")
        self.network.load_state_dict(state["network"])
        self.mean.load_state_dict(state["mean"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.step = state["step"]


def rate(step: int, steps: int) -> float:
    """Rising to RATE, then falling as a cosine does."""
    falling = 0.5 * (1 + math.cos(math.pi * min(step / steps, 1)))
    return RATE * min((step + 1) / WARMING, 1.0) * (LEAST_RATE + (1 - LEAST_RATE) * falling)


def loss_of(found: torch.Tensor, batch: Batch) -> torch.Tensor:
    """CTC of what a line says, and where its signs have their middles."""
    device = found.device
    labels, steps, lengths, places = (
        torch.from_numpy(part).to(device) for part in (batch.labels, batch.steps, batch.lengths, batch.places)
    )
    ctc = nn.functional.ctc_loss(found.transpose(0, 1), labels, steps, lengths, zero_infinity=True)
    by_place = nn.functional.nll_loss(found.transpose(1, 2), places, ignore_index=UNSURE)
    return ctc + PLACES_SHARE * by_place


_maker: Maker | None = None  # of a worker


def _start(corpus: Path, fonts: Path | None) -> None:
    global _maker  # noqa: PLW0603 - texts are read once a worker
    cv2.setNumThreads(1)
    _maker = Maker(Texts.of(corpus, held_back=False), faces.of(fonts))


def _make(plan: Plan, number: int) -> Batch:
    assert _maker is not None
    return _maker.batch(plan.seed, number, plan.batch, SHAPES[plan.shape].height, plan.longest)


def batches(plan: Plan, first: int, pool: ProcessPoolExecutor, workers: int) -> Iterator[Batch]:
    """Those of the steps from `first`, in their order, whoever makes them."""
    waiting: deque[Future[Batch]] = deque()
    for number in range(first, plan.steps):
        waiting.append(pool.submit(_make, plan, number))
        if len(waiting) >= workers * AHEAD:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def check_set(plan: Plan, corpus: Path, fonts: Path | None) -> list[Batch]:
    """Lines of held-back paragraphs, the same for each run of this shape and length."""
    maker = Maker(Texts.of(corpus, held_back=True), faces.of(fonts))
    height = SHAPES[plan.shape].height
    return [maker.batch(CHECK_SEED, at, 64, height, plan.longest) for at in range(CHECK_BATCHES)]


def train(plan: Plan, options: argparse.Namespace) -> Errors | None:
    """Trains until `plan.steps` or until the minutes are over; the last check, None if there was none."""
    begin = time.monotonic()
    run, log, kept = Run(plan, options.device), options.out / "log.tsv", options.out / "checkpoint.pt"
    if kept.is_file():
        run.take(kept)
    lines, found = check_set(plan, options.corpus, options.fonts), None
    losses: list[float] = []
    print(f"{size(run.network)} weights, from step {run.step} of {plan.steps}", flush=True)
    context, given = multiprocessing.get_context("forkserver"), (options.corpus, options.fonts)
    with ProcessPoolExecutor(options.workers, context, _start, given) as pool:
        started = time.monotonic()
        for batch in batches(plan, run.step, pool, options.workers):
            losses.append(run.learn(batch))
            over = time.monotonic() - begin > options.minutes * 60
            if run.step % plan.every and run.step < plan.steps and not over:
                continue
            found = checked(run.mean.module, lines)
            run.write(kept)
            seconds = time.monotonic() - started
            row = (run.step, f"{seconds:.0f}", f"{sum(losses) / len(losses):.3f}")
            _log(log, (*row, f"{found.rate:.4f}", f"{found.marks:.4f}", f"{found.exact / found.lines:.3f}"))
            losses.clear()
            if over:
                pool.shutdown(wait=False, cancel_futures=True)
                break
    return found


def _log(path: Path, row: tuple[object, ...]) -> None:
    """A line more of the run's table."""
    if not path.exists():
        path.write_text("step\tseconds\tloss\terrors\tmarks\texact lines\n", encoding="utf-8")
    with path.open("a", encoding="utf-8") as file:
        file.write("\t".join(map(str, row)) + "\n")
    print(*row, flush=True)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m extract.ocr.line.training.train", description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True, help="folder of SOURCE.txt.xz files")
    parser.add_argument("--out", type=Path, required=True, help="folder of checkpoint and log")
    parser.add_argument("--fonts", type=Path, help="folder of fonts (default: those of this machine)")
    parser.add_argument("--minutes", type=float, default=30, help="stop after so many; start again to go on")
    parser.add_argument("--device", default="cpu", help="cpu or cuda")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1, help="processes that make lines")
    parser.add_argument("--shape", choices=SHAPES, default=Plan().shape)
    for name in ("seed", "steps", "batch", "longest", "every"):
        parser.add_argument(f"--{name}", type=int, default=getattr(Plan(), name))
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(options.threads)
    plan = Plan(**{name: getattr(options, name) for name in asdict(Plan())})
    train(plan, options)


if __name__ == "__main__":
    main()
