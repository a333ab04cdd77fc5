"""Searchable copies drawn upright on request: each page level, its words where they stand, nothing lost."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2 as pdfium
import pytest
from numpy.typing import NDArray
from pikepdf import Array, Dictionary, Name, Stream, pdfa
from PIL import Image

from extract.core.geometry import Box
from extract.core.model import Line, Origin, Page, Word
from extract.core.options import Options
from extract.core.pose import Pose
from extract.serialise.searchable.upright import Flattened, levelled
from support.paper import array, photo, picture
from support.searchable import copies, drawn, places, share_found

DPI = 200
SHEET = picture(dpi=DPI, header=True)
BROWN = (130, 90, 50)
DESK = ((0.12, 0.08), (0.90, 0.13), (0.95, 0.93), (0.06, 0.90))
UPRIGHT = Options(upright=True)


def turned(degrees: float) -> Image.Image:
    return SHEET.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor="white")


def from_middle(path: Path, wide: float | None = None) -> dict[str, NDArray[np.float64]]:
    """Of each word how far it stands from the middle of the page, in points of a page so wide."""
    found = places(path)
    size = np.array(found.pop(""))
    scale = wide / size[0] if wide else 1.0
    return {word: (np.array(place) - size / 2) * scale for word, place in found.items()}


@pytest.mark.parametrize(
    ("sheet", "wide", "off"),  # points; a level page has grown by its corners, one of a photo is the sheet
    [
        (turned(90), None, 2),
        (turned(180), None, 2),
        (turned(-3), None, 3),
        (turned(87), None, 3),
        (Image.fromarray(photo(array(SHEET), DESK, BROWN)), 595, 6),
    ],
    ids=["on its side", "on its head", "askew", "on its side and askew", "photographed"],
)
def test_words_stand_as_on_the_straight_sheet(
    sheet: Image.Image, wide: float | None, off: float, tmp_path: Path
) -> None:
    SHEET.save(tmp_path / "straight.png", dpi=(DPI, DPI))
    sheet.save(tmp_path / "other.png", dpi=(DPI, DPI))
    ((_, straight),) = copies(tmp_path / "straight.png", tmp_path, UPRIGHT)
    assert straight.path and not straight.notices
    wanted = from_middle(straight.path)
    ((one, made),) = copies(tmp_path / "other.png", tmp_path, UPRIGHT)
    assert made.path and [notice.code for notice in made.notices] == ["searchable-pages-upright"]
    assert pdfa.validate_written(made.path, "2b").passed and share_found(one, made.path) >= 0.99
    found = from_middle(made.path, wide)
    same = wanted.keys() & found.keys()
    assert len(same) > 0.9 * len(wanted)
    far = {word: np.abs(found[word] - wanted[word]).max() for word in same}
    assert max(far.values()) < off, far


def test_a_page_that_lies_right_stays_as_it_is(tmp_path: Path) -> None:
    SHEET.save(tmp_path / "sheet.png", dpi=(DPI, DPI))
    before = [copies(tmp_path / "sheet.png", tmp_path, asked)[0][1].path for asked in (Options(), UPRIGHT)]
    assert before[0] and before[1] and np.array_equal(drawn(before[0])[0], drawn(before[1])[0])


def test_a_turned_scan_keeps_its_picture(tmp_path: Path) -> None:
    """A matrix turns it: the JPEG is the one that came."""
    turned(90).save(tmp_path / "side.jpg", quality=80, dpi=(DPI, DPI))
    ((_, made),) = copies(tmp_path / "side.jpg", tmp_path, UPRIGHT)
    assert made.path
    with pikepdf.open(made.path) as pdf:
        (image,) = pdf.pages[0].get_images().values()
        assert image.read_raw_bytes() == (tmp_path / "side.jpg").read_bytes()


def rendered(pdf: pikepdf.Pdf, path: Path) -> NDArray[np.uint8]:
    pdf.save(path)
    with pdfium.PdfDocument(path) as document:
        return np.asarray(document[0].render(draw_annots=True).to_numpy())


@pytest.mark.parametrize("rotate", [0, 90])
@pytest.mark.parametrize("turns", [1, 2, 3])
def test_annotations_turn_with_the_page(turns: int, rotate: int, tmp_path: Path) -> None:
    """A stamp with an appearance of its own, half of it dark; what lies beside the crop box stays unseen."""
    size = (300.0, 500.0) if (turns + rotate // 90) % 2 else (500.0, 300.0)
    line = Line.of([Word.read("Số", Box(60, 80, 95, 94))])
    page = Page(1, (line,), Origin.OCR, *size, pose=Pose(*size, turns=turns))
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(700, 700))
        own = pdf.pages[0]
        own.obj[Name.CropBox], own.obj[Name.Rotate] = Array([100, 50, 600, 350]), rotate
        own.contents_add(b"0 0 1 rg 0 0 120 80 re f")
        stamp = Stream(pdf, b"1 0 0 rg 0 0 40 30 re f")
        stamp[Name.Type], stamp[Name.Subtype] = Name.XObject, Name.Form
        stamp[Name.BBox] = Array([0, 0, 80, 30])
        frame = Array([200, 100, 280, 160])
        own.obj[Name.Annots] = Array(
            [Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=frame, F=4, AP=Dictionary(N=stamp))]
        )
        before = np.rot90(rendered(pdf, tmp_path / "before.pdf"), -turns)
        levelled(pdf, Flattened((page,)))
        after = rendered(pdf, tmp_path / "after.pdf")
    assert before.shape == after.shape
    assert (before != after).any(axis=2).mean() < 0.002 and (after < 255).any(axis=2).sum() > 2500
