"""What the desk's own process does with a page: draws it, and says what stands at a point of it.

    Sheet, dpi ─ draw ─▶ JPEG        Sheet, point ─ text_at ─▶ the line there, the file's own or read anew
    archive, hash ─ unpack ─▶ the member

The server never loads pdfium nor a recogniser: a hostile file costs this process only.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import cv2

from extract.core.geometry import POINTS
from extract.core.limits import Limits
from extract.core.model import Line
from extract.desk.hits import Placed
from extract.desk.sources import Sheet
from extract.intake import formats
from extract.packages.data_files import sha256_of

QUALITY = 82  # of JPEG: print stays sharp; a page at 150 dpi has 200 to 400 KB
READ = 175.0  # dpi, at which pages are read (extract/ocr/page.py)
BAND = 45.0  # points above and below the point that are read: three lines, a quarter of a second
NEAR = 3.0  # points around a line that still are the line
READ_SECONDS = 20.0


def begin() -> None:
    """Load what drawing needs."""
    import extract.readers  # noqa: F401, PLC0415


def draw(sheet: Sheet, dpi: float) -> bytes:
    """JPEG of the upright page. Raises DocumentError."""
    from extract.readers import render  # noqa: PLC0415

    return packed(render(sheet.path, sheet.media_type, sheet.number, dpi)[:, :, ::-1])


def text_at(sheet: Sheet, x: float, y: float, width: float, own: bool) -> str | None:
    """The line at a point (in points) of a page so wide; `own`: its file's own text can be trusted.

    Raises DocumentError.
    """
    if own and sheet.media_type == formats.PDF.media_type:
        return _line(_own(sheet), x, y)
    from extract.imaging.colour import print_of  # noqa: PLC0415
    from extract.ocr.engines import best_engine  # noqa: PLC0415
    from extract.readers import render  # noqa: PLC0415

    picture = render(sheet.path, sheet.media_type, sheet.number, READ)
    scale, top = picture.shape[1] / width, max(y - BAND, 0.0)
    band = print_of(picture)[int(top * scale) : int((y + BAND) * scale)]
    return _line(best_engine().read(band, scale * POINTS, READ_SECONDS), x, y - top) if band.size else None


def words(sheet: Sheet, width: float, own: bool) -> list[Placed]:
    """All words of a page, line by line, each with its box in points; `width`, `own`: as `text_at`.

    Raises DocumentError.
    """
    lines = _own(sheet) if own and sheet.media_type == formats.PDF.media_type else _read(sheet, width)
    return [tuple((word.text, word.box.edges) for word in line.words if word.box) for line in lines]


def _read(sheet: Sheet, width: float) -> Iterable[Line]:
    """The lines of a page, by the recogniser: a second or two."""
    from extract.imaging.colour import print_of  # noqa: PLC0415
    from extract.ocr.engines import best_engine  # noqa: PLC0415
    from extract.readers import render  # noqa: PLC0415

    picture = render(sheet.path, sheet.media_type, sheet.number, READ)
    return best_engine().read(print_of(picture), picture.shape[1] / width * POINTS, READ_SECONDS)


def _own(sheet: Sheet) -> Iterable[Line]:
    from extract.readers import read  # noqa: PLC0415

    pages = read(sheet.path, sheet.media_type, Limits(), {sheet.number}).pages
    return [line for page in pages for line in page.lines]


def _line(lines: Iterable[Line], x: float, y: float) -> str | None:
    for line in lines:
        if (box := line.box) and box.x0 - NEAR <= x <= box.x1 + NEAR and box.y0 - NEAR <= y <= box.y1 + NEAR:
            return line.text
    return None


def unpack(archive: Path, sha256: str, folder: Path) -> Path | None:
    """The member of an archive, or attachment of a mail, that has this hash, put into the folder.

    As guarded as in a conversion: limits on number, size and ratio hold.
    """
    from extract.intake.find import find  # noqa: PLC0415

    with tempfile.TemporaryDirectory(dir=folder) as work:
        for source in find([archive], Limits(), Path(work)):
            if not source.error and sha256_of(source.path) == sha256:
                return source.path.rename(folder / sha256)
    return None


def packed(picture: Any) -> bytes:
    """BGR pixels as JPEG. Raises ValueError where there are none."""
    done, jpeg = cv2.imencode(formats.JPEG.suffixes[0], picture, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    if not done:
        raise ValueError(picture.shape)
    return jpeg.tobytes()
