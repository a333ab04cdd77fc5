"""`python -m extract.ocr.line.training.export`: a checkpoint as a model that onnxruntime runs.

    OUT/checkpoint.pt ─ the running mean ─▶ MODEL.onnx ─ weights to 8 bits ─▶ MODEL.int8.onnx, MODEL.json

The model takes pictures (N x 1 x height x columns, any number of both) and gives log-probabilities (N x
columns / STEP x signs + 1). The ranges of int8 are set by made lines; that model is written beside, not in
place of, the 32-bit one, and `bench/line.py` says what it costs.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from extract.ocr.line.alphabet import SIGNS
from extract.ocr.line.picture import STEP
from extract.ocr.line.training import faces
from extract.ocr.line.training.lines import Maker
from extract.ocr.line.training.network import SHAPES, Network
from extract.ocr.line.training.text import Texts
from extract.ocr.line.training.train import Plan, Run

OPSET = 17
SETTING_LINES, SETTING_SEED = 64, 77  # made lines that ranges of int8 are taken from


def network_of(checkpoint: Path) -> tuple[Network, Plan]:
    """The running mean of a checkpoint's weights, in evaluation, and its plan."""
    plan = Plan(**torch.load(checkpoint, weights_only=True, map_location="cpu")["plan"])
    run = Run(plan)
    run.take(checkpoint)
    return run.mean.module.eval(), plan


def write(network: Network, plan: Plan, path: Path) -> None:
    """The 32-bit model, and what is to be known to use it."""
    picture = torch.zeros(1, 1, SHAPES[plan.shape].height, 40 * STEP)
    # torch has two exporters; this one needs no package more than onnx.
    axes = {"pictures": {0: "lines", 3: "columns"}, "found": {0: "lines", 1: "steps"}}
    torch.onnx.export(
        network, (picture,), str(path), input_names=["pictures"], output_names=["found"],
        dynamic_axes=axes, opset_version=OPSET, dynamo=False,
    )  # fmt: skip
    about = {"height": SHAPES[plan.shape].height, "signs": SIGNS}
    path.with_suffix(".json").write_text(json.dumps(about, ensure_ascii=False), encoding="utf-8")


class _Pictures:
    """Made lines, one after the other, as onnxruntime asks for them."""

    def __init__(self, pictures: Iterable[NDArray[np.float32]]) -> None:
        self._left = iter(pictures)

    def get_next(self) -> dict[str, NDArray[np.float32]] | None:
        """The next picture; None after the last."""
        found = next(self._left, None)
        return None if found is None else {"pictures": found}


def quantise(path: Path, pictures: Iterable[NDArray[np.float32]]) -> Path:
    """The model with weights and features of 8 bits, ranges set by the pictures; where it lies."""
    from onnxruntime import quantization  # noqa: PLC0415 - of training's requirements

    out = path.with_suffix(".int8.onnx")
    with tempfile.TemporaryDirectory() as folder:
        ready = Path(folder, "ready.onnx")
        quantization.quant_pre_process(str(path), str(ready), skip_symbolic_shape=True)
        options: dict[str, Any] = {"per_channel": True, "op_types_to_quantize": ["Conv", "MaxPool"]}
        quantization.quantize_static(str(ready), str(out), _Pictures(pictures), **options)
    return out


def setting(corpus: Path, fonts: Path | None, plan: Plan) -> Iterator[NDArray[np.float32]]:
    """Pictures of made lines to set the ranges of int8 by."""
    maker = Maker(Texts.of(corpus, held_back=True), faces.of(fonts))
    height = SHAPES[plan.shape].height
    for at in range(SETTING_LINES):
        yield maker.batch(SETTING_SEED, at, 1, height, plan.longest).pictures[:, None].astype(np.float32)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m extract.ocr.line.training.export", description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("model", type=Path, help="file to write (.onnx)")
    parser.add_argument("--corpus", type=Path, help="with it, the model is written in int8 too")
    parser.add_argument("--fonts", type=Path)
    options = parser.parse_args()
    network, plan = network_of(options.checkpoint)
    write(network, plan, options.model)
    if options.corpus:
        quantise(options.model, setting(options.corpus, options.fonts, plan))


if __name__ == "__main__":
    main()
