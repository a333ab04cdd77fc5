"""Where notes, text boxes and page headers stand in the text of a Word 97-2003 file.

    PLCs of the table stream ─▶ range of the text, by the position of the reference or anchor

Source: [MS-DOC] 2.8 (PLCs); ranges are character positions in the whole document.
"""

from __future__ import annotations

import struct
from itertools import pairwise

from extract.readers.office.word97 import (
    BOX_TEXTS,
    ENDNOTE_REFS,
    ENDNOTE_TEXTS,
    HEADER_BOX_TEXTS,
    HEADER_SHAPES,
    HEADERS,
    NOTE_REFS,
    NOTE_TEXTS,
    SHAPES,
    Word97,
)
from extract.readers.office.word97_marks import NOTE

Place = tuple[int, int]  # first position, position after the last

UNANCHORED = -1  # no position: text boxes that hang nowhere
_NO_SHAPE = 0  # of the last entry of text boxes, which is none
_FRD, _SPA, _FTXBXS = 2, 26, 22  # bytes of an entry for a note, an anchor, a text box ([MS-DOC] 2.8)
# Stories of the header part ([MS-DOC] 2.8.28): six separators, then for each section its headers of even and
# odd pages, its footers of even and odd pages, header and footer of its first page.
_SEPARATORS = 6
_FIRST_PAGE_HEADER, _HEADER = 10, 7


def note_places(file: Word97) -> dict[int, tuple[str, Place]]:
    """For the position of each reference: its marker and the range of the note's text.

    Word counts the references that it numbers itself; the others show the sign at their place.
    """
    found: dict[int, tuple[str, Place]] = {}
    for part, refs, texts in (
        ("notes", NOTE_REFS, NOTE_TEXTS),
        ("endnotes", ENDNOTE_REFS, ENDNOTE_TEXTS),
    ):
        places = _positions(file.part(refs), _FRD)[:-1]
        bounds = _positions(file.part(texts), 0)
        start = file.parts[part][0]
        counted = 0
        for place, first, last in zip(places, bounds, bounds[1:], strict=False):
            sign = "".join(stretch.text for stretch in file.stretches(place, place + 1))
            counted += sign == NOTE
            found[place] = (str(counted) if sign == NOTE else sign, (start + first, start + last))
    return found


def box_places(file: Word97) -> dict[int, tuple[Place, ...]]:
    """For the position of each anchor: the ranges of its text boxes' texts.

    Anchor and text box name the same shape, or the anchor names the group that the box's shape is in. Boxes
    that none names belong to the anchors that name nothing, in their order, the last anchor having all that
    are left: LibreOffice loses the numbers.
    """
    found: dict[int, tuple[Place, ...]] = {}
    for text, part, shapes, texts in (
        ("text", "boxes", SHAPES, BOX_TEXTS),
        ("headers", "header_boxes", HEADER_SHAPES, HEADER_BOX_TEXTS),
    ):
        anchors, boxes = file.part(shapes), file.part(texts)
        bounds = _positions(boxes, _FTXBXS)
        (anchored, _), (start, _) = file.parts[text], file.parts[part]
        ranges = {
            shape: (start + first, start + last)
            for shape, first, last in zip(_shapes(boxes, _FTXBXS, 14), bounds, bounds[1:], strict=False)
        }
        lost: list[int] = []
        for place, shape in zip(_positions(anchors, _SPA), _shapes(anchors, _SPA, 0), strict=False):
            held = [ranges.pop(one) for one in file.shapes.members(shape) if one in ranges]
            found[anchored + place] = tuple(held)
            lost += [] if held else [anchored + place]
        ranges.pop(_NO_SHAPE, None)
        left = list(ranges.values())
        if left and not lost:
            found[UNANCHORED] = (*found.get(UNANCHORED, ()), *left)
        for at, place in enumerate(lost):
            found[place] = tuple(left[at:] if at == len(lost) - 1 else left[at : at + 1])
    return found


def drawn_shapes(file: Word97) -> dict[int, int]:
    """For the position of each anchor: the number of its shape or group."""
    found: dict[int, int] = {}
    for text, shapes in (("text", SHAPES), ("headers", HEADER_SHAPES)):
        anchors, (start, _) = file.part(shapes), file.parts[text]
        places = zip(_positions(anchors, _SPA), _shapes(anchors, _SPA, 0), strict=False)
        found |= {start + place: shape for place, shape in places}
    return found


def header_places(file: Word97) -> tuple[list[Place], list[Place]]:
    """The ranges of the headers that the first page may have, and of all other headers and footers."""
    bounds = _positions(file.part(HEADERS), 0)
    start = file.parts["headers"][0]
    stories = {
        story: (start + first, start + last)
        for story, (first, last) in enumerate(pairwise(bounds))
        if story >= _SEPARATORS and first < last
    }
    first = [stories.pop(story) for story in (_FIRST_PAGE_HEADER, _HEADER) if story in stories]
    return first, list(stories.values())


def _positions(plc: bytes, size: int) -> tuple[int, ...]:
    """The character positions of a PLC whose data elements have this size."""
    count = (len(plc) - 4) // (4 + size) if len(plc) >= 4 else -1
    return struct.unpack_from(f"<{count + 1}I", plc, 0) if count >= 0 else ()


def _shapes(plc: bytes, size: int, offset: int) -> list[int]:
    """The shape numbers at this offset in the data elements of a PLC."""
    count = max(0, len(_positions(plc, size)) - 1)
    data = plc[4 * (count + 1) :]
    return [int.from_bytes(data[size * n + offset : size * n + offset + 4], "little") for n in range(count)]
