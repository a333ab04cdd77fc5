"""Each table as a Parquet file in a folder.

records ─▶ rows ─▶ documents.parquet, citations.parquet, ...
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from extract.export.files import replaced
from extract.export.records import Json
from extract.export.tables import DOCUMENTS, Row, Table, batches

TYPES = {
    "text": pa.string(),
    "integer": pa.int64(),
    "real": pa.float64(),
    "boolean": pa.bool_(),
    "json": pa.string(),
}
AT_ONCE = 500  # records in one row group: some ten megabytes


def write(records: Iterable[tuple[str, Json]], target: Path) -> None:
    """Raises OutputError."""
    tables = list(DOCUMENTS.all())
    with replaced([target / f"{table.name}.parquet" for table in tables]) as paths, ExitStack() as open_files:
        files = {
            table.name: open_files.enter_context(pq.ParquetWriter(path, _schema(table), compression="zstd"))
            for table, path in zip(tables, paths, strict=True)
        }
        for batch in batches(records, AT_ONCE):
            _write(files, batch)
        open_files.close()


def _write(files: dict[str, Any], batch: dict[str, list[Row]]) -> None:
    for name, some in batch.items():
        schema = files[name].schema
        columns = zip(zip(*some, strict=True), schema, strict=True)
        arrays = [pa.array(column, field.type) for column, field in columns]
        files[name].write_table(pa.Table.from_arrays(arrays, schema=schema))


def _schema(table: Table) -> Any:
    keys = [pa.field(column.name, TYPES[column.kind], nullable=False) for column in table.keys]
    return pa.schema([*keys, *(pa.field(column.name, TYPES[column.kind]) for column in table.columns)])
