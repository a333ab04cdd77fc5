"""Pictures of pages and of places on them, made when somebody looks and kept for a while.

    Sheet, dpi ─ process that can be stopped: drawing.draw ─▶ JPEG ─▶ cache on disk, bounded
    Sheet, box ─ crop ─▶ JPEG of the place

Pages are drawn in a process of its own, since pdfium meets hostile files and takes one thread only.
"""

from __future__ import annotations

import tempfile
import threading
from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import CancelledError, Future
from functools import lru_cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from pebble import ProcessExpired

from extract.batch.memory import memory_limit
from extract.batch.workers import open_pool
from extract.core.errors import DocumentError
from extract.core.limits import MIB
from extract.desk.drawing import begin, draw, packed, text_at
from extract.desk.sources import Sheet

VIEW, CLOSE = 110.0, 220.0  # dpi of a page as a whole, and of one looked at closely
SNIPPET = 150.0  # dpi: print of 13 points is 27 pixels high, as on the screen at arm's length
MARGIN = 5.0  # points around a place
MOST = 256 * MIB  # of pictures kept: some 800 pages
SECONDS = 30.0  # for one page
# What a page raises that cannot be drawn, or that ends the process which draws it.
UNDRAWN = (DocumentError, OSError, TimeoutError, ProcessExpired, CancelledError, ValueError)
Key = tuple[Path, int, float]


class Pictures:
    """Of all documents at the desk. Close it at the end."""

    def __init__(self, most: int = MOST) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="sohoa-desk-", ignore_cleanup_errors=True)
        self._most, self._held = most, 0
        self._kept: OrderedDict[Key, Path] = OrderedDict()
        self._drawn: dict[Key, Future[bytes]] = {}
        self._lock = threading.Lock()
        self._pool: Any = None
        self._closed = False
        self._decoded = lru_cache(maxsize=4)(self._decode)

    def warm(self) -> None:
        """Let the process begin and load what it needs, so that the first page does not wait for it."""
        self._process().schedule(begin)

    def page(self, sheet: Sheet, dpi: float = VIEW) -> bytes:
        """JPEG. Raises what is in UNDRAWN where the page cannot be drawn."""
        key = sheet.path, sheet.number, dpi
        with self._lock:
            if kept := self._kept.get(key):
                self._kept.move_to_end(key)
                return kept.read_bytes()
            if key not in self._drawn:
                self._drawn[key] = self._schedule(sheet, dpi)
            drawn = self._drawn[key]
        try:
            picture = drawn.result()
        finally:
            with self._lock:
                self._drawn.pop(key, None)
        self._keep(key, picture)
        return picture

    def place(self, sheet: Sheet, box: Sequence[float], width: float) -> bytes:
        """JPEG of a place: `box` in points from the top left of a page so wide. Raises as `page`."""
        picture = self._decoded(sheet)
        scale = picture.shape[1] / width
        high, wide = picture.shape[:2]
        x0, y0 = (max(int((side - MARGIN) * scale), 0) for side in box[:2])
        x1, y1 = (int((side + MARGIN) * scale) for side in box[2:])
        x0, y0 = min(x0, wide - 1), min(y0, high - 1)
        return packed(picture[y0 : max(y1, y0 + 1), x0 : max(x1, x0 + 1)])

    def text_at(self, sheet: Sheet, x: float, y: float, width: float, *, own: bool) -> str | None:
        """The line at a point (in points) of a page so wide; `own`: its file's own text can be trusted.

        Raises as `page`.
        """
        asked = (sheet, x, y, width, own)
        found: str | None = self._process().schedule(text_at, asked, timeout=SECONDS).result()
        return found

    def close(self) -> None:
        """Stop the process, and take away what was kept; who waits for a picture waits no longer."""
        with self._lock:
            self._closed = True
            for future in self._drawn.values():
                future.cancel()
        if self._pool is not None:
            self._pool.stop()
            self._pool.join()
        self._folder.cleanup()

    def _decode(self, sheet: Sheet) -> Any:
        return cv2.imdecode(np.frombuffer(self.page(sheet, SNIPPET), np.uint8), cv2.IMREAD_COLOR)

    def _schedule(self, sheet: Sheet, dpi: float) -> Future[bytes]:
        future: Future[bytes] = self._process().schedule(draw, (sheet, dpi), timeout=SECONDS)
        return future

    def _process(self) -> Any:
        if self._closed:
            raise CancelledError
        if self._pool is None:
            self._pool, _ = open_pool(1, memory_limit(1, 1), self._folder.name, preload=())
        return self._pool

    def _keep(self, key: Key, picture: bytes) -> None:
        with self._lock:
            if key in self._kept:
                return
            path = Path(self._folder.name, f"{len(self._kept)}-{abs(hash(key))}.jpg")
            path.write_bytes(picture)
            self._kept[key] = path
            self._held += len(picture)
            while self._held > self._most and len(self._kept) > 1:
                _, oldest = self._kept.popitem(last=False)
                self._held -= oldest.stat().st_size
                oldest.unlink()
