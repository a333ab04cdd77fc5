"""The contract as relational tables: one row a document, a table of its own for each list.

    schemas.record.Record (the model) ─▶ TABLES ;  a record ─▶ rows ─▶ (table, row)

Nothing is listed by hand, so a key that is added to the contract has its column. Names are the keys joined
by "_", without "fields". A row of a list is found by `document`, the positions of the lists around it
(`tasks_position`) and its own `position`, from 0 as in the paths of `evidence`.
"""

from __future__ import annotations

import json
import types
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import groupby, repeat
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from schemas.record import Record

# json: what may be anything; a text stays as it is
Kind = Literal["text", "integer", "real", "boolean", "json"]
Row = tuple[Any, ...]
Way = tuple[str | int, ...]  # keys, and places in a box, one after the other

KINDS: dict[Any, Kind] = {str: "text", int: "integer", float: "real", bool: "boolean"}
BOX = ("x0", "y0", "x1", "y1")  # the parts of the contract's only tuple
DOCUMENT, POSITION, KEY, VALUE = "document", "position", "key", "value"
PREFIX = "fields"  # what a document says needs no prefix


@dataclass(frozen=True, slots=True)
class Column:
    """A value: its name, what it is, and the way to it from the table's item."""

    name: str
    kind: Kind
    path: Way = ()


@dataclass(frozen=True)
class Table:
    """A table, and those of the lists inside its items."""

    name: str
    keys: tuple[Column, ...]  # primary key: document, positions
    columns: tuple[Column, ...]
    path: Way = ()  # to the list or mapping, from the item of the table around it
    levels: tuple[type, ...] = ()  # list or dict, from the outside: a list of rows of cells is (list, list)
    inner: tuple[Table, ...] = ()

    @cached_property
    def held(self) -> tuple[tuple[Way, Way], ...]:
        """The columns by what holds them: the way there, and their places in it; none for the item itself."""
        groups = groupby((column.path for column in self.columns), lambda path: path[:-1])
        return tuple((way, tuple(step for path in paths for step in path[-1:])) for way, paths in groups)

    @cached_property
    def as_json(self) -> tuple[int, ...]:
        """Places in a row of what may be anything."""
        kinds = enumerate((*self.keys, *self.columns))
        return tuple(place for place, column in kinds if column.kind == "json")

    def all(self) -> Iterator[Table]:
        """This one, and those inside, outer ones first."""
        yield self
        for table in self.inner:
            yield from table.all()


def rows(table: Table, item: Any, key: Row) -> list[tuple[Table, Row]]:
    """The rows of an item and of all lists inside it; `key` leads to the item."""
    found = [(table, _row(table, item, key))]
    for inner in table.inner:
        items = _at(item, inner.path)
        for place, element in _elements(items, inner.levels) if items else ():
            found += rows(inner, element, (*key, *place))
    return found


def _row(table: Table, item: Any, key: Row) -> Row:
    """What stands beside each other is taken at once: an export does little else."""
    row = list(key)
    for way, steps in table.held:
        found = _at(item, way) if way else item
        if not steps:
            row.append(found)
        elif found is None:
            row.extend(repeat(None, len(steps)))
        else:
            row.extend(map(found.get if isinstance(found, dict) else found.__getitem__, steps))
    for place in table.as_json:
        if row[place] is not None and not isinstance(row[place], str):
            row[place] = json.dumps(row[place], ensure_ascii=False)
    return tuple(row)


def batches(records: Iterable[tuple[str, Any]], at_once: int) -> Iterator[dict[str, list[Row]]]:
    """The rows of records and their keys by the name of their table, so many records at a time."""
    waiting = defaultdict[str, list[Row]](list)
    for count, (key, record) in enumerate(records, 1):
        for table, row in rows(DOCUMENTS, record, (key,)):
            waiting[table.name].append(row)
        if count % at_once == 0:
            yield waiting
            waiting = defaultdict(list)
    yield waiting


def _elements(items: Any, levels: tuple[type, ...]) -> Iterator[tuple[Row, Any]]:
    """The items of lists and mappings in one another, each with its positions or keys."""
    for place, item in items.items() if isinstance(items, dict) else enumerate(items or ()):
        if len(levels) == 1:
            yield (place,), item
        else:
            yield from (((place, *rest), element) for rest, element in _elements(item, levels[1:]))


def _at(item: Any, path: Way) -> Any:
    """What lies there; None where a key, or something on the way, is null or not there (an older record)."""
    for step in path:
        if item is None:
            return None
        item = item.get(step) if isinstance(item, dict) else item[step]
    return item


def _table(
    name: str,
    keys: tuple[Column, ...],
    of: Any,
    path: Way = (),
    levels: tuple[type, ...] = (),
) -> Table:
    """The table of items of a type."""
    columns, inner = list[Column](), list[Table]()
    taken = {column.name for column in keys}
    outer = (*keys[: len(keys) - len(levels)], *(
        Column(f"{name}_{key.name}", key.kind) for key in keys[len(keys) - len(levels) :]
    ))  # fmt: skip
    for way, annotation in _parts(of, ()):
        short = "_".join(BOX[step] if isinstance(step, int) else step for step in way if step != PREFIX)
        around, element = _levels(annotation)
        if around:
            own = f"{name}_{short}" if levels else short
            inner.append(_table(own, (*outer, *_keys(around)), element, way, around))
        else:
            free = short or VALUE
            columns.append(Column(f"{name}_{free}" if free in taken else free, _kind(annotation), way))
    return Table(name, keys, tuple(columns), path, levels, tuple(inner))


def _keys(levels: tuple[type, ...]) -> tuple[Column, ...]:
    """Position, or key; of two lists in one another the outer is the row."""
    names = [Column(KEY, "text") if level is dict else Column(POSITION, "integer") for level in levels]
    if levels == (list, list):
        names[0] = Column("row", "integer")
    return tuple(names)


def _parts(of: Any, path: Way) -> Iterator[tuple[Way, Any]]:
    """The values and lists of a type: models and boxes are taken apart."""
    of = _present(of)
    if isinstance(of, type) and issubclass(of, BaseModel):
        for name, field in of.model_fields.items():
            yield from _parts(field.annotation, (*path, field.alias or name))
    elif get_origin(of) is tuple and len(get_args(of)) == len(BOX):
        yield from (((*path, place), part) for place, part in enumerate(get_args(of)))
    else:
        yield path, of


def _levels(annotation: Any) -> tuple[tuple[type, ...], Any]:
    """Lists and mappings around a type of items. A list of anything is no table: it becomes JSON."""
    levels, inner = list[type](), annotation
    while (origin := get_origin(inner)) in (list, dict):
        levels.append(origin)
        inner = _present(get_args(inner)[-1])
    is_model = isinstance(inner, type) and issubclass(inner, BaseModel)
    if is_model or inner in KINDS or levels[:1] == [dict]:
        return tuple(levels), inner
    return (), annotation


def _present(annotation: Any) -> Any:
    """A type that may be null, without the null."""
    if get_origin(annotation) in (Union, types.UnionType):
        some = [part for part in get_args(annotation) if part is not type(None)]
        return some[0] if len(some) == 1 else annotation
    return annotation


def _kind(annotation: Any) -> Kind:
    if get_origin(annotation) is Literal or (
        isinstance(annotation, type) and issubclass(annotation, StrEnum)
    ):
        return "text"
    return KINDS.get(annotation, "json")


DOCUMENTS = _table("documents", (Column(DOCUMENT, "text"),), Record)
