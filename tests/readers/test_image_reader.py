from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from extract.core.errors import BrokenFile, DocumentError, EmptyFile, TooLarge, TooManyPages
from extract.core.limits import Limits
from extract.intake.filetype import identify
from extract.intake.formats import JPEG, TIFF
from extract.readers import read, render
from extract.readers.image import read_image
from schemas.kinds import Kind
from support import paper

SHEET = paper.picture(dpi=150)  # 595 x 420 points


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("scan.png", {"dpi": (150, 150)}),
        ("scan.jpg", {"dpi": (150, 150)}),
        ("scan.tif", {"dpi": (150, 150), "compression": "tiff_lzw"}),
    ],
)
def test_a_scan_is_a_page_of_its_size(tmp_path: Path, name: str, options: dict[str, object]) -> None:
    SHEET.save(tmp_path / name, **options)
    (page,) = read_image(tmp_path / name, Limits()).pages
    assert (page.width, page.height) == pytest.approx((595, 420), abs=0.5)
    assert (page.lines, page.verdict.kind, page.has_image) == ((), Kind.IMAGE, True)


@pytest.mark.parametrize("dpi", [None, (72, 72), (96, 96), (1, 1)])
def test_without_a_true_resolution_it_is_a4(tmp_path: Path, dpi: tuple[int, int] | None) -> None:
    picture = Image.new("RGB", (827, 1169), "white")
    picture.save(tmp_path / "photo.jpg", **({"dpi": dpi} if dpi else {}))
    (page,) = read_image(tmp_path / "photo.jpg", Limits()).pages
    assert (page.width, page.height) == pytest.approx((595, 842), abs=1.0)


def test_camera_orientation(tmp_path: Path) -> None:
    turned = SHEET.rotate(90, expand=True)  # as a camera held upright stores a landscape sheet
    exif = Image.Exif()
    exif[0x0112] = 6  # turn a quarter clockwise to view
    turned.save(tmp_path / "photo.jpg", exif=exif, dpi=(150, 150), quality=95)
    (page,) = read_image(tmp_path / "photo.jpg", Limits()).pages
    assert (page.width, page.height) == pytest.approx((595, 420), abs=0.5)
    shown = render(tmp_path / "photo.jpg", "image/jpeg", 1, 150)
    assert np.abs(shown.astype(int) - paper.array(SHEET)).mean() < 3


def test_what_a_picture_is_intake_says(tmp_path: Path) -> None:
    path = tmp_path / "camera.jpg"
    SHEET.save(path, format="MPO", save_all=True, append_images=[SHEET.resize((160, 120))])
    found = identify(path)
    document = read(path, found.media_type, Limits())
    assert (found, document.media_type) == (JPEG, JPEG.media_type)
    assert render(path, document.media_type, 1, 100.0).shape[2] == 3


def test_every_frame_of_a_tiff_is_a_page(tmp_path: Path) -> None:
    frames = [SHEET.convert("1"), Image.new("1", (1240, 1754), 1)]
    frames[0].save(
        tmp_path / "fax.tif", save_all=True, append_images=frames[1:], dpi=(150, 150), compression="group4"
    )
    document = read_image(tmp_path / "fax.tif", Limits())
    assert [page.number for page in document.pages] == [1, 2]
    assert [round(page.width or 0) for page in document.pages] == [595, 595]
    assert render(tmp_path / "fax.tif", "image/tiff", 2, 75).shape[:2] == (877, 620)
    with pytest.raises(TooManyPages):
        read_image(tmp_path / "fax.tif", Limits(max_pages=1))


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "CMYK", "I;16"])
def test_every_kind_of_pixel_shows_dark_print_on_white(tmp_path: Path, mode: str) -> None:
    if mode == "I;16":
        grey = np.asarray(SHEET.convert("L")).astype(np.uint16) * 257
        picture = Image.fromarray(grey)
    elif mode in ("LA", "RGBA"):  # print on transparent paper whose hidden colour is black
        picture = Image.new(mode, SHEET.size, 0)
        picture.putalpha(SHEET.convert("L").point(lambda value: 255 - value))
    else:
        picture = SHEET.convert(mode)
    picture.save(tmp_path / "scan.tif", dpi=(150, 150))
    shown = render(tmp_path / "scan.tif", "image/tiff", 1, 150)
    assert shown.shape == (SHEET.height, SHEET.width, 3)
    assert np.abs(shown.astype(int) - paper.array(SHEET)).mean() < 4


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def huge_png() -> bytes:
    """A few bytes that claim to be 900 million pixels."""
    header = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0"))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("name", ["half.png", "half.jpg"])
def test_of_a_file_that_is_cut_off_the_rows_that_are_there_are_read(tmp_path: Path, name: str) -> None:
    SHEET.save(tmp_path / name, dpi=(150, 150))
    content = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(content[: round(0.6 * len(content))])
    (page,) = read_image(tmp_path / name, Limits()).pages
    assert [warning.code for warning in page.warnings] == ["image-cut-off"]
    shown = render(tmp_path / name, "image/png", 1, 150)
    whole = paper.array(SHEET)
    rows = int(dict(page.warnings[0].params)["percent"]) * len(whole) // 100 - 8
    assert np.abs(shown[:rows].astype(int) - whole[:rows]).mean() < 4
    assert shown[-8:].min() == 255


