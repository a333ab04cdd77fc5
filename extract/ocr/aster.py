"""The second recogniser: the AsterOCR network, for a few words in doubt, where its package is installed.

    grey picture of a piece of a line ─▶ network ─▶ log-probabilities of signs ─▶ Heard(text, place, ...)

The network (CTC over 226 signs, MIT licence) lies in the wheel `asterocr`; onnxruntime runs it. The package's
own Python code is not imported. It errs independently of Tesseract: of 638 words in doubt on which both agree
632 are right, of 265 on which they differ and it is sure (0.99) it is right on 257 and Tesseract on 3.
"""

from __future__ import annotations

import importlib.util
import json
from functools import cached_property
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from extract.imaging.colour import Grey
from extract.ocr import ctc
from extract.ocr.engine import Heard, Steps

PACKAGES = ("onnxruntime", "asterocr")
HEIGHT = 32  # rows of the network's picture
STEP = 4  # columns of the picture that one row of log-probabilities stands for
LEAST_WIDTH, MOST_WIDTH = 32, 1024  # columns; the network knows no places beyond 256 steps
SIDE = 2  # pixels of paper added to the left and right


class Aster:
    """The network, loaded at the first reading."""

    def __init__(self, assets: Path) -> None:
        self._assets = assets

    def read(self, piece: Grey) -> tuple[Heard, ...]:
        """The words on a grey picture of one line or a part of it, upright, cut close above and below."""
        return self.words(self.steps(piece))

    def words(self, steps: Steps) -> tuple[Heard, ...]:
        """The likeliest words of the steps."""
        return tuple(ctc.words(steps.log_probs, steps.signs))

    def steps(self, piece: Grey) -> Steps:
        """The network's log-probabilities for such a picture."""
        side = int(np.median(piece[:, (0, -1)]))
        framed = cv2.copyMakeBorder(piece, 0, 0, SIDE, SIDE, cv2.BORDER_CONSTANT, value=(side,))
        height, width = framed.shape
        columns = min(max(-(-width * HEIGHT // height // STEP) * STEP, LEAST_WIDTH), MOST_WIDTH)
        how = cv2.INTER_AREA if height > HEIGHT else cv2.INTER_LINEAR
        small = cv2.resize(framed, (columns, HEIGHT), interpolation=how).astype(np.float32)
        seen = np.broadcast_to(small / 127.5 - 1, (1, 3, HEIGHT, columns))
        (found,) = self._session.run(None, {"images": np.ascontiguousarray(seen)})
        return Steps(found[:, 0], self._signs, ctc.BLANK)

    @cached_property
    def _session(self) -> Any:
        import onnxruntime  # noqa: PLC0415 - half a second, for pages with words in doubt only

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1  # pages are read side by side
        model = str(self._assets / "asternet.onnx")
        return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])

    @cached_property
    def _signs(self) -> list[str]:
        signs: list[str] = json.loads((self._assets / "vocab.json").read_text(encoding="utf-8"))["chars"]
        return signs


def installed() -> Aster | None:
    """The second recogniser, None where its packages are not installed."""
    if any(importlib.util.find_spec(name) is None for name in PACKAGES):
        return None
    spec = importlib.util.find_spec(PACKAGES[1])
    places = spec.submodule_search_locations if spec else None
    assets = Path(places[0], "assets") if places else None
    return Aster(assets) if assets and (assets / "asternet.onnx").is_file() else None
