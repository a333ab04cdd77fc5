"""Documents and records at a URL: s3://, sftp:// and whatever else fsspec knows (extra `cluster`).

    URL ─▶ listing ─▶ Source with a `url` ─▶ fetched where it is converted ─▶ a file like any other
    record ─▶ Mirror ─▶ the same record at a URL, whole or absent

Nothing is fetched to see whether it changed: size, time and ETag of the listing tell (Source.token). Who
may read and write, and as whom, is told to fsspec by its own configuration and environment.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from extract.core.errors import DocumentError, SetupError, TooLarge, Unreadable, Unsupported
from extract.core.limits import MIB, Limits
from extract.core.source import Picture, Source
from extract.intake.admission import judge
from extract.intake.formats import Shape
from schemas.catalogue.system import why

try:
    from fsspec.core import url_to_fs
except ModuleNotFoundError as error:
    raise SetupError("urls-not-installed") from error

# What a listing may say that changes with the content; the time of the last access does not belong here.
SIGNS = (
    "ETag",
    "etag",
    "md5Hash",
    "content_md5",
    "mtime",
    "LastModified",
    "last_modified",
    "updated",
    "created",
)


@dataclass(frozen=True, slots=True)
class Found:
    """One file at a URL; `parts` are the names below the URL that was listed."""

    url: str
    parts: tuple[str, ...]
    size: int | None
    token: str | None


def listing(url: str, arrange: Callable[[Sequence[str]], Sequence[str]] = list) -> Iterator[Found]:
    """All files at and below a URL, by name, as `arrange` has it. Raises SetupError."""
    files, top = open_url(url)
    try:
        infos: dict[str, dict[str, Any]] = files.find(top, detail=True)
        if not infos and not files.exists(top):
            raise FileNotFoundError("nothing-there")
    except Exception as error:  # each kind of store has errors of its own
        raise SetupError("url-not-listed", url=url, error=why(error)) from error
    for path in arrange(sorted(infos)):
        below = path[len(top) :].strip("/") if path != top else ""
        parts = PurePosixPath(below or PurePosixPath(path).name).parts
        size = infos[path].get("size")
        signs = [str(infos[path][sign]) for sign in SIGNS if infos[path].get(sign) is not None]
        yield Found(
            files.unstrip_protocol(path), parts, size, "-".join([str(size), *signs]) if signs else None
        )


def fetch(url: str, target: Path, limits: Limits) -> None:
    """Copy one file here. Raises TooLarge or Unreadable."""
    left = limits.max_bytes
    try:
        files, path = open_url(url)
        with files.open(path, "rb") as far, target.open("wb") as near:
            while chunk := far.read(MIB):
                left -= len(chunk)
                if left < 0:
                    raise TooLarge("url-too-large", limit=limits.max_bytes)
                near.write(chunk)
    except DocumentError:
        raise
    except Exception as error:
        raise Unreadable("url-not-fetched", url=url, error=why(error)) from error


@contextmanager
def fetched(source: Source, url: str, limits: Limits) -> Iterator[Source]:
    """The document with its bytes here, and what they are, until the block ends. Raises as `fetch`."""
    folder = Path(tempfile.mkdtemp(prefix="sohoa-"))
    try:
        if source.pictures:
            held = [_picture(folder, picture, limits) for picture in source.pictures]
            yield replace(source, path=held[0].path, pictures=tuple(held))
            return
        path = folder / f"document{PurePosixPath(url).suffix[:10]}"
        fetch(url, path, limits)
        found, problem = judge(path, limits)
        if found.shape is Shape.ARCHIVE:
            problem = Unsupported("url-archive")
        yield replace(source, path=path, media_type=found.media_type, error=problem)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _picture(folder: Path, picture: Picture, limits: Limits) -> Picture:
    path = folder / picture.parts[-1]
    fetch(picture.url or "", path, limits)
    return replace(picture, path=path)


def open_url(url: str) -> tuple[Any, str]:
    """The file system of a URL (fsspec) and the path there. Raises SetupError."""
    try:
        files, path = url_to_fs(url)
    except Exception as error:  # an unknown kind, or a package that is not installed: fsspec says which
        raise SetupError("url-not-usable", url=url, error=why(error)) from error
    return files, path
