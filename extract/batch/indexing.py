"""The index beside a batch: every record that is written or taken away, handed on to it.

    Written ─ put, drop ─▶ extract.index.write.Writer ; what goes wrong there is told, and the batch goes on

An index is whole as long as each batch into the folder ended well. Who reads one that is not makes it whole
from the records (`extract.index.build.ensure`); a batch never does: that takes longer the more there are.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from extract.core.errors import OutputError
from extract.index.tables import WHOLE, WRITTEN
from extract.index.write import Writer

Told = Callable[[str], None]


class Indexing:
    """The index of one run. No method raises OutputError."""

    def __init__(self, folder: Path, *, fresh: bool, note: Told) -> None:
        """`fresh`: the folder has no records yet; `note` is told, once, why the index is not written."""
        self._writer: Writer | None = Writer(folder)
        self._note, self._whole, self._begun = note, fresh, False

    def __enter__(self) -> Indexing:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._begun:
            self._do(self._end)
        if self._writer:
            self._writer.close()

    def put(self, record: bytes, path: str) -> None:
        """It is written."""
        self._do(lambda writer: writer.put(json.loads(record), path))

    def drop(self, path: str) -> None:
        """It is taken away."""
        self._do(lambda writer: writer.drop(path))

    def _do(self, what: Callable[[Writer], None]) -> None:
        if self._writer is None:
            return
        try:
            if not self._begun:
                self._begin(self._writer)
            what(self._writer)
        except OutputError as error:
            self._writer.close()
            self._writer = None
            self._note(str(error))

    def _begin(self, writer: Writer) -> None:
        """What is not noted again at the end of the run is not whole."""
        self._whole = self._whole or writer.holds(WHOLE)
        writer.note(WRITTEN, holds=True)
        writer.note(WHOLE, holds=False)
        self._begun = True

    def _end(self, writer: Writer) -> None:
        writer.commit()
        writer.note(WRITTEN, holds=False)
        writer.note(WHOLE, holds=self._whole)