def test_pixels_that_are_not_square_become_square(tmp_path: Path) -> None:
    standard = SHEET.convert("1").resize((SHEET.width, SHEET.height // 2))
    standard.save(tmp_path / "fax.tif", dpi=(150, 75), compression="group4")
    (page,) = read_image(tmp_path / "fax.tif", Limits()).pages
    assert (page.width, page.height) == pytest.approx((595, 420), abs=1)
    assert render(tmp_path / "fax.tif", "image/tiff", 1, 150).shape[1] == SHEET.width


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", EmptyFile),
        (b"\x89PNG\r\n\x1a\n", BrokenFile),
        (b"not a picture", BrokenFile),
        (huge_png(), TooLarge),
    ],
)
def test_bad_files_say_what_is_wrong(tmp_path: Path, content: bytes, error: type[DocumentError]) -> None:
    path = tmp_path / "scan"
    path.write_bytes(content)
    with pytest.raises(error) as caught:
        read_image(path, Limits())
    assert caught.value.advice


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
def test_a_damaged_later_frame_costs_only_that_page(tmp_path: Path) -> None:
    path = tmp_path / "fax.tif"
    frames = [SHEET.convert("L"), SHEET.convert("L")]
    frames[0].save(path, save_all=True, append_images=frames[1:], dpi=(150, 150), compression="tiff_lzw")
    whole = path.read_bytes()
    with Image.open(path) as image:
        image.seek(1)
        start = image.tag_v2[273][0]  # StripOffsets
    path.write_bytes(whole[:start] + b"\xff" * (len(whole) - start))
    pages = read_image(path, Limits()).pages
    assert pages[0].verdict.kind is Kind.IMAGE
    assert pages[1].warnings


@pytest.mark.parametrize(("kind", "scale"), [(np.uint16, 257), (np.int32, 256), (np.float32, 1 / 255)])
def test_deep_pictures_keep_their_print(tmp_path: Path, kind: type[np.generic], scale: float) -> None:
    grey = np.asarray(SHEET.convert("L"))
    Image.fromarray((grey.astype(float) * scale).astype(kind)).save(tmp_path / "deep.tif", dpi=(150, 150))
    shown = render(tmp_path / "deep.tif", "image/tiff", 1, 150)[..., 0]
    assert np.abs(shown.astype(int) - grey).max() <= 2


def test_a_reduced_copy_is_no_page(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    small, large = Image.new("L", (200, 280), "white"), Image.new("L", (1000, 1400), "black")
    small.save(path, save_all=True, append_images=[large], tiffinfo={254: 1})
    reduced = struct.pack("<HHII", 254, 4, 1, 1)
    first, *rest = path.read_bytes().split(reduced)
    path.write_bytes(first + reduced + struct.pack("<HHII", 254, 4, 1, 0).join(rest))
    (page,) = read(path, TIFF.media_type, Limits()).pages
    assert page.number == 1 and page.has_image
    assert render(path, TIFF.media_type, 1, 100.0).mean() < 128


@pytest.mark.parametrize(
    ("small", "pages"),
    [
        ((200, 280), 1),  # a preview that no tag calls one
        ((280, 200), 2),  # of another shape
        ((400, 560), 2),  # large enough to be read
    ],
)
def test_a_preview_is_no_page(tmp_path: Path, small: tuple[int, int], pages: int) -> None:
    path = tmp_path / "a.tif"
    frames = [Image.new("L", small, "white"), Image.new("L", (1000, 1400), "white")]
    frames[0].save(path, save_all=True, append_images=frames[1:])
    assert len(read_image(path, Limits()).pages) == pages


def test_a_fax_that_does_not_say_its_resolution_becomes_square(tmp_path: Path) -> None:
    Image.new("1", (1728, 1143), 1).save(tmp_path / "fax.tif", compression="group4")
    (page,) = read_image(tmp_path / "fax.tif", Limits()).pages
    assert (page.width, page.height) == pytest.approx((610, 840), abs=2)


@pytest.mark.parametrize(("ink", "ground"), [((255, 255, 255), 0), ((30, 30, 30), 255)])
def test_print_on_a_transparent_ground_stands_out(
    tmp_path: Path, ink: tuple[int, int, int], ground: int
) -> None:
    drawn = Image.new("RGBA", SHEET.size, (*ink, 0))
    drawn.putalpha(Image.eval(SHEET.convert("L"), lambda grey: 255 - grey))
    drawn.save(tmp_path / "a.png", dpi=(150, 150))
    shown = render(tmp_path / "a.png", "image/png", 1, 150)
    assert int(np.median(shown)) == ground and np.ptp(shown) > 200


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_an_animation_is_one_page(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a"
    frames = [Image.new("L", (1000, 1400), shade) for shade in (255, 0)]
    frames[0].save(path, kind, save_all=True, append_images=frames[1:])
    found = identify(path)
    assert len(read(path, found.media_type, Limits()).pages) == 1
    assert render(path, found.media_type, 1, 60.0).mean() > 200


@pytest.mark.parametrize("kind", ["BMP", "JPEG2000", "WEBP", "GIF"])
def test_other_pictures_are_drawn(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a"
    paper.picture(["QUYẾT ĐỊNH"]).save(path, kind)
    assert render(path, identify(path).media_type, 1, 60.0).min() < 128


def test_old_jpeg_within_tiff(tmp_path: Path) -> None:
    inner = io.BytesIO()
    paper.picture(["QUYẾT ĐỊNH"]).convert("L").save(inner, "JPEG")
    width, height = paper.picture().size
    tags = [(256, width), (257, height), (258, 8), (259, 6), (262, 1), (273, 8), (277, 1), (278, height),
            (279, len(inner.getvalue())), (512, 1), (513, 8), (514, len(inner.getvalue()))]  # fmt: skip
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
    start = 8 + len(inner.getvalue())
    data = struct.pack("<2sHI", b"II", 42, start) + inner.getvalue()
    (tmp_path / "a.tif").write_bytes(data + struct.pack("<H", len(tags)) + entries + bytes(4))
    assert render(tmp_path / "a.tif", TIFF.media_type, 1, 60.0).min() < 128
