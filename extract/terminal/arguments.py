"""The arguments and options of the command line: what they are called, what they take, codes of their help.

Used by the commands (commands/), which name those that they have.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from extract.batch.memory import MEMORY_FLOOR
from extract.core.limits import LEAST, Limits, as_size, size
from extract.core.options import Also, Flavour, Pictures, Split
from extract.terminal.usage import Mistake

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


def outputs_named(values: list[str] | None) -> list[str]:
    """Names of what may stand beside a record; one value may be several with commas between."""
    names = [name.strip() for value in values or () for name in value.split(",")]
    for name in names:
        if name not in tuple(Also):
            choices = ", ".join(f"'{also}'" for also in Also)
            raise Mistake("usage-no-choice", value=name, choices=choices)
    return names


def bytes_limit(code: str, shown: str, least: int) -> Any:
    """A limit on a number of bytes, as typed: 512M; less than `least` is a mistake."""

    def parsed(typed: str | int) -> int:
        try:
            number = size(str(typed))
        except ValueError as error:
            raise Mistake("no-size", text=typed) from error
        if number < least:
            raise Mistake("size-too-small", size=typed, least=as_size(least))
        return number

    return typer.Option(parser=parsed, metavar="meta-size", help=code, show_default=shown)


def count_limit(code: str, least: int) -> Any:
    """A limit on a number of things."""
    return typer.Option(min=least, metavar="meta-count", help=code)


def seconds(code: str) -> Any:
    """A time limit."""
    return typer.Option(min=1, metavar="meta-seconds", help=code)


def flag(name: str, code: str) -> Any:
    """An option that is there or not, without the --no- that Typer would add."""
    return typer.Option(name, help=code)


def place(text: str) -> Path | str:
    """A path that exists, or a URL."""
    if "://" in text:
        return text
    if not Path(text).exists():
        raise Mistake("usage-no-path", path=text)
    return Path(text)


PathList = Annotated[list[Any], typer.Argument(metavar="meta-path", parser=place, help="help-paths")]
Document = Annotated[
    Path, typer.Argument(metavar="meta-file", exists=True, dir_okay=False, help="help-document")
]
Out = Annotated[Path, typer.Option(metavar="meta-folder", help="help-out")]
Schema = Annotated[str, typer.Option(metavar="meta-name-or-file", help="help-schema")]
Jobs = Annotated[
    int | None, typer.Option(min=1, metavar="meta-count", help="help-jobs", show_default="default-jobs")
]
Timeout = Annotated[float, seconds("help-timeout")]
PageTimeout = Annotated[float, seconds("help-page-timeout")]
Memory = Annotated[int | None, bytes_limit("help-memory", "default-memory", MEMORY_FLOOR)]
RetryFailed = Annotated[bool, flag("--retry-failed", "help-retry-failed")]
DryRun = Annotated[bool, flag("--dry-run", "help-dry-run")]
MaxBytes = Annotated[int, bytes_limit("help-max-bytes", "512M", LEAST.max_bytes)]
MaxPages = Annotated[int, count_limit("help-max-pages", LEAST.max_pages)]
MaxPixels = Annotated[int, count_limit("help-max-pixels", LEAST.max_pixels)]
MaxUnpacked = Annotated[int, bytes_limit("help-max-unpacked", "2G", LEAST.max_unpacked)]
MaxMembers = Annotated[int, count_limit("help-max-members", LEAST.max_members)]
MaxRatio = Annotated[int, count_limit("help-max-ratio", LEAST.max_ratio)]
Quiet = Annotated[bool, flag("--quiet", "help-quiet")]
LogFile = Annotated[Path | None, typer.Option(metavar="meta-file", help="help-log")]
Inbox = Annotated[
    Path, typer.Argument(metavar="meta-folder", exists=True, file_okay=False, help="help-inbox")
]
Settle = Annotated[float, typer.Option(min=0.1, metavar="meta-seconds", help="help-settle")]
Poll = Annotated[bool, flag("--poll", "help-poll")]
Folder = Annotated[
    Path, typer.Argument(metavar="meta-folder", exists=True, file_okay=False, help="help-folder")
]
Scheduler = Annotated[str | None, typer.Option(metavar="meta-address", help="help-scheduler")]
Beside = Annotated[
    list[str] | None, typer.Option(metavar="meta-name", help="help-also", callback=outputs_named)
]
Searchable = Annotated[bool, flag("--pdf", "help-with-pdf")]
PdfA = Annotated[Flavour, typer.Option("--pdfa", help="help-pdfa")]
DrawPages = Annotated[bool, flag("--draw-pages", "help-draw-pages")]
Upright = Annotated[bool, flag("--upright", "help-upright")]
PdfFolder = Annotated[
    Path, typer.Option("--out", metavar="meta-folder", help="help-pdf-out", show_default="default-here")
]
Splitting = Annotated[Split, typer.Option(help="help-split")]
OfPictures = Annotated[Pictures, typer.Option(help="help-pictures")]
Knowledge = Annotated[
    Path | None,
    typer.Option(
        metavar="meta-file",
        exists=True,
        dir_okay=False,
        help="help-knowledge",
        show_default="default-knowledge",
    ),
]
MirrorUrl = Annotated[str | None, typer.Option(metavar="URL", help="help-mirror")]
Json = Annotated[bool, flag("--json", "help-json")]
Pages = Annotated[str | None, typer.Option(metavar="1,3-5", help="help-pages")]
Draw = Annotated[Path | None, typer.Option(metavar="meta-folder", help="help-draw")]
Text = Annotated[str, typer.Argument(metavar="meta-file-or-input", help="help-text")]
