"""Who may come in, where more than one person works: names, roles, hashed passwords, keys for programs.

    users.json ─ Users.read ─▶ Users ─ by_password, by_key ─▶ User

Passwords are kept as argon2id (RFC 9106, by argon2-cffi); a key has 256 bits of chance, so that its plain
hash is enough. The file is written whole, for its owner alone.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from extract.core.errors import OutputError, SetupError
from extract.desk.sessions import Role
from schemas.catalogue.system import why

FILE = "users.json"
LEAST_PASSWORD = 10  # signs
_HASHER = PasswordHasher()
# Of no user: a name that is none takes as long as one with a wrong password.
_NOBODY = _HASHER.hash(secrets.token_urlsafe())


@dataclass(frozen=True, slots=True)
class User:
    """`keys`: SHA-256 of keys for programs."""

    name: str
    role: Role
    password: str = ""
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Users:
    """All of a file, by name."""

    by_name: dict[str, User] = field(default_factory=dict)

    @staticmethod
    def read(path: Path) -> Users:
        """Raises SetupError for what is none of ours; a file that is not there has nobody."""
        try:
            told = json.loads(path.read_bytes()) if path.exists() else []
            return Users({one["name"]: _user(one) for one in told})
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise SetupError("users-not-read", path=path) from error

    def write(self, path: Path) -> None:
        """All or nothing. Raises OutputError."""
        told = [asdict(user) | {"role": user.role.name.lower()} for _, user in sorted(self.by_name.items())]
        made = path.with_name(f".{path.name}.tmp")
        try:
            with os.fdopen(
                os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8"
            ) as file:
                json.dump(told, file, ensure_ascii=False, indent=1)
                file.flush()
                os.fsync(file.fileno())
            made.replace(path)
        except OSError as error:
            raise OutputError("record-not-written", path=path, error=why(error)) from error

    def with_user(self, name: str, role: Role, password: str) -> Users:
        """A new one, or one with another role and password; keys stay."""
        held = self.by_name.get(name, User(name, role))
        return self._with(replace(held, role=role, password=_HASHER.hash(password)))

    def without(self, name: str) -> Users:
        """Raises KeyError."""
        self.by_name[name]
        return Users({held: user for held, user in self.by_name.items() if held != name})

    def with_key(self, name: str) -> tuple[Users, str]:
        """And the key, which is shown once. Raises KeyError."""
        key, held = secrets.token_urlsafe(32), self.by_name[name]
        return self._with(replace(held, keys=(*held.keys, _hashed(key)))), key

    def by_password(self, name: str, password: str) -> User | None:
        """Who it is; None for a wrong name or password, which take the same time."""
        user = self.by_name.get(name)
        try:
            _HASHER.verify(user.password if user else _NOBODY, password)
        except (VerificationError, InvalidHashError):
            return None
        return user

    def by_key(self, key: str) -> User | None:
        """Whose key it is."""
        hashed = _hashed(key)
        return next((user for user in self.by_name.values() if hashed in user.keys), None)

    def _with(self, user: User) -> Users:
        return Users(self.by_name | {user.name: user})


def _user(told: dict[str, Any]) -> User:
    keys: Iterable[str] = told.get("keys", ())
    return User(str(told["name"]), Role[told["role"].upper()], str(told.get("password", "")), tuple(keys))


def _hashed(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
