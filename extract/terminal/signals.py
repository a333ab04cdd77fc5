"""Ctrl-C and SIGTERM during a batch: once to end well, twice to end now.

signal ─▶ Stop ─▶ asked() ─▶ no further document is begun; again ─▶ KeyboardInterrupt
"""

from __future__ import annotations

import signal
from types import FrameType

from rich.console import Console

from schemas.catalogue import say


class Stop:
    """Takes both signals from now on."""

    def __init__(self, console: Console) -> None:
        self._console, self._asked = console, False
        signal.signal(signal.SIGINT, self._take)
        signal.signal(signal.SIGTERM, self._take)

    def asked(self) -> bool:
        """Whether somebody wants the batch to end."""
        return self._asked

    def _take(self, _number: int, _frame: FrameType | None) -> None:
        if self._asked:
            raise KeyboardInterrupt
        self._asked = True
        self._console.print(say("stopping"))
