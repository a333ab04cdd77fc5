"""Signals during a batch: taken wherever the program happens to be."""

from __future__ import annotations

import io
import os
import signal
import sys
import time
from collections.abc import Iterator

import pytest
from rich.console import Console

from extract.terminal.signals import Stop

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals")


class Interrupted(io.RawIOBase):
    """A terminal that gets the signal in the middle of its first write."""

    def __init__(self) -> None:
        self.written = b""

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        first, content = not self.written, bytes(data)  # type: ignore[call-overload]
        self.written += content
        if first:
            os.kill(os.getpid(), signal.SIGTERM)
        return len(content)


@pytest.fixture(autouse=True)
def _handlers() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def test_a_signal_amid_a_write_is_told_after_it() -> None:
    terminal = Interrupted()
    stream = io.TextIOWrapper(io.BufferedWriter(terminal), "utf-8", write_through=True)
    stop = Stop(Console(file=stream))
    assert not stop.asked()
    stream.write("a line\n")
    stream.flush()
    assert stop.asked()
    while b"Stopping" not in terminal.written:
        time.sleep(0.01)
    assert terminal.written.startswith(b"a line\nStopping")


def test_a_second_signal_ends_at_once() -> None:
    stop = Stop(Console(file=io.StringIO()))
    os.kill(os.getpid(), signal.SIGINT)
    assert stop.asked()
    with pytest.raises(KeyboardInterrupt):
        os.kill(os.getpid(), signal.SIGTERM)
