"""What the contract has at a place of a record where nothing is.

path ─ nothing_at ─▶ null, [], "", or an object of these
"""

from __future__ import annotations

import types
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from schemas.fields import Fields
from schemas.record import Record

Steps = tuple[str | int, ...]


def nothing_at(way: Steps) -> Any:
    """Where the document has nothing; for an item of a list null, since it is to be taken out."""
    *above, last = way
    model = _present(_kind_at(tuple(above)))
    if _is_model(model) and last in model.model_fields:
        default = model.model_fields[str(last)].get_default(call_default_factory=True)
        if isinstance(default, BaseModel):
            return default.model_dump(by_alias=True)
        return "" if default is PydanticUndefined else default
    return "" if is_cell(way) else None


def empty_at(way: Steps) -> dict[str, Any]:
    """An object of the contract with nothing in it. TypeError where there is none."""
    model = _present(_kind_at(way))
    if not _is_model(model):
        raise TypeError(way)
    return model().model_dump(by_alias=True)  # type: ignore[no-any-return]


def is_cell(way: Steps) -> bool:
    """Whether it is a cell of a row: its place stays, since those behind it belong to their columns."""
    return len(way) > 1 and isinstance(way[-1], int) and isinstance(way[-2], int)


def _kind_at(way: Steps) -> Any:
    """The type that the contract declares there; None where it is anybody's."""
    kind: Any = Record if way[:1] == ("content",) else Fields
    for step in way:
        kind = _present(kind)
        if isinstance(step, int):
            kind = get_args(kind)[0] if get_origin(kind) is list else None
        else:
            kind = (
                kind.model_fields[step].annotation if _is_model(kind) and step in kind.model_fields else None
            )
    return kind


def _present(kind: Any) -> Any:
    """Without the null that it may be."""
    if get_origin(kind) in (Union, types.UnionType):
        some = [part for part in get_args(kind) if part is not type(None)]
        return some[0] if len(some) == 1 else None
    return kind


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)
