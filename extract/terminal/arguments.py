"""The arguments and options of the command line: what they are called, what they take, what help says.

Used by the commands (commands/), which name those that they have.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from extract.batch.memory import MEMORY_FLOOR
from extract.core.limits import LEAST, Limits, as_size, size
from extract.core.options import Also, Split

DEFAULTS = Limits()


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


def bytes_limit(text: str, shown: str, least: int) -> Any:
    """A limit on a number of bytes, as typed: 512M; less than `least` is a mistake."""

    def parsed(typed: str | int) -> int:
        try:
            number = size(str(typed))
        except ValueError as error:
            raise typer.BadParameter(str(error)) from error
        if number < least:
            raise typer.BadParameter(f"{typed} is too little; the least is {as_size(least)}.")
        return number

    return typer.Option(parser=parsed, metavar="SIZE", help=f"Limit: {text}.", show_default=shown)


def count_limit(text: str, least: int) -> Any:
    """A limit on a number of things."""
    return typer.Option(min=least, metavar="N", help=f"Limit: {text}.")


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
PageTimeout = Annotated[float, seconds("OCR of one page")]
Memory = Annotated[
    int | None,
    bytes_limit("memory of one worker", "a share of the machine's, 2G to 3G", MEMORY_FLOOR),
]
RetryFailed = Annotated[bool, flag("--retry-failed", "Try failed documents again.")]
DryRun = Annotated[bool, flag("--dry-run", "Only say what would be done, and how long.")]
MaxBytes = Annotated[int, bytes_limit("bytes of one file", "512M", LEAST.max_bytes)]
MaxPages = Annotated[int, count_limit("pages of one document", LEAST.max_pages)]
MaxPixels = Annotated[int, count_limit("pixels of one page", LEAST.max_pixels)]
MaxUnpacked = Annotated[int, bytes_limit("bytes a .zip or .docx unpacks to", "2G", LEAST.max_unpacked)]
MaxMembers = Annotated[int, count_limit("files in a .zip or .docx", LEAST.max_members)]
MaxRatio = Annotated[int, count_limit("unpacked to packed size in a .zip or .docx", LEAST.max_ratio)]
Quiet = Annotated[bool, flag("--quiet", "Print errors only.")]
LogFile = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Append what happens, a line of JSON each.")
]
Inbox = Annotated[
    Path, typer.Argument(metavar="DIR", exists=True, file_okay=False, help="Where documents arrive.")
]
Settle = Annotated[
    float,
    typer.Option(min=0.1, metavar="S", help="A file is taken when it did not change for so many seconds."),
]
Poll = Annotated[bool, flag("--poll", "Look for changes; done by itself on network folders.")]
Folder = Annotated[
    Path, typer.Argument(metavar="DIR", exists=True, file_okay=False, help="The --out folder of a convert.")
]
Scheduler = Annotated[
    str | None, typer.Option(metavar="ADDRESS", help="Of a Dask cluster to convert on: tcp://host:8786.")
]
BESIDE = ", ".join(f"{also} ({also.what})" for also in Also)
Beside = Annotated[
    list[Also] | None, typer.Option(metavar="NAME", help=f"Write this beside each record too: {BESIDE}.")
]
Splitting = Annotated[
    Split, typer.Option(help="Make a record of each document in a file, or one of the whole file.")
]
MirrorUrl = Annotated[str | None, typer.Option(metavar="URL", help="Put the records there as well.")]
Json = Annotated[bool, flag("--json", "Print JSON.")]
Pages = Annotated[str | None, typer.Option(metavar="1,3-5", help="Only these pages.")]
Draw = Annotated[Path | None, typer.Option(metavar="DIR", help="Draw the pages there, a folder a document.")]
Text = Annotated[str, typer.Argument(metavar="FILE|-", help="A text; - is standard input.")]
