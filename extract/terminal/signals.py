"""Ctrl-C and SIGTERM during a batch: once to end well, twice to end now.

signal ─▶ Stop ─▶ asked() ─▶ no further document is begun; again ─▶ KeyboardInterrupt
               ─▶ a thread, woken ─▶ says so

The handler only sets a flag and wakes: it may run while the program is in the middle of writing to the
terminal, and a stream cannot be written to within its own writing.
"""

from __future__ import annotations

import signal
from queue import SimpleQueue
from threading import Thread
from types import FrameType

from rich.console import Console

from schemas.catalogue import say


class Stop:
    """Takes both signals from now on."""

    def __init__(self, console: Console) -> None:
        self._asked = False
        self._wake: SimpleQueue[None] = SimpleQueue()  # the one queue whose `put` a handler may call
        Thread(target=self._tell, args=(console, say("stopping")), daemon=True).start()
        signal.signal(signal.SIGINT, self._take)
        signal.signal(signal.SIGTERM, self._take)

    def asked(self) -> bool:
        """Whether somebody wants the batch to end."""
        return self._asked

    def _take(self, _number: int, _frame: FrameType | None) -> None:
        if self._asked:
            raise KeyboardInterrupt
        self._asked = True
        self._wake.put(None)

    def _tell(self, console: Console, sentence: str) -> None:
        self._wake.get()
        console.print(sentence)
