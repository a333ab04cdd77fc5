"""Keep the warnings of libraries off the terminal.

They speak of damaged files in words for programmers ("Corrupt EXIF data"); what matters to the user is in
the record. SOHOA_DEBUG=1 lets them through.
"""

from __future__ import annotations

import logging
import os
import warnings

DEBUG = bool(os.environ.get("SOHOA_DEBUG"))


def hush_libraries() -> None:
    """For this process, from now on."""
    if not DEBUG:
        warnings.simplefilter("ignore")
        logging.getLogger().addHandler(logging.NullHandler())
