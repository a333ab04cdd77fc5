"""Who sits at the desk: a session begins with the token of the start and ends when nobody has used it.

    token in the address ─▶ Sessions.begin ─▶ Session (who, role, language, its own CSRF token) ─ cookie ─▶ of

Sessions live in memory: they end with the server. What was corrected does not.
"""

from __future__ import annotations

import hmac
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum

from schemas.catalogue import Language

IDLE = 4 * 3600.0  # seconds without a request: half a working day, so that lunch does not end it
MOST = 1000  # sessions at once; the oldest goes


class Role(IntEnum):
    """What a person may do; each may do what those before may."""

    READ = 0
    CORRECT = 1
    APPROVE = 2


@dataclass(slots=True)
class Session:
    """One browser at work. `who` signs the corrections."""

    who: str
    role: Role
    language: Language
    csrf: str = field(default_factory=secrets.token_urlsafe)
    seen: float = 0.0
    named: bool = False  # by a list of users: its name cannot be changed at the desk


class Sessions:
    """Those that are open. `clock`: seconds, for tests."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, idle: float = IDLE) -> None:
        self.token = secrets.token_urlsafe()
        self.once = secrets.token_urlsafe()  # for the browser that is started: its command line can be read
        self._clock, self._idle = clock, idle
        self._open: dict[str, Session] = {}

    def is_token(self, text: str) -> bool:
        """Whether it is the token of this start, or the one that is good once."""
        if hmac.compare_digest(text.encode(), self.once.encode()):
            self.once = secrets.token_urlsafe()
            return True
        return hmac.compare_digest(text.encode(), self.token.encode())

    def begin(self, session: Session) -> str:
        """Its secret name, for the cookie."""
        while len(self._open) >= MOST:
            self._open.pop(next(iter(self._open)))
        name = secrets.token_urlsafe(32)
        session.seen = self._clock()
        self._open[name] = session
        return name

    def of(self, name: str) -> Session | None:
        """The session of a cookie; None when there is none, or nobody used it for too long."""
        found = self._open.get(name)
        if found is None:
            return None
        if self._clock() - found.seen > self._idle:
            self.end(name)
            return None
        found.seen = self._clock()
        return found

    def end(self, name: str) -> None:
        """Whoever has the cookie is asked to begin anew."""
        self._open.pop(name, None)
