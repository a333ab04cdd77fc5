"""A trained line reader, run by onnxruntime.

    grey piece of a line ─▶ picture ─ MODEL.onnx ─▶ log-probabilities (steps x signs + 1) ─▶ Heard(text, ...)

No model is in the package yet, so no engine is made of it by itself: docs/recognisers.md says what is
measured and what is missing.
"""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from extract.imaging.colour import Grey
from extract.ocr import ctc
from extract.ocr.engine import Heard, Steps
from extract.ocr.line.picture import seen


class LineReader:
    """The network of a file, and of the file beside it that names its height and signs (NAME.json)."""

    def __init__(self, model: Path) -> None:
        self._model = model
        about = json.loads(model.with_name(f"{model.name.split('.')[0]}.json").read_text(encoding="utf-8"))
        self._height: int = about["height"]
        self._signs = ["", *about["signs"]]  # by number; 0 is no sign

    def read(self, piece: Grey) -> tuple[Heard, ...]:
        """The words on a grey picture of one line or a part of it, upright, cut close above and below."""
        return self.words(self.steps(piece))

    def words(self, steps: Steps) -> tuple[Heard, ...]:
        """The likeliest words of the steps."""
        return tuple(ctc.words(steps.log_probs, steps.signs))

    def steps(self, piece: Grey) -> Steps:
        """The network's log-probabilities for such a picture."""
        picture = seen(piece, self._height)[None, None]
        (found,) = self._session.run(None, {"pictures": picture})
        return Steps(np.asarray(found[0], np.float32), self._signs, ctc.BLANK)

    @cached_property
    def _session(self) -> Any:
        import onnxruntime  # noqa: PLC0415 - of the extra `second-reader`

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1  # pages are read side by side
        return onnxruntime.InferenceSession(str(self._model), options, providers=["CPUExecutionProvider"])
