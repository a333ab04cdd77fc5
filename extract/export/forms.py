"""What records can become, for the command line too, which needs no ledger to know it."""

from __future__ import annotations

from enum import StrEnum

from extract.core.errors import SpokenError


class Form(StrEnum):
    """What the records become."""

    PARQUET = "parquet"
    CSV = "csv"
    XLSX = "xlsx"
    SQLITE = "sqlite"


# Where it goes without --out, below the folder: a file, or a folder of files.
TARGETS = {
    Form.PARQUET: "export-parquet",
    Form.CSV: "export-csv",
    Form.XLSX: "export.xlsx",
    Form.SQLITE: "export.sqlite",
}


class NotInstalled(SpokenError):  # noqa: N818 - as in extract/core/errors.py
    """A package that this form needs is not there; the text says how to get it."""
