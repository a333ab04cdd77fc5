"""`sohoa export`: the records of an output folder in the form another system takes.

folder + form ─▶ export ─▶ Exported (where it is, how many, what could not be held)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from extract.export.forms import TARGETS, Form, NotInstalled
from extract.export.records import Json, read

Records = Iterable[tuple[str, Json]]


@dataclass(slots=True)
class Exported:
    """What came of it."""

    target: Path
    records: int = 0
    notes: list[str] = field(default_factory=list)


def export(folder: Path, form: Form, target: Path | None = None) -> Exported:
    """Raises OutputError when something cannot be read or written, NotInstalled."""
    done = Exported(target or folder / TARGETS[form])
    _writer(form, done.notes.append)(_counted(read(folder), done), done.target)
    return done


def _counted(records: Records, done: Exported) -> Records:
    for record in records:
        done.records += 1
        yield record


def _writer(form: Form, note: Callable[[str], None]) -> Callable[[Records, Path], None]:
    """Loaded here, since each form has its own library."""
    try:
        if form is Form.PARQUET:
            from extract.export import parquet  # noqa: PLC0415

            return parquet.write
        if form is Form.XLSX:
            from extract.export import xlsx  # noqa: PLC0415

            return lambda records, path: xlsx.write(records, path, note)
    except ModuleNotFoundError as error:
        raise NotInstalled("export-not-installed", form=form.value, package=error.name) from error
    from extract.export import sheets, sqlite  # noqa: PLC0415

    return sqlite.write if form is Form.SQLITE else sheets.write_csv
