"""A picture file as a Document: one page a frame, no words yet.

    path ─▶ Pillow (header, then every frame decoded once) ─▶ Page(verdict image, size in points)

The resolution stored in a file is often a program's default (72, 96): it is believed only when it makes a
sheet of paper; otherwise the picture is taken for a sheet of A4.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import IO

import numpy as np
from PIL import Image, ImageOps

from extract.core.errors import BrokenFile, EmptyFile, TooLarge, TooManyPages
from extract.core.geometry import POINTS
from extract.core.limits import Limits
from extract.core.model import Document, Origin, Page, Verdict
from schemas.catalogue import Message
from schemas.kinds import Kind

# What Pillow's decoders raise on damaged data.
DAMAGED = (OSError, EOFError, SyntaxError, ValueError, TypeError, KeyError, IndexError, struct.error)

A4 = (8.27, 11.69)  # inches
SHEET = (4.0, 50.0)  # inches: sides of a sheet from a slip (A6) to a plan (A0)
A4_LIKE = (1.2, 1.7)  # long side to short side; A4 is 1.41, photos crop or tilt it
LEAST_DPI = 100.0  # 72 and 96 are what programs write when they know nothing
UNLIKE = 1.1  # pixels an inch across to those down: a fax in fine mode has 204 and 196, and stays
MOST_UNLIKE = 4.0  # a fax has 2.1; more is nonsense, and would make a small file a large picture
# Pixels of a fax's line on A4, B4 and A3, and its pixels an inch in standard mode (ITU-T T.4), where the file
# does not say them.
FAX_LINES, STANDARD_FAX = (1728, 2048, 2432), (204.0, 98.0)
NOT_SAID = (1, 1)  # what Pillow gives of a TIFF without a resolution
# Pixels of the longer side of a preview; the page it shows is so many times larger, of the same shape.
PREVIEW, LARGER, SAME_SHAPE = 400, 3.0, 0.03
SMOOTH = {"1": "L", "P": "RGB"}  # modes whose pixels have no values between them
LEAST_ROWS = 0.05  # of a picture that is cut off: less is no page
ROWS_THERE = "rows there"
LONGEST = 60.0  # long side to short side of a page: a line of print cut out of one has 30, a fax roll 10

SUBFILE_TYPE, REDUCED = 254, 0x1
COMPRESSION, OLD_JPEG = 259, 6
JPEG_AT, JPEG_SIZE, STRIPS_AT, STRIP_SIZES = 513, 514, 273, 279

Image.MAX_IMAGE_PIXELS = None  # `Limits.max_pixels` is checked on the header instead


def read_image(path: Path, limits: Limits) -> Document:
    """Check and measure every page of a picture file.

    Raises EmptyFile, TooLarge (before any pixel is decoded), TooManyPages, BrokenFile. A frame after the
    first that cannot be decoded gives an empty page with a warning, and ends the document.
    """
    pages: list[Page] = []
    with opened(path) as image:
        while not pages or pages[-1].width is not None:
            if len(pages) == limits.max_pages and _has(image, len(pages) + 1):
                raise TooManyPages("image-too-many-pages", limit=limits.max_pages)
            page = _page(image, len(pages) + 1, limits)
            if page is None:
                break
            pages.append(page)
        if not any(page.has_image for page in pages):
            notice = pages[0].warnings[0]
            raise BrokenFile("no-page-read", notice=notice.code, **dict(notice.params))
        media_type = Image.MIME.get(image.format or "", "")  # as Pillow calls it
    return Document(tuple(pages), media_type, paged=True)


def _has(image: Image.Image, number: int) -> bool:
    """Whether the file has a page of this number (from 1), which the image then stands at.

    Only TIFF holds pages. What else has frames shows one picture: an animation, the two eyes or the depth
    of a camera (MPO), a preview. In TIFF too a reduced copy is no page (TIFF 6.0, NewSubfileType).
    """
    if image.format != "TIFF":
        return number == 1
    found: list[int] = vars(image).setdefault("page_frames", [])  # so far, so that each is looked at once
    for frame in count(found[-1] + 1 if found else 0):
        if len(found) >= number:
            break
        try:
            image.seek(frame)
        except EOFError:
            return False
        found += [] if _is_reduced(image) or _is_preview(image, frame) else [frame]
    image.seek(found[number - 1])
    return True


def _is_reduced(image: Image.Image) -> bool:
    tags = getattr(image, "tag_v2", {})
    return bool(int(tags.get(SUBFILE_TYPE, 0) or 0) & REDUCED)


def _is_preview(image: Image.Image, frame: int) -> bool:
    """Whether a frame is a small copy of the one beside it, though no tag says so."""
    wide, high = image.size
    if max(wide, high) > PREVIEW:
        return False
    for beside in (frame - 1, frame + 1):
        with suppress(EOFError):
            image.seek(max(beside, 0))
            across, down = image.width / wide, image.height / high
            if min(across, down) >= LARGER and abs(across / down - 1) < SAME_SHAPE:
                return True
    return False


@contextmanager
def opened(path: Path) -> Iterator[Image.Image]:
    """The image file with only its header read."""
    if path.stat().st_size == 0:
        raise EmptyFile()
    with _Held(path) as file:
        _register_heif()
        try:
            image = Image.open(file)
        except DAMAGED as error:
            raise BrokenFile("image-damaged") from error
        with image:
            yield image


@cache
def _register_heif() -> None:
    """HEIC pictures of telephones, where the package for them is installed."""
    with suppress(ImportError, OSError):
        import_module("pillow_heif").register_heif_opener()


class _Held(io.BufferedReader):
    """A file that is never asked for more than it holds: a damaged length would take gigabytes of memory."""

    def __init__(self, path: Path) -> None:
        super().__init__(io.FileIO(path))
        self._size = path.stat().st_size

    def read(self, size: int | None = -1, /) -> bytes:
        left = max(self._size - self.tell(), 0)
        return super().read(left if size is None or size < 0 else min(size, left))


def upright(image: Image.Image, number: int) -> Image.Image:
    """Frame `number` (from 1), its pixels made square, turned as its EXIF orientation says. Decodes it.

    Of a first frame that is cut off the rows that are there, the others white, their share under `ROWS_THERE`
    of its `info`. Raises OSError when they are next to none.
    """
    if not _has(image, number):
        raise EOFError(number)
    if getattr(image, "tag_v2", {}).get(COMPRESSION) == OLD_JPEG:
        image = _inner_jpeg(image)
    try:
        image.load()
    except OSError:
        # The picture of a later frame would still hold the rows of the one before.
        if number > 1:
            raise
        image = _rows_there(image)
    return ImageOps.exif_transpose(_squared(image))


def _rows_there(image: Image.Image) -> Image.Image:
    """What the decoder gave of a frame before its data ended."""
    image.tile = []  # type: ignore[attr-defined] # nothing more to decode: the next `load` takes what there is
    pixels = np.asarray(image.convert("RGB"))
    given = np.flatnonzero(pixels.any(axis=(1, 2)))
    rows = int(given[-1]) + 1 if len(given) else 0
    if rows < LEAST_ROWS * image.height:
        raise OSError
    whole = Image.new("RGB", image.size, "white")
    whole.paste(Image.fromarray(pixels[:rows]))
    whole.info = image.info | {ROWS_THERE: rows / image.height}
    return whole


def _squared(image: Image.Image) -> Image.Image:
    """The frame with as many pixels an inch down as across: a fax in standard mode has 204 and 98."""
    known = (image.info.get(key) for key in ("dpi", "resolution", "jfif_density"))
    unknown = STANDARD_FAX if _is_standard_fax(image) else (1, 1)
    said = (pair for pair in known if pair and min(pair) > 0 and tuple(pair) != NOT_SAID)
    across, down = next(said, unknown)
    ratio = float(across) / float(down)
    if not (UNLIKE <= max(ratio, 1 / ratio) <= MOST_UNLIKE):
        return image
    width, height = round(image.width * max(1 / ratio, 1)), round(image.height * max(ratio, 1))
    square = image.convert(SMOOTH.get(image.mode, image.mode)).resize((width, height))
    square.info = image.info | {"dpi": (max(across, down),) * 2}
    return square


def _is_standard_fax(image: Image.Image) -> bool:
    """Whether black and white lines of a fax make a sheet only when they lie twice as far apart."""
    tall = image.height / image.width * STANDARD_FAX[0] / STANDARD_FAX[1]
    return image.mode == "1" and image.width in FAX_LINES and A4_LIKE[0] <= tall <= A4_LIKE[1]


def _inner_jpeg(image: Image.Image) -> Image.Image:
    """The JPEG within a TIFF of the first kind (TIFF 6.0, section 22), which the library does not decode.

    Programs wrote a whole JPEG file there, at a place of its own or as the only strip.
    """
    tags = image.tag_v2  # type: ignore[attr-defined]
    offset = tags.get(JPEG_AT) or tags[STRIPS_AT][0]
    file: IO[bytes] = image.fp  # type: ignore[attr-defined]
    file.seek(offset)
    inner = Image.open(io.BytesIO(file.read(tags.get(JPEG_SIZE) or sum(tags[STRIP_SIZES]))))
    inner.info["dpi"] = image.info.get("dpi", inner.info.get("dpi", (0, 0)))
    return inner


def dpi_of(image: Image.Image) -> float:
    """Pixels an inch of an upright frame, from its header or from the size of A4."""
    width, height = image.size
    stored = image.info.get("dpi", (0, 0))
    dpi = float(stored[0] or 0)
    sides = (width / dpi, height / dpi) if dpi >= LEAST_DPI else (0.0, 0.0)
    if SHEET[0] <= min(sides) and max(sides) <= SHEET[1]:
        return dpi
    if A4_LIKE[0] <= max(width, height) / min(width, height) <= A4_LIKE[1]:
        return max(width, height) / A4[1]
    return width / A4[0]


def _page(image: Image.Image, number: int, limits: Limits) -> Page | None:
    """One frame as a page; None when the file has no frame of this number."""
    try:
        if not _has(image, number):
            return None
        _check_size(image, number, limits)
        frame = upright(image, number)
    except DAMAGED as error:
        if number == 1:
            raise BrokenFile("image-damaged") from error
        warning = Message.of("image-page-damaged", page=number)
        return Page(number, (), Origin.OCR, verdict=Verdict(Kind.EMPTY), warnings=(warning,))
    points = POINTS / dpi_of(frame)
    share = frame.info.get(ROWS_THERE)
    cut_off = (Message.of("image-cut-off", page=number, percent=int(100 * share)),) if share else ()
    size = frame.width * points, frame.height * points
    if max(size) > LONGEST * min(size):
        warning = Message.of("image-no-page", page=number, width=frame.width, height=frame.height)
        return Page(number, (), Origin.OCR, *size, verdict=Verdict(Kind.EMPTY), warnings=(warning,))
    verdict = Verdict(Kind.IMAGE, (Message.of("image-file"),))
    return Page(number, (), Origin.OCR, *size, verdict=verdict, has_image=True, warnings=cut_off)


def _check_size(image: Image.Image, number: int, limits: Limits) -> None:
    pixels = image.width * image.height
    if pixels > limits.max_pixels:
        raise TooLarge("page-too-large", page=number, pixels=pixels, limit=limits.max_pixels)
