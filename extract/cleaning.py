"""What is taken off a page's picture before it is read: coloured ink, seals, the back of the sheet, specks.

    RGB ─▶ print_of ─▶ even ─▶ without_back ─▶ without_seals ─▶ without_specks ─▶ grey for the recogniser
                                                      └▶ suppressed: where seals, stamps and signatures lie

The page itself is never changed: the mask says what the recogniser is not shown.
"""

from __future__ import annotations

import numpy as np

from extract import imaging
from extract.imaging import Grey, Mask, Picture
from extract.imaging_back import without_back
from extract.imaging_dirt import without_specks
from extract.imaging_light import even
from extract.imaging_seals import without_seals


def cleaned(picture: Picture, dpi: float) -> Grey:
    """Black print on white paper; a clean page comes back as it is."""
    unsealed, _ = without_seals(_level_print(picture, dpi), dpi)
    return without_specks(unsealed, dpi)


def suppressed(picture: Picture, dpi: float) -> Mask:
    """Where the page has ink that `cleaned` takes for seals, stamps and signatures."""
    ink = imaging.ink_mask(picture)
    _, seals = without_seals(_level_print(picture, dpi), dpi)
    return ink if seals is None else np.asarray(ink | seals, np.bool_)


def _level_print(picture: Picture, dpi: float) -> Grey:
    return without_back(even(imaging.print_of(picture), dpi))
