"""The repaired text alone, in reading order, for whoever reads or searches text files.

Converted ─▶ UTF-8: a form feed between pages, a line break at the end
"""

from __future__ import annotations

import unicodedata

from extract.pipeline import Converted


def text_of(converted: Converted) -> bytes:
    """The text of `content.text`, in NFC. Half surrogates, which no UTF-8 can hold, become question marks."""
    whole = "\f".join(converted.layout.page_texts)
    return (unicodedata.normalize("NFC", whole) + "\n").encode(errors="replace")
