"""What is taken off a page's picture before it is read: coloured ink, seals, the back of the sheet, specks.

    RGB ─▶ print_of ─▶ even ─▶ without_back ─▶ without_seals, without_specks ─▶ grey for the recogniser
             └─────────┴────────┴── before a step that changed more than a trace: to be read as well
    suppressed: where seals, stamps and signatures lie

The page itself is never changed: the mask says what the recogniser is not shown.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from extract.imaging import colour
from extract.imaging.colour import Grey, Mask, Picture
from extract.imaging.despeckle import without_specks
from extract.imaging.illumination import darkest_paper, even
from extract.imaging.seals import without_seals
from extract.imaging.show_through import without_back
from extract.imaging.taken import print_taken
from extract.imaging.view import plain_grey

# Darkest paper under which pale ink is soft print in the shadow of a photo, not the back of a thin sheet:
# photos have 137 to 178, copied and faded pages 186 and more. Taking the pale ink off 4 photographed pages
# (photo-3) cost 0.027 of word recall and 0.057 of precision; it gained 0.022 on 2 pages of old-2, 0.15 on 4
# of shown-3.
SHADED = 182
CHANGED = 0.02  # of the pixels: light evened changes the paper everywhere, a streak closed a thousandth
# Letters in rows that the colour step, or that against seals and specks, may take, as a share of the page's:
# up to 0.05 on 164 pages at hand.
TRACE = 0.06


def cleaned(picture: Picture, dpi: float) -> Grey:
    """Black print on white paper; a clean page comes back as it is."""
    return _bare(_levels(picture, dpi)[-1], dpi)


def ways_to_read(picture: Picture, dpi: float) -> Iterator[Grey]:
    """The page cleaned, then as it was before each step that changed more than a trace of it.

    Such a step has to prove itself: who reads the page chooses by what was read.
    """
    levels = _levels(picture, dpi)
    clean = _bare(levels[-1], dpi)
    yield clean
    if clean is not levels[-1] and print_taken(levels[-1], clean, dpi) > TRACE:
        yield levels[-1]
    for level in reversed(levels[:-1]):
        yield _bare(level, dpi)
    plain = plain_grey(picture)
    if print_taken(plain, levels[0], dpi) > TRACE:
        yield plain


def suppressed(picture: Picture, dpi: float) -> Mask:
    """Where the page has ink that `cleaned` takes for seals, stamps and signatures."""
    ink = colour.ink_mask(picture)
    _, seals = without_seals(_levels(picture, dpi)[-1], dpi)
    return ink if seals is None else np.asarray(ink | seals, np.bool_)


def _levels(picture: Picture, dpi: float) -> list[Grey]:
    """The page's print, and what each step made of it that changed its light or took pale ink off it."""
    grey = colour.print_of(picture)
    evened = even(grey, dpi)
    bare = without_back(evened)
    levels = [grey]
    if evened is not grey:
        dull = np.count_nonzero(evened != grey) > CHANGED * grey.size
        levels = [grey, evened] if dull else [evened]  # else a streak
    shaded = bare is not evened and darkest_paper(grey, dpi) < SHADED
    return levels if shaded or bare is evened else [*levels, bare]


def _bare(grey: Grey, dpi: float) -> Grey:
    """Without seals and specks."""
    return without_specks(without_seals(grey, dpi)[0], dpi)
