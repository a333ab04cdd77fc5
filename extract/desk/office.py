"""Who works at the desk: one person on his own machine, or those of a list of users.

name, password ─▶ Office.admit ─▶ Session        key of a program ─▶ Office.by_key ─▶ Session
what was asked for ─▶ Office.heard ─▶ audit.log (JSON, a line a request that changes something or was refused)
"""

from __future__ import annotations

import hmac
import json
import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime
from http import HTTPStatus
from logging.handlers import RotatingFileHandler
from pathlib import Path

from starlette.requests import Request

from extract.core.limits import MIB
from extract.desk.sessions import Role, Session
from extract.desk.users import User, Users
from schemas.catalogue import Language

AUDIT = "audit.log"
LARGEST, KEPT = 10 * MIB, 9  # of one audit file; older ones
TRIES, PAUSE = 5, 60.0  # wrong passwords of one name, then seconds in which it is not asked for


class Office:
    """`users`: a file of users; None for one's own machine, where the token of the start opens everything."""

    def __init__(
        self,
        folder: Path,
        language: Language,
        users: Path | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.language, self._path, self._clock = language, users, clock
        self._users, self._stamp = Users(), -1
        self._wrong: dict[str, list[float]] = {}
        self._own: tuple[str, str] | None = None
        self._audit = _audit(folder / AUDIT)

    @property
    def has_users(self) -> bool:
        """Whether people say who they are."""
        return self._path is not None

    def own(self, token: str, who: str) -> None:
        """On one's own machine the token of the start is the key of programs too."""
        self._own = (token, who)

    def users(self) -> Users:
        """Those of the file as it is now."""
        if self._path:
            stamp = self._path.stat().st_mtime_ns if self._path.exists() else 0
            if stamp != self._stamp:
                self._users, self._stamp = Users.read(self._path), stamp
        return self._users

    def admit(self, name: str, password: str) -> Session | None:
        """None for a wrong name or password, and for a name that was tried too often."""
        now = self._clock()
        wrong = [at for at in self._wrong.get(name, []) if now - at < PAUSE]
        if len(wrong) >= TRIES:
            return None
        user = self.users().by_password(name, password)
        self._wrong = {
            held: times for held, times in self._wrong.items() if held != name and now - times[-1] < PAUSE
        }
        if user is None:
            self._wrong[name] = [*wrong, now]
        return self._session(user)

    def by_key(self, key: str) -> Session | None:
        """Of a program; None for a key that is none."""
        if self._own and not self.has_users:
            token, who = self._own
            return Session(who, Role.APPROVE, self.language) if _same(key, token) else None
        return self._session(self.users().by_key(key))

    def heard(self, request: Request, who: str, status: HTTPStatus) -> None:
        """Keep that it was asked for."""
        told = {
            "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "who": who,
            "from": request.client.host if request.client else "",
            "method": request.method,
            "path": request.url.path,
            "status": int(status),
        }
        self._audit.info(json.dumps(told, ensure_ascii=False))

    def _session(self, user: User | None) -> Session | None:
        return Session(user.name, user.role, self.language, named=True) if user else None


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())


def _audit(path: Path) -> logging.Logger:
    """One for each folder; where it cannot be written logging says so once and the desk goes on."""
    logger = logging.Logger(f"sohoa.audit.{path}")
    handler = RotatingFileHandler(path, maxBytes=LARGEST, backupCount=KEPT, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(message)s"))
    logger.addHandler(handler)
    return logger
