"""A copy of the records at a URL, each whole or absent (extra `cluster`)."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from extract.core.errors import OutputError
from extract.intake.urls import open_url
from schemas.catalogue.system import why

# There an object appears when all of it was sent. Elsewhere a file grows, and is renamed when it is whole.
OBJECT_STORES = frozenset({"s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "adl", "oci", "oss", "r2"})


class Mirror:
    """A copy of the records at a URL. Every method may raise OutputError."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._files, self._top = open_url(url)
        self._whole = bool(OBJECT_STORES.intersection(_protocols(self._files)))
        self._folders: set[str] = set()

    def check(self) -> None:
        """Whether it can be written, before the first document is converted.

        An object store is only asked what is there: it may forbid to delete what would be written to try it.
        """
        probe = f"{self._top.rstrip('/')}/.sohoa-{uuid.uuid4().hex[:8]}.tmp"
        try:
            if self._whole:
                with suppress(FileNotFoundError):  # nothing is there yet
                    self._files.info(self._top)
            else:
                self._files.makedirs(self._top, exist_ok=True)
                self._files.pipe_file(probe, b"")
                self._files.rm_file(probe)
        except Exception as error:
            raise OutputError("mirror-unusable", url=self.url, error=why(error)) from error

    def put(self, local: Path, name: str) -> None:
        """Copy one file there, all or nothing."""
        target = f"{self._top.rstrip('/')}/{name}"
        folder, _, last = target.rpartition("/")
        try:
            if folder not in self._folders:
                self._files.makedirs(folder, exist_ok=True)
                self._folders.add(folder)
            if self._whole:
                self._files.put_file(str(local), target)
            else:
                temporary = f"{folder}/.{uuid.uuid4().hex[:8]}-{last[:100]}.tmp"
                self._files.put_file(str(local), temporary)
                self._files.mv(temporary, target)
        except Exception as error:
            raise OutputError("mirror-not-written", url=self.url, error=why(error)) from error

    def drop(self, name: str) -> None:
        """One file is no longer; nor need it be there."""
        try:
            self._files.rm_file(f"{self._top.rstrip('/')}/{name}")
        except FileNotFoundError:
            return
        except Exception as error:
            raise OutputError("mirror-not-written", url=self.url, error=why(error)) from error

    def complete(self, out: Path, names: Iterable[str]) -> None:
        """Copy what is not there of the records of earlier runs."""
        try:
            there = {path[len(self._top) :].strip("/") for path in self._files.find(self._top)}
        except FileNotFoundError:
            there = set()
        except Exception as error:
            raise OutputError("mirror-not-read", url=self.url, error=why(error)) from error
        for name in names:
            if name not in there:
                self.put(out / name, name)


def _protocols(files: Any) -> tuple[str, ...]:
    return (files.protocol,) if isinstance(files.protocol, str) else tuple(files.protocol)
