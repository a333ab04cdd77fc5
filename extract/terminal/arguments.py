"""The arguments and options of the command line: what they are called, what they take, codes of their help.

Used by the commands (commands/), which name those that they have.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from extract.core.limits import Limits, size
from extract.core.options import Also
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


def parsed_size(text: str | int) -> int:
    """A size as typed: 512M."""
    try:
        return size(str(text))
    except ValueError as error:
        raise Mistake("no-size", text=text) from error


def bytes_limit(code: str, shown: str) -> Any:
    """A limit on a number of bytes."""
    return typer.Option(parser=parsed_size, metavar="meta-size", help=code, show_default=shown)


def count_limit(code: str) -> Any:
    """A limit on a number of things."""
    return typer.Option(min=1, metavar="meta-count", help=code)


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
Memory = Annotated[int | None, bytes_limit("help-memory", "default-memory")]
RetryFailed = Annotated[bool, flag("--retry-failed", "help-retry-failed")]
DryRun = Annotated[bool, flag("--dry-run", "help-dry-run")]
MaxBytes = Annotated[int, bytes_limit("help-max-bytes", "512M")]
MaxPages = Annotated[int, count_limit("help-max-pages")]
MaxPixels = Annotated[int, count_limit("help-max-pixels")]
MaxUnpacked = Annotated[int, bytes_limit("help-max-unpacked", "2G")]
MaxMembers = Annotated[int, count_limit("help-max-members")]
MaxRatio = Annotated[int, count_limit("help-max-ratio")]
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
Beside = Annotated[list[Also] | None, typer.Option(metavar="meta-name", help="help-also")]
MirrorUrl = Annotated[str | None, typer.Option(metavar="URL", help="help-mirror")]
Json = Annotated[bool, flag("--json", "help-json")]
Pages = Annotated[str | None, typer.Option(metavar="1,3-5", help="help-pages")]
Draw = Annotated[Path | None, typer.Option(metavar="meta-folder", help="help-draw")]
Text = Annotated[str, typer.Argument(metavar="meta-file-or-input", help="help-text")]
