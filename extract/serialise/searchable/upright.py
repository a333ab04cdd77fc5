"""Pages drawn upright and level, where that is asked for; all others stay as they are.

    PDF, pages as read ─ flattened ─▶ sheets photographed askew are pictures of the flat sheet
    ─ overlay (words set over them) ─ levelled ─▶ pages that lay askew: their own drawing through a matrix

What a matrix can say makes no pixel anew: a scan that lay on its side or askew keeps its picture, and only a
photo is drawn again. Curled lines of a scan stay curled: to straighten them would encode the scan anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import cv2
import numpy as np
import pikepdf
from pikepdf import Array, Name
from PIL import Image

from extract.core.geometry import POINTS, Box
from extract.core.model import Page
from extract.core.pose import Pose
from extract.imaging.colour import Picture
from extract.imaging.perspective import Corners as Sides
from extract.imaging.perspective import sheet_in
from extract.imaging.view import posed
from extract.readers.rasterise import draw_page
from extract.serialise.searchable.annotations import moved
from extract.serialise.searchable.picture_page import page_of
from extract.serialise.searchable.placing import Corners, flat_pose, matrix, shown_part

LEAST_DPI = 150.0  # where a photo is made of many small pictures
QUALITY = 90  # of JPEG: photos come as JPEG, and are drawn anew once


@dataclass(frozen=True, slots=True)
class Flattened:
    """The pages as they lie in the PDF now, and of each photo (by number) the sheet's place, y upwards."""

    pages: tuple[Page, ...]
    sheets: Mapping[int, Corners] = field(default_factory=dict)


def flattened(pdf: pikepdf.Pdf, pages: Sequence[Page]) -> Flattened:
    """Put a picture of the flat sheet in place of each photo of one; such a page then lies as it was read."""
    if not any(page.pose and page.pose.photo for page in pages):
        return Flattened(tuple(pages))
    held, sheets = [], {}
    with TemporaryDirectory(prefix="sohoa-") as folder:
        path = Path(folder, "pages.pdf")
        pdf.save(path)
        for page in pages:
            if not (page.pose and page.pose.photo):
                held.append(page)
                continue
            dpi = _dpi(pdf.pages[page.number - 1])
            photo = draw_page(path, page.number, dpi, annotations=True)
            if (corners := sheet_in(photo)) is not None:
                sheets[page.number] = _sheet(corners, page.pose)
            _put(pdf, page.number, _flat(photo, corners, page.pose), page.pose)
            held.append(replace(page, pose=None))
    return Flattened(tuple(held), sheets)


def levelled(pdf: pikepdf.Pdf, flat: Flattened) -> None:
    """Turn and level the pages that lay otherwise, with what was set over them; cut photos to the sheet."""
    for page, own in zip(flat.pages, pdf.pages, strict=True):
        if page.pose and (page.pose.turns or page.pose.skew):
            _level(pdf, own, page)
        elif page.number in flat.sheets:
            own.mediabox = Array(flat.sheets[page.number])


def uprighted(pages: Sequence[Page]) -> tuple[int, ...]:
    """Numbers of the pages that come out otherwise than the file shows them."""
    return tuple(
        page.number for page in pages if page.pose and (page.pose.turns or page.pose.skew or page.pose.photo)
    )


def _dpi(own: pikepdf.Page) -> float:
    """The resolution of a page's largest picture, as it lies in user space."""
    left, _, right, _ = shown_part(own)
    wide = max((int(image.Width) for image in own.get_images().values()), default=0)
    return max(wide * POINTS / (right - left), LEAST_DPI)


def _flat(photo: Picture, corners: Sides | None, pose: Pose) -> Picture:
    """The photo as the page was read, white where the sheet ends, if it is known where."""
    if corners is not None:
        high, wide = photo.shape[:2]
        mask = np.zeros((high, wide), np.uint8)
        cv2.fillConvexPoly(mask, np.round(corners * (wide, high)).astype(np.int32), 1)
        photo = np.where(mask[:, :, None] > 0, photo, np.uint8(255))
    return posed(photo, pose).crop(Box(0, 0, pose.width, pose.height))


def _put(pdf: pikepdf.Pdf, number: int, picture: Picture, pose: Pose) -> None:
    file = BytesIO()
    Image.fromarray(np.ascontiguousarray(picture)).save(file, "JPEG", quality=QUALITY)
    made = page_of(file.getvalue(), (pose.width, pose.height), 0)
    del pdf.pages[number - 1]
    pdf.pages.insert(number - 1, made.pages[0])


def _sheet(corners: Sides, pose: Pose) -> Corners:
    """Where the sheet lies on the page as read: left, bottom, right, top in points, y upwards."""
    wide, high = pose.stored_size
    places = [Box(x * wide, y * high, x * wide, y * high) for x, y in corners.tolist()]
    x, y = zip(*(pose.to_level(place).centre for place in places), strict=True)
    top, bottom = max(min(y), 0.0), min(max(y), pose.height)
    return max(min(x), 0.0), pose.height - bottom, min(max(x), pose.width), pose.height - top


def _level(pdf: pikepdf.Pdf, own: pikepdf.Page, page: Page) -> None:
    """Draw what the page shows, and nothing beside it, as it was read; the page grows by its corners."""
    shown = left, bottom, right, top = shown_part(own)
    way = matrix(page, shown, own.rotation, level=True).inverse()
    moved(pdf, own, way)
    numbers = " ".join(f"{number:.5f}" for number in way.shorthand)
    cut = f"{left:.3f} {bottom:.3f} {right - left:.3f} {top - bottom:.3f} re W n"
    own.contents_add(f"q {numbers} cm {cut}\n".encode(), prepend=True)
    own.contents_add(b"\nQ")
    for key in (Name.TrimBox, Name.BleedBox, Name.ArtBox):
        if key in own.obj:
            del own.obj[key]
    own.mediabox = own.cropbox = Array((0, 0, *flat_pose(page, level=True).canvas))
    own.obj[Name.Rotate] = 0
