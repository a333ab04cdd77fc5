"""The layouts of sheets in use, read from layouts.yaml.

layout ("46", "sip") ─▶ Layout(sheets, each with its columns)
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from schemas.yaml_loader import SafeLoader

PATH = "path"  # leads back to the record: of a document without .json, of a hồ sơ its folder
PARTS = ("day", "month", "year")


class Name(StrEnum):
    """Of a layout."""

    COLUMNS_46 = "46"  # that projects use
    SIP = "sip"  # of the tools that pack


@dataclass(frozen=True, slots=True)
class Column:
    """`of`: elements.FILE, elements.DOCUMENT, "" for the eye only."""

    heading: str
    of: str
    name: str
    part: str = ""  # one of PARTS, of a date in three columns


@dataclass(frozen=True, slots=True)
class Sheet:
    """`rows`: what a row is of."""

    name: str
    rows: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """A workbook. `words`: cells have the words of codes."""

    name: Name
    file: str  # its standard name in the output folder
    words: bool
    sheets: tuple[Sheet, ...]


@cache
def layout(name: Name) -> Layout:
    """As layouts.yaml has it."""
    loaded: dict[str, Any] = yaml.load((files(__package__) / "layouts.yaml").read_bytes(), SafeLoader)
    row = loaded[name]
    sheets = tuple(
        Sheet(one["name"], one["rows"], tuple(Column(*column) for column in one["columns"]))
        for one in row["sheets"]
    )
    return Layout(name, row["file"], row["words"], sheets)
