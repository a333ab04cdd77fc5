"""Hostile pictures: huge sizes claimed, huge sizes unpacked, directories in circles, cut data."""

# ruff: noqa: E501 (files written out by hand)

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator

from PIL import Image

Made = tuple[str, bytes, str]  # as in hostile_pdf


def files() -> Iterator[Made]:
    """All of them."""
    for family in (_png, _jpeg, _tiff, _tiff_circles):
        yield from family()


def chunk(kind: bytes, data: bytes) -> bytes:
    """A PNG chunk with its right sum."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, data: bytes, *extra: bytes, bits: int = 1) -> bytes:
    """A grey PNG with this compressed data, whatever its header claims."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(extra) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def _png() -> Iterator[Made]:
    few = zlib.compress(bytes(1_000))
    for name, width, height in (
        ("60000", 60_000, 60_000), ("wide", 2**31 - 1, 1), ("most", 2**31 - 1, 2**31 - 1), ("long", 1, 2**31 - 1),
        ("200m", 20_000, 10_000),
    ):  # fmt: skip
        yield f"png-{name}.png", png(width, height, few), "too-large|broken-file"
    yield "png-zero.png", png(0, 0, few), "broken-file"
    yield "png-short.png", png(500, 500, few), "broken-file|converted"
    yield "png-empty-data.png", png(500, 500, b""), "broken-file"
    whole = _picture("PNG")
    for percent in (1, 30, 70, 99):
        yield f"png-cut-{percent}.png", whole[: len(whole) * percent // 100], "broken-file|converted"
    yield "png-sum.png", whole.replace(b"IDAT", b"IDAU"), "broken-file"
    bomb = zlib.compress(bytes(64 << 20), 9)
    plain = zlib.compress(bytes(20 * 51))
    for kind, data in (
        (b"zTXt", b"a\0\0" + bomb),
        (b"iTXt", b"a\0\1\0\0\0" + bomb),
        (b"iCCP", b"a\0\0" + bomb),
    ):
        yield f"png-bomb-{kind.decode()}.png", png(400, 20, plain, chunk(kind, data)), "broken-file|converted"
    yield "png-bomb-data.png", png(400, 20, bomb), "converted"
    frames = chunk(b"acTL", struct.pack(">II", 100_000, 0))
    yield "png-frames.png", png(400, 20, plain, frames), "converted|too-many-pages|broken-file"
    yield "png-chunk-size.png", whole[:33] + b"\xff\xff\xff\xff" + whole[37:], "broken-file|converted"
    yield "png-strip-wide.png", png(60_000, 1, zlib.compress(bytes(7_501))), "broken-file"
    yield "png-strip-long.png", png(1, 60_000, zlib.compress(bytes(2 * 60_000))), "broken-file"
    yield "png-one-pixel.png", png(1, 1, zlib.compress(bytes(2))), "converted|broken-file"


def _jpeg() -> Iterator[Made]:
    whole = _picture("JPEG")
    at = whole.index(b"\xff\xc0")
    for name, height, width in (("65500", 65_500, 65_500), ("50000", 50_000, 50_000)):
        claimed = whole[: at + 5] + struct.pack(">HH", height, width) + whole[at + 9 :]
        yield f"jpeg-{name}.jpg", claimed, "too-large"
    thin = whole[: at + 5] + struct.pack(">HH", 65_500, 8) + whole[at + 9 :]
    yield "jpeg-thin.jpg", thin, "broken-file"
    none = whole[: at + 5] + struct.pack(">HH", 0, 0) + whole[at + 9 :]
    yield "jpeg-zero.jpg", none, "broken-file"
    for percent in (1, 40, 90):
        yield f"jpeg-cut-{percent}.jpg", whole[: len(whole) * percent // 100], "broken-file|converted"
    yield "jpeg-marker.jpg", b"\xff\xd8\xff" * 2_000, "broken-file"
    circle = b"Exif\0\0II*\0\x08\0\0\0\1\0\x69\x87\4\0\1\0\0\0\x08\0\0\0\x08\0\0\0"
    exif = b"\xff\xe1" + struct.pack(">H", len(circle) + 2) + circle
    yield "jpeg-exif-circle.jpg", whole[:2] + exif + whole[2:], "converted|broken-file"
    yield "jpeg-no-table.jpg", whole.replace(b"\xff\xdb", b"\xff\xfe"), "broken-file|converted"


def tiff(entries: dict[int, tuple[int, int, int]], after: bytes = b"", following: int = 0) -> bytes:
    """A little-endian TIFF of one directory: tag -> (type, count, value), then the data."""
    rows = b"".join(struct.pack("<HHII", tag, *entries[tag]) for tag in sorted(entries))
    return b"II*\0\x08\0\0\0" + struct.pack("<H", len(entries)) + rows + struct.pack("<I", following) + after


def bilevel(
    width: int, height: int, coding: int, size: int, **changes: tuple[int, int, int]
) -> dict[int, tuple[int, int, int]]:
    """The entries of a black and white picture in one strip behind its directory."""
    entries = {
        256: (4, 1, width), 257: (4, 1, height), 258: (3, 1, 1), 259: (3, 1, coding), 262: (3, 1, 0),
        273: (4, 1, 0), 277: (3, 1, 1), 278: (4, 1, height), 279: (4, 1, size),
    }  # fmt: skip
    entries.update({int(tag[1:]): value for tag, value in changes.items()})
    entries[273] = (4, 1, 8 + 2 + 12 * len(entries) + 4)
    return entries


def _tiff() -> Iterator[Made]:
    data = zlib.compress(bytes(1_000))
    for name, width, height, coding in (
        ("g4", 60_000, 60_000, 4), ("flate", 60_000, 60_000, 8), ("raw", 60_000, 60_000, 1),
        ("lzw", 4_294_967_295, 4_294_967_295, 5), ("most", 2**31 - 1, 2**31 - 1, 1),
    ):  # fmt: skip
        yield (
            f"tiff-{name}.tif",
            tiff(bilevel(width, height, coding, len(data)), data),
            "too-large|broken-file",
        )
    bomb = zlib.compress(bytes(64 << 20), 9)
    yield "tiff-bomb-strip.tif", tiff(bilevel(400, 20, 8, len(bomb)), bomb), "converted|broken-file"
    yield "tiff-strip-size.tif", tiff(bilevel(400, 20, 1, 2**32 - 1), bytes(1_000)), "converted|broken-file"
    yield (
        "tiff-samples.tif",
        tiff(bilevel(400, 20, 1, 1_000, t277=(3, 1, 65_535)), bytes(1_000)),
        "broken-file|unsupported",
    )
    yield "tiff-bits.tif", tiff(bilevel(400, 20, 1, 1_000, t258=(3, 1, 77)), bytes(1_000)), "broken-file"
    yield "tiff-zero.tif", tiff(bilevel(0, 0, 1, 0)), "broken-file"
    yield "tiff-coding.tif", tiff(bilevel(400, 20, 9_999, 1_000), bytes(1_000)), "broken-file"
    tiles = {"t322": (4, 1, 2**31), "t323": (4, 1, 2**31), "t324": (4, 1, 8), "t325": (4, 1, 1_000)}
    yield "tiff-tiles.tif", tiff(bilevel(400, 20, 8, 1_000, **tiles), data), "broken-file|converted"
    yield (
        "tiff-count.tif",
        tiff(bilevel(400, 20, 1, 1_000, t270=(2, 2**32 - 1, 8)), bytes(1_000)),
        "converted|broken-file",
    )
    yield "tiff-offset.tif", b"II*\0\xff\xff\xff\xff", "broken-file"
    yield "tiff-big.tif", b"II+\0\x08\0\0\0" + b"\xff" * 8 + bytes(50), "broken-file"
    whole = _picture("TIFF")
    for percent in (2, 50, 95):
        yield f"tiff-cut-{percent}.tif", whole[: len(whole) * percent // 100], "broken-file|converted"


def _tiff_circles() -> Iterator[Made]:
    bits = bytes(1_000)
    yield (
        "tiff-circle.tif",
        tiff(bilevel(400, 20, 1, 1_000), bits, following=8),
        "converted|too-many-pages|broken-file",
    )
    first = tiff(bilevel(400, 20, 1, 1_000), bits, following=8 + 2 + 9 * 12 + 4 + 1_000)
    second = tiff(bilevel(400, 20, 1, 1_000), following=8)[8:]
    yield "tiff-circle-two.tif", first + second, "converted|too-many-pages|broken-file"
    own = tiff(bilevel(400, 20, 1, 1_000, t330=(4, 1, 8), t34665=(4, 1, 8)), bits)
    yield "tiff-inner-circle.tif", own, "converted|broken-file"
    one = Image.new("1", (20, 20), 1)
    buffer = io.BytesIO()
    one.save(buffer, "TIFF", save_all=True, append_images=[one] * 2_100)
    yield "tiff-2101-frames.tif", buffer.getvalue(), "too-many-pages"


def _picture(kind: str) -> bytes:
    """A small page of grey bars."""
    picture = Image.new("L", (200, 280), 255)
    for row in range(20, 260, 20):
        picture.paste(row, (20, row, 180, row + 8))
    buffer = io.BytesIO()
    picture.save(buffer, kind, **({"compression": "tiff_lzw"} if kind == "TIFF" else {}))
    return buffer.getvalue()
