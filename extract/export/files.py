"""Files that appear whole or not at all: written beside under a temporary name, then renamed.

What goes wrong leaves nothing behind, neither files nor the folders that were made for them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from extract.core.errors import OutputError
from schemas.catalogue.system import why


@contextmanager
def replaced(targets: Sequence[Path]) -> Iterator[list[Path]]:
    """Temporary files to write to; they take the places of the targets when all went well.

    Raises OutputError.
    """
    temporary = [target.with_name(f".{target.name}.tmp") for target in targets]
    made: list[Path] = []
    try:
        made += dict.fromkeys(folder for path in temporary for folder in path.parents if not folder.exists())
        for path in temporary:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.unlink(missing_ok=True)  # of an export that was killed
        yield temporary
        for path in temporary:
            _flush(path)
        for path, target in zip(temporary, targets, strict=True):
            path.replace(target)
    except OSError as error:
        raise OutputError(
            "export-not-written", path=error.filename or targets[0], error=why(error)
        ) from error
    finally:
        for path in temporary:
            with suppress(OSError):  # why it cannot be written is told already
                path.unlink()
        for folder in made:  # the deepest first
            with suppress(OSError):  # it holds what was written, as it should
                folder.rmdir()


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
