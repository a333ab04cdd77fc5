"""The arguments and options of the command line: what they are called, what they take, what help says.

Used by `cli.py`, whose commands name those that they have.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from extract.core.limits import Limits, size

DEFAULTS = Limits()
SETTLE = "A file is taken when it did not change for so many seconds."


class Channel(StrEnum):
    """How a text was spoilt."""

    AUTO = "auto"
    STRIPPED = "stripped"
    ENGLISH_OCR = "english-ocr"
    VIETNAMESE_OCR = "vietnamese-ocr"
    TCVN3 = "tcvn3"
    VNI = "vni"
    VISCII = "viscii"
    VPS = "vps"
    CP1258 = "cp1258"
    VIQR = "viqr"
    UTF8 = "utf8"
    NONE = "none"


def parsed_size(text: str | int) -> int:
    """A size as typed: 512M."""
    try:
        return size(str(text))
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error


def bytes_limit(text: str, shown: str) -> Any:
    """A limit on a number of bytes."""
    return typer.Option(parser=parsed_size, metavar="SIZE", help=f"Limit: {text}.", show_default=shown)


def count_limit(text: str) -> Any:
    """A limit on a number of things."""
    return typer.Option(min=1, metavar="N", help=f"Limit: {text}.")


def seconds(text: str) -> Any:
    """A time limit."""
    return typer.Option(min=1, metavar="S", help=f"Seconds for {text}.")


def flag(name: str, text: str) -> Any:
    """An option that is there or not, without the --no- that Typer would add."""
    return typer.Option(name, help=text)


def place(text: str) -> Path | str:
    """A path that exists, or a URL."""
    if "://" in text:
        return text
    if not Path(text).exists():
        raise typer.BadParameter(f"Path '{text}' does not exist.")
    return Path(text)


PathList = Annotated[
    list[Any], typer.Argument(metavar="PATH", parser=place, help="Files, folders, .zip files or URLs.")
]
Document = Annotated[Path, typer.Argument(metavar="FILE", exists=True, dir_okay=False, help="One document.")]
Out = Annotated[Path, typer.Option(metavar="DIR", help="Where the records go; run again to go on.")]
Schema = Annotated[str, typer.Option(metavar="NAME|FILE", help="Which fields are read; see `schemas list`.")]
Jobs = Annotated[
    int | None,
    typer.Option(
        min=1,
        metavar="N",
        help="Documents worked on at once.",
        show_default="processors, or the threads of the cluster",
    ),
]
Timeout = Annotated[float, seconds("one document")]
Quiet = Annotated[bool, flag("--quiet", "Print errors only.")]
LogFile = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Append what happens, a line of JSON each.")
]
Folder = Annotated[
    Path, typer.Argument(metavar="DIR", exists=True, file_okay=False, help="The --out folder of a convert.")
]
Scheduler = Annotated[
    str | None, typer.Option(metavar="ADDRESS", help="Of a Dask cluster to convert on: tcp://host:8786.")
]
Mirror = Annotated[str | None, typer.Option(metavar="URL", help="Put the records there as well.")]
Json = Annotated[bool, flag("--json", "Print JSON.")]
Pages = Annotated[str | None, typer.Option(metavar="1,3-5", help="Only these pages.")]
Draw = Annotated[Path | None, typer.Option(metavar="DIR", help="Write a picture of each page there.")]
Text = Annotated[str, typer.Argument(metavar="FILE|-", help="A text; - is standard input.")]
