"""Another program of the house is told what happened: a POST for each event, signed, again until it answers.

    events behind the mark kept ─ JSON, HMAC-SHA256 ─▶ URL ─ 2xx ─▶ the mark is kept, the next event

The URL is the operator's own choice (`--webhook`); without it nothing leaves the machine. What is signed is
"TIMESTAMP.BODY", so that an old message cannot be sent again by somebody else (as Standard Webhooks does).
"""

from __future__ import annotations

import hashlib
import hmac
import json
import time
import urllib.request
from http import HTTPStatus
from pathlib import Path
from threading import Event as Flag
from threading import Thread

from extract.core.errors import OutputError
from extract.desk.happened import Event, Mark, events, now
from extract.desk.received import Received

NOTE = "webhook"
EVERY = 1.0  # seconds between two looks
PATIENCE = 10.0  # seconds that the other program may take to answer
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 600.0  # seconds between tries; each pause is twice the one before


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Who is told is who was named."""

    def redirect_request(self, *_: object) -> None:
        return None


class Webhook(Thread):
    """Runs until `stop`. It begins with what happens after its first start."""

    def __init__(
        self, url: str, secret: bytes, folder: Path, received: Received, pause: float = FIRST_PAUSE
    ) -> None:
        super().__init__(name="webhook", daemon=True)
        self._url, self._secret, self._folder, self._received = url, secret, folder, received
        self._pause, self._stopped = pause, Flag()
        self._opener = urllib.request.build_opener(_NoRedirect, urllib.request.ProxyHandler({}))

    def stop(self) -> None:
        """What was not delivered yet is, after the next start."""
        self._stopped.set()
        self.join()

    def run(self) -> None:
        """Tell each event once it happened, in their order."""
        while not self._stopped.is_set():
            try:
                mark = self._mark()
                told = all(self._delivered(event) for event in events(self._folder, self._received, mark))
            except OutputError:
                told = True
            if told:
                self._stopped.wait(EVERY)

    def _mark(self) -> Mark:
        kept = self._received.noted(NOTE)
        mark = Mark.read(kept) if isinstance(kept, str) else None
        if mark is None:
            mark = now(self._folder, self._received)
            self._received.note(NOTE, mark.text)
        return mark

    def _delivered(self, event: Event) -> bool:
        """Whether it was; False only at the end."""
        pause = self._pause
        while not self._stopped.is_set():
            if self._told(event):
                self._received.note(NOTE, event.mark.text)
                return True
            self._stopped.wait(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
        return False

    def _told(self, event: Event) -> bool:
        body = json.dumps({"event": event.kind, **event.told}, ensure_ascii=False).encode()
        request = urllib.request.Request(self._url, body, self._headers(event, body), method="POST")
        try:
            with self._opener.open(request, timeout=PATIENCE) as answer:
                return bool(HTTPStatus.OK <= answer.status < HTTPStatus.MULTIPLE_CHOICES)
        except (OSError, ValueError):  # URLError is an OSError
            return False

    def _headers(self, event: Event, body: bytes) -> dict[str, str]:
        moment = str(int(time.time()))
        return {
            "Content-Type": "application/json",
            "X-Sohoa-Delivery": event.mark.text,
            "X-Sohoa-Timestamp": moment,
            "X-Sohoa-Signature": f"sha256={signature(self._secret, moment, body)}",
        }


def signature(secret: bytes, moment: str, body: bytes) -> str:
    """HMAC-SHA256 of "TIMESTAMP.BODY", hexadecimal."""
    return hmac.new(secret, moment.encode() + b"." + body, hashlib.sha256).hexdigest()
