"""What is taken off a page's picture before it is read: coloured ink, seals, the back of the sheet, specks.

    RGB ─▶ print_of ─▶ even ─▶ without_back ─▶ without_seals ─▶ without_specks ─▶ grey for the recogniser
                                                      └▶ suppressed: where seals, stamps and signatures lie

The page itself is never changed: the mask says what the recogniser is not shown.
"""

from __future__ import annotations

import numpy as np

from extract.imaging import colour
from extract.imaging.colour import Grey, Mask, Picture
from extract.imaging.despeckle import without_specks
from extract.imaging.illumination import darkest_paper, even
from extract.imaging.seals import without_seals
from extract.imaging.show_through import without_back

# Darkest paper under which pale ink is soft print in the shadow of a photo, not the back of a thin sheet:
# photos have 137 to 178, copied and faded pages 186 and more. Taking the pale ink off 4 photographed pages
# (photo-3) cost 0.027 of word recall and 0.057 of precision; it gained 0.022 on 2 pages of old-2, 0.15 on 4
# of shown-3.
SHADED = 182


def cleaned(picture: Picture, dpi: float) -> Grey:
    """Black print on white paper; a clean page comes back as it is."""
    unsealed, _ = without_seals(_level_print(picture, dpi), dpi)
    return without_specks(unsealed, dpi)


def suppressed(picture: Picture, dpi: float) -> Mask:
    """Where the page has ink that `cleaned` takes for seals, stamps and signatures."""
    ink = colour.ink_mask(picture)
    _, seals = without_seals(_level_print(picture, dpi), dpi)
    return ink if seals is None else np.asarray(ink | seals, np.bool_)


def _level_print(picture: Picture, dpi: float) -> Grey:
    grey = colour.print_of(picture)
    evened = even(grey, dpi)
    bare = without_back(evened)
    shaded = bare is not evened and darkest_paper(grey, dpi) < SHADED
    return evened if shaded else bare
